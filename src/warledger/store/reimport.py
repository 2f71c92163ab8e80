"""Fill an empty ledger from the lines that `export --table ledger` wrote.

Every line is held to the types of its table and to its report's text before it is stored,
and the SHA-256 of all of them to the last line: a file that breaks off, was edited or is of
another form is refused with the line's number. Nothing is mended or left out.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import groupby
from typing import NoReturn, cast

from warledger.errors import StoreError
from warledger.store.exports.whole import FORM, QUERIES
from warledger.store.ledger import Ledger
from warledger.store.reimport_rows import breaches, to_row
from warledger.store.rows import Entry, Row

# As many reports, or characters of them, go into the ledger at once as in a run.
BATCH_REPORTS = 64
BATCH_CHARS = 400_000
# Kinds of lines may only follow in this order; mentions and claims stand with their report.
RANKS = {"run": 1, "report": 2, "mention": 2, "claim": 2, "judgement": 3, "cited": 4}
TABLES = {"run": "runs", "judgement": "judgements", "cited": "redirects"}
FIRST = "ledger"
LAST = "end"
WHAT_TO_DO = "write it anew with 'warledger export LEDGER --table ledger'"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Line:
    """A line's number from 1, its kind, and what stands under it, in the table's types."""

    number: int
    kind: str
    row: Row


@dataclass(slots=True)
class Held:
    """A report's line with those of its mentions and claims."""

    line: Line
    mentions: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)

    @property
    def entry(self) -> Entry:
        """Return what is stored together."""
        row = self.line.row
        return Entry(str(row["report"]), row, tuple(self.mentions), tuple(self.claims))


def fill(
    ledger: Ledger, lines: Iterable[bytes], name: str, *, progress: Progress | None = None
) -> int:
    """Store the lines' rows and return how many reports there were, older texts too.

    `name` is the file's, for messages. Raises StoreError at the first line that does not
    fit; what was stored before it stays, so fill a ledger that can be thrown away.
    """
    reports = 0
    for rank, some in groupby(
        _typed(ledger, lines, name), key=lambda line: RANKS[line.kind]
    ):
        if rank != RANKS["report"]:
            _store_rows(ledger, list(some), name)
            continue
        for batch in _batches(_held(some, name)):
            _store_reports(ledger, batch, name)
            reports += len(batch)
            if progress is not None:
                progress(reports)
    return reports


def _typed(ledger: Ledger, lines: Iterable[bytes], name: str) -> Iterator[Line]:
    schemas = {kind: ledger.arrow(query).schema for kind, query in QUERIES.items()}
    for line in _read(lines, name):
        where = f"{name}, line {line.number}: {line.kind}"
        yield replace(line, row=to_row(line.row, schemas[line.kind], where))


def _read(lines: Iterable[bytes], name: str) -> Iterator[Line]:
    """Yield the lines between the first and the last, which are held to what they say."""
    digest, rank, last = sha256(), 0, None
    number = 0
    for number, text in enumerate(lines, start=1):
        where = f"{name}, line {number}"
        if last is not None:
            raise StoreError(f"{where}: stands after the end; {WHAT_TO_DO}")
        kind, value = _parse(text, where)
        if number == 1:
            _check_first(kind, value, name)
        elif kind == LAST:
            last = value
            continue
        elif RANKS.get(kind, 0) < max(rank, 1):
            raise StoreError(f"{where}: '{kind}' may not stand here; {WHAT_TO_DO}")
        else:
            rank = RANKS[kind]
            yield Line(number, kind, cast(Row, value))
        digest.update(text)
    if last is None:
        raise StoreError(f"{name}: breaks off after line {number}; {WHAT_TO_DO}")
    if last != {"lines": number - 1, "sha256": digest.hexdigest()}:
        raise StoreError(
            f"{name}: is not as it was written: {number - 1:,} lines of digest "
            f"{digest.hexdigest()[:12]}…, its end says {last}; {WHAT_TO_DO}"
        )


def _parse(text: bytes, where: str) -> tuple[str, object]:
    try:
        value = json.loads(text.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise StoreError(
            f"{where}: not JSON of ours ({str(error)[:60]}); {WHAT_TO_DO}"
        ) from error
    if not isinstance(value, dict) or len(value) != 1:
        raise StoreError(f"{where}: expected an object with one key; {WHAT_TO_DO}")
    return next(iter(value.items()))


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _check_first(kind: str, value: object, name: str) -> None:
    if kind != FIRST or not isinstance(value, dict):
        raise StoreError(f"{name}: no export of a whole ledger; {WHAT_TO_DO}")
    if value.get("form") != FORM:
        raise StoreError(
            f"{name}: form {value.get('form')} of {value.get('made_by')}, expected {FORM}; "
            "use the version of warledger that wrote it"
        )


def _held(lines: Iterable[Line], name: str) -> Iterator[Held]:
    """Yield each report with what belongs to it; StoreError for what does not."""
    held: Held | None = None
    for line in lines:
        if line.kind == "report":
            if held is not None:
                yield held
            held = Held(line)
            continue
        where = f"{name}, line {line.number}: {line.kind}"
        if held is None or _revision(held.line.row) != _revision(line.row):
            raise StoreError(f"{where}: is not of the report before it; {WHAT_TO_DO}")
        for breach in breaches(str(held.line.row["text"]), line.kind, line.row):
            raise StoreError(f"{where}: {breach}; {WHAT_TO_DO}")
        (held.mentions if line.kind == "mention" else held.claims).append(line.row)
    if held is not None:
        yield held


def _revision(row: Row) -> tuple[object, object]:
    return row["report"], row["revision"]


def _batches(reports: Iterable[Held]) -> Iterator[list[Held]]:
    batch: list[Held] = []
    chars = 0
    for held in reports:
        batch.append(held)
        chars += len(str(held.line.row["text"]))
        if len(batch) >= BATCH_REPORTS or chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _store_reports(ledger: Ledger, batch: list[Held], name: str) -> None:
    try:
        ledger.append([held.entry for held in batch])
    except StoreError as error:
        raise _refused(name, batch[0].line.number, error) from error


def _store_rows(ledger: Ledger, lines: list[Line], name: str) -> None:
    table = TABLES[lines[0].kind]
    # Where a cited id leads is found by reconciling.
    more = {"now": None} if table == "redirects" else {}
    try:
        with ledger.writing():
            ledger.insert(table, [{**line.row, **more} for line in lines])
    except StoreError as error:
        raise _refused(name, lines[0].number, error) from error


def _refused(name: str, number: int, error: StoreError) -> StoreError:
    return StoreError(f"{name}, from line {number}: {error}; {WHAT_TO_DO}")
