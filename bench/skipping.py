"""Measure what is lost by not parsing every sentence: `skipping.py ../shared [--limit N]`.

Every set is read twice, once as always and once with every sentence parsed
(`Extractor(skips=False)`). Where the gold has claims (seeds, dev) the core claims that both
ways find, by the pairing of `warledger evaluate`, are counted; where it has other things
(deaths, provinces, templates, mates) the claims of the full parse that are made with
skipping too, by place in the text and by type, which is more than the gold asks for.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from warledger.evaluate.claims import pair_claims
from warledger.extract.report import Extractor
from warledger.lexicon.actors import load_actors
from warledger.model import Report, ReportState
from warledger.pipeline import CHUNK_REPORTS, Settings, find_mentions, read
from warledger.store.rows import to_entry

WITH_CLAIMS = {
    "seeds": ("reports", "gold/seeds.jsonl"),
    "dev": ("reports_dev", "gold/dev.jsonl"),
}
OTHERS = ("fakes", "isaf", "gva", "muc4")


def claims_of(reports: Sequence[Report], *, skips: bool) -> Iterator[dict]:
    """Yield the claims of the reports as rows."""
    lexicon, extractor = load_actors(), Extractor(skips=skips)
    for start in range(0, len(reports), CHUNK_REPORTS):
        found = [
            (report, find_mentions(report, lexicon=lexicon))
            for report in reports[start : start + CHUNK_REPORTS]
        ]
        for (report, _), made in zip(found, extractor.extract(found), strict=True):
            yield from to_entry(report, made, revision=1, run_id="").claims


def readable(path: Path, limit: int | None) -> list[Report]:
    """Return the reports of a set that are not skipped."""
    reports = read([str(path)], settings=Settings())
    return [r for r in reports if r.state is not ReportState.SKIPPED][:limit]


def core_found(gold: Sequence[dict], claims: Sequence[dict]) -> set[int]:
    """Return the numbers of the core gold claims that some claim answers."""
    answered = pair_claims(gold, claims)
    return {
        number for number, claim in enumerate(gold) if claim["core"] and number in answered
    }


def told(name: str, kept: int, whole: int, what: str) -> None:
    """Print one line."""
    print(f"{name:6} {kept} of {whole} {what} kept, {kept / max(whole, 1):.2%}", flush=True)


def main() -> None:
    """Read every set both ways and print what is kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--limit", type=int, help="only so many reports of a set")
    asked = parser.parse_args()
    for name, (source, gold_file) in WITH_CLAIMS.items():
        reports = readable(asked.shared / source, None)
        lines = (asked.shared / gold_file).read_text(encoding="utf-8").splitlines()
        gold = [json.loads(line) for line in lines if line]
        ways = [list(claims_of(reports, skips=skips)) for skips in (False, True)]
        whole, kept = (core_found(gold, claims) for claims in ways)
        told(name, len(whole & kept), len(whole), "core claims of the gold")
    for name in OTHERS:
        reports = readable(asked.shared / "data" / name / "reports.jsonl", asked.limit)
        ways = [
            {(c["claim_id"], c["sub_event_type"]) for c in claims_of(reports, skips=skips)}
            for skips in (False, True)
        ]
        told(
            name, len(ways[0] & ways[1]), len(ways[0]), f"claims of {len(reports)} reports"
        )


if __name__ == "__main__":
    main()
