"""The shipped actors hold together, and users' files extend them with clear errors."""

from pathlib import Path

import pytest

from warledger.errors import ResourceError
from warledger.extract.actors import find_actors
from warledger.lexicon.actors import load_actors
from warledger.lexicon.names import fold, name_words

ENTRY = """
[[side]]
name = "{side}"
source = "a test"

[[actor]]
id = "{id}"
name = "{name}"
inter = 2
kind = "rebel group"
side = "{side}"
source = "a test"
example = "{name} left the ford."
{more}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def entry(**values: str) -> str:
    base = {"id": "ford-guard", "name": "Ford Guard", "side": "Ford Guard", "more": ""}
    return ENTRY.format(**{**base, **values})


def test_every_war_has_actors_of_several_classes() -> None:
    actors = load_actors().actors.values()
    wars = {
        country: {actor.inter for actor in actors if country in actor.countries}
        for country in [
            "SY",
            "IQ",
            "YE",
            "LY",
            "LB",
            "PS",
            "AF",
            "UA",
            "SD",
            "ML",
            "SO",
            "CD",
            "MM",
            "CO",
        ]
    }
    assert {country for country, classes in wars.items() if len(classes) < 2} == set()
    assert len(actors) >= 500


def test_every_entry_names_its_source() -> None:
    lexicon = load_actors()
    assert all(actor.source for actor in lexicon.actors.values())
    assert all(side.source for side in lexicon.sides.values())


def test_a_lineage_runs_to_the_top() -> None:
    assert load_actors().lineage("sy-isis-hunters") == (
        "sy-5corps",
        "sy-army",
        "sy-government",
    )


def test_a_users_actor_is_found_beside_the_shipped_ones(tmp_path: Path) -> None:
    lexicon = load_actors([write(tmp_path, entry(more='native = ["حرس المخاضة"]'))])
    text = "Ford Guard men met Hezbollah; حرس المخاضة left."
    ids = [m.actor_id for m in find_actors(text, lexicon=lexicon)]
    assert ids == ["ford-guard", "hezbollah", "ford-guard"]


def test_a_users_outlet_is_found_too(tmp_path: Path) -> None:
    text = """
[[outlet]]
id = "ford-gazette"
name = "Ford Gazette"
kind = "newspaper"
source = "a test"
example = "The Ford Gazette counted six."
"""
    lexicon = load_actors([write(tmp_path, text)])
    found = find_actors("The Ford Gazette counted six.", lexicon=lexicon)
    assert [(m.actor_id, m.role) for m in found] == [("outlet:ford-gazette", "agency")]


def test_a_users_entry_with_a_shipped_id_replaces_it(tmp_path: Path) -> None:
    path = write(tmp_path, entry(id="pkk", name="Weir Bloc"))
    shipped = load_actors().actors
    replaced = load_actors([path]).actors
    assert replaced["pkk"].name == "Weir Bloc"
    assert len(replaced) == len(shipped)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry(more='parent = "nobody"'), "parent 'nobody' is no actor's id"),
        (
            entry(more='parent = "ford-guard"'),
            "parents run in a circle: ford-guard > ford-guard",
        ),
        (entry(more='colour = "red"'), "unknown key 'colour'"),
        (entry(more='aliases = ["PKK"]'), "already names"),
        (entry(more='aliases = [""]'), "expected a list of strings"),
        (entry().replace("inter = 2", "inter = 9"), "'inter' is 9"),
        (
            entry().replace('side = "Ford Guard"', 'side = "Nobody"'),
            "side 'Nobody' is not declared",
        ),
        (entry().replace("example", "sample"), "unknown key 'sample'"),
        ("[[actors]]\nid = 'x'\n", "unknown table 'actors'"),
        ("[[actor]\n", "not readable as TOML"),
    ],
)
def test_a_users_mistake_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ResourceError, match=r"mine|ford-guard|PKK") as caught:
        load_actors([write(tmp_path, text)])
    assert message in str(caught.value)


def test_a_name_two_actors_bear_is_allowed_when_declared(tmp_path: Path) -> None:
    text = entry(more='aliases = ["PKK"]\nshared = ["PKK"]')
    lexicon = load_actors([write(tmp_path, text)])
    mention = find_actors("PKK fighters left.", lexicon=lexicon)[0]
    assert {mention.actor_id, *mention.candidates} == {"pkk", "ford-guard"}


def test_spellings_of_a_name_share_their_keys() -> None:
    spelt = ("Jaysh al-Islam", "Jaish Al Islam", "Jeish el-Islam", "JAYSH AL-ISLAM")
    assert {tuple(w.key for w in name_words(name)) for name in spelt} == {
        ("jaysh", "islam")
    }
    assert fold("Ḥay’at") == fold("Hayat")
