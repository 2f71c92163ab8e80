"""What a claim's trigger names: harm done to people, or a deed of its own.

Decides when the words that evoke two claims speak for or against one event: "raid" and
"raids" do, "evacuated" and "exploded" do not; "killed" and "wounded" name what any attack
does and say little. Method: the first letters of the trigger's words (truncation, the
plainest stemming: Porter 1980 compares), and a list of beginnings that name harm.

Knowingly missed: two words for one deed ("blast", "explosion"); those stay neutral.
"""

import re

# The deed of a claim that tells what came of an attack, not what it was.
HARM = "harm"
# Beginnings of words for death, wounds and losses. Written by us.
_HARMS = (
    "bod", "casu", "claim", "corps", "dead", "death", "died", "dies", "dying", "fatal",
    "inju", "kill", "left", "lives", "lose", "loss", "lost", "martyr", "murder", "perish",
    "slain", "slay", "toll", "victim", "wound",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_LENGTH = 5
_SHORTEST = 4


def find_deeds(trigger: str) -> tuple[str, ...]:
    """Return the stems of a trigger's words, or `HARM` alone where it opens with harm."""
    words = [word for word in _WORD.findall(trigger.casefold()) if len(word) >= _SHORTEST]
    if words and words[0].startswith(_HARMS):
        return (HARM,)
    return tuple(sorted({word[:_LENGTH] for word in words}))
