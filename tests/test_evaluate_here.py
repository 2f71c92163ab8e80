"""The scorers that ship agree with the corpora's own, on damaged copies of the gold."""

import json
import random
from pathlib import Path

import pytest

from test_evaluate import load_script
from warledger.evaluate.clusters import score_clusters
from warledger.evaluate.filled import best_pairs, score_templates
from warledger.evaluate.main_events import score_main_events
from warledger.evaluate.releases import score_releases
from warledger.evaluate.times import score_times

SEEDS = range(1, 5)
# The ways to pair templates grow with their number; a few reports of ten take a minute.
MANY = 6


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def shared_figures(ours: dict, theirs: dict) -> tuple[dict, dict]:
    """Return both with the keys of ours, which leaves some counts out."""
    return ours, {key: theirs[key] for key in ours}


def near(told: object) -> object:
    """Return the figures with room for the last digit.

    The shared scripts add shares up in the order of a set, which differs from run to run.
    """
    if isinstance(told, dict):
        return {key: near(value) for key, value in told.items()}
    return pytest.approx(told, abs=0.0011) if isinstance(told, float) else told


@pytest.mark.shared
@pytest.mark.parametrize("seed", SEEDS)
def test_times_are_counted_alike(shared: Path, seed: int) -> None:
    rng, gold = (
        random.Random(seed),
        lines(shared / "data" / "wikiwars" / "gold_times.jsonl"),
    )
    told = []
    for expression in rng.sample(gold, 600):
        moved = {
            "kind": "time",
            "start": expression["start"] + rng.choice([0, 0, 0, -3, 2]),
            "end": expression["end"] + rng.choice([0, 0, 0, 4]),
            "type": rng.choice([expression["type"], expression["type"], "DURATION"]),
            "value": rng.choice([expression["value"], expression["value"], "1999"]),
        }
        told += [expression | moved] * rng.choice([1, 1, 1, 2])
    told.append({"kind": "place", "report": gold[0]["report"], "start": 0, "end": 5})
    script = load_script(shared / "tools" / "score_times.py")
    ours, theirs = shared_figures(score_times(gold, told), script.score(gold, told, {}))
    assert ours == theirs


@pytest.mark.shared
@pytest.mark.parametrize("seed", SEEDS)
def test_clusters_are_counted_alike(shared: Path, seed: int) -> None:
    rng, gold = random.Random(seed), lines(shared / "data" / "gva" / "gold.jsonl")
    groups: dict[str, list[str]] = {}
    for entry in gold:
        name = entry["incident"] if rng.random() < 0.8 else rng.choice(gold)["incident"]
        groups.setdefault(name, []).append(entry["report"])
    incidents = [{"reports": [*members, "elsewhere"]} for members in groups.values()]
    copies = [
        {"report": a["report"], "state": "copy", "copy_of": b["report"]}
        for a, b in zip(rng.sample(gold, 30), rng.sample(gold, 30), strict=True)
    ]
    script = load_script(shared / "tools" / "score_clusters.py")
    for reports in ([], copies):
        ours = score_clusters(gold, incidents, reports)
        theirs = shared_figures(ours, script.score(gold, incidents, reports))[1]
        assert theirs == near(ours)


@pytest.mark.shared
@pytest.mark.parametrize("seed", SEEDS)
def test_templates_are_counted_alike(shared: Path, seed: int) -> None:
    rng, gold = random.Random(seed), lines(shared / "data" / "muc4" / "gold.jsonl")
    gold = [line for line in gold if len(line["templates"]) < MANY]
    told = []
    for line in rng.sample(gold, 400):
        templates = [
            {
                slot: fillers
                if slot == "incident_type"
                else [rng.choice(names) for names in fillers if rng.random() < 0.7]
                for slot, fillers in template.items()
            }
            for template in line["templates"]
            if rng.random() < 0.9
        ]
        if rng.random() < 0.2:
            templates.append({"incident_type": "bombing", "Victim": ["The Nobody!"]})
        for template in templates:
            template["incident_type"] = template["incident_type"].split(" / ")[0]
        told.append({"report": line["report"], "templates": templates})
    script = load_script(shared / "tools" / "score_muc4.py")
    ours = score_templates(gold, told)
    assert shared_figures(ours, script.score(gold, told))[1] == ours


def figure(rng: random.Random, measure: str, count: int) -> dict:
    """Return a figure that is right, near, vague or of something else."""
    value = rng.choice([count, count, count + 1, count * 1.08, 2])
    bounds = rng.choice([(value,) * 3, (value, None, None), (None,) * 3, (0, 0, 0)])
    words = rng.choice(["several", "a dozen", "two insurgents", "X", ""])
    measure = rng.choice([measure, measure, measure, "wounded"])
    return dict(zip(("low", "best", "high"), bounds, strict=True)) | {
        "measure": measure, "mention": words,
    }  # fmt: skip


def claim(rng: random.Random, report: str, measures: dict, names: list[str]) -> dict:
    types = ["Armed clash", "Attack", "Arrests", "Air/drone strike", "Suicide bomb"]
    field = rng.choice(["name", "mention", "adm1"])
    return {
        "report": report,
        "status": rng.choice(["occurred", "occurred", "occurred", "denied"]),
        "sub_event_type": rng.choice(types),
        "places": [{"name": None, field: rng.choice(names).title()}] * rng.choice([0, 1]),
        "actors": [{"name": rng.choice(names), "mention": rng.choice(names)}],
        "figures": [figure(rng, *item) for item in measures.items() if rng.random() < 0.8]
        * rng.choice([1, 1, 2]),
    }


@pytest.mark.shared
@pytest.mark.parametrize("seed", SEEDS)
def test_main_events_are_counted_alike(shared: Path, seed: int) -> None:
    rng, gold = random.Random(seed), lines(shared / "data" / "fakes" / "gold.jsonl")
    told = []
    for row in gold:
        names = [row["place"], f"{row['place']} Countryside", "Nowhere", "the Hārim road"]
        names += ["Daʿesh", "U.S. forces", "SAA", "Islamist rebels", "Ra‘qqa"]
        dead = {"killed": row["killed_total"] or 3}
        told += [claim(rng, row["report"], dead, names) for _ in range(rng.randrange(4))]
    script = load_script(shared / "tools" / "score_fakes.py")
    assert score_main_events(gold, told) == script.score(gold, told)


@pytest.mark.shared
@pytest.mark.parametrize("seed", SEEDS)
def test_releases_are_counted_alike(shared: Path, seed: int) -> None:
    rng, gold = random.Random(seed), lines(shared / "data" / "isaf" / "gold.jsonl")
    told = []
    for row in gold:
        names = [row["province"] or "Kabol", "Maidan Wardak", "Sar-e Pul", "Nowhere"]
        counts = {"killed": row["min_killed"], "captured_persons": row["min_captured"]}
        made = [claim(rng, row["report"], counts, names) for _ in range(rng.randrange(4))]
        for one in made:
            one["date"] = rng.choice([None, {"start": row["start_date"]}, {"start": "x"}])
        told += made
    script = load_script(shared / "tools" / "score_isaf.py")
    assert score_releases(gold, told) == script.score(gold, told)


def test_templates_are_paired_for_the_best_f1_not_one_after_the_other() -> None:
    def attack(*victims: str) -> tuple[str, dict]:
        slots = {slot: () for slot in ("PerpInd", "PerpOrg", "Target", "Weapon")}
        return "attack", slots | {"Victim": tuple(frozenset([v]) for v in victims)}

    keys = [attack("a", "b"), attack("a")]
    answers = [attack("a"), attack("a", "b")]
    assert set(best_pairs(keys, answers)) == {(0, 1), (1, 0)}


def test_what_is_said_of_one_incident_is_compared_by_pairs() -> None:
    gold = [{"report": name, "incident": "x" if name in "abc" else "y"} for name in "abcd"]
    figures = score_clusters(gold, [{"reports": ["a", "b"]}, {"reports": ["c", "d"]}])
    assert figures["pairs"] == {"p": 0.5, "r": 0.333, "f1": 0.4}
    assert figures["bcubed"] == {"p": 0.75, "r": 0.667, "f1": 0.706}
