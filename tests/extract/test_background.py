"""A clause that its own words set back to no day is not taken for news of these days."""

import tomllib
from collections.abc import Callable, Sequence

import pytest

from warledger.extract.times.story import is_history
from warledger.lexicon.background import load_background_words
from warledger.lexicon.toml import lexicon_file
from warledger.model import Claim, Report

# Wednesday, 17 May 2023.
PUBLISHED = "2023-05-17"
LEXICON = tomllib.loads(lexicon_file("background.toml").read_text(encoding="utf-8"))
Claims = Callable[[Sequence[Report]], list[tuple[Claim, ...]]]

# Sentences that tell of one event each: with no day of their own, and with one.
BACKGROUND = (
    "Rebels recently captured the town of Karmeh.",
    "In recent weeks rebels have attacked several villages near Karmeh.",
    "In the past, militants attacked the base in Karmeh.",
    "Protesters attacked the station in Karmeh every Friday.",
    "The commander led 25 fighters in conducting attacks on security forces.",
    "The leader oversaw insurgents conducting fire and bomb attacks on security forces.",
)
NEWS = (
    "The army said that rebels had attacked Karmeh.",
    "The army killed 30 rebels in 24 hours.",
    "Now rebels have captured the town of Karmeh.",
    "The militants launched attacks on Karmeh.",
    "Police found a man who had been killed in Karmeh.",
    "In recent days rebels captured the town of Karmeh.",
    "The death toll of the attack in Karmeh rose from a previous toll of 10 dead to 12.",
)


@pytest.mark.model
@pytest.mark.parametrize("table", sorted(LEXICON))
def test_the_lexicons_examples_have_no_day_and_its_counterexamples_have_one(
    table: str, make_report: Callable[..., Report], claims_of: Claims
) -> None:
    examples = [(text, False) for text in LEXICON[table]["example"]]
    examples += [(text, True) for text in LEXICON[table]["not"]]
    reports = [make_report(text, published=PUBLISHED) for text, _ in examples]
    for (text, is_dated), claims in zip(examples, claims_of(reports), strict=True):
        assert any((claim.date is not None) is is_dated for claim in claims), text


@pytest.mark.model
def test_words_that_set_an_event_back(
    make_report: Callable[..., Report], claims_of: Claims
) -> None:
    reports = [make_report(text, published=PUBLISHED) for text in BACKGROUND]
    for text, claims in zip(BACKGROUND, claims_of(reports), strict=True):
        assert claims, text
        assert all(claim.date is None for claim in claims), text
        assert all("date" in dict(claim.reasons) for claim in claims), text


@pytest.mark.model
def test_plain_news_keeps_the_days_before_publication(
    make_report: Callable[..., Report], claims_of: Claims
) -> None:
    reports = [make_report(text, published=PUBLISHED) for text in NEWS]
    for text, claims in zip(NEWS, claims_of(reports), strict=True):
        assert [str(c.date and c.date.start) for c in claims] == ["2023-05-15"], text


@pytest.mark.model
def test_a_history_gives_no_event_the_days_of_its_own_publication(
    make_report: Callable[..., Report], claims_of: Claims
) -> None:
    years = "".join(
        f" In {year} the town of Asmo was besieged." for year in range(1911, 1919)
    )
    text = f"The war of Asmo began over salt.{years} Then the army captured Asmo."
    assert is_history(text, None)
    (claims,) = claims_of([make_report(text, published=PUBLISHED)])
    last = claims[-1]
    assert last.trigger.of(text) == "captured"
    assert last.date is None
    assert "years" in dict(last.reasons)["date"]


def test_the_lists_are_lower_case_and_apart() -> None:
    words = load_background_words()
    every = [*words.earlier, *words.organise, *words.trait]
    assert len(every) == len(set(every))
    assert all(word == word.lower() for word in [*every, *words.lasting])
