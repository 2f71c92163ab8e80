import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType

import pytest

from warledger.errors import ConfigError
from warledger.evaluate import Scoring, reports_beside, score
from warledger.evaluate.claims import overlap, score_claims
from warledger.evaluate.scorers import kind_of
from warledger.store.opening import open_ledger

GOLD = {
    "id": "g1",
    "report": "ferry",
    "quote": "Gunners fired on the ferry at Quellin on Monday, killing two sailors.",
    "sub_event_type": "Attack|Armed clash",
    "actors": ["gunners|"],
    "targets": ["ferry|sailors"],
    "places": ["Quellin"],
    "date": ["1904-05-02", "1904-05-02"],
    "figures": [{"measure": "killed", "of": "sailors", "item": None, "low": 2, "high": 2}],
    "status": "occurred",
    "sources": [],
    "core": True,
}
ANSWER = {
    "report": "ferry",
    "quote": "Gunners fired on the ferry at Quellin",
    "sub_event_type": "Attack",
    "actors": [],
    "targets": [{"name": "Sailors' Guild", "mention": "sailors"}],
    "places": [{"name": "Quellín", "mention": None}],
    "date": {"edtf": "1904-05-02", "start": "1904-05-02", "end": "1904-05-02"},
    "figures": [{"measure": "killed", "low": 2, "high": 2}],
    "status": "occurred",
    "sources": [],
}


def lines(*objects: dict) -> str:
    return "".join(f"{json.dumps(each)}\n" for each in objects)


def test_a_right_answer_scores_full_but_for_empty_slots() -> None:
    result = score_claims([GOLD], [ANSWER])
    assert result["detection"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert (
        result["targets"]["f1"] == result["places"]["f1"] == result["figures"]["f1"] == 1.0
    )
    assert (result["date_accuracy"], result["status_accuracy"]) == (1.0, 1.0)
    assert result["sources"]["f1"] == 0.0


def test_no_answer_scores_nothing_and_does_not_fail() -> None:
    result = score_claims([GOLD], [])
    assert (result["overall"], result["predicted"]) == (0.0, 0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the ferry", "fired on the ferry at dawn", True),
        (
            "Gunners fired on\nthe ferry at dawn today",
            "on the ferry at dawn today, they said",
            True,
        ),
        ("the ferry at dawn", "dawn broke over the ferry", False),
    ],
)
def test_quotes_overlap_inside_or_at_an_edge(one: str, other: str, expected: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is expected


def test_a_day_for_a_report_that_fixes_none_is_invented() -> None:
    open_gold = GOLD | {"date": "XXXX-05-02"}
    assert score_claims([open_gold], [ANSWER])["invented_dates"] == 1
    assert score_claims([GOLD], [ANSWER])["invented_dates"] == 0


def damaged(gold: list[dict], rng: random.Random) -> list[dict]:
    """Return claims made from gold, with things left out, added and changed."""

    def pick(names: str) -> str:
        return rng.choice(names.split("|"))

    found = []
    for wanted in gold + rng.sample(gold, len(gold) // 4):
        claim = dict(wanted)
        for slot in ("actors", "targets", "places", "sources"):
            kept = [name for name in wanted[slot] if rng.random() < 0.8]
            claim[slot] = [
                {"name": pick(name) or None, "mention": pick(name)} for name in kept
            ]
            if rng.random() < 0.1:
                claim[slot].append({"name": "Nobody in Particular", "mention": "somebody"})
        claim["sub_event_type"] = (
            pick(wanted["sub_event_type"]) if rng.random() < 0.8 else "Other"
        )
        claim["status"] = pick(wanted["status"]) if rng.random() < 0.9 else "ongoing"
        claim["figures"] = [
            f
            | {
                "item": f["item"] and pick(f["item"]),
                "high": f["high"] and f["high"] * rng.choice([1, 1.01, 2]),
            }
            for f in wanted["figures"]
        ]
        day = wanted["date"]
        if isinstance(day, list):
            claim["date"] = {"edtf": "x", "start": day[0], "end": rng.choice(day)}
        elif day:
            claim["date"] = {"edtf": pick(day), "start": None, "end": None}
        if rng.random() < 0.1:
            claim["date"] = {
                "edtf": "1999-01-01",
                "start": "1999-01-01",
                "end": "1999-01-01",
            }
        claim["quote"] = wanted["quote"][rng.randrange(0, 15) :]
        if rng.random() < 0.9:
            found.append(claim)
    return found


@pytest.mark.shared
@pytest.mark.parametrize("name", ["seeds", "dev"])
@pytest.mark.parametrize("seed", range(1, 13))
def test_it_agrees_with_the_corpora_s_own_scorer(
    shared: Path, name: str, seed: int
) -> None:
    script = load_script(shared / "tools" / "score.py")
    gold = script.load(str(shared / "gold" / f"{name}.jsonl"))
    found = damaged(gold, random.Random(seed))
    assert score_claims(gold, found) == script.score(gold, found)


def load_script(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_user_s_own_gold_is_scored_without_a_script(tmp_path: Path) -> None:
    gold, ledger = tmp_path / "gold.jsonl", tmp_path / "own.ledger"
    gold.write_text(lines(GOLD))
    open_ledger(ledger, write=True).close()
    scored = score(gold, ledger, how=Scoring(as_json=True))
    assert json.loads(scored.text)["gold_core"] == 1
    assert "scored by warledger itself" in scored.command


def test_a_script_is_named_with_its_command_and_its_failure(tmp_path: Path) -> None:
    gold, ledger = tmp_path / "gold.jsonl", tmp_path / "own.ledger"
    gold.write_text(lines(GOLD))
    open_ledger(ledger, write=True).close()
    script = tmp_path / "mine.py"
    script.write_text("import sys; print(len(sys.argv))")
    scored = score(gold, ledger, how=Scoring(scorer=script, verbose=True))
    assert (scored.text, f"{script} {gold} claims.jsonl --verbose" in scored.command) == (
        "4",
        True,
    )
    script.write_text("raise SystemExit('no such field')")
    with pytest.raises(ConfigError, match="ended with code 1: no such field"):
        score(gold, ledger, how=Scoring(scorer=script))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "is empty"),
        ("{'a': 1}\n", "line 1: not JSON"),
        ("[1]\n", "is no JSON object"),
        ('{"a": 1}\n', "no gold that is known by its fields"),
        (None, "cannot be read"),
    ],
)
def test_gold_that_is_none_is_told_in_a_line(
    tmp_path: Path, content: str | None, complaint: str
) -> None:
    gold = tmp_path / "gold.jsonl"
    if content is not None:
        gold.write_text(content)
    with pytest.raises(ConfigError, match=complaint):
        kind_of(gold)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("gold", "script"),
    [
        ("gold/seeds.jsonl", "score.py"),
        ("gold/seeds_places.jsonl", "score_claim_places.py"),
        ("data/fakes/gold.jsonl", "score_fakes.py"),
        ("data/isaf/gold.jsonl", "score_isaf.py"),
        ("data/wikiwars/gold_times.jsonl", "score_times.py"),
        ("data/syria_places/gold_variants.jsonl", "score_variants.py"),
        ("data/syndication/gold.jsonl", "score_copies.py"),
        ("data/gva/gold.jsonl", "score_clusters.py"),
        ("data/muc4/gold.jsonl", "score_muc4.py"),
    ],
)
def test_each_gold_finds_its_scorer(shared: Path, gold: str, script: str) -> None:
    assert kind_of(shared / gold).script == script


@pytest.mark.shared
def test_reports_are_found_beside_their_gold(shared: Path) -> None:
    assert reports_beside(shared / "gold" / "seeds.jsonl").name == "reports"
    assert reports_beside(shared / "gold" / "dev.jsonl").name == "reports_dev"
    assert reports_beside(shared / "data" / "isaf" / "gold.jsonl").name == "reports.jsonl"
