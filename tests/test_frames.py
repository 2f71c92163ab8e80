"""The ledger in a notebook: frames with the exports' rows, and bands of losses."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import warledger
from brief_ledger import make_brief_ledger
from warledger.errors import ConfigError, QueryError
from warledger.web.plots import loss_bands, plot_losses

TABLES = ("reports", "mentions", "claims", "incidents", "control")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_brief_ledger(tmp_path_factory.mktemp("frames") / "own.ledger")


def test_importing_the_package_loads_no_library() -> None:
    code = (
        "import sys, warledger; "
        "print(sorted({'spacy', 'duckdb', 'pandas', 'geopandas', 'pyarrow'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_every_public_name_is_there_and_an_unknown_one_is_an_attribute_error() -> None:
    assert all(getattr(warledger, name) is not None for name in warledger.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = warledger.nothing


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_has_the_rows_and_columns_of_the_export(path: Path, table: str) -> None:
    pytest.importorskip("pandas", reason="needs pandas (pip install warledger[notebook])")
    with warledger.open_ledger(str(path)) as ledger:
        frame = ledger.to_frame(table)
        rows = list(ledger.rows(table))
    assert len(frame) == len(rows)
    assert list(frame.columns) == list(rows[0])


def test_a_geographical_frame_places_incidents_and_hides_none(path: Path) -> None:
    pytest.importorskip(
        "geopandas", reason="needs geopandas (pip install warledger[notebook])"
    )
    with warledger.open_ledger(path) as ledger:
        frame = ledger.to_geodataframe()
        assert len(frame) == ledger.counts().incidents
    assert frame.crs.to_epsg() == 4326
    placed = frame[frame.place_name == "Arvane"]
    assert {(point.x, point.y) for point in placed.geometry} == {(36.1, 15.2)}
    assert frame[frame.place_lat.isna()].geometry.isna().all()
    assert frame.place_lat.isna().any()


def test_a_claim_with_several_places_has_a_row_for_each(path: Path) -> None:
    pytest.importorskip(
        "geopandas", reason="needs geopandas (pip install warledger[notebook])"
    )
    with warledger.open_ledger(path) as ledger:
        frame = ledger.to_geodataframe("claims")
        claims = list(ledger.claims())
    assert len(frame) == sum(max(1, len(claim.places)) for claim in claims)
    assert set(frame.claim_id) == {claim.claim_id for claim in claims}


def test_a_table_that_is_none_or_has_no_places_is_refused(path: Path) -> None:
    with warledger.open_ledger(path) as ledger:
        with pytest.raises(
            QueryError, match="'events' is no table; expected one of reports"
        ):
            ledger.to_frame("events")
        with pytest.raises(QueryError, match="'reports' has no places"):
            ledger.to_geodataframe("reports")


@pytest.mark.parametrize("library", ["pandas", "geopandas", "matplotlib"])
def test_a_missing_library_is_named_with_how_to_install_it(
    path: Path, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)  # what an absent library looks like
    with warledger.open_ledger(path) as ledger:
        calls = {
            "pandas": ledger.to_frame,
            "geopandas": ledger.to_geodataframe,
            "matplotlib": lambda: plot_losses(ledger),
        }
        with pytest.raises(ConfigError, match=f"{library} is not installed"):
            calls[library]()


def test_bands_keep_claimants_apart(path: Path) -> None:
    with warledger.open_ledger(path) as ledger:
        bands = loss_bands(ledger)
    told = {(band.claimant, band.days, band.low, band.high) for band in bands}
    may_3 = (date(2031, 5, 3),)
    assert ("Defence ministry", may_3, (12.0,), (12.0,)) in {
        (who.split(" (in ")[0], days, low, high) for who, days, low, high in told
    }
    assert all(len(band.days) == len(band.low) == len(band.high) for band in bands)
    assert all(
        low <= high for band in bands for low, high in zip(band.low, band.high, strict=True)
    )


def test_accumulated_bands_never_fall(path: Path) -> None:
    with warledger.open_ledger(path) as ledger:
        bands = loss_bands(ledger, cumulative=True)
    assert bands
    for band in bands:
        assert list(band.low) == sorted(band.low)
        assert list(band.high) == sorted(band.high)


def plotting() -> ModuleType:
    library: ModuleType = pytest.importorskip("matplotlib", reason="needs matplotlib")
    library.use("agg")
    return library


@pytest.mark.parametrize("cumulative", [False, True])
def test_a_plot_names_each_claimant(path: Path, cumulative: bool) -> None:
    plotting()
    with warledger.open_ledger(path) as ledger:
        axes = plot_losses(ledger, cumulative=cumulative)
        bands = loss_bands(ledger, cumulative=cumulative)
    named = [text.get_text() for text in axes.get_legend().get_texts()]
    assert named == [band.label for band in bands]
