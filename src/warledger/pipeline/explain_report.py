"""Say of one report how it was read, what was left out of it, and why.

Which sentences gave no claim is not stored, only how many were passed over: the stored text
is cut into sentences again by the present program.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from warledger.extract.report import NO_CONFLICT, told_sentences
from warledger.model import Report, Span
from warledger.pipeline.abstentions import UNCODED, code_of, meaning_of
from warledger.pipeline.explain_incident import copy_part
from warledger.pipeline.explained import Part
from warledger.store.ledger import Ledger
from warledger.store.records import to_report
from warledger.store.rows import Row

SHOWN_WORDS = 120


def report_parts(ledger: Ledger, rows: Sequence[Row]) -> Iterator[Part]:
    """Yield the parts of a report; `rows` are its revisions, newest first."""
    row = rows[0]
    report = to_report(row)
    yield _state(report)
    if len(rows) > 1:
        older = f"{len(rows) - 1} older texts under this id stay in the ledger"
        yield Part("revision", str(row["revision"]), (older,))
    yield _published(report)
    for number, section in enumerate(report.sections, start=1):
        day = f"of {section.published}" if section.published else "of no known day"
        span = f"{section.span.start}-{section.span.end}"
        why = section.published_basis
        yield Part("story", f"{number} at {span}, {day}", (why,) if why else ())
    for note in report.notes:
        yield Part("note", note)
    for copied in ledger.rows("explain_copies", reports=[report.report_id]):
        yield copy_part(copied)
    yield from _left_out(report)
    passed_over = cast(list[Row], row["passed_over"])
    for passed in passed_over:
        reason = str(passed["reason"])
        code = code_of("sentence", reason)
        code = code_of("row", reason) if code == UNCODED else code
        yield Part("passed over", f"{passed['sentences']}: {reason}", code=code)
    is_parsed = all(passed["reason"] != NO_CONFLICT for passed in passed_over)
    yield from _sentences(ledger, report, is_parsed=is_parsed)


def _state(report: Report) -> Part:
    code = None
    if report.reason is not None:
        code = code_of("report", report.reason)
        code = "input-unreadable" if code == UNCODED else code
    because = (report.reason,) if report.reason else ()
    origin = f", read from {report.origin}" if report.origin else ""
    return Part("state", f"{report.state.value}{origin}", because, code=code)


def _published(report: Report) -> Part:
    because = (report.published_basis,) if report.published_basis else ()
    if report.published is None:
        code = code_of("report", report.published_basis)
        return Part("published", "no day", because, code=code)
    return Part("published", str(report.published), because)


def _left_out(report: Report) -> Iterator[Part]:
    for cut in report.excluded:
        yield _stretch(report, "left out", cut.span, cut.reason, slug(cut.reason))


def slug(reason: str) -> str:
    """Return the code of an excluded stretch: its reason, which is one already."""
    return "excluded-" + "-".join(reason.replace("'", "").split())


def _sentences(ledger: Ledger, report: Report, *, is_parsed: bool) -> Iterator[Part]:
    """Yield each sentence with its claims, or with why it has none."""
    if report.reason is not None or not report.text:
        return
    claims = list(ledger.rows("explain_report_claims", id=report.report_id))
    for span, has_trigger in told_sentences(report):
        # By the trigger: a quote may reach over several sentences.
        told = [
            str(c["claim_id"])
            for c in claims
            if span.start <= cast(int, c["trigger_start"]) < span.end
        ]
        if told:
            yield _stretch(report, "sentence", span, f"claims {' '.join(told)}", None)
            continue
        code = "sentence-no-claim" if has_trigger else "sentence-no-trigger"
        code = code if is_parsed else "sentence-no-conflict"
        yield _stretch(report, "sentence", span, "no claim", code, (meaning_of(code),))


def _stretch(
    report: Report,
    field: str,
    span: Span,
    value: str,
    code: str | None,
    because: tuple[str, ...] = (),
) -> Part:
    words = " ".join(span.of(report.text).split())
    words = words if len(words) <= SHOWN_WORDS else f"{words[:SHOWN_WORDS]}…"
    return Part(field, value, because, words, code, report.report_id, span.start, span.end)
