"""How long copies take: N copies of one story, or N stories each with a copy or two.

    python bench/copies.py 10000 --one-story
    python bench/copies.py 100000

Prints processor seconds, milliseconds a report and the greatest memory, then the same for
a thousand reports more. The stories are made up.
"""

import argparse
import random
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from copies_made import empty_ledger, report, take_in
from warledger.model import Report
from warledger.store.ledger import Ledger

MORE = 1_000


def story(seed: int) -> str:
    """Return twelve sentences of words as frequent as words are (Zipf)."""
    pick = random.Random(seed)
    words = [f"w{int(20_000 ** pick.random()):x}ord" for _ in range(240)]
    return " ".join(
        " ".join(words[at : at + 20]).capitalize() + "." for at in range(0, 240, 20)
    )


def made(first: int, last: int, *, is_one_story: bool) -> list[Report]:
    """Return reports first..last; three of ten are copies under another head."""
    reports = []
    for n in range(first, last):
        seed = 0 if is_one_story else n - (n % 10 >= 7) * 7
        text = f"House {n} prints this.\n{story(seed)}\nAll rights with house {n}."
        reports.append(report(f"r{n:06}", text, days=n // 100, outlet=f"Outlet {n % 97}"))
    return reports


def timed(ledger: Ledger, reports: list[Report], told: str) -> None:
    start = time.process_time()
    copies = len(take_in(ledger, reports))
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = 1000 * took / len(reports)
    print(f"{told}: {copies:,} copies, {took:.1f} s, {each:.2f} ms each, {peak:,.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=int)
    parser.add_argument("--one-story", action="store_true")
    args = parser.parse_args()
    with TemporaryDirectory() as folder, empty_ledger(Path(folder) / "l.ledger") as ledger:
        first = made(0, args.reports, is_one_story=args.one_story)
        timed(ledger, first, f"{args.reports:,} reports")
        more = made(args.reports, args.reports + MORE, is_one_story=args.one_story)
        timed(ledger, more, f"{MORE:,} more")


if __name__ == "__main__":
    main()
