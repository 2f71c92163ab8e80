import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.lexicon.events import load_events
from warledger.store.exports import codes, parties
from warledger.store.exports.coded import Party


@pytest.mark.parametrize(
    ("lat", "lon", "gid"),
    [(10.51, 2.29, 145085), (-90, -180, 1), (90, 180, 259200), (89.9, 179.9, 259200)],
)
def test_a_point_has_the_cell_that_prio_grid_gives_it(
    lat: float, lon: float, gid: int
) -> None:
    assert codes.priogrid_gid(lat, lon) == gid


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_on_earth_has_a_cell(lat: float, lon: float) -> None:
    gid = codes.priogrid_gid(lat, lon)
    assert 1 <= gid <= 360 * 720
    row, column = divmod(gid - 1, 720)
    assert row / 2 - 90 <= lat <= row / 2 - 89.5
    assert column / 2 - 180 <= lon <= column / 2 - 179.5


def test_every_kind_of_event_of_ours_is_one_of_acled_s() -> None:
    assert {kind.sub_event_type for kind in load_events().kinds.values()} <= set(
        codes.EVENT_TYPES
    )


def test_no_two_states_share_a_number_and_every_code_is_a_country() -> None:
    known = codes._codes()
    numbers = [gw for gw, _, _ in known.values() if gw is not None]
    assert len(numbers) == len(set(numbers))
    assert all(codes.country_of(code) for code in known)
    assert {region for _, _, region in known.values()} == {
        "Africa", "Americas", "Asia", "Europe", "Middle East",
    }  # fmt: skip


def test_a_country_has_its_names_and_numbers() -> None:
    sudan = codes.country_of("SD")
    assert sudan == codes.Country("Sudan", 729, 625, "Northern Africa", "Africa")
    assert codes.country_of("QQ") is None
    assert codes.country_of(None) is None


@pytest.mark.parametrize(
    ("actor_id", "country", "expected"),
    [
        ("sy-army", "SY", 1), ("sy-army", "LB", 8), ("is", "SY", 2), ("country:ru", "SY", 8),
        ("force:ke:police", "KE", 1), ("force:ke:police", "SO", 8),
        ("generic:civilians", "KE", 7), ("generic:rebels", None, 2), ("nobody", "KE", None),
        (None, "KE", None),
    ],
)  # fmt: skip
def test_a_party_has_acled_s_class_in_the_country_of_the_event(
    actor_id: str | None, country: str | None, expected: int | None
) -> None:
    assert parties.inter(Party("x", actor_id), country) == expected
