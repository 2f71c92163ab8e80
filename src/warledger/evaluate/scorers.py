"""Find the scorer that a gold file is for, and run it on what a ledger exports.

The kind of gold is told from its fields. A scorer is a script outside the package that
takes GOLD and an exported table; it is named with `scorer`, or lies in a folder `tools`
beside the gold or above it. Such a script is run as it is: score only where you trust the
folder. Without a script at hand the kinds of `HERE` are scored here. What is scored is a
ledger, or files of the same form that another system wrote (`score_predictions`).
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from warledger.errors import ConfigError
from warledger.evaluate.claims import score_claims
from warledger.evaluate.clusters import score_clusters
from warledger.evaluate.filled import score_templates
from warledger.evaluate.gold import FIELDS, checked
from warledger.evaluate.main_events import score_main_events
from warledger.evaluate.rates import Fields, require
from warledger.evaluate.releases import score_releases
from warledger.evaluate.templates import make_templates
from warledger.evaluate.times import score_times
from warledger.store.exports import write_table
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of gold: the fields that tell it, the table it is about, its scorer's name.

    `beside` are further tables that the scorer takes, each under an option of that name.
    """

    name: str
    fields: frozenset[str]
    table: str
    script: str
    has_json_option: bool = True
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scoring:
    """How to score: a script of one's own, and what to print."""

    scorer: Path | None = None
    verbose: bool = False
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """What was run, as a line to run it again, and what it printed."""

    command: str
    text: str


CLAIMS = "claims"
# No table of a ledger: made of claims and incidents.
TEMPLATES = "templates"
# The first whose fields are all there: those with more to them stand first.
KINDS = (
    Kind(CLAIMS, frozenset({"quote", "sub_event_type", "core"}), "claims", "score.py"),
    Kind("main events", frozenset({"cause", "killed_total"}), "claims", "score_fakes.py"),
    Kind("releases", frozenset({"start_date", "province"}), "claims", "score_isaf.py"),
    Kind("spellings", frozenset({"query", "lat", "lon"}), "mentions", "score_variants.py"),
    Kind("times", frozenset({"type", "value", "start"}), "mentions", "score_times.py"),
    Kind(
        "claim places",
        frozenset({"mention", "km"}),
        "claims",
        "score_claim_places.py",
        False,
    ),
    Kind("places", frozenset({"lat", "lon", "start"}), "mentions", "score_places.py"),
    Kind(
        "templates",
        frozenset({"report", "templates"}),
        TEMPLATES,
        "score_muc4.py",
    ),
    Kind("copies", frozenset({"a", "b", "copy"}), "reports", "score_copies.py"),
    Kind(
        "clusters",
        frozenset({"report", "incident"}),
        "incidents",
        "score_clusters.py",
        beside=("reports",),
    ),
)


# What is scored here where no script is at hand: by what, and which fields of the gold and
# of the table it cannot do without.
HERE: Mapping[str, tuple[Callable[..., dict[str, Any]], Fields, Fields]] = {
    CLAIMS: (score_claims, {}, {"report": str, "quote": str}),
    "main events": (score_main_events, {}, {"report": str}),
    "releases": (score_releases, {}, {"report": str}),
    "times": (score_times, {"report": str, "start": int, "end": int, "type": str}, {}),
    "clusters": (
        score_clusters,
        {"report": str, "incident": str},
        {"reports": list},
    ),
    "templates": (score_templates, {"report": str, "templates": list}, {"report": str}),
}


def score(gold: Path, ledger: Path, *, how: Scoring) -> Scored:
    """Return what the gold's scorer says of a ledger; ConfigError where none fits."""
    kind = kind_of(gold)
    script = _script(gold, kind, how)
    with TemporaryDirectory(prefix="warledger-") as folder:
        with open_ledger(ledger) as opened:
            tables = {name: Path(folder) / f"{name}.jsonl" for name in tables_of(kind)}
            for name, path in tables.items():
                with path.open("wb") as out:
                    _write(opened, name, out)
        return _scored(gold, tables, how, kind=kind, script=script)


def score_predictions(gold: Path, predictions: Path, *, how: Scoring) -> Scored:
    """Return what the gold's scorer says of another system's lines.

    `predictions` is a JSON Lines file of the table that the gold is about, or a folder with
    `TABLE.jsonl` in it. Raises ConfigError where it, or a scorer, is missing.
    """
    kind = kind_of(gold)
    script = _script(gold, kind, how)
    tables = {kind.table: predictions}
    if predictions.is_dir():
        tables = {name: predictions / f"{name}.jsonl" for name in tables_of(kind)}
        needed, *beside = tables_of(kind)
        tables = {n: p for n, p in tables.items() if n not in beside or p.is_file()}
        if not tables[needed].is_file():
            raise ConfigError(
                f"{predictions}: has no {needed}.jsonl, which this gold is about"
            )
    return _scored(gold, tables, how, kind=kind, script=script)


def _script(gold: Path, kind: Kind, how: Scoring) -> Path | None:
    script = how.scorer or find_script(gold, kind.script)
    if script is None and kind.name not in HERE:
        raise ConfigError(
            f"{gold}: gold for '{kind.script}', not found near it; name it with --scorer"
        )
    return script


def _scored(
    gold: Path, tables: Mapping[str, Path], how: Scoring, *, kind: Kind, script: Path | None
) -> Scored:
    if script is None:
        return _score_here(gold, tables, kind, as_json=how.as_json)
    return _run(script, gold, tables, how, kind=kind)


def _write(ledger: Ledger, table: str, out: BinaryIO) -> None:
    if table != TEMPLATES:
        write_table(ledger, table=table, form="jsonl", out=out)
        return
    for row in make_templates(ledger.rows("claims"), ledger.rows("incidents")):
        out.write(f"{json.dumps(row)}\n".encode())


def tables_of(kind: Kind) -> tuple[str, ...]:
    """Return the tables that the scorer of a kind reads, the one it is about first."""
    return (kind.table, *kind.beside)


def kind_of(gold: Path) -> Kind:
    """Return the kind of a gold file by the fields of its first line."""
    fields = set(_first(gold))
    found = next((kind for kind in KINDS if kind.fields <= fields), None)
    if found is None:
        known = "; ".join(
            f"{kind.name}: {', '.join(sorted(kind.fields))}" for kind in KINDS
        )
        raise ConfigError(f"{gold}: no gold that is known by its fields ({known})")
    return found


def find_script(gold: Path, name: str) -> Path | None:
    """Return the script in a `tools` folder beside the gold or in a folder above it."""
    folders = gold.resolve().parents
    return next(
        (f / "tools" / name for f in folders if (f / "tools" / name).is_file()), None
    )


def reports_beside(gold: Path) -> Path:
    """Return the reports that lie beside a gold file, as `reports.jsonl` or in a folder."""
    names = {str(gold_line.get("report")) for gold_line in read_lines(gold)[:1]}
    beside = gold.parent / "reports.jsonl"
    if beside.is_file():
        return beside
    for folder in sorted(gold.resolve().parent.parent.glob("reports*")):
        if any((folder / f"{name}.txt").is_file() for name in names):
            return folder
    raise ConfigError(
        f"{gold}: no reports.jsonl beside it; name what to score: --ledger or --reports"
    )


def read_lines(path: Path) -> Sequence[Mapping[str, Any]]:
    """Return the objects of a JSON Lines file; a broken line raises ConfigError."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        where = f"{path}: not UTF-8 at byte {error.start}"
        raise ConfigError(f"{where}; expected JSON Lines") from error
    objects = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            objects.append(_object(line, f"{path}, line {number}"))
    return objects


def _object(line: str, where: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ConfigError(f"{where}: not JSON ({error.msg}); expected an object") from error
    except (ValueError, RecursionError) as error:  # a number too long, brackets too deep
        raise ConfigError(f"{where}: not readable ({error}); expected an object") from error
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: is no JSON object; expected one gold entry a line")
    return value


def _first(gold: Path) -> Mapping[str, Any]:
    lines = read_lines(gold)
    if not lines:
        raise ConfigError(f"{gold}: is empty; expected gold, one JSON object a line")
    return lines[0]


def _score_here(
    gold: Path, tables: Mapping[str, Path], kind: Kind, *, as_json: bool
) -> Scored:
    scorer, gold_fields, fields = HERE[kind.name]
    wanted = read_lines(gold)
    if kind.name in FIELDS:
        checked(wanted, str(gold), kind.name)
    require(wanted, gold_fields, str(gold))
    told = {name: read_lines(path) for name, path in tables.items()}
    require(told[kind.table], fields, str(tables[kind.table]))
    result = scorer(wanted, *told.values())
    text = json.dumps(result) if as_json else json.dumps(result, indent=2)
    return Scored(f"scored by warledger itself; no {kind.script} beside the gold", text)


def _run(
    script: Path, gold: Path, tables: Mapping[str, Path], how: Scoring, *, kind: Kind
) -> Scored:
    table = tables[kind.table]
    beside = [name for name in kind.beside if name in tables]
    options = [part for name in beside for part in (f"--{name}", str(tables[name]))]
    options += ["--verbose"] * how.verbose
    options += ["--json"] * (how.as_json and kind.has_json_option)
    words = [
        Path(option).name if option.endswith(".jsonl") else option for option in options
    ]
    shown = " ".join(["python", str(script), str(gold), table.name, *words])
    command = [sys.executable, str(script), str(gold), str(table), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        why = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise ConfigError(f"{script}: ended with code {done.returncode}: {why}")
    return Scored(f"ran {shown}", done.stdout.rstrip("\n"))
