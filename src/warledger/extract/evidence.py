"""Tell from characters alone which reports may be about armed conflict.

Most words that tell an event of war tell other things elsewhere: prices fell, a player was
left out, a storm hit. In a short text the word itself is all there is. In a longer one, war
leaves more: soldiers, shells, a siege, the name of an armed group. A report of some length
without any of it tells no event, and none of its sentences is parsed. What that loses is
measured (bench/skipping.py).
"""

import re
from collections.abc import Iterable

from warledger.lexicon.evidence import load_evidence
from warledger.model import ActorMention

# In fewer characters, a dozen lines, that nothing is said of war says little.
SHORT = 800
# ACLED: rebel groups and political militias, by name.
_ARMED = frozenset({2, 3})
_WORDS = re.compile(r"[^\W\d_]+")


def may_be_of_conflict(text: str, actors: Iterable[ActorMention]) -> bool:
    """Return whether the text is short, or names an armed group or a thing of war."""
    if len(text) < SHORT:
        return True
    if any(a.inter in _ARMED and not a.is_generic for a in actors):
        return True
    evidence, said = load_evidence(), text.lower()
    return not evidence.words.isdisjoint(_WORDS.findall(said)) or any(
        phrase in said for phrase in evidence.phrases
    )
