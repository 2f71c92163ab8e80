"""What the pages of a speaker, an outlet and an actor show: what is told by or of them.

`first` and `alone` compare tellers of one kind: speakers with speakers, outlets with
outlets, in the order of publication. Sums of figures take one teller's latest word in
each incident and add them up; an open bound leaves the sum open. They are what was told,
not what happened.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import numpy as np

from warledger.store.exports.jsonl import plain
from warledger.store.ledger import Ledger
from warledger.web.server.counting import count_by
from warledger.web.server.cursors import read_mark
from warledger.web.server.facts import NO_DAY, Facts, Mask
from warledger.web.server.listing import page, rows

Row = dict[str, Any]

SORT = "-start"
SHOWN = 20
FLAGS = ("first", "alone", "denied", "withdrawn")


def mask_of(facts: Facts, aspect: str, value: str) -> Mask | None:
    """Return the incidents that have a value; None where no incident has it."""
    number = facts.values_of(aspect).numbers.get(value)
    if number is None or not value:
        return None
    if aspect in facts.single:
        single: Mask = facts.single[aspect].codes == number
        return single
    pairs = facts.multi[aspect]
    mask = np.zeros(len(facts), np.bool_)
    mask[pairs.owners[pairs.codes == number]] = True
    return mask


def speaker_page(
    facts: Facts, ledger: Ledger, name: str, *, mark: str | None, limit: int
) -> Row | None:
    """Return what the page of a speaker shows; None where nobody of the name speaks."""
    mask = mask_of(facts, "speaker", name)
    if mask is None:
        return None
    numbers = np.flatnonzero(mask).tolist()
    called = list(ledger.rows("web_speaker_names", who=name, numbers=numbers))
    return {
        "key": name, "name": name, "kind": "speaker",
        "side": _commonest(called, "side"), "roles": _all_of(called, "role"),
        "names": _spellings(called),
        **_told_by(facts, ledger, "speaker", name, mask, mark, limit),
        "with": _others(facts, "outlet", mask, None),
    }  # fmt: skip


def outlet_page(
    facts: Facts, ledger: Ledger, name: str, *, mark: str | None, limit: int
) -> Row | None:
    """Return what the page of an outlet shows; None where no report is of it."""
    mask = mask_of(facts, "outlet", name)
    if mask is None:
        return None
    return {
        "key": name, "name": name, "kind": "outlet", "side": None, "roles": [], "names": [],
        **_told_by(facts, ledger, "outlet", name, mask, mark, limit),
        "with": _others(facts, "speaker", mask, None),
    }  # fmt: skip


def actor_page(
    facts: Facts, ledger: Ledger, key: str, *, mark: str | None, limit: int
) -> Row | None:
    """Return what is told of an actor; None where no claim names it."""
    mask = mask_of(facts, "actor", key)
    if mask is None:
        return None
    numbers = np.flatnonzero(mask).tolist()
    called = list(ledger.rows("web_actor_names", key=key, numbers=numbers))
    part = next(iter(ledger.rows("web_actor_part", key=key, numbers=numbers)))
    values = facts.values_of("actor")
    name = values.labels[values.numbers[key]] or key
    side = _commonest(called, "side")
    whose = sorted({cast(str, row["name"]) for row in called} | ({side} if side else set()))
    figures = ledger.rows("web_actor_figures", numbers=numbers, names=whose)
    shown, after = _listed(facts, ledger, mask, mark, limit, {})
    return {
        "key": key, "name": name, "kind": "actor", "side": side, "roles": [],
        "names": _spellings(called),
        "counts": {"incidents": len(numbers), **part},
        **_counted(facts, mask), "figures": [plain(dict(row)) for row in figures],
        "denied_by": [], "with": _others(facts, "actor", mask, key),
        "matched": len(numbers), "next": after, "items": shown,
    }  # fmt: skip


def _told_by(
    facts: Facts, ledger: Ledger, kind: str, name: str, mask: Mask, mark: str | None,
    limit: int,
) -> Row:  # fmt: skip
    told: Row = {
        "kind": kind, "who": name, "numbers": np.flatnonzero(mask).tolist()
    }  # fmt: skip
    own = list(ledger.rows("web_teller_incidents", **told))
    denials = _denials(ledger, kind, name, told["numbers"])
    withdrawn = {cast(int, row["n"]) for row in ledger.rows("web_teller_withdrawn", **told)}
    flags = {
        "first": {cast(int, row["n"]) for row in own if row["first"]},
        "alone": {cast(int, row["n"]) for row in own if row["alone"]},
        "denied": {cast(int, row["n"]) for row in denials if row["teller"] == name},
        "withdrawn": withdrawn,
    }
    deniers = Counter(str(row["denier"]) for row in denials if row["teller"] == name)
    shown, after = _listed(facts, ledger, mask, mark, limit, flags)
    matched = int(np.count_nonzero(mask))
    figures = ledger.rows("web_teller_figures", **told)
    return {
        "counts": {
            "incidents": matched, "claims": sum(cast(int, row["claims"]) for row in own),
            **{flag: len(flags[flag]) for flag in FLAGS},
            "denies": len({row["n"] for row in denials if row["denier"] == name}),
        },
        **_counted(facts, mask), "figures": [plain(dict(row)) for row in figures],
        "denied_by": [
            {"name": who or None, "count": count}
            for who, count in sorted(deniers.items(), key=lambda one: (-one[1], one[0]))
        ],
        "matched": matched, "next": after, "items": shown,
    }  # fmt: skip


def _denials(ledger: Ledger, kind: str, name: str, numbers: list[int]) -> list[Row]:
    """Return who denies whom in these incidents, where one of the two is of the name."""
    found = list(ledger.rows("web_denials", numbers=numbers))
    claims = {cast(str, row["denying"]) for row in found}
    claims |= {claim for row in found for claim in cast(list[str], row["denies"])}
    if not claims:
        return []
    told = ledger.rows("web_claim_tellers", kind=kind, claims=sorted(claims))
    who = {cast(str, row["claim_id"]): cast(str, row["who"]) for row in told}
    pairs = {
        (cast(int, row["n"]), who.get(cast(str, row["denying"]), ""), who.get(claim, ""))
        for row in found
        for claim in cast(list[str], row["denies"])
    }
    return [
        {"n": n, "denier": denier, "teller": teller}
        for n, denier, teller in sorted(pairs)
        if (denier == name) != (teller == name)
    ]


def _listed(
    facts: Facts, ledger: Ledger, mask: Mask, mark: str | None, limit: int,
    flags: Mapping[str, set[int]],
) -> tuple[list[Row], str | None]:  # fmt: skip
    numbers, after = page(facts, mask, sort=SORT, mark=read_mark(mark, SORT), limit=limit)
    shown = rows(facts, ledger, numbers)
    for number, row in zip(numbers.tolist(), shown, strict=True):
        row |= {flag: number in flags[flag] for flag in flags}
    return shown, after


def counts_of(facts: Facts, aspect: str, mask: Mask) -> list[Row]:
    """Return the counts of an aspect's values as a list, largest first."""
    values = facts.values_of(aspect).values
    counts = count_by(facts, aspect, mask)
    ranked = np.argsort(-counts, kind="stable")
    return [{"value": values[n], "count": int(counts[n])} for n in ranked if counts[n]]


def _counted(facts: Facts, mask: Mask) -> Row:
    return {
        **{f"by_{name}": counts_of(facts, name, mask)
           for name in ("type", "status", "standing")},
        "months": months(facts, mask),
    }  # fmt: skip


def months(facts: Facts, mask: Mask) -> list[Row]:
    """Return how many incidents begin in each month that has any."""
    days = facts.start[mask & (facts.start != NO_DAY)].astype("datetime64[D]")
    found, counts = np.unique(days.astype("datetime64[M]"), return_counts=True)
    return [
        {"month": str(month), "count": int(count)}
        for month, count in zip(found, counts, strict=True)
    ]


def _others(facts: Facts, aspect: str, mask: Mask, but: str | None) -> list[Row]:
    """Return whom one meets most in these incidents."""
    values = facts.values_of(aspect)
    counts = count_by(facts, aspect, mask)
    ranked = [int(n) for n in np.argsort(-counts, kind="stable")[: SHOWN + 2] if counts[n]]
    return [
        {"key": values.values[n], "name": values.labels[n], "count": int(counts[n])}
        for n in ranked
        if n and values.values[n] != but
    ][:SHOWN]


def _spellings(called: Iterable[Mapping[str, object]]) -> list[Row]:
    counts: Counter[str] = Counter()
    for row in called:
        counts[str(row["mention"])] += cast(int, row["count"])
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [{"mention": mention, "count": count} for mention, count in ranked]


def _commonest(called: Sequence[Mapping[str, object]], name: str) -> str | None:
    counts: Counter[str] = Counter()
    for row in called:
        if row[name] is not None:
            counts[str(row[name])] += cast(int, row["count"])
    return min(counts, key=lambda one: (-counts[one], one)) if counts else None


def _all_of(called: Sequence[Mapping[str, object]], name: str) -> list[str]:
    return sorted({str(row[name]) for row in called if row[name] is not None})
