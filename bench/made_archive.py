"""Makes an archive of news to take in: `made_archive.py FOLDER --reports 100000`.

One report in ten is about war: those of the sets in ../shared/data that are named below,
and when these are used up the same again with other names, days and words
(bench/grown_ledger.py). The other nine are made (bench/peaceful_news.py), each thousand in
other words: of one small grammar, more would be copies of one another. All are shuffled and
written as JSON Lines, 5,000 a file. The same seed gives the same archive.
"""

import argparse
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

from grown_ledger import Renaming
from peaceful_news import articles

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SETS = ("muc4", "gva", "fakes", "isaf", "syria_places")
WAR_IN = 10
REPORTS_A_FILE = 5_000
IN_THE_SAME_WORDS = 1_000


def main() -> None:
    """Write the archive and print what was written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True)
    lines = archive(asked.reports, asked.seed)
    files = range(0, len(lines), REPORTS_A_FILE)
    for number, at in enumerate(files):
        path = asked.folder / f"news-{number:04}.jsonl"
        path.write_text("".join(lines[at : at + REPORTS_A_FILE]), encoding="utf-8")
    print(f"{asked.folder}: {len(lines):,} reports in {len(files)} files")


def archive(reports: int, seed: int) -> list[str]:
    """Return the lines of all reports, shuffled."""
    of_war = war_reports()
    chosen = [next(of_war) for _ in range(reports // WAR_IN)]
    chosen += peaceful(reports - len(chosen), seed)
    Random(seed).shuffle(chosen)
    return [f"{json.dumps(report, ensure_ascii=False)}\n" for report in chosen]


def peaceful(count: int, seed: int) -> Iterator[dict[str, str]]:
    """Yield reports that tell of no war, each thousand of them in other words."""
    for number, article in enumerate(articles(count, seed=seed)):
        if number % IN_THE_SAME_WORDS == 0:
            renaming = Renaming(number // IN_THE_SAME_WORDS + 1_000)
        renamed = {name: renaming.rename(article[name]) for name in ("title", "text")}
        yield article | renamed


def war_reports() -> Iterator[dict[str, str]]:
    """Yield the reports of the sets, then the same in other words, without end."""
    found = [
        json.loads(line) | {"set": name}
        for name in SETS
        for line in (DATA / name / "reports.jsonl").open(encoding="utf-8")
    ]
    for again in count():
        renaming = Renaming(again)
        for row in found:
            report = {k: v for k, v in row.items() if k != "set" and v is not None}
            report["report"] = f"{row['set']}-{row['report']}-{again}"
            for field in ("text", "title") if again else ():
                if report.get(field):
                    report[field] = renaming.rename(report[field])
            yield report


if __name__ == "__main__":
    main()
