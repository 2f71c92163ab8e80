"""Every trigger's example and counter-example, run through the whole engine.

An example must yield a claim of its kind on its own words; for vague kinds ("attack"), any
type will do. A counter-example must yield no such claim. What the engine does not manage yet is in
tests/cases/trigger_examples.jsonl as `expect: fail`; rewrite that list after the engine has
changed with `python tests/lexicon/test_events_engine.py`.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from warledger.lexicon.events import Trigger, load_events
from warledger.model import Claim, Report, Section, Span
from warledger.pipeline import Settings, extract_claims

CASES = Path(__file__).parents[1] / "cases" / "trigger_examples.jsonl"
DAY = date(2023, 5, 17)


def identity(trigger: Trigger, sentence: str) -> str:
    return f"{' '.join((trigger.lemma, trigger.pos, *trigger.phrase))}: {sentence}"


@cache
def known_failures() -> dict[str, str]:
    lines = CASES.read_text("utf-8").splitlines() if CASES.exists() else []
    cases = [json.loads(line) for line in lines]
    return {case["id"]: case["why"] for case in cases if case["expect"] == "fail"}


@cache
def all_claims() -> dict[str, tuple[Claim, ...]]:
    """Read all sentences in one go: one at a time would take minutes."""
    triggers = load_events().triggers
    sentences = sorted({s for t in triggers for s in (t.example, *t.counter_examples)})
    reports = [
        Report(s, s, published=DAY, sections=(Section(Span(0, len(s)), DAY, "given"),))
        for s in sentences
    ]
    found = extract_claims(reports, settings=Settings())
    return {s: extraction.claims for s, extraction in zip(sentences, found, strict=True)}


def answers(trigger: Trigger, sentence: str) -> bool:
    """Return whether a claim of the trigger's kind rests on words that show the trigger."""
    kind = trigger.kind
    types = {kind.sub_event_type, kind.nonstate_sub_event_type}
    words = "|".join(map(re.escape, sorted(trigger.forms, key=len, reverse=True)))
    shown = [m.span() for m in re.finditer(rf"\b(?:{words})\b", sentence, re.IGNORECASE)]
    return any(
        (kind.is_vague or claim.sub_event_type in types)
        and any(claim.span.start < end and start < claim.span.end for start, end in shown)
        for claim in all_claims()[sentence]
    )


def params(pairs: Iterator[tuple[Trigger, str]]) -> list[object]:
    found = []
    for trigger, sentence in pairs:
        key = identity(trigger, sentence)
        why = known_failures().get(key)
        marks = [pytest.mark.xfail(reason=why)] if why is not None else []
        found.append(pytest.param(trigger, sentence, id=key, marks=marks))
    return found


def examples() -> Iterator[tuple[Trigger, str]]:
    return ((t, t.example) for t in load_events().triggers)


def counter_examples() -> Iterator[tuple[Trigger, str]]:
    return ((t, s) for t in load_events().triggers for s in t.counter_examples)


@pytest.mark.model
@pytest.mark.parametrize(("trigger", "sentence"), params(examples()))
def test_an_example_yields_a_claim_of_its_kind(trigger: Trigger, sentence: str) -> None:
    assert answers(trigger, sentence), all_claims()[sentence]


@pytest.mark.model
@pytest.mark.parametrize(("trigger", "sentence"), params(counter_examples()))
def test_a_counter_example_yields_none(trigger: Trigger, sentence: str) -> None:
    assert not answers(trigger, sentence), all_claims()[sentence]


def _rewrite() -> None:
    failing = [
        (identity(t, s), "the engine finds no claim of this kind here yet")
        for t, s in examples()
        if not answers(t, s)
    ]
    failing += [
        (identity(t, s), "the engine takes this for an event of the conflict")
        for t, s in counter_examples()
        if answers(t, s)
    ]
    lines = [
        json.dumps({"id": key, "why": why, "expect": "fail"}, ensure_ascii=False)
        for key, why in sorted(set(failing))
    ]
    CASES.write_text("".join(line + "\n" for line in lines), "utf-8")


if __name__ == "__main__":
    _rewrite()
