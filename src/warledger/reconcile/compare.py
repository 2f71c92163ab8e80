"""Whether two types of event can be one event, and what each comparison means in words.

The comparisons themselves run as one statement over all pairs of claims
(`store/queries/link_levels.sql`): each gives a named level, which `weights.toml` weighs.
Here is what that statement is given as data: which types of event are akin.

Method: ACLED codes by what was done, so one battle is told as a clash by one report, as
shelling by another and as the taking of a village by a third. Types are grouped; two of one
group, or of two groups that one event often has, are akin.
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

# Groups whose types one event often has at once, by what reports of one event call it.
_AKIN = (
    (*_FIGHTING, "Attack", "Shelling/artillery/missile attack"),
    (*_FIGHTING, "Non-violent transfer of territory", "Other"),
    (*_FIGHTING, *_BOMBS, "Attack"),
    (*_FROM_AFAR, "Attack"),
    (*_BOMBS, "Attack"),
    _ON_PEOPLE,
    _CROWDS,
    _DEALS,
    _SEIZURES,
)
_VIOLENT = frozenset((*_FIGHTING, *_FROM_AFAR, *_BOMBS, *_ON_PEOPLE, *_SPOILS))
TYPES = tuple(sorted({*_VIOLENT, *_CROWDS, *_DEALS, *_SEIZURES, *_SPOILS, *_REST}))


def compare_types(one: str, other: str) -> str:
    """Tell whether one event can have both types: the same, akin, two kinds of violence
    that may belong to one battle, or types that one event does not have.
    """
    if one == other:
        return "same"
    if any(one in group and other in group for group in _AKIN):
        return "akin"
    if one in _VIOLENT and other in _VIOLENT:
        return "violent"
    return "other"


def all_kin() -> Iterator[dict[str, object]]:
    """Yield every pair of types with its level, as rows for the comparing statement."""
    for one, other in product(TYPES, TYPES):
        yield {"one": one, "other": other, "level": compare_types(one, other)}
