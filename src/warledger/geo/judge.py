"""Decide which chunks name places: by the words around them, then by the story's countries.

Known names are accepted unless the context says otherwise (a person, a body, a common word);
unknown ones only where the grammar makes them places: a kind word beside them, a locative
preposition before them, a place as their neighbour in a list, or a name-forming prefix.
Weak known names (small towns, words that are also English) wait for a second look, which
accepts them where one of their namesakes lies in a country the story is about.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from warledger.geo.chunks import Chunk, What
from warledger.geo.gazetteer import Gazetteer
from warledger.geo.records import GazetteerPlace
from warledger.geo.tokens import Word
from warledger.lexicon.places import PlaceWords, load_folds

STRONG_POPULATION = 100_000
_ALWAYS = frozenset({"jabal", "jebel", "wadi", "khirbat", "khirbet", "kherbet", "kherbat", "khirba", "tal", "tall", "tell",
                     "deir", "dayr", "kafr", "kfar", "bir", "beit", "bayt", "jub", "jubb", "mount",
                     "oued", "djebel", "qalat", "burj", "maarat", "nahr", "ayn", "ain"})  # fmt: skip
_SECURED = frozenset({"secured", "liberated", "recaptured", "retaken", "cleared", "shelled", "bombed",
                      "besieged", "encircled", "recovered", "seized", "overrun", "stormed"})  # fmt: skip
_AUXILIARY = frozenset({"has", "have", "was", "were", "been", "also", "is", "are", "had", "being",
                        "fully", "completely", "now", "reportedly", "both", "all", "since"})  # fmt: skip
_SAYING = frozenset({"said", "says", "told", "added", "stated", "reported", "adding", "who", "whose",
                     "asked", "wrote", "tweeted"})  # fmt: skip
_HYPHENATED = frozenset({"backed", "led", "based", "held", "controlled", "run", "aligned", "allied",
                         "made", "supported", "funded", "trained", "born", "sponsored", "besieged",
                         "occupied", "linked", "affiliated", "brokered", "supplied", "style"})  # fmt: skip
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
    """Return for each word whether its sentence is running text, not a capitalised headline."""
    found: list[bool] = []
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].opens_sentence:
            sentence = words[first:at]
            lower = sum(not w.is_capital and w.end - w.start > 3 for w in sentence)
            upper = sum(w.is_capital and w.end - w.start > 3 for w in sentence)
            found += [lower >= 2 and lower * 2 >= upper] * len(sentence)
            first = at
    return found


class Judge:
    """Weighs the chunks of one text."""

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

    def decide(self) -> list[Verdict]:
        """Return the verdicts on all chunks; `is_place` is True or False on every one."""
        self._find_persons()
        for at in range(len(self.verdicts)):
            self._first_look(at)
        self._spread_lists()
        self._count_countries()
        for at, verdict in enumerate(self.verdicts):
            if verdict.is_place is None:
                verdict.is_place = self._second_look(at)
        self._spread_lists()
        return self.verdicts

    def places(self, chunk: Chunk) -> tuple[GazetteerPlace, ...]:
        """Return the gazetteer's places of that very name."""
        return self.gazetteer.plain(chunk.key) if chunk.what is What.KNOWN else ()

    # What stands around a chunk.

    def word_before(self, chunk: Chunk, back: int = 1) -> str:
        """Return the word that many places before the chunk, with no comma or stop between."""
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
        """Return whether the name is first of all a country, capital, division or large city."""
        return any(
            place.kind in ("country", "capital", "continent", "region", "sea")
            or (
                place.kind == "adm1" and not chunk.is_doubtful and place.population > 50_000
            )
            or (place.population >= STRONG_POPULATION and not chunk.is_doubtful)
            for place in self.places(chunk)
        )

    def _skip_back(self, chunk: Chunk) -> tuple[str, bool]:
        """Return the first word before the chunk that is no article, direction or kind word."""
        back, had_kind = 1, False
        while word := self.word_before(chunk, back):
            kind = self.lexicon.kinds.get(word)
            if kind is not None and kind.sides != "after" and back <= 4:
                had_kind = True
            elif word not in self.lexicon.directions and word not in (
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

    # First look: what the words alone decide.

    def _find_persons(self) -> None:
        articles = load_folds().articles
        for at, verdict in enumerate(self.verdicts):
            chunk = verdict.chunk
            if chunk.what not in (What.KNOWN, What.UNKNOWN):
                continue
            before = self.neighbour(at, -1)
            titled = self.word_before(chunk) in self.lexicon.titles
            if before is not None and (
                before.what is What.PERSON or before.key.split()[0] in self.persons
            ):
                titled = True
            if titled and not self.is_country(chunk) and self.next_kind(chunk) is None:
                verdict.is_place = False
                names = (self.words[n].key for n in range(chunk.first, chunk.last))
                self.persons.update(n for n in names if n not in articles and len(n) > 2)

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
        """Return the kind of "village of X", "villages of A, B and C", "neighbourhoods X"."""
        one, two = self.word_before(chunk), self.word_before(chunk, 2)
        if one == "of":
            one = two
        elif one == "the":
            return None
        found = self.lexicon.kinds.get(one)
        return found.kind if found is not None and found.sides != "after" else None

    def _first_look(self, at: int) -> None:
        verdict = self.verdicts[at]
        chunk = verdict.chunk
        verdict.kind = self.kind_before(chunk) or self.next_kind(chunk)
        if chunk.what is What.PERSON and " " in chunk.key and verdict.kind is not None:
            verdict.is_place = verdict.is_introduced = True  # "Salah Eddin neighbourhood"
            return
        if chunk.what not in (What.KNOWN, What.UNKNOWN):
            verdict.is_place = False
            return
        if verdict.is_place is False:
            return
        if self._is_institution(at, verdict):
            return
        if self._is_acronym(chunk) and not self.is_country(chunk):
            verdict.is_place = False
        elif chunk.what is What.UNKNOWN:
            self._judge_unknown(at, verdict)
        else:
            self._judge_known(at, verdict)

    def _is_institution(self, at: int, verdict: Verdict) -> bool:
        """Settle names that only modify a body ("Damascus Police Command")."""
        chunk = verdict.chunk
        after = self.word_after(chunk)
        following = self.neighbour(at, 1)
        named = following is not None and following.what in (What.INSTITUTION, What.OTHER)
        if after not in self.lexicon.institutions and not (
            named and following is not None and following.key in self.lexicon.institutions
        ):
            return False
        if self.kind_before(chunk) is not None or not self.words[chunk.last - 1].joins_next:
            return False
        verdict.is_metonym = True
        verdict.is_place = self.is_major(chunk) and not self._is_other(chunk)
        return True

    def _judge_known(self, at: int, verdict: Verdict) -> None:
        chunk = verdict.chunk
        word, had_kind = self._skip_back(chunk)
        verdict.is_introduced = had_kind or verdict.kind is not None
        is_located = word in self.lexicon.locative
        if self._modifies_name(at, is_located) or self._is_other(chunk):
            verdict.is_place = False
        elif verdict.is_introduced or self._leads_to_container(at):
            verdict.is_place = (
                not chunk.is_doubtful or is_located or self._is_mid_capital(chunk)
            )
        elif self.is_major(chunk):
            verdict.is_place = True
            verdict.is_metonym = self._is_speaking(chunk, is_located)
        elif is_located and (not chunk.is_doubtful or self._is_mid_capital(chunk)):
            verdict.is_place = chunk.key not in self.lexicon.not_places
        if is_located:
            verdict.is_introduced = True

    def _is_other(self, chunk: Chunk) -> bool:
        """Return whether the name is first of all no place (a weekday, a person, an agency)."""
        if not chunk.is_doubtful or self.is_country(chunk):
            return False
        if self.kind_before(chunk) is not None:
            return False
        return chunk.key in self.lexicon.not_places or chunk.key in self.lexicon.given_names

    def _modifies_name(self, at: int, is_located: bool) -> bool:
        """Return whether the name is a piece of a person's or a body's longer name."""
        chunk = self.verdicts[at].chunk
        before, behind = self.neighbour(at, -1), self.neighbour(at, 1)
        if self.words[chunk.last - 1].hyphen_next and self.word_after(chunk) in _HYPHENATED:
            return True  # "US-backed"
        if self.is_country(chunk):
            return False
        if chunk.key in self.persons and not is_located:
            return True
        odd = (What.UNKNOWN, What.PERSON)
        if before is not None and before.what in odd and not self._is_accepted(at - 1):
            return True
        if is_located or self.is_major(chunk):
            return False
        return behind is not None and (behind.what in odd or behind.is_doubtful)

    def _is_accepted(self, at: int) -> bool:
        return self.verdicts[at].is_place is True

    def _is_mid_capital(self, chunk: Chunk) -> bool:
        """Return whether the capital letter means something: mid-sentence, in running text."""
        word = self.words[chunk.first]
        return not word.opens_sentence and not word.is_upper and self.runs_on[chunk.first]

    def _leads_to_container(self, at: int) -> bool:
        """Return whether "X, Y" follows where Y is a country or a division that holds an X."""
        chunk = self.verdicts[at].chunk
        if not self.words[chunk.last - 1].comma_next or at + 1 >= len(self.verdicts):
            return False
        following = self.verdicts[at + 1].chunk
        if following.first != chunk.last or following.what is not What.KNOWN:
            return False
        mine = {(p.country, p.adm1) for p in self.places(chunk)}
        return any(
            (place.kind == "country" and any(c == place.country for c, _ in mine))
            or (place.kind == "adm1" and (place.country, place.adm1) in mine)
            for place in self.places(following)
        )

    def _is_speaking(self, chunk: Chunk, is_located: bool) -> bool:
        if is_located or self.word_after(chunk) not in self.lexicon.metonym_verbs:
            return False
        return any(place.kind in ("country", "capital") for place in self.places(chunk))

    def _judge_unknown(self, at: int, verdict: Verdict) -> None:
        chunk = verdict.chunk
        before, behind = self.neighbour(at, -1), self.neighbour(at, 1)
        if before is not None and before.what in (What.PERSON, What.OTHER, What.TAKEN):
            verdict.is_place = False
            return
        if behind is not None and behind.what in (
            What.PERSON,
            What.INSTITUTION,
            What.TAKEN,
        ):
            verdict.is_place = False
            return
        if set(chunk.key.split()) & self.persons or self._is_acronym(chunk):
            verdict.is_place = False
            return
        word, had_kind = self._skip_back(chunk)
        verdict.is_introduced = had_kind or verdict.kind is not None
        if verdict.is_introduced or (chunk.prefix in _ALWAYS and not chunk.is_doubtful):
            verdict.is_place = verdict.is_introduced = True
        elif word in self.lexicon.locative and self._is_mid_capital(chunk):
            verdict.is_place = verdict.is_introduced = self.word_after(chunk) not in _SAYING
        elif self._is_secured(chunk):
            verdict.is_place = True

    def _is_acronym(self, chunk: Chunk) -> bool:
        """Return whether the name is in capitals among words that are not."""
        word = self.words[chunk.first]
        if chunk.last - chunk.first > 1 or not word.is_upper or word.end - word.start > 5:
            return False
        near = self.words[max(0, chunk.first - 2) : chunk.last + 2]
        return not word.comma_next and sum(w.is_upper for w in near) * 2 <= len(near)

    def _is_secured(self, chunk: Chunk) -> bool:
        """Return whether the name is what "has been secured", "were liberated"."""
        if " " not in chunk.key:
            return False
        ahead = 0
        while (word := self.word_after(chunk, ahead)) in _AUXILIARY and ahead < 5:
            ahead += 1
        return ahead > 0 and word in _SECURED

    # Lists, and the second look.

    def _spread_lists(self) -> None:
        """Accept unknown and weak names that stand in a list with an accepted place."""
        for order in (1, -1):
            numbers = range(len(self.verdicts))
            for at in numbers if order == 1 else reversed(numbers):
                other = at - order
                if 0 <= other < len(self.verdicts):
                    self._spread(self.verdicts[other], self.verdicts[at], order)

    def _spread(self, source: Verdict, verdict: Verdict, order: int) -> None:
        if verdict.is_place is not None or source.is_place is not True or source.is_metonym:
            return
        first, second = (source, verdict) if order == 1 else (verdict, source)
        link = self._link(first.chunk, second.chunk)
        if link is None:
            return
        is_known = verdict.chunk.what is What.KNOWN and not verdict.chunk.is_doubtful
        if is_known or source.is_introduced:
            if self.word_after(verdict.chunk) in _SAYING and not source.kind:
                return
            verdict.is_place, verdict.is_introduced = True, source.is_introduced
            verdict.kind = verdict.kind or (source.kind if order == 1 else None)

    def _link(self, first: Chunk, second: Chunk) -> str | None:
        """Return how two chunks are coordinated: "," or "and" or " "; None where they are not."""
        between = self.words[first.last : second.first]
        if len(between) > 3 or any(
            w.opens_sentence for w in (*between, self.words[second.first])
        ):
            return None
        if not between:
            return "," if self.words[first.last - 1].comma_next else " "
        keys = {word.key for word in between}
        allowed = _JOINERS | {"the"} | self.lexicon.directions
        return "and" if keys <= allowed and keys & {"and", "or", "as"} else None

    def _count_countries(self) -> None:
        for verdict in self.verdicts:
            chunk = verdict.chunk
            if chunk.what is What.DEMONYM:
                self.countries[self.lexicon.demonyms[chunk.key]] += 1
            elif verdict.is_place:
                found = {p.country for p in self.places(chunk) if p.country}
                if len(found) == 1 or self.is_country(chunk):
                    self.countries.update(found)

    def _second_look(self, at: int) -> bool:
        """Accept a weak name that has a namesake in a country of the story."""
        chunk = self.verdicts[at].chunk
        if chunk.is_doubtful or set(chunk.key.split()) & self.persons:
            return False
        if not self._is_mid_capital(chunk) and not self._opens_plainly(chunk):
            return False
        total = sum(self.countries.values())
        told = {c for c, n in self.countries.items() if n * 10 >= total}
        if chunk.what is What.KNOWN:
            return any(place.country in told for place in self.places(chunk))
        if chunk.is_doubtful or self.word_after(chunk) in _SAYING:
            return False
        return bool(self.gazetteer.folded(chunk.key, countries=told, floor=0.82)) and bool(
            told
        )

    def _opens_plainly(self, chunk: Chunk) -> bool:
        """Return whether a capitalised sentence opener is still no ordinary word."""
        behind = self.words[chunk.last : chunk.last + 5]
        return sum(not w.is_capital for w in behind) >= 3
