"""Keep the table `control` true for the places that pending claims speak of.

The states of a place follow from all claims on it and from nothing else, so they are made
anew whenever a claim on it comes, goes, or turns out to stand in a copy. `control_claims`
remembers which claims speak of which place; what is told of the whole of a first-order
division is told of the places in it, too.

A place is known by its gazetteer id. One that no gazetteer has is known by its folded name
(`geo.romanise`) with the first-order division and country that are told of it. All of one
folded name are looked at together: one of which no division is told is taken for the only
other of that name which may be meant (in its country, or else in that which its report
names most or one of the claim's parties'), and stays by itself where there are several.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import cast

from warledger.geo.romanise import fold_keys, plain_key
from warledger.lexicon.actors import load_actors
from warledger.lexicon.control import control_forms
from warledger.lexicon.outlets import outlet_named
from warledger.model import Claim, Control, Place
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
    """A saying with what places it: the key of its block, and where it may lie.

    `told_of` is the country its report names most, `division` the one that the place is or
    lies in, `of_whole` the one that it is told of as a whole.
    """

    key: str
    told_of: str | None
    countries: frozenset[str]
    division: str | None
    of_whole: str | None
    report: str
    saying: Saying


def update_control(ledger: Ledger, pending: Pending, copied: frozenset[str]) -> None:
    """Make the states of every place anew that a pending or outdated claim names."""
    names = sorted(copied.union(name for name, _ in pending.reports))
    touched = list(ledger.rows("control_touched", reports=names))
    keys = {cast(str, row["place_key"]) for row in touched}
    divisions = {cast(str, row["of_whole"]) for row in touched if row["of_whole"]}
    ledger.apply("control_forget", reports=names)
    for some in _chunks(names, REPORTS_AT_ONCE):
        placed = list(read_placed(ledger, some))
        ledger.insert("control_claims", claim_rows(placed))
        keys |= {found.key for found in placed}
        divisions |= {found.of_whole for found in placed if found.of_whole}
    if divisions:
        within = ledger.rows("control_within", divisions=sorted(divisions))
        keys |= {cast(str, row["place_key"]) for row in within}
    for chunk in _chunks(sorted(keys), PLACES_AT_ONCE):
        states = list(states_of(ledger, chunk))
        ledger.apply("control_clear", keys=list(chunk))
        ledger.insert("control", [control_row(state) for state in states])


def _chunks(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (names[at : at + size] for at in range(0, len(names), size))


def _countries(place: Place, claim: Claim, told_of: str | None) -> frozenset[str]:
    """Return where the place may lie: its country, or the report's and the parties'."""
    if place.country is not None:
        return frozenset((place.country,))
    known = load_actors().actors
    found = {told_of} if told_of else set()
    for actor in (*claim.actors, *claim.targets):
        if (listed := known.get(actor.actor_id or "")) is not None:
            found.update(listed.countries)
    return frozenset(found)


def block_key(place: Place) -> str:
    """Return under what a place is looked up: its id, or the fold of its name."""
    if place.place_id is not None:
        return place.place_id
    return f"name:{_fold(place.name)}"


def read_placed(
    ledger: Ledger, reports: Sequence[str], claims: Sequence[str] | None = None
) -> Iterator[Placed]:
    """Yield what the claims of the reports say, of all or of the named claims."""
    rows = ledger.rows(
        "control_sources", words=sorted(control_forms()), reports=list(reports),
        claims=None if claims is None else list(claims),
    )  # fmt: skip
    for row in list(rows):
        told_of = cast(str | None, row["told_of"])
        told = _told(row)
        for saying in read_sayings(told):
            place = saying.place
            division = _division(place, told_of)
            is_wide = place.place_id is not None and place.where_prec in DIVISIONS
            of_whole = division if saying.is_of_whole and is_wide else None
            yield Placed(
                key=block_key(place),
                told_of=told_of,
                countries=_countries(place, told.claim, told_of),
                division=division,
                of_whole=of_whole,
                report=cast(str, row["report"]),
                saying=saying,
            )


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
def _fold(name: str) -> str:
    """Return the name's consonant classes, or all its letters where these say little."""
    key = fold_keys(name)[0]
    return key if len(key) >= SHORTEST_FOLD else plain_key(name)


def _division(place: Place, told_of: str | None) -> str | None:
    """Return the key of the first-order division that the place is or lies in."""
    name = place.adm1 or (place.name if place.where_prec == DIVISIONS[-1] else None)
    country = place.country or told_of
    return None if name is None else f"{plain_key(name)}|{country or ''}"


def claim_rows(placed: Iterable[Placed]) -> list[Row]:
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


def states_of(ledger: Ledger, keys: Sequence[str]) -> Iterator[Control]:
    """Yield the states of the places, by key."""
    wanted = list(ledger.rows("control_reports", keys=list(keys)))
    claims = sorted({cast(str, row["claim_id"]) for row in wanted})
    reports = sorted({cast(str, row["report"]) for row in wanted})
    said: dict[str, list[Placed]] = {}
    for one in read_placed(ledger, reports, claims):
        said.setdefault(one.saying.claim_id, []).append(one)
    own: dict[str, list[Placed]] = {}
    above: dict[str, list[tuple[str, Saying]]] = {}
    for row in wanted:
        key = cast(str, row["place_key"])
        for one in said.get(cast(str, row["claim_id"]), ()):
            if row["inherited"] and one.saying.is_of_whole:
                above.setdefault(key, []).append((cast(str, row["division"]), one.saying))
            elif not row["inherited"] and one.key == key:
                own.setdefault(key, []).append(one)
    for key in keys:
        for name, placed in _places_of(key, own.get(key, ())):
            found = [one.saying for one in placed]
            lies_in = {one.division for one in placed}
            found += [
                _inherited(s, found[0]) for d, s in above.get(key, ()) if d in lies_in
            ]
            yield from make_states(name, found)


def _places_of(
    key: str, placed: Sequence[Placed]
) -> Iterator[tuple[str, Sequence[Placed]]]:
    """Yield the places that one block holds, each with its key."""
    if not key.startswith("name:"):
        if placed:
            yield key, placed
        return
    known = {place for place in map(_lies_in, placed) if all(place)}
    joined: dict[tuple[str, str], list[Placed]] = {}
    for one in placed:
        meant = _lies_in(one)
        if not meant[0]:
            fits = [place for place in known if place[1] in one.countries]
            meant = fits[0] if len(fits) == 1 else meant
        joined.setdefault((meant[0], meant[1] or one.told_of or ""), []).append(one)
    for (division, country), some in sorted(joined.items()):
        yield f"{key}|{division}|{country}", some


def _lies_in(one: Placed) -> tuple[str, str]:
    """Return the division and the country that are told of a place, "" where none is."""
    place = one.saying.place
    return plain_key(place.adm1 or ""), place.country or ""


def _inherited(saying: Saying, own: Saying) -> Saying:
    words = (*saying.words, f"told of the whole of {saying.place.name}")
    return replace(saying, place=own.place, place_claim=own.place_claim, words=words)
