"""Tell two ledgers of the same reports apart, claim by claim and field by field.

A claim is the same claim where its id is: its report and the place of its trigger. Runs
are not compared (another version is another run), nor is anything that has a clock.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from warledger.store.ledger import Ledger
from warledger.store.rows import Row

# Of a row, these say where it comes from and not what it says.
NOT_COMPARED = ("claim_id", "report", "run_id")
SHOWN_QUOTE = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim that one of the two ledgers lacks, or has with another value in a field.

    `what` is "added", "gone" or "changed"; `before` and `after` are words, None where
    there is no such claim.
    """

    what: str
    claim_id: str
    report: str
    field: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a table are only in the old, only in the new, or differ."""

    table: str
    gone: int
    added: int
    changed: int


def compare_claims(old: Ledger, new: Ledger) -> Iterator[Difference]:
    """Yield every difference between the claims of two ledgers, by report."""
    ours, theirs = _by_report(old), _by_report(new)
    before, after = next(ours, None), next(theirs, None)
    while before is not None or after is not None:
        names = [side[0] for side in (before, after) if side is not None]
        name = min(names)
        nothing: dict[str, Row] = {}
        mine = before[1] if before is not None and before[0] == name else nothing
        made = after[1] if after is not None and after[0] == name else nothing
        yield from _of_report(name, mine, made)
        if before is not None and before[0] == name:
            before = next(ours, None)
        if after is not None and after[0] == name:
            after = next(theirs, None)


def _by_report(ledger: Ledger) -> Iterator[tuple[str, dict[str, Row]]]:
    rows = groupby(ledger.rows("claims"), key=lambda row: cast(str, row["report"]))
    for name, claims in rows:
        yield name, {cast(str, claim["claim_id"]): claim for claim in claims}


def _of_report(
    name: str, old: Mapping[str, Row], new: Mapping[str, Row]
) -> Iterator[Difference]:
    for claim_id, row in old.items():
        if claim_id not in new:
            yield Difference("gone", claim_id, name, before=_told(row))
            continue
        for field, value in row.items():
            now = new[claim_id][field]
            if field not in NOT_COMPARED and value != now:
                yield Difference("changed", claim_id, name, field, *_words(value, now))
    for claim_id, row in new.items():
        if claim_id not in old:
            yield Difference("added", claim_id, name, after=_told(row))


def _told(row: Row) -> str:
    quote = " ".join(cast(str, row["quote"]).split())
    quote = quote if len(quote) <= SHOWN_QUOTE else f"{quote[:SHOWN_QUOTE]}…"
    return f"{row['sub_event_type']}, {row['status']}: {quote}"


def _words(before: object, after: object) -> tuple[str, str]:
    """Return two values in few words; where those are the same, what differs within."""
    short = _short(before), _short(after)
    if short[0] != short[1]:
        return short
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [_within(*pair) for pair in zip(before, after, strict=True)]
        told = [pair for pair in pairs if pair[0] != pair[1]]
        return "; ".join(a for a, _ in told), "; ".join(b for _, b in told)
    return _within(before, after)


def _within(before: object, after: object) -> tuple[str, str]:
    """Return the keys in which two rows differ, with their values."""
    if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        return _full(before), _full(after)
    keys = [key for key in before if before[key] != after.get(key)]
    name = before.get("name") or before.get("measure") or ""
    return (
        f"{name} {_full({key: before[key] for key in keys})}",
        f"{name} {_full({key: after.get(key) for key in keys})}",
    )


def _short(value: object) -> str:
    if value is None or value == []:
        return "nothing"
    if isinstance(value, list):
        return "; ".join(map(_short, value))
    if not isinstance(value, Mapping):
        return str(value)
    row = cast(Row, value)
    if "measure" in row:
        bounds = "/".join(str(row[name]) for name in ("low", "best", "high"))
        return f"{row['measure']} {bounds}"
    if "edtf" in row:
        return f"{row['edtf']} ({row['basis']})"
    if "field" in row:
        return f"{row['field']}: {row['reason']}"
    return f"{row.get('name')} ({row.get('id') or 'no id'})"


def _full(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def compare_tables(old: Ledger, new: Ledger) -> Iterator[Counted]:
    """Yield how far incidents and states of control are the same, by their ids."""
    for table, key in (("incidents", "incident_id"), ("control", "control_id")):
        before, after = _digests(old, table, key), _digests(new, table, key)
        both = before.keys() & after.keys()
        yield Counted(
            table,
            len(before.keys() - both),
            len(after.keys() - both),
            sum(before[name] != after[name] for name in both),
        )


def _digests(ledger: Ledger, table: str, key: str) -> dict[str, int]:
    return {cast(str, row[key]): hash(_full(row)) for row in ledger.rows(table)}
