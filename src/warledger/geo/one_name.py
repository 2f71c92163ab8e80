"""Read two names side by side as one, where they were cut apart: "Sayed Abad district".

A name of two words is cut where its first word is known otherwise (a given name, a small
town). Two accepted names with nothing but a space between are one name, if not both are
towns of a gazetteer; two small ones before "district" or "village" are one as well. What
is one name once is one wherever the same words stand. Texts without a single comma are left
alone: theirs were taken out, and two names side by side may be a list.
"""

from collections.abc import Sequence
from dataclasses import replace

from warledger.geo.chunks import What
from warledger.geo.surroundings import Surroundings, Verdict
from warledger.geo.tokens import Word

# "Rasm al-Abd": longer runs are lists or lines of a headline.
MOST_WORDS = 3
_WITH_NOUN = frozenset({"district", "village", "town", "neighbourhood"})


def in_one_name(
    accepted: Sequence[Verdict], words: Sequence[Word], text: str, around: Surroundings
) -> list[Verdict]:
    """Return the verdicts with such pairs made one, of no known place."""
    if "," not in text:
        return list(accepted)
    found: list[Verdict] = []
    joined: set[str] = set()
    for verdict in accepted:
        before = found[-1] if found else None
        if before is not None and _is_pair(before, verdict, words, text, around):
            _join(before, verdict)
            joined.add(before.chunk.key)
        else:
            found.append(verdict)
    for verdict in found if joined else ():
        _stretch(verdict, joined, words)
    return found


def _stretch(verdict: Verdict, joined: set[str], words: Sequence[Word]) -> None:
    """Let a name cover the words that were joined to it elsewhere in the text."""
    first = verdict.chunk.first
    for last in range(verdict.chunk.last + 1, first + MOST_WORDS + 1):
        piece = words[first:last]
        if len(piece) == last - first and " ".join(w.key for w in piece) in joined:
            verdict.end = piece[-1].end
            verdict.chunk = replace(
                verdict.chunk,
                what=What.UNKNOWN,
                last=last,
                key=" ".join(w.key for w in piece),
                end=piece[-1].end,
                is_doubtful=False,
            )
            return


def _is_pair(
    one: Verdict,
    other: Verdict,
    words: Sequence[Word],
    text: str,
    around: Surroundings,
) -> bool:
    first, second = one.chunk, other.chunk
    if first.last != second.first or second.last - first.first > MOST_WORDS:
        return False
    if text[first.end : second.start] != " " or words[second.first].opens_sentence:
        return False
    follows = second.last < len(words) and words[second.last - 1].joins_next
    if follows and words[second.last].is_capital:
        return False  # a longer run
    if one.kind not in (None, other.kind):
        return False
    if first.what is not What.KNOWN or second.what is not What.KNOWN:
        return True
    is_small = not around.is_major(first) and not around.is_major(second)
    return is_small and around.next_kind(second) in _WITH_NOUN


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
