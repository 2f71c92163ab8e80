"""Measure Splink on the same claims, features and blocks as our own linking.

    python bench/splink_linking.py GVA.ledger ../shared/data/gva/gold.jsonl

Needs splink 5 (not a dependency of warledger). Fellegi-Sunter as Splink has it: u from
random pairs, m from labelled pairs (those pairs of claims that one incident's reports have
at equal days or places, for GOLD labels reports), prediction over our own block keys,
connected components at each threshold. Prints the best F1 over all thresholds, which
favours Splink, with seconds and memory.
"""

import argparse
import json
import resource
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from warledger.pipeline import linking
from warledger.pipeline.changes import Pending
from warledger.store.opening import open_ledger

OVERLAP = (
    "list_sum(list_transform(list_intersect({l}, {r}), lambda c: (c & 255) / 8.0 - 4))"
)
DAYS = "greatest(first_day_l - last_day_r, first_day_r - last_day_l, 0)"
LIKE = (
    f"coalesce({OVERLAP.format(l='told_l', r='told_r')}, 0) "
    "/ sqrt(sqrt(told_bits_l * told_bits_r))"
)
SAID = f"coalesce({OVERLAP.format(l='codes_l', r='codes_r')}, 0)"
LEVELS = {
    "told": [("told_bits_l IS NULL OR told_bits_r IS NULL", True)]
    + [(f"{LIKE} >= {n}", False) for n in (3.2, 2.4, 1.8, 1.4, 1.1, 0.8, 0.4)],
    "codes": [("len(codes_l) = 0 OR len(codes_r) = 0", True)]
    + [(f"{SAID} >= {n}", False) for n in (18, 8, 1)],
    "spots": [
        ("len(spots_l) + len(cities_l) = 0 OR len(spots_r) + len(cities_r) = 0", True),
        ("list_has_any(spots_l, spots_r)", False),
        ("list_has_any(cities_l, cities_r)", False),
        ("adm1_l = adm1_r", False),
    ],
    "first_day": [("first_day_l IS NULL OR first_day_r IS NULL", True)]
    + [(f"{DAYS} <= {n}", False) for n in (0, 1, 3, 7)],
    "sub_event_type": [
        ("sub_event_type_l = sub_event_type_r", False),
        ("kind_l = kind_r", False),
    ],
    "deeds": [("list_has_any(deeds_l, deeds_r)", False)],
    "killed_low": [
        ("killed_low_l IS NULL OR killed_low_r IS NULL", True),
        ("killed_low_l = killed_low_r AND killed_low_l >= 5", False),
        ("killed_low_l = killed_low_r", False),
    ],
}
RECORDS = """SELECT f.claim_id AS unique_id, f.report, f.first_day, f.last_day, f.spots,
    f.cities, f.adm1, f.sub_event_type, f.deeds,
    f.sub_event_type IN ('Attack', 'Armed clash') AS kind,
    f.killed_low, f.codes, f.keys, w.codes AS told, greatest(w.bits, 1.0) AS told_bits
FROM claim_features AS f JOIN report_words AS w USING (report) ORDER BY 1"""


def main() -> None:
    """Print what each step took and what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("gold", type=Path)
    asked = parser.parse_args()
    truth = {
        row["report"]: row["incident"]
        for row in map(json.loads, asked.gold.open(encoding="utf-8"))
    }
    records = _records(asked.ledger)
    start = time.perf_counter()
    import splink  # noqa: F401
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    print(f"import splink: {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(name, levels) for name, levels in LEVELS.items()],
        blocking_rules_to_generate_predictions=[
            block_on("keys", arrays_to_explode=["keys"])
        ],
    )
    api = DuckDBAPI()
    linker = Linker(api.register(records), settings)
    labels = api.register(_labels(records, truth))
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_m_from_pairwise_labels(labels)
    trained = time.perf_counter()
    found = linker.inference.predict(threshold_match_weight=-20)
    pairs = found.as_pandas_dataframe()
    print(
        f"train {trained - start:.1f} s, predict {time.perf_counter() - trained:.1f} s, "
        f"{len(pairs):,} pairs"
    )
    _score(pairs, records, truth)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")


def _records(path: Path) -> "object":
    with open_ledger(path, write=True) as ledger, ledger.writing():
        ledger.apply("clear_derived")
        execute = ledger._connection.execute
        found = execute("SELECT report, revision FROM current").fetchall()
        start = time.perf_counter()
        linking.update_links(ledger, Pending(sorted(found)))
        print(f"ours, features and all: {time.perf_counter() - start:.1f} s")
        records = execute(RECORDS).fetchdf()
        ledger.apply("clear_derived")
    return records


def _comparison(name: str, levels: list[tuple[str, bool]]) -> "object":
    import splink.comparison_level_library as known
    import splink.comparison_library as library

    made = [
        known.CustomLevel(sql).configure(is_null_level=is_null) for sql, is_null in levels
    ]
    return library.CustomComparison(
        comparison_levels=[*made, known.ElseLevel()], output_column_name=name
    )


def _labels(records: "object", truth: dict[str, str]) -> "object":
    import pandas

    told = defaultdict(list)
    for row in records.itertuples():
        told[truth.get(row.report)].append(row)
    rows = [
        {"unique_id_l": a.unique_id, "unique_id_r": b.unique_id}
        for incident, claims in told.items()
        if incident is not None
        for a, b in combinations(claims, 2)
        if a.report != b.report
        and (str(a.first_day) == str(b.first_day) or set(a.spots) & set(b.spots))
    ]
    return pandas.DataFrame(rows)


def _score(pairs: "object", records: "object", truth: dict[str, str]) -> None:
    report = dict(zip(records.unique_id, records.report, strict=True))
    sizes = Counter(truth.values())
    wanted = sum(n * (n - 1) // 2 for n in sizes.values())
    best = (0.0, "")
    for least in range(-4, 26):
        parent: dict[str, str] = {}

        def root(name: str, parent: dict[str, str] = parent) -> str:
            while parent.setdefault(name, name) != name:
                name = parent[name]
            return name

        chosen = pairs[pairs.match_weight >= least]
        for a, b in zip(chosen.unique_id_l, chosen.unique_id_r, strict=True):
            parent[root(a)] = root(b)
        groups = defaultdict(set)
        for claim, name in report.items():
            groups[root(claim)].add(name)
        same = {
            pair
            for names in groups.values()
            for pair in combinations(sorted(names & truth.keys()), 2)
        }
        hits = sum(truth[a] == truth[b] for a, b in same)
        f1 = 2 * hits / (len(same) + wanted)
        told = f"P {hits / max(1, len(same)):.3f}, R {hits / wanted:.3f}"
        best = max(best, (f1, f"from {least} bits: {told}"))
    print(f"connected components, best threshold: F1 {best[0]:.3f} ({best[1]})")


if __name__ == "__main__":
    main()
