"""Counts the sentences that give the mirrored claim when their sides are exchanged.

python bench/mirrored.py            each pattern of tests/cases with each pair of parties
python bench/mirrored.py --failing  what does not mirror, with both outcomes
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from mirrored import PAIRS, mirror  # noqa: E402  tests are no package


def main() -> None:
    """Print how many mirror, by pair, and with --failing which do not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--failing", action="store_true", help="show what does not mirror")
    asked = parser.parse_args()
    lines = (ROOT / "tests" / "cases" / "neutrality.jsonl").read_text("utf-8").splitlines()
    patterns = [str(json.loads(line)["text"]) for line in lines]
    found = mirror([(pattern, pair) for pattern in patterns for pair in PAIRS])
    good = [one for one in found if one.is_mirrored]
    print(
        f"{len(good)} of {len(found)} sentences mirror ({len(good) / len(found):.2%}): "
        f"{len(patterns)} patterns, {len(PAIRS)} pairs of parties, both ways"
    )
    failing = Counter(" / ".join(one.pair) for one in found if not one.is_mirrored)
    for pair, count in failing.most_common():
        print(f"  {count} do not: {pair}")
    for one in found if asked.failing else ():
        if not one.is_mirrored:
            print(f"{one.pattern}  {one.pair}\n  {one.straight}\n  {one.turned}")


if __name__ == "__main__":
    main()
