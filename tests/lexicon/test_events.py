"""The event lexicon holds together: examples show their words, no entry is there twice."""

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from warledger.errors import ResourceError
from warledger.lexicon.events import Trigger, load_events
from warledger.lexicon.toml import entries, lexicon_files

ACLED_SUB_EVENTS = frozenset(
    {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"}
    | {"Chemical weapon", "Air/drone strike", "Suicide bomb", "Grenade", "Sexual violence"}
    | {"Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Attack"}
    | {"Abduction/forced disappearance", "Peaceful protest", "Protest with intervention"}
    | {"Excessive force against protesters", "Violent demonstration", "Mob violence"}
    | {"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Other"}
    | {"Headquarters or base established", "Looting/property destruction"}
    | {"Non-violent transfer of territory"}
)
WITHIN_STAR = r"(?:[ ,]+[\w'’-]+){0,6}?"  # what "*" in a phrase stands for


def pattern(forms: Iterable[str], phrase: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    rest = "".join(WITHIN_STAR if w == "*" else rf"[ ]+{re.escape(w)}" for w in phrase)
    return re.compile(rf"\b(?:{words}){rest}\b", re.IGNORECASE)


def name(trigger: Trigger) -> str:
    return " ".join((trigger.lemma, trigger.pos, trigger.kind.kind_id, *trigger.phrase))


def test_all_25_sub_event_types_of_acled_have_a_trigger() -> None:
    kinds = [trigger.kind for trigger in load_events().triggers]
    told = {k.sub_event_type for k in kinds} | {k.nonstate_sub_event_type for k in kinds}
    assert told == ACLED_SUB_EVENTS


def test_every_kind_has_a_trigger() -> None:
    lexicon = load_events()
    assert set(lexicon.kinds) == {trigger.kind.kind_id for trigger in lexicon.triggers}


def test_every_example_shows_the_trigger_with_its_phrase() -> None:
    silent = [
        f"{name(t)}: {t.example}"
        for t in load_events().triggers
        if not pattern(t.forms, t.phrase).search(t.example)
    ]
    assert silent == []


def test_every_counter_example_shows_a_form_of_the_trigger() -> None:
    silent = [
        f"{name(t)}: {sentence}"
        for t in load_events().triggers
        for sentence in t.counter_examples
        if not pattern(t.forms, ()).search(sentence)
    ]
    assert silent == []


def test_no_trigger_is_there_twice() -> None:
    keys = Counter(
        (t.lemma, t.pos, t.objects, t.phrase, t.subject) for t in load_events().triggers
    )
    assert [key for key, times in keys.items() if times > 1] == []


def test_a_noun_form_without_a_phrase_belongs_to_one_lemma() -> None:
    owners: dict[str, set[str]] = {}
    for trigger in load_events().triggers:
        if trigger.pos == "noun" and not trigger.phrase:
            for form in trigger.forms:
                owners.setdefault(form, set()).add(trigger.lemma)
    assert {form: lemmas for form, lemmas in owners.items() if len(lemmas) > 1} == {}


def test_support_verbs_are_there_once_and_show_in_their_example() -> None:
    found = [
        entry for path in lexicon_files("events") for _, entry in entries(path, "support")
    ]
    lemmas = Counter(str(entry["lemma"]) for entry in found)
    assert [lemma for lemma, times in lemmas.items() if times > 1] == []
    forms = load_events().support_forms
    assert [
        entry["example"]
        for entry in found
        if forms.isdisjoint(re.findall(r"\w+", str(entry["example"]).lower()))
    ] == []


def test_a_missing_language_is_named() -> None:
    with pytest.raises(ResourceError, match=r"kinds\.toml: no such lexicon file"):
        load_events("xx")
