"""Find the names of private persons in a text.

A name is a run of capitalised words that the ledger or the words around it say is a private
person's: the ledger's own person or speaker without an office, a civil noun ("the baker X",
"X, a nurse"), an age ("X, 34,"), a word of naming ("identified as X") or of harm ("X was
killed"), a list that goes on from such a name; then every other place where the name or its
last word stands. Who is named with an office anywhere in the text is no private person, a
child always is one.

Where it is unclear whether a named person is private, the name goes: too much is taken out
rather than too little. Knowingly missed: a lone name that nothing of the kind stands by,
names in scripts without capitals that the ledger has no person for, and what identifies
somebody without a name ("the only baker of the village").
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from warledger.lexicon.persons import stop_words
from warledger.lexicon.redaction import Phrase, load_redaction
from warledger.model import Span
from warledger.store.redact_words import Token, is_phrase, lows

LONGEST_NAME = 5
# So many words behind a name may hold its office.
REACH = 9
OLDEST, OF_AGE = 115, 18

_AGE = re.compile(
    r"(?:,\s*(?:aged\s+)?|\s*\(\s*(?:aged\s+)?|\s+aged\s+)(\d{1,3})(?=\s*[,.;)]|$)"
)
_APPOSITION = re.compile(r",\s*|\s*\(\s*|\s+(?:-|–|—)\s+")
_LIST = re.compile(r"(?:,?\s*\(?\d{1,3}\)?)?(?:,?\s+(?:and|or)\s+|,\s+)")
_YEARS_OLD = re.compile(r"(?:(\d{1,4})|[a-z]+(?:-[a-z]+)?)-(?:year|month|week|day)-old")
_BREAK = re.compile(r"[.!?;:\n]")
_SHORT = re.compile(r"^\.\s|\b\w{1,4}\.\s")
_WORDS = re.compile(r"[\w\s]*")
# Harm that is told without "was".
_HELPERS = frozenset(("was", "were", "had", "has", "have", "been", "is", "are", "also"))
_PASSIVE = frozenset(("was", "were", "been", "is", "are"))
_ALONE = frozenset(("died", "disappeared", "drowned"))
_SENTENCE_END = re.compile(r"\)|[.!?]['\"”’)]*\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger says of a text.

    `persons` are stretches that name a person without a side, together where they name the
    same; `speakers` those who speak without a role; `public` persons with a side or an
    office. `taken` are stretches that name a party, an outlet or a time, with none of whose
    words a person's name is made; `places` can be no person's name as a whole.
    """

    persons: tuple[tuple[Span, ...], ...] = ()
    speakers: tuple[Span, ...] = ()
    public: tuple[Span, ...] = ()
    taken: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()


NOTHING = Known()


def find_private(text: str, tokens: list[Token], known: Known) -> list[Span]:
    """Return every stretch with the name, or the last name, of a private person."""
    return _Reading(text, tokens, known).found()


class _Reading:
    """One reading of a text for private persons."""

    def __init__(self, text: str, tokens: list[Token], known: Known) -> None:
        self.text, self.tokens, self.known = text, tokens, known
        self.words = load_redaction()
        self.runs = tuple(self._runs())
        self.public = {
            frozenset(t.low for t in tokens[first : last + 1])
            for first, last in self.runs
            if self._holds_office(first, last)
        }
        self.public |= {lows(span.of(text)) for span in known.public}

    def found(self) -> list[Span]:
        """Return every stretch with the name, or the last name, of a private person."""
        private = [run for run in self.runs if self._is_private(*run)]
        private += [run for run in self.runs if self._is_speaker(*run)]
        private = [run for run in private if not self._is_public(*run)]
        private += self._listed(private)
        spans = [Span(self.tokens[a].start, self.tokens[b].end) for a, b in private]
        for person in self.known.persons:
            runs = [run for span in person if (run := self._run_of(span)) is not None]
            if not any(self._is_public(*run) for run in runs):
                spans += person
        return [*spans, *self._again(spans)]

    def _run_of(self, span: Span) -> tuple[int, int] | None:
        inside = [
            at for at, t in enumerate(self.tokens)
            if span.start <= t.start and t.end <= span.end
        ]  # fmt: skip
        return (inside[0], inside[-1]) if inside else None

    def _is_speaker(self, first: int, last: int) -> bool:
        """Return whether the run is the whole name of one who speaks without a role."""
        span = Span(self.tokens[first].start, self.tokens[last].end)
        return last > first and span in self.known.speakers

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield runs of capitalised words that may be a person's name."""
        at = 0
        while at < len(self.tokens):
            if not self._may_start(at):
                at += 1
                continue
            last = at
            while last + 1 < len(self.tokens) and self._goes_on(last + 1):
                last += 1
            while last > at and not self.tokens[last].is_capital:
                last -= 1
            if last - at < LONGEST_NAME and not self._is_other(at, last):
                yield at, last
            at = last + 1

    def _may_start(self, at: int) -> bool:
        token = self.tokens[at]
        if not token.is_capital or token.low in self._small_words():
            return False
        return (
            len(token.raw) > 1
            and (token.low,) not in self.words.persons["civil"]
            and not (is_phrase(self.tokens, at, self.words.persons["office"]))
        )

    @staticmethod
    def _small_words() -> frozenset[str]:
        return stop_words("name") | stop_words("group") | stop_words("determiner")

    def _goes_on(self, at: int) -> bool:
        before, token = self.tokens[at - 1], self.tokens[at]
        if self.text[before.end : token.start] not in (" ", ". ", "\u00a0"):
            return False
        if self.text[before.end : token.start] == ". " and len(before.raw) > 1:
            return False
        if token.low in stop_words("particle"):
            return at + 1 < len(self.tokens) and self.tokens[at + 1].is_capital
        return token.is_capital and token.low not in stop_words("name")

    def _is_other(self, first: int, last: int) -> bool:
        """Return whether the run names a body, a land, or what the ledger has as such."""
        run = self.tokens[first : last + 1]
        if first == last and run[0].raw.isupper():
            return True
        if any((token.low,) in self.words.persons["body"] for token in run):
            return True
        if all(token.low in self.words.lands for token in run):
            return True
        span = Span(run[0].start, run[-1].end)
        if any(place.covers(span) for place in self.known.places):
            return True
        return any(span.overlaps(taken) for taken in self.known.taken)

    def _is_private(self, first: int, last: int) -> bool:
        before, after = self.tokens[max(0, first - 4) : first], self.tokens[last + 1 :]
        here = self.tokens[first].start
        if not before or self.text[before[-1].end : here] not in (" ", ", ", ": "):
            before = []
        joined = bool(before) and self.text[before[-1].end : here] == " "
        is_full = last > first
        persons = self.words.persons
        if joined and (
            _ends_with(before, persons["civil"])
            or _ends_with(before, persons["naming"])
            or (is_full and _ends_with(before, persons["harm"]))
        ):
            return True
        end = self.tokens[last].end
        age = _AGE.match(self.text, end)
        if age is not None and int(age.group(1)) <= OLDEST:
            return True
        if _APPOSITION.match(self.text, end) and self._says(after[:4], end, "civil"):
            return True
        return is_full and self._is_harmed(after, end)

    def _is_harmed(self, after: list[Token], end: int) -> bool:
        """Return whether "was killed", "died", "had been detained" follow a full name."""
        words = after[:4]
        helpers = []
        while words and words[0].low in _HELPERS:
            helpers.append(words[0].low)
            words = words[1:]
        if not words or (words[0].low,) not in self.words.persons["harm"]:
            return False
        is_told = words[0].low in _ALONE or not _PASSIVE.isdisjoint(helpers)
        return is_told and _WORDS.fullmatch(self.text, end, words[0].start) is not None

    def _says(self, tokens: list[Token], end: int, sort: str) -> bool:
        """Return whether a phrase of a sort stands in the words, in the same sentence."""
        kept = [
            token for token in tokens
            if not _SENTENCE_END.search(self.text, end, token.start)
        ]  # fmt: skip
        phrases = self.words.persons[sort]
        return any(is_phrase(kept, at, phrases) for at in range(len(kept)))

    def _is_public(self, first: int, last: int) -> bool:
        """Return whether an office stands with the name here or elsewhere in the text."""
        age = _AGE.match(self.text, self.tokens[last].end)
        if age is not None and int(age.group(1)) < OF_AGE:
            return False
        names = {t.low for t in self.tokens[first : last + 1]}
        return any(names <= known for known in self.public) or self._holds_office(
            first, last
        )

    def _holds_office(self, first: int, last: int) -> bool:
        """Return whether an office stands before, behind or within the name."""
        start, end = self.tokens[first].start, self.tokens[last].end
        offices = self.words.persons["office"]
        near = self.tokens[max(0, first - 3) : first]
        near = [
            t for t in near if not _BREAK.search(_without_stops(self.text[t.end : start]))
        ]
        near += self.tokens[first : last + 1]
        if any(is_phrase(near, at, offices) for at in range(len(near))):
            return True
        following = self.tokens[last + 1 : last + 1 + REACH]
        if _APPOSITION.match(self.text, end):
            return self._says(following, end, "office")
        # Text that lost its commas: "X head of the council", "X the governor".
        size = 4 if following and following[0].low in ("the", "a", "an", "one") else 1
        return self.text[end : end + 1] == " " and self._says(
            following[:size], end, "office"
        )

    def _listed(self, private: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return names that a list goes on with: "killed A B, C D and E F"."""
        runs = {first: (first, last) for first, last in self.runs}
        found, waiting, seen = [], list(private), set(private)
        while waiting:
            _, last = waiting.pop()
            at = last + 1
            while at < len(self.tokens) and (
                self.tokens[at].low in ("and", "or") or self.tokens[at].raw.isdigit()
            ):
                at += 1
            run = runs.get(at)
            if run is None or run in seen or run[0] == run[1]:
                continue
            between = self.text[self.tokens[last].end : self.tokens[at].start]
            if _LIST.fullmatch(between) and not self._is_public(*run):
                found.append(run)
                waiting.append(run)
                seen.add(run)
        return found

    def _again(self, spans: list[Span]) -> list[Span]:
        """Return where the names, or their last words, stand elsewhere in the text."""
        fulls: set[Phrase] = set()
        for span in spans:
            low = tuple(t.low for t in _tokens_in(self.tokens, span))
            if low:
                fulls.add(low)
                if len(low) > 1 and len(low[-1]) > 3:
                    fulls.add(low[-1:])
        public = {low for names in self.public for low in names}
        firsts = {full[0] for full in fulls}
        found = []
        for at, token in enumerate(self.tokens):
            if token.low in firsts and token.is_capital:
                found += self._name_at(at, fulls, public)
        return found

    def _name_at(self, at: int, fulls: Collection[Phrase], public: set[str]) -> list[Span]:
        """Return the longest of the names that stands at a word, in a list or none."""
        for size in range(LONGEST_NAME, 0, -1):
            run = self.tokens[at : at + size]
            if len(run) < size or tuple(t.low for t in run) not in fulls:
                continue
            span = Span(run[0].start, run[-1].end)
            is_other = size == 1 and run[0].low in public
            is_other = is_other or any(span.overlaps(taken) for taken in self.known.taken)
            return [] if is_other else [self._whole(at, at + size - 1)]
        return []

    def _whole(self, first: int, last: int) -> Span:
        """Return the name that a last name belongs to here ("Orla M. Weir" for "Weir")."""
        for start, end in self.runs:
            if start <= first and last <= end:
                first, last = start, end
        return Span(self.tokens[first].start, self.tokens[last].end)


def _ends_with(tokens: list[Token], phrases: Collection[Phrase]) -> bool:
    lows = tuple(token.low for token in tokens)
    if len(lows) > 1 and lows[-1] in ("was", "were"):  # "killed were X and Y"
        lows = lows[:-1]
    if lows and (old := _YEARS_OLD.fullmatch(lows[-1])) is not None:
        return int(old.group(1) or 0) <= OLDEST
    return any(lows[-size:] in phrases for size in (1, 2, 3, 4) if len(lows) >= size)


def _without_stops(words: str) -> str:
    """Return words without the full stops of abbreviations ("Gen. Maj. ")."""
    return _SHORT.sub(" ", words)


def _tokens_in(tokens: list[Token], span: Span) -> list[Token]:
    return [t for t in tokens if span.start <= t.start and t.end <= span.end]
