"""Measures every set of the corpora and holds it against the pinned floors.

    python tests/quality/measure.py                      print figures beside their floors
    python tests/quality/measure.py --pin                raise the floors towards what is measured
    python tests/quality/measure.py --pin --allow-regression    lower them too, on purpose
    python tests/quality/measure.py --json               the figures only, for other programs

A floor lies a hundredth under what was measured, rounded down to two decimals: better rules
lose a claim here and win two there, and a gate that is red for that teaches to lower floors
without looking. Counts of harm (misquoted cells, reports lost to faults, invented dates) have
no such play. A floor belongs to a digest of its gold and reports: where these moved, neither the gate nor a
pin means anything until somebody has looked, so both refuse (`--moved` pins them anew).
"""

import argparse
import json
import math
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from warledger.evaluate import Scoring, score
from warledger.executors.local import ingest
from warledger.geo.gazetteer import load_gazetteer
from warledger.geo.sources import add_source
from warledger.pipeline import Settings
from warledger.store.opening import open_ledger

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
SHARED = HERE.parents[2] / "shared"
MISQUOTED = "misquoted_cells"
FAILED = "reports_lost_to_faults"
# Of these less is better; of every other figure more.
COUNTS_OF_HARM = (MISQUOTED, FAILED, "invented_dates", "wrong")
PLAY = 0.01
# Told with --json beside the pinned figures, where a scorer gives them.
DETAIL = ("detection.p", "detection.r")


@dataclass(frozen=True, slots=True)
class Set:
    """One gold file, the reports it is about, the figures that are pinned.

    `dump` is a gazetteer that is added first, as a user would; without one the embedded
    places are all there is.
    """

    gold: str
    reports: str
    figures: tuple[str, ...]
    dump: str | None = None


SLOTS = ("actors.f1", "targets.f1", "places.f1", "figures.f1", "sources.f1")
CLAIMS = (
    "overall",
    "detection.f1",
    *SLOTS,
    "date_accuracy",
    "status_accuracy",
    "invented_dates",
)
COPIES = (
    "boilerplate", "truncated", "headline", "edited", "combined", "rewritten", "pasted",
    "siblings", "wild",
)  # fmt: skip
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
         "captured.largest.plain_some", "killed.sum.plain_some", "captured.sum.plain_some"),
    ),
    "wikiwars": Set(
        "data/wikiwars/gold_times.jsonl", "data/wikiwars/reports.jsonl",
        ("strict.f1", "relaxed.f1", "value.f1", "type_accuracy", "dates.value.f1"),
    ),
    "syria_places": Set(
        "data/syria_places/gold_variants.jsonl", "data/syria_places/reports.jsonl",
        ("accuracy_5km", "accuracy_25km", "precision_25km"),
    ),
    "seeds_places with SY.txt": Set(
        "gold/seeds_places.jsonl", "reports", ("right", "wrong"), "data/gazetteer/SY.txt"
    ),
    "syndication": Set(
        "data/syndication/gold.jsonl", "data/syndication/reports.jsonl",
        ("f1", "p", "r", "direction", *(f"by_kind.{kind}" for kind in COPIES)),
    ),
    "gva": Set(
        "data/gva/gold.jsonl", "data/gva/reports.jsonl",
        ("pairs.f1", "pairs.p", "pairs.r", "bcubed.f1"),
    ),
    "syria_places with SY.txt": Set(
        "data/syria_places/gold_variants.jsonl", "data/syria_places/reports.jsonl",
        ("accuracy_5km", "accuracy_25km", "precision_5km"), "data/gazetteer/SY.txt",
    ),
}  # fmt: skip


def floors() -> dict[str, Any]:
    """Return the pinned floors by set: `digest` and `floors` by figure; `about` says how."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def digest_of(chosen: Set) -> str:
    """Return a digest of a set's gold and reports."""
    digest = blake2b(digest_size=8)
    for path in (SHARED / chosen.gold, SHARED / chosen.reports):
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            digest.update(file.name.encode() + b"\x1f" + file.read_bytes())
    return digest.hexdigest()


def measure(name: str, folder: Path, *, also: Sequence[str] = ()) -> dict[str, float]:
    """Return the figures of a set; its ledger is made in the folder unless it is there.

    What `also` names is added where the scorer gives it.
    """
    chosen = SETS[name]
    places = Path(chosen.dump).stem if chosen.dump else "embedded"
    ledger = folder / f"{chosen.reports.replace('/', '-')}-{places}.ledger"
    found: dict[str, float] = {}
    with gazetteer_of(chosen, folder / f"data-{places}"):
        tally = ingest(ledger, [str(SHARED / chosen.reports)], settings=Settings())
    with open_ledger(ledger) as opened:
        found[MISQUOTED] = len(opened.violations())
    found[FAILED] = tally.failed
    scored = json.loads(score(SHARED / chosen.gold, ledger, how=Scoring(as_json=True)).text)
    every = dict(flat(scored))
    further = [figure for figure in also if figure in every]
    return found | {figure: every[figure] for figure in (*chosen.figures, *further)}


@contextmanager
def gazetteer_of(chosen: Set, data: Path) -> Iterator[None]:
    """Let `data` be the user's gazetteers, with the set's dump if it has one."""
    before = os.environ.get("WARLEDGER_DATA")
    if chosen.dump and not data.exists():
        add_source(SHARED / chosen.dump, data=data)
    os.environ["WARLEDGER_DATA"] = str(data)
    load_gazetteer.cache_clear()
    try:
        yield
    finally:
        os.environ.pop("WARLEDGER_DATA")
        if before is not None:
            os.environ["WARLEDGER_DATA"] = before
        load_gazetteer.cache_clear()


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


def floor_of(figure: str, measured: float) -> float:
    """Return the floor that a measured figure is pinned to."""
    if figure in COUNTS_OF_HARM:
        return measured
    return math.floor(round((measured - PLAY) * 100, 6)) / 100


def pin(before: dict[str, float], measured: Mapping[str, float], *, lower: bool) -> dict:
    """Return the new floors: higher ones, and with `lower` all that are measured."""
    wanted = {figure: floor_of(figure, value) for figure, value in measured.items()}
    kept = (
        {} if lower else {f: v for f, v in before.items() if worse(f, wanted.get(f, v), v)}
    )
    return wanted | kept


def shown(name: str, measured: Mapping[str, float], before: Mapping[str, float]) -> bool:
    """Print a set's figures beside their floors; return whether one is below."""
    lost = {f for f in measured if f in before and worse(f, measured[f], before[f])}
    for figure, value in measured.items():
        mark = "WORSE" if figure in lost else ""
        line = (
            f"{name:24} {figure:28} {value:8} floor {before.get(figure, '-')!s:>8} {mark}"
        )
        sys.stdout.write(f"{line.rstrip()}\n")
    return bool(lost)


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], help="these only")
    parser.add_argument("--pin", action="store_true", help="raise floors")
    parser.add_argument("--allow-regression", action="store_true", help="lower them, too")
    parser.add_argument(
        "--moved", action="store_true", help="accept changed gold or reports"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


def main() -> int:
    """Print every figure beside its floor, and pin where asked; 1 where one got worse."""
    asked, pinned, bad, every = arguments(), floors(), False, {}
    with tempfile.TemporaryDirectory(prefix="warledger-") as folder:
        for name in asked.sets or SETS:
            old, digest = pinned.get(name, {}), digest_of(SETS[name])
            if old and old["digest"] != digest and not asked.moved:
                sys.exit(
                    f"{name}: gold or reports moved since the pin; look, then add --moved"
                )
            before = old.get("floors", {})
            if asked.json:
                every[name] = measure(name, Path(folder), also=DETAIL)
                continue
            measured = measure(name, Path(folder))
            bad = shown(name, measured, before) or bad
            new = pin(before, measured, lower=asked.allow_regression)
            pinned[name] = {"digest": digest, "floors": new}
    if asked.json:
        sys.stdout.write(json.dumps(every) + "\n")
    if asked.pin:
        FLOORS.write_text(json.dumps(pinned, indent=2) + "\n", encoding="utf-8")
    return int(bad and not asked.allow_regression)


if __name__ == "__main__":
    sys.exit(main())
