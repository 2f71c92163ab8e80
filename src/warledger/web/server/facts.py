"""What filters, counts, maps and timelines need of every incident, as columns in memory.

An incident is a number, its position in the order of first day (undated last) and id.
What it has one of (a type, a country) is a column of codes; what it has several of
(speakers, sides) a list of pairs of code and incident. Code 0 is "none known" in each. So
a filter is a look-up in an array and a count is one pass over it: some milliseconds for
100,000 incidents.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from warledger.web.server.folding import folded

Ints = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

# No day: no calendar reaches it.
NO_DAY = -(2**31)
SINGLE = ("type", "sub", "status", "standing", "country", "adm1", "prec", "place")
MULTI = ("side", "actor", "speaker", "outlet")
NUMBERS = ("start", "end", "claims", "origins", "spot", "lead_side", "row")


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one aspect; number 0 is none known, its value "" and its label None."""

    values: list[str]
    labels: list[str | None]
    numbers: Mapping[str, int]
    folded: list[str]

    @classmethod
    def of(cls, values: list[str], labels: list[str | None]) -> "Values":
        """Return the values with their numbers."""
        numbers = {value: n for n, value in enumerate(values)}
        return cls(values, labels, numbers, [folded(label or "") for label in labels])


@dataclass(frozen=True, slots=True)
class Single:
    """What every incident has one of: its code, by incident."""

    codes: Ints
    values: Values


@dataclass(frozen=True, slots=True)
class Multi:
    """What an incident has any number of: pairs, by incident; none known is a pair too."""

    codes: Ints
    owners: Ints
    offsets: Ints
    values: Values

    def of(self, incident: int) -> list[str]:
        """Return the values of one incident, in their order; empty where none is known."""
        codes = self.codes[self.offsets[incident] : self.offsets[incident + 1]]
        return [self.values.values[code] for code in codes if code]


@dataclass(frozen=True, slots=True)
class Spots:
    """The places of incidents as points: several of one key where they differ in detail.

    Spot 0 is "no place"; `lon` and `lat` are NaN where a place is not resolved.
    """

    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    prec: Ints
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Facts:
    """All incidents of one copy of a ledger, by number."""

    ids: npt.NDArray[np.bytes_]
    by_id: Ints
    number: Mapping[str, Ints]
    single: Mapping[str, Single]
    multi: Mapping[str, Multi]
    spots: Spots

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def start(self) -> Ints:
        """Return the first days, counted from 1970-01-01; NO_DAY where none is fixed."""
        return self.number["start"]

    @property
    def end(self) -> Ints:
        """Return the last days, as `start`."""
        return self.number["end"]

    def find(self, incident_id: str) -> int | None:
        """Return the number of an incident, None where there is none of the id."""
        key = incident_id.encode("ascii", "replace")
        ordered = self.ids[self.by_id]
        at = int(np.searchsorted(ordered, key))
        if at < len(ordered) and ordered[at] == key:
            return int(self.by_id[at])
        return None

    def id_of(self, incident: int) -> str:
        """Return the id of an incident."""
        return cast(bytes, self.ids[incident]).decode("ascii")

    def values_of(self, aspect: str) -> Values:
        """Return what there is to choose from in one aspect."""
        found = self.single[aspect] if aspect in self.single else self.multi[aspect]
        return found.values


def load_facts(folder: Path) -> Facts:
    """Return what `gather.write_facts` wrote into the folder."""
    with np.load(folder / "facts.npz") as arrays:
        held = {name: arrays[name] for name in arrays.files}
    names = json.loads((folder / "names.json").read_text("utf-8"))
    values = {
        aspect: Values.of(told["values"], told["labels"])
        for aspect, told in names["aspects"].items()
    }
    spots = Spots(held["lon"], held["lat"], held["spot_prec"], names["spots"])
    return Facts(
        ids=held["ids"],
        by_id=held["by_id"],
        number={name: held[f"number.{name}"] for name in NUMBERS},
        single={a: Single(held[f"single.{a}"], values[a]) for a in SINGLE},
        multi={
            a: Multi(
                held[f"codes.{a}"], held[f"owners.{a}"], held[f"offsets.{a}"], values[a]
            )
            for a in MULTI
        },
        spots=spots,
    )
