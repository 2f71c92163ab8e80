"""What stands around a chunk: words beside it, kinds they give, the gazetteer's rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from warledger.geo.chunks import Chunk, What
from warledger.geo.gazetteer import Gazetteer
from warledger.geo.records import SETTLED, GazetteerPlace
from warledger.geo.romanise import likeness, plain_key
from warledger.geo.tokens import Word
from warledger.lexicon.places import PlaceWords, load_folds

STRONG_POPULATION = 100_000
# A district of so many people, named without a noun ("Suffolk"), is known by itself.
LARGE_COUNTY = 300_000
# A place named like a family stands for itself after "in" from this size on.
SURNAMED = 50_000
_JOINERS = frozenset({"and", "or", "as", "well", "to"})


@dataclass(slots=True)
class Verdict:
    """What became of a chunk; `kind` is what the words beside it say it is."""

    chunk: Chunk
    is_place: bool | None = None
    is_introduced: bool = False
    kind: str | None = None
    is_metonym: bool = False
    start: int = 0
    end: int = 0


def running_text(words: Sequence[Word]) -> list[bool]:
    """Return for each word whether its sentence is running text, not a capitalised
    headline.
    """
    found: list[bool] = []
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].opens_sentence:
            sentence = words[first:at]
            lower = sum(not w.is_capital for w in sentence)
            upper = sum(w.is_capital and w.end - w.start > 3 for w in sentence)
            found += [lower >= 2 and lower * 2 >= upper] * len(sentence)
            first = at
    return found


class Surroundings:
    """One text's chunks with what can be asked about each of them."""

    def __init__(
        self,
        words: Sequence[Word],
        chunks: Sequence[Chunk],
        gazetteer: Gazetteer,
        lexicon: PlaceWords,
    ) -> None:
        self.words = words
        self.verdicts = [Verdict(c, start=c.start, end=c.end) for c in chunks]
        self.gazetteer = gazetteer
        self.lexicon = lexicon
        self.persons: set[str] = set()
        self.countries: Counter[str] = Counter()
        self.runs_on = running_text(words)
        self.weak_bodies: set[int] = set()

    def places(self, chunk: Chunk) -> tuple[GazetteerPlace, ...]:
        """Return the gazetteer's places of that very name."""
        return self.gazetteer.plain(chunk.key) if chunk.what is What.KNOWN else ()

    def word_before(self, chunk: Chunk, back: int = 1) -> str:
        """Return the word that many places before, with no comma or stop between."""
        at = chunk.first - back
        if at < 0:
            return ""
        between = self.words[at : chunk.first + 1]
        if any(w.opens_sentence for w in between[1:]) or any(
            w.comma_next for w in between[:-1]
        ):
            return ""
        return self.words[at].key

    def word_after(self, chunk: Chunk, ahead: int = 0) -> str:
        """Return the word that many places after the chunk, in the same clause."""
        at = chunk.last + ahead
        if at >= len(self.words) or self.words[at].opens_sentence:
            return ""
        if any(self.words[n].comma_next for n in range(chunk.last - 1, at)):
            return ""
        return self.words[at].key

    def neighbour(self, at: int, step: int) -> Chunk | None:
        """Return the next chunk of the same run, before or behind."""
        other = at + step
        if not 0 <= other < len(self.verdicts):
            return None
        chunk, mine = self.verdicts[other].chunk, self.verdicts[at].chunk
        return chunk if chunk.run == mine.run else None

    def is_major(self, chunk: Chunk) -> bool:
        """Return whether the name is first of all a country, capital, division or large
        city.
        """
        return any(
            place.kind in ("country", "capital", "continent", "region", "sea")
            or (
                place.kind == "adm1"
                and (not chunk.is_doubtful or " " in chunk.key)
                and place.population > 50_000
            )
            or (
                place.kind == "adm2"
                and place.population > LARGE_COUNTY
                and not chunk.is_doubtful
                and plain_key(place.name) == chunk.key
            )
            or (place.population >= STRONG_POPULATION and self.is_main(place, chunk))
            for place in self.places(chunk)
        )

    def is_main(self, place: GazetteerPlace, chunk: Chunk) -> bool:
        """Return whether the name is no everyday word, or is the place's own first name."""
        if not chunk.is_doubtful:
            # An old or foreign name of a city is as often a person's ("Trotsky").
            return likeness(chunk.key, place.name) >= 0.5
        return " " in chunk.key and plain_key(place.name) == chunk.key

    def skip_back(self, chunk: Chunk) -> tuple[str, bool]:
        """Return the first word before the chunk that is no article, direction or kind
        word.
        """
        back, had_kind, direction = 1, False, False
        while word := self.word_before(chunk, back):
            kind = self.lexicon.kinds.get(word)
            if kind is not None and kind.sides != "after" and back <= 4:
                had_kind = True
            elif word in self.lexicon.directions:
                direction = True
            elif direction and self.word_before(chunk) == "of":
                return "near", had_kind  # "south of X"
            elif word not in (
                "the",
                "of",
                "both",
                "s",
            ):
                return word, had_kind
            back += 1
            if back > 6:
                break
        return "", had_kind

    def is_country(self, chunk: Chunk) -> bool:
        """Return whether the name is a country's."""
        return any(place.kind == "country" for place in self.places(chunk))

    def next_kind(self, chunk: Chunk) -> str | None:
        """Return the kind that the noun right after the chunk gives it, or None."""
        one, two = self.word_after(chunk), self.word_after(chunk, 1)
        if one in self.lexicon.directions and two in self.lexicon.kinds:
            one, two = two, self.word_after(chunk, 2)  # "Homs northern countryside"
        for noun in (f"{one} {two}", one):
            found = self.lexicon.kinds.get(noun)
            if found is not None and found.sides != "before":
                return found.kind
        if one in ("military", "international", "civilian", "oil", "gas", "air"):
            return self.lexicon.kinds[two].kind if two in self.lexicon.kinds else None
        return None

    def kind_before(self, chunk: Chunk) -> str | None:
        """Return the kind of "village of X", "villages of A and B", "neighbourhoods X"."""
        one, two = self.word_before(chunk), self.word_before(chunk, 2)
        if one == "of":
            one = two
        elif not one.endswith("s"):  # "neighbourhoods X and Y", but "state X"
            return None
        found = self.lexicon.kinds.get(one)
        return found.kind if found is not None and found.sides != "after" else None

    def is_mid_capital(self, chunk: Chunk) -> bool:
        """Return whether the capital means something: mid-sentence, in running text."""
        word = self.words[chunk.first]
        return not word.opens_sentence and not word.is_upper and self.runs_on[chunk.first]

    def leads_to_container(self, at: int) -> bool:
        """Return whether "X, Y" or "X in eastern Y" follows, where Y holds an X."""
        chunk = self.verdicts[at].chunk
        if at + 1 >= len(self.verdicts):
            return False
        following = self.verdicts[at + 1].chunk
        if following.what is not What.KNOWN or not self._leads_into(chunk, following):
            return False
        mine = {(p.country, p.adm1) for p in self.places(chunk)}
        return any(
            (place.kind == "country" and any(c == place.country for c, _ in mine))
            or (place.kind == "adm1" and (place.country, place.adm1) in mine)
            for place in self.places(following)
        )

    def holds(self, inner: Chunk, outer: Chunk) -> bool:
        """Return whether a town of the first name lies in the second's division or country.

        Divisions and countries in a row are a list: "Georgia, Texas and Ohio".
        """
        if any(p.kind == "adm1" for p in self.places(inner)):
            return False
        towns = {(p.country, p.adm1) for p in self.places(inner) if p.kind in SETTLED}
        return any(
            (place.kind == "country" and any(c == place.country for c, _ in towns))
            or (place.kind == "adm1" and (place.country, place.adm1) in towns)
            for place in self.places(outer)
        )

    def is_led_to(self, chunk: Chunk) -> bool:
        """Return whether "to X", "from X" or "the mayor of X" stands before the name."""
        one = self.word_before(chunk)
        if one == "of":
            return self.word_before(chunk, 2) in self.lexicon.place_heads
        return one in ("from", "to")

    def only_country(self, chunk: Chunk) -> set[str]:
        """Return the country of a name that no other has; empty where several have it."""
        found = {place.country for place in self.places(chunk) if place.country}
        return found if len(found) == 1 else set()

    def is_from_town(self, chunk: Chunk) -> bool:
        """Return whether "came from Hamilton" tells of a large town."""
        return self.is_led_to(chunk) and any(
            place.population >= STRONG_POPULATION and plain_key(place.name) == chunk.key
            for place in self.places(chunk)
        )

    def _leads_into(self, chunk: Chunk, following: Chunk) -> bool:
        between = self.words[chunk.last : following.first]
        if len(between) > 5 or any(word.opens_sentence for word in between):
            return False
        if not between:
            return self.words[chunk.last - 1].comma_next
        filler = self.lexicon.directions | {"in", "the", "of"}
        keys = [word.key for word in between]
        return "in" in keys and all(k in filler or k in self.lexicon.kinds for k in keys)

    def is_acronym(self, chunk: Chunk) -> bool:
        """Return whether the name is in capitals among words that are not."""
        word = self.words[chunk.first]
        if chunk.last - chunk.first > 1 or not word.is_upper or word.end - word.start > 5:
            return False
        if word.comma_next or self.is_country(chunk):
            return False
        if word.opens_sentence and not chunk.is_doubtful and self.is_major(chunk):
            return False  # a dateline: "CAIRO - "
        near = self.words[max(0, chunk.first - 2) : chunk.last + 2]
        return sum(w.is_upper for w in near) * 2 <= len(near) or not self.is_major(chunk)

    def is_secured(self, chunk: Chunk) -> bool:
        """Return whether the name is what "has been secured", "were liberated"."""
        if " " not in chunk.key and not self.is_mid_capital(chunk):
            return False
        ahead = 0
        while (
            word := self.word_after(chunk, ahead)
        ) in self.lexicon.auxiliaries and ahead < 5:
            ahead += 1
        return ahead > 0 and word in self.lexicon.taken_verbs

    def stands_beside_weak(self, first: Chunk | None, second: Chunk | None) -> bool:
        """Return whether two little known names stand side by side, like a person's."""
        if first is None or second is None or first.last != second.first:
            return False
        both = first.what is second.what is What.KNOWN
        joined = self.words[first.last - 1].joins_next
        return both and joined and not self.is_major(first) and not self.is_major(second)

    def ends_in_noun(self, chunk: Chunk) -> bool:
        """Return whether the name ends in "County" or the like and needs no more words."""
        *rest, last = chunk.key.split()
        kind = self.lexicon.kinds.get(last)
        return bool(rest) and kind is not None and kind.kind in ("district", "state")

    def is_area(self, chunk: Chunk) -> bool:
        """Return whether a country or a division bears the name."""
        return any(place.kind in ("country", "adm1") for place in self.places(chunk))

    def is_located_town(self, chunk: Chunk) -> bool:
        """Return whether "in Hamilton" can only be the town, and no person."""
        word, _ = self.skip_back(chunk)
        if word not in self.lexicon.locative or chunk.last - chunk.first > 1:
            return False
        if self.words[chunk.last - 1].is_possessive:
            return False
        if len(chunk.key) <= 3 or chunk.key in self.lexicon.calendar:
            return False
        behind = self.words[chunk.last] if chunk.last < len(self.words) else None
        if (
            behind is not None
            and behind.is_capital
            and self.words[chunk.last - 1].joins_next
        ):
            return False
        return any(
            (place.population >= SURNAMED or place.kind == "adm1")
            and plain_key(place.name) == chunk.key
            for place in self.places(chunk)
        )

    def is_street(self, chunk: Chunk) -> bool:
        """Return whether "the 7700 block of Utica", "2222 Philadelphia Drive"."""
        if self.word_before(chunk) == "of" and self.word_before(chunk, 2) == "block":
            return True
        behind = self.words[chunk.last] if chunk.last < len(self.words) else None
        if self.is_country(chunk):
            return False
        joins = self.words[chunk.last - 1].joins_next and behind is not None
        return (
            joins
            and behind is not None
            and behind.is_capital
            and (behind.key in self.lexicon.street_nouns)
        )

    def is_fit_name(self, place: GazetteerPlace, chunk: Chunk) -> bool:
        """Return whether a small place is known by that name, and not by a former one.

        Where names are romanised, another name is another spelling.
        """
        if place.population > 50_000 or place.country in load_folds().romanised:
            return True
        return likeness(chunk.key, place.name) >= 0.5

    def opens_plainly(self, chunk: Chunk) -> bool:
        """Return whether a capitalised sentence opener is still no ordinary word."""
        behind = self.words[chunk.last : chunk.last + 5]
        return sum(not w.is_capital for w in behind) >= 3

    def link(self, first: Chunk, second: Chunk) -> str | None:
        """Return how two chunks are coordinated: "," or "and" or " "; None where they are
        not.
        """
        between = self.words[first.last : second.first]
        if len(between) > 3 or any(
            w.opens_sentence for w in (*between, self.words[second.first])
        ):
            return None
        if not between:
            return "," if self.words[first.last - 1].comma_next else " "
        keys = {word.key for word in between}
        nouns = {key for key in keys if key in self.lexicon.kinds}
        if keys == nouns:  # "the Sharqa Reservoir, Aydiyah"
            return "," if between[-1].comma_next else None
        allowed = _JOINERS | {"the"} | self.lexicon.directions | nouns
        return "and" if keys <= allowed and keys & {"and", "or", "as"} else None
