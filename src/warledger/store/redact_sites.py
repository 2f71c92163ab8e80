"""Find sensitive sites that are named, and coordinates, in a text.

A site is a noun of `redaction.toml` with a name before or behind it ("Orla hospital",
"School of Orla", "School No. 4"); "a hospital" and "a Syrian hospital" name none and stay.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from warledger.lexicon.persons import stop_words
from warledger.lexicon.redaction import Phrase, Site, load_redaction
from warledger.store.redact_words import Edit, Token

COORDINATES = "[coordinates]"

_DECIMAL = r"[-+−]?\d{1,3}\.\d{3,}"
_COORDINATES = re.compile(
    rf"{_DECIMAL}\s*°?\s*[NS]?\s*[,;/ ]\s*{_DECIMAL}(?:\s*°)?(?:\s*[EW]\b)?"
    r"|\d{1,3}\s*°\s*\d{1,2}\s*['′’]\s*(?:\d{1,2}(?:\.\d+)?\s*(?:\"|″|”|''))?\s*[NS]"
    r"[\s,;/]*\d{1,3}\s*°\s*\d{1,2}\s*['′’]\s*(?:\d{1,2}(?:\.\d+)?\s*(?:\"|″|”|''))?\s*[EW]"
    r"|\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b"
)


def find_coordinates(text: str) -> Iterator[Edit]:
    """Yield pairs of decimal degrees, of degrees with minutes, and grid references."""
    for match in _COORDINATES.finditer(text):
        yield Edit(match.start(), match.end(), COORDINATES)


def find_sites(text: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    """Yield each site that is named: its noun with the name before or behind it."""
    taken = 0
    for at, token in enumerate(tokens):
        for phrase, site in _by_first().get(token.low, ()) if at >= taken else ():
            if tuple(t.low for t in tokens[at : at + len(phrase)]) != phrase:
                continue
            named = _named(text, tokens, at, at + len(phrase) - 1, site)
            if named is not None:
                first, last = named
                yield Edit(tokens[first].start, tokens[last].end, f"[{site.mark}]")
                taken = last + 1
                break


@cache
def _by_first() -> Mapping[str, tuple[tuple[Phrase, Site], ...]]:
    """Return the sites' nouns by first word, longest first."""
    found: dict[str, list[tuple[Phrase, Site]]] = {}
    for site in load_redaction().sites:
        for phrase in site.phrases:
            found.setdefault(phrase[0], []).append((phrase, site))
    return {
        first: tuple(sorted(group, key=lambda pair: -len(pair[0])))
        for first, group in found.items()
    }


def _named(
    text: str, tokens: Sequence[Token], at: int, end: int, site: Site
) -> tuple[int, int] | None:
    """Return the words of a site's name with its noun, None where it has no name."""
    first = at
    while first and _joins(text, tokens[first - 1], tokens[first]) and at - first < 6:
        before = tokens[first - 1]
        if not before.is_capital and not (
            before.low in stop_words("particle") and first < at
        ):
            break
        first -= 1
    while first < at and not _is_naming(tokens[first]):
        first += 1
    near = {t.low for t in tokens[max(0, first - 2) : end + 2]}
    if near & site.unless:
        return None
    last = _named_behind(text, tokens, end, is_capital=tokens[at].is_capital)
    return (first, last) if first < at or last > end else None


def _is_naming(token: Token) -> bool:
    """Return whether a capitalised word before a site's noun can belong to its name."""
    if token.low in load_redaction().lands or not token.is_capital:
        return False
    return token.low not in stop_words("group") | stop_words("name") | stop_words(
        "determiner"
    )


def _named_behind(text: str, tokens: Sequence[Token], end: int, *, is_capital: bool) -> int:
    """Return the last word of a name behind the noun: "School of Orla", "school No. 4"."""
    following = tokens[end + 1 : end + 3]
    if not following:
        return end
    if (
        following[0].low in ("no", "number", "nr")
        and len(following) > 1
        and following[1].raw.isdigit()
    ):
        return end + 2
    is_of = following[0].low == "of" and len(following) > 1 and following[1].is_capital
    if not (is_capital and is_of):
        return end
    last = end + 2
    while (
        last + 1 < len(tokens)
        and tokens[last + 1].is_capital
        and _joins(text, tokens[last], tokens[last + 1])
    ):
        last += 1
    return last


def _joins(text: str, before: Token, after: Token) -> bool:
    return text[before.end : after.start] in (" ", "'s ", "’s ", "' ", "’ ", "\u00a0")
