"""Write the figures in docs/evaluation.md anew: every set, its floors, its aims.

    python bench/evaluation_table.py                measure all and rewrite the page
    python bench/evaluation_table.py --print        the same, to standard output
    python bench/evaluation_table.py --no-speed     keep the page's lines on speed
    python bench/evaluation_table.py --json FILE    take what `measure.py --json` wrote

What others compare with (the benchmark pack's results) is written from the page in turn.

The figures are those of tests/quality/measure.py, so the page and the gate cannot differ in
how they count. The commit is that of the checkout, with a mark where files differ from it.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import bench_pack_results

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "evaluation.md"
MEASURE = ROOT / "tests" / "quality" / "measure.py"
SHARED = ROOT.parent / "shared"
# "DIFFERS  004-c05  actors, type=Attack: …", as score.py tells it.
VERDICT = re.compile(r"^(MISSED|SPURIOUS|DIFFERS) +(\S+)  ([^:\n]*)", re.MULTILINE)
UNREAL = ("not_occurred", "denied", "expected")
EXACT = "a claim's date begins on the coded day"
WITHIN = "the coded day lies inside a claim's range, which begins earlier"
ELSEWHERE = "no claim's date holds the coded day"
COPIES = (
    "boilerplate", "truncated", "headline", "edited", "combined", "rewritten", "pasted",
    "siblings", "wild",
)  # fmt: skip
FLOORS = ROOT / "tests" / "quality" / "floors.json"
# What the issues that asked for them say: (must reach, aims at).
ASKED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "seeds": {
        "overall": ("0.70", "0.85"),
        "detection.f1": ("0.72", "0.85"),
        "actors.f1": ("0.80", "0.90"),
        "targets.f1": ("0.70", "0.85"),
        "places.f1": ("0.80", "0.90"),
        "figures.f1": ("0.80", "0.92"),
        "sources.f1": ("0.82", "0.92"),
        "date_accuracy": ("0.80", "0.92"),
        "status_accuracy": ("0.85", "0.93"),
        "invented_dates": ("0", "0"),
    },
    "dev": {
        "overall": ("0.62", "0.80"),
        "detection.f1": ("0.72", "0.85"),
        "actors.f1": ("0.80", "0.90"),
        "targets.f1": ("0.70", "0.85"),
        "places.f1": ("0.80", "0.90"),
        "figures.f1": ("0.80", "0.92"),
        "sources.f1": ("0.78", "0.90"),
        "date_accuracy": ("0.80", "0.92"),
        "status_accuracy": ("0.82", "0.92"),
        "invented_dates": ("0", "0"),
    },
    "fakes": {
        "killed": ("0.82", "0.93"),
        "place": ("0.80", "0.92"),
        "cause": ("0.75", "0.90"),
        "actor": ("0.60", "0.85"),
    },
    "isaf": {
        "date": ("0.95", "0.99"),
        "province": ("0.95", "0.99"),
        "kill.f1": ("0.85", "0.97"),
        "capture.f1": ("0.85", "0.97"),
        "killed.sum.plain_some": ("0.85", "0.96"),
        "captured.sum.plain_some": ("0.80", "0.95"),
    },
    "wikiwars": {
        "strict.f1": ("0.85", "0.92"),
        "relaxed.f1": ("0.92", "0.97"),
        "value.f1": ("0.83", "0.91"),
    },
    "seeds_places": {"wrong": ("0.10", "0.03")},
    "seeds_places with SY.txt": {"right": ("0.80", "0.92"), "wrong": ("0.06", "0.02")},
    "syria_places with SY.txt": {
        "accuracy_5km": ("0.80", "0.95"),
        "precision_5km": ("0.93", "0.98"),
    },
    "syndication": {
        "f1": ("0.98", "0.995"),
        **{f"by_kind.{kind}": ("0.85", "0.95") for kind in COPIES},
    },
    "gva": {"pairs.f1": ("0.90", "0.96")},
}
HARM = {
    "misquoted_cells": "exported cells whose quote is not the text at its span",
    "reports_lost_to_faults": "reports lost to a fault",
}
AFTER_DETECTION = ("detection.p", "detection.r")


@dataclass(frozen=True, slots=True)
class Told:
    """How a set is named and described on the page."""

    title: str
    what: str


SETS: Mapping[str, Told] = {
    "seeds": Told("Claims: seeds", "5 reports of the Syrian war, claims by hand"),
    "dev": Told("Claims: dev", "8 reports of the same war by 8 other outlets, by hand"),
    "fakes": Told(
        "Deaths, place, cause, actor: fakes",
        "338 reports of the same war by 15 outlets, one event of each coded by others "
        "(38 more, whose coding is disputed, are left out)",
    ),
    "isaf": Told(
        "Another war, another style: isaf",
        "300 press releases from Afghanistan, one event of each coded by others",
    ),
    "wikiwars": Told("Times: wikiwars", "16 histories of wars, 2,139 expressions of time"),
    "syndication": Told(
        "Copies: syndication",
        "560 reports: those of fakes, copies made of them in eight ways, and pairs that "
        "are none",
    ),
    "gva": Told(
        "Which reports tell of one incident: gva",
        "600 local news reports of shootings in the USA, tied to a register's incidents",
    ),
    "seeds_places": Told(
        "Places of claims: seeds_places", "35 places of the seed reports' claims, by hand"
    ),
    "seeds_places with SY.txt": Told(
        "Places of claims: seeds_places with a dump of Syria",
        "The same after `warledger gazetteer add SY.txt` (GeoNames' dump)",
    ),
    "syria_places": Told(
        "Villages in another romanisation: syria_places",
        "239 villages in a sentence each; the towns that ship hold few of them",
    ),
    "syria_places with SY.txt": Told(
        "Villages in another romanisation: syria_places with a dump of Syria",
        "The same with GeoNames' dump of Syria, which has all of them, spelt otherwise",
    ),
}  # fmt: skip


def main() -> None:
    """Measure and rewrite the page's blocks, or print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--print", action="store_true", help="leave the page as it is")
    parser.add_argument("--no-speed", action="store_true", help="measure no speed")
    parser.add_argument("--json", type=Path, help="figures that were measured before")
    asked = parser.parse_args()
    os.environ["WARLEDGER_DATA"] = "/nonexistent"  # no gazetteer of the user's own
    text = asked.json.read_text("utf-8") if asked.json else run(MEASURE, "--json")
    blocks = {"figures": tables(json.loads(text), json.loads(FLOORS.read_text("utf-8")))}
    blocks |= {"errors": errors(), "fakes": fakes(), "isaf": isaf(), "muc4": muc4()}
    if not asked.no_speed:
        blocks["speed"] = speed()
    if asked.print:
        print("\n".join(blocks.values()))
        return
    page = PAGE.read_text("utf-8")
    for name, block in blocks.items():
        page = replaced(page, name, block)
    PAGE.write_text(page, "utf-8")
    bench_pack_results.main()


def run(script: Path, *options: str) -> str:
    """Return what a script prints, run with one thread, as the gate and the bench run."""
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(script), *options]
    return subprocess.run(
        command, stdout=subprocess.PIPE, text=True, check=True, env=env
    ).stdout


def replaced(page: str, name: str, block: str) -> str:
    """Return the page with what stands between a block's two marks exchanged."""
    marks = re.compile(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
    if marks.search(page) is None:
        sys.exit(f"{PAGE}: has no block between <!-- {name}:begin --> and its end")
    return marks.sub(lambda found: f"{found[1]}{block}{found[2]}", page)


def commit() -> str:
    """Return the checkout's commit, marked where the program or gate differs from it."""

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=True
        ).stdout.strip()

    changed = git(
        "status", "--porcelain", "--untracked-files=no", "--", "src", "tests/quality"
    )
    return git("rev-parse", "--short", "HEAD") + (
        " with changes not committed" if changed else ""
    )


def tables(measured: Mapping[str, Mapping[str, float]], floors: Mapping[str, dict]) -> str:
    """Return what holds for all sets, then a table of each."""
    harm = [
        f"{sum(int(found[figure]) for found in measured.values())} {words}"
        for figure, words in HARM.items()
    ]
    lines = [f"At commit {commit()}. Over all sets: {', '.join(harm)} (must be 0).", ""]
    for name, told in SETS.items():
        lines += [f"### {told.title}", "", f"{told.what}.", ""]
        lines += [
            "| figure | measured | gate | must reach | aims at |",
            "|---|---|---|---|---|",
        ]
        pinned = floors.get(name, {}).get("floors", {})
        lines += [
            row(name, figure, measured[name], pinned) for figure in order(measured[name])
        ]
        lines.append("")
    return "\n".join(lines)


def order(figures: Mapping[str, float]) -> list[str]:
    """Return a set's figures as the page lists them: precision and recall after F1."""
    first = [f for f in figures if f not in HARM and f not in AFTER_DETECTION]
    at = first.index("detection.f1") + 1 if "detection.f1" in first else len(first)
    return first[:at] + [f for f in AFTER_DETECTION if f in figures] + first[at:]


def row(
    name: str, figure: str, found: Mapping[str, float], pinned: Mapping[str, float]
) -> str:
    """Return one line of a table; a figure below what it must reach says so."""
    must, aim = ASKED.get(name, {}).get(figure, ("", ""))
    gate = shown(pinned[figure], digits=2) if figure in pinned else ""
    is_less_better = figure in ("invented_dates", "wrong")
    below = must and not is_less_better and found[figure] < float(must)
    below = below or bool(must and is_less_better and found[figure] > float(must))
    value = f"**{shown(found[figure])}**" + (" (below)" if below else "")
    return f"| {figure} | {value} | {gate} | {must} | {aim} |"


def shown(value: float, *, digits: int = 3) -> str:
    """Return a share with its decimals, a count as it is."""
    return f"{value:.{digits}f}" if isinstance(value, float) else f"{value}"


def errors() -> str:
    """Return how many claims of seeds and dev are missed, too many or differ."""
    tally: Counter[str] = Counter()
    for gold, reports in (("seeds", "reports"), ("dev", "reports_dev")):
        told = verbose(SHARED / "gold" / f"{gold}.jsonl", SHARED / reports)
        for found in VERDICT.finditer(told):
            tally[found[1]] += 1
            fields = found[3].split(", ") if found[1] == "DIFFERS" else []
            tally.update({field.split("=")[0] for field in fields})
    fields = [f for f, _ in tally.most_common() if f.islower()]
    lines = [
        f"| {words} | {tally[key]} |"
        for key, words in (
            ("MISSED", "core gold claims without a claim of ours"),
            ("SPURIOUS", "claims of ours without one in gold"),
            ("DIFFERS", "claims found that differ from gold in at least one field"),
        )
    ]
    lines += [f"| … in {field} | {tally[field]} |" for field in fields]
    return "\n".join(["| seeds and dev together | claims |", "|---|---|", *lines]) + "\n"


def fakes() -> str:
    """Return how many reports of fakes have no claim that agrees with the coded event."""
    data = SHARED / "data" / "fakes"
    told = verbose(data / "gold.jsonl", data / "reports.jsonl")
    missed = re.findall(r"^fk-\w+  missed ([^:\n]+):", told, re.MULTILINE)
    tally = Counter(field for fields in missed for field in fields.split(", "))
    lines = [f"| {field} | {count} |" for field, count in tally.most_common()]
    return (
        "\n".join(["| fakes: no claim with the coded | reports |", "|---|---|", *lines])
        + "\n"
    )


def isaf() -> str:
    """Return how the dates of isaf's releases of a known year lie to the coded day."""
    data = SHARED / "data" / "isaf"
    claims: dict[str, list[dict]] = {}
    for line in claims_of(data / "reports.jsonl"):
        claim = json.loads(line)
        if claim["status"] not in UNREAL and claim["date"] and claim["date"]["start"]:
            claims.setdefault(claim["report"], []).append(claim["date"])
    tally: Counter[str] = Counter()
    for line in (data / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        if gold["dated"]:
            tally[verdict(gold["start_date"], claims.get(gold["report"], []))] += 1
    rows = [f"| {words} | {tally[words]} |" for words in (EXACT, WITHIN, ELSEWHERE)]
    return "\n".join(["| isaf, releases of a known year | |", "|---|---|", *rows]) + "\n"


def muc4() -> str:
    """Return the micro figures of incident templates; no floor is pinned for them."""
    data = SHARED / "data" / "muc4"
    with TemporaryDirectory(prefix="warledger-") as folder:
        ledger = Path(folder) / "muc4.ledger"
        warledger("ingest", str(ledger), str(data / "reports.jsonl"))
        gold = str(data / "gold.jsonl")
        told = json.loads(warledger("evaluate", gold, "--ledger", str(ledger), "--json"))
    lines = [
        "| {} | {p:.1f} | {r:.1f} | {f1:.1f} |".format(slot, **told[slot])
        for slot in (
            "incident_type",
            "PerpInd",
            "PerpOrg",
            "Target",
            "Victim",
            "Weapon",
            "micro",
        )
    ]
    head = ["| muc4, 1,500 texts | precision | recall | F1 |", "|---|---|---|---|"]
    return "\n".join([*head, *lines]) + "\n"


def verdict(day: str, dates: list[dict]) -> str:
    """Return whether a date begins on the day, holds it, or neither."""
    if any(date["start"] == day for date in dates):
        return EXACT
    held = any(date["start"] <= day <= date["end"] for date in dates)
    return WITHIN if held else ELSEWHERE


def warledger(*options: str) -> str:
    """Return what a command of ours prints."""
    command = [sys.executable, "-c", "from warledger.cli import main; main()", *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def claims_of(reports: Path) -> list[str]:
    """Return the claims of a set of reports as lines of JSON."""
    with TemporaryDirectory() as folder:
        ledger = f"{folder}/set.ledger"
        warledger("ingest", ledger, str(reports))
        return warledger("export", ledger, "--table", "claims").splitlines()


def verbose(gold: Path, reports: Path) -> str:
    """Return what the gold's scorer prints of what differs."""
    return warledger("evaluate", str(gold), "--reports", str(reports), "--verbose")


def speed() -> str:
    """Return what the two measurements of speed print, and on what."""
    found = [
        run(ROOT / "bench" / f"{name}.py").strip() for name in ("throughput", "startup")
    ]
    machine = (
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )
    return f"At commit {commit()}, {machine}:\n\n```text\n" + "\n".join(found) + "\n```\n"


if __name__ == "__main__":
    main()
