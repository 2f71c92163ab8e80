"""The record that normalisers hand back, and what several of them need."""

from collections.abc import Sequence
from dataclasses import dataclass

from warledger.extract.times.calendar import Days, value_days
from warledger.extract.times.grammar import Phrase
from warledger.extract.times.story import Story
from warledger.extract.times.tokens import Token
from warledger.lexicon.times import time_words
from warledger.model import TimeType

UNKNOWN_DAY = "XXXX-XX-XX"
WRITTEN = "as written"
UP_TO_PUBLICATION = "up to publication"
WEEKDAY_BEFORE = "weekday before publication"
# How many tokens before an expression a cue of the future may stand.
_CUE_REACH = 6


_STOPS = frozenset({"stop", "break", "quote"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression says: TIMEX3 type and value, days where it fixes them, and why.

    `third` narrows the days ("START", "MID", "END"); `is_told` lets later expressions count
    from it; `basis` says in words how the days were got.
    """

    type: TimeType
    value: str
    basis: str
    days: Days | None = None
    third: str = ""
    is_told: bool = False
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A phrase among the tokens around it, and the story so far."""

    phrase: Phrase
    tokens: Sequence[Token]
    story: Story
    text: str

    def before(self, back: int = 1) -> str:
        """Return the lower-case word so many tokens before the phrase, empty where none."""
        place = self.phrase.first - back
        return self.tokens[place].lower if place >= 0 else ""

    def role_before(self) -> str:
        """Return the role of the token before the phrase."""
        return self.tokens[self.phrase.first - 1].role if self.phrase.first else "x"

    def after(self, ahead: int = 1) -> Token | None:
        """Return the token so many places after the phrase, None at the end."""
        place = self.phrase.first + len(self.phrase.tokens) + ahead - 1
        return self.tokens[place] if place < len(self.tokens) else None

    @property
    def start(self) -> int:
        """Where the phrase begins in the text."""
        return self.phrase.tokens[0].start

    def is_ahead(self) -> bool:
        """Return whether a cue of the future stands shortly before, in the same clause."""
        cues = time_words().lists["ahead"]
        for token in reversed(
            self.tokens[max(0, self.phrase.first - _CUE_REACH) : self.phrase.first]
        ):
            if token.role in ("stop", "comma", "break", "mark"):
                return False
            if token.lower in cues and token.role != "month":
                return True
        return False

    def is_shouted(self, token: Token) -> bool:
        """Return whether a word is all capitals, so that its capital tells nothing."""
        return token.end - token.start > 1 and self.text[token.start : token.end].isupper()

    def opens_sentence(self) -> bool:
        """Return whether at most a preposition stands between the phrase and the last
        stop."""
        place = self.phrase.first - 1
        if place >= 0 and self.tokens[place].role not in _STOPS:
            place -= 1
        return place < 0 or self.tokens[place].role in _STOPS

    def is_near(self) -> bool:
        """Return whether the date told last stands in the same paragraph."""
        return self._breaks_since_told() == 0

    def is_close(self) -> bool:
        """Return whether it stands in the same paragraph or in the one before."""
        return self._breaks_since_told() in (0, 1)

    def _breaks_since_told(self) -> int | None:
        place = self.story.place
        return None if place < 0 else self.text.count("\n\n", place, self.start)


def dated(
    value: str, basis: str, *, third: str = "", is_approximate: bool = False
) -> Meaning:
    """Return the meaning of a DATE or TIME value with the days that the value itself
    fixes."""
    kind = TimeType.TIME if "T" in value and not value.endswith("REF") else TimeType.DATE
    days = value_days(value)
    return Meaning(
        kind, value, basis, days, third, is_told=True, is_approximate=is_approximate
    )


def undated(value: str, basis: str, kind: TimeType = TimeType.DATE) -> Meaning:
    """Return the meaning of an expression that fixes no day."""
    return Meaning(kind, value, basis)


def third_of(phrase: Phrase) -> str:
    """Return how "early", "mid-" or "the end of" narrows the phrase, empty where nothing
    does."""
    token = phrase.get("early", "part", "latter")
    return token.value if token is not None else ""


def count_of(phrase: Phrase) -> float | None:
    """Return the number in a phrase, None for "few" and "several"; "a" counts one."""
    number = phrase.get("numeral", "number", "day", "year")
    half = 0.5 if phrase.has("half") else 0.0
    if number is not None:
        return float(number.value) + half
    few = phrase.get("few")
    if few is not None:
        return 2.0 if few.lower == "couple" else None
    if half and not phrase.has("and"):
        return half
    return 1.0 + half


def length_value(count: float | None, unit: str) -> str:
    """Return a TIMEX3 length: "P3D", "PT2H", "PXW", "P20Y" for two decades."""
    prefix, letter, factor = "P", unit, 1
    if unit.startswith("T"):
        prefix, letter = "PT", unit[1:]
    elif unit[0].isdigit():
        factor, letter = int(unit[:-1]), unit[-1]
    if count is None:
        return (
            f"{prefix}X{letter}"
            if factor == 1
            else f"PX{ {10: 'DE', 100: 'CE', 2: 'W'}[factor] }"
        )
    size = count * factor
    if size == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    written = str(int(size)) if size == int(size) else str(size)
    return f"{prefix}{written}{letter}"


_HALVES = {"TH": "PT30M", "Y": "P6M", "D": "PT12H", "TM": "PT30S"}
