"""A user's file extends or overrides the shipped parties, and every mistake in it is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.errors import ResourceError
from warledger.extract.actors import find_actors
from warledger.extract.actors_changes import changes, lines
from warledger.lexicon.actors import ActorLexicon, load_actors
from warledger.lexicon.user import LARGEST, UserLexicon, read_user_lexicon

SIDE = '[[side]]\nname = "Ford Guard"\nsource = "notes"\n'
ACTOR = """
[[actor]]
id = "ford-guard"
name = "Ford Guard"
inter = 4
kind = "identity militia"
side = "Ford Guard"
country = ["SY"]
years = "2023-"
source = "notes"
"""
OUTLET = '[[outlet]]\nid = "ford-gazette"\nname = "Ford Gazette"\nkind = "newspaper"\nsource = "imprint"\n'
EXTEND = '[[extend]]\nactor = "sy-army"\naliases = ["Orontes Garrison"]\nsource = "notes"\n'
NATIVE = {
    "Arabic": "حرس المخاضة",
    "Cyrillic": "Гвардия Брода",
    "Hebrew": "משמר המעבר",
    "Amharic": "የመሻገሪያ ዘብ",
    "Georgian": "ფონის მცველები",
    "Chinese": "渡口卫队",
}


def own(*parts: str, name: str = "mine.toml") -> UserLexicon:
    return UserLexicon(name, "\n".join(parts))


def ids(text: str, lexicon: ActorLexicon) -> list[str]:
    return [mention.actor_id for mention in find_actors(text, lexicon=lexicon)]


def test_a_shipped_actor_gets_a_further_name_and_keeps_the_rest() -> None:
    shipped, lexicon = load_actors(), load_actors([own(EXTEND)])
    assert ids("The Orontes Garrison left.", lexicon) == ["sy-army"]
    assert ids("The SAA left.", lexicon) == ["sy-army"]
    assert lexicon.actors["sy-army"].parent == shipped.actors["sy-army"].parent
    assert "notes" in lexicon.actors["sy-army"].source


def test_a_shipped_outlet_gets_a_further_name() -> None:
    text = '[[extend]]\noutlet = "sana"\nnative = ["سانا"]\nsource = "its masthead"\n'
    lexicon = load_actors([own(text)])
    assert ids("The agency سانا said so.", lexicon) == ["outlet:sana"]
    outlet = lexicon.outlet_named("سانا")
    assert outlet is not None
    assert outlet.outlet_id == "sana"


@pytest.mark.parametrize("script", sorted(NATIVE))
def test_a_name_in_its_own_script_is_found_in_an_english_text(script: str) -> None:
    name = NATIVE[script]
    lexicon = load_actors([own(SIDE, ACTOR, f'native = ["{name}"]')])
    text = f"Fighters of {name}, also called the Ford Guard, shelled Homs."
    found = [m for m in find_actors(text, lexicon=lexicon) if m.actor_id == "ford-guard"]
    assert [name in m.span.of(text) for m in found] == [True, False]


def test_the_later_file_goes_before_the_earlier() -> None:
    other = ACTOR.replace('name = "Ford Guard"', 'name = "Guard of the Weir"')
    lexicon = load_actors([own(SIDE, ACTOR), own(other, name="later.toml")])
    assert lexicon.actors["ford-guard"].name == "Guard of the Weir"


def test_of_two_bearers_of_a_shared_name_the_users_own_is_taken() -> None:
    text = ACTOR + 'aliases = ["Hezbollah"]\nshared = ["Hezbollah"]\n'
    lexicon = load_actors([own(SIDE, text)])
    mention = find_actors("Hezbollah shelled a village.", lexicon=lexicon)[0]
    assert (mention.actor_id, mention.candidates) == ("ford-guard", ("hezbollah",))


def test_a_users_body_answers_for_a_country_before_the_shipped_one() -> None:
    lexicon = load_actors([own(SIDE, ACTOR + 'forces = ["sy:military"]\n')])
    assert ids("Syrian troops left Homs.", lexicon)[0] == "ford-guard"


def test_the_same_text_gives_the_same_lexicon_and_another_text_another(
    tmp_path: Path,
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SIDE + ACTOR, encoding="utf-8")
    first, again = load_actors([path]), load_actors([path])
    assert first is again
    path.write_text(SIDE + ACTOR + 'aliases = ["Weir Guard"]\n', encoding="utf-8")
    assert load_actors([path]).actors["ford-guard"].aliases == ("Weir Guard",)


MISTAKES = {
    "unknown key": (ACTOR + 'colour = "red"\n', "unknown key 'colour'; known: aliases"),
    "no source": (
        ACTOR.replace('source = "notes"\n', ""),
        "'source' is None; expected a non-empty string",
    ),
    "class": (ACTOR.replace("inter = 4", "inter = 9"), "'inter' is 9; expected ACLED's"),
    "class yes": (ACTOR.replace("inter = 4", "inter = true"), "'inter' is True"),
    "class words": (ACTOR.replace("inter = 4", 'inter = "rebels"'), "'inter' is 'rebels'"),
    "empty name": (
        ACTOR.replace('name = "Ford Guard"', 'name = ""'),
        "'name' is ''; expected",
    ),
    "name of marks": (
        ACTOR.replace('name = "Ford Guard"', 'name = "—"'),
        "holds '—'; expected a name with a letter",
    ),
    "alias of marks": (ACTOR + 'aliases = ["..."]\n', "'aliases' holds '...'; expected"),
    "alias no list": (ACTOR + 'aliases = "FG"\n', "'aliases' is 'FG'; expected a list"),
    "parent": (ACTOR + 'parent = "nobody"\n', "parent 'nobody' is no actor's id"),
    "country": (ACTOR.replace('"SY"', '"Syria"'), "holds 'Syria'; expected ISO 3166"),
    "years": (ACTOR.replace("2023-", "since 2023"), "'years' is 'since 2023'; expected"),
    "force": (ACTOR + 'forces = ["SY:Army"]\n', "'forces' holds 'SY:Army'; expected"),
    "force land": (ACTOR + 'forces = ["zz:military"]\n', "'zz' is no country"),
    "side": (ACTOR.replace("Ford Guard", "Weir Guard"), "side 'Weir Guard' is not decl"),
    "ally": (
        ACTOR + 'aligned = [{ side = "Nobody", years = "2011-", source = "notes" }]\n',
        "side 'Nobody' is not declared",
    ),
    "ally key": (
        ACTOR + 'aligned = [{ side = "Ford Guard", when = "2011-" }]\n',
        "aligned: unknown key 'when'",
    ),
    "alias across sides": (
        ACTOR + 'aliases = ["Hezbollah"]\n',
        "'Hezbollah' (side: Ford Guard) already names hezbollah (side: Hezbollah)",
    ),
    "spelling across sides": (
        ACTOR + 'aliases = ["Jaysh Al Islam"]\n',
        "already names jaysh-islam",
    ),
    "two of one id": (ACTOR + ACTOR, "id 'ford-guard' is taken by mine.toml, actor 1"),
    "extends nobody": (
        EXTEND.replace("sy-army", "no-army"),
        "actor 'no-army' is not there to be extended",
    ),
    "extends nothing": (
        '[[extend]]\nactor = "sy-army"\nsource = "notes"\n',
        "adds no name; expected 'aliases'",
    ),
    "extends two": (EXTEND + 'outlet = "sana"\n', "expected one of 'actor' and 'outlet'"),
    "outlet wording": (
        '[[extend]]\noutlet = "sana"\nwording = ["mouthpiece"]\nsource = "notes"\n',
        "an outlet has no 'wording'",
    ),
    "outlet kind": (OUTLET.replace("newspaper", "blog"), "'kind' is 'blog'; expected one"),
    "outlet side": (OUTLET + 'side = "Nobody"\n', "side 'Nobody' is not declared"),
    "outlet twice": (OUTLET + OUTLET, "id 'ford-gazette' is taken"),
    "outlet name": (
        OUTLET + 'aliases = ["SANA"]\n',
        "'SANA' already names outlet",
    ),
    "table": ('[[actors]]\nid = "x"\n', "unknown table 'actors'; known: [[actor]]"),
    "no list": ('[actor]\nid = "x"\n', "'actor' is not a list; write it as [[actor]]"),
    "toml": (ACTOR + "kind = \n", "(at line"),
    "deep": ("a = " + "[" * 50_000, "not readable as TOML"),
}


@pytest.mark.parametrize("mistake", sorted(MISTAKES))
def test_a_mistake_is_told_with_its_file_and_entry(mistake: str) -> None:
    text, message = MISTAKES[mistake]
    with pytest.raises(ResourceError) as caught:
        load_actors([own(SIDE, text)])
    told = str(caught.value)
    assert told.startswith("mine.toml")
    assert message in told
    assert "\n" not in told


def test_parents_in_a_circle_are_told_in_their_order() -> None:
    second = (
        ACTOR.replace("ford-guard", "weir-guard").replace('"Ford Guard"', '"Weir Guard"', 1)
        + 'parent = "ford-guard"\n'
    )
    with pytest.raises(ResourceError, match="ford-guard > weir-guard > ford-guard"):
        load_actors([own(SIDE, ACTOR + 'parent = "weir-guard"\n' + second)])


def test_a_circle_through_a_shipped_actor_is_found() -> None:
    text = ACTOR.replace("ford-guard", "sy-government").replace(
        '"Ford Guard"', '"Ford G"', 1
    )
    with pytest.raises(ResourceError, match="run in a circle"):
        load_actors([own(SIDE, text + 'parent = "sy-army"\n')])


def test_toml_that_is_wrong_is_told_with_line_and_column() -> None:
    with pytest.raises(ResourceError, match=r"at line 3, column \d+"):
        load_actors([own("[[actor]]\n", "id = ford\n")])


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"none\.toml: cannot be read: No such file"):
        read_user_lexicon(tmp_path / "none.toml")
    with pytest.raises(ResourceError, match="cannot be read: Is a directory"):
        read_user_lexicon(tmp_path)
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'[[side]]\nname = "Caf\xe9"\n')
    with pytest.raises(ResourceError, match="line 2 is not in UTF-8"):
        read_user_lexicon(latin)
    long = tmp_path / "long.toml"
    long.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(ResourceError, match="longer than 4,000,000 bytes"):
        read_user_lexicon(long)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "bom.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SIDE.encode())
    assert "Ford Guard" in load_actors([path]).sides


def test_what_a_file_changes_is_told() -> None:
    override = ACTOR.replace("ford-guard", "pkk").replace('"Ford Guard"', '"Weir Bloc"', 1)
    found = changes([own(SIDE, ACTOR, override, EXTEND, OUTLET)])
    acts = {(change.act, change.entry_id) for change in found}
    assert acts >= {
        ("adds", "Ford Guard"),
        ("adds", "ford-guard"),
        ("overrides", "pkk"),
        ("extends", "sy-army"),
        ("adds", "ford-gazette"),
    }
    told = list(lines(found))
    assert told[-1] == "3 added, 1 extended, 1 overridden"
    assert any("aliases: + Orontes Garrison" in line for line in told)


def test_a_force_that_somebody_else_answers_to_is_told() -> None:
    found = changes([own(SIDE, ACTOR + 'forces = ["sy:military"]\n')])
    assert [c.details for c in found if c.what == "force"] == [
        ("answered by ford-guard instead of sy-army",)
    ]


def test_an_example_that_does_not_name_its_party_is_told() -> None:
    found = changes([own(SIDE, ACTOR + 'example = "Nobody closed the crossing."\n')])
    assert [c.entry_id for c in found if c.is_missed] == ["ford-guard"]


@given(st.text(max_size=200))
def test_any_text_is_a_lexicon_or_a_told_mistake(text: str) -> None:
    told = []
    try:
        load_actors([UserLexicon("any.toml", text)])
    except ResourceError as error:
        told.append(str(error))
    assert all(line.startswith("any.toml") for line in told)


VALUES = st.one_of(
    st.text(max_size=12).map(repr), st.integers(-3, 12).map(str), st.just("true"),
    st.just("[]"), st.just('["SY"]'), st.just('[""]'), st.just('[{}]'), st.just("1.5"),
)  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(sorted(
            ["id", "name", "aliases", "native", "shared", "wording", "inter", "kind",
             "side", "aligned", "country", "years", "parent", "forces", "source"]
        )), VALUES, max_size=15,
    ),
    st.sampled_from(["actor", "outlet", "side", "extend"]),
)  # fmt: skip
def test_any_values_give_a_lexicon_or_a_told_mistake(
    values: dict[str, str], table: str
) -> None:
    told = []
    text = f"[[{table}]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())
    try:
        lexicon = load_actors([UserLexicon("any.toml", text)])
        find_actors("Troops of Syria left.", lexicon=lexicon)
    except ResourceError as error:
        told.append(str(error))
    assert all(line.startswith("any.toml") for line in told)
