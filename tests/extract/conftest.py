"""Sentences in, claims compared with what a case asks: shared by the tests of the event engine.

A test file names its case file in `CLAIM_CASES` and asks for the fixture `claim_case`. A case asks
for all of its claims and no others; a claim is compared only in the fields the case gives.
Type and status may offer "A|B"; names match as parts of name or mention; places and sources
must be as many as given, and an empty list of parties asks for none.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab

from case_files import cases
from warledger.model import Claim, Report, Section, Span
from warledger.pipeline import Settings, extract_claims

NUMBERED = ("places", "sources")

# Coarse part of speech by fine tag, for parses built by hand; what is not here is a verb.
POS = {"NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "CD": "NUM"}
POS |= {"PRP": "PRON", "WP": "PRON", "WDT": "PRON", "DT": "DET", "IN": "ADP", "TO": "PART"}
POS |= {"CC": "CCONJ", "JJ": "ADJ", "RB": "ADV", ",": "PUNCT", ".": "PUNCT", "MD": "AUX"}


@cache
def english() -> Vocab:
    """Return English words without any model: small letters, but no parse."""
    return English().vocab


def build_doc(*rows: str) -> Doc:
    """Return the parse that rows of "word/lemma/tag/label/head" describe."""
    words, lemmas, tags, deps, heads = zip(*(row.split("/") for row in rows), strict=True)
    pos = [
        "AUX" if dep in ("aux", "auxpass") and tag != "TO" else POS.get(tag, "VERB")
        for tag, dep in zip(tags, deps, strict=True)
    ]
    return Doc(
        english(),
        words=list(words),
        lemmas=list(lemmas),
        tags=list(tags),
        pos=pos,
        deps=list(deps),
        heads=[int(head) for head in heads],
    )


def report_of(
    text: str,
    *,
    name: str = "case",
    published: str | None = None,
    headline: str | None = None,
) -> Report:
    """One section, one day; a headline is the text's beginning."""
    day = date.fromisoformat(published) if published else None
    title = Span(0, len(headline)) if headline else None
    sections = (Section(Span(0, len(text)), day, "given", title),) if text else ()
    return Report(name, text, published=day, sections=sections)


def claims_of_reports(reports: Sequence[Report]) -> list[tuple[Claim, ...]]:
    return [found.claims for found in extract_claims(reports, settings=Settings())]


def names(things: Sequence[Any]) -> list[str]:
    return [f"{thing.name} {thing.mention}".lower() for thing in things]


def has_names(wanted: Sequence[str] | None, found: Sequence[Any], *, exact: bool) -> bool:
    """Return whether all wanted names are there; "A|B" is either of two."""
    if wanted is None:
        return True
    if not wanted or (exact and len(wanted) != len(found)):
        return len(found) == len(wanted)
    told = " ".join(names(found))
    return all(any(w.lower() in told for w in name.split("|")) for name in wanted)


def has_figure(wanted: Sequence[Any], claim: Claim) -> bool:
    """Return whether a figure has the measure, bounds and, where given, side and item."""
    measure, low, high, of, item = [*wanted, None, None][:5]
    return any(
        (f.measure, f.low, f.high) == (measure, low, high)
        and (of is None or of.lower() in (f.of or "").lower())
        and (item is None or item == f.item)
        for f in claim.figures
    )


def answers(want: dict[str, Any], claim: Claim) -> bool:
    """Return whether the claim has all that the case asks of it."""
    if claim.sub_event_type not in want["type"].split("|"):
        return False
    if claim.status.value not in want["status"].split("|"):
        return False
    for role in ("actors", "targets", "places", "sources"):
        if not has_names(want.get(role), getattr(claim, role), exact=role in NUMBERED):
            return False
    if not all(has_figure(figure, claim) for figure in want.get("figures", [])):
        return False
    if "edtf" in want and (claim.date is None or claim.date.edtf != want["edtf"]):
        return False
    got = claim.date and [str(claim.date.start), str(claim.date.end)]
    return "date" not in want or got == want["date"]


def told(claim: Claim) -> str:
    """Return the claim as a failing test shows it."""
    parts = [claim.sub_event_type, claim.status.value]
    for role in ("actors", "targets", "places", "sources"):
        parts.append(f"{role}={names(getattr(claim, role))}")
    parts.append(
        f"figures={[(f.measure, f.low, f.high, f.of, f.item) for f in claim.figures]}"
    )
    parts.append(
        f"date={claim.date and (claim.date.edtf, claim.date.start, claim.date.end)}"
    )
    return "  ".join(parts)


def check_claims(case: dict[str, Any]) -> None:
    """Fail where a wanted claim is missing or another was found."""
    report = report_of(
        case["text"], published=case["published"], headline=case.get("headline")
    )
    found = list(claims_of_reports([report])[0])
    every = "\n".join(map(told, found))
    for want in case["claims"]:
        match = next((claim for claim in found if answers(want, claim)), None)
        assert match is not None, f"wanted {want}, found:\n{every}"
        found.remove(match)
    assert not found, f"more than wanted:\n{every}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a line of the case file; `expect: fail` is a strict xfail with its reason."""
    if "claim_case" not in metafunc.fixturenames:
        return
    metafunc.parametrize("claim_case", cases(metafunc.module.CLAIM_CASES))


@pytest.fixture
def check() -> Callable[[dict[str, Any]], None]:
    return check_claims


@pytest.fixture(scope="session")
def make_report() -> Callable[..., Report]:
    return report_of


@pytest.fixture(scope="session")
def claims_of() -> Callable[[Sequence[Report]], list[tuple[Claim, ...]]]:
    return claims_of_reports


@pytest.fixture
def build() -> Callable[..., Doc]:
    return build_doc
