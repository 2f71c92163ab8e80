"""The world behind the places."""

from hypothesis import given
from hypothesis import strategies as st

from warledger.web.outlines import background, box_around, decoded

DAMASCUS, KHARTOUM = (33.51, 36.29), (15.55, 32.53)


def encoded(points: list[tuple[int, int]]) -> str:
    """The reverse of `decoded`, written from the format's description."""
    out, last = "", (0, 0)
    for point in points:
        for now, before in zip(point, last, strict=True):
            rest = (now - before) * 2 if now >= before else (before - now) * 2 - 1
            while rest >= 32:
                out, rest = out + chr(32 + rest % 32 + 63), rest // 32
            out += chr(rest + 63)
        last = point
    return out


@given(st.lists(st.tuples(st.integers(-18000, 18000), st.integers(-9000, 9000))))
def test_a_line_is_decoded_to_the_points_it_was_made_from(
    points: list[tuple[int, int]],
) -> None:
    assert list(decoded(encoded(points))) == points


def test_a_place_is_drawn_with_its_neighbours_and_not_with_the_whole_world() -> None:
    drawn = {country["name"] for country in background([DAMASCUS])["countries"]}
    assert {"Syria", "Lebanon", "Iraq", "Turkey"} <= drawn
    assert not drawn & {"Brazil", "Japan", "Antarctica"}


def test_rings_number_only_arcs_that_are_sent() -> None:
    made = background([DAMASCUS, KHARTOUM])
    numbers = {
        arc if arc >= 0 else ~arc
        for country in made["countries"]
        for ring in country["rings"]
        for arc in ring
    }
    assert numbers == set(range(len(made["arcs"])))


def test_towns_near_the_places_are_named_biggest_first() -> None:
    towns = background([DAMASCUS])["towns"]
    assert "Damascus" in {town["name"] for town in towns}
    assert [t["people"] for t in towns] == sorted(
        (t["people"] for t in towns), reverse=True
    )


def test_without_a_place_nothing_is_drawn() -> None:
    assert background([])["countries"] == []


def test_the_box_has_its_margin_on_every_side() -> None:
    box = box_around([DAMASCUS, KHARTOUM], margin=1)
    assert (box.west, box.south, box.east, box.north) == (31.53, 14.55, 37.29, 34.51)
