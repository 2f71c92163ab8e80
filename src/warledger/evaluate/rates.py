"""Precision, recall and F1, rounded alike in every scorer."""

from collections.abc import Mapping, Sequence
from typing import Any

from warledger.errors import ConfigError

Line = Mapping[str, Any]  # JSON of the contract, read at the rim
Fields = Mapping[str, type]


def ratio(part: float, whole: float) -> float:
    """Return the share, 0 where there is no whole."""
    return part / whole if whole else 0.0


def rates(precision: float, recall: float) -> dict[str, float]:
    """Return both with their F1, to three decimals."""
    f1 = ratio(2 * precision * recall, precision + recall)
    return {"p": round(precision, 3), "r": round(recall, 3), "f1": round(f1, 3)}


def require(lines: Sequence[Line], fields: Fields, where: str) -> None:
    """Raise ConfigError naming the first line that lacks a field of its type."""
    for number, line in enumerate(lines, start=1):
        for name, kind in fields.items():
            if not isinstance(line.get(name), kind):
                told = repr(line.get(name))[:40]
                raise ConfigError(
                    f"{where}, entry {number}: '{name}' is {told}; expected {kind.__name__}"
                )
