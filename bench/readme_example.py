"""Write the README's example anew: one sample sentence and the claims read from it.

    python bench/readme_example.py          rewrite the block in README.md
    python bench/readme_example.py --check  exit 1 where the block is not what comes out now

Only what a reader needs of a claim is kept; `warledger export` gives the whole row.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SAMPLE = ROOT / "src" / "warledger" / "samples" / "abu-duhur-herald.txt"
SENTENCE = re.compile(r"The source said that army units killed .*?\.(?=\s)")
BLOCK = re.compile(r"(<!-- example:begin -->\n).*?(<!-- example:end -->)", re.DOTALL)


def sentence() -> re.Match[str]:
    """Return the sample's sentence that the README shows."""
    found = SENTENCE.search(SAMPLE.read_text("utf-8"))
    if found is None:
        sys.exit(f"{SAMPLE}: holds no sentence that matches {SENTENCE.pattern!r}")
    return found


def claims_of(sample: Path) -> list[dict[str, Any]]:
    """Return the claims that the command line reads from one sample, as exported."""
    command = [sys.executable, "-c", "from warledger.cli import main; main()"]
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "example.ledger")
        subprocess.run(
            [*command, "ingest", ledger, str(sample)], check=True, capture_output=True
        )
        asked = [*command, "export", ledger, "--table", "claims", "--format", "jsonl"]
        lines = (
            subprocess.run(asked, check=True, capture_output=True)
            .stdout.decode()
            .splitlines()
        )
    return [json.loads(line) for line in lines]


def shortened(claim: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that the example shows."""
    date = claim["date"] or {}
    return {
        "quote": claim["quote"],
        "sub_event_type": claim["sub_event_type"],
        "status": claim["status"],
        "actors": [actor["name"] for actor in claim["actors"]],
        "targets": [target["name"] for target in claim["targets"]],
        "date": {key: date.get(key) for key in ("edtf", "basis")} if date else None,
        "figures": [
            {
                key: figure[key]
                for key in ("measure", "of", "item", "low", "high", "mention")
            }
            for figure in claim["figures"]
        ],
        "sources": [{key: s[key] for key in ("name", "cue")} for s in claim["sources"]],
    }


def example(claims: Iterable[dict[str, Any]]) -> str:
    """Return the block: the sentence, then its claims in their order, one field a line."""
    found = sentence()
    ordered = sorted(claims, key=lambda claim: claim["start"])
    within = [c for c in ordered if found.start() <= c["start"] < found.end()]
    rows = []
    for claim in map(shortened, within):
        fields = (f"  {json.dumps(key)}: {_line(value)}" for key, value in claim.items())
        rows.append("{\n" + ",\n".join(fields) + "\n}")
    return f"> {found.group()}\n\n```json\n" + "\n".join(rows) + "\n```\n"


def _line(value: object) -> str:
    """Return a value on one line, or a list of several records with one of them a line."""
    if isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict):
        return "[\n    " + ",\n    ".join(map(_line, value)) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Rewrite the README's block, or with `--check` only compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    before = README.read_text("utf-8")
    made = example(claims_of(SAMPLE))
    after = BLOCK.sub(lambda found: f"{found[1]}{made}{found[2]}", before)
    if check and after != before:
        sys.exit(
            "README.md: the example is not what comes out now; run bench/readme_example.py"
        )
    if not check:
        README.write_text(after, "utf-8")
        print(made)


if __name__ == "__main__":
    main()
