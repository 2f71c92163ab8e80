"""Shape copies as rows of the table `copies`, and read them back."""

from typing import cast

from warledger.model import Copying, Passage, Span
from warledger.store.rows import Row


def copying_row(copying: Copying, revision: int) -> Row:
    """Return the row of `copies` for a revision of a report."""
    return {
        "report": copying.report_id,
        "revision": revision,
        "copy_of": list(copying.copy_of),
        "origin_id": copying.origin_id,
        "share": copying.share,
        "passages": [
            {
                "start": passage.span.start,
                "end": passage.span.end,
                "origin": passage.origin,
                "origin_start": passage.origin_span.start,
                "origin_end": passage.origin_span.end,
            }
            for passage in copying.passages
        ],
        "evidence": list(copying.evidence),
    }


def to_copying(row: Row) -> Copying:
    """Return the record of a row of `copies`."""
    return Copying(
        report_id=cast(str, row["report"]),
        copy_of=tuple(cast(list[str], row["copy_of"])),
        origin_id=cast(str, row["origin_id"]),
        share=cast(float, row["share"]),
        passages=tuple(map(_passage, cast(list[Row], row["passages"]))),
        evidence=tuple(cast(list[str], row["evidence"])),
    )


def _passage(row: Row) -> Passage:
    span = Span(cast(int, row["start"]), cast(int, row["end"]))
    there = Span(cast(int, row["origin_start"]), cast(int, row["origin_end"]))
    return Passage(span, cast(str, row["origin"]), there)
