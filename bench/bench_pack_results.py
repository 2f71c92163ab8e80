"""Write our figures into the benchmark pack, from the tables of docs/evaluation.md.

    python bench/bench_pack_results.py

`make figures` does it after measuring. The pack's file is made of the page and of nothing
else, and a test compares the two, so neither can be changed by hand alone.
"""

import json
import re
from pathlib import Path

from warledger import __version__

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "evaluation.md"
RESULTS = ROOT / "src" / "warledger" / "evaluate" / "pack" / "results" / "warledger.json"
# Headings of the page, as bench/evaluation_table.py writes them, by the pack's names.
SETS = {
    "Claims: seeds": "seeds",
    "Claims: dev": "dev",
    "Deaths, place, cause, actor: fakes": "fakes",
    "Another war, another style: isaf": "isaf",
    "Times: wikiwars": "wikiwars",
    "Copies: syndication": "syndication",
    "Which reports tell of one incident: gva": "gva",
}
# How many lines of gold the sets had, where the pack's scorers can be compared with them.
ENTRIES = {"fakes": 376, "isaf": 300, "wikiwars": 2139, "gva": 600, "muc4": 1500}
NOTES = (
    "From docs/evaluation.md at commit {commit}. All of these sets were used for tuning; "
    "seeds and dev are reports whose gold is not published."
)


def main() -> None:
    """Write the file."""
    RESULTS.write_text(text_of(PAGE.read_text("utf-8")), "utf-8")
    print(RESULTS.relative_to(ROOT))


def text_of(page: str) -> str:
    """Return the file's text for a page's text."""
    commit = re.search(r"^At commit (\w+)", page, re.MULTILINE)
    sets = {}
    for part in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        name = SETS.get(part.partition("\n")[0])
        if name is not None:
            rows = re.findall(r"^\| ([\w.]+) \| \*\*([\d.]+)\*\*", part, re.MULTILINE)
            sets[name] = entry(name, {figure: number(value) for figure, value in rows})
    block = page.partition("<!-- muc4:begin -->")[2].partition("<!-- muc4:end -->")[0]
    rows = re.findall(r"^\| (\w+) \| [\d.]+ \| [\d.]+ \| ([\d.]+) \|$", block, re.MULTILINE)
    sets["muc4"] = entry("muc4", {f"{slot}.f1": float(value) for slot, value in rows})
    told = {
        "system": "Warledger",
        "version": __version__,
        "notes": NOTES.format(commit=commit[1] if commit else "unknown"),
        "sets": sets,
    }
    return json.dumps(told, indent=2) + "\n"


def entry(name: str, figures: dict[str, float]) -> dict[str, object]:
    """Return a set's entry; fails where the page has no figures of it."""
    if not figures:
        raise ValueError(f"{PAGE.name}: no figures of {name}; has a heading changed?")
    return {"gold_entries": ENTRIES.get(name), "figures": figures}


def number(text: str) -> float:
    """Return a figure as the page has it: a share with decimals, a count without."""
    return float(text) if "." in text else int(text)


if __name__ == "__main__":
    main()
