"""Warledger: news reports of armed conflict in, an attributed ledger of claims out."""

__version__ = "0.1.0"

__all__ = ["__version__"]
