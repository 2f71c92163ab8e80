"""Make one table of the figures of any number of systems, in Markdown.

    python table.py results/*.json > table.md

A set that a system was not scored on has no column for it. A figure over another number of
gold entries than the first system's is marked: it is not comparable. Standard library only.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OTHER_GOLD = "\\*"


def main() -> int:
    """Print the tables of all files that are named; exits for one that is no result."""
    results = [read(Path(name)) for name in sys.argv[1:]]
    if not results:
        sys.exit("name one or more files of results, such as results/*.json")
    known = json.loads((HERE / "sets.json").read_text("utf-8"))
    names = [name for name in known if any(name in result["sets"] for result in results)]
    names += sorted({name for result in results for name in result["sets"]} - set(known))
    for name in names:
        sys.stdout.write("\n".join(table(name, known.get(name, {}), results)) + "\n\n")
    return 0


def read(path: Path) -> dict[str, Any]:
    """Return a file's figures; exits in one line where it has another form."""
    try:
        result = json.loads(path.read_text("utf-8"))
        is_right = isinstance(result["system"], str) and all(
            isinstance(value, int | float) and not isinstance(value, bool)
            for told in result["sets"].values()
            for value in told["figures"].values()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        sys.exit(
            f"{path}: no results ({error!r}); expected the form of results.schema.json"
        )
    if not is_right:
        sys.exit(f"{path}: a figure is no number, or the system has no name")
    return dict(result)


def table(
    name: str, told: dict[str, Any], results: Sequence[dict[str, Any]]
) -> Iterator[str]:
    """Yield the lines of one set's table."""
    having = [result for result in results if name in result["sets"]]
    figures = list(dict.fromkeys(f for r in having for f in r["sets"][name]["figures"]))
    first = next((n for r in having if (n := entries(r, name)) is not None), None)
    yield f"### {told.get('title', name)}"
    yield ""
    if told:
        yield f"{told['what']}. Source: {told['source']}."
        yield ""
    heads = [f"{r['system']} {r.get('version', '')}".strip() for r in having]
    yield f"| figure | {' | '.join(heads)} |"
    yield "|---|" + "---|" * len(having)
    for figure in figures:
        cells = [cell(r, name, figure, first) for r in having]
        yield f"| {figure} | {' | '.join(cells)} |"
    if any(entries(r, name) not in (None, first) for r in having):
        yield ""
        yield f"{OTHER_GOLD} over another number of gold entries; not comparable."


def entries(result: dict[str, Any], name: str) -> int | None:
    """Return over how many gold entries a system was scored, None where it does not say."""
    told = result["sets"][name].get("gold_entries")
    return told if isinstance(told, int) else None


def cell(result: dict[str, Any], name: str, figure: str, first: int | None) -> str:
    """Return one figure as text, empty where there is none."""
    value = result["sets"][name]["figures"].get(figure)
    if value is None:
        return ""
    mark = OTHER_GOLD if entries(result, name) not in (None, first) else ""
    return f"{value:.3f}{mark}" if isinstance(value, float) else f"{value}{mark}"


if __name__ == "__main__":
    sys.exit(main())
