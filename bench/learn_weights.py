"""Learn what shipped with linking: how rare words are, and what comparisons weigh.

    python bench/learn_weights.py rarity ../shared/data/*/reports.jsonl
    python bench/learn_weights.py weights LEDGER ../shared/data/gva/gold.jsonl

`rarity` prints `reconcile/word_rarity.tsv`: for each word the largest share of reports that
has it in any corpus of 300 reports or more, as bits; words of fewer than five reports, and
those as rare as an unknown word, are left out.

`weights` prints what each level weighs on a ledger of the reports of GOLD (report,
incident) against what `weights.toml` says: logistic regression on the best pair of claims
of each two reports, drawn towards the present weights (a normal prior), five-fold by
incident. It changes nothing: what conflict reports need and gva cannot teach (named
parties, villages, tolls) stays as set by hand.
"""

import argparse
import json
import math
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
from scipy.optimize import minimize

from warledger.pipeline.changes import Pending
from warledger.pipeline.linking import update_links
from warledger.reconcile.features_words import _WORD, RAREST, fold
from warledger.reconcile.weights import load_weights
from warledger.store.opening import open_ledger

PULL = 1.0
FOLDS = 5
LN2 = math.log(2)


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["rarity", "weights"])
    parser.add_argument("paths", nargs="+", type=Path)
    asked = parser.parse_args()
    (print_rarity if asked.what == "rarity" else print_weights)(asked.paths)


def print_rarity(paths: list[Path]) -> None:
    """Print word and bits, by word."""
    best: dict[str, float] = {}
    for path in paths:
        reports = [json.loads(line) for line in path.open(encoding="utf-8")]
        if len(reports) < 300:
            continue
        count: Counter[str] = Counter()
        for report in reports:
            text = f"{report.get('title') or ''} {report['text']}"
            count.update({word for raw in _WORD.findall(text) if (word := fold(raw))})
        for word, number in count.items():
            if number >= 5:
                best[word] = max(best.get(word, 0.0), number / len(reports))
    for word in sorted(best):
        bits = -math.log2(best[word])
        if bits < RAREST - 0.5:
            print(f"{word}\t{bits:.1f}")


def print_weights(paths: list[Path]) -> None:
    """Print each level with its weight now and as learnt, and the five-fold F1."""
    ledger, gold = paths
    truth = {
        row["report"]: row["incident"]
        for row in map(json.loads, gold.open(encoding="utf-8"))
    }
    weights = load_weights()
    index = {(level.aspect, level.level): n for n, level in enumerate(weights.levels)}
    start = np.array([*(level.bits for level in weights.levels), weights.prior])
    pairs, rows = _compared(ledger, index, len(start))
    names = sorted(set(pairs))
    place = {pair: n for n, pair in enumerate(names)}
    owner = np.array([place[pair] for pair in pairs])
    same = np.array([truth[a] == truth[b] for a, b in names], float)
    incidents = sorted(set(truth.values()))
    Random(0).shuffle(incidents)
    fold_of = {incident: n % FOLDS for n, incident in enumerate(incidents)}
    folds = np.array([[fold_of[truth[a]], fold_of[truth[b]]] for a, b in names])
    held = np.zeros(len(names))
    for fold_ in range(FOLDS):
        out = (folds == fold_).any(axis=1)
        learnt = _fit(rows, owner, same, ~out, start)
        held[out] = (rows[_best(rows @ learnt, owner)] @ learnt)[out]
    sizes = Counter(truth.values())
    wanted = sum(n * (n - 1) // 2 for n in sizes.values())
    hits = float(same[held >= 0].sum())
    print(f"held out: F1 {2 * hits / ((held >= 0).sum() + wanted):.3f} of best pairs")
    learnt = _fit(rows, owner, same, np.ones(len(names), bool), start)
    for (aspect, level), n in index.items():
        print(f"{aspect}.{level}\t{start[n]:.1f}\t{learnt[n]:.1f}")
    print(f"prior\t{start[-1]:.1f}\t{learnt[-1]:.1f}")


def _compared(
    path: Path, index: dict[tuple[str, str], int], width: int
) -> tuple[list[tuple[str, str]], "np.ndarray"]:
    """Return the report pairs of all compared claims, and their levels as columns."""
    with open_ledger(path, write=True) as ledger, ledger.writing():
        ledger.apply("clear_derived")
        found = ledger._connection.execute(
            "SELECT report, revision FROM current"
        ).fetchall()
        update_links(ledger, Pending(sorted(found)))
        aspects = list(dict.fromkeys(aspect for aspect, _ in index))
        told = ledger._connection.execute(
            f"SELECT a.report, b.report, {', '.join('c.' + x for x in aspects)} "
            "FROM compared AS c JOIN claim_features AS a ON a.claim_id = claim_a "
            "JOIN claim_features AS b ON b.claim_id = claim_b "
            "WHERE a.report <> b.report ORDER BY ALL"
        ).fetchall()
    rows = np.zeros((len(told), width))
    rows[:, -1] = 1
    for n, row in enumerate(told):
        for aspect, level in zip(aspects, row[2:], strict=True):
            rows[n, index[aspect, level]] = 1
    return [(min(row[:2]), max(row[:2])) for row in told], rows


def _best(scores: "np.ndarray", owner: "np.ndarray") -> "np.ndarray":
    """Return the row of the highest score of each report pair."""
    order = np.lexsort((-scores, owner))
    return order[np.unique(owner[order], return_index=True)[1]]


def _fit(
    rows: "np.ndarray",
    owner: "np.ndarray",
    same: "np.ndarray",
    use: "np.ndarray",
    start: "np.ndarray",
) -> "np.ndarray":
    """Return the weights; which pair of claims is best and what they weigh, in turn."""
    pull = np.full(len(start), PULL)
    pull[-1] = 0.01
    learnt = start
    for _ in range(6):
        best = rows[_best(rows @ learnt, owner)][use]

        def loss(w: "np.ndarray", best: "np.ndarray" = best) -> tuple[float, "np.ndarray"]:
            z = LN2 * (best @ w)
            value = np.logaddexp(0, z).sum() - (same[use] * z).sum()
            slope = LN2 * best.T @ (1 / (1 + np.exp(-z)) - same[use])
            gap = w - start
            return value + 0.5 * (pull * gap**2).sum(), slope + pull * gap

        learnt = minimize(loss, learnt, jac=True, method="L-BFGS-B").x
    return learnt


if __name__ == "__main__":
    main()
