"""When it happened, from the words and the day of publication."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from warledger.model import Claim, Report

CLAIM_CASES = "dating"

# Wednesday, 17 May 2023.
PUBLISHED = "2023-05-17"
DAYS = {
    "on Monday": ("2023-05-15", "2023-05-15"),
    "on May 9": ("2023-05-09", "2023-05-09"),
    "on 9 May 2023": ("2023-05-09", "2023-05-09"),
    "on Tuesday evening": ("2023-05-16", "2023-05-16"),
    "early on Sunday": ("2023-05-14", "2023-05-14"),
    "last week": ("2023-05-08", "2023-05-14"),
    "in April": ("2023-04-01", "2023-04-30"),
    "two days ago": ("2023-05-15", "2023-05-15"),
    "last Friday": ("2023-05-12", "2023-05-12"),
    "on 2023-05-03": ("2023-05-03", "2023-05-03"),
    "yesterday": ("2023-05-16", "2023-05-16"),
}
CLAUSES = (
    "Rebels shelled the town of Bara {when}.",
    "{when}, rebels shelled the town of Bara.",
    "The town of Bara was shelled by rebels {when}.",
    "Shells hit the town of Bara {when}, killing six people.",
    "The governor said that rebels had shelled the town of Bara {when}.",
    "An attack {when} on the town of Bara killed six soldiers.",
    "Six soldiers were killed {when} in clashes near Bara.",
    "The shelling of the town of Bara {when} killed six people.",
    "The governor said on Wednesday that rebels had shelled the town of Bara {when}.",
    "Speaking on Wednesday, the governor said rebels shelled the town of Bara {when}.",
)


@pytest.mark.model
def test_an_event_is_dated_as_far_as_the_text_fixes_it(
    claim_case: dict[str, Any], check: Callable[[dict[str, Any]], None]
) -> None:
    check(claim_case)


@pytest.mark.model
@pytest.mark.parametrize("clause", CLAUSES)
def test_a_time_dates_the_event_wherever_it_stands(
    clause: str,
    make_report: Callable[..., Report],
    claims_of: Callable[[Sequence[Report]], list[tuple[Claim, ...]]],
) -> None:
    texts = [clause.format(when=when) for when in DAYS]
    texts = [text[0].upper() + text[1:] for text in texts]
    wrong = []
    for text, days, claims in zip(
        texts,
        DAYS.values(),
        claims_of([make_report(text, published=PUBLISHED) for text in texts]),
        strict=True,
    ):
        found = [c.date and (str(c.date.start), str(c.date.end)) for c in claims]
        if found != [days]:
            wrong.append((text, found))
    assert not wrong
