"""Find whom a report credits for its words: wire tags, bylines, "originally published".

A credit is an outlet's name where credits stand: in brackets behind a dateline, in the
byline, behind "source", "via" or "originally published by". Names are the other report's
`outlet` field and what `lexicon.outlets` knows it by. "Reuters reported" is no credit of
the whole, but it says that the report knows the other's words, which tells a direction too.

Knowingly missed: outlets that no lexicon names and no report of the ledger is by.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from warledger.lexicon.outlets import Outlet, load_outlets, outlet_named
from warledger.model import Report

# Credits stand at the ends of a text.
HEAD_CHARS = 400
TAIL_CHARS = 400
CREDITED = (
    r"(?:(?:originally|first) (?:published|appeared|posted|reported)"
    r"(?: by| on| in| at)?(?: the)?|republished from|reprinted from|courtesy of"
    r"|\bsources?\s*:?|\bvia|\bby(?: the)?)\s*:?\s+"
)
TELLING = r"(?:said|says|reported|reports|quoted|cited|wrote|confirmed)"
AGENCIES = re.compile(r"\b(?:with|and|source:?) (?:the )?(?:news )?agencies\b", re.I)


@dataclass(frozen=True, slots=True)
class Credit:
    """How one report names another's outlet, and in what words; `is_whole` for its text."""

    kind: str
    words: str
    is_whole: bool


def credit(report: Report, outlet: str | None) -> Credit | None:
    """Return how a report names an outlet other than its own; None where it does not."""
    if not outlet or (report.outlet and _same_name(report.outlet, outlet)):
        return None
    text = report.text
    if not any(name in text or name in (report.author or "") for name in _names(outlet)):
        return None
    bracketed, credited, quoted = _patterns(outlet)
    ends = (text[:HEAD_CHARS], text[-TAIL_CHARS:])
    if report.author and (found := re.search(_any_name(outlet), report.author)):
        return Credit("byline", found[0], True)
    if found := bracketed.search(text):
        return Credit("wire tag", found[0], True)
    for end in ends:
        if found := credited.search(end):
            return Credit("credit line", " ".join(found[0].split()), True)
    if found := quoted.search(text):
        return Credit("quoted", " ".join(found[0].split()), False)
    return None


def wire_tags(report: Report) -> frozenset[str]:
    """Return the ids of the agencies that a report carries the tag or byline of."""
    tags = {found[1] for found in _bracketed_agency().finditer(report.text)}
    tags |= {found[0] for found in _agency().finditer(report.author or "")}
    return frozenset(filter(None, map(_agency_id, tags)))


def is_agency(outlet: str | None) -> bool:
    """Return whether an outlet is an agency, which others take their words from."""
    known = outlet_named(outlet) if outlet else None
    return known is not None and known.kind == "agency"


def names_agencies(report: Report) -> bool:
    """Return whether a report says it is put together from agencies."""
    return AGENCIES.search(report.text[-TAIL_CHARS:]) is not None


def _same_name(one: str, other: str) -> bool:
    return site_name(one) == site_name(other)


def site_name(outlet: str) -> str:
    """Return one name for all that an outlet goes by."""
    known = outlet_named(outlet)
    return known.outlet_id if known else outlet.casefold()


@lru_cache(maxsize=4096)
def _patterns(outlet: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    name = _any_name(outlet)
    return (
        re.compile(rf"\((?:[\w .]{{1,20}}[/,-] ?)?{name}(?:[/,-] ?[\w .]{{1,20}})?\)"),
        re.compile(rf"(?i:{CREDITED}){name}|^\W*{name}\s*[\n|–—-]"),
        re.compile(rf"{name}(?: news agency)? {TELLING}\b|\b(?:told|to|by) {name}"),
    )


@lru_cache(maxsize=4096)
def _names(outlet: str) -> tuple[str, ...]:
    known = outlet_named(outlet)
    names = {outlet, *(known.names if known else ())}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _any_name(outlet: str) -> str:
    return r"(?<!\w)(?:" + "|".join(map(re.escape, _names(outlet))) + r")(?!\w)"


def _agencies() -> list[Outlet]:
    return [outlet for outlet in load_outlets().values() if outlet.kind == "agency"]


@lru_cache(maxsize=1)
def _agency() -> re.Pattern[str]:
    names = {name for outlet in _agencies() for name in outlet.names}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")


@lru_cache(maxsize=1)
def _bracketed_agency() -> re.Pattern[str]:
    return re.compile(rf"\(({_agency().pattern})\)")


def _agency_id(name: str) -> str | None:
    known = outlet_named(name)
    return known.outlet_id if known else None
