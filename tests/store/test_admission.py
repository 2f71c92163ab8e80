from types import SimpleNamespace

from warledger.model import ReportState, identity
from warledger.store.admission import admit
from warledger.store.ledger import KnownText


def known_of(report: object, revision: int = 1) -> KnownText:
    return KnownText(report.report_id, revision, report.digest, report.origin)  # type: ignore[attr-defined]


def mark_of(report: object) -> str:
    return identity(report.text, "")[:8]  # type: ignore[attr-defined]


def outcome(reports: list, known: list) -> list:
    return [(a.report.report_id, a.revision) for a in admit(reports, known, run_id="now")]


def test_a_text_that_is_there_is_passed_by(hand: SimpleNamespace) -> None:
    report = hand.report()
    assert outcome([report, report], []) == [("r1", 1), ("r1", None)]
    assert outcome([report], [known_of(report)]) == [("r1", None)]


def test_a_changed_file_is_a_further_revision(hand: SimpleNamespace) -> None:
    old, new = hand.report(), hand.report(text=hand.text + " Corrected.")
    assert outcome([new], [known_of(old)]) == [("r1", 2)]
    assert outcome([old, new], [known_of(old), known_of(new, 2)]) == [
        ("r1", None),
        ("r1", None),
    ]


def test_an_id_of_the_input_itself_means_one_report_in_every_file(
    hand: SimpleNamespace,
) -> None:
    old = hand.report(origin="monday.jsonl, line 3")
    new = hand.report(text=hand.text + " Corrected.", origin="tuesday.jsonl, line 9")
    assert outcome([new], [known_of(old)]) == [("r1", 2)]


def test_files_of_one_name_in_two_folders_are_both_kept(hand: SimpleNamespace) -> None:
    one = hand.report(origin="a/r1.txt")
    two = hand.report(text=hand.text + " Other.", origin="b/r1.txt")
    own = f"r1-{mark_of(two)}"
    first = list(admit([one, two], [], run_id="now"))
    assert [(a.report.report_id, a.revision) for a in first] == [("r1", 1), (own, 1)]
    assert own in (first[1].note or "")
    known = [known_of(a.report) for a in first]
    assert outcome([one, two], known) == [("r1", None), (own, None)]
    assert outcome([two], [known_of(one)]) == [(own, 1)]


def test_one_id_twice_in_one_input_keeps_both_texts(hand: SimpleNamespace) -> None:
    one = hand.report(origin="x.jsonl, line 1")
    two = hand.report(text=hand.text + " Other.", origin="x.jsonl, line 2")
    assert outcome([one, two], []) == [("r1", 1), (f"r1-{mark_of(two)}", 1)]


def test_a_text_that_reading_marked_is_known_under_its_bare_id(
    hand: SimpleNamespace,
) -> None:
    two = hand.report(text=hand.text + " Other.", origin="b/r1.txt")
    marked = hand.report(f"r1-{mark_of(two)}", two.text, origin="b/r1.txt")
    assert outcome([marked], [known_of(two)]) == [(marked.report_id, None)]


def test_what_another_version_skipped_is_tried_again_once(hand: SimpleNamespace) -> None:
    report = hand.report()
    lost = KnownText("r1", 1, report.digest, report.origin, skipped_by="before")
    assert outcome([report, report], [lost]) == [("r1", 2), ("r1", None)]
    saved = KnownText("r1", 2, report.digest, report.origin)
    assert outcome([report], [lost, saved]) == [("r1", None)]


def test_what_this_version_skipped_or_skips_again_is_passed_by(
    hand: SimpleNamespace,
) -> None:
    report = hand.report()
    same = KnownText("r1", 1, report.digest, report.origin, skipped_by="now")
    assert outcome([report], [same]) == [("r1", None)]
    unread = hand.report(state=ReportState.SKIPPED, reason="language is de")
    other = KnownText("r1", 1, unread.digest, unread.origin, skipped_by="before")
    assert outcome([unread], [other]) == [("r1", None)]
