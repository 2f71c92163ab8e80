"""Score a ledger against gold: the fitting scorer is run, or claims are scored here."""

from warledger.evaluate.scorers import (
    Scored,
    Scoring,
    reports_beside,
    score,
    score_predictions,
)

__all__ = ["Scored", "Scoring", "reports_beside", "score", "score_predictions"]
