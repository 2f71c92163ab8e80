"""Adjectives and names of nations as mentions of their country ("Turkish" → Turkey).

They name no place of an event, so they are of kind "demonym" and the claim engine leaves
them out; whoever counts what a report names wants them, also inside a force's name ("the
Turkish army", "US forces", "US-backed"), where the country's own name is an adjective.

Method: the longest words of the lexicon, in the writing of the text. Languages ("in
English", "Turkish-language") and names of firms and papers ("American Airlines", "Irish
Times") are no mentions. Knowingly missed: lower-case adjectives and peoples without a
country.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from warledger.geo.embedded import country_labels, division_names
from warledger.geo.gazetteer import Gazetteer
from warledger.geo.records import GazetteerPlace
from warledger.geo.tokens import Word
from warledger.lexicon.places import PlaceWords, load_place_words
from warledger.model import Place, Span, Toponym

KIND = "demonym"
_COUNTRY_PREC = 6
_ADM1_PREC = 4


def find_demonyms(
    words: Sequence[Word],
    *,
    lexicon: PlaceWords,
    gazetteer: Gazetteer,
    taken: frozenset[int],
    found: Sequence[Toponym],
) -> Iterator[Toponym]:
    """Yield demonyms, and countries' names inside taken stretches, outside what was found.

    `taken` are the numbers of the words that name actors.
    """
    at, held = 0, [toponym.span for toponym in found]
    while at < len(words):
        word = words[at]
        size = _size_at(at, words, lexicon, gazetteer, taken) if word.is_capital else 0
        if size:
            span = Span(words[at].start, words[at + size - 1].end)
            while held and held[0].end <= span.start:
                held.pop(0)
            if not (held and held[0].overlaps(span)):
                yield Toponym(span, kind=KIND, is_known=True)
        at += max(1, size)


def _size_at(
    at: int,
    words: Sequence[Word],
    lexicon: PlaceWords,
    gazetteer: Gazetteer,
    taken: frozenset[int],
) -> int:
    """Return how many words from here are a demonym or a country in a force's name."""
    for size in (3, 2, 1):
        piece = words[at : at + size]
        if len(piece) < size or not all(w.joins_next for w in piece[:-1]):
            continue
        key = " ".join(word.key for word in piece)
        if key in lexicon.demonyms:
            return 0 if _is_other(at, at + size, words, lexicon) else size
        is_power = (
            piece[-1].hyphen_next
            and at + size < len(words)
            and (words[at + size].key in lexicon.hyphenated)
        )
        if (at in taken or is_power) and _is_country(key, piece, gazetteer):
            return size
    return 0


def _is_other(at: int, end: int, words: Sequence[Word], lexicon: PlaceWords) -> bool:
    """Return whether the word names a language, or begins the name of a firm or paper."""
    before = words[at - 1].key if at and not words[at].opens_sentence else ""
    behind = words[end] if end < len(words) else None
    follows = behind is not None and words[end - 1].joins_next
    if words[end - 1].hyphen_next and behind is not None:
        return behind.key in ("language", "speaking")
    if follows and behind is not None and behind.is_capital:
        return behind.key in lexicon.demonym_names
    is_alone = not follows or behind is None
    return before in lexicon.language_words and (
        is_alone or words[at].key in ("english", "arabic")
    )


def _is_country(key: str, piece: Sequence[Word], gazetteer: Gazetteer) -> bool:
    if len(key) < 2 or not gazetteer.has(key) or (len(key) <= 3 and not piece[0].is_upper):
        return False
    return any(place.kind == "country" for place in gazetteer.plain(key))


@cache
def _rows(key: str, gazetteer: Gazetteer, code: str) -> GazetteerPlace | None:
    """Return the row of what the lexicon gives: the code of a country or of a division."""
    if not code:
        return None
    is_country = len(code) == 2
    name = (country_labels() if is_country else division_names()).get(code, key)
    rows = [
        p for p in gazetteer.plain(name) if p.kind == ("country" if is_country else "adm1")
    ]
    return next((p for p in rows if code in (p.country, p.adm1)), None)


def place_of(
    toponym: Toponym, text: str, *, lexicon: PlaceWords, gazetteer: Gazetteer
) -> Place:
    """Return the country that a demonym stands for; without its row, its code alone."""
    mention = toponym.span.of(text)
    key = " ".join(mention.casefold().replace("-", " ").split())
    code = lexicon.demonyms.get(key, "")
    row = _rows(key, gazetteer, code)
    if row is None:
        named = gazetteer.plain(mention)
        row = next((p for p in named if p.kind == "country"), None)
    if row is None:
        return Place(
            span=toponym.span, mention=mention, name=mention, kind=KIND,
            country=code[:2] or None, where_prec=_COUNTRY_PREC,
            reason="the gazetteer has no row for the country",
        )  # fmt: skip
    return Place(
        span=toponym.span, mention=mention, name=row.adm1_name or row.name,
        place_id=row.place_id, lat=row.lat, lon=row.lon, country=row.country, kind=KIND,
        where_prec=_ADM1_PREC if row.kind == "adm1" else _COUNTRY_PREC, candidates=1,
        reason=f"what is called so is of {row.name}",
    )  # fmt: skip


def places_of(
    toponyms: Sequence[Toponym], text: str, *, gazetteer: Gazetteer
) -> dict[Span, Place]:
    """Return the place of every demonym among the toponyms, by its span."""
    lexicon = load_place_words()
    return {
        toponym.span: place_of(toponym, text, lexicon=lexicon, gazetteer=gazetteer)
        for toponym in toponyms
        if toponym.kind == KIND
    }
