"""The served page: a copy of a ledger, what is counted of it, and its routes."""
