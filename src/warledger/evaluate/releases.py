"""Score claims against one coded event of each press release (ISAF).

`date` and `province` ask whether any claim has the coded day and place, `date_known` only
of releases whose text gives the year. Killed and captured persons are numbers read off all
claims of a release, and must be the coded one exactly: the `largest` figure, the `sum` of
all ("a leader and two insurgents" was coded 3), or the largest with vague words read as the
coder read them (`by_rule`); each over all rows, those coded above 0 (`some`), those whose
text gives plain numbers (`plain`) and both. Silence is right on rows coded 0, so look at
`some`. `kill` and `capture` are precision, recall and F1 of whether anybody was.
"""

import re
from collections.abc import Iterator, Sequence

from warledger.evaluate.coded import (
    PLACE_FIELDS,
    Shares,
    answers_of,
    bears,
    figures_of,
    fold,
    numbers,
    real_claims,
)
from warledger.evaluate.rates import Line, rates, ratio

WAYS = ("largest", "sum", "by_rule")
ROWS = ("all", "some", "plain", "plain_some")
MEASURES = {"killed": "killed", "captured": "captured_persons"}
_WORDS = "[a-z0-9]+"


def score_releases(gold: Sequence[Line], claims: Sequence[Line]) -> dict[str, object]:
    """Return the shares that are right, and the rates of the flags."""
    told, shares = real_claims(claims), Shares()
    flags: dict[str, list[tuple[bool, bool]]] = {"kill": [], "capture": []}
    for row in gold:
        mine = told.get(row["report"], [])
        _count_day_and_place(row, mine, shares)
        for name, measure in MEASURES.items():
            read = _read(list(figures_of(mine, measure)))
            wanted = row[f"min_{name}"]
            for rows in _rows(wanted, is_plain=row[f"plain_{name}"]):
                for way in WAYS:
                    shares.count(name, way, rows, right=read[way] == wanted)
        for flag, name in (("kill", "killed"), ("capture", "captured")):
            if row[name] is not None:
                flags[flag].append((_is_told(mine, name), bool(row[name])))
    found: dict[str, object] = {"reports": len(gold)}
    asked = ("date", "date_known", "province")
    found |= {name: shares.share(name) for name in asked if (name,) in shares.asked}
    for name in MEASURES:
        found[name] = {way: _by_rows(shares, name, way) for way in WAYS} | {
            "rows": {
                rows: shares.asked[name, "largest", rows]
                for rows in ROWS
                if (name, "largest", rows) in shares.asked
            }
        }
    return found | {flag: _rates(pairs) for flag, pairs in flags.items()}


def _by_rows(shares: Shares, name: str, way: str) -> dict[str, float | None]:
    return {
        rows: shares.share(name, way, rows)
        for rows in ROWS
        if (name, way, rows) in shares.asked
    }


def _count_day_and_place(row: Line, mine: Sequence[Line], shares: Shares) -> None:
    has_day = row["start_date"] in {(c.get("date") or {}).get("start") for c in mine}
    shares.count("date", right=has_day)
    if row.get("dated", True):
        shares.count("date_known", right=has_day)
    if row["province"]:
        places = (place for claim in mine for place in claim.get("places") or ())
        shares.count("province", right=any(_lies_in(p, row["province"]) for p in places))


def _fold(name: object) -> str:
    return fold(str(name or ""), letters=_WORDS)


def _lies_in(place: Line, province: str) -> bool:
    other = answers_of("releases")["provinces"].get(province, ())
    spellings = (_fold(province), *other)
    return any(bears(_fold(place.get(field)), spellings) for field in PLACE_FIELDS)


def _read(figures: Sequence[Line]) -> dict[str, float]:
    """Return the number that the figures of a release give, by the way of reading them."""
    given = [max(numbers(f, ("low", "best")), default=0) for f in figures]
    ruled = [
        number if numbers(figure, ("low", "best")) else _vague(figure)
        for figure, number in zip(figures, given, strict=True)
    ]
    largest, by_rule = max(given, default=0), max(ruled, default=0)
    return {"largest": largest, "sum": sum(given), "by_rule": by_rule}


def _vague(figure: Line) -> float:
    """Return how the coder read the words of a figure without a number."""
    words = _fold(figure.get("mention"))
    readings = answers_of("releases")["vague"]
    return next((read for pattern, read in readings if re.search(pattern, words)), 0)


def _rows(wanted: float, *, is_plain: bool) -> Iterator[str]:
    yield "all"
    if wanted > 0:
        yield "some"
    if is_plain:
        yield "plain"
    if is_plain and wanted > 0:
        yield "plain_some"


def _is_told(mine: Sequence[Line], name: str) -> bool:
    """Return whether the claims say that anybody was killed, or captured."""
    figures = figures_of(mine, MEASURES[name])
    if any(not (given := numbers(f)) or max(given) > 0 for f in figures):
        return True
    return name == "captured" and any(c.get("sub_event_type") == "Arrests" for c in mine)


def _rates(pairs: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    hits = sum(told and coded for told, coded in pairs)
    told = sum(told for told, _ in pairs)
    return rates(ratio(hits, told), ratio(hits, sum(coded for _, coded in pairs)))
