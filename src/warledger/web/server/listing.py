"""Makes the rows of lists: which incidents come next, and what is shown of each."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from warledger.store.exports.jsonl import plain
from warledger.store.ledger import Ledger
from warledger.web.server.cursors import Mark, page_after
from warledger.web.server.facts import NO_DAY, Facts, Ints, Mask
from warledger.web.server.filters import EPOCH

SORTS = ("-start", "start", "-claims", "-origins")
SHOWN_NAMES = 5

Row = dict[str, Any]


def page(
    facts: Facts, mask: Mask, *, sort: str, mark: Mark | None, limit: int
) -> tuple[Ints, str | None]:
    """Return the numbers of the next incidents of a list and the mark behind them."""
    order, keys = _ordered(facts, np.flatnonzero(mask), sort)
    shown, has_more = page_after(facts, order, keys, mark, limit)
    if not has_more or not len(shown):
        return shown, None
    last = int(shown[-1])
    key = int(_key(facts, np.array([last]), sort)[0])
    return shown, Mark(sort, key, facts.id_of(last)).text()


def _ordered(
    facts: Facts, kept: npt.NDArray[np.intp], sort: str
) -> tuple[Ints, npt.NDArray[np.int64]]:
    keys = _key(facts, kept, sort)
    order = np.argsort(keys, kind="stable")
    return kept[order].astype(np.int32), keys[order]


def _key(facts: Facts, kept: npt.NDArray[np.intp], sort: str) -> npt.NDArray[np.int64]:
    """Return what the list rises by; what has no day comes last either way."""
    name = sort.removeprefix("-")
    told = facts.number[name][kept].astype(np.int64)
    if name == "start":
        return np.where(told == NO_DAY, 2**40, -told if sort[0] == "-" else told)
    return -told


def rows(facts: Facts, ledger: Ledger, numbers: Iterable[int]) -> list[Row]:
    """Return what a list shows of each incident, in the order asked for."""
    wanted = [int(number) for number in numbers]
    if not wanted:
        return []
    found = ledger.rows("web_rows", numbers=wanted)
    more = {cast(int, row["n"]): row for row in found}
    return [_row(facts, number, more[number]) for number in wanted]


def _row(facts: Facts, number: int, more: Mapping[str, object]) -> Row:
    spot = int(facts.number["spot"][number])
    return {
        "id": facts.id_of(number),
        **{name: _single(facts, name, number) for name in ("type", "sub")},
        **{name: _single(facts, name, number) for name in ("status", "standing")},
        "place": facts.spots.rows[spot] if spot else None,
        "start": day_text(int(facts.start[number])),
        "end": day_text(int(facts.end[number])),
        "date_prec": more["date_prec"],
        "side_a": more["side_a"],
        "side_b": more["side_b"],
        "side": lead_side(facts, number),
        "deaths": plain(more["deaths"]),
        "claims": int(facts.number["claims"][number]),
        "reports": more["reports"],
        "origins": int(facts.number["origins"][number]),
        "speakers": facts.multi["speaker"].of(number)[:SHOWN_NAMES],
        "outlets": facts.multi["outlet"].of(number)[:SHOWN_NAMES],
        "lead": more["lead"],
    }


def _single(facts: Facts, name: str, number: int) -> str:
    told = facts.single[name]
    return told.values.values[int(told.codes[number])]


def lead_side(facts: Facts, number: int) -> str | None:
    """Return the side that most claims name first as actor, None where none is known."""
    code = int(facts.number["lead_side"][number])
    return facts.multi["side"].values.values[code] if code else None


def day_text(day: int) -> str | None:
    """Return a day as ISO text; None where none is fixed."""
    if day == NO_DAY:
        return None
    told: date = EPOCH + timedelta(days=day)
    return told.isoformat()
