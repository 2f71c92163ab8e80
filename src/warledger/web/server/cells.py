"""Makes the cells of an incident's table: a value, and the words in a report it rests on.

A cell is marked as differing where the ledger's own list of disagreements has its claim
under that field; nothing is compared a second time here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from warledger.store.exports.jsonl import plain

Row = dict[str, Any]

COLUMNS = (
    "where", "when", "what", "status", "actors", "targets", "killed", "wounded",
    "equipment", "other",
)  # fmt: skip
# Which column shows a field of the ledger's disagreements; a toll begins with its measure.
COLUMN_OF = {
    "place": "where", "date": "when", "sub_event_type": "what", "event_type": "what",
    "status": "status", "actors": "actors", "targets": "targets", "killed": "killed",
    "wounded": "wounded", "destroyed": "equipment", "damaged": "equipment",
    "captured": "equipment",
}  # fmt: skip
EQUIPMENT = frozenset({"destroyed", "damaged", "captured"})


def differing(disagreements: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Return the pairs of column and claim on which somebody tells it otherwise."""
    return {
        (COLUMN_OF.get(one["field"].split(",")[0].strip(), "other"), claim)
        for one in disagreements
        for version in one["versions"]
        for claim in version["claims"]
    }


def cells_of(claims: Sequence[Row], differs: set[tuple[str, str]]) -> Row:
    """Return one teller's cells by column; a value told twice is shown once."""
    told: dict[str, list[Row]] = {column: [] for column in COLUMNS}
    seen: set[tuple[Any, ...]] = set()
    for claim in claims:
        for column, cell in _cells(claim):
            cell["differs"] = (column, claim["claim_id"]) in differs
            mark = (column, cell["value"], cell["key"], cell["side"], cell.get("measure"))
            if mark not in seen:
                seen.add(mark)
                told[column].append(cell)
    return told


def _cells(claim: Row) -> Iterator[tuple[str, Row]]:
    for place in claim["places"]:
        more = {"lat": place["lat"], "lon": place["lon"], "prec": place["where_prec"]}
        yield "where", _cell(claim, place["name"], place, key=_key(place)) | more
    when = claim["date"]
    if when is not None:
        span = {"mention": when["mention"], "start": when["mention_start"],
                "end": when["mention_end"]}  # fmt: skip
        more = {"from": when["start"], "to": when["end"], "basis": when["basis"]}
        yield "when", _cell(claim, when["edtf"], span) | more
    trigger = {"start": claim["trigger_start"], "end": claim["trigger_end"]}
    words = claim["quote"][trigger["start"] - claim["start"] :]
    trigger["mention"] = words[: trigger["end"] - trigger["start"]]
    yield "what", _cell(claim, claim["sub_event_type"], trigger)
    yield "status", _cell(claim, claim["status"], trigger)
    for column in ("actors", "targets"):
        for actor in claim[column]:
            yield (
                column,
                _cell(claim, actor["name"], actor, key=_key(actor), side=actor["side"]),
            )
    for figure in claim["figures"]:
        yield _column(figure), _figure_cell(claim, figure)


def _column(figure: Row) -> str:
    measure: str = figure["measure"]
    if measure in ("killed", "wounded"):
        return measure
    return "equipment" if measure in EQUIPMENT or figure["item"] else "other"


def _figure_cell(claim: Row, figure: Row) -> Row:
    cell = _cell(claim, bounds_text(figure), figure, side=figure["of"])
    return cell | {
        name: plain(figure[name], name)
        for name in ("measure", "item", "low", "best", "high")
    }


def bounds_text(figure: Mapping[str, Any]) -> str:
    """Return a figure as text: "7", "5–8", "at least 3", "up to 9", "some"."""
    low, best, high = (figure[name] for name in ("low", "best", "high"))
    if low is not None and low == high:
        return f"{low:g}"
    if low is None and high is None:
        return "some" if best is None else f"about {best:g}"
    if high is None:
        return f"at least {low:g}"
    return f"up to {high:g}" if low is None else f"{low:g}–{high:g}"


def _key(named: Row) -> str:
    return named["id"] or f"name:{named['name']}"


def _cell(
    claim: Row, value: str, at: Row, *, key: str | None = None, side: str | None = None
) -> Row:
    """Return a cell; where it has no words of its own, the claim's sentence stands in."""
    has_words = at["start"] is not None
    return {
        "value": value, "key": key, "side": side, "claim": claim["claim_id"],
        "report": claim["report"], "start": at["start"] if has_words else claim["start"],
        "end": at["end"] if has_words else claim["end"],
        "words": at["mention"] if has_words else None,
    }  # fmt: skip
