"""The reports beside the checkout that contradict one another stay in contradiction."""

from pathlib import Path

import pytest

from warledger.executors.local import ingest
from warledger.pipeline import Settings
from warledger.store.opening import open_ledger

pytestmark = [pytest.mark.shared, pytest.mark.model]


@pytest.fixture(scope="module")
def incidents(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, object]]:
    path = Path(tmp_path_factory.mktemp("shared")) / "two.ledger"
    files = [str(next((shared / "reports").glob(f"{start}_*"))) for start in ("001", "002")]
    ingest(path, files, settings=Settings(), workers=1)
    with open_ledger(path) as ledger:
        told = {str(row["claim_id"]): str(row["quote"]) for row in ledger.rows("claims")}
        return [
            {**row, "quotes": [told[claim] for claim in row["claims"]]}  # type: ignore[attr-defined]
            for row in ledger.rows("incidents")
        ]


def holding(incidents: list[dict[str, object]], *words: str) -> dict[str, object]:
    """Return the incident whose claims hold all of the words."""
    found = [i for i in incidents if all(w in " ".join(i["quotes"]) for w in words)]  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def versions(incident: dict[str, object], field: str) -> set[str]:
    return {
        version["value"]
        for one in incident["disagreements"]  # type: ignore[attr-defined]
        if one["field"] == field
        for version in one["versions"]
    }


def test_one_mount_in_two_spellings_is_one_incident_of_two_days(
    incidents: list[dict[str, object]],
) -> None:
    mount = holding(incidents, "Dahik", "Dahk")
    assert mount["standing"] == "contested"
    assert versions(mount, "date") == {"2017-08-23", "2017-08-24"}


def test_an_agency_and_an_army_keep_their_two_tolls(
    incidents: list[dict[str, object]],
) -> None:
    shelling = holding(incidents, "killed 4 US soldiers", "Two US soldiers died")
    assert shelling["standing"] == "contested"
    assert versions(shelling, "killed, Government of the United States") == {"2", "4"}
