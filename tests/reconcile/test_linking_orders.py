"""Links and groups are the same in whatever order and in however many parts claims come."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from warledger.errors import QueryError
from warledger.model import (
    Claim,
    ClaimActor,
    ClaimDate,
    Extraction,
    Factuality,
    Figure,
    Place,
    Report,
    Section,
    Span,
    Status,
)
from warledger.model.incidents import Verdict
from warledger.pipeline import linking
from warledger.pipeline.judging import judge
from warledger.pipeline.reconcile import reconcile
from warledger.store.judgements import read_judgements
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry
from warledger.store.run import Run

RUN = Run("0.0.1", {"model": "tiny", "language": "en"}, "tiny 1.0", "aa", "bb")
TOWNS = ("Quellin", "Zanbur", "Orvast", "Tillimar")
NAMES = ("Ambrel", "Castoun", "Dervike", "Eskarto", "Fallwen", "Gimborra", "Halvorst")
FIRST = date(1904, 5, 3)


def make_report(
    number: int, *, seed: int = 0, text: str = ""
) -> tuple[Report, list[Claim]]:
    """Return an invented report of two claims; few towns and days, so that many meet."""
    draw = Random(f"{seed} {number}")
    published = FIRST + timedelta(days=draw.randrange(4))
    said = text
    for _ in range(0 if text else 2):
        town, name = draw.choice(TOWNS), draw.choice(NAMES)
        said += (
            f"Raiders shelled {town} and killed {draw.randrange(1, 9)} guards of {name}. "
        )
    report = Report(
        f"r{number:03}", said, title="The war", published=published,
        published_basis="given", sections=(Section(Span(0, len(said)), None, None, None, None),),
    )  # fmt: skip
    return report, [make_claim(report, start) for start in _starts(said)]


def _starts(text: str) -> list[int]:
    return [n for n in range(len(text)) if text.startswith("Raiders", n)]


def make_claim(report: Report, start: int, *, day: date | None = None) -> Claim:
    """Return the claim of one sentence, with its town and its dead."""
    end = report.text.index(".", start)
    words = report.text[start:end]
    town = words.split()[2]
    at = start + words.index(town)
    killed = next(word for word in words.split() if word.isdigit())
    where = start + words.index(killed)
    told = day or report.published
    assert told is not None
    return Claim(
        report_id=report.report_id,
        span=Span(start, end),
        trigger=Span(start + 8, start + 15),
        event_type="Explosions/Remote violence",
        sub_event_type="Shelling/artillery/missile attack",
        status=Status.OCCURRED,
        factuality=Factuality.CERTAIN,
        actors=(ClaimActor("raiders", None, "Raiders", Span(start, start + 7)),),
        places=(
            Place(Span(at, at + len(town)), town, town, f"own:{town}",
                  float(TOWNS.index(town)), 40.0, 1, "Coast", "QQ"),
        ),
        date=ClaimDate(told.isoformat(), told, told, 1, "given"),
        figures=(
            Figure("killed", float(killed), float(killed), float(killed), killed,
                   Span(where, where + len(killed))),
        ),
    )  # fmt: skip


def build(path: Path, parts: Sequence[Sequence[tuple[Report, list[Claim]]]]) -> Ledger:
    """Return a ledger into which the reports came part by part, reconciled each time."""
    ledger = open_ledger(path, write=True)
    ledger.begin(RUN)
    for part in parts:
        ledger.append(
            [
                to_entry(
                    report,
                    Extraction(report.report_id, claims=tuple(claims)),
                    revision=1,
                    run_id=RUN.run_id,
                )
                for report, claims in part
            ]
        )
        reconcile(ledger)
    return ledger


def state(ledger: Ledger) -> tuple[list[object], list[object]]:
    """Return all links and all groups."""
    links = ledger._connection.execute("SELECT * FROM links ORDER BY ALL").fetchall()
    groups = ledger._connection.execute(
        "SELECT list(claim_id ORDER BY claim_id) AS claims FROM incident_claims "
        "GROUP BY incident_id ORDER BY claims"
    ).fetchall()
    return list(links), list(groups)


def parts_of(rows: Sequence[object], seed: int) -> list[list[object]]:
    """Return the rows in another order, cut into parts."""
    draw = Random(seed)
    mixed = draw.sample(rows, len(rows))
    cuts = sorted(draw.sample(range(1, len(rows)), 3))
    return [mixed[a:b] for a, b in zip([0, *cuts], [*cuts, len(rows)], strict=True)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("anchors", [3, 40])
def test_the_order_of_arrival_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, anchors: int
) -> None:
    monkeypatch.setattr(linking, "ANCHORS", anchors)
    reports = [make_report(number, seed=seed) for number in range(24)]
    whole = build(tmp_path / "whole.ledger", [reports])
    parts = build(tmp_path / "parts.ledger", parts_of(reports, seed))  # type: ignore[arg-type]
    links, groups = state(whole)
    assert links
    assert groups
    assert state(parts) == (links, groups)
    reconcile(parts, afresh=True)
    assert state(parts) == (links, groups)


def test_how_much_is_compared_and_grouped_at_once_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [make_report(number, seed=5) for number in range(24)]
    at_once = state(build(tmp_path / "whole.ledger", [reports]))
    assert at_once[0]
    monkeypatch.setattr(linking, "STANDING_AT_ONCE", 100)
    monkeypatch.setattr(linking, "GROUPED_AT_ONCE", 1)
    monkeypatch.setattr(linking, "AT_ONCE", 3)
    assert state(build(tmp_path / "pieces.ledger", [reports])) == at_once


def test_an_unrelated_report_changes_nothing(tmp_path: Path) -> None:
    reports = [make_report(number) for number in range(10)]
    ledger = build(tmp_path / "own.ledger", [reports])
    links, groups = state(ledger)
    text = "Raiders shelled Novokamsk and killed 31 sailors of the Belostrel."
    report = Report("r900", text, published=date(1951, 1, 1), published_basis="given")
    claim = Claim(
        "r900", Span(0, len(text) - 1), Span(8, 15), "Battles", "Armed clash",
        Status.OCCURRED, Factuality.CERTAIN,
    )  # fmt: skip
    entry = to_entry(
        report, Extraction("r900", claims=(claim,)), revision=1, run_id=RUN.run_id
    )
    ledger.append([entry])
    reconcile(ledger)
    assert state(ledger)[0] == links
    assert [g for g in state(ledger)[1] if g != ([claim.claim_id],)] == groups


def test_claims_without_a_day_or_a_place_are_grouped_too(tmp_path: Path) -> None:
    report, claims = make_report(1)
    bare = [
        Claim(c.report_id, c.span, c.trigger, c.event_type, c.sub_event_type, c.status,
              c.factuality)
        for c in claims
    ]  # fmt: skip
    ledger = build(tmp_path / "own.ledger", [[(report, bare)], [make_report(2)]])
    grouped = sorted(claim for (group,) in state(ledger)[1] for claim in group)  # type: ignore[misc]
    assert len(grouped) == 4
    assert len(set(grouped)) == 4


def test_many_copies_of_one_text_become_one_group_each_claim(tmp_path: Path) -> None:
    text = (
        "Raiders shelled Quellin and killed 17 guards of Ambrel beside Castoun's mill in "
        "Dervike lane. "
    )
    copies = [make_report(number, text=text) for number in range(120)]
    for number, (report, claims) in enumerate(copies):
        copies[number] = (
            report,
            [make_claim(report, c.span.start, day=FIRST) for c in claims],
        )
    ledger = build(tmp_path / "own.ledger", [copies[:50], copies[50:]])
    links, groups = state(ledger)
    assert len(groups) == 1
    assert len(links) == 119


def test_a_judgement_takes_effect_at_once_and_can_be_taken_back(tmp_path: Path) -> None:
    ledger = build(tmp_path / "own.ledger", [[make_report(n) for n in range(12)]])
    before = state(ledger)
    together = next(group for (group,) in before[1] if len(group) > 1)  # type: ignore[misc]
    pair = (together[0], together[1])
    judge(ledger, pair, Verdict.DIFFERENT, by="E. Ruiz")
    apart = [set(group) for (group,) in state(ledger)[1]]  # type: ignore[misc]
    assert not any(set(pair) <= group for group in apart)
    reconcile(ledger, afresh=True)
    assert [set(group) for (group,) in state(ledger)[1]] == apart  # type: ignore[misc]
    judge(ledger, pair, Verdict.WITHDRAWN)
    assert state(ledger) == before
    assert [row.state for row in read_judgements(ledger)] == ["replaced", "withdrawn"]


def test_people_may_join_what_the_weights_part(tmp_path: Path) -> None:
    ledger = build(tmp_path / "own.ledger", [[make_report(n) for n in range(12)]])
    groups = [group for (group,) in state(ledger)[1]]  # type: ignore[misc]
    pair = (groups[0][0], groups[1][0])
    done = judge(ledger, pair, Verdict.SAME)
    assert any(set(pair) <= set(group) for (group,) in state(ledger)[1])  # type: ignore[misc]
    assert done.overruled == ()


def test_a_judgement_of_a_claim_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ledger = build(tmp_path / "own.ledger", [[make_report(1)]])
    claim = state(ledger)[1][0][0][0]  # type: ignore[index]
    with pytest.raises(QueryError, match="no claim 'nowhere'"):
        judge(ledger, (claim, "nowhere"), Verdict.SAME)
    with pytest.raises(QueryError, match="named twice"):
        judge(ledger, (claim, claim), Verdict.SAME)
    with pytest.raises(QueryError, match="to withdraw"):
        judge(ledger, (claim, "nowhere"), Verdict.WITHDRAWN)


def test_a_claim_that_a_new_revision_drops_leaves_no_link(tmp_path: Path) -> None:
    reports = [make_report(n) for n in range(12)]
    ledger = build(tmp_path / "own.ledger", [reports])
    report, claims = reports[3]
    kept = Extraction(report.report_id, claims=(claims[0],))
    ledger.append([to_entry(report, kept, revision=2, run_id=RUN.run_id)])
    reconcile(ledger)
    after = state(ledger)
    assert claims[1].claim_id not in str(after)
    reconcile(ledger, afresh=True)
    assert state(ledger) == after


def test_of_judgements_that_contradict_one_another_the_oldest_is_named(
    tmp_path: Path,
) -> None:
    ledger = build(tmp_path / "own.ledger", [[make_report(n) for n in range(12)]])
    groups = [group for (group,) in state(ledger)[1]]  # type: ignore[misc]
    a, b, c = sorted(group[0] for group in groups[:3])
    judge(ledger, (a, b), Verdict.SAME)
    judge(ledger, (b, c), Verdict.SAME)
    done = judge(ledger, (a, c), Verdict.DIFFERENT)
    assert [row.judgement.claim_b for row in done.overruled] == [b]
    home = {claim: group for (group,) in state(ledger)[1] for claim in group}  # type: ignore[misc]
    assert home[b] == home[c] != home[a]


def test_a_judgement_of_a_claim_that_is_gone_changes_nothing_and_is_kept(
    tmp_path: Path,
) -> None:
    reports = [make_report(n) for n in range(12)]
    ledger = build(tmp_path / "own.ledger", [reports])
    report, claims = reports[3]
    other = reports[5][1][0].claim_id
    judge(ledger, (claims[1].claim_id, other), Verdict.SAME)
    kept = Extraction(report.report_id, claims=(claims[0],))
    ledger.append([to_entry(report, kept, revision=2, run_id=RUN.run_id)])
    reconcile(ledger)
    grouped = {claim for (group,) in state(ledger)[1] for claim in group}  # type: ignore[misc]
    assert claims[1].claim_id not in grouped
    assert other in grouped
    assert [row.state for row in read_judgements(ledger)] == ["claim gone"]
