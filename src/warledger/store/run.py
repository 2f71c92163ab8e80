"""What a run was made with; claims carry its id, so that every row can be traced to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from warledger.model import identity


@dataclass(frozen=True, slots=True)
class Run:
    """The manifest of a run: everything that decides what it makes of a text.

    `model` is the name and version of the language model; `lexicon` and `gazetteer` are
    digests of their files. No clock and no path is part of it, nor the number of workers.
    """

    version: str
    settings: Mapping[str, object]
    model: str
    lexicon: str
    gazetteer: str

    @property
    def settings_json(self) -> str:
        """Return the settings as JSON with sorted keys: equal settings, equal text."""
        return json.dumps(dict(self.settings), sort_keys=True, ensure_ascii=False)

    @property
    def run_id(self) -> str:
        """Hash of the manifest: the same program and settings give the same id, always."""
        parts = (self.version, self.settings_json, self.model, self.lexicon, self.gazetteer)
        return identity(*parts)


def run_id_of(row: Mapping[str, object]) -> str:
    """Return the id that a stored run's manifest must have."""
    names = ("version", "settings", "model", "lexicon", "gazetteer")
    return identity(*(str(row[name]) for name in names))
