"""Find and normalise the times of a text: the one entry to this package.

Method: tokens get roles from the lexicon (`tokens`), a grammar over roles takes the
longest runs (`grammar`), and each is normalised in story order (`absolute`, `relative`,
`lengths`) against the anchor and the date told last (`story`), as HeidelTime does
(Strötgen & Gertz 2010) but with the kind of text decided from its own years. Output is
TIMEX3 with EDTF and days.

Knowingly missed: expressions that end in a clause ("two days after the bridge fell") keep
only their head; feasts that move; dates of other calendars, which are left out on
purpose.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from warledger.extract.times import absolute, lengths, relative, spans
from warledger.extract.times.accept import accepts
from warledger.extract.times.calendar import describe_precision, narrow
from warledger.extract.times.edtf import approximate, edtf_of_days, edtf_of_value
from warledger.extract.times.grammar import Phrase, find_phrases
from warledger.extract.times.meaning import (
    UP_TO_PUBLICATION,
    WEEKDAY_BEFORE,
    WRITTEN,
    Meaning,
    Setting,
    dated,
)
from warledger.extract.times.siblings import siblings
from warledger.extract.times.story import Story, is_history
from warledger.extract.times.tokens import tokenize
from warledger.lexicon.times import time_words
from warledger.model import Span, TimeMention, TimeType

# How many neighbours a sentence's other times are looked for among.
_TAIL = 6
# How far before the weekday its verb of speech may stand, in characters.
_SPEECH_REACH = 24
_SENTENCE_END = re.compile(r"[.!?]\s|\n")

_READERS: Mapping[str, Callable[[Setting], Meaning | None]] = {
    "date": absolute.read_date,
    "month_day": absolute.read_month_day,
    "holiday": absolute.read_holiday,
    "season": absolute.read_season,
    "quarter": absolute.read_quarter,
    "decade": absolute.read_decade,
    "century": absolute.read_century,
    "weekday": relative.read_weekday,
    "deictic": relative.read_deictic,
    "unit": relative.read_unit,
    "offset": spans.read_offset,
    "span": spans.read_span,
    "duration": lengths.read_duration,
    "set": lengths.read_set,
    "time": lengths.read_time,
    "daypart": lengths.read_daypart,
    "reference": lengths.read_reference,
    "moment": lengths.read_moment,
    "ordinal_day": lengths.read_ordinal_day,
}


def find_times(
    text: str, *, published: date | None, anchor: date | None = None, base: int = 0
) -> tuple[TimeMention, ...]:
    """Return the times of a text in text order; none overlap.

    `published` anchors "yesterday" and weekdays; a section with a day of its own gives it
    as `anchor`. With neither, such times have a value with X's and no days. `base` is
    added to every offset, for a text that is a stretch of a longer one.
    """
    day = anchor or published
    story = Story(day, is_history(text, day))
    tokens = tokenize(text, is_history=story.is_history)
    found: list[tuple[Span, Meaning, bool]] = []

    def accept(phrase: Phrase) -> bool:
        """Normalise at once: what has no meaning is no time, and a shorter match is
        tried."""
        setting = Setting(phrase, tokens, story, text)
        if (
            story.is_history
            and story.place >= 0
            and "\n" in text[story.place : setting.start]
        ):
            story.return_to_main()
        if not accepts(setting) or (found and setting.start < found[-1][0].end):
            return False
        meaning = _READERS[phrase.kind](setting)
        if meaning is None:
            return False
        _note(found, setting, meaning)
        return True

    for _ in find_phrases(tokens, accept):
        pass
    return tuple(
        _mention(span, _as_spoken(meaning, span, found, place, text), since, story, base)
        for place, (span, meaning, since) in enumerate(found)
    )


def _note(
    found: list[tuple[Span, Meaning, bool]], setting: Setting, meaning: Meaning
) -> None:
    """Keep a meaning, its siblings ("4 and 5 May") and the time of day just before it."""
    tokens, story = setting.phrase.tokens, setting.story
    span = Span(tokens[0].start, tokens[-1].end)
    if (
        found
        and meaning.type == TimeType.DATE
        and meaning.days
        and meaning.days[0] == meaning.days[1]
    ):
        _give_day(found, setting, meaning)
    since = setting.before() == "since"
    joined = [(other, sibling, False) for other, sibling in siblings(setting, meaning)]
    # A sibling stands at most a few times back; the list of a whole report is left alone.
    tail = [
        entry
        for entry in found[-_TAIL:]
        if not any(entry[0].overlaps(j[0]) for j in joined)
    ]
    found[-_TAIL:] = sorted(
        [*tail, (span, meaning, since), *joined], key=lambda entry: entry[0]
    )
    skipped = _is_aside(setting) if story.is_history else _is_dateline(setting, meaning)
    if meaning.is_told and not skipped:
        story.see(
            meaning.value,
            span.end,
            is_written=meaning.basis == WRITTEN,
            is_main=_is_main(setting),
        )


def _is_main(setting: Setting) -> bool:
    """Return whether a history goes back to a date: it opens a sentence, or is full."""
    phrase = setting.phrase
    return setting.opens_sentence() or (
        phrase.has("day", "ordinal") and phrase.has("year") and phrase.has("month")
    )


def _is_dateline(setting: Setting, meaning: Meaning) -> bool:
    """Return whether a date only repeats the day of publication, as headers do."""
    anchor = setting.story.anchor
    is_date = setting.phrase.kind == "date"
    return is_date and anchor is not None and meaning.value[:10] == anchor.isoformat()


def _is_aside(setting: Setting) -> bool:
    """Return whether a date only qualifies, so that the story does not move there.

    "(1953)", "since 1995", "until May 1978", "the 2003 invasion"; a month with its year in
    brackets ("(March 1951)") moves it.
    """
    phrase = setting.phrase
    if setting.before() in ("since", "until", "till", "effective"):
        return True
    if phrase.has("previous", "last", "ago", "earlier", "before"):
        return True
    if phrase.kind == "date" and not phrase.has("month", "bc"):
        if not setting.opens_sentence() and not _goes_on(setting):
            return True
        follower = setting.after()
        if (
            follower is not None
            and follower.role == "close"
            and setting.role_before() == "open"
        ):
            return True
        adjectival = (
            follower is not None and follower.role == "x" and setting.before() == "the"
        )
        if adjectival and not _goes_on(setting):
            return True
    return False


def _give_day(
    found: list[tuple[Span, Meaning, bool]], setting: Setting, meaning: Meaning
) -> None:
    """Date a time of day that stands right before its day: "at 5 am on 3 May", "dawn
    Friday"."""
    span, time, since = found[-1]
    between = setting.text[span.end : setting.start]
    if (
        time.type == TimeType.TIME
        and len(between) < 20
        and between.split(" ")[-2:-1] in (["on"], ["of"], ["time"], [","], [""])
    ):
        found[-1] = (
            span,
            dated(meaning.value + "T" + time.value.split("T", 1)[1], meaning.basis),
            since,
        )


def _goes_on(setting: Setting) -> bool:
    """Return whether a bare year in mid-sentence is where a story goes next, not a side
    look."""
    year, story = setting.phrase.get("year"), setting.story
    if year is None or story.year is None or story.month is None:
        return True
    return 0 <= int(year.value) - story.year <= 1


def _as_spoken(
    meaning: Meaning,
    span: Span,
    found: Sequence[tuple[Span, Meaning, bool]],
    place: int,
    text: str,
) -> Meaning:
    """Count "the past five days" from the day it was said: "…, he said on Monday".

    Only where the same sentence dates a verb of speech by a weekday, and publication was
    the base: the speaker's time and the report's are kept apart.
    """
    if meaning.basis != UP_TO_PUBLICATION or meaning.days is None:
        return meaning
    for other, said, _ in found[max(0, place - _TAIL) : place + _TAIL]:
        between = text[min(other.end, span.end) : max(other.start, span.start)]
        if (
            said.basis != WEEKDAY_BEFORE
            or said.days is None
            or _SENTENCE_END.search(between)
        ):
            continue
        words = text[max(0, other.start - _SPEECH_REACH) : other.start].lower().split()
        if not time_words().lists["speech"].isdisjoint(words):
            back = meaning.days[1] - said.days[1]
            days = meaning.days[0] - back, said.days[1]
            return replace(meaning, days=days, basis="up to the day it was said")
    return meaning


def _mention(
    span: Span, meaning: Meaning, since: bool, story: Story, base: int
) -> TimeMention:
    days, basis = meaning.days, meaning.basis
    if days is not None and meaning.third:
        days = narrow(days, meaning.third)
    edtf = (
        edtf_of_value(meaning.value)
        if meaning.type in (TimeType.DATE, TimeType.TIME)
        else None
    )
    if (
        since
        and days is not None
        and story.anchor is not None
        and not story.is_history
        and days[0] <= story.anchor
    ):
        days, basis = (days[0], story.anchor), f"{basis}; since then, up to publication"
    if days is not None and (edtf is None or meaning.third or since or "; up to" in basis):
        edtf = edtf_of_days(*days)
    if meaning.is_approximate:
        edtf = approximate(edtf)
    return TimeMention(
        Span(span.start + base, span.end + base),
        meaning.type,
        meaning.value,
        edtf,
        start=days[0] if days is not None else None,
        end=days[1] if days is not None else None,
        precision=describe_precision(*days) if days is not None else None,
        basis=basis,
    )
