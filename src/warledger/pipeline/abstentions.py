"""The codes of what is left empty or left out, and which code the words of a reason have.

A ledger keeps its reasons in words. Here every word of abstaining that a stage can say has
a code with one meaning and an example of ours; docs/reasons.md lists them, and
tests/test_reasons.py holds the list against the source of the stages and against what a run
over the samples says. In `words` a "*" stands for what differs from case to case. Codes
without words are those of a bare emptiness: nothing was stored because there is nothing.

Knowingly missed: why no claim was made of a sentence that holds a word of an event is not
stored anywhere; `sentence-no-claim` says that much and no more.
"""

import re
from dataclasses import dataclass
from functools import cache

# Where the place was taken from, before what is known of it.
_CARRIED = re.compile(r"^(?:same passage as '.*?'|told by the .*? there)(?:; |$)")
UNCODED = "uncoded"


@dataclass(frozen=True, slots=True)
class Code:
    """One way of abstaining: where, the stored words, what it means, an example."""

    code: str
    field: str
    words: str
    means: str
    example: str


# fmt: off
CODES = (
    Code("place-not-in-gazetteer", "place",
         "no place of that name, nor of a like spelling in the story's countries",
         "the name was looked up and nothing bears it",
         "They shelled Quxvorad."),
    Code("place-unlisted", "place", "no gazetteer has the name",
         "the sentence treats a word as a place that no gazetteer has",
         "Fighting broke out in the village of Tel Marwa."),
    Code("place-not-where-told", "place",
         "none of * places of that name lies where the text puts it",
         "namesakes exist, none of them in the area that the text names",
         "Springfield in the Donetsk region"),
    Code("place-area-unknown", "place", "the area that the text puts it in is not known",
         "the text names the area it lies in, and the area itself could not be placed",
         "Mar'at in the Lower Quxvor district"),
    Code("place-outside-story", "place", "* lies in *, outside the story",
         "the only bearer of the name lies in a country that the report is not about",
         "a report on Sudan that names a man called Melle"),
    Code("place-far-from-story", "place", "* bears a like name and lies far from the story",
         "the bearer is of another kind or only spelt alike, and far from all else named",
         "the hill of Santa Rita, where Santa Rita is a far-off town"),
    Code("place-spelt-differently", "place",
         "* is spelt too differently and lies far from the story",
         "the nearest spelling is not near enough",
         "Hirdat, where the gazetteer has Herat"),
    Code("place-rivals", "place", "* places of that name fit equally well",
         "two places far apart fit as well; none is preferred",
         "two villages called Mykhailivka in one region"),
    Code("place-no-point", "place", "the gazetteer has no point for it",
         "it is known which place is meant, but not where its point lies",
         "a district for which the gazetteer has a name only"),
    Code("place-line", "place", "a * has no single point",
         "a road, river or border has no one point",
         "on the road between Kosti and Rabak"),
    Code("place-no-country-row", "place", "the gazetteer has no row for the country",
         "the people's country is known by code, its row is not there",
         "a demonym in a gazetteer without countries"),
    Code("place-none", "place", "neither the sentence nor its passage names a place",
         "the claim has no place",
         "Two guards were killed."),
    Code("date-not-happened", "date", "no day is told for what is *",
         "what is denied, expected or did not happen gets no day unless the words give one",
         "The mayor denied that the bridge was shelled."),
    Code("date-vague", "date", "'*' fixes no day",
         "the words set the event back, and to no day that they fix",
         "Rebels recently captured the town."),
    Code("date-earlier", "date", "'*' is an earlier one, of no day told",
         "an event told of beside the news, as one that was before",
         "A previous attack killed 12 people."),
    Code("date-habit", "date", "told of what somebody is known for, on no day told",
         "what a person used to do, or a group is blamed for, not one event of one day",
         "The commander led attacks on patrols."),
    Code("date-history", "date",
         "no day told, in a report of years before it was published",
         "a text full of years long past does not tell of the days before it was published",
         "Then the army took the fort. (a history of a war)"),
    Code("date-report-undated", "date",
         "the text names no day and the report's day is not known",
         "no day in the text, and none to count from",
         "A patrol was ambushed. (a report without a date)"),
    Code("date-of-denied", "date", "the day of the claim that is denied",
         "a rejection has the day of what it rejects, and that has none",
         "The claim is false, the ministry said."),
    Code("date-no-year", "date", "the text gives no year",
         "a day and month without a year, in a report without a day",
         "on 3 May"),
    Code("date-day-not-fixed", "date", "",
         "the words name a time that fixes no first and last day",
         "in the coming days"),
    Code("actor-not-in-lexicon", "actor", "named in the text, not in the lexicon",
         "the party is taken from the words; no lexicon entry, so no id and no side",
         "The Quxvor Brigade attacked."),
    Code("actor-structure", "actor", "a structure, not a party",
         "a thing was hit: it is the target and belongs to nobody as told",
         "Shells hit the power station."),
    Code("actor-refers-back", "actor", "'*' refers to the party that acted last",
         "a pronoun for a party that has no lexicon entry itself",
         "They then withdrew."),
    Code("actor-government", "actor", "'*' refers to *, which stands for its government",
         "a capital stands for a government that the lexicon has no entry for",
         "Its forces crossed the border. (its: the capital's)"),
    Code("actor-claims-it", "actor", "claims it as their own",
         "whoever claims responsibility has no lexicon entry",
         "The Sons of Quxvor claimed responsibility."),
    Code("actors-none", "actor", "nobody is told to act", "the claim has no actor",
         "The bridge was shelled."),
    Code("targets-none", "actor", "nobody is told to be acted on",
         "the claim has no target",
         "The army opened fire."),
    Code("figure-none", "figure", "no number is told", "the claim has no figure",
         "Shells fell on the port."),
    Code("figure-vague", "figure", "", "the words count without a number",
         "dozens of people"),
    Code("figure-retold", "figure", "the same people were counted before",
         "a count of people whom an earlier claim of the report counts already",
         "The two dead were teachers. (after: two people were killed)"),
    Code("speaker-own-voice", "speaker", "the outlet tells it in its own voice",
         "nobody is quoted for it",
         "Shells fell on the port."),
    Code("speaker-not-in-lexicon", "speaker", "",
         "whoever speaks is named or described, with no lexicon entry",
         "a shopkeeper said"),
    Code("plover-none", "plover", "PLOVER has no type for this kind of event",
         "the kind has no counterpart in PLOVER",
         "a kind without a counterpart there"),
    Code("report-undated", "report",
         "neither a field nor the text gives a day with its year",
         "no day of publication; relative days stay open",
         "a text that says 'on Monday' and no date"),
    Code("report-skipped-undated", "report", "not looked for in a skipped report",
         "a skipped report is not searched for its day", "any skipped report"),
    Code("report-no-words", "report", "text is *; there is nothing to read",
         "an input with no text to speak of", "an empty file"),
    Code("report-language", "report", "language is *; only * is read",
         "the text is of another language", "Le pont a été bombardé."),
    Code("report-too-long", "report",
         "text has * characters, more than the * of one report; split it",
         "longer than one report may be", "a book in one file"),
    Code("report-many-sentences", "report", "more than * sentences; split it",
         "more sentences than one report may have", "a telephone book"),
    Code("report-too-slow", "report",
         "took longer than * seconds; split it, or allow more",
         "it would hold up the others", "a text made to be slow"),
    Code("report-half-character", "report",
         "text has half a character at *; expected whole code points",
         "bytes that no UTF-8 file can hold", "a lone surrogate in JSON"),
    Code("report-fault", "report", "a fault of warledger's: *",
         "a bug of ours cost this report; the words say where", "none known"),
    Code("input-unreadable", "report", "",
         "the input gave no text; the words say what is wrong with it",
         "a damaged archive"),
    Code("sentence-no-trigger", "sentence", "sentences without a trigger",
         "no word in it evokes or denies an event; it is not parsed",
         "The weather was fine."),
    Code("sentence-no-conflict", "sentence",
         "sentences of a report without a word of war",
         "nothing in a longer report is of armed conflict; no sentence of it is parsed",
         "a season's football results"),
    Code("sentence-no-claim", "sentence", "",
         "it holds a word of an event, and no event is told by it",
         "The army was founded in 1950."),
    Code("row-misquoted", "row", "words are not the text at their span",
         "a cell that would not be the text at its span is left out: a bug, counted",
         "none known"),
    Code("row-disordered", "row", "bounds are out of order",
         "low, best and high out of order: a bug, counted", "none known"),
    Code("row-repeated", "row", "second claim on the same trigger",
         "one trigger, one claim: the second is left out", "none known"),
    Code("incident-place-none", "incident", "no claim names a place",
         "no claim of the incident has a place", "Two guards were killed."),
    Code("incident-place-unresolved", "incident", "",
         "the claims name a place, and none that has a point", "in Quxvorad"),
    Code("incident-date-none", "incident", "no claim fixes a day",
         "no claim of the incident has a day", "a report without a date"),
    Code("incident-sides-none", "incident", "no claim names a party that fights",
         "all claims name no party, or only civilians and things", "A market was hit."),
    Code("incident-side-acting-only", "incident", "only who acts is named*",
         "nobody is told to be acted on", "The army opened fire."),
    Code("incident-side-suffering-only", "incident", "only who is acted on is named*",
         "nobody is told to act", "The militia was attacked."),
    Code("incident-loss-vague", "incident", "",
         "a loss is told, and no account gives a number", "dozens of people"),
    Code("incident-no-best-number", "incident", "",
         "accounts differ or are bounds: no best number is made of them",
         "four, says one; six, says the other"),
)
# fmt: on


def code_of(field: str, reason: str | None) -> str:
    """Return the code of a reason for a field left empty; UNCODED where none fits."""
    words = _CARRIED.sub("", reason or "")
    parts = (words, *words.split("; "))
    for code, pattern in _patterns(field):
        if any(pattern.fullmatch(part) for part in parts):
            return code
    return UNCODED


def meaning_of(code: str) -> str:
    """Return what a code means, in words."""
    return next((known.means for known in CODES if known.code == code), "no code for it")


@cache
def _patterns(field: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (known.code, re.compile(re.escape(known.words).replace(r"\*", ".*"), re.DOTALL))
        for known in CODES
        if known.field == field and known.words
    )
