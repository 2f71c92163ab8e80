"""The pack is followed by a stranger: another system is run, measured, and stands in a table."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from warledger import __version__
from warledger.errors import ConfigError
from warledger.evaluate.bench_pack import write_pack
from warledger.evaluate.scorers import HERE, KINDS

ROOT = Path(__file__).resolve().parents[1]
# Somebody else's system: every sentence with "killed" is an attack of nobody on somebody.
TOY = re.compile(r"[^.\n]*\bkilled\b[^.\n]*")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    write_pack(tmp_path / "pack")
    return tmp_path / "pack"


def run(pack: Path, script: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, script, *map(str, words)]
    return subprocess.run(command, cwd=pack, capture_output=True, text=True)


def toy_system(reports: Path, out: Path) -> None:
    """Write a claim for each sentence that tells of somebody killed."""
    out.mkdir(parents=True)
    claims = []
    for line in reports.read_text("utf-8").splitlines():
        report = json.loads(line)
        for found in TOY.finditer(report["text"]):
            claims.append(
                {"report": report["report"], "quote": found[0].strip(), "status": "occurred",
                 "sub_event_type": "Attack", "figures": [{"measure": "killed", "high": 45}]}
            )  # fmt: skip
    (out / "claims.jsonl").write_text(
        "".join(f"{json.dumps(c)}\n" for c in claims), "utf-8"
    )


def test_another_system_is_run_measured_and_tabled(pack: Path) -> None:
    toy_system(pack / "sets" / "trial" / "reports.jsonl", pack / "predictions" / "trial")
    measured = run(
        pack, "measure.py", "Toy", "--version", "0.1", "--predictions", "predictions",
        "-o", "results/toy.json",
    )  # fmt: skip
    assert measured.returncode == 0, measured.stderr
    assert "wikiwars: passed over, there is no" in measured.stderr
    told = json.loads((pack / "results" / "toy.json").read_text("utf-8"))
    figures = told["sets"]["trial"]["figures"]
    assert told["sets"]["trial"]["gold_entries"] == 13
    assert 0 < figures["detection.f1"] < 1
    assert figures["actors.f1"] == 0
    shown = run(pack, "table.py", "results/warledger.json", "results/toy.json")
    assert shown.returncode == 0, shown.stderr
    assert f"| detection.f1 | {figures['detection.f1']:.3f} |" in shown.stdout
    assert f"| figure | Warledger {__version__} |" in shown.stdout


def test_ours_and_theirs_stand_side_by_side_and_other_gold_is_marked(pack: Path) -> None:
    ours = json.loads((pack / "results" / "warledger.json").read_text("utf-8"))
    theirs = {"system": "Half", "version": "", "sets": {"gva": dict(ours["sets"]["gva"])}}
    theirs["sets"]["gva"]["gold_entries"] = 300
    (pack / "half.json").write_text(json.dumps(theirs), "utf-8")
    shown = run(pack, "table.py", "results/warledger.json", "half.json").stdout
    value = f"{ours['sets']['gva']['figures']['pairs.f1']:.3f}"
    assert f"| pairs.f1 | {value} | {value}\\* |" in shown
    assert "not comparable" in shown


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"system": "x"}', '{"system": "x", "sets": {"gva": {"figures": {"f1": "high"}}}}'],
)  # fmt: skip
def test_what_is_no_result_is_told_in_a_line(pack: Path, content: str) -> None:
    (pack / "bad.json").write_text(content, "utf-8")
    shown = run(pack, "table.py", "bad.json")
    assert (shown.returncode, shown.stderr.count("\n")) == (1, 1)
    assert shown.stderr.startswith("bad.json: ")


def test_predictions_that_lack_what_is_asked_for_end_the_measuring(pack: Path) -> None:
    folder = pack / "predictions" / "trial"
    folder.mkdir(parents=True)
    told = run(pack, "measure.py", "Toy", "--predictions", "predictions")
    assert (told.returncode, "has no claims.jsonl" in told.stderr) == (1, True)
    (folder / "claims.jsonl").write_text('{"report": "two-stories"}\n', "utf-8")
    told = run(pack, "measure.py", "Toy", "--predictions", "predictions")
    assert "entry 1: 'quote' is None; expected str" in told.stderr


def test_our_figures_are_those_of_the_evaluation_page(pack: Path) -> None:
    path = ROOT / "bench" / "bench_pack_results.py"
    spec = importlib.util.spec_from_file_location("bench_pack_results", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    page = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
    ours = (pack / "results" / "warledger.json").read_text("utf-8")
    assert ours == script.text_of(page), "run 'python bench/bench_pack_results.py'"
    told = json.loads(ours)["sets"]
    for name in ("seeds", "dev", "fakes", "isaf", "wikiwars", "gva", "muc4"):
        assert told[name]["figures"]


def test_every_set_can_be_scored_here_or_says_that_it_cannot(pack: Path) -> None:
    sets = json.loads((pack / "sets.json").read_text("utf-8"))
    ours = json.loads((pack / "results" / "warledger.json").read_text("utf-8"))["sets"]
    scored = {kind.table for kind in KINDS if kind.name in HERE}
    for name, told in sets.items():
        assert told["asks"][0] in scored
        assert set(told["figures"]) <= set(
            ours.get(name, {"figures": told["figures"]})["figures"]
        )
        for field in ("title", "what", "source", "licence", "gold", "reports"):
            assert told[field]


def test_gold_quotes_stand_in_the_trial_s_reports(pack: Path) -> None:
    trial = pack / "sets" / "trial"
    texts = {
        line["report"]: line["text"]
        for line in map(
            json.loads, (trial / "reports.jsonl").read_text("utf-8").splitlines()
        )
    }
    for line in map(json.loads, (trial / "gold.jsonl").read_text("utf-8").splitlines()):
        assert line["quote"] in texts[line["report"]]


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ConfigError, match="is not empty"):
        write_pack(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
