"""Read back with what a stored run was made, and tell it from the program that runs now."""

import json
from collections.abc import Iterator
from typing import cast

from warledger.errors import StoreError
from warledger.lexicon.user import UserLexicon
from warledger.pipeline import Settings, make_run
from warledger.store.rows import Row


def settings_of(run: Row) -> Settings:
    """Return the settings of a row of `runs`, user lexicons with their text included.

    Raises StoreError for settings that this version of the program does not know.
    """
    told = json.loads(cast(str, run["settings"]))
    texts = told.pop("lexicons", [])
    lexicons = tuple(
        UserLexicon(f"lexicon {number} of the run", text)
        for number, text in enumerate(texts, start=1)
    )
    try:
        return Settings(**told, lexicons=lexicons)
    except TypeError as error:
        raise StoreError(
            f"run settings {sorted(told)}: not those of this version of warledger; "
            "use the version that made the ledger"
        ) from error


def differences(run: Row) -> Iterator[str]:
    """Yield in words what differs between a stored run and the program that runs now."""
    now = make_run(settings_of(run))
    for what, before, after in (
        ("version of warledger", run["version"], now.version),
        ("language model", run["model"], now.model),
        ("shipped lexicon", run["lexicon"], now.lexicon),
        ("gazetteer", run["gazetteer"], now.gazetteer),
    ):
        if before != after:
            yield f"made with another {what} ({before}, now {after})"
