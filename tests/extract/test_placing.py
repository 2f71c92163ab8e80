"""Where it happened: lists, containers, landmarks, and what is no place of the event."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from warledger.model import Claim, Report, Section, Span

CLAIM_CASES = "placing"

# The words before the name are the text's; the mention is the name itself.
PLACES = {
    "Kherson": "Kherson",
    "the town of Bara": "Bara",
    "the village of Umm Hajar": "Umm Hajar",
    "Port Sudan": "Port Sudan",
    "the city of Goma": "Goma",
    "Al Hudaydah": "Al Hudaydah",
    "Deir ez-Zor": "Deir ez-Zor",
    "Mogadishu": "Mogadishu",
    "Kryvyi Rih": "Kryvyi Rih",
    "North Kivu": "North Kivu",
    "Ta'izz": "Ta'izz",
}
CLAUSES = (
    "Gunmen killed six guards in {where}.",
    "In {where}, gunmen killed six guards.",
    "Gunmen attacked a base near {where}.",
    "Clashes broke out in {where} on Monday.",
    "Shells fell on {where}.",
    "Six guards were killed by gunmen in {where}, the governor said.",
    "An attack in {where} killed six guards.",
    "Rebels captured {where} on Monday.",
    "{where} was captured by rebels.",
    "Rebels withdrew from {where}.",
    "Fighting in and around {where} killed six soldiers.",
    "Six soldiers died when a mine exploded near {where}.",
    "Gunmen attacked an army base 20 km south of {where}.",
)


@pytest.mark.model
def test_an_event_is_placed_where_the_words_put_it(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)


@pytest.mark.model
@pytest.mark.parametrize("clause", CLAUSES)
def test_a_place_is_found_wherever_it_stands(
    clause: str,
    make_report: Callable[..., Report],
    claims_of: Callable[[Sequence[Report]], list[tuple[Claim, ...]]],
) -> None:
    texts = [clause.format(where=where) for where in PLACES]
    texts = [text[0].upper() + text[1:] for text in texts]
    wrong = []
    for text, name, claims in zip(
        texts,
        PLACES.values(),
        claims_of([make_report(text) for text in texts]),
        strict=True,
    ):
        found = [[place.mention for place in claim.places] for claim in claims]
        if found != [[name]]:
            wrong.append((text, found))
    assert not wrong


@pytest.mark.model
def test_a_village_that_no_gazetteer_has_gets_the_point_of_its_landmark(
    claims_of: Callable[[Sequence[Report]], list[tuple[Claim, ...]]],
    make_report: Callable[..., Report],
) -> None:
    for text in (
        "Shells hit Qarmuda village east of Kirkuk.",
        "Shells hit the village of Qarmuda, east of Kirkuk, on Monday.",
    ):
        ((claim,),) = claims_of([make_report(text)])
        village, town = claim.places
        assert (village.name, village.place_id) == ("Qarmuda", None)
        assert (village.lat, village.lon) == (town.lat, town.lon) != (None, None)
        assert (village.where_prec, town.where_prec) == (2, 2)
        assert "Kirkuk, whose point stands in" in village.reason


def test_a_datelines_place_is_not_carried_over(
    claims_of: Callable[[Sequence[Report]], list[tuple[Claim, ...]]],
) -> None:
    head = "NAIROBI, Kenya (May 16, 2023) - "
    text = f"{head}Gunmen killed two teachers on Monday. They fled."
    section = Section(Span(0, len(text)), dateline=Span(0, len(head)))
    (claims,) = claims_of([Report("r", text, language="en", sections=(section,))])
    assert [claim.places for claim in claims if claim.figures] == [()]
