"""Say of one incident what joined its claims, and what made each of its fields."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from warledger.pipeline.abstentions import UNCODED, code_of
from warledger.pipeline.explain_claim import judgement_part, link_part
from warledger.pipeline.explained import FURTHER, Part
from warledger.store.ledger import Ledger
from warledger.store.rows import Row


def incident_parts(ledger: Ledger, row: Row) -> Iterator[Part]:
    """Yield the parts of an incident; `row` is of `explain_incident`."""
    reasons = {
        cast(str, r["field"]): cast(str, r["reason"])
        for r in cast(list[Row], row["reasons"])
    }
    for field, value in _values(row):
        why = reasons.get(field, "")
        code = code_of("incident", why)
        if field == "place" and _is_unresolved(row["place"]):
            code = "incident-place-unresolved"
        yield Part(field, value, (why,) if why else (), code=_coded(code))
    yield from _losses(row)
    yield from _disagreements(row)
    claims = cast(list[str], row["claims"])
    yield from _told(ledger, claims)
    yield from _joined(ledger, claims)
    yield from _folded(ledger, cast(list[str], row["reports"]))


def _coded(code: str) -> str | None:
    return None if code == UNCODED else code


def _is_unresolved(place: object) -> bool:
    return place is not None and cast(Row, place)["lat"] is None


def _values(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the fields that have reasons, with their values in words."""
    yield "sub_event_type", f"{row['event_type']} / {row['sub_event_type']}"
    yield "status", str(row["status"])
    place = cast(Row | None, row["place"])
    named = f"{place['name']} ({place['id'] or 'no id'})" if place else "none"
    yield "place", named + (f", by claim {place['claim_id']}" if place else "")
    first, last = row["date_start"], row["date_end"]
    yield "date", "none" if first is None else f"{first} to {last}"
    sides = [", ".join(cast(list[str], row[side])) for side in ("side_a", "side_b")]
    yield "sides", " | ".join(side or "nobody named" for side in sides)
    origins = ", ".join(cast(list[str], row["origin_ids"]))
    yield "origins", f"{row['origins']}: {origins}"
    yield "standing", str(row["standing"])


def _losses(row: Row) -> Iterator[Part]:
    for loss in cast(list[Row], row["deaths"]):
        yield _loss("killed", loss)
    for loss in cast(list[Row] | None, row["losses"]) or ():
        item = f" {loss['item']}" if loss["item"] else ""
        yield _loss(f"{loss['measure']}{item}", loss)


def _loss(measure: str, loss: Row) -> Part:
    accounts = cast(list[Row] | None, loss["by_speaker"]) or []
    code = None
    if loss["best"] is None:
        vague = loss["low"] is None and loss["high"] is None
        code = "incident-loss-vague" if vague else "incident-no-best-number"
    of = loss["side"] or "nobody says whose"
    value = f"{measure} of {of}: {_bounds(loss)}"
    return Part("loss", value, tuple(map(_account, accounts)), code=code)


def _bounds(row: Row) -> str:
    names = ("low", "best", "high")
    told = [f"{n} {cast(float, row[n]):g}" for n in names if row[n] is not None]
    return ", ".join(told) or "no number"


def _account(account: Row) -> str:
    teller = account["speaker"] or f"{account['outlet'] or 'an outlet'} in its own voice"
    words = "; ".join(cast(list[str], account["words"]) or ())
    claims = " ".join(cast(list[str], account["claims"]))
    told = f"{teller} tells {_bounds(account)} in the words '{words}' (claims {claims})"
    if account["superseded"]:
        told += ", replaced by a later word"
    return told + (", taken as part of a larger count" if account["part"] else "")


def _disagreements(row: Row) -> Iterator[Part]:
    for one in cast(list[Row], row["disagreements"]):
        because = tuple(
            f"{version['value']}: told by {', '.join(cast(list[str], version['told_by']))} "
            f"(claims {' '.join(cast(list[str], version['claims']))})"
            for version in cast(list[Row], one["versions"])
        )
        yield Part("disagreement", str(one["field"]), because)
    for denial in cast(list[Row], row["denials"]):
        denied = " ".join(cast(list[str], denial["denies"]))
        who = denial["speaker"] or "nobody named"
        yield Part("denial", f"claim {denial['claim_id']} by {who}", (f"denies {denied}",))


def _told(ledger: Ledger, claims: Sequence[str]) -> Iterator[Part]:
    for told in ledger.rows("explain_told", claims=list(claims)):
        voice = f" by {told['speaker']}" if told["speaker"] else ""
        day = f", {told['published']}" if told["published"] else ""
        value = (
            f"{told['claim_id']} {told['status']}{voice} "
            f"({told['outlet'] or told['report']}{day})"
        )
        yield Part(
            "claim", value, (), cast(str, told["quote"]), None,
            cast(str, told["report"]), cast(int, told["start"]), cast(int, told["end"]),
        )  # fmt: skip


def _joined(ledger: Ledger, claims: Sequence[str]) -> Iterator[Part]:
    """Yield the links within the incident, those that reach out of it, people's words."""
    own = set(claims)
    links = list(ledger.rows("explain_links", claims=list(claims)))
    inside = [link for link in links if {link["claim_a"], link["claim_b"]} <= own]
    tree = _holding(inside)
    held = {(link["claim_a"], link["claim_b"]) for link in tree}
    for link in tree:
        yield replace(link_part(link), field="joined by")
    for link in inside:
        if (link["claim_a"], link["claim_b"]) not in held:
            yield replace(link_part(link), field=FURTHER)
    if len(links) > len(inside):
        strongest = max(cast(float, link["weight"]) for link in links if link not in inside)
        yield Part(
            "link", f"{len(links) - len(inside)} links to claims of other incidents",
            (f"the strongest has {strongest:+.1f} bits; grouping did not follow them "
             "(docs/linking.md says when it does not)",),
        )  # fmt: skip
    if len(claims) > 1 and not inside:
        yield Part("link", "none", ("the claims are joined by people's words alone",))
    for word in ledger.rows("explain_judgements", claims=list(claims)):
        yield judgement_part(word)


def _holding(links: Sequence[Row]) -> list[Row]:
    """Return the strongest links that hold the claims together: no claim by two ways.

    The links come strongest first, so this is their maximum spanning tree (Kruskal 1956).
    """
    root: dict[str, str] = {}

    def of(claim: str) -> str:
        while root.get(claim, claim) != claim:
            claim = root[claim]
        return claim

    kept = []
    for link in links:
        first, second = of(cast(str, link["claim_a"])), of(cast(str, link["claim_b"]))
        if first != second:
            root[first] = second
            kept.append(link)
    return kept


def _folded(ledger: Ledger, reports: Sequence[str]) -> Iterator[Part]:
    for copied in ledger.rows("explain_copies", reports=list(reports)):
        yield copy_part(copied)


def copy_part(copied: Row) -> Part:
    """Return in words that a report copies others, and why it is taken to."""
    of = ", ".join(cast(list[str], copied["copy_of"]))
    share = cast(float, copied["share"])
    value = f"{copied['report']} repeats {of} ({share:.0%} of its words)"
    because = (
        *cast(list[str], copied["evidence"]),
        f"all of it leads back to {copied['origin_id']}, and counts as one origin",
    )
    return Part("copy", value, because)
