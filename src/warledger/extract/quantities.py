"""Find numbers with their hedges: "up to 50", "5 to 7", "dozens", "70 per cent", "a third".

Decides how much a stretch of text says, not what is counted: the syntax does that.
Method: one regular expression compiled from the lexicon finds the core (numeral, range,
share or vague word); the words just before and after it give the hedge, or say that
nothing is counted (an age, a label, a calibre, money). Bounds follow
docs/codebook-counts.md: "about 20" is 20 to 20, "at least 2" has no upper bound and no
best estimate, "dozens" has none at all.

Knowingly missed: counts carried by an article ("a guard"), by names, or by "no"; numbers
whose separators can be read in two ways; digits of other scripts; "one" after "the".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from warledger.lexicon.numbers import (
    Hedge,
    NotCount,
    any_of,
    number_pattern,
    number_words,
    parse_number,
)
from warledger.model import Quantity, Span

# How far a hedge or a context may reach from the number, in characters.
_REACH = 32
_PERCENT = r"\s?%|[\s-]?per[\s-]?cent\b|\s?pct\b|[\s-]percentage[\s-]points?\b"
_OF = re.compile(
    r"\s+of\s+(?:(?:the|its|their|his|her|those|these|some|about|at|least)\s+){0,3}",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?:[^\W\d_]|[0-9])+")
# A calendar year, unless a noun that it counts follows.
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_COUNTED = re.compile(
    r"\s(?!(?:and|or|to|in|at|on|by|for|as|with|from|until|the|when|after|before|but|it|he|they|"
    r"that|which|while|was|were|is|has|had|of|a|an)\b)[a-z]{3,}"
)


@dataclass(frozen=True, slots=True)
class _Grammar:
    core: re.Pattern[str]
    single: re.Pattern[str]
    starts: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    hedges: dict[str, Hedge]
    not_before: tuple[tuple[re.Pattern[str], NotCount], ...]
    not_after: tuple[tuple[re.Pattern[str], NotCount], ...]


@dataclass(frozen=True, slots=True)
class _Core:
    """What the words at a place say before their hedge is read."""

    start: int
    end: int
    low: float | None
    high: float | None
    vague: str | None = None
    is_percent: bool = False
    is_ordinal: bool = False


def _core_pattern() -> re.Pattern[str]:
    words, number = number_words(), number_pattern()
    of_scale = rf"\s+of\s+an?\s+{any_of(words.scales)}"
    follow = rf"(?=\s+(?:of|the|its|their|his|her|all)\b)(?!{of_scale})"
    joint = r"(?:\s*[-–—‒]\s*|\s+to\s+|\s+or\s+)"
    between = rf"between\s+(?P<least>(?>{number}))\s+(?:and|to)\s+(?P<most>{number})"
    plural_noun = r"(?=\s+(?:[a-z-]+\s+)?(?:[a-z]{2,}s|people|men|women|children|police)\b)"
    parts = (
        rf"(?P<fraction>\b{any_of(words.fractions)}{follow})",
        rf"(?P<loose>\b{any_of(words.loose)}\s+(?P<loose_scale>{any_of(words.scales)})\b)",
        rf"(?P<vague>\b{any_of(words.vague)}(?!\w))",
        rf"(?P<phrase>\b{any_of(words.phrases)}(?!\w))",
        rf"(?P<ordinal>\b(?:{any_of(words.ordinals)}|[0-9]{{1,4}}(?:st|nd|rd|th))\b)",
        rf"(?P<range>(?:\b{between}|(?P<from>\bfrom\s+)?(?P<first>(?>{number})){joint}"
        rf"(?P<second>{number}))(?P<range_percent>{_PERCENT})?)",
        rf"(?P<number>{number})(?P<percent>{_PERCENT})?",
        rf"(?P<some>\bsome\b{plural_noun})",
    )
    return re.compile("|".join(parts), re.IGNORECASE)


def _contexts(rules: Sequence[NotCount]) -> Iterator[tuple[re.Pattern[str], NotCount]]:
    for rule in rules:
        flags = 0 if rule.has_case else re.IGNORECASE
        if rule.is_before:
            edge = r"(?<!\w)" if rule.pattern[0] not in "[#" else ""
            yield re.compile(rf"{edge}(?:{rule.pattern})[\s-]*$", flags), rule
        else:
            yield re.compile(rf"(?:{rule.pattern})(?!\w)", flags), rule


def _first_words() -> frozenset[str]:
    """Return the words that a core may begin with: only there the pattern is tried."""
    words = number_words()
    said: tuple[Iterable[str], ...] = (
        words.values,
        words.fractions,
        words.loose,
        words.vague,
    )
    said += (words.phrases, words.ordinals, words.scales, ("a", "an", "half"))
    said += (("between", "from", "some"),)
    return frozenset(re.split(r"[\s-]", phrase)[0] for part in said for phrase in part)


@cache
def _grammar() -> _Grammar:
    words = number_words()
    before = {_plain(h.words): h for h in words.hedges if not h.follows}
    after = {_plain(h.words): h for h in words.hedges if h.follows}
    rules = words.not_counts
    return _Grammar(
        core=_core_pattern(),
        single=re.compile(
            rf"(?P<number>{number_pattern()})(?P<percent>{_PERCENT})?", re.IGNORECASE
        ),
        starts=_first_words(),
        before=re.compile(rf"(?<!\w)({any_of(before)})\s*$", re.IGNORECASE),
        after=re.compile(rf"\+(?!\w)|[\s-]*({any_of(after)})(?!\w)", re.IGNORECASE),
        hedges=after | before,
        not_before=tuple(_contexts([r for r in rules if r.is_before])),
        not_after=tuple(_contexts([r for r in rules if not r.is_before])),
    )


def find_quantities(text: str, *, skip: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """Return the quantities of a text in text order; spans are offsets in `text`.

    Nothing is looked for inside `skip` (times found before). Always low ≤ best ≤ high where
    they are not None. Per cent are in points: "70%" is 70.
    """
    masked = _mask(text, skip)
    cores = [core for core in _cores(masked) if not _is_no_count(masked, core)]
    cores = _without_wholes(masked, cores)
    found: list[Quantity] = []
    until = len(masked)
    # From the end: in "3 at least 24" the hedge is the second number's and nobody else's.
    for core in reversed(cores):
        found.append(_with_hedges(masked, core, until))
        until = found[-1].span.start
    return tuple(reversed(found))


def _without_wholes(text: str, cores: Sequence[_Core]) -> list[_Core]:
    """Return the numbers with "29 of the 30" read as one number, 29.

    The whole is not what happened to anything; its noun is what the part counts.
    """
    kept: list[_Core] = []
    for core in cores:
        part = kept[-1] if kept else None
        if (
            part is not None
            and _OF.fullmatch(text, part.end, core.start)
            and _is_plain(part)
            and _is_plain(core)
            and (part.high or 0) <= (core.low or 0)
        ):
            kept[-1] = replace(part, end=core.end)
        else:
            kept.append(core)
    return kept


def _is_plain(core: _Core) -> bool:
    is_stated = core.low is not None and core.vague is None
    return is_stated and not (core.is_percent or core.is_ordinal)


def _cores(text: str) -> Iterator[_Core]:
    """Yield what can be read, in text order; what is no range gives its numbers."""
    grammar, position = _grammar(), 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < position or not (word[0][0] <= "9" or word[0].lower() in grammar.starts):
            continue
        if (match := grammar.core.match(text, start)) is None:
            continue
        position = match.end()
        if match["range"] is None:
            core = _read_match(match)
        elif (core := _read_range(match, text)) is None and (
            single := grammar.single.search(text, match.start(), match.end())
        ):
            position, value = single.end(), parse_number(single["number"])
            if value is not None:
                core = _Core(
                    *single.span(), value, value, is_percent=bool(single["percent"])
                )
        if core is not None:
            yield core


def _mask(text: str, skip: Sequence[Span]) -> str:
    """Overwrite what must not be read; offsets stay."""
    parts, position = [], 0
    for span in sorted(skip):
        start, end = max(span.start, position), min(span.end, len(text))
        if start < end:
            parts += [text[position:start], "\x00" * (end - start)]
            position = end
    return "".join([*parts, text[position:]])


def _read_match(match: re.Match[str]) -> _Core | None:
    kind = match.lastgroup or ""
    if match["number"] is not None:
        value = parse_number(match["number"])
        if value is None:
            return None
        return _Core(*match.span(), value, value, is_percent=match["percent"] is not None)
    if match["loose"] is not None:
        return _read_loose(match)
    words, said = number_words(), _plain(match[kind])
    if kind in ("vague", "some"):
        return _Core(*match.span(), None, None, vague=said)
    if kind == "ordinal":
        value = words.ordinals.get(said.replace(" ", "-")) or float(re.sub(r"\D", "", said))
        return _Core(*match.span(), value, value, is_ordinal=True)
    value = words.fractions[said] if kind == "fraction" else words.phrases[said]
    return _Core(*match.span(), value, value, is_percent=kind == "fraction")


def _plain(words: str) -> str:
    return re.sub(r"[\s-]+", " ", words.lower()).strip()


def _read_loose(match: re.Match[str]) -> _Core:
    scale = match["loose_scale"]
    low, high = number_words().loose[_plain(match["loose"][: -len(scale)]).strip()]
    size = number_words().scales[scale.lower()]
    said = _plain(match["loose"]) if low != high else None
    return _Core(*match.span(), low * size, high * size, vague=said)


def _read_range(match: re.Match[str], text: str) -> _Core | None:
    """Return the range, or None where the two numbers make none."""
    least, most = match["least"] or match["first"], match["most"] or match["second"]
    first, second = parse_number(least), parse_number(most)
    if first is None or second is None or (match["from"] and _tells_change(text, match)):
        return None
    scale = re.search(r"[a-z]+$", most.lower())
    factor = number_words().scales.get(scale[0], 1.0) if scale else 1.0
    is_scaled = scale and re.search(any_of(number_words().scales), least.lower())
    if not is_scaled and first * factor <= second:
        first *= factor
    if first > second:
        return None
    percent = match["range_percent"] is not None
    return _Core(*match.span(), first, second, is_percent=percent)


def _tells_change(text: str, match: re.Match[str]) -> bool:
    """Return whether a verb of change stands shortly before "from 30 to 40"."""
    said = text[max(0, match.start() - 2 * _REACH) : match.start()].lower()
    said = re.split(r"[.;:!?]", said)[-1]
    return not set(number_words().changes).isdisjoint(re.findall(r"[a-z]+", said))


def _is_no_count(text: str, core: _Core) -> bool:
    """Return whether the context says that nothing is counted here."""
    said = text[core.start : core.end]
    before, after = (
        text[max(0, core.start - _REACH) : core.start],
        text[core.end :][:_REACH],
    )
    if core.is_ordinal:
        return re.match(r"[\s-]+[A-Z]", after) is not None
    if core.vague is not None:
        words = number_words()
        return (
            re.search(rf"\b{any_of(words.not_vague_after)}\s$", before, re.IGNORECASE)
            is not None
            or re.match(rf"\s{any_of(words.not_vague_before)}\b", after) is not None
        )
    if re.match(r"[.)]\s", after) and re.search(r"(?:^|[.!?\n(]\s*)$", before):
        return True
    if re.search(r"[\w.][-–/]$|[A-Za-z0-9]$|\+[0-9 ]*$", before) or re.match(
        r"[-/–][A-Z0-9]", after
    ):
        return True
    if (
        _is_joined(said, after)
        or _is_year(said, before, after)
        or _is_age(said, before, after)
    ):
        return True
    rules, plain = _grammar(), _plain(said)
    return any(
        rule.only in (None, plain) and pattern.search(before)
        for pattern, rule in rules.not_before
    ) or any(
        rule.only in (None, plain) and pattern.match(after)
        for pattern, rule in rules.not_after
    )


def _is_joined(said: str, after: str) -> bool:
    """Return whether the number is part of a longer word: "5th", "3D", "three-storey"."""
    if re.match(r"(?:km|kg|ha|k|m|t|tn|bn|mn)[²2]?(?!\w)", after):
        return False
    return re.match(r"\w|-(?!strong\b|odd\b|plus\b|\s)", after) is not None


def _is_year(said: str, before: str, after: str) -> bool:
    if not _YEAR.fullmatch(said):
        return False
    dated = re.search(
        r"\b(?:in|since|of|until|by|year|during|from|early|late|mid)[\s-]$", before
    )
    return dated is not None or not _COUNTED.match(after)


def _is_age(said: str, before: str, after: str) -> bool:
    """Return whether commas or brackets put the number behind a name: "Salim, 45, was"."""
    named = re.search(r"[A-Z][\w’'.-]*(?:,\s|\s\()$", before)
    return named is not None and said.isdigit() and re.match(r"[,)]", after) is not None


def _with_hedges(text: str, core: _Core, until: int) -> Quantity:
    """Return the quantity with its hedges; `until` is where the next one begins."""
    start, end, hedges = core.start, core.end, []
    before = _grammar().before
    while match := before.search(text, max(0, start - _REACH), start):
        hedge = _grammar().hedges[_plain(match[1])]
        if any(
            re.search(rf"\b{w}\w*\s+$", text[: match.start()][-24:])
            for w in hedge.not_after
        ):
            break
        start = match.start(1)
        hedges.append(hedge)
    match = _grammar().after.match(text, end)
    if match is not None and match.end() <= until:
        end = match.end()
        said = "or more" if match[1] is None else _plain(match[1])
        hedges.append(_grammar().hedges[said])
    return _bounded(core, Span(start, end), hedges)


def _bounded(core: _Core, span: Span, hedges: list[Hedge]) -> Quantity:
    kinds = {hedge.kind for hedge in hedges}
    low = None if "high" in kinds and "low" not in kinds else core.low
    high = None if "low" in kinds else core.high
    is_open = "low" in kinds or "high" in kinds
    best = core.low if core.low == core.high and not is_open else None
    hedge = " ".join(hedge.words for hedge in reversed(hedges)) or None
    return Quantity(
        span, low, best, high, core.vague, hedge, core.is_percent, core.is_ordinal
    )
