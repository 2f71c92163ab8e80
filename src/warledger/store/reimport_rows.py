"""Turn a line's JSON into a row of the ledger's types, or say what does not fit.

A field that is missing, unknown or of another type is refused: taking it for null, or
leaving it out, would make another ledger without a word.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from warledger.errors import StoreError
from warledger.store.rows import DISORDERED, Row, is_disordered

if TYPE_CHECKING:
    import pyarrow as pa

INT32 = 2**31
SHOWN = 40  # characters of a value that does not fit


def to_row(value: object, schema: "pa.Schema", where: str) -> Row:
    """Return the row of an object with exactly the schema's fields; StoreError if not."""
    types = {field.name: field.type for field in schema}
    return _object(value, types, where)


def breaches(text: str, kind: str, row: Row) -> Iterator[str]:
    """Yield in words each promise that a mention or claim of a report's text breaks."""
    figures = cast(list[Row], row["figures"]) if kind == "claim" else [row]
    if any(is_disordered(each["low"], each["best"], each["high"]) for each in figures):
        yield DISORDERED
    for field, cell, words in _quotes(kind, row):
        start, end = (cell.get(f"{words[1]}{edge}") for edge in ("start", "end"))
        quoted = cell[words[0]]
        if start is None and end is None and quoted is None:
            continue
        is_span = isinstance(start, int) and isinstance(end, int) and 0 <= start < end
        if not is_span or text[cast(int, start) : cast(int, end)] != quoted:
            yield f"{field} {_shown(quoted)} is not the report's text at {start}:{end}"


def _quotes(
    kind: str, row: Row
) -> Iterator[tuple[str, Mapping[str, Any], tuple[str, str]]]:
    """Yield each quoting cell with the names of its words and of its span's edges."""
    if kind == "mention":
        yield "text", row, ("text", "")
        return
    yield "quote", row, ("quote", "")
    for field in ("actors", "targets", "places", "figures", "sources"):
        for cell in cast(list[Mapping[str, Any]], row[field]):
            yield f"{field}: mention", cell, ("mention", "")
    when = cast(Mapping[str, Any] | None, row["date"])
    if when is not None and when["mention_start"] is not None:
        yield "date: mention", when, ("mention", "mention_")


def _object(value: object, types: Mapping[str, "pa.DataType"], where: str) -> Row:
    if not isinstance(value, dict):
        raise _unfit(where, value, "an object")
    if set(value) != set(types):
        lacks = ", ".join(sorted(set(types) - set(value))) or "nothing"
        more = ", ".join(sorted(map(str, set(value) - set(types)))) or "nothing"
        raise StoreError(f"{where}: other fields than expected: lacks {lacks}; has {more}")
    return {
        name: _fit(value[name], kind, f"{where}: {name}") for name, kind in types.items()
    }


def _fit(value: object, kind: "pa.DataType", where: str) -> object:
    from pyarrow import types

    if value is None:
        return None
    if types.is_list(kind):
        if not isinstance(value, list):
            raise _unfit(where, value, "a list")
        return [_fit(item, kind.value_type, where) for item in value]
    if types.is_struct(kind):
        fields = {kind.field(n).name: kind.field(n).type for n in range(kind.num_fields)}
        return _object(value, fields, where)
    for is_kind, fit, expected in (
        (types.is_string, _text, "text"),
        (types.is_integer, _whole, "a whole number"),
        (types.is_floating, _number, "a number"),
        (types.is_date, _day, "a day as YYYY-MM-DD"),
        (types.is_timestamp, _moment, "a time as YYYY-MM-DDTHH:MM:SS"),
    ):
        if is_kind(kind):
            return _as(fit, value, where, expected)
    raise AssertionError(f"{where}: no reader for {kind}")


def _as(fit: Callable[[Any], object], value: object, where: str, expected: str) -> object:
    try:
        return fit(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise _unfit(where, value, expected) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # half a character cannot be stored
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    if not -INT32 <= value < INT32:
        raise ValueError
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    if not math.isfinite(value):
        raise ValueError
    return float(value)


def _day(value: object) -> date:
    if not isinstance(value, str) or len(value) != len("YYYY-MM-DD"):
        raise TypeError
    return date.fromisoformat(value)


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is not None:
        raise ValueError
    return moment


def _unfit(where: str, value: object, expected: str) -> StoreError:
    return StoreError(f"{where}: {_shown(value)}, expected {expected}")


def _shown(value: object) -> str:
    words = repr(value)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
