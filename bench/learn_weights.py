"""Learn what shipped with linking: how rare words are, and what comparisons weigh.

    python bench/learn_weights.py rarity ../shared/data/*/reports.jsonl
    python bench/learn_weights.py weights GVA.ledger ../shared/data/gva/gold.jsonl
        FAKES.ledger

`rarity` prints `reconcile/word_rarity.tsv`: for each word the largest share of reports that
has it in any corpus of 300 reports or more, as bits; words of fewer than five reports, and
those as rare as an unknown word, are left out.

`weights` prints every level with its weight by hand, as learnt, and as it ships, after
five-fold figures. Logistic regression on two kinds of pairs at once: the best pair of
claims of each two reports of GOLD (report, incident), for it says which reports tell of one
event and not which claims; and the pairs of claims of `linked_pairs.jsonl`, read one by one
against the reports of the conflict corpus (drawn: how they were chosen). A normal prior
draws every weight towards the one by hand (BY_HAND), which is what it stays where no pair
speaks of it. Folds are by incident and by story. What ships is what is learnt, less the
margins (MARGINS): in reports of many days a wrong link costs more than a missed one.
"""

import argparse
import json
import math
import tomllib
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
from scipy.optimize import minimize

from warledger.pipeline import linking
from warledger.pipeline.changes import Pending
from warledger.reconcile.cluster import components
from warledger.reconcile.features_words import _WORD, RAREST, fold
from warledger.reconcile.weights import load_weights
from warledger.store.opening import open_ledger

HERE = Path(__file__).resolve().parent
PULL = 1.0
# Two divisions or countries, one place taken, two speakers: too seldom in the pairs.
FIXED = (
    "place.same_taken",
    "place.far",
    "place.other_country",
    "place.other_area",
    "speakers.rivals",
)
FOLDS = 5
# The pairs that were drawn and read last, when nothing was changed any more.
TEST = ("mates 5", "mates 6")
LN2 = math.log(2)
# Subtracted from what is learnt; tried from -1.5 to 2.5 bits, by gva and by held-out pairs.
MARGINS = {
    "spread.few": -1.5,
    "spread.some": -0.5,
    "spread.many": 1.2,
    "spread.one_report": 0.7,
}

Pairs = list[tuple[str, str]]


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
    """Print five-fold figures, then each level by hand, as learnt and as it ships."""
    index = {name: n for n, name in enumerate([*_by_hand(), "prior"])}
    start = np.array([*_by_hand().values(), load_by_hand()["prior"]])
    gva = Gva(paths[0], paths[1], index)
    read = Read(paths[2], HERE / "linked_pairs.jsonl", index)
    _print_folds(gva, read, start, index)
    every = np.ones(len(gva.same), bool), np.ones(len(read.same), bool)
    learnt = _fit(gva, read, *every, start, index)
    ships = {f"{x.aspect}.{x.level}": x.bits for x in load_weights().levels}
    ships["prior"] = load_weights().prior
    for name, n in index.items():
        wanted = learnt[n] - MARGINS.get(name, 0.0)
        print(f"{name}\t{start[n]:.2f}\t{wanted:.2f}\t{ships[name]:.2f}")


def load_by_hand() -> dict:
    """Return `weights_by_hand.toml`: what the weights were before any pair was seen."""
    return tomllib.loads((HERE / "weights_by_hand.toml").read_text(encoding="utf-8"))


def _by_hand() -> dict[str, float]:
    return {
        f"{x.aspect}.{x.level}": load_by_hand().get(x.aspect, {}).get(x.level, 0.0)
        for x in load_weights().levels
    }


class Gva:
    """Report pairs, the levels of all their claim pairs, and whether they are one event."""

    def __init__(self, ledger: Path, gold: Path, index: dict[str, int]) -> None:
        truth = {
            row["report"]: row["incident"]
            for row in map(json.loads, gold.open(encoding="utf-8"))
        }
        _, reports, self.rows = _compared(ledger, index, within=False)
        names = sorted(set(reports))
        place = {pair: n for n, pair in enumerate(names)}
        self.owner = np.array([place[pair] for pair in reports])
        self.same = np.array([truth[a] == truth[b] for a, b in names], float)
        sizes = Counter(truth.values())
        self.wanted = sum(n * (n - 1) // 2 for n in sizes.values())
        incidents = sorted(sizes)
        Random(0).shuffle(incidents)
        fold_of = {incident: n % FOLDS for n, incident in enumerate(incidents)}
        self.folds = np.array([[fold_of[truth[a]], fold_of[truth[b]]] for a, b in names])

    def best(self, weights: "np.ndarray") -> "np.ndarray":
        """Return the row of the highest score of each report pair."""
        scores = self.rows @ weights
        order = np.lexsort((-scores, self.owner))
        return order[np.unique(self.owner[order], return_index=True)[1]]


class Read:
    """The claim pairs that were read, their levels, and what the reader found."""

    def __init__(self, ledger: Path, labels: Path, index: dict[str, int]) -> None:
        claims, reports, rows = _compared(ledger, index, within=True)
        where = {pair: n for n, pair in enumerate(claims)}
        told = [json.loads(line) for line in labels.open(encoding="utf-8")]
        told = [x for x in told if x["drawn"] not in TEST]
        kept = [
            (where[x["claim_a"], x["claim_b"]], x["same"])
            for x in told
            if (x["claim_a"], x["claim_b"]) in where
        ]
        print(
            f"{len(kept)} of {len(told)} read pairs are compared, the rest joined by others"
        )
        self.rows = rows[[n for n, _ in kept]]
        self.same = np.array([same for _, same in kept], float)
        pairs = [reports[n] for n, _ in kept]
        self.across = np.array([a != b for a, b in pairs])
        stories = components(pairs, sorted({name for pair in pairs for name in pair}))
        order = list(range(len(stories)))
        Random(0).shuffle(order)
        fold_of = {
            name: order[n] % FOLDS for n, story in enumerate(stories) for name in story
        }
        self.folds = np.array([fold_of[a] for a, _ in pairs])


def _compared(
    path: Path, index: dict[str, int], *, within: bool
) -> tuple[Pairs, Pairs, "np.ndarray"]:
    """Return all compared pairs of claims, their reports, and their levels as columns."""
    linking.ROUNDING = 1000.0  # so that nothing is left out for its weight
    with open_ledger(path, write=True) as ledger, ledger.writing():
        ledger.apply("clear_derived")
        execute = ledger._connection.execute
        found = execute("SELECT report, revision FROM current").fetchall()
        linking.update_links(ledger, Pending(sorted(found)))
        aspects = list(dict.fromkeys(name.split(".")[0] for name in index if "." in name))
        told = execute(
            f"SELECT claim_a, claim_b, report_a, report_b, {', '.join(aspects)} "
            f"FROM compared WHERE {within} OR report_a <> report_b ORDER BY ALL"
        ).fetchall()
        ledger.apply("clear_derived")
    rows = np.zeros((len(told), len(index)))
    rows[:, -1] = 1
    for n, row in enumerate(told):
        for aspect, level in zip(aspects, row[4:], strict=True):
            rows[n, index[f"{aspect}.{level}"]] = 1
    reports = [(min(row[2:4]), max(row[2:4])) for row in told]
    return [(row[0], row[1]) for row in told], reports, rows


def _print_folds(gva: Gva, read: Read, start: "np.ndarray", index: dict[str, int]) -> None:
    best, claims = np.zeros(len(gva.same)), np.zeros(len(read.same))
    for number in range(FOLDS):
        out, apart = (gva.folds == number).any(axis=1), read.folds == number
        learnt = _fit(gva, read, ~out, ~apart, start, index)
        best[out] = (gva.rows[gva.best(learnt)] @ learnt)[out]
        claims[apart] = (read.rows @ learnt)[apart]
    for least in (0, 1, 2, 3):
        hits, found = gva.same[best >= least].sum(), (best >= least).sum()
        chosen = read.same[(claims >= least) & read.across]
        print(
            f"held out, from {least} bits: gva by best pair of claims F1 "
            f"{2 * hits / (found + gva.wanted):.3f}; read pairs of two reports P "
            f"{chosen.mean():.3f}, R {chosen.sum() / read.same[read.across].sum():.3f}"
        )


def _fit(
    gva: Gva,
    read: Read,
    use: "np.ndarray",
    used: "np.ndarray",
    start: "np.ndarray",
    index: dict[str, int],
) -> "np.ndarray":
    """Return the weights; which pair of claims is best and what they weigh, in turn."""
    pull = np.full(len(start), PULL)
    pull[-1] = 0.01
    pull[[index[name] for name in FIXED]] = 50
    same = np.r_[gva.same[use], read.same[used]]
    learnt = start
    for _ in range(6):
        rows = np.vstack([gva.rows[gva.best(learnt)][use], read.rows[used]])

        def loss(w: "np.ndarray", rows: "np.ndarray" = rows) -> tuple[float, "np.ndarray"]:
            z = LN2 * (rows @ w)
            value = np.logaddexp(0, z).sum() - (same * z).sum()
            slope = LN2 * rows.T @ (1 / (1 + np.exp(-z)) - same)
            gap = w - start
            return value + 0.5 * (pull * gap**2).sum(), slope + pull * gap

        learnt = minimize(loss, learnt, jac=True, method="L-BFGS-B").x
    return learnt


if __name__ == "__main__":
    main()
