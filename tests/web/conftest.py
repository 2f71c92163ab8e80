"""Reports with hand-built claims: the page is tested without an extractor."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from warledger.model import (
    Claim,
    ClaimActor,
    ClaimDate,
    Excluded,
    Factuality,
    Figure,
    Place,
    Report,
    ReportState,
    Span,
    Speaker,
    Status,
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The software renderer: the map is drawn without a graphics card.
FLAGS = (
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader", "--disable-dev-shm-usage", "--disable-quic",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

ARMY_TEXT = (
    "Army takes two villages near Tadmur\n\n"
    "The army captured Arak and Tulul on Tuesday, killing at least 12 fighters, a source said. "
    "Rebels denied the loss of Arak.\n\n"
    "Share this on every network"
)


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def place(
    text: str, name: str, lat: float | None, lon: float | None, prec: int | None
) -> Place:
    return Place(
        span=span_of(text, name),
        mention=name,
        name=name,
        lat=lat,
        lon=lon,
        where_prec=prec,
        country="SY" if lat is not None else None,
        reason="the only one of its name" if lat is not None else "no gazetteer row",
        runners_up=("Arak, Iran",) if name == "Arak" else (),
    )


def taking(text: str, report_id: str) -> Claim:
    return Claim(
        report_id=report_id,
        span=span_of(
            text,
            "The army captured Arak and Tulul on Tuesday, killing at least 12 fighters",
        ),
        trigger=span_of(text, "captured"),
        event_type="Strategic developments",
        sub_event_type="Government regains territory",
        status=Status.OCCURRED,
        factuality=Factuality.CERTAIN,
        tags=("advance",),
        actors=(
            ClaimActor(
                "Army", "a", "The army", span_of(text, "The army"), side="Government"
            ),
        ),
        places=(
            place(text, "Arak", 34.63, 38.57, 1),
            place(text, "Tulul", None, None, None),
        ),
        date=ClaimDate(
            "2017-08-22", date(2017, 8, 22), date(2017, 8, 22), 1, "weekday", "on Tuesday"
        ),
        sources=(Speaker("a source", "a source", span_of(text, "a source"), "said"),),
        reasons=(("targets", "the text names nobody who held them"),),
    )


def killing(text: str, report_id: str) -> Claim:
    return Claim(
        report_id=report_id,
        span=span_of(text, "killing at least 12 fighters"),
        trigger=span_of(text, "killing"),
        event_type="Battles",
        sub_event_type="Armed clash",
        status=Status.UNCONFIRMED,
        factuality=Factuality.PROBABLE,
        figures=(
            Figure("killed", 12, None, None, "at least 12", span_of(text, "at least 12")),
        ),
        places=(place(text, "Tadmur", 34.55, 38.28, 4),),
    )


def denial(text: str, report_id: str) -> Claim:
    return Claim(
        report_id=report_id,
        span=span_of(text, "Rebels denied the loss of Arak"),
        trigger=span_of(text, "loss"),
        event_type="Strategic developments",
        sub_event_type="Government regains territory",
        status=Status.DENIED,
        factuality=Factuality.NOT_CERTAIN,
        actors=(ClaimActor("Rebels", "r", "Rebels", span_of(text, "Rebels")),),
        places=(place(text, "Arak", 34.63, 38.57, 1),),
        date=ClaimDate(
            "2017-08-20/2017-08-23", date(2017, 8, 20), date(2017, 8, 23), 2, "days before"
        ),
        sources=(
            Speaker("Rebels", "Rebels", span_of(text, "Rebels"), "denied", side="Rebels"),
        ),
    )


@pytest.fixture
def told() -> list[tuple[Report, list[Claim]]]:
    """One read report with three claims that overlap, and one copy that holds none."""
    report = Report(
        report_id="army",
        text=ARMY_TEXT,
        title="Army takes two villages",
        outlet="Tadmur Sample Herald",
        published=date(2017, 8, 23),
        published_basis="the line under the headline",
        excluded=(
            Excluded(span_of(ARMY_TEXT, "Share this on every network"), "share buttons"),
        ),
    )
    copy = Report(
        report_id="copy",
        text="Same again.",
        state=ReportState.COPY,
        reason="a copy of army",
    )
    claims = [make(ARMY_TEXT, "army") for make in (denial, killing, taking)]
    return [(report, claims), (copy, [])]


@pytest.fixture
def hostile() -> Callable[[str], list[tuple[Report, list[Claim]]]]:
    """Make a report that carries the given words in every field that reaches the page."""

    def make(words: str) -> list[tuple[Report, list[Claim]]]:
        text = f"{words} The army captured Arak. {words}"
        whole = Span(0, len(text))
        report_id = words.encode("utf-8", "ignore").decode()  # ids are hashed, so are text
        claim = Claim(
            report_id=report_id,
            span=whole,
            trigger=span_of(text, "captured"),
            event_type=words,
            sub_event_type=words,
            status=Status.OCCURRED,
            factuality=Factuality.CERTAIN,
            plover=words,
            tags=(words,),
            actors=(ClaimActor(words, words, words, whole, side=words, reason=words),),
            targets=(ClaimActor(words, None, words, whole),),
            places=(
                Place(
                    whole,
                    words,
                    words,
                    words,
                    34.6,
                    38.6,
                    1,
                    words,
                    words,
                    words,
                    2,
                    (words,),
                    words,
                ),
                Place(whole, words, words, reason=words),
            ),
            date=ClaimDate(words, None, None, None, words, words),
            figures=(Figure(words, 1, 1, 1, words, whole, words, words),),
            sources=(Speaker(words, words, whole, words, words, words, words),),
            reasons=((words, words),),
        )
        report = Report(
            report_id=report_id,
            text=text,
            title=words,
            outlet=words,
            author=words,
            url=words,
            published_basis=words,
            state=ReportState.COPY,
            reason=words,
            excluded=(Excluded(Span(0, 2), words),),
            notes=(words,),
        )
        return [(report, [claim])]

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Debian's Chromium; one for the session, because Playwright runs one loop a thread."""
    if CHROMIUM is None:
        pytest.skip("needs chromium, which is not installed")
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()
