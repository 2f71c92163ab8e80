"""Draws what bench/growth.py measured: docs/growth.svg, and tables on standard output.

Of several rows of one run, size and stage the last one counts. The exponent between two
sizes is log(t2/t1) / log(n2/n1), of processor seconds: those do not hang on what else the
machine does.
"""

import json
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

Row = dict[str, Any]

STAGES = ("copies", "links", "incidents", "control", "all")
CURVES = ("made war", "grown news")


def draw(rows: Path, to: Path) -> None:
    """Draw the curves of all runs of CURVES and print every row as a table."""
    measured = _read(rows)
    _draw(measured, to)
    for run in dict.fromkeys(run for run, _, _ in measured):
        _print(run, {key: row for key, row in measured.items() if key[0] == run})


def _read(path: Path) -> dict[tuple[str, int, str], Row]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {(row["run"], row["size"], row["stage"]): row for row in rows}


def _print(run: str, rows: dict[tuple[str, int, str], Row]) -> None:
    """Print a table of one run: a line a size, processor seconds of each stage."""
    stages = list(dict.fromkeys(stage for _, _, stage in rows))
    sizes = sorted({size for _, size, _ in rows})
    print(f"\n### {run}\n")
    print("| size | " + " | ".join(stages) + " | peak, MB | clock, s (load) | commit |")
    print("|---" * (len(stages) + 4) + "|")
    for size in sizes:
        here = {
            stage: rows[run, size, stage] for stage in stages if (run, size, stage) in rows
        }
        cells = [f"{here[s]['cpu_s']:,.1f}" if s in here else "" for s in stages]
        peak = max(row["peak_mb"] for row in here.values())
        last = here.get("all") or list(here.values())[-1]
        print(
            f"| {size:,} | " + " | ".join(cells) + f" | {peak:,} | {last['wall_s']:,.0f} "
            f"({last['load']}) | {last['commit']} |"
        )
    for less, more in pairwise(sizes):
        steps = [
            f"{stage} {_exponent(run, stage, less, more, rows):.2f}"
            for stage in stages
            if (run, less, stage) in rows and (run, more, stage) in rows
        ]
        print(f"\nexponents from {less:,} to {more:,}: " + ", ".join(steps))


def _exponent(
    run: str, stage: str, less: int, more: int, rows: dict[tuple[str, int, str], Row]
) -> float:
    times = [rows[run, size, stage]["cpu_s"] for size in (less, more)]
    return log(times[1] / times[0]) / log(more / less)


def _draw(measured: dict[tuple[str, int, str], Row], to: Path) -> None:
    figure, panels = _figure(2, len(CURVES), (9, 7))
    for column, run in enumerate(CURVES):
        for stage in STAGES:
            points = sorted(
                (size, row)
                for (name, size, known), row in measured.items()
                if name == run and known == stage
            )
            sizes = [size for size, _ in points]
            style = {"marker": "o", "label": stage, "linewidth": 2 if stage == "all" else 1}
            panels[0][column].plot(sizes, [row["cpu_s"] for _, row in points], **style)
            panels[1][column].plot(sizes, [row["peak_mb"] for _, row in points], **style)
        panels[0][column].set(title=run, ylabel="processor seconds", yscale="log")
        panels[1][column].set(xlabel="claims", ylabel="peak memory, MB")
    _finish(figure, panels, to)


def _figure(rows: int, columns: int, inches: tuple[float, float]) -> tuple[Any, Any]:
    import matplotlib

    matplotlib.use("svg")
    # Text stays text, and the same rows give the same bytes.
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "warledger"})
    from matplotlib import pyplot

    return pyplot.subplots(rows, columns, figsize=inches, squeeze=False)


def _finish(figure: Any, panels: Any, to: Path) -> None:  # noqa: ANN401  no types of its own
    for panel in panels.flat:
        panel.set_xscale("log")
        panel.grid(visible=True, alpha=0.3)
    panels[0][0].legend()
    figure.tight_layout()
    figure.savefig(to, metadata={"Date": None})


def draw_archives(rows: Path, to: Path) -> None:
    """Draw what reading archives took with each engine, and print every row as a table."""
    known = map(json.loads, rows.read_text("utf-8").splitlines())
    last = {(row["engine"], row["reports"]): row for row in known}
    print("\n### archives\n")
    print("| reports | engine | claims | clock, s | reports a second | peak, MB | commit |")
    print("|---" * 7 + "|")
    for (engine, reports), row in sorted(last.items(), key=lambda item: item[0][::-1]):
        print(
            f"| {reports:,} | {engine} | {row['claims']:,} | {row['seconds']:,.0f} | "
            f"{reports / row['seconds']:.1f} | {row['peak_mb']:,} | {row['commit']} |"
        )
    figure, panels = _figure(1, 2, (9, 3.5))
    for engine in dict.fromkeys(engine for engine, _ in last):
        sizes = sorted(reports for name, reports in last if name == engine)
        for panel, column in zip(panels[0], ("seconds", "peak_mb"), strict=True):
            values = [last[engine, size][column] for size in sizes]
            panel.plot(sizes, values, marker="o", label=engine)
    panels[0][0].set(xlabel="reports", ylabel="seconds by the clock", yscale="log")
    panels[0][1].set(xlabel="reports", ylabel="peak memory, MB")
    _finish(figure, panels, to)
