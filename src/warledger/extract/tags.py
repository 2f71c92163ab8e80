"""Where a sentence lost the comma before "…, the ministry said".

Some outlets and some copies of news texts drop commas, and a parser then reads the
speaker as the object or the victim of the clause before ("killed 18 people state media
reported"). The words alone show such a tag: a known speaker directly before a finite verb
of speech, or after it at the end of the sentence, with a clause that tells an event
before it and no complement behind it. The parser is handed a comma there; the text itself
stays as it is.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from warledger.lexicon.cues import load_cues
from warledger.lexicon.events import load_events
from warledger.lexicon.numbers import parse_number

# Acts whose verbs stand in tags.
TAGGING = frozenset({"say", "confirm", "warn", "claim_responsibility"})
# Words that may belong to the speaker's noun phrase, before its name.
OPENING = frozenset(
    {"a", "an", "the", "his", "its", "their", "local", "several", "some", "one", "two"}
)
OPENING |= {
    "state",
    "official",
    "opposition",
    "senior",
    "another",
    "other",
    "british-based",
}
# A tag follows none of these: they open the clause that the verb of speech belongs to.
JOINING = frozenset(
    {
        "and",
        "but",
        "or",
        "while",
        "as",
        "that",
        "when",
        "which",
        "who",
        "because",
        "after",
        "before",
    }
    | {
        "if",
        "where",
        "although",
        "though",
        "since",
        "by",
        "of",
        "to",
        "in",
        "from",
        "with",
        "for",
    }
    | {
        "at",
        "on",
        "however",
        "also",
        "later",
        "earlier",
        "meanwhile",
        "said",
        "told",
        "was",
        "were",
    }
)
# What may follow a tag: nothing, a time, a place, an addressee, or a further circumstance.
FOLLOWING = frozenset(
    {
        ".",
        ",",
        ";",
        '"',
        "”",
        "on",
        "in",
        "at",
        "as",
        "while",
        "when",
        "adding",
        "late",
        "earlier",
    }
    | {"yesterday", "today", "to", "after", "and", "during", "without", "citing", "quoting"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
# What became of the people that a headline counts.
CASUALTY = frozenset(
    {"killed", "dead", "wounded", "injured", "hurt", "missing", "captured"}
)
# At most so many tokens follow a speaker that closes the sentence.
TAIL = 4


@cache
def _tag_verbs() -> frozenset[str]:
    """Return the finite forms of verbs of speech that stand in tags."""
    return frozenset(
        form
        for form, cues in load_cues().by_form.items()
        if not form.endswith("ing")
        and any(c.pos == "verb" and c.act in TAGGING and not c.phrase for c in cues)
    )


def _tells_event(words: Sequence[str]) -> bool:
    forms = load_events().by_form
    return any(word.lower() in forms for word in words)


def _speaker_start(words: Sequence[str], last: int) -> int:
    """Return where the noun phrase that ends at `last` begins."""
    first = last
    while first > 0 and words[first - 1].lower() in OPENING:
        first -= 1
    return first


def _opens_tag(words: Sequence[str], first: int) -> bool:
    """Return whether a comma may be missing before the token."""
    if first < 3:
        return False
    before = words[first - 1]
    return before[-1:].isalnum() and before.lower() not in JOINING


def casualty_breaks(words: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the tokens before which headlines drop a comma.

    In "6 citizens killed 22 injured" the 22 are the injured.
    """
    for number in range(1, len(words) - 1):
        before, word, after = (w.lower() for w in words[number - 1 : number + 2])
        if before in CASUALTY and after in CASUALTY and parse_number(word) is not None:
            yield number


def tag_breaks(words: Sequence[str], speakers: Collection[int]) -> Iterator[int]:
    """Yield the numbers of the tokens before which a tag's comma is missing.

    `speakers` are the numbers of tokens that name somebody who may speak.
    """
    for number, word in enumerate(words):
        if word.lower() not in _tag_verbs():
            continue
        after = words[number + 1].lower() if number + 1 < len(words) else "."
        if number - 1 in speakers and (after in FOLLOWING or word.lower() == "told"):
            first = _speaker_start(words, number - 1)
            if _opens_tag(words, first) and _tells_event(words[:first]):
                yield first
            continue
        named = next((k for k in (number + 1, number + 2) if k in speakers), None)
        if named is None or len(words) - named > TAIL or not _opens_tag(words, number):
            continue
        if (named == number + 1 or after in OPENING) and _tells_event(words[:number]):
            yield number
