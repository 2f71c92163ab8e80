"""Find the names of places in a text, without a parse.

Gazetteer names and the grammar of place names together: `chunks` cuts the capitalised runs,
`judge` decides which chunks are places, and here what the words say about each accepted
name is added: its kind, the place that contains it, and the direction or distance that
makes it relative. The span is the name as written, with a capitalised noun that belongs to
it ("Shahin Hotel").

Knowingly missed: names written in lower case, names in headlines that capitalise every word
where the gazetteer lacks them, and places told only by description ("the besieged town").
"""

import re
from collections.abc import Iterable, Sequence

from warledger.geo.chunks import Chunk, Chunker, What
from warledger.geo.demonyms import find_demonyms
from warledger.geo.gazetteer import Gazetteer
from warledger.geo.judge import Judge
from warledger.geo.one_name import in_one_name
from warledger.geo.surroundings import Verdict
from warledger.geo.tokens import Word, words_of
from warledger.lexicon.places import PlaceWords, load_place_words
from warledger.model import ActorMention, Span, Toponym

_LINEAR = frozenset({"border", "borders", "frontier", "highway", "road", "axis", "route",
                     "triangle", "motorway", "railway", "corridor", "line"})  # fmt: skip
_DIRECTION = r"(?:north|south)(?:[- ]?(?:east|west))?|east|west"
_RELATION = re.compile(
    rf"(?:(?:about|around|some|roughly|nearly|just|approximately)\s+)?"
    rf"(?:(?:\d+(?:[.,]\d+)?|several|a\s+few)[\s-]?(?:km|kms|kilomet(?:er|re)s?|miles?|mi)\s+)?"
    rf"(?:to\s+the\s+)?(?:{_DIRECTION})(?:ern\s+(?:side|part|edge|outskirts))?"
    rf"(?:\s+(?:of|from))(?:\s+the)?(?:\s+(?:[\w-]+\s+){{1,3}}of)?(?:\s+central)?\s+$"
    rf"|(?:\d+(?:[.,]\d+)?[\s-]?(?:km|kms|kilomet(?:er|re)s?|miles?)\s+(?:from|off|outside|away\s+from))"
    rf"(?:\s+the)?(?:\s+\w+\s+of)?\s+$"
    rf"|\b(?:near|nearby|close\s+to|outside|around|towards?|behind|on\s+the\s+outskirts\s+of|"
    rf"in\s+the\s+vicinity\s+of|overlooking|between)(?:\s+the)?(?:\s+(?:city|town|village)\s+of)?\s+$"
    rf"|\b(?:(?:{_DIRECTION})(?:ern)?|central|rural|upper|lower)(?:\s+(?:rural|and\s+\w+ern))?\s+$",
    re.IGNORECASE,
)
# What may stand between a name and the place it lies in, besides kind words and directions.
_BETWEEN = frozenset({"in", "of", "at", "inside", "within", "the", "from", "and", "s",
                      "side", "part", "parts", "vicinity", "occupied",
                      "nearby"})  # fmt: skip
_INSIDE = frozenset({"in", "of", "at", "inside", "within"})
_COMMA = re.compile(r"(?: [\w-]+)?, (?:[\w-]+ern )?")
_COORDINATED = re.compile(r",? (?:and |or )?(?:the )?|, ")


def find_toponyms(
    text: str,
    *,
    gazetteer: Gazetteer,
    taken: Sequence[ActorMention | Span] = (),
    demonyms: bool = False,
) -> tuple[Toponym, ...]:
    """Return the places that the text names, in text order; spans are half open and
    disjoint.

    `taken` are stretches that are known to name something else (actors). With `demonyms`,
    adjectives such as "Turkish" are given too, also inside what is taken, of kind
    "demonym"; no event is there.
    """
    lexicon = load_place_words()
    words = words_of(text)
    blocked = _blocked(words, taken, lexicon, gazetteer)
    chunks = Chunker(words, blocked, gazetteer, lexicon).chunks()
    judge = Judge(words, chunks, gazetteer, lexicon)
    verdicts = judge.decide()
    accepted = in_one_name([v for v in verdicts if v.is_place], words, text, judge)
    accepted = _with_nouns(accepted, words, lexicon)
    accepted = _joined_lines(accepted, verdicts, words, lexicon)
    found = _described(text, accepted, lexicon, judge)
    if demonyms:
        found += find_demonyms(
            words,
            lexicon=lexicon,
            gazetteer=gazetteer,
            taken=blocked,
            found=sorted(found, key=lambda toponym: toponym.span),
        )
    return tuple(sorted(found, key=lambda toponym: toponym.span))


def _blocked(
    words: Sequence[Word],
    taken: Iterable[ActorMention | Span],
    lexicon: PlaceWords,
    gazetteer: Gazetteer,
) -> frozenset[int]:
    """Return the numbers of the words that name something else.

    A place that was also taken for an actor stays free after "in": "in Turkey".
    """
    spans = sorted(item if isinstance(item, Span) else item.span for item in taken)
    blocked: set[int] = set()
    at = 0
    for span in spans:
        while at < len(words) and words[at].end <= span.start:
            at += 1
        inside = at
        while inside < len(words) and words[inside].start < span.end:
            inside += 1
        key = " ".join(word.key for word in words[at:inside])
        before = words[at - 1].key if at else ""
        if not (before in lexicon.locative and gazetteer.has(key)):
            blocked.update(range(at, inside))
    return frozenset(blocked)


def _with_nouns(
    accepted: list[Verdict], words: Sequence[Word], lexicon: PlaceWords
) -> list[Verdict]:
    """Stretch names over capitalised nouns that belong to them ("Tishreen University").

    A division's noun takes the direction with it ("eastern Hama Governorate").
    """
    for verdict in accepted:
        chunk = verdict.chunk
        last = chunk.last
        while last < len(words) and last < chunk.last + 3 and words[last - 1].joins_next:
            word = words[last]
            noun = lexicon.kinds.get(word.key)
            if not word.is_capital or word.opens_sentence:
                break
            if noun is not None and noun.sides != "before":
                if _leads_to_body(last, words, lexicon):
                    verdict.kind = None  # "the Mississippi Highway Patrol"
                elif noun.is_part or verdict.kind == noun.kind:
                    verdict.end, verdict.kind = word.end, noun.kind
                break
            if word.key not in lexicon.middle_words:
                break
            last += 1
        before = words[chunk.first - 1] if chunk.first else None
        if (
            verdict.kind == "governorate"
            and verdict.end > chunk.end
            and before is not None
            and before.key in lexicon.directions
            and before.joins_next
        ):
            verdict.start = before.start
    return accepted


def _leads_to_body(at: int, words: Sequence[Word], lexicon: PlaceWords) -> bool:
    """Return whether a body's noun follows the word in the same name."""
    behind = words[at + 1] if at + 1 < len(words) and words[at].joins_next else None
    return behind is not None and behind.is_capital and behind.key in lexicon.institutions


def _joined_lines(
    accepted: list[Verdict],
    verdicts: Sequence[Verdict],
    words: Sequence[Word],
    lexicon: PlaceWords,
) -> list[Verdict]:
    """Make one place of "A-B highway" and "Xish-Yish border"; a triangle has corners."""
    kept: list[Verdict] = []
    ids = {id(verdict) for verdict in accepted}
    at = 0
    while at < len(verdicts):
        last = at
        while (
            last + 1 < len(verdicts)
            and words[verdicts[last].chunk.last - 1].hyphen_next
            and verdicts[last + 1].chunk.first == verdicts[last].chunk.last
            and _may_end_line(verdicts[last + 1].chunk)
        ):
            last += 1
        noun = _line_noun(verdicts[last].chunk, words) if last > at else None
        is_triangle = noun is not None and words[noun].key == "triangle"
        if is_triangle:
            for verdict in verdicts[at : last + 1]:
                verdict.kind = None
        if noun is not None and not is_triangle and _may_end_line(verdicts[at].chunk):
            joined = verdicts[at]
            joined.end = words[noun].end
            joined.kind = (
                lexicon.kinds[words[noun].key].kind
                if words[noun].key in lexicon.kinds
                else "road"
            )
            joined.is_place, joined.is_metonym = True, False
            kept.append(joined)
        else:
            kept += [v for v in verdicts[at : last + 1] if id(v) in ids]
        at = last + 1
    return kept


def _may_end_line(chunk: Chunk) -> bool:
    return chunk.what in (What.KNOWN, What.UNKNOWN, What.DEMONYM)


def _line_noun(chunk: Chunk, words: Sequence[Word]) -> int | None:
    for at in range(chunk.last, min(chunk.last + 3, len(words))):
        if words[at].opens_sentence:
            return None
        if words[at].key in _LINEAR:
            return at
    return None


def _described(
    text: str, accepted: Sequence[Verdict], lexicon: PlaceWords, judge: Judge
) -> list[Toponym]:
    """Add container and relation to every accepted name."""
    spans = [Span(v.start, v.end) for v in accepted]
    containers = _containers(text, accepted, spans, judge, lexicon)
    found = []
    for number, (verdict, span) in enumerate(zip(accepted, spans, strict=True)):
        before = text[max(0, span.start - 70) : span.start]
        relation = _RELATION.search(re.split(r"[.;:\n!?](?=\s)", before)[-1])
        found.append(
            Toponym(
                span=span,
                kind=verdict.kind,
                container=containers.get(number),
                relation=" ".join(relation.group().split()).lower() if relation else None,
                is_known=verdict.chunk.what is What.KNOWN,
                is_metonym=verdict.is_metonym,
            )
        )
    return found


def _containers(
    text: str,
    accepted: Sequence[Verdict],
    spans: Sequence[Span],
    judge: Judge,
    lexicon: PlaceWords,
) -> dict[int, Span]:
    """Return the span of the place that each name is said to lie in, from last to first."""
    found: dict[int, Span] = {}
    for number in range(len(accepted) - 2, -1, -1):
        one, two = accepted[number], accepted[number + 1]
        gap = text[spans[number].end : spans[number + 1].start]
        if len(gap) > 60 or any(c in gap for c in ".;\n:!?()"):
            continue
        is_town = gap == ", in " and judge.holds(one.chunk, two.chunk)
        if (
            judge.is_country(one.chunk)
            and gap.startswith((",", " capital"))
            and not is_town  # "Armenia, in Colombia"
        ):
            continue  # "Niger's capital, Niamey", "Chad, Niger and Cameroon"
        if re.fullmatch(r"['’]?s? ?(?:[\w-]+ern )?", gap) and _owns(gap, one, judge):
            found[number + 1] = spans[number]
        elif _is_larger(two, judge) and (
            _leads_inside(gap, lexicon) or _ends_list(number, accepted, text, spans, judge)
        ):
            found[number] = spans[number + 1]
            if found.get(number + 2) == spans[number + 1]:  # "in Mali's Mopti region"
                found[number] = spans[number + 2]
        elif (
            _COORDINATED.fullmatch(gap)
            and number + 1 in found
            and _same_rank(one, two, judge)
        ):
            found[number] = found[number + 1]
    return found


def _owns(gap: str, one: Verdict, judge: Judge) -> bool:
    """Return whether "Syria's Idlib", also without its apostrophe."""
    return "s" in gap.split(" ")[0] and _is_larger(one, judge)


def _leads_inside(gap: str, lexicon: PlaceWords) -> bool:
    """Return whether "X (kind words) in (the eastern countryside of) Y" joins two names."""
    words = gap.casefold().replace(",", " ").split()
    if not _INSIDE & set(words) or "and" in words[:1]:
        return False
    return all(
        w in _BETWEEN or w in lexicon.kinds or w in lexicon.directions for w in words
    )


def _ends_list(
    number: int,
    accepted: Sequence[Verdict],
    text: str,
    spans: Sequence[Span],
    judge: Judge,
) -> bool:
    """Return whether "X, Y" ends there and does not go on as a list of equals."""
    gap = text[spans[number].end : spans[number + 1].start]
    larger = accepted[number + 1]
    if not _COMMA.fullmatch(gap):
        return False
    if judge.holds(accepted[number].chunk, larger.chunk):
        return True  # "in Portland, Maine, and in Boston"
    if number > 0 and text[spans[number - 1].end : spans[number].start] == ", ":
        return larger.kind in ("governorate", "state", "district")
    behind = text[spans[number + 1].end : spans[number + 1].end + 6]
    return larger.kind is not None or not behind.startswith((" and ", ", and "))


def _is_larger(verdict: Verdict, judge: Judge) -> bool:
    """Return whether the name may contain another: a division, country, region or city."""
    if verdict.kind in ("governorate", "state", "district", "region", "country", "city"):
        return True
    return any(
        place.kind in ("country", "adm1", "adm2", "capital", "region")
        or place.population > 50_000
        for place in judge.places(verdict.chunk)
    )


def _same_rank(one: Verdict, other: Verdict, judge: Judge) -> bool:
    return not _is_larger(one, judge) or one.kind == other.kind
