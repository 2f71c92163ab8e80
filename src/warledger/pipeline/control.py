"""Keep the table `control` true for the places that pending claims speak of.

The states of a place follow from all claims on it and from nothing else, so they are made
anew whenever a claim on it comes, goes, or turns out to stand in a copy. `control_claims`
remembers which claims speak of which place; what is told of the whole of a first-order
division is told of the places in it, too.

A place is known by its gazetteer id. One that no gazetteer has is known by its folded name
(`geo.romanise`), its first-order division and country as far as they are told; where the
country is not, the one that its report names most.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import cast

from warledger.geo.romanise import fold_keys, plain_key
from warledger.lexicon.control import control_forms
from warledger.lexicon.outlets import outlet_named
from warledger.model import Control, Place
from warledger.pipeline.changes import Pending
from warledger.reconcile.control import make_states
from warledger.reconcile.control_places import Told
from warledger.reconcile.control_reading import Saying, read_sayings
from warledger.store.control import control_row
from warledger.store.ledger import Ledger
from warledger.store.records import to_claim
from warledger.store.rows import Row

# What bounds the memory: reports read, and places made, at a time.
REPORTS_AT_ONCE = 2_000
PLACES_AT_ONCE = 500
# Two consonants are shared by too many villages ("Fuaa", "Faw").
SHORTEST_FOLD = 3
# UCDP's codes for second- and first-order divisions.
DIVISIONS = (3, 4)


@dataclass(frozen=True, slots=True)
class Placed:
    """A saying with its place's key, the division it lies in, the division it is all of."""

    key: str
    division: str | None
    of_whole: str | None
    report: str
    saying: Saying


def update_control(ledger: Ledger, pending: Pending, copied: frozenset[str]) -> None:
    """Make the states of every place anew that a pending or outdated claim names."""
    changed = {name for name, _ in pending.reports} | copied
    copies = ledger.rows("control_copies", reports=sorted(changed))
    names = sorted(changed | {cast(str, row["report"]) for row in copies})
    touched = list(ledger.rows("control_touched", reports=names))
    keys = {cast(str, row["place_key"]) for row in touched}
    divisions = {cast(str, row["of_whole"]) for row in touched if row["of_whole"]}
    ledger.apply("control_forget", reports=names)
    for some in _chunks(names, REPORTS_AT_ONCE):
        placed = list(_read(ledger, some))
        ledger.insert("control_claims", _claim_rows(placed))
        keys |= {found.key for found in placed}
        divisions |= {found.of_whole for found in placed if found.of_whole}
    if divisions:
        within = ledger.rows("control_within", divisions=sorted(divisions))
        keys |= {cast(str, row["place_key"]) for row in within}
    for chunk in _chunks(sorted(keys), PLACES_AT_ONCE):
        states = list(_states(ledger, chunk))
        ledger.apply("control_clear", keys=list(chunk))
        ledger.insert("control", [control_row(state) for state in states])


def place_key(place: Place, *, told_of: str | None) -> str:
    """Return what makes two named places one; `told_of` is the report's own country."""
    if place.place_id is not None:
        return place.place_id
    country = place.country or told_of
    division = plain_key(place.adm1 or "")
    return f"name:{_fold(place.name, country)}|{division}|{country or ''}"


def _chunks(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (names[at : at + size] for at in range(0, len(names), size))


def _read(
    ledger: Ledger, reports: Sequence[str], claims: Sequence[str] | None = None
) -> Iterator[Placed]:
    """Yield what the claims of the reports say, of all or of the named claims."""
    rows = ledger.rows(
        "control_sources", words=sorted(control_forms()), reports=list(reports),
        claims=None if claims is None else list(claims),
    )  # fmt: skip
    for row in list(rows):
        told_of = cast(str | None, row["told_of"])
        for saying in read_sayings(_told(row)):
            place = saying.place
            division = _division(place, told_of)
            is_wide = place.place_id is not None and place.where_prec in DIVISIONS
            of_whole = division if saying.is_of_whole and is_wide else None
            key = place_key(place, told_of=told_of)
            yield Placed(key, division, of_whole, cast(str, row["report"]), saying)


def _told(row: Row) -> Told:
    outlet = cast(str | None, row["told_by"])
    told_in = cast(str, row["told_in"])
    return Told(
        claim=to_claim(row),
        quote=cast(str, row["quote"]),
        voice=_outlet_name(outlet) if outlet else f"report {told_in}",
        published=cast(date | None, row["published"]),
        report=told_in,
    )


@cache
def _outlet_name(outlet: str) -> str:
    known = outlet_named(outlet)
    return known.name if known is not None else outlet


@cache
def _fold(name: str, country: str | None) -> str:
    """Return the name's consonant classes, or all its letters where these say little."""
    key = fold_keys(name, country=country)[0]
    return key if len(key) >= SHORTEST_FOLD else plain_key(name)


def _division(place: Place, told_of: str | None) -> str | None:
    """Return the key of the first-order division that the place is or lies in."""
    name = place.adm1 or (place.name if place.where_prec == DIVISIONS[-1] else None)
    country = place.country or told_of
    return None if name is None else f"{plain_key(name)}|{country or ''}"


def _claim_rows(placed: Iterable[Placed]) -> list[Row]:
    """Return the rows of `control_claims`, one a place and claim."""
    found = {}
    for one in placed:
        found[one.key, one.saying.claim_id] = {
            "place_key": one.key,
            "division": one.division,
            "of_whole": one.of_whole,
            "claim_id": one.saying.claim_id,
            "report": one.report,
        }
    return list(found.values())


def _states(ledger: Ledger, keys: Sequence[str]) -> Iterator[Control]:
    """Yield the states of the places, by key."""
    wanted = list(ledger.rows("control_reports", keys=list(keys)))
    claims = sorted({cast(str, row["claim_id"]) for row in wanted})
    reports = sorted({cast(str, row["report"]) for row in wanted})
    said: dict[str, list[Placed]] = {}
    for one in _read(ledger, reports, claims):
        said.setdefault(one.saying.claim_id, []).append(one)
    by_key: dict[str, list[Row]] = {}
    for row in wanted:
        by_key.setdefault(cast(str, row["place_key"]), []).append(row)
    for key in keys:
        yield from make_states(key, _sayings_of(key, by_key.get(key, ()), said))


def _sayings_of(
    key: str, rows: Sequence[Row], said: Mapping[str, Sequence[Placed]]
) -> list[Saying]:
    """Return what is said of one place, and of the whole of the division it lies in."""
    told = [(row, one.saying) for row in rows for one in said.get(str(row["claim_id"]), ())
            if row["inherited"] or one.key == key]  # fmt: skip
    own = [saying for row, saying in told if not row["inherited"]]
    found = list(own)
    for row, saying in told:
        if row["inherited"] and saying.is_of_whole:
            found.append(_inherited(saying, own[0]))
    return found


def _inherited(saying: Saying, own: Saying) -> Saying:
    words = (*saying.words, f"told of the whole of {saying.place.name}")
    return replace(saying, place=own.place, place_claim=own.place_claim, words=words)
