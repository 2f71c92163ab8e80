"""A program of somebody else's that uses every public name of the package, with its types."""

from pathlib import Path

import warledger
from warledger import Band, Ledger, loss_bands, open_ledger, plot_losses
from warledger.errors import WarledgerError
from warledger.model import Claim, Report, Span

VERSION: str = warledger.__version__


def quotes(path: Path) -> list[str]:
    """Return the words that each claim of a ledger rests on."""
    found: list[str] = []
    with open_ledger(path) as ledger:
        report: Report
        claims: tuple[Claim, ...]
        for report, claims in ledger.told():
            for claim in claims:
                span: Span = claim.span
                found.append(report.text[span.start : span.end])
    return found


def bands(ledger: Ledger) -> tuple[Band, ...]:
    """Return the losses by claimant, and draw them."""
    plot_losses(ledger, measure="wounded", side=None)
    return loss_bands(ledger, measure="wounded", cumulative=True)


def told(path: Path) -> str:
    """Return how many reports there are, or why that cannot be said."""
    try:
        with open_ledger(path) as ledger:
            return str(ledger.counts().reports)
    except WarledgerError as error:
        return str(error)
