"""Everything the page of one incident shows: a row a teller, and why it is one incident."""

from collections.abc import Mapping, Sequence
from typing import cast

from warledger.store.exports.jsonl import plain
from warledger.store.ledger import Ledger
from warledger.web.server.cells import cells_of, differing
from warledger.web.server.facts import Facts
from warledger.web.server.listing import rows
from warledger.web.server.telling import (
    SPEAKER,
    Row,
    Teller,
    bare_heads,
    folded_under,
    heads_of,
    shown_claim,
    teller_of,
)

MOST_CLAIMS = 400


def incident_page(facts: Facts, ledger: Ledger, number: int) -> Row:
    """Return what the page of an incident shows."""
    row = int(facts.number["row"][number])
    stored = next(iter(ledger.rows("web_incident", row=row)))
    told = [
        shown_claim(facts, claim)
        for claim in ledger.rows("web_incident_claims", numbers=[number], most=MOST_CLAIMS)
    ]
    claim_ids = [claim["claim_id"] for claim in told]
    heads = heads_of(ledger, (claim["report"] for claim in told))
    denials = [
        {"claim": d["claim_id"], "speaker": d["speaker"], "denies": d["denies"]}
        for d in cast(list[Row], stored["denials"])
    ]
    disagreements = cast(list[Row], stored["disagreements"])
    return {
        **rows(facts, ledger, [number])[0],
        "reasons": stored["reasons"],
        "claimants": _claimants(told, heads, denials, disagreements),
        "disagreements": disagreements,
        "denials": denials,
        "deaths": _tolls(cast(list[Row], stored["deaths"])),
        "losses": _tolls(cast(list[Row] | None, stored.get("losses")) or []),
        "side_ids": {"a": stored.get("side_a_ids"), "b": stored.get("side_b_ids")},
        "origins_list": _origins(cast(list[str], stored["origin_ids"]), heads),
        "links": [dict(link) for link in ledger.rows("web_links", claims=claim_ids)],
        "judgements": [
            dict(one) for one in ledger.rows("web_judgements", claims=claim_ids)
        ],
        "former_ids": [
            one["incident_id"] for one in ledger.rows("web_former", id=facts.id_of(number))
        ],
        "all_claims": {claim["claim_id"]: claim for claim in told},
        "all_reports": bare_heads(heads),
        "left_out": max(0, int(facts.number["claims"][number]) - len(told)),
    }


def _claimants(
    claims: Sequence[Row],
    heads: Mapping[str, Row],
    denials: Sequence[Row],
    disagreements: Sequence[Row],
) -> list[Row]:
    """Return a row for each teller, who told it first at the top."""
    folded = folded_under(claims, heads)
    groups: dict[Teller, list[Row]] = {}
    for claim in claims:
        if claim["claim_id"] not in folded:
            groups.setdefault(teller_of(claim, heads), []).append(claim)
    differs = differing(disagreements)
    return [
        {
            "claimant": _claimant(teller, own),
            "outlets": _outlets(own, heads),
            "claims": [claim["claim_id"] for claim in own],
            "first": number == 0,
            **cells_of(own, differs),
            **_denying(own, denials),
            "copies": _copies(own, folded, claims, heads),
        }
        for number, (teller, own) in enumerate(groups.items())
    ]


def _claimant(teller: Teller, claims: Sequence[Row]) -> Row:
    told: Row = {"kind": teller.kind, "name": teller.name}
    nearest = [claim["sources"][0] for claim in claims if claim["sources"]]
    for name in ("id", "side", "role"):
        known = [one[name] for one in nearest if one[name] is not None]
        told[name] = known[0] if teller.kind == SPEAKER and known else None
    return told


def _outlets(claims: Sequence[Row], heads: Mapping[str, Row]) -> list[str]:
    names = (heads[claim["report"]]["outlet"] for claim in claims)
    return list(dict.fromkeys(name for name in names if name))


def _denying(claims: Sequence[Row], denials: Sequence[Row]) -> Row:
    own = {claim["claim_id"] for claim in claims}
    denies = [c for d in denials if d["claim"] in own for c in d["denies"]]
    denied_by = [d["claim"] for d in denials if own & set(d["denies"])]
    return {
        "denies": list(dict.fromkeys(denies)), "denied_by": list(dict.fromkeys(denied_by))
    }  # fmt: skip


def _copies(
    claims: Sequence[Row],
    folded: Mapping[str, tuple[str, str]],
    all_claims: Sequence[Row],
    heads: Mapping[str, Row],
) -> list[Row]:
    """Return the reports whose copied claims are folded under these; links are followed."""
    own = {claim["claim_id"] for claim in claims}
    found: dict[str, Row] = {}
    for claim in all_claims:
        at = claim["claim_id"]
        while at in folded:
            at = folded[at][0]
        if at in own and claim["claim_id"] in folded:
            report = claim["report"]
            found.setdefault(
                report,
                {
                    "report": report, "outlet": heads[report]["outlet"],
                    "copy_of": folded[claim["claim_id"]][1], "claims": [],
                },
            )  # fmt: skip
            found[report]["claims"].append(claim["claim_id"])
    return list(found.values())


def _tolls(stored: Sequence[Row]) -> list[Row]:
    """Return losses with every account of them."""
    return [
        cast(Row, plain({**{k: v for k, v in side.items() if k != "by_speaker"},
                         "accounts": side["by_speaker"]}))
        for side in stored
    ]  # fmt: skip


def _origins(origin_ids: Sequence[str], heads: Mapping[str, Row]) -> list[Row]:
    """Return the independent origins with the reports that lead back to them."""
    found = []
    for origin in origin_ids:
        head = heads.get(origin, {})
        reports = [name for name, h in heads.items() if (h["origin_id"] or name) == origin]
        found.append(
            {
                "origin": origin, "outlet": head.get("outlet"), "title": head.get("title"),
                "reports": reports,
            }
        )  # fmt: skip
    return found
