"""The stages on parts of a ledger give what reconciling the whole gives, however it is cut."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from warledger.executors.local import ingest
from warledger.pipeline import Settings, parts
from warledger.store.opening import open_ledger
from warledger.store.slices import conformed, slice_of, table_schemas

SAMPLES = Path(__file__).resolve().parents[1] / "src" / "warledger" / "samples"
TEXTS = ("reports", "claims")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """Every table of a ledger of the sample reports, as reconciled on one machine."""
    path = tmp_path_factory.mktemp("parts") / "war.ledger"
    ingest(path, [str(SAMPLES)], settings=Settings(), workers=1)
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            name: connection.sql(f"SELECT * FROM {name} ORDER BY ALL").to_arrow_table()
            for name in table_schemas()
        }


def taken(whole: dict[str, pa.Table], names: tuple[str, ...]) -> dict[str, pa.Table]:
    return {name: whole[name] for name in names}


def without_sign(fresh: pa.Table) -> list[tuple[int, str]]:
    rows = fresh.to_pylist()
    return sorted((key % (1 << 64), row["report"]) for row in rows for key in row["keys"])


@pytest.mark.model
def test_reports_and_claims_are_described_as_on_one_machine(
    whole: dict[str, pa.Table],
) -> None:
    with slice_of(taken(whole, TEXTS)) as part:
        found = parts.describe(part)
    assert found["claim_features"] == whole["claim_features"]
    assert found["report_words"] == whole["report_words"]
    keys = sorted((row["key"], row["report"]) for row in whole["copy_keys"].to_pylist())
    assert without_sign(found["fresh"]) == keys


@pytest.mark.model
def test_copies_are_found_among_those_who_met(whole: dict[str, pa.Table]) -> None:
    met = [
        tuple(sorted((row["copy"], row["origin"])))
        for row in whole["copy_pairs"].to_pylist()
    ]
    pairs = pa.Table.from_pylist([{"a": a, "b": b} for a, b in met])
    with slice_of({"reports": whole["reports"], "met": pairs}) as part:
        found = parts.compare_reports(part)
    assert found["copy_pairs"] == whole["copy_pairs"]
    with slice_of(taken(whole, ("reports", "copy_pairs", "copy_words"))) as part:
        assert parts.find_origins(part)["copies"] == whole["copies"]


@pytest.mark.model
def test_links_are_weighed_as_on_one_machine(whole: dict[str, pa.Table]) -> None:
    words = [row for row in whole["links"].to_pylist() if len(row["reasons"]) == 1]
    pairs = whole["links"].select(["claim_a", "claim_b"])
    tables = taken(whole, ("claim_features", "report_words"))
    with slice_of({**tables, "pairs": pairs}) as part:
        weighed = parts.compare_claims(part)["links"].to_pylist()
    with slice_of(tables) as part:
        tied = parts.tie_forms(part)["links"].to_pylist()
    assert all(tie in words for tie in tied)
    by_pair = {(row["claim_a"], row["claim_b"]): row for row in (*weighed, *tied)}
    assert [
        by_pair[row["claim_a"], row["claim_b"]] for row in whole["links"].to_pylist()
    ] == (whole["links"].to_pylist())


@pytest.mark.model
def test_incidents_and_control_are_those_of_one_machine(whole: dict[str, pa.Table]) -> None:
    names = ("reports", "claims", "copies", "links", "claim_features")
    with slice_of(taken(whole, names)) as part:
        found = parts.make_incidents(part)
    assert found["incidents"] == whole["incidents"]
    assert found["incident_claims"] == whole["incident_claims"]
    wanted = pa.table({"report": whole["reports"].column("report").unique()})
    with slice_of(
        {**taken(whole, ("reports", "claims", "copies")), "wanted": wanted}
    ) as part:
        assert parts.read_control(part)["control_claims"] == whole["control_claims"]
    wanted = pa.table({"place_key": whole["control_claims"].column("place_key").unique()})
    names = ("reports", "claims", "copies", "control_claims")
    with slice_of({**taken(whole, names), "wanted": wanted}) as part:
        assert parts.make_control(part)["control"] == whole["control"]


def test_a_column_that_a_part_lacks_is_null() -> None:
    rows = conformed(pa.table({"report": ["a"]}), table_schemas()["copy_words"])
    assert rows.to_pylist() == [{"report": "a", "day": None, "words": None, "method": None}]


def test_a_part_has_a_ledgers_tables_and_takes_tables_of_its_own() -> None:
    with slice_of({"wanted": pa.table({"report": ["b", "a", "b"]})}) as part:
        assert part.names("report", "wanted") == ["a", "b"]
        assert part.counts().reports == 0
        assert part.table("current").num_rows == 0
    with pytest.raises(duckdb.Error):  # it is gone
        part.table("wanted")


def test_open_ledger_of_a_folder_that_is_no_lake_says_so(tmp_path: Path) -> None:
    from warledger.errors import StoreError

    with pytest.raises(
        StoreError, match=r"a folder, but no lake \(it has no manifest.json\)"
    ):
        open_ledger(tmp_path)
