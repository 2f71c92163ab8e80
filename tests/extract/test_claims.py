"""Whole sentences in, claims out: the event grammar on cases of ours from many wars."""

import json
from datetime import date
from pathlib import Path

import pytest

from warledger.model import Claim, Report, Section, Span
from warledger.pipeline import Settings, extract_claims

CASES = Path(__file__).parents[1] / "cases" / "claims.jsonl"


def cases() -> list[object]:
    """One param a line; `expect: fail` is a strict xfail with the case's reason."""
    found = []
    for case in map(json.loads, CASES.read_text("utf-8").splitlines()):
        marks = [] if case["expect"] == "pass" else [pytest.mark.xfail(reason=case["why"])]
        found.append(pytest.param(case, id=case["id"], marks=marks))
    return found


def claims_of(text: str, published: str) -> tuple[Claim, ...]:
    day = date.fromisoformat(published)
    section = Section(Span(0, len(text)), day, "given")
    report = Report("case", text, published=day, sections=(section,))
    (extraction,) = extract_claims([report], settings=Settings())
    return extraction.claims


def names(things: object) -> str:
    return " ".join(f"{t.name} {t.mention}" for t in things).lower()  # type: ignore[attr-defined]


def answers(want: dict[str, object], claim: Claim) -> bool:
    """Return whether the claim has all that the case asks of it."""
    if (claim.sub_event_type, claim.status.value) != (want["type"], want["status"]):
        return False
    for role in ("actors", "targets", "places", "sources"):
        found = names(getattr(claim, role))
        if not all(name.lower() in found for name in want.get(role, [])):  # type: ignore[attr-defined]
            return False
    figures = [[f.measure, f.low, f.high] for f in claim.figures]
    if any(figure not in figures for figure in want.get("figures", [])):  # type: ignore[attr-defined]
        return False
    if "date" in want:
        got = claim.date and [str(claim.date.start), str(claim.date.end)]
        return got == want["date"]
    return True


@pytest.mark.model
@pytest.mark.parametrize("case", cases())
def test_the_claims_of_a_case_are_found_and_no_others(case: dict[str, object]) -> None:
    found = list(claims_of(case["text"], case["published"]))  # type: ignore[arg-type]
    wanted = case["claims"]
    told = "\n".join(f"{c.sub_event_type} {c.status} {c}" for c in found)
    for want in wanted:  # type: ignore[attr-defined]
        match = next((claim for claim in found if answers(want, claim)), None)
        assert match is not None, f"wanted {want}, found:\n{told}"
        found.remove(match)
    assert not found, f"more than wanted:\n{told}"
