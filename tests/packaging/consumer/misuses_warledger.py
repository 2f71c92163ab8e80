"""Mistakes that the types of the package must show; checked by tests/packaging/test_typed.py."""

from warledger import Ledger, loss_bands, open_ledger

number: int = open_ledger("war.ledger").path
bands: str = loss_bands(Ledger, measure=3)
open_ledger("war.ledger", mode="write")
