"""What pages say of claims and reports: plain values, who tells a claim, what copies what.

Knowingly missed: a claim that a copier changed by a word is folded with the rest where it
stands in a passage that repeats another report.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from warledger.store.exports.jsonl import plain
from warledger.store.ledger import Ledger
from warledger.web.server.facts import Facts

Row = dict[str, Any]

SPEAKER, OUTLET = "speaker", "outlet"


@dataclass(frozen=True, slots=True, order=True)
class Teller:
    """Who tells a claim: the speaker nearest the event, or an outlet in its own voice.

    An outlet without a name is called by its report.
    """

    kind: str
    name: str


def teller_of(claim: Mapping[str, Any], heads: Mapping[str, Row]) -> Teller:
    """Return who tells a claim."""
    if claim["sources"]:
        return Teller(SPEAKER, claim["sources"][0]["name"])
    head = heads.get(claim["report"], {})
    return Teller(OUTLET, head.get("outlet") or claim["report"])


def shown_claim(facts: Facts, row: Mapping[str, Any]) -> Row:
    """Return a claim in the contract's form, with the id of its incident."""
    told = {name: plain(value, name) for name, value in row.items() if name != "n"}
    number = row.get("n")
    told["incident"] = None if number is None else facts.id_of(int(number))
    return told


def claims_by_id(
    facts: Facts, ledger: Ledger, claim_ids: Iterable[str], most: int = 500
) -> tuple[dict[str, Row], dict[str, Row]]:
    """Return claims under their ids and the heads of their reports."""
    wanted = sorted(set(claim_ids))[:most]
    if not wanted:
        return {}, {}
    rows = ledger.rows("web_some_claims", claims=wanted)
    found = {cast(str, row["claim_id"]): shown_claim(facts, row) for row in rows}
    return found, heads_of(ledger, (claim["report"] for claim in found.values()))


def heads_of(ledger: Ledger, reports: Iterable[str]) -> dict[str, Row]:
    """Return what is said of reports wherever they are named, with their passages."""
    wanted = sorted(set(reports))
    if not wanted:
        return {}
    rows = ledger.rows("web_heads", reports=wanted)
    return {cast(str, row["report"]): cast(Row, plain(dict(row))) for row in rows}


def bare_heads(heads: Mapping[str, Row]) -> dict[str, Row]:
    """Return the heads without the passages, as they are shown."""
    return {
        name: {
            **{key: value for key, value in head.items() if key != "passages"},
            "copy_of": head["copy_of"] or [],
        }
        for name, head in heads.items()
    }


def folded_under(
    claims: Sequence[Row], heads: Mapping[str, Row]
) -> dict[str, tuple[str, str]]:
    """Return, by claim of a copy, the claim it repeats and the report that has it.

    Only a claim whose words stand in a passage that another report of this incident has,
    with a claim on that passage, is folded; any other stays a row of its own.
    """
    by_report: dict[str, list[Row]] = {}
    for claim in claims:
        by_report.setdefault(claim["report"], []).append(claim)
    found: dict[str, tuple[str, str]] = {}
    for claim in claims:
        for other in _repeated_by(claim, heads, by_report):
            if not _leads_to(other["claim_id"], claim["claim_id"], found):
                found[claim["claim_id"]] = (other["claim_id"], other["report"])
                break
    return found


def _repeated_by(
    claim: Row, heads: Mapping[str, Row], by_report: Mapping[str, list[Row]]
) -> Iterator[Row]:
    """Yield the claims of other reports whose words this one repeats."""
    for passage in heads.get(claim["report"], {}).get("passages") or ():
        if not _covers(passage["start"], passage["end"], claim):
            continue
        for other in by_report.get(passage["origin"], ()):
            start, end = passage["origin_start"], passage["origin_end"]
            if _covers(start, end, other) and _same_tale(claim, other):
                yield other


def _leads_to(start: str, goal: str, found: Mapping[str, tuple[str, str]]) -> bool:
    """Return whether following what repeats what ends where it began."""
    at: str | None = start
    while at is not None and at != goal:
        at = found[at][0] if at in found else None
    return at == goal


def _covers(start: int, end: int, claim: Row) -> bool:
    """Return whether the words that evoke the event stand in the stretch."""
    inside: bool = start <= claim["trigger_start"] and claim["trigger_end"] <= end
    return inside


def _same_tale(claim: Row, other: Row) -> bool:
    same_type: bool = claim["sub_event_type"] == other["sub_event_type"]
    return same_type and [s["name"] for s in claim["sources"]] == [
        s["name"] for s in other["sources"]
    ]
