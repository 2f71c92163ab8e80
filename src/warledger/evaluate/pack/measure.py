"""Score a system's predictions on every set that is here, and write one file of figures.

    python measure.py NAME --predictions FOLDER [--version V] [-o results/NAME.json]

For each set of sets.json whose gold lies below `sets/` and whose tables lie in
FOLDER/SET/, `warledger evaluate` is called; the rest is named and passed over. Ends with 1
where nothing could be scored. Standard library only.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Write the figures of all sets that could be scored."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("system", help="the system's name")
    parser.add_argument("--predictions", type=Path, required=True, help="a folder a set")
    parser.add_argument(
        "--sets", type=Path, default=HERE / "sets", help="where the sets lie"
    )
    parser.add_argument("--version", default="", help="the system's version")
    parser.add_argument("--notes", default="", help="what was seen before, and the like")
    parser.add_argument(
        "-o", "--out", type=Path, help="file to write; else standard output"
    )
    asked = parser.parse_args()
    known = json.loads((HERE / "sets.json").read_text("utf-8"))
    scored = {}
    for name, told in known.items():
        gold, predicted = asked.sets / told["gold"], asked.predictions / name
        missing = gold if not gold.is_file() else predicted
        if not (gold.is_file() and predicted.is_dir()):
            sys.stderr.write(f"{name}: passed over, there is no {missing}\n")
            continue
        scored[name] = figures_of(gold, predicted, told["figures"])
    result = {
        "system": asked.system,
        "version": asked.version,
        "notes": asked.notes,
        "sets": scored,
    }
    text = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
    if asked.out is None:
        sys.stdout.write(text)
    else:
        asked.out.write_text(text, "utf-8")
    return int(not scored)


def figures_of(gold: Path, predicted: Path, wanted: list[str]) -> dict[str, Any]:
    """Return a set's figures, and over how many gold entries; exits for a refusal."""
    command = [sys.executable, "-m", "warledger.cli", "evaluate", str(gold)]
    command += ["--predictions", str(predicted), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr.strip())
    every = dict(flat(json.loads(done.stdout)))
    lines = gold.read_text("utf-8").splitlines()
    return {
        "gold_entries": sum(bool(line.strip()) for line in lines),
        "figures": {name: every[name] for name in wanted if name in every},
    }


def flat(told: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, float]]:
    """Yield the numbers of a scorer's answer under dotted names."""
    for name, value in told.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{above}{name}.")
        elif isinstance(value, int | float):
            yield f"{above}{name}", value


if __name__ == "__main__":
    sys.exit(main())
