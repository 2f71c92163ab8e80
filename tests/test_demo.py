from datetime import date
from pathlib import Path

import pytest

from warledger.model import (
    Claim,
    ClaimActor,
    ClaimDate,
    Factuality,
    Place,
    Report,
    ReportState,
    Span,
    Speaker,
    Status,
)
from warledger.store.opening import open_ledger
from warledger.web.demo import build_demo, tables
from warledger.web.summary import NO_DAY, summarise

TEXT = "Dockers said that [bold]raiders[/bold] burned the \x1b[31mpier at Quellin."
SPAN = Span(0, len(TEXT))


def claim(**fields: object) -> Claim:
    kept = {
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "status": Status.OCCURRED,
    }
    return Claim("r", SPAN, Span(0, 7), factuality=Factuality.CERTAIN, **{**kept, **fields})  # type: ignore[arg-type]


def day(first: int, last: int) -> ClaimDate:
    return ClaimDate("x", date(1904, 5, first), date(1904, 5, last), 1, "told")


RAIDERS = ClaimActor(
    "[bold]Raiders[/bold]", "x", "raiders", Span(18, 25), side="\x1b[31mCoast"
)
TOLD = [
    (
        Report("r", TEXT, outlet="Lantern"),
        [
            claim(date=day(2, 2), actors=(RAIDERS,)),
            claim(
                date=day(1, 3), sources=(Speaker("Dockers", "Dockers", Span(0, 7), "said"),)
            ),
            claim(
                places=(Place(Span(40, 47), "Quellin", "Quellin"),), status=Status.DENIED
            ),
        ],
    ),
    (Report("s", "", state=ReportState.SKIPPED, reason="empty"), []),
]


def test_claims_are_grouped_by_day_side_and_speaker() -> None:
    summary = summarise(TOLD)
    assert (summary.reports, summary.copies_and_skipped, summary.claims) == (2, 1, 3)
    assert [line.label for line in summary.by_day] == [
        "1904-05-01 to 1904-05-03",
        "1904-05-02",
        NO_DAY,
    ]
    assert {line.label: line.claims for line in summary.by_speaker} == {
        "Dockers": 1,
        "Lantern, in its own voice": 2,
    }
    assert summary.unresolved_places == ("Quellin",)
    assert summary.by_day[2].standing == "denied 1"


def test_a_report_s_words_steer_neither_the_terminal_nor_its_markup() -> None:
    from rich.console import Console

    console = Console(width=100, record=True, file=None, force_terminal=True, quiet=False)
    with console.capture() as captured:
        for table in tables(summarise(TOLD)):
            console.print(table)
    assert "\x1b[31mCoast" not in captured.get()
    assert "⟦U+001B⟧" in captured.get()


@pytest.mark.model
def test_the_demo_is_the_same_when_it_is_made_again(tmp_path: Path) -> None:
    first = build_demo(tmp_path / "demo")
    page = first.page.read_bytes()
    again = build_demo(tmp_path / "demo")
    assert again.page.read_bytes() == page
    assert (again.tally.failed, again.tally.unreadable) == (0, 0)
    assert again.tally.known == 0
    with open_ledger(again.ledger) as ledger:
        assert ledger.violations() == ()
        assert ledger.counts().claims == again.summary.claims > 30


@pytest.mark.model
def test_the_demo_shows_disagreement_and_a_contested_town(tmp_path: Path) -> None:
    shown = {table.title: table for table in build_demo(tmp_path / "demo").incidents}
    versions = shown["Where they disagree"]
    assert versions.headings == ("place", "field", "version", "told by")
    by_field = {(row[0], row[1]) for row in versions.rows}
    for place, field in by_field:
        told = [row[2] for row in versions.rows if row[:2] == (place, field)]
        assert len(set(told)) > 1, f"{field} of {place} is no disagreement"
    (town,) = [table for title, table in shown.items() if title.startswith("Who held ")]
    assert len({row[3] for row in town.rows}) > 1
    assert {row[5] for row in town.rows} - {"0"}
    standings = {row[5] for row in shown["Incidents that several claims tell"].rows}
    assert {"contested", "denied", "corroborated"} <= standings
