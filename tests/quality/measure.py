"""Measures every set of the corpora and holds it against the pinned floors.

    python tests/quality/measure.py                      print figures beside their floors
    python tests/quality/measure.py --pin                raise the floors to what is measured
    python tests/quality/measure.py --pin --allow-regression    lower them too, on purpose

A floor belongs to a digest of its gold and reports: where these moved, neither the gate nor a
pin means anything until somebody has looked, so both refuse (`--moved` pins them anew). Of the
sets in ../shared, copies, clusters and incident templates are scored when incidents exist.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from warledger.evaluate import Scoring, score
from warledger.executors.local import ingest
from warledger.pipeline import Settings
from warledger.store.opening import open_ledger

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
SHARED = HERE.parents[2] / "shared"
MISQUOTED = "misquoted_cells"
FAILED = "reports_lost_to_faults"
# Of these less is better; of every other figure more.
COUNTS_OF_HARM = (MISQUOTED, FAILED, "invented_dates", "wrong")


@dataclass(frozen=True, slots=True)
class Set:
    """One gold file, the reports it is about, and the figures that are pinned."""

    gold: str
    reports: str
    figures: tuple[str, ...]


SLOTS = ("actors.f1", "targets.f1", "places.f1", "figures.f1", "sources.f1")
CLAIMS = (
    "overall",
    "detection.f1",
    *SLOTS,
    "date_accuracy",
    "status_accuracy",
    "invented_dates",
)
SETS: Mapping[str, Set] = {
    "seeds": Set("gold/seeds.jsonl", "reports", CLAIMS),
    "dev": Set("gold/dev.jsonl", "reports_dev", CLAIMS),
    "seeds_places": Set("gold/seeds_places.jsonl", "reports", ("right", "wrong")),
    "fakes": Set(
        "data/fakes/gold.jsonl", "data/fakes/reports.jsonl", ("killed", "place", "cause", "actor", "joint")
    ),
    "isaf": Set(
        "data/isaf/gold.jsonl", "data/isaf/reports.jsonl",
        ("date", "date_known", "province", "kill.f1", "capture.f1", "killed.largest.plain_some",
         "captured.largest.plain_some"),
    ),
    "wikiwars": Set(
        "data/wikiwars/gold_times.jsonl", "data/wikiwars/reports.jsonl",
        ("strict.f1", "relaxed.f1", "value.f1", "type_accuracy", "dates.value.f1"),
    ),
    "syria_places": Set(
        "data/syria_places/gold_variants.jsonl", "data/syria_places/reports.jsonl",
        ("accuracy_5km", "accuracy_25km", "precision_25km"),
    ),
}  # fmt: skip


def floors() -> dict[str, Any]:
    """Return the pinned floors by set: `digest` and `floors` by figure."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def digest_of(chosen: Set) -> str:
    """Return a digest of a set's gold and reports."""
    digest = blake2b(digest_size=8)
    for path in (SHARED / chosen.gold, SHARED / chosen.reports):
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            digest.update(file.name.encode() + b"\x1f" + file.read_bytes())
    return digest.hexdigest()


def measure(name: str, folder: Path) -> dict[str, float]:
    """Return the figures of a set; its ledger is made in the folder unless it is there."""
    chosen = SETS[name]
    ledger = folder / f"{chosen.reports.replace('/', '-')}.ledger"
    found: dict[str, float] = {}
    tally = ingest(ledger, [str(SHARED / chosen.reports)], settings=Settings())
    with open_ledger(ledger) as opened:
        found[MISQUOTED] = len(opened.violations())
    found[FAILED] = tally.failed
    scored = json.loads(score(SHARED / chosen.gold, ledger, how=Scoring(as_json=True)).text)
    every = dict(flat(scored))
    return found | {figure: every[figure] for figure in chosen.figures}


def flat(value: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Yield the numbers of a scorer's answer under dotted names."""
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield from flat(inner, f"{prefix}{name}.")
        elif isinstance(inner, int | float) and not isinstance(inner, bool):
            yield f"{prefix}{name}", inner


def worse(figure: str, measured: float, floor: float) -> bool:
    """Return whether a figure lies on the wrong side of its floor."""
    if figure in COUNTS_OF_HARM:
        return measured > floor
    return measured < floor - 1e-9


def main() -> int:
    """Print every figure beside its floor, and pin where asked; 1 where one got worse."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], help="these only")
    parser.add_argument(
        "--pin", action="store_true", help="raise floors to what is measured"
    )
    parser.add_argument("--allow-regression", action="store_true", help="lower them, too")
    parser.add_argument(
        "--moved", action="store_true", help="accept changed gold or reports"
    )
    asked = parser.parse_args()
    pinned, bad = floors(), False
    with tempfile.TemporaryDirectory(prefix="warledger-") as folder:
        os.environ["WARLEDGER_DATA"] = f"{folder}/data"  # no gazetteer of the user's own
        for name in asked.sets or SETS:
            old, digest = pinned.get(name, {}), digest_of(SETS[name])
            if old and old["digest"] != digest and not asked.moved:
                sys.exit(
                    f"{name}: gold or reports moved since the pin; look, then add --moved"
                )
            measured = measure(name, Path(folder))
            before = old.get("floors", {})
            lost = [f for f in measured if f in before and worse(f, measured[f], before[f])]
            for figure, value in measured.items():
                mark = "WORSE" if figure in lost else ""
                floor = before.get(figure, "-")
                line = f"{name:13} {figure:28} {value:8} floor {floor!s:>8} {mark}"
                sys.stdout.write(f"{line.rstrip()}\n")
            bad = bad or bool(lost)
            if lost and not asked.allow_regression:
                kept = {figure: before[figure] for figure in lost}
                measured |= kept
            pinned[name] = {"digest": digest, "floors": measured}
    if asked.pin:
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n", encoding="utf-8")
    return int(bad and not asked.allow_regression)


if __name__ == "__main__":
    sys.exit(main())
