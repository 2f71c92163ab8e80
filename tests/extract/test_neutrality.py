"""The same sentence with the sides exchanged gives the claim with the sides exchanged.

Each pattern is tried with three of the pairs of parties, in turn, and with every pair that is
known to fail; bench/mirrored.py tries all patterns with all pairs. A known failure must go on
failing, so that whoever mends it takes it off the list.
"""

import pytest

from case_files import cases
from mirrored import PAIRS, Mirrored, mirror

pytestmark = pytest.mark.model

PAIRS_A_PATTERN = 3
# Of all patterns with all pairs, as bench/mirrored.py counts them.
FLOOR = 0.98
PATTERNS = [case.values[0] for case in cases("neutrality")]


def pairs_of(number: int) -> list[tuple[str, str]]:
    """Return the pairs that a pattern is tried with: others for its neighbours."""
    known = PATTERNS[number].get("except", ())
    turn = [PAIRS[(number + step * 4) % len(PAIRS)] for step in range(PAIRS_A_PATTERN)]
    return [pair for pair in PAIRS if pair in turn or pair[0] in known]


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[bool, Mirrored]]:
    """Whether each sentence is known to fail, and what came of it; all in one stream."""
    wanted = [
        (pattern["text"], pair, pair[0] in pattern.get("except", ()))
        for number, pattern in enumerate(PATTERNS)
        for pair in pairs_of(number)
    ]
    found = mirror([(text, pair) for text, pair, _ in wanted])
    return [(known, one) for (_, _, known), one in zip(wanted, found, strict=True)]


def told(outcome: Mirrored) -> str:
    """Return a sentence's two outcomes for whoever reads the failure."""
    return f"{outcome.pattern} {outcome.pair}\n  {outcome.straight}\n  {outcome.turned}"


def test_exchanged_sides_give_the_mirrored_claim(
    outcomes: list[tuple[bool, Mirrored]],
) -> None:
    broken = [told(one) for known, one in outcomes if not known and not one.is_mirrored]
    assert broken == []


def test_what_is_known_to_fail_still_does(outcomes: list[tuple[bool, Mirrored]]) -> None:
    mended = [told(one) for known, one in outcomes if known and one.is_mirrored]
    assert mended == []


def test_hundreds_of_patterns_mirror_but_for_a_few() -> None:
    texts = {pattern["text"] for pattern in PATTERNS}
    failing = sum(len(pattern.get("except", ())) for pattern in PATTERNS)
    assert len(texts) == len(PATTERNS) >= 250
    assert 1 - failing / (len(PATTERNS) * len(PAIRS)) >= FLOOR


def test_parties_of_every_kind_are_exchanged() -> None:
    names = {name for pair in PAIRS for name in pair}
    assert len(names) == 2 * len(PAIRS)
    assert {pair[0] for pair in PAIRS} >= {
        party for pattern in PATTERNS for party in pattern.get("except", ())
    }
