"""How floors are made of figures: with a little play, upwards only, unless somebody asks."""

import measure
import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("figure", "measured", "floor"),
    [
        ("overall", 0.919, 0.90),
        ("overall", 0.92, 0.91),
        ("status_accuracy", 1.0, 0.99),
        ("wrong", 0.029, 0.029),
        ("invented_dates", 0, 0),
        ("misquoted_cells", 0, 0),
    ],
)
def test_a_floor_lies_a_hundredth_below_but_harm_has_no_play(
    figure: str, measured: float, floor: float
) -> None:
    assert measure.floor_of(figure, measured) == floor


@given(st.floats(0.02, 1))
def test_what_was_measured_is_never_below_its_own_floor(measured: float) -> None:
    floor = measure.floor_of("overall", measured)
    assert measured - 0.021 < floor < measured
    assert not measure.worse("overall", measured, floor)


def test_pinning_raises_floors_and_lowers_none() -> None:
    before = {"overall": 0.8, "killed": 0.9, "wrong": 0.02}
    measured = {"overall": 0.9, "killed": 0.85, "wrong": 0.03}
    assert measure.pin(before, measured, lower=False) == {
        "overall": 0.89,
        "killed": 0.9,
        "wrong": 0.02,
    }


def test_pinning_lowers_floors_on_purpose() -> None:
    assert measure.pin({"killed": 0.9}, {"killed": 0.85}, lower=True) == {"killed": 0.84}


def test_a_figure_that_is_measured_no_longer_has_no_floor() -> None:
    assert measure.pin({"gone": 0.9}, {"killed": 0.85}, lower=False) == {"killed": 0.84}
