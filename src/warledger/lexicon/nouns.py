"""What common nouns are as the object of a verb: a person, a group, a place, an event.

The same verb means different things by what it acts on ("dispatched a battalion",
"dispatched the parcel"). Names are typed elsewhere; `en/nouns.toml` types the common nouns
of war reports. A noun that is not listed has no known type.
"""

from collections.abc import Mapping
from functools import cache

from warledger.errors import ResourceError
from warledger.lexicon.inflect import noun_forms
from warledger.lexicon.toml import entries, lexicon_file, only_keys, text, texts

TYPES = ("person", "group", "place", "weapon", "event")
_KEYS = frozenset({"type", "nouns", "example"})


@cache
def load_noun_types(language: str = "en") -> Mapping[str, str]:
    """Return the type of each listed noun by lower-case singular and plural form."""
    found: dict[str, str] = {}
    for where, entry in entries(lexicon_file("nouns.toml", language), "nouns"):
        only_keys(entry, _KEYS, where)
        kind = text(entry, "type", where)
        if kind not in TYPES:
            raise ResourceError(f"{where}: 'type' is {kind!r}; expected {', '.join(TYPES)}")
        text(entry, "example", where)
        for noun in texts(entry, "nouns", where):
            for form in sorted(noun_forms(noun)):
                if found.setdefault(form, kind) != kind:
                    raise ResourceError(
                        f"{where}: {form!r} is already a {found[form]}; keep one"
                    )
    return found
