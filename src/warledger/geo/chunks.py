"""Cut a text's capitalised runs into chunks: known names, unknown names, and everything
else.

A run is a stretch of capitalised words with articles between ("Khirbet
al-Talaa"); lists that lost their commas are one run and are cut by the longest known name
first. What each chunk
is worth is decided later (`judge`); here only the words and the gazetteer are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from warledger.geo.gazetteer import Gazetteer
from warledger.geo.records import GazetteerPlace
from warledger.geo.romanise import plain_key
from warledger.geo.tokens import Word, common_words
from warledger.lexicon.places import PlaceWords, load_folds

LONGEST_NAME = 6
# "Abu al-Duhur" has two before its word, "Wadi al-Abu X" three; "Al-Al-Al-…" has no end.
MOST_PREFIXES = 6
# A town of everyday words ("Green Bay") counts as one from this size on.
NAMED_PLAINLY = 10_000
_ENGLISH_LINKS = frozenset(
    {"upon", "under", "on", "in", "by", "of", "and", "le", "am", "an"}
)


class What(StrEnum):
    """What a chunk looks like before its context is weighed."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    KIND = "kind"
    DIRECTION = "direction"
    PERSON = "person"
    INSTITUTION = "institution"
    DEMONYM = "demonym"
    OTHER = "other"
    COMMON = "common"
    TAKEN = "taken"


@dataclass(slots=True)
class Chunk:
    """Words `first:last` (half open) of a run; `key` is what the gazetteer is asked."""

    what: What
    first: int
    last: int
    key: str
    start: int
    end: int
    prefix: str | None = None
    is_doubtful: bool = False
    is_state: bool = False  # a state's abbreviation behind a comma
    run: int = 0


class Chunker:
    """Cuts one text's words into chunks; holds what the steps share."""

    def __init__(
        self,
        words: Sequence[Word],
        taken: frozenset[int],
        gazetteer: Gazetteer,
        lexicon: PlaceWords,
    ) -> None:
        self.words = words
        self.taken = taken
        self.gazetteer = gazetteer
        self.lexicon = lexicon
        self.articles = load_folds().articles
        self.common = common_words()
        self.listed: int | None = None

    def chunks(self) -> list[Chunk]:
        """Return all chunks of all runs in text order."""
        found: list[Chunk] = []
        at = run = 0
        while at < len(self.words):
            if not self._opens_name(at):
                at += 1
                continue
            end = self._run_end(at)
            for chunk in self._cut(at, end):
                chunk.run = run
                found.append(chunk)
            at, run = end, run + 1
        return found

    def _opens_name(self, at: int) -> bool:
        word = self.words[at]
        if word.is_capital:
            return True
        return self._is_article(at)

    def _is_article(self, at: int) -> bool:
        """Return whether a lower-case article or link leads to a capitalised word."""
        word = self.words[at]
        if word.is_capital or not word.joins_next or at + 1 >= len(self.words):
            return False
        if word.key not in self.articles or (len(word.key) == 1 and not word.hyphen_next):
            return False
        if word.key in ("as", "at", "an", "el", "es") and not word.hyphen_next:
            return False
        return self.words[at + 1].is_capital

    def _run_end(self, at: int) -> int:
        end = at
        while end < len(self.words):
            word = self.words[end]
            if not (word.is_capital or self._is_article(end) or self._is_link(end)):
                break
            end += 1
            if not word.joins_next:
                break
        return end

    def _is_link(self, at: int) -> bool:
        """Return whether a small word stands inside a name ("Pul-e Khumri", "Rio de
        Janeiro").
        """
        word = self.words[at]
        if word.is_capital or at == 0 or at + 1 >= len(self.words) or not word.joins_next:
            return False
        if word.key in ("e", "i", "ye", "y") or word.key in self.articles:
            return self.words[at - 1].hyphen_next or word.hyphen_next
        if len(word.key) <= 3 and self.words[at - 1].hyphen_next and word.hyphen_next:
            return True  # "Port-au-Prince", "Stoke-on-Trent"
        if not self.words[at + 1].is_capital:
            return False
        if word.key in _ENGLISH_LINKS:  # "Newcastle upon Tyne", "Trinidad and Tobago"
            pieces = (self.words[n].key for n in (at - 1, at, at + 1))
            return self.words[at - 1].is_capital and self.gazetteer.has(" ".join(pieces))
        return word.key in ("de", "da", "do", "la", "du", "des", "del")

    def _cut(self, first: int, end: int) -> list[Chunk]:
        found: list[Chunk] = []
        at = first
        if self._is_one_name(first, end) and not any(
            n in self.taken for n in range(first, end)
        ):
            known = self._longest_known(first, end)
            if known is None or known.last < end:
                last = end
                while last - first > 1 and self._kind_of(last - 1) is What.KIND:
                    last -= 1
                found.append(self._make(What.UNKNOWN, first, last))
                at = last
        while at < end:
            chunk = self._next(at, end)
            before = found[-1] if found else None
            if before is not None and self._belong(before, chunk):
                before.last, before.end = chunk.last, chunk.end
                before.key = f"{before.key} {chunk.key}"
            else:
                found.append(chunk)
            at = chunk.last
        return found

    def _is_one_name(self, first: int, end: int) -> bool:
        """Return whether "the village of X Y" names one place, however its words look."""
        if first < 1 or end - first > 4 or any(n in self.taken for n in range(first, end)):
            return False
        if self._goes_on(first) and end - first <= 3:
            self.listed = end
            return True
        of = self.words[first - 1].key == "of"
        noun = self.words[first - 2].key if of and first > 1 else self.words[first - 1].key
        if any(self.words[at].opens_sentence for at in range(first, end)):
            return False
        if noun in ("villages", "towns", "hamlets", "farms") and of and end - first <= 3:
            self.listed = end
            return True
        return noun in ("village", "town", "hamlet", "farm")

    def _goes_on(self, first: int) -> bool:
        """Return whether a list of villages goes on here: ", X", "and X", ", and X"."""
        last = self.listed
        if (
            last is None
            or not last <= first <= last + 1
            or self.words[first].opens_sentence
        ):
            return False
        between = [word.key for word in self.words[last:first]]
        return between == ["and"] or (not between and self.words[last - 1].comma_next)

    def _belong(self, before: Chunk, chunk: Chunk) -> bool:
        """Return whether two unknown chunks are one name."""
        if before.what is What.PERSON and before.key not in self.lexicon.titles:
            return chunk.what is What.UNKNOWN  # "Salah Eddin": judged as one name
        if before.what is not What.UNKNOWN or chunk.prefix is not None:
            return False
        if chunk.what is What.KNOWN:  # "Ghanim Ali" is one name, though there is an Ali
            return chunk.is_doubtful and self._kind_of(chunk.first) in (
                What.OTHER,
                What.PERSON,
            )
        return chunk.what is What.UNKNOWN

    def _next(self, at: int, end: int) -> Chunk:
        if at in self.taken:
            last = at + 1
            while last < end and last in self.taken:
                last += 1
            return self._make(What.TAKEN, at, last)
        if self._is_demonym_pair(at, end):  # "South Korean" is not the south
            return self._make(What.DEMONYM, at, at + 2)
        known = self._longest_known(at, end)
        named = self._prefixed(at, end)
        if named is not None and (known is None or named.last > known.last):
            return named
        if known is not None:
            return known
        return self._make(self._kind_of(at), at, at + 1)

    def _is_demonym_pair(self, at: int, end: int) -> bool:
        words = self.words[at : min(end, at + 2)]
        return len(words) == 2 and f"{words[0].key} {words[1].key}" in self.lexicon.demonyms

    def _longest_known(self, at: int, end: int) -> Chunk | None:
        words = self.words
        for last in range(min(end, at + LONGEST_NAME), at, -1):
            if not words[last - 1].is_capital or any(
                n in self.taken for n in range(at, last)
            ):
                continue
            noun = self.lexicon.kinds.get(words[last - 1].key)
            if last - at > 1 and noun is not None and noun.kind == "governorate":
                continue  # "Homs Governorate" is Homs, of that kind
            key = " ".join(word.key for word in words[at:last])
            if last == at + 1 and self._is_abbreviation(key, at):
                chunk = self._make(What.KNOWN, at, last, key)
                chunk.is_doubtful = False
                chunk.is_state = not self._is_country(key)
                return chunk
            if (
                last - at > 1
                and words[last - 1].is_possessive
                and self._is_name(f"{key}s", at, last)
            ):  # "St. John's"
                chunk = self._make(What.KNOWN, at, last, f"{key}s")
                chunk.end += 2
                return chunk
            if len(key) > 2 and self._is_name(key, at, last):
                return self._make(What.KNOWN, at, last, key)
        return self._without_s(at)

    def _is_abbreviation(self, key: str, at: int) -> bool:
        """Return whether "US" names a country, or "Ill." a state behind a comma."""
        if len(key) > 5 or not self.gazetteer.has(key):
            return False
        places = self._plain(key)
        is_country = any(place.kind == "country" for place in places)
        if is_country and len(key) == 2 and self.words[at].is_upper:
            return True
        if (
            at == 0
            or not self.words[at - 1].comma_next
            or not self.words[at - 1].is_capital
        ):
            return False
        return any(p.kind == "adm1" and len(p.matched) < len(p.name) for p in places)

    def _is_name(self, key: str, at: int, last: int) -> bool:
        """Return whether the gazetteer has the key and it is more than a common word."""
        if not self.gazetteer.has(key):
            return False
        if last - at > 1:
            if not all(self._says_nothing(n) for n in range(at, last)):
                return True
            return any(
                p.kind in ("country", "adm1", "adm2")
                or (p.population >= NAMED_PLAINLY and plain_key(p.name) == key)
                for p in self._plain(key)
            )
        if len(key) <= 3 and not self.words[at].is_upper and key in self.common:
            return False
        lexicon = self.lexicon
        if key in lexicon.institutions and not self._is_country(key):
            return False
        if key in lexicon.kinds or key in lexicon.directions or key in lexicon.demonyms:
            return False
        return key not in lexicon.titles and key not in self.articles

    def _says_nothing(self, at: int) -> bool:
        key = self.words[at].key
        lexicon = self.lexicon
        return (
            key in lexicon.kinds
            or key in lexicon.not_places
            or key in lexicon.given_names
            or key in lexicon.titles
            or key in lexicon.institutions
        )

    def _without_s(self, at: int) -> Chunk | None:
        """Return a large place whose possessive lost its apostrophe ("Syrias army")."""
        word = self.words[at]
        if not word.key.endswith("s") or len(word.key) < 5 or word.is_possessive:
            return None
        key = word.key[:-1]
        if (key in self.common or key in self.lexicon.not_places) and not self._is_country(
            key
        ):
            return None
        if not any(
            p.kind != "settlement" or p.population > 50_000 for p in self._plain(key)
        ):
            return None
        chunk = self._make(What.KNOWN, at, at + 1, key)
        chunk.end -= 1
        return chunk

    def _is_country(self, key: str) -> bool:
        return any(place.kind == "country" for place in self._plain(key))

    def _plain(self, key: str) -> tuple[GazetteerPlace, ...]:
        return self.gazetteer.plain(key)

    def _prefixed(self, at: int, end: int) -> Chunk | None:
        """Return a name that a word such as "Wadi" or "al-" begins, up to its next real
        word.
        """
        prefix = self.words[at].key
        if prefix not in self.lexicon.prefixes or not self.words[at].joins_next:
            return None
        last = at + 1
        end = min(end, at + MOST_PREFIXES)
        while last < end and self.words[last].key in self.articles:
            last += 1
        if last >= end or last in self.taken or not self.words[last].is_capital:
            return None
        if self._kind_of(last) not in (What.UNKNOWN, What.PERSON, What.COMMON):
            return None
        if self.words[last].key in self.lexicon.prefixes and last + 1 < end:
            inner = self._prefixed(last, end)
            last = inner.last - 1 if inner is not None else last
        chunk = self._make(What.UNKNOWN, at, last + 1)
        chunk.prefix = None if prefix in self.articles else prefix
        chunk.is_doubtful = prefix in self.lexicon.personal_prefixes
        return chunk

    def _kind_of(self, at: int) -> What:
        word, lexicon = self.words[at], self.lexicon
        if word.key in lexicon.demonyms:
            return What.DEMONYM
        if word.key in lexicon.titles or word.key in lexicon.given_names:
            return What.PERSON
        if word.key in lexicon.not_places or word.key in self.articles:
            return What.OTHER
        if word.key in lexicon.institutions:
            return What.INSTITUTION
        if word.key in lexicon.kinds:
            return What.KIND
        if word.key in lexicon.directions:
            return What.DIRECTION
        if word.key in self.common or word.key.isdigit() or len(word.key) < 2:
            return What.COMMON
        return What.UNKNOWN

    def _make(self, what: What, first: int, last: int, key: str | None = None) -> Chunk:
        words = self.words[first:last]
        chunk = Chunk(
            what=what,
            first=first,
            last=last,
            key=key if key is not None else " ".join(word.key for word in words),
            start=words[0].start,
            end=words[-1].end,
        )
        if what is What.KNOWN:
            chunk.is_doubtful = all(self._is_doubtful(n) for n in range(first, last))
        return chunk

    def _is_doubtful(self, at: int) -> bool:
        """Return whether a known name is more often something else."""
        return self._kind_of(at) is not What.UNKNOWN
