"""The tables of incidents: every claim in one, ids that vanish lead on, reports that copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copies_made import report, story
from warledger.model import Claim, Extraction, Factuality, Report, Span, Speaker, Status
from warledger.pipeline.changes import Regrouped
from warledger.pipeline.incidents import update_incidents
from warledger.pipeline.reconcile import reconcile
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry
from warledger.store.run import Run

TEXT = "The Quiet Watch said three rafts sank off Ostry. Two more burnt. The quay was shut."
ENDS = (
    "",
    " Nobody at the lighthouse would say who had been aboard, nor where they had sailed from.",
    " Fishermen hauled seven men and a dog out of the water and rowed home in the evening.",
)
RUN = Run("0.0.1", {"model": "tiny"}, "tiny 1.0", "aa", "bb")
REPORTS = ("r1", "r2", "r3")
TRIGGERS = ("sank", "burnt", "shut")


def claim(report: str, word: str) -> Claim:
    at = TEXT.index(word)
    said = TEXT.index("The Quiet Watch")
    watch = Span(said, said + len("The Quiet Watch"))
    whole = Span(0, len(TEXT) + len(ENDS[REPORTS.index(report)]))
    return Claim(
        report, whole, Span(at, at + len(word)), "Battles", "Armed clash",
        Status.OCCURRED, Factuality.CERTAIN,
        sources=(Speaker("Quiet Watch", "The Quiet Watch", watch, "said", "watch"),)
        if word == "sank" else (),
    )  # fmt: skip


CLAIMS = {
    f"{report}-{word}": claim(report, word).claim_id
    for report in REPORTS
    for word in TRIGGERS
}
ALL = tuple(CLAIMS.values())


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = Path(tmp_path_factory.mktemp("incidents")) / "own.ledger"
    with open_ledger(path, write=True) as opened:
        opened.begin(RUN)
        for number, name in enumerate(REPORTS):
            report = Report(name, f"{TEXT}{ENDS[number]}", outlet=f"{name} Courier")
            found = Extraction(name, claims=tuple(claim(name, word) for word in TRIGGERS))
            opened.append([to_entry(report, found, revision=1, run_id=RUN.run_id)])
        yield opened


def group(ledger: Ledger, *clusters: tuple[str, ...]) -> frozenset[str]:
    """Make these clusters and nothing else the ledger's incidents."""
    stand = frozenset(str(row["incident_id"]) for row in ledger.rows("incidents"))
    with ledger.writing():
        return update_incidents(ledger, Regrouped(stand, clusters), frozenset())


def grouped(ledger: Ledger) -> dict[str, list[str]]:
    rows = list(ledger.rows("incidents"))
    return {str(row["incident_id"]): list(row["claims"]) for row in rows}  # type: ignore[call-overload]


def redirects(ledger: Ledger) -> dict[str, str | None]:
    found = ledger._connection.execute("SELECT incident_id, now FROM redirects").fetchall()
    assert len(dict(found)) == len(found)
    return dict(found)


def test_an_id_that_vanished_leads_to_where_its_claim_is_now(ledger: Ledger) -> None:
    first, second, third = ALL[:3]
    alone = group(ledger, (first,), (second,), (third,))
    assert len(alone) == 3
    (pair,) = group(ledger, (first, second))
    (three,) = group(ledger, (first, second, third))
    lead = redirects(ledger)
    assert {lead[name] for name in alone - {three}} == {three}
    assert pair == three or lead[pair] == three
    group(ledger, (first,), (second,), (third,))
    assert not alone & redirects(ledger).keys()


PARTITIONS = st.lists(
    st.lists(st.integers(0, 3), min_size=len(ALL), max_size=len(ALL)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=10)
@given(PARTITIONS)
def test_whatever_was_grouped_before_nothing_of_it_stays(
    ledger: Ledger, partitions: list[list[int]]
) -> None:
    for labels in partitions:
        clusters = [
            tuple(c for c, label in zip(ALL, labels, strict=True) if label == wanted)
            for wanted in sorted(set(labels))
        ]
        made = group(ledger, *clusters)
        stand = grouped(ledger)
        assert made == stand.keys()
        assert sorted(c for claims in stand.values() for c in claims) == sorted(ALL)
        assert sorted(map(sorted, stand.values())) == sorted(map(sorted, clusters))
        lead = redirects(ledger)
        assert not lead.keys() & stand.keys()
        assert set(lead.values()) <= stand.keys() | {None}
    again = list(ledger.rows("incidents"))
    group(ledger, *reversed(clusters))
    assert list(ledger.rows("incidents")) == again


def test_an_untouched_incident_is_told_anew_when_its_report_turns_out_a_copy(
    ledger: Ledger,
) -> None:
    ids = [CLAIMS["r1-burnt"], CLAIMS["r2-burnt"]]
    group(ledger, tuple(ids))
    assert next(iter(ledger.rows("incidents")))["origins"] == 2
    copy = {
        "report": "r2", "revision": 1, "copy_of": ["r1"], "origin_id": "r1", "share": 1.0,
        "passages": [], "evidence": [],
    }  # fmt: skip
    with ledger.writing():
        ledger.insert("copies", [copy])
        made = update_incidents(ledger, Regrouped(), frozenset({"r2"}))
    (row,) = ledger.rows("incidents")
    assert made == {row["incident_id"]}
    assert row["origins"] == 1
    with ledger.writing():
        ledger.apply("copies_forget", reports=["r2"])


def test_a_copy_tells_of_its_origin_what_that_says_of_itself_now(tmp_path: Path) -> None:
    """Though neither the copy nor its row in `copies` is another than before."""
    text = story(1)
    at = text.index("while")
    told = Claim(
        "copy", Span(0, len(text)), Span(at, at + 5), "Battles", "Armed clash",
        Status.OCCURRED, Factuality.CERTAIN,
    )  # fmt: skip
    arrivals = [
        (report("first", text, outlet="Lantern"), 1, ()),
        (report("copy", text, days=1, outlet="Mirror"), 1, (told,)),
        (report("first", f"{text} It was corrected.", outlet="Bell"), 2, ()),
    ]
    found = []
    with open_ledger(tmp_path / "own.ledger", write=True) as ledger:
        ledger.begin(RUN)
        for one, revision, claims in arrivals:
            extraction = Extraction(one.report_id, claims=claims)
            ledger.append([to_entry(one, extraction, revision=revision, run_id=RUN.run_id)])
            reconcile(ledger)
            found.append([row["origin_ids"] for row in ledger.rows("incidents")])
        reconcile(ledger, afresh=True)
        found.append([row["origin_ids"] for row in ledger.rows("incidents")])
    assert found == [[], [["outlet:lantern"]], [["outlet:bell"]], [["outlet:bell"]]]


def test_words_lead_back_past_what_they_were_copied_from(ledger: Ledger) -> None:
    """However few claims are looked at with them: only r3's are here, none of r1's."""
    burnt, shut = CLAIMS["r3-burnt"], CLAIMS["r3-shut"]
    stretch = {"start": 0, "end": 200, "origin_start": 0, "origin_end": 200}
    copies = [
        {"report": name, "revision": 1, "copy_of": [above], "origin_id": "r1",
         "share": 0.4, "passages": [{"origin": above, **stretch}], "evidence": []}
        for name, above in (("r2", "r1"), ("r3", "r2"))
    ]  # fmt: skip
    own_words = [{**copies[0], "passages": []}, {**copies[1], "passages": []}]
    found = []
    for rows in (copies, own_words):
        with ledger.writing():
            ledger.insert("copies", rows)
        group(ledger, (burnt, shut))
        (row,) = ledger.rows("incidents")
        found.append(row["origin_ids"])
        with ledger.writing():
            ledger.apply("copies_forget", reports=["r2", "r3"])
    assert found == [["outlet:r1 courier"], ["outlet:r3 courier"]]
