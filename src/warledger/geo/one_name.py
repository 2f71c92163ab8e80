"""Read two names side by side as one, where they were cut apart: "Sayed Abad district".

A name of two words is cut where its first word is known otherwise (a given name, a small
town). Two accepted names with nothing but a space between are one name, if not both are
towns of a gazetteer. Texts without a single comma are left alone: theirs were taken out,
and two names side by side may be a list.
"""

from collections.abc import Sequence
from dataclasses import replace

from warledger.geo.chunks import What
from warledger.geo.surroundings import Verdict
from warledger.geo.tokens import Word

# "Rasm al-Abd": longer runs are lists or lines of a headline.
MOST_WORDS = 3


def in_one_name(
    accepted: Sequence[Verdict], words: Sequence[Word], text: str
) -> list[Verdict]:
    """Return the verdicts with such pairs made one, of no known place."""
    found: list[Verdict] = []
    has_commas = "," in text
    for verdict in accepted:
        before = found[-1] if found else None
        if before is not None and has_commas and _is_pair(before, verdict, words, text):
            _join(before, verdict)
        else:
            found.append(verdict)
    return found


def _is_pair(one: Verdict, other: Verdict, words: Sequence[Word], text: str) -> bool:
    first, second = one.chunk, other.chunk
    if first.last != second.first or second.last - first.first > MOST_WORDS:
        return False
    if text[first.end : second.start] != " " or words[second.first].opens_sentence:
        return False
    follows = second.last < len(words) and words[second.last - 1].joins_next
    if follows and words[second.last].is_capital:
        return False  # a longer run
    both_known = first.what is What.KNOWN and second.what is What.KNOWN
    return not both_known and one.kind in (None, other.kind)


def _join(one: Verdict, other: Verdict) -> None:
    """Stretch the first verdict over the second: later steps know verdicts by identity."""
    first, second = one.chunk, other.chunk
    one.chunk = replace(
        first,
        what=What.UNKNOWN,
        last=second.last,
        key=f"{first.key} {second.key}",
        end=second.end,
        is_doubtful=False,
    )
    one.end, one.kind, one.is_introduced = other.end, other.kind, True
