"""Hand-built reports and claims about places and wars that no corpus of ours has."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from warledger.model import (
    ActorMention,
    Claim,
    ClaimActor,
    ClaimDate,
    Excluded,
    Extraction,
    Factuality,
    Figure,
    Mentions,
    Place,
    Quantity,
    Report,
    ReportState,
    Section,
    Span,
    Speaker,
    Status,
    TimeMention,
    TimeType,
)
from warledger.store.opening import open_ledger
from warledger.store.rows import Entry, to_entry
from warledger.store.run import Run

TEXT = (
    "=Lantern Daily=\nThe harbour guard said on 3 May 1904 that up to 40 raiders "
    "were killed near Port Quellin. Кормчий 𝔔 agreed."
)


def span_of(words: str, text: str = TEXT) -> Span:
    """Return where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def make_report(report_id: str = "r1", text: str = TEXT, **fields: object) -> Report:
    """Return a report with every field filled."""
    whole = Section(Span(0, max(1, len(text))), date(1904, 5, 4), "field", Span(0, 5), None)
    report = {
        "title": "=Lantern Daily=",
        "outlet": "Lantern",
        "published": date(1904, 5, 4),
        "published_basis": "the 'published' field",
        "language": "en",
        "origin": f"in/{report_id}.txt",
        "sections": (whole,),
        "excluded": (Excluded(Span(0, 3), "masthead"),),
        "notes": ("encoding windows-1252",),
    }
    return Report(report_id, text, **{**report, **fields})  # type: ignore[arg-type]


def make_claim(report_id: str = "r1", text: str = TEXT) -> Claim:
    """Return a claim with every field filled."""

    def at(words: str) -> Span:
        return span_of(words, text)

    guard = ClaimActor(
        "Harbour Guard", "force:hg", "harbour guard", at("harbour guard"), "Quellin"
    )
    return Claim(
        report_id=report_id,
        span=at("The harbour guard said on 3 May 1904 that up to 40 raiders were killed near Port Quellin."),
        trigger=at("killed"),
        event_type="Battles",
        sub_event_type="Armed clash",
        status=Status.OCCURRED,
        factuality=Factuality.CERTAIN,
        plover="ASSAULT",
        tags=("ambush", "raid"),
        actors=(guard,),
        targets=(ClaimActor("raiders", None, "raiders", at("raiders"), None, "generic"),),
        places=(
            Place(at("Port Quellin"), "Port Quellin", "Port Quellin", "own:1", -3.5, 40.25, 1,
                  "Coast", "QQ", "port", 2, ("Quellin Heights",), "named with its kind"),
            Place(at("harbour"), "harbour", "harbour", reason="no row of the gazetteer"),
        ),
        date=ClaimDate("1904-05-03", date(1904, 5, 3), date(1904, 5, 3), 1, "day in full",
                       "3 May 1904", at("3 May 1904")),
        figures=(Figure("killed", None, None, 40.0, "up to 40", at("up to 40"), "raiders"),),
        sources=(Speaker("Harbour Guard", "The harbour guard", at("The harbour guard"), "said",
                         "force:hg", "spokesperson", "Quellin"),),
        reasons=(("plover", "by sub-event type"),),
    )  # fmt: skip


def make_extraction(report_id: str = "r1", text: str = TEXT) -> Extraction:
    """Return every kind of mention and one claim."""
    claim = make_claim(report_id, text)
    mentions = Mentions(
        actors=(ActorMention(span_of("harbour guard", text), "force:hg", "Harbour Guard"),),
        times=(
            TimeMention(span_of("3 May 1904", text), TimeType.DATE, "1904-05-03", "1904-05-03",
                        date(1904, 5, 3), date(1904, 5, 3), 1, "day in full"),
        ),
        quantities=(
            Quantity(span_of("up to 40", text), None, None, 40.0),
            Quantity(span_of("3", text), 3.0, 3.0, 3.0),
        ),
        places=claim.places,
    )  # fmt: skip
    return Extraction(report_id, mentions, (claim,), (("no trigger", 2),))


RUN = Run("0.0.1", {"model": "tiny", "language": "en"}, "tiny 1.0", "aa", "bb")


def make_entry(report_id: str = "r1", text: str = TEXT, revision: int = 1) -> Entry:
    """Return the rows of a report with one claim."""
    report = make_report(report_id, text)
    extraction = make_extraction(report_id, text)
    return to_entry(report, extraction, revision=revision, run_id=RUN.run_id)


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    """A ledger with two reports, one of them skipped."""
    path = tmp_path / "own.ledger"
    skipped = make_report(
        "r0", "", state=ReportState.SKIPPED, reason="no text", sections=(), excluded=()
    )
    with open_ledger(path, write=True) as ledger:
        ledger.begin(RUN)
        entry = to_entry(skipped, Extraction("r0"), revision=1, run_id=RUN.run_id)
        ledger.append([make_entry(), entry])
    return path


@pytest.fixture(scope="session")
def hand() -> SimpleNamespace:
    """The makers above, for test files, which cannot import this one."""
    return SimpleNamespace(
        text=TEXT,
        run=RUN,
        span=span_of,
        report=make_report,
        claim=make_claim,
        extraction=make_extraction,
        entry=make_entry,
    )
