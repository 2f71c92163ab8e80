"""The section on figures that are no losses: strikes, sorties, areas, shares."""

from collections.abc import Iterator

from warledger.web.brief.notes import sentence_of
from warledger.web.brief.records import Group, Line, Part, Row, Section
from warledger.web.brief.sources import NO_STATISTICS, Sources
from warledger.web.brief.tellers import teller_of
from warledger.web.brief.words import amount, claim_days, measure, names, place_name

ABOUT = (
    "Figures that are nobody's loss (strikes, sorties, strengths, areas, "
    "shares; no distances) in reports published in these days, as given."
)
OFFICIAL = "Officials and parties to the conflict"
OTHERS = "Others"
OFFICIAL_ROLES = frozenset({"official", "party"})


def statistics(sources: Sources) -> Section:
    """Return the figures, those of officials and parties first."""
    groups: dict[str, dict[tuple[str, ...], Line]] = {OFFICIAL: {}, OTHERS: {}}
    for row in sources.stated:
        title = OFFICIAL if _is_official(row) else OTHERS
        for figure in row["figures"]:
            if figure["measure"] in NO_STATISTICS:
                continue
            key = (*sentence_of(row), figure["measure"], figure["mention"])
            groups[title].setdefault(key, _figure(row, figure, sources))
    found = tuple(
        Group(title, tuple(lines.values())) for title, lines in groups.items() if lines
    )
    return Section("statistics", "Statistics that officials gave", ABOUT, found)


def _is_official(row: Row) -> bool:
    return any(source["role"] in OFFICIAL_ROLES for source in row["sources"][:1])


def _figure(row: Row, figure: Row, sources: Sources) -> Line:
    teller = teller_of(row, sources.outlets)
    what = measure(figure["measure"], figure["item"])
    about = ", ".join(_about(row, figure))
    said = f": {what} {amount(figure)} (“{figure['mention']}”); {about}"
    fields = {
        "claimant": teller, "measure": figure["measure"], "item": figure["item"],
        "of": figure["of"], "low": figure["low"], "best": figure["best"],
        "high": figure["high"], "mention": figure["mention"], "claim_id": row["claim_id"],
    }  # fmt: skip
    return Line((Part(teller, (row["claim_id"],)), Part(said)), tuple(fields.items()))


def _about(row: Row, figure: Row) -> Iterator[str]:
    yield claim_days(row)
    yield from (place_name(place) for place in row["places"][:1])
    if figure["of"]:
        yield f"of {figure['of']}"
    elif row["actors"]:
        yield f"by {names(row['actors'])}"
