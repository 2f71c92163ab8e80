"""Which sentence a claim is cited by: copies are folded into the sentence they repeat.

Claims of one sentence share a note. A sentence of a copy shares that of its origin where
the words are the same but for case and spaces; then the note is the origin's, and names
who repeats it. A sentence that the copy's editors changed has a note of its own.
"""

from collections.abc import Iterable, Mapping, Sequence

from warledger.store.incidents import origin_of
from warledger.web.brief.records import Note, Row, Stretch


def notes_of(cited: Iterable[str], told: Mapping[str, Row]) -> tuple[Note, ...]:
    """Return the notes of the cited claims, numbered in the order they are first cited.

    `told` holds rows of `brief_told` by claim id.
    """
    groups: dict[tuple[str, str], dict[str, Row]] = {}
    for claim_id in cited:
        row = told[claim_id]
        groups.setdefault(sentence_of(row), {})[claim_id] = row
    return tuple(
        _note(number, origin, list(rows.values()))
        for number, ((origin, _), rows) in enumerate(groups.items(), 1)
    )


def numbers_of(notes: Iterable[Note]) -> dict[str, int]:
    """Return the number of the note of each cited claim."""
    return {claim: note.number for note in notes for claim in note.claims}


def sentence_of(row: Row) -> tuple[str, str]:
    """Return what makes two claims cite one sentence: the origin, and the folded words."""
    return origin_of(dict(row)), " ".join(row["quote"].casefold().split())


def _note(number: int, origin: str, rows: Sequence[Row]) -> Note:
    first, *others = sorted(
        {_stretch(row) for row in rows},
        key=lambda s: (s.report != origin, str(s.published or "9999"), s.report, s.start),
    )
    claims = tuple(sorted(row["claim_id"] for row in rows))
    return Note(number, first, claims, tuple(s for s in others if s.report != first.report))


def _stretch(row: Row) -> Stretch:
    return Stretch(
        report=row["report"],
        outlet=row["outlet"],
        title=row["title"],
        url=row["url"],
        published=row["published"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
    )
