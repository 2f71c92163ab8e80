"""Outlets say whose they are, with a source; a user's mistake is named."""

from pathlib import Path

import pytest

from warledger.errors import ResourceError
from warledger.lexicon.actors import load_actors
from warledger.lexicon.outlets import load_outlets, outlet_named


def test_an_outlet_is_found_by_any_of_its_names() -> None:
    sana = outlet_named("SANA")
    assert sana is not None
    assert sana == outlet_named("Syrian Arab News Agency")
    assert sana.side == "Government of Syria"


def test_an_unknown_outlet_is_none() -> None:
    assert outlet_named("The Ford Gazette") is None


def test_every_side_of_an_outlet_is_declared_or_a_government() -> None:
    sides = load_actors().sides
    loose = {o.side for o in load_outlets().values() if o.side} - set(sides)
    assert {side for side in loose if not side.startswith("Government of ")} == set()


def test_a_side_is_given_only_with_its_affiliation() -> None:
    assert [
        o.outlet_id for o in load_outlets().values() if o.side and not o.affiliation
    ] == []


def test_a_kind_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[outlet]]\nid = "ford"\nname = "Ford Gazette"\nkind = "blog"\n'
        'source = "a test"\nexample = "Ford Gazette said so."\n',
        encoding="utf-8",
    )
    with pytest.raises(ResourceError, match=r"mine.toml, outlet 1: 'kind' is 'blog'"):
        load_outlets([path])
