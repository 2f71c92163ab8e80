"""Floors of the places work on the shared material; lowered only on purpose.

The figures of the day stand in docs/places.md. These floors lie a little under them.
"""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from warledger.geo.gazetteer import Gazetteer, load_gazetteer
from warledger.geo.recognise import find_toponyms
from warledger.geo.resolve import resolve
from warledger.geo.sources import add_source
from warledger.model import Place

SHARED = Path(__file__).parents[2] / ".." / "shared"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared beside the checkout"),
]

VARIANTS_WITHIN_5_KM = 0.89
VARIANTS_PRECISION = 0.96
ISAF_PROVINCE = 0.99
FAKES_GOVERNORATE = 0.96
SLOTS_FOUND = 0.96
SEEDS_RIGHT = 0.6
SEEDS_WRONG = 0.03
SEEDS_RIGHT_WITH_SY = 0.78
SEEDS_WRONG_WITH_SY = 0.06


def rows(path: Path) -> Iterator[dict]:
    return map(json.loads, path.read_text("utf-8").splitlines())


def scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def places_of(text: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    return resolve(find_toponyms(text, gazetteer=gazetteer), text, gazetteer=gazetteer)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load_gazetteer(data=tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def syria(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("syria")
    add_source(SHARED / "data" / "gazetteer" / "SY.txt", data=data)
    return data


def test_villages_in_another_romanisation_are_found(syria: Path) -> None:
    gazetteer = load_gazetteer(data=syria, embedded=False)
    folder = SHARED / "data" / "syria_places"
    answers = [
        {
            "report": report["report"],
            "kind": "place",
            "start": place.span.start,
            "end": place.span.end,
            "lat": place.lat,
            "lon": place.lon,
        }
        for report in rows(folder / "reports.jsonl")
        for place in places_of(report["text"], gazetteer)
    ]
    result = scorer("score_variants").score(
        list(rows(folder / "gold_variants.jsonl")), answers
    )
    assert result["accuracy_5km"] >= VARIANTS_WITHIN_5_KM
    assert result["precision_5km"] >= VARIANTS_PRECISION


def test_the_province_is_among_the_places_of_a_release(embedded: Gazetteer) -> None:
    gold = {
        g["report"]: g["province"] for g in rows(SHARED / "data" / "isaf" / "gold.jsonl")
    }
    isaf = scorer("score_isaf")
    hits = [
        any(
            isaf.in_province(
                {"adm1": p.adm1, "name": p.name, "mention": p.mention}, province
            )
            for p in places_of(report["text"], embedded)
        )
        for report in rows(SHARED / "data" / "isaf" / "reports.jsonl")
        if (province := gold[report["report"]])
    ]
    assert sum(hits) / len(hits) >= ISAF_PROVINCE


def test_the_governorate_is_among_the_places_of_a_report(embedded: Gazetteer) -> None:
    folder = SHARED / "data" / "fakes"
    gold = {
        g["report"]: g["place"]
        for g in rows(folder / "gold.jsonl")
        if not g.get("disputed")
    }
    fakes = scorer("score_fakes")
    hits = [
        any(
            fakes.in_place(
                {"adm1": p.adm1, "name": p.name, "mention": p.mention}, gold[r["report"]]
            )
            for p in places_of(r["text"], embedded)
        )
        for r in rows(folder / "reports.jsonl")
        if r["report"] in gold
    ]
    assert sum(hits) / len(hits) >= FAKES_GOVERNORATE


@pytest.mark.parametrize(("gold", "folder"), [("seeds", "reports"), ("dev", "reports_dev")])
def test_the_places_that_claims_need_are_recognised(
    gold: str, folder: str, embedded: Gazetteer
) -> None:
    hits = []
    same = scorer("score").same_name
    for claim in rows(SHARED / "gold" / f"{gold}.jsonl"):
        text = (SHARED / folder / f"{claim['report']}.txt").read_text("utf-8")
        found = [t.span.of(text) for t in find_toponyms(text, gazetteer=embedded)]
        hits += [
            any(same(name, mention) for name in slot.split("|") for mention in found)
            for slot in claim["places"]
            if not slot.endswith("|")
        ]
    assert sum(hits) / len(hits) >= SLOTS_FOUND


def judged(gazetteer: Gazetteer) -> tuple[float, float]:
    """Return the shares of places of the seed reports that are right and wrong."""
    km_between = scorer("score_claim_places").km_between
    right = wrong = total = 0
    for gold in rows(SHARED / "gold" / "seeds_places.jsonl"):
        text = (SHARED / "reports" / f"{gold['report']}.txt").read_text("utf-8")
        points = [
            (p.lat, p.lon)
            for p in places_of(text, gazetteer)
            if gold["mention"].casefold() in p.mention.casefold()
        ]
        best = max(set(points), key=points.count, default=(None, None))
        total += 1
        if best[0] is not None:
            near = km_between(best, (gold["lat"], gold["lon"])) <= gold["km"]
            right, wrong = right + near, wrong + (not near)
    return right / total, wrong / total


def test_few_points_are_wrong_with_the_embedded_gazetteer(embedded: Gazetteer) -> None:
    right, wrong = judged(embedded)
    assert right >= SEEDS_RIGHT
    assert wrong <= SEEDS_WRONG


def test_more_points_are_right_with_a_countrys_dump(syria: Path) -> None:
    right, wrong = judged(load_gazetteer(data=syria))
    assert right >= SEEDS_RIGHT_WITH_SY
    assert wrong <= SEEDS_WRONG_WITH_SY
