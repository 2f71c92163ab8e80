"""Read a ledger with private persons, sensitive sites and exact points taken out.

`RedactedLedger` is read like a ledger and gives redacted rows, so every export and page is
redacted by being handed one. Stretches found by `redact_find` are replaced by
marks ("[person]", "[hospital]"), in every string of a row; offsets are moved along, so that
a redacted quote is the redacted report's text at the redacted offsets. Coordinates are
rounded to a grid of `GRID` degrees, about 11 km from north to south.

What stays: ids of reports (they come from the input), digests of the text, by-lines and
outlets, names of towns and their gazetteer ids, what kind of site it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, cast

from warledger.lexicon.names import name_words
from warledger.lexicon.redaction import Phrase
from warledger.model import Span
from warledger.store.ledger import Ledger
from warledger.store.redact_find import find_edits
from warledger.store.redact_persons import Known
from warledger.store.redact_words import PERSON, Edit, shift, tokens_of
from warledger.store.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa

GRID = 0.1
# A point rounded to the grid is near the place, not at it (UCDP's where_prec).
NEAR = 2
PERSON_ID = "person:"
# Who speaks in a role; witnesses, activists and speakers without one are private.
PUBLIC_ROLES = frozenset(
    ("official", "monitor", "agency", "expert", "country", "attribute")
)
_PAIRS = (
    ("start", "end", ("quote", "mention", "text")),
    ("trigger_start", "trigger_end", ()),
    ("mention_start", "mention_end", ("mention",)),
)
_SITES = frozenset(("[hospital]", "[school]", "[shelter]", "[camp]"))


@dataclass(frozen=True, slots=True)
class Redactions:
    """What is replaced in one report's text, and the words that go from all its fields."""

    edits: tuple[Edit, ...] = ()
    secrets: Mapping[str, tuple[tuple[Phrase, str], ...]] = field(default_factory=dict)

    @property
    def starts(self) -> list[int]:
        """Where the edits start, in order."""
        return [edit.start for edit in self.edits]

    @property
    def long_secrets(self) -> Mapping[str, tuple[tuple[Phrase, str], ...]]:
        """What goes, names of a single word aside."""
        long = {
            first: tuple(pair for pair in group if len(pair[0]) > 1)
            for first, group in self.secrets.items()
        }
        return {first: group for first, group in long.items() if group}


NONE = Redactions()


def redactions_of(
    report: Row, mentions: Iterable[Row], claims: Iterable[Row]
) -> Redactions:
    """Return what goes from a report: from its row, its mentions' rows and its claims'."""
    text = cast(str, report["text"])
    edits = find_edits(text, _known(list(mentions), list(claims)))
    title = cast(str | None, report["title"]) or ""
    pairs = [(edit.mark, text[edit.start : edit.end]) for edit in edits]
    pairs += [(e.mark, title[e.start : e.end]) for e in find_edits(title)]
    return Redactions(edits, _by_first(pairs))


def _known(mentions: list[Row], claims: list[Row]) -> Known:
    """Sort the persons that the ledger has into private and public, by what it knows."""
    speakers = [s for claim in claims for s in cast(list[Row], claim["sources"])]
    persons = [m for m in mentions if m["kind"] == "actor" and _is_person(m)]
    public_ids = {m["id"] for m in persons if m["side"] is not None}
    public_ids |= {s["id"] for s in speakers if _is_person(s) and s["role"] in PUBLIC_ROLES}
    others = [m for m in mentions if m["kind"] == "actor" and not _is_person(m)]
    private = sorted(
        (m for m in persons if m["id"] not in public_ids), key=lambda m: str(m["id"])
    )
    return Known(
        persons=tuple(_spans(g) for _, g in groupby(private, key=lambda m: m["id"])),
        speakers=_spans(s for s in speakers if s["id"] is None and s["role"] is None),
        public=_spans(m for m in persons if m["id"] in public_ids),
        taken=_spans([*others, *(m for m in mentions if m["kind"] == "time")]),
        places=_spans(m for m in mentions if m["kind"] == "place" and m["id"] is not None),
    )


def _is_person(row: Row) -> bool:
    return str(row["id"] or "").startswith(PERSON_ID)


def _spans(rows: Iterable[Row]) -> tuple[Span, ...]:
    found = {Span(cast(int, row["start"]), cast(int, row["end"])) for row in rows}
    return tuple(sorted(found))


def _by_first(
    pairs: Iterable[tuple[str, str]],
) -> Mapping[str, tuple[tuple[Phrase, str], ...]]:
    """Return the words that go, as phrases by their first word, longest first.

    A name is also looked for as ids spell it, without its articles ("danaf").
    """
    found: dict[str, set[tuple[Phrase, str]]] = {}
    for mark, words in pairs:
        phrases = {tuple(low for low, _, _ in tokens_of(words))}
        if mark == PERSON:
            phrases.add(tuple(word.key for word in name_words(words)))
        for phrase in phrases:
            if phrase:
                found.setdefault(phrase[0], set()).add((phrase, mark))
    return {
        first: tuple(sorted(group, key=lambda pair: (-len(pair[0]), pair)))
        for first, group in sorted(found.items())
    }


def redact_words(words: str, redactions: Redactions) -> str:
    """Return a string with every phrase that goes replaced by its mark, in any case."""
    if not redactions.secrets:
        return words
    tokens = tokens_of(words)
    kept, last, at = [], 0, 0
    while at < len(tokens):
        for phrase, mark in redactions.secrets.get(tokens[at][0], ()):
            run = tokens[at : at + len(phrase)]
            if tuple(low for low, _, _ in run) == phrase and _is_close(words, run):
                kept += [words[last : run[0][1]], mark]
                last = run[-1][2]
                at += len(phrase) - 1
                break
        at += 1
    return "".join((*kept, words[last:]))


def _is_close(words: str, run: list[tuple[str, int, int]]) -> bool:
    """Return whether no more than a few marks or blanks part the words of a name."""
    return all(len(words[before[2] : after[1]]) <= 3 for before, after in pairwise(run))


def redact_text(text: str, redactions: Redactions) -> str:
    """Return a report's text with its stretches replaced."""
    return redact_slice(text, 0, redactions)


def redact_slice(words: str, start: int, redactions: Redactions) -> str:
    """Return the words that stand at `start` of the text, redacted.

    A stretch that they hold only a part of gives its whole mark.
    """
    kept, last, end = [], start, start + len(words)
    for edit in redactions.edits:
        if edit.end <= start or edit.start >= end:
            continue
        kept += [words[last - start : max(edit.start, start) - start], edit.mark]
        last = min(edit.end, end)
    return "".join((*kept, words[last - start :]))


def redact_report(row: Row, redactions: Redactions) -> Row:
    """Return a row of `reports`, text, title, address and stretches redacted."""
    return _redacted(row, redactions)


def redact_claim(row: Row, redactions: Redactions) -> Row:
    """Return a row of `claims`: quote, names, mentions and points redacted."""
    return _redacted(row, redactions)


def redact_mention(row: Row, redactions: Redactions) -> Row:
    """Return a row of `mentions` redacted."""
    return _redacted(row, redactions)


def redact_incident(row: Row, redactions: Redactions) -> Row:
    """Return a row of `incidents` or `control`; `redactions` are those of its reports.

    The offsets in its place belong to one claim's report and are left out.
    """
    return _redacted(row, Redactions((), redactions.secrets), keeps_offsets=False)


def merged(several: Iterable[Redactions]) -> Redactions:
    """Return the words that go by any of them; stretches belong to one text only."""
    pairs: dict[str, set[tuple[Phrase, str]]] = {}
    for one in several:
        for first, group in one.secrets.items():
            pairs.setdefault(first, set()).update(group)
    return Redactions(
        (),
        {
            first: tuple(sorted(group, key=lambda pair: (-len(pair[0]), pair)))
            for first, group in sorted(pairs.items())
        },
    )


def _redacted(
    row: Row, redactions: Redactions, *, keeps_offsets: bool = True
) -> dict[str, object]:
    """Return the row with its strings, offsets and points redacted, nested ones too."""
    done: dict[str, object] = {}
    if row.get("lat") is not None or row.get("kind") == "place":
        # A town is no person, though some family may be called by its name.
        redactions = Redactions(redactions.edits, redactions.long_secrets)
    for key, value in row.items():
        done[key] = _value(key, value, redactions, keeps_offsets=keeps_offsets)
    is_site = False
    for first, last, words in _PAIRS:
        start, end = row.get(first), row.get(last)
        if not isinstance(start, int) or not isinstance(end, int):
            continue
        if not keeps_offsets:
            done[first] = done[last] = None
            continue
        done[first] = shift(redactions.edits, redactions.starts, start, is_end=False)
        done[last] = shift(redactions.edits, redactions.starts, end, is_end=True)
        for key in words:
            told = row.get(key)
            if isinstance(told, str) and len(told) == end - start:
                done[key] = redact_slice(told, start, redactions)
                is_site = is_site or done[key] in _SITES
    if isinstance(row.get("text"), str) and "start" not in row:
        done["text"] = redact_text(cast(str, row["text"]), redactions)
    if "lat" in row:
        _round(done, is_site=is_site)
    return done


def _value(
    key: str, value: object, redactions: Redactions, *, keeps_offsets: bool
) -> object:
    if isinstance(value, str):
        return value if key == "report" else redact_words(value, redactions)
    if isinstance(value, Mapping):
        return _redacted(value, redactions, keeps_offsets=keeps_offsets)
    if isinstance(value, list):
        return [_value(key, v, redactions, keeps_offsets=keeps_offsets) for v in value]
    return value


def _round(done: dict[str, object], *, is_site: bool) -> None:
    """Round a place's point to the grid; a site loses its gazetteer id as well."""
    for key in ("lat", "lon"):
        value = done.get(key)
        if isinstance(value, float | int):
            done[key] = round(round(value / GRID) * GRID, 1)
    if done.get("where_prec") == 1:
        done["where_prec"] = NEAR
    if is_site:
        done["name"], done["id"] = done.get("mention") or done.get("text"), None


class RedactedLedger(Ledger):
    """A ledger that is read only, and every row of which is redacted on the way out."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger._connection, ledger.path)
        self._of_report: dict[str, Redactions] = {}
        self._of_claim: dict[str, str] = {}
        for report_id, redactions, claim_ids in _found(ledger):
            self._of_report[report_id] = redactions
            self._of_claim.update(dict.fromkeys(claim_ids, report_id))
        self._all = merged(self._of_report.values())

    def arrow(self, name: str, **values: object) -> "pa.RecordBatchReader":
        """Return the rows of a named query, redacted, with the same types."""
        return self._redacted_batches(super().arrow(name, **values))

    def table(self, table: str, *, newest: bool, batch: int) -> "pa.RecordBatchReader":
        """Return a whole table redacted; of the newest revisions only, where asked."""
        only = "SEMI JOIN current USING (report, revision)" if newest else ""
        found = self._connection.cursor().sql(f"FROM {table} {only}")
        return self._redacted_batches(found.to_arrow_reader(batch))

    def _redacted_batches(self, reader: "pa.RecordBatchReader") -> "pa.RecordBatchReader":
        import pyarrow as pa

        schema = reader.schema
        batches = (
            pa.RecordBatch.from_pylist(
                [self.redacted(row) for row in cast(list[Row], batch.to_pylist())],
                schema=schema,
            )
            for batch in reader
        )
        return pa.RecordBatchReader.from_batches(schema, batches)

    def redacted(self, row: Row) -> Row:
        """Return one row redacted by what is known of the reports that it rests on."""
        report = row.get("report")
        if isinstance(report, str):
            return _redacted(row, self._of_report.get(report, NONE))
        return redact_incident(row, self._words_of(row))

    def _words_of(self, row: Row) -> Redactions:
        """Return the words that go from a row on several reports; all, if it names none."""
        claims = [*_strings(row.get("claims")), *_strings(row.get("claim_id"))]
        reports = {self._of_claim[claim] for claim in claims if claim in self._of_claim}
        reports.update(_strings(row.get("reports")))
        if not claims and not reports:
            return self._all
        return merged(self._of_report.get(report, NONE) for report in sorted(reports))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _found(ledger: Ledger) -> Iterator[tuple[str, Redactions, list[str]]]:
    """Yield each report from which something goes, with the ids of its claims."""
    mentions = _Ordered(ledger.rows("mentions"))
    claims = _Ordered(ledger.rows("claims"))
    for report in ledger.rows("reports"):
        report_id = cast(str, report["report"])
        told = claims.of(report_id)
        redactions = redactions_of(report, mentions.of(report_id), told)
        if redactions.secrets:
            yield report_id, redactions, [cast(str, row["claim_id"]) for row in told]


class _Ordered:
    """Rows in the order of their reports, taken report by report."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._groups = groupby(rows, key=lambda row: cast(str, row["report"]))
        self._next = next(self._groups, None)

    def of(self, report_id: str) -> list[Row]:
        """Return the rows of one report; reports must be asked for in order."""
        if self._next is None or self._next[0] != report_id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows
