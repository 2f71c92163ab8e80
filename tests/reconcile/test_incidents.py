"""Incidents of hand-built claims about a war that no corpus of ours tells of."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_files import cases
from warledger.model import (
    Claim,
    ClaimActor,
    ClaimDate,
    Factuality,
    Figure,
    Incident,
    Place,
    Span,
    Speaker,
    Status,
    identity,
)
from warledger.reconcile.incidents import incident_id, make_incident
from warledger.reconcile.incidents_told import Told

AT = Span(0, 1)
EVENT_TYPES = {
    "Armed clash": "Battles",
    "Government regains territory": "Battles",
    "Non-state actor overtakes territory": "Battles",
    "Attack": "Violence against civilians",
    "Peaceful protest": "Protests",
    "Change to group/activity": "Strategic developments",
}


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def party(words: str) -> ClaimActor:
    """`name|id|side`, the last two optional."""
    name, actor_id, side = [*(part or None for part in words.split("|")), None, None][:3]
    return ClaimActor(name or "", actor_id, name or "", AT, side)


def speaker(words: str) -> Speaker:
    """`name|id|role|side`, all but the first optional."""
    name, actor_id, role, side = [*(p or None for p in words.split("|")), None, None, None][
        :4
    ]
    return Speaker(name or "", name or "", AT, "said", actor_id, role, side)


def when(words: str | None) -> ClaimDate | None:
    """`first/last`, a day, or a day in round brackets where it is only assumed."""
    if words is None:
        return None
    first, _, last = words.strip("()").partition("/")
    start, end = day(first), day(last or first)
    days = (end - start).days + 1
    code = next((c for c, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)
    mention = None if words.startswith("(") else words
    return ClaimDate(words.strip("()"), start, end, code, "said so", mention)


def where(fields: dict[str, object]) -> Place:
    known = {"where_prec": 1, "country": "QQ", **fields}
    return Place(AT, str(fields["name"]), **known)  # type: ignore[arg-type]


def told(line: dict[str, object], number: int = 0) -> Told:
    """Return one claim of a case, with what its report adds."""
    report = str(line.get("report", f"r{number}"))
    kind = str(line.get("type", "Armed clash"))
    claim = Claim(
        report_id=report,
        span=Span(10 * number, 10 * number + 9),
        trigger=Span(10 * number, 10 * number + 5),
        event_type=EVENT_TYPES.get(kind, "Explosions/Remote violence"),
        sub_event_type=kind,
        status=Status(str(line.get("status", "occurred"))),
        factuality=Factuality.CERTAIN,
        actors=tuple(map(party, line.get("actors", ()))),  # type: ignore[arg-type]
        targets=tuple(map(party, line.get("targets", ()))),  # type: ignore[arg-type]
        places=tuple(map(where, line.get("places", ()))),  # type: ignore[arg-type]
        date=when(line.get("date")),  # type: ignore[arg-type]
        figures=tuple(
            Figure(f[0], *f[2:5], line.get("mention", f"{f[3]} men"), AT, f[1], *f[5:])  # type: ignore[misc]
            for f in line.get("figures", ())  # type: ignore[attr-defined]
        ),
        sources=tuple(map(speaker, line.get("sources", ()))),  # type: ignore[arg-type]
    )
    outlet = line.get("outlet", f"The {report} Gazette")
    return Told(
        claim=claim,
        claim_id=str(line.get("id", claim.claim_id)),
        outlet=outlet,  # type: ignore[arg-type]
        published=day(line.get("published", "1931-04-02")),  # type: ignore[arg-type]
        origin_report=str(line.get("copies", report)),
        origin_outlet=line.get("copied_from", outlet),  # type: ignore[arg-type]
        words=str(line.get("words", "")),
    )


def shown(incident: Incident) -> dict[str, object]:
    """Return the incident's fields as a case writes them."""
    place = incident.place
    deaths = {str(d.side): [d.low, d.best, d.high] for d in incident.deaths}
    losses = {
        " ".join(filter(None, (loss.measure, loss.side, loss.item))): [
            loss.low, loss.best, loss.high,
        ]
        for loss in incident.losses
    }  # fmt: skip
    return {
        "type": incident.sub_event_type,
        "status": incident.status,
        "place": place and place.name,
        "days": [d and d.isoformat() for d in (incident.date_start, incident.date_end)],
        "side_a": list(incident.side_a),
        "side_b": list(incident.side_b),
        "deaths": deaths,
        "losses": losses,
        "origins": incident.origins,
        "origin_ids": list(incident.origin_ids),
        "standing": incident.standing.value,
        "disagreements": [d.field for d in incident.disagreements],
        "denies": {d.claim_id: list(d.denies) for d in incident.denials},
        "superseded": sorted(
            t.high
            for d in incident.deaths
            for t in d.accounts
            if t.is_superseded and t.high
        ),
        "parts": sorted(
            t.high for d in incident.deaths for t in d.accounts if t.is_part and t.high
        ),
    }


@pytest.mark.parametrize("case", cases("incidents"))
def test_what_claims_tell_becomes_one_incident(case: dict[str, object]) -> None:
    claims = [told(line, n) for n, line in enumerate(case["claims"])]  # type: ignore[arg-type]
    found = shown(make_incident(claims))
    wanted: dict[str, object] = case["incident"]  # type: ignore[assignment]
    assert {name: found[name] for name in wanted} == wanted


def test_the_id_is_that_of_the_first_claim() -> None:
    late = told({"report": "a", "published": None}, 1)
    early = told({"report": "b", "published": "1931-04-03"}, 2)
    first = told({"report": "c", "published": "1931-04-02"}, 3)
    made = make_incident([late, early, first])
    assert made.incident_id == incident_id(first.claim_id)
    assert made.claims == (first.claim_id, early.claim_id, late.claim_id)


def test_no_claims_make_no_incident() -> None:
    with pytest.raises(ValueError, match="no claims"):
        make_incident([])


NUMBERS = st.one_of(st.none(), st.integers(0, 60).map(float))
NAMES = st.sampled_from(
    ["Reed Guard|reed|Reedland", "Hill League|hill|Hillmen", "militants|generic:militants",
     "Civilians|generic:civilians", "Fen Rangers"]
)  # fmt: skip
SPEAKERS = st.sampled_from(
    ["Ana Prow|person:ana|official|Reedland", "Quiet Watch|watch|monitor", "sources|generic:sources|unnamed",
     "Wire One|outlet:wire|agency", "activists|generic:activists|activist"]
)  # fmt: skip
SPOTS = st.sampled_from(
    [
        {"name": "Ostry", "place_id": "g:1", "lat": 1.0, "lon": 2.0, "adm1": "Fen"},
        {"name": "Merrow", "place_id": "g:2", "lat": 5.0, "lon": 9.0, "adm1": "Hill"},
        {
            "name": "Fen",
            "place_id": "g:3",
            "lat": 1.2,
            "lon": 2.2,
            "adm1": "Fen",
            "where_prec": 4,
        },
        {"name": "Nowhere", "where_prec": None},
    ]
)
FIGURES = st.tuples(
    st.sampled_from(["killed", "wounded", "destroyed"]),
    st.sampled_from([None, "Civilians", "Reed Guard", "militants"]),
    st.lists(NUMBERS, min_size=3, max_size=3),
).map(lambda f: (f[0], f[1], *_ordered(f[2])))


def _ordered(bounds: list[float | None]) -> list[float | None]:
    given = sorted(b for b in bounds if b is not None)
    return [None if b is None else given.pop(0) for b in bounds]


LINES = st.fixed_dictionaries(
    {
        "report": st.sampled_from(["r1", "r2", "r3", "r4"]),
        "type": st.sampled_from([*EVENT_TYPES, "Air/drone strike", "Suicide bomb"]),
        "status": st.sampled_from([status.value for status in Status]),
        "actors": st.lists(NAMES, max_size=2),
        "targets": st.lists(NAMES, max_size=2),
        "places": st.lists(SPOTS, max_size=2),
        "date": st.sampled_from(
            [None, "1931-04-01", "1931-03-30/1931-04-02", "(1931-04-02)"]
        ),
        "figures": st.lists(FIGURES, max_size=2),
        "sources": st.lists(SPEAKERS, max_size=2),
        "published": st.sampled_from([None, "1931-04-02", "1931-04-04"]),
        "copies": st.sampled_from(["r1", "r2", "r9"]),
        "outlet": st.sampled_from([None, "Wire One", "Fen Courier"]),
    }
)
CLAIMS = st.lists(LINES, min_size=1, max_size=9).map(
    lambda lines: [
        replace(told(line, n), claim_id=identity("claim", n))
        for n, line in enumerate(lines)
    ]
)


@given(CLAIMS, st.randoms())
def test_any_order_of_claims_gives_the_same_incident(
    claims: list[Told], random: Random
) -> None:
    assert make_incident(random.sample(claims, len(claims))) == make_incident(claims)


@given(CLAIMS)
def test_an_incident_keeps_its_promises(claims: list[Told]) -> None:
    made = make_incident(claims)
    ids = {c.claim_id for c in claims}
    assert sorted(made.claims) == sorted(ids)
    assert 1 <= made.origins <= len(made.reports)
    assert len(made.origin_ids) == made.origins
    for loss in (*made.deaths, *made.losses):
        for row in (loss, *loss.accounts):
            bounds = [b for b in (row.low, row.best, row.high) if b is not None]
            assert bounds == sorted(bounds)
        assert {claim for toll in loss.accounts for claim in toll.claim_ids} <= ids
        assert any(not (t.is_superseded or t.is_part) for t in loss.accounts)
    for one in made.disagreements:
        assert len(one.versions) > 1
        assert {claim for v in one.versions for claim in v.claim_ids} <= ids
    assert (made.date_start is None) == (made.date_end is None) == (made.date_prec is None)
    assert {claim for d in made.denials for claim in (d.claim_id, *d.denies)} <= ids
