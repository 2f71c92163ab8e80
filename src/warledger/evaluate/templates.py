"""Turn claims into the incident templates of MUC-4, to be scored against its answer keys.

One incident of a report is one template, filled from that report's claims. Sundheim 1992
(Proceedings of MUC-4) has the slots and what counts: violent acts against somebody who is
not fighting, done, going on, reported, attempted or threatened; not battles of armies.
A party that is a kind of person ("gunmen") or a person is PerpInd, an organisation is
PerpOrg; who suffers is Victim, a thing that is hit is Target.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from warledger.lexicon.templates import load_template_words
from warledger.lexicon.weapons import load_weapons

Claim = Mapping[str, Any]  # JSON of the contract, read at the rim
Template = Mapping[str, Any]

TOLD = frozenset({"occurred", "ongoing", "unconfirmed"})
BOMBING = frozenset({"Remote explosive/landmine/IED", "Suicide bomb", "Grenade"})
ATTACK = frozenset(
    {"Attack", "Armed clash", "Shelling/artillery/missile attack", "Air/drone strike",
     "Mob violence", "Chemical weapon", "Sexual violence", "Violent demonstration",
     "Excessive force against protesters"}
)  # fmt: skip
KIDNAPPING = "Abduction/forced disappearance"
LOOTING = "Looting/property destruction"
CLASH = "Armed clash"
EXPLODES = frozenset({"ied", "suicide", "grenade"})
SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")


def make_templates(
    claims: Iterable[Claim], incidents: Iterable[Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    """Yield `{"report", "templates"}` for each report; claims come report by report."""
    incident_of: dict[str, str] = {
        name: row["incident_id"] for row in incidents for name in row["claims"]
    }
    for report, told in groupby(claims, key=lambda claim: claim["report"]):
        groups: dict[str, list[Claim]] = {}
        for claim in told:
            name: str = claim["claim_id"]
            key = incident_of.get(name, name)
            groups.setdefault(key, []).append(claim)
        found = [_template(group) for group in groups.values()]
        yield {"report": report, "templates": [one for one in found if one is not None]}


def _template(claims: Sequence[Claim]) -> Template | None:
    """Return an incident's template as one report tells it, None for no such act."""
    acts = [claim for claim in claims if claim["status"] in TOLD and _type_of(claim)]
    acts = [
        claim for claim in acts if claim["sub_event_type"] != CLASH or _is_on_unarmed(claim)
    ]
    if not acts:
        return None
    slots: dict[str, list[str]] = {slot: [] for slot in SLOTS}
    for claim in acts:
        for actor in claim["actors"]:
            people, body = _perpetrator(actor)
            slots["PerpInd"] += people
            slots["PerpOrg"] += body
        for target in claim["targets"]:
            slots["Victim"].append(target["mention"])
        slots["Target"] += [
            figure["item"]
            for figure in claim["figures"]
            if figure["measure"] == "destroyed" and figure["item"]
        ]
        slots["Weapon"] += [word for word, _ in _weapons(claim)]
    kinds = [_type_of(claim) for claim in acts]
    kind = next((k for k in kinds if k != "attack"), "attack")
    return {"incident_type": kind, **{slot: _once(words) for slot, words in slots.items()}}


def _type_of(claim: Claim) -> str | None:
    """Return the kind of act in MUC-4's terms, None for what it does not count."""
    kind, quote = claim["sub_event_type"], claim["quote"]
    if kind in BOMBING:
        return "bombing"
    if kind == KIDNAPPING:
        return "kidnapping"
    if kind == LOOTING:
        if load_template_words().burnt.search(quote):
            return "arson"
        return "robbery" if load_template_words().stolen.search(quote) else "attack"
    if kind in ATTACK:
        return "bombing" if any(k in EXPLODES for _, k in _weapons(claim)) else "attack"
    return None


def _is_on_unarmed(claim: Claim) -> bool:
    return any(_is_unarmed(target) for target in claim["targets"])


def _is_unarmed(target: Mapping[str, Any]) -> bool:
    kind, _, name = (target["id"] or "").partition(":")
    return kind == "person" or (
        kind == "generic" and name not in load_template_words().fighting
    )


def _is_people(actor: Mapping[str, Any]) -> bool:
    """Return whether the party is a person or a kind of people, no organisation."""
    kind, _, name = (actor["id"] or "").partition(":")
    return kind in ("person", "", "generic") and name not in ("police", "military", "army")


def _perpetrator(actor: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the people and the organisation that a mention names ("FMLN guerrillas")."""
    if _is_people(actor):
        return [actor["mention"]], []
    if actor["mention"].split()[-1].lower() in load_template_words().people:
        return [actor["mention"]], [actor["name"]]
    return [], [actor["mention"]]


def _weapons(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the weapons that the quote names, with the kind of event that each makes."""
    known = load_weapons().by_form
    words = re.findall(r"[\w-]+", claim["quote"])
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            name = " ".join(words[at : at + length])
            weapon = known.get(name.lower())
            if weapon is not None:
                yield name, weapon.kind_id
                break
        at += length if weapon is not None else 1


def _once(words: Sequence[str]) -> list[str]:
    return list({" ".join(word.lower().split()): word for word in words}.values())
