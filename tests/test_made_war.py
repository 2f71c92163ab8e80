"""The ledgers that growth is measured with keep the promises of any other ledger."""

import importlib
import sys
from pathlib import Path

from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger

BENCH = Path(__file__).parents[1] / "bench"


def made(path: Path, seed: int) -> Ledger:
    if str(BENCH) not in sys.path:  # its parts import one another by name
        sys.path.append(str(BENCH))
    importlib.import_module("made_war").make_war(path, claims=150, seed=seed)
    return open_ledger(path)


def rows(ledger: Ledger) -> tuple[list[object], ...]:
    return tuple(list(ledger.rows(table)) for table in ("stored_reports", "stored_claims"))


def test_claims_made_of_the_lexicon_quote_their_reports(tmp_path: Path) -> None:
    with made(tmp_path / "made.ledger", 1) as ledger:
        assert ledger.counts().claims >= 150
        assert ledger.violations() == ()
        ids = [claim.claim_id for claim in ledger.claims()]
        assert ids == [row["claim_id"] for row in ledger.rows("stored_claims")]


def test_the_same_seed_gives_the_same_war_and_another_another(tmp_path: Path) -> None:
    with (
        made(tmp_path / "one.ledger", 1) as one,
        made(tmp_path / "again.ledger", 1) as again,
        made(tmp_path / "other.ledger", 2) as other,
    ):
        assert rows(one) == rows(again)
        assert rows(one) != rows(other)
