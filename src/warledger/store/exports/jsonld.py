"""JSON-LD with schema.org's words: Claims, the NewsArticles they stand in, Events.

One document: a context of its own, which needs no download, and a graph. A claim is a
schema:Claim with its quote as `text`, its speakers as `author` and its report as
`appearance`; an incident is a schema:Event that its claims are `about`; a state of control
is a Claim that a place is held. There is no ClaimReview: a machine gives no verdict. What
schema.org has no word for (offsets, status, standing, precision) has a word of ours under
"urn:warledger:vocabulary:". An article repeats under one `@id` wherever it is met, which
JSON-LD merges.
"""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, cast
from urllib.parse import quote

from warledger.store.exports.coded import Account, Coded, Loss, Party, Speaker, coded_rows
from warledger.store.exports.jsonl import json_text
from warledger.store.exports.written import Written
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

CONTEXT: Row = {
    "@vocab": "https://schema.org/",
    "wl": "urn:warledger:vocabulary:",
    "url": {"@type": "@id"},
    "startDate": {"@type": "Date"},
    "endDate": {"@type": "Date"},
    "datePublished": {"@type": "Date"},
}
# Roles of a speaker whose words are a person's; the others speak as a body.
PERSONS = frozenset({"witness", "expert"})


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write one document and return how many claims or incidents its graph holds."""
    out.write(f'{{"@context": {json_text(CONTEXT)},\n"@graph": ['.encode())
    count = 0
    for node in _nodes(ledger, table):
        out.write(f"{',' if count else ''}\n{json_text(node)}".encode())
        count += 1
    out.write(b"\n]}\n")
    return Written(count)


def _nodes(ledger: Ledger, table: str) -> Iterator[Row]:
    if table == "control":
        return map(_state, ledger.rows("control_told"))
    shape = _incident if table == "incidents" else _claim
    return map(shape, coded_rows(ledger, table))


def _claim(coded: Coded) -> Row:
    (account,) = coded.accounts
    event = {"@id": f"urn:warledger:event:{coded.key}", **_event(coded)}
    if coded.incident_id is not None:
        event["superEvent"] = {"@id": f"urn:warledger:incident:{coded.incident_id}"}
    return _told({**_claim_node(account), "about": event})


def _incident(coded: Coded) -> Row:
    name = f"urn:warledger:incident:{coded.key}"
    claims = [
        {**_claim_node(account), "about": {"@id": name}} for account in coded.accounts
    ]
    node = {"@id": name, **_event(coded), "wl:standing": coded.standing}
    node |= {"wl:origins": coded.origins, "wl:disputed": list(coded.disputed)}
    return _told({**node, "subjectOf": [_told(claim) for claim in claims]})


def _claim_node(account: Account) -> Row:
    return {
        "@id": f"urn:warledger:claim:{account.claim_id}",
        "@type": "Claim",
        "identifier": account.claim_id,
        "text": account.quote,
        "author": [_author(speaker) for speaker in account.speakers] or _body(account),
        "datePublished": account.published,
        "inLanguage": account.language,
        "appearance": _article(account),
        "wl:status": account.status,
        "wl:start": account.start,
        "wl:end": account.end,
    }


def _article(account: Account) -> Row:
    node = {
        "@id": f"urn:warledger:report:{quote(account.report, safe='')}",
        "@type": "NewsArticle",
        "identifier": account.report,
        "headline": account.title,
        "datePublished": account.published,
        "url": account.url if is_link(account.url) else None,
        "author": {"@type": "Person", "name": account.author} if account.author else None,
        "publisher": _body(account),
    }
    return _told(node)


def is_link(url: str | None) -> bool:
    """Say whether a report's address is a web address."""
    return url is not None and url.startswith(("https://", "http://")) and " " not in url


def _body(account: Account) -> Row | None:
    if account.outlet is None:
        return None
    return {"@type": "Organization", "name": account.outlet}


def _author(speaker: Speaker) -> Row:
    is_person = (speaker.actor_id or "").startswith("person:") or speaker.role in PERSONS
    node = {
        "@type": "Person" if is_person else "Organization",
        "name": speaker.name,
        "identifier": speaker.actor_id,
        "wl:role": speaker.role,
    }
    return _told(node)


def _event(coded: Coded) -> Row:
    place = coded.place
    node = {
        "@type": "Event",
        "name": _title(coded, place),
        "additionalType": coded.event_type,
        "keywords": [coded.sub_event_type, *coded.tags],
        "startDate": coded.start,
        "endDate": coded.end,
        "location": None if place is None else _place(place),
        "wl:status": coded.status,
        "wl:datePrecision": coded.date_prec,
        "wl:plover": coded.plover,
        "wl:sideA": [_party(party) for party in coded.side_a],
        "wl:sideB": [_party(party) for party in coded.side_b],
        "wl:killed": [_killed(loss) for loss in coded.losses],
    }
    return _told(node)


def _title(coded: Coded, place: Row | None) -> str:
    where = f" at {place['name']}" if place is not None else ""
    when = f" on {coded.start.isoformat()}" if coded.start is not None else ""
    return f"{coded.sub_event_type}{where}{when}"


def _place(place: Row) -> Row:
    node: Row = {
        "@type": "Place",
        "name": place["name"],
        "identifier": place["id"],
        "containedInPlace": _contained(place),
        "geo": None,
        "wl:precision": place["where_prec"],
    }
    if place["lat"] is not None:
        point = {"latitude": place["lat"], "longitude": place["lon"]}
        node = {**node, "geo": {"@type": "GeoCoordinates", **point}}
    return _told(node)


def _contained(place: Row) -> Row | None:
    if place["adm1"] is not None:
        return {"@type": "AdministrativeArea", "name": place["adm1"]}
    if place["country"] is not None:
        return {"@type": "Country", "identifier": place["country"]}
    return None


def _party(party: Party) -> Row:
    return _told(
        {"@type": "Organization", "name": party.name, "identifier": party.actor_id}
    )


def _killed(loss: Loss) -> Row:
    node = {
        "@type": "QuantitativeValue",
        "name": loss.side,
        "minValue": loss.low,
        "value": loss.best,
        "maxValue": loss.high,
        "description": list(loss.words),
    }
    return _told({name: _count(value) for name, value in node.items()})


def _count(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _state(row: Row) -> Row:
    """Return a state of control as a Claim about a place, with the claims it rests on."""
    place = cast(Row, row["place"])
    holder = cast(str | None, row["holder"])
    claims, against = (cast(list[str], row[n]) for n in ("claims", "contradicted_by"))
    node = {
        "@id": f"urn:warledger:control:{row['control_id']}",
        "@type": "Claim",
        "identifier": row["control_id"],
        "name": f"{row['kind']}: {place['name']}, {holder or 'nobody named'}",
        "about": [
            _place(place),
            {"@type": "Organization", "name": holder} if holder is not None else None,
        ],
        "temporalCoverage": f"{row['from']}/{row['to']}",
        "author": [{"@type": "Organization", "name": n} for n in _names(row)],
        "isBasedOn": [{"@id": f"urn:warledger:claim:{claim}"} for claim in claims],
        "wl:kind": row["kind"],
        "wl:unconfirmed": row["unconfirmed"],
        "wl:contradictedBy": [{"@id": f"urn:warledger:claim:{claim}"} for claim in against],
    }
    node["about"] = [one for one in cast(list[object], node["about"]) if one is not None]
    return _told(node)


def _names(row: Row) -> list[str]:
    return cast(list[str], row["according_to"])


def _told(node: Row) -> Row:
    """Return the node without what nobody tells; days stay days until they are written."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in node.items()
        if value is not None and value != []
    }
