"""Whether two types of event can be one event, and what each comparison means in words.

The comparisons themselves run as one statement over all pairs of claims
(`store/queries/link_near.sql`, `link_levels.sql`): each gives a named level, which
`weights.toml` weighs.
Here is what that statement is given as data: which types of event are akin.

Method: ACLED codes by what was done, so one battle is told as a clash by one report, as
shelling by another and as the taking of a village by a third. Types are in families;
"armed clash" and "attack" are also what extraction calls dead and wounded whose cause it
does not know, so they go with most. Each kind of pair is a level whose weight is learnt.
"""

from collections.abc import Iterator
from itertools import product

_FIGHTING = (
    "Armed clash",
    "Government regains territory",
    "Non-state actor overtakes territory",
)
_FROM_AFAR = (
    "Shelling/artillery/missile attack",
    "Air/drone strike",
    "Chemical weapon",
)
_BOMBS = ("Suicide bomb", "Remote explosive/landmine/IED", "Grenade")
_ON_PEOPLE = (
    "Attack",
    "Sexual violence",
    "Abduction/forced disappearance",
    "Excessive force against protesters",
)
_CROWDS = (
    "Peaceful protest",
    "Protest with intervention",
    "Excessive force against protesters",
    "Violent demonstration",
    "Mob violence",
)
_DEALS = (
    "Agreement",
    "Non-violent transfer of territory",
    "Change to group/activity",
    "Headquarters or base established",
)
_SEIZURES = ("Arrests", "Abduction/forced disappearance", "Disrupted weapons use")
_SPOILS = ("Looting/property destruction",)
_REST = ("Other",)

# What extraction calls violence whose means the text leaves open.
_OPEN = ("Attack", "Armed clash")
_TAKEN = (
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Non-violent transfer of territory",
)
# Types that say too little to speak for one event by being the same.
_VAGUE = ("Other", "Change to group/activity", "Agreement")
# One type twice: the level it gets, where that is not plainly `same`.
_ALIKE = (("same_open", _OPEN), ("same_vague", _VAGUE), ("same_taken", _TAKEN))
# Two types of one family: the level they get.
_FAMILIES = (
    ("afar", _FROM_AFAR),
    ("bombs", _BOMBS),
    ("taken", _TAKEN),
    ("open", _OPEN),
    ("akin", _ON_PEOPLE),
    ("akin", _CROWDS),
    ("akin", _DEALS),
    ("akin", _SEIZURES),
)
# A type that leaves the means open beside one of these families.
_BESIDE_OPEN = (
    ("open_afar", _FROM_AFAR),
    ("open_bomb", _BOMBS),
    ("open_taken", _TAKEN),
)
TYPES = tuple(
    sorted({*_FIGHTING, *_FROM_AFAR, *_BOMBS, *_ON_PEOPLE, *_CROWDS, *_DEALS, *_SEIZURES,
            *_SPOILS, *_REST})
)  # fmt: skip
# Pairs that one event does not have: held apart within a group too (reconcile/cluster).
UNLIKE = "other"


def compare_types(one: str, other: str) -> str:
    """Tell whether one event can have both types: the level of aspect `type`.

    `same` or its kin in _ALIKE for one type; a family's name for two of it; the names of
    _BESIDE_OPEN; `mixed` for a bomb and a strike; else `other`.
    """
    if one == other:
        return next((name for name, types in _ALIKE if one in types), "same")
    for name, family in _FAMILIES:
        if one in family and other in family:
            return name
    for name, family in _BESIDE_OPEN:
        if (one in _OPEN and other in family) or (other in _OPEN and one in family):
            return name
    if (
        {one in _BOMBS, other in _BOMBS}
        == {one in _FROM_AFAR, other in _FROM_AFAR}
        == {
            True,
            False,
        }
    ):
        return "mixed"
    return UNLIKE


def all_kin() -> Iterator[dict[str, object]]:
    """Yield every pair of types with its level, as rows for the comparing statement."""
    for one, other in product(TYPES, TYPES):
        yield {"one": one, "other": other, "level": compare_types(one, other)}
