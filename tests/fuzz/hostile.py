"""A report and a claim of which every field is hostile words."""

from datetime import date

from warledger.model import (
    Claim,
    ClaimActor,
    ClaimDate,
    Excluded,
    Factuality,
    Figure,
    Place,
    Report,
    Section,
    Span,
    Speaker,
    Status,
)

# So many words are asked for, one for each field.
FIELDS = 24
DAY = date(2017, 8, 21)


def hostile_report(
    words: list[str], *, name: str = "", is_placed: bool = True
) -> tuple[Report, Claim]:
    """Return a report made of the words and a claim on it; blank words are named "x"."""
    lat, lon = (34.5, 38.5) if is_placed else (None, None)
    given = [word if word.strip() else "x" for word in words]
    spans, text = _laid(given[:5])
    whole = Span(0, len(text))
    report = Report(
        report_id=name or given[5], text=text, title=given[6], outlet=given[7], author=given[8],
        url=given[9], language="en", published=DAY, published_basis=given[10], origin=given[11],
        sections=(Section(whole, DAY, given[10]),), notes=(given[12],),
        excluded=(Excluded(spans[4], given[13]),),
    )  # fmt: skip
    actor = ClaimActor(given[14], given[15], given[0], spans[0], given[16], given[17])
    claim = Claim(
        report_id=report.report_id, span=whole, trigger=spans[1], event_type="Battles",
        sub_event_type="Armed clash", status=Status.OCCURRED, factuality=Factuality.CERTAIN,
        tags=(given[18],), actors=(actor,), targets=(actor,),
        places=(
            Place(spans[2], given[2], given[19], f"own:{given[2][:9]}", lat, lon, 1, given[20],
                  "SY", "town", 2, (given[21],), given[22]),
        ),
        date=ClaimDate("2017-08-21", DAY, DAY, 1, given[23], given[3], spans[3]),
        figures=(Figure("killed", 1.0, 2.0, 3.0, given[3], spans[3], given[16], given[17]),),
        sources=(Speaker(given[14], given[0], spans[0], given[18], given[15], given[19], given[16]),),
        reasons=(("plover", given[22]),),
    )  # fmt: skip
    return report, claim


def _laid(words: list[str]) -> tuple[list[Span], str]:
    """Return where each of the words stands in a text made of them."""
    text, spans = "", []
    for word in words:
        spans.append(Span(len(text), len(text) + len(word)))
        text += f"{word} | "
    return spans, text
