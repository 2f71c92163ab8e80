"""Counts of people and equipment: sums, sides, ranges, parts; every number in every clause."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from warledger.model import Claim, Report

pytestmark = pytest.mark.model
CLAIM_CASES = "counts"

Bounds = tuple[float | None, float | None]
NUMBERS: dict[str, Bounds] = {
    "12": (12, 12),
    "twelve": (12, 12),
    "1,200": (1200, 1200),
    "two dozen": (24, 24),
    "about 12": (12, 12),
    "some 12": (12, 12),
    "another 12": (12, 12),
    "at least 12": (12, None),
    "at least twenty-two": (22, None),
    "no fewer than 12": (12, None),
    "up to 12": (None, 12),
    "as many as 12": (None, 12),
    "12 to 15": (12, 15),
    "12-15": (12, 15),
    "12 or 13": (12, 13),
    "dozens of": (None, None),
    "hundreds of": (None, None),
}
CLAUSES = (
    "Artillery fire killed {n} soldiers in Kherson.",
    "{n} soldiers were killed by artillery fire in Kherson.",
    "Artillery fire hit a base in Kherson, killing {n} soldiers.",
    "Artillery fire left {n} soldiers dead in Kherson.",
    "Artillery fire in Kherson resulted in the deaths of {n} soldiers.",
    "{n} soldiers died in artillery fire in Kherson.",
    "The governor said that {n} soldiers were killed in artillery fire in Kherson.",
    "Artillery fire in Kherson claimed the lives of {n} soldiers.",
    "Artillery fire in Kherson, which killed {n} soldiers, went on all day.",
    "Rebels killed {n} soldiers and wounded 30 others in Kherson.",
    "Rebels shot dead {n} soldiers in Kherson.",
    "{n} soldiers have been killed in clashes in Kherson.",
)
BEHIND_THE_VERB = (CLAUSES[0], CLAUSES[2], CLAUSES[3], CLAUSES[6], CLAUSES[8], CLAUSES[10])

Extract = Callable[[Sequence[Report]], list[tuple[Claim, ...]]]


def test_figures_have_the_measure_and_bounds_of_the_words(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)


def killed(
    texts: Sequence[str], make_report: Callable[..., Report], claims_of: Extract
) -> list[list[Bounds]]:
    """Return the figures of killed people of each text."""
    reports = [make_report(text, name=str(number)) for number, text in enumerate(texts)]
    return [
        [
            (f.low, f.high)
            for claim in claims
            for f in claim.figures
            if f.measure == "killed"
        ]
        for claims in claims_of(reports)
    ]


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_number_keeps_its_bounds_in_every_clause(
    clause: str, make_report: Callable[..., Report], claims_of: Extract
) -> None:
    texts = [clause.format(n=n) for n in NUMBERS]
    texts = [text[0].upper() + text[1:] for text in texts]
    found = killed(texts, make_report, claims_of)
    wanted = [[bounds] for bounds in NUMBERS.values()]
    wrong = [(t, f) for t, f, w in zip(texts, found, wanted, strict=True) if f != w]
    assert not wrong


@pytest.mark.parametrize("clause", BEHIND_THE_VERB)
def test_between_two_numbers_is_a_range(
    clause: str, make_report: Callable[..., Report], claims_of: Extract
) -> None:
    text = clause.format(n="between 12 and 15")
    assert killed([text], make_report, claims_of) == [[(12, 15)]]


def test_a_range_of_a_group_is_no_sum(
    make_report: Callable[..., Report], claims_of: Extract
) -> None:
    texts = [f"{n} of the soldiers were killed in clashes in Kherson." for n in
             ("12 or 13", "Between 12 and 15")]  # fmt: skip
    assert killed(texts, make_report, claims_of) == [[(12, 13)], [(12, 15)]]
