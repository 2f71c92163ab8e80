"""Shape what is kept of the comparison of reports as rows, and read it back."""

from collections.abc import Sequence
from typing import cast

from warledger.model import Span
from warledger.reconcile.copies import Folded, Repeat
from warledger.reconcile.copies_origins import Member, Pairing, Stretch
from warledger.reconcile.fingerprints import ALGORITHM
from warledger.reconcile.words import Words
from warledger.store.rows import Row


def fresh_row(folded: Folded, keys: Sequence[int]) -> Row:
    """Return the row of `copies_fresh` for a report and the keys it is compared by."""
    return {
        "report": folded.report.report_id,
        "day": folded.report.published,
        "words": len(folded.words.keys),
        "method": ALGORITHM,
        "keys": list(keys),
    }


def pair_row(repeat: Repeat, first: Words, second: Words) -> Row:
    """Return the row of `copy_pairs` for a repeat and the words of its two reports."""
    sides = [
        (
            _stretch(second, run.first, run.last),
            _stretch(first, run.from_first, run.from_last),
        )
        for run in repeat.runs
    ]
    if not repeat.origin_is_first:
        sides = [(theirs, mine) for mine, theirs in sides]
    copy, origin = repeat.second, repeat.first
    if not repeat.origin_is_first:
        copy, origin = origin, copy
    return {
        "copy": copy,
        "origin": origin,
        "passages": [
            mine | {f"origin_{name}": at for name, at in theirs.items()}
            for mine, theirs in sides
        ],
        "is_dated": repeat.is_dated,
        "reasons": list(repeat.reasons),
    }


def _stretch(words: Words, first: int, last: int) -> dict[str, int]:
    span = words.span(first, last)
    return {"first": first, "last": last, "start": span.start, "end": span.end}


def to_pairing(row: Row) -> Pairing:
    """Return the record of a row of `copy_pairs`."""
    passages = cast(list[dict[str, int]], row["passages"])
    return Pairing(
        copy=cast(str, row["copy"]),
        origin=cast(str, row["origin"]),
        passages=tuple((_side(one, ""), _side(one, "origin_")) for one in passages),
        is_dated=cast(bool, row["is_dated"]),
        reasons=tuple(cast(list[str], row["reasons"])),
    )


def _side(row: dict[str, int], prefix: str) -> Stretch:
    span = Span(row[f"{prefix}start"], row[f"{prefix}end"])
    return Stretch(row[f"{prefix}first"], row[f"{prefix}last"], span)


def to_member(row: Row) -> Member:
    """Return the record of a row of `copy_members`."""
    day = row["day"]
    words = cast(int, row["words"])
    return Member(cast(str, row["report"]), str(day) if day else "", words)
