"""Which entries of the shipped lexicons stand behind a word: file, number, what they say.

A claim keeps its trigger's words and not the entry; here the entries are looked up again
by the words. Where several have the word (a verb and a noun, "take" with different objects)
and the claim does not tell which one it was, all of them are named.
"""

from collections.abc import Iterator
from functools import cache

from warledger.lexicon.actors import ActorLexicon
from warledger.lexicon.cues import load_cues
from warledger.lexicon.events import Trigger, load_events
from warledger.lexicon.modality import load_modality
from warledger.lexicon.toml import entries, lexicon_file, lexicon_files


def trigger_entries(words: str, event_type: str, sub_event_type: str) -> tuple[str, ...]:
    """Return the entries that the trigger's words can be, those of the claim's type first.

    A vague word ("attack") has another type than what weapon or party made of it.
    """
    forms = load_events().by_form
    key = " ".join(words.lower().split())
    found = forms.get(key) or forms.get(key.split(" ")[-1]) or ()
    found = found or tuple(t for part in key.split("-") for t in forms.get(part, ()))
    fit = tuple(t for t in found if _is_of(t, event_type, sub_event_type)) or found
    return tuple(dict.fromkeys(map(_trigger, fit)))


def _is_of(trigger: Trigger, event_type: str, sub_event_type: str) -> bool:
    kind = trigger.kind
    names = (kind.sub_event_type, kind.nonstate_sub_event_type)
    return kind.event_type == event_type and sub_event_type in names


def _trigger(trigger: Trigger) -> str:
    phrase = f" + '{' '.join(trigger.phrase)}'" if trigger.phrase else ""
    where = _triggers().get(_key(trigger), "the event lexicon")
    vague = ", a vague word: weapon or party decide" if trigger.kind.is_vague else ""
    return (
        f"the {trigger.pos} '{trigger.lemma}'{phrase} ({where}) tells of "
        f"'{trigger.kind.kind_id}'{vague}"
    )


def _key(trigger: Trigger) -> tuple[str, str, str, str]:
    return trigger.lemma, trigger.pos, trigger.kind.kind_id, " ".join(trigger.phrase)


@cache
def _triggers() -> dict[tuple[str, str, str, str], str]:
    found: dict[tuple[str, str, str, str], str] = {}
    for path in lexicon_files("events"):
        for where, entry in entries(path, "trigger"):
            phrase = " ".join(str(entry.get("phrase", "")).split())
            key = (str(entry["lemma"]), str(entry["pos"]), str(entry["kind"]), phrase)
            found.setdefault(key, f"events/{where}")
    return found


def cue_entries(cue: str) -> Iterator[str]:
    """Yield the entries of a word of speech or evidence: its act and its commitment."""
    cues = load_cues()
    key = " ".join(cue.lower().split())
    found = cues.by_form.get(key) or cues.by_form.get(key.split(" ")[0]) or ()
    preposition = cues.prepositions.get(key)
    for known in (*found, *((preposition,) if preposition is not None else ())):
        phrase = f" + '{' '.join(known.phrase)}'" if known.phrase else ""
        where = _cues().get((known.lemma, known.pos, " ".join(known.phrase)), "cues.toml")
        yield (
            f"the {known.pos} '{known.lemma}'{phrase} ({where}) is an act of "
            f"'{known.act}'; who speaks stands behind it as {known.factuality.value}"
        )


@cache
def _cues() -> dict[tuple[str, str, str], str]:
    return {
        (str(entry["lemma"]), str(entry["pos"]), str(entry.get("phrase", ""))): where
        for where, entry in entries(lexicon_file("cues.toml"), "cue")
    }


def modality_entries(reason: str) -> Iterator[str]:
    """Yield the entries of the phrases that a status names between quotes."""
    quoted = reason.partition("'")[2].rpartition("'")[0]
    for number, known in enumerate(load_modality(), start=1):
        if " ".join(known.phrase) == quoted.lower():
            yield (
                f"'{quoted}' (modality.toml, phrase {number}) is {known.effect.value}: "
                f"{known.status.value}, {known.factuality.value}"
            )


def actor_entry(actor_id: str | None, lexicon: ActorLexicon) -> str | None:
    """Return the entry of a party's id, or how an id without one was made."""
    if actor_id is None:
        return None
    actor = lexicon.actors.get(actor_id)
    if actor is not None:
        return f"{actor.where}; source: {actor.source}"
    outlet = lexicon.outlets.get(actor_id.removeprefix("outlet:"))
    if outlet is not None:
        return f"{outlet.where}; source: {outlet.source}"
    made = {
        "force": "a country's name or demonym and a noun for its forces",
        "generic": "a noun that names nobody in particular",
        "group": "the form of the name: it is built as names of armed groups are",
        "person": "a person's name",
        "country": "the name of a country",
        "people": "the name of a people",
    }
    how = made.get(actor_id.partition(":")[0])
    return None if how is None else f"no entry; by pattern: {how}"
