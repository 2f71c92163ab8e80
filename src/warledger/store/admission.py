"""Decide what of an input is new to a ledger, and under which id and revision it goes in.

A text that stands under its id already is known and passed by, unless another version of
the program, or other settings, had to skip it and it can be read now. Another text under a
taken id is

- a further revision, where the same file, or an id that the input gives itself (a line of
  JSON, a row of a table), brings it in a later run: the newest is what exports show;
- a report of its own, under the id with its mark behind, where it is another file of the
  same name or stands beside the first in one run: nobody said that they are one.

Reading marks in the same way what one run brings in twice (`ingest.read`), so that the ids
do not depend on whether two folders came in one run or in two.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from warledger.model import Report, ReportState, identity
from warledger.store.ledger import KnownText


@dataclass(frozen=True, slots=True)
class Admitted:
    """A report as read; `revision` is None where the ledger has it already."""

    report: Report
    revision: int | None
    note: str | None = None


def admit(
    reports: Iterable[Report], known: Sequence[KnownText], *, run_id: str
) -> Iterator[Admitted]:
    """Yield each report with its revision, in order; `known` is what the ledger holds.

    `run_id` is that of the run to come: what another one had to skip may be tried again.
    """
    texts: dict[str, dict[str, int]] = {}
    newest: dict[str, str] = {}
    lost: dict[tuple[str, str], bool] = {}
    for text in known:
        texts.setdefault(text.report_id, {})[text.digest] = text.revision
        newest[text.report_id] = text.origin or ""
        lost[text.report_id, text.digest] = text.skipped_by not in (None, run_id)
    met: set[str] = set()
    for report in reports:
        admitted = _admit(report, texts, newest, met)
        if admitted.revision is None and _may_be_saved(admitted.report, lost):
            revision = max(texts[admitted.report.report_id].values()) + 1
            admitted = replace(
                admitted, revision=revision, note="skipped before, tried again"
            )
        if admitted.revision is not None:
            name = admitted.report.report_id
            texts.setdefault(name, {})[report.digest] = admitted.revision
            newest[name] = report.origin or ""
        met.add(admitted.report.report_id)
        yield admitted


def _may_be_saved(report: Report, lost: dict[tuple[str, str], bool]) -> bool:
    """Return whether a text that another run skipped is read now; it is asked once."""
    is_lost = lost.pop((report.report_id, report.digest), False)
    return is_lost and report.state is not ReportState.SKIPPED


def _admit(
    report: Report, texts: dict[str, dict[str, int]], newest: dict[str, str], met: set[str]
) -> Admitted:
    mark = f"-{identity(report.text, report.reason or '')[:8]}"
    name = report.report_id
    bare = name.removesuffix(mark)
    if report.digest in texts.get(name, ()) or report.digest in texts.get(bare, ()):
        return Admitted(report, None)
    if name not in texts:
        return Admitted(report, 1)
    if name not in met and _is_same_report(report.origin or "", newest[name]):
        revision = max(texts[name].values()) + 1
        return Admitted(report, revision, f"text changed, stored as revision {revision}")
    own = f"{name}{mark}"
    if own in texts:
        return Admitted(replace(report, report_id=own), None)
    note = f"id '{name}' is taken by another text, stored as '{own}'"
    return Admitted(replace(report, report_id=own, notes=(*report.notes, note)), 1, note)


def _is_same_report(origin: str, before: str) -> bool:
    """Return whether an id means one report in both: same file, or the input's own id."""
    file, _, entry = origin.partition(", ")
    return bool(entry) or file == before.partition(", ")[0]
