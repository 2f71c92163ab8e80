"""`warledger actors` explains a name; `--lexicon` goes into runs, workers and run ids."""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from warledger import cli, pipeline
from warledger.errors import QueryError, ResourceError
from warledger.executors.local import ingest
from warledger.extract.actors_explain import Explanation, explain
from warledger.lexicon.actors import load_actors
from warledger.lexicon.user import UserLexicon, read_user_lexicon
from warledger.pipeline import Settings, make_run
from warledger.store.opening import open_ledger

Run = Callable[..., tuple[int, str, str]]
MINE = """
[[side]]
name = "Ford Guard"
source = "field notes, 2024"

[[actor]]
id = "ford-guard"
name = "Ford Guard"
native = ["حرس المخاضة"]
inter = 4
kind = "identity militia"
side = "Ford Guard"
source = "field notes, 2024"
example = "The Ford Guard closed the crossing."
"""
STORY = "Fighters of حرس المخاضة shelled the town of Aleppo on 3 May 2015, killing two soldiers."


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        sys.stdout.flush()
        told = capfd.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 1), told.out, told.err

    return call


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def taken(explained: Explanation) -> list[str]:
    return [meaning.actor_id for meaning in explained.meanings if meaning.is_taken]


def test_a_name_is_explained_with_side_parents_class_years_and_source(run: Run) -> None:
    code, out, _ = run("actors", "SAA", "--country", "sy", "--on", "2025-02-01")
    assert code == 0
    for words in (
        "Syrian Arab Army [sy-army] (taken)",
        "an abbreviation: SAA",
        "only in capitals",
        "ACLED class 1, state forces",
        "side: Government of Syria",
        "part of: Government of Syria [sy-government]",
        "beside Hezbollah 2012-2024, in 2025: no",
        "years: 1946-2024, in 2025: no",
        "source: ACLED actor list",
        "syria.toml, actor 3",
    ):
        assert words in out


def test_json_has_a_meaning_a_line(run: Run) -> None:
    _, out, _ = run("actors", "PDF", "--country", "MM", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["is_taken"] for row in rows][:1] == [True]
    assert {"actor_id", "side", "lineage", "inter", "source", "years", "reasons"} <= set(
        rows[0]
    )


def test_an_unknown_name_is_one_line_with_what_is_spelt_alike(run: Run) -> None:
    code, out, err = run("actors", "Hezbolah")
    assert (code, out) == (1, "")
    assert err.startswith("warledger: nobody is called 'Hezbolah'; spelt alike: Hezbollah")
    assert err.count("\n") == 1


def test_the_storys_country_decides_who_the_army_is() -> None:
    assert taken(explain("the army")) == ["generic:military"]
    assert taken(explain("the army", country="UA"))[0].startswith("ua-")
    assert taken(explain("the army", country="SY")) == ["sy-army"]
    meaning = explain("army", country="SY").meanings[0]
    assert "no country stated: that of the story" in meaning.reasons


def test_without_a_country_the_bodies_that_it_may_be_are_listed() -> None:
    explained = explain("the army")
    assert explained.left_off > 0
    assert all(m.how.startswith("in a story about") for m in explained.meanings[1:])


@pytest.mark.parametrize(
    ("name", "party", "how"),
    [
        ("Kenyan police", "force:ke:police", "pattern"),
        ("Free Weir Brigade", "group:free-weir-brigade", "its form"),
        ("Assad's forces", "sy-army", "a country"),
        ("SANA", "outlet:sana", "an abbreviation"),
        ("militants", "generic:militants", "a noun that names nobody"),
        ("IS", "is", "an abbreviation"),
        ("Damascus regime", "sy-government", "a wording of some outlets"),
    ],
)
def test_what_matched_is_said(name: str, party: str, how: str) -> None:
    meaning = explain(name, country=None if name == "Kenyan police" else "SY").meanings[0]
    assert (meaning.actor_id, meaning.is_taken) == (party, True)
    assert meaning.how.startswith(how)


def test_every_name_of_every_shipped_party_is_explained_as_its_own() -> None:
    lexicon = load_actors()
    for actor in sorted(lexicon.actors.values(), key=lambda one: one.actor_id)[::15]:
        for name in actor.names:
            found = {m.actor_id for m in explain(name, lexicon=lexicon).meanings}
            assert actor.actor_id in found, name


def test_alliances_hold_in_their_years() -> None:
    sides = {
        on: {
            b.side: b.is_so
            for b in explain("Houthis", on=date(on, 1, 1)).meanings[0].beside
        }
        for on in (2010, 2020)
    }
    assert sides == {
        2010: {"Government of Iran": False},
        2020: {"Government of Iran": True},
    }


@pytest.mark.parametrize("name", ["", "   ", "—", "..."])
def test_a_name_without_letters_is_refused(name: str) -> None:
    with pytest.raises(QueryError, match="no name; expected letters"):
        explain(name)


def test_a_country_that_is_none_is_refused(run: Run) -> None:
    code, _, err = run("actors", "SAA", "--country", "Syria")
    assert (code, "expected an ISO 3166 code" in err) == (1, True)


def test_a_users_own_party_is_explained(run: Run, mine: Path) -> None:
    code, out, _ = run("actors", "حرس المخاضة", "--lexicon", mine)
    assert code == 0
    assert "its name in another script" in out
    assert "field notes, 2024 (mine.toml, actor 1" in out


def test_lexicon_check_tells_what_a_file_adds(run: Run, mine: Path) -> None:
    code, out, _ = run("lexicon", "check", mine)
    assert code == 0
    assert "mine.toml: adds actor ford-guard: Ford Guard" in out
    assert out.endswith("2 added, 0 extended, 0 overridden\n")


def test_a_lexicon_does_not_steer_the_terminal(run: Run, mine: Path) -> None:
    steered = MINE.replace("field notes, 2024", "\\u001b[31mnotes\\u202e")
    mine.write_text(steered, encoding="utf-8")
    for command in (
        ("lexicon", "check", mine),
        ("actors", "Ford Guard", "--lexicon", mine),
    ):
        code, out, _ = run(*command)
        assert (code, "\x1b" in out, "\u202e" in out) == (0, False, False)


def test_lexicon_check_ends_with_one_line_for_a_mistake(run: Run, mine: Path) -> None:
    mine.write_text(MINE.replace("inter = 4", "inter = 0"), encoding="utf-8")
    code, out, err = run("lexicon", "check", mine)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "mine.toml, actor 1 (ford-guard): 'inter' is 0; expected" in err


def test_a_wrong_lexicon_ends_a_run_before_a_ledger_is_made(
    run: Run, mine: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    mine.write_text(MINE.replace('side = "Ford Guard"', 'side = "Nobody"'))
    ledger = tmp_path / "war.ledger"
    code, _, err = run("ingest", ledger, tmp_path / "a.txt", "--lexicon", mine)
    assert (code, ledger.exists()) == (1, False)
    assert "side 'Nobody' is not declared" in err


def test_the_text_of_a_lexicon_decides_the_runs_id_and_its_name_does_not() -> None:
    def run_id(*files: UserLexicon) -> str:
        return make_run(Settings(lexicons=files)).run_id

    ours = UserLexicon("mine.toml", MINE)
    assert run_id(ours) == run_id(UserLexicon("other.toml", MINE))
    changed = UserLexicon("mine.toml", MINE.replace("2024", "2025"))
    assert len({run_id(), run_id(ours), run_id(changed)}) == 3
    assert (
        MINE in json.loads(make_run(Settings(lexicons=(ours,))).settings_json)["lexicons"]
    )


def test_the_manifest_without_own_lexicons_says_nothing_of_them() -> None:
    assert "lexicons" not in make_run(Settings()).settings


def test_a_bad_lexicon_is_refused_by_the_manifest() -> None:
    with pytest.raises(ResourceError, match=r"mine\.toml"):
        make_run(Settings(lexicons=(UserLexicon("mine.toml", "[["),)))


@pytest.mark.model
def test_workers_read_with_the_users_lexicon(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "in.jsonl"
    rows = [{"report": f"r{n}", "text": STORY.replace("two", str(n + 2))} for n in range(4)]
    source.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    monkeypatch.setattr(pipeline, "CHUNK_REPORTS", 2)
    settings = Settings(lexicons=(read_user_lexicon(mine),))
    mine.unlink()  # a run does not need the file any more
    told = []
    for workers in (1, 2):
        path = tmp_path / f"{workers}.ledger"
        ingest(path, [str(source)], settings=settings, workers=workers)
        with open_ledger(path) as ledger:
            told.append([(c.claim_id, c.actors) for c in ledger.claims()])
    assert told[0] == told[1]
    parties = {(a.actor_id, a.side, a.mention) for _, actors in told[0] for a in actors}
    assert ("ford-guard", "Ford Guard") in {party[:2] for party in parties}
    assert any("حرس المخاضة" in party[2] for party in parties)
