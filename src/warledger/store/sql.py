"""The SQL that lies beside this module, read once by name."""

from functools import cache
from importlib.resources import files

# The ceiling for a small ledger, and for how many reports and claims it rises by one MB.
# Into 512 MB fit neither the forms of a million claims that must be compared again, nor the
# keys by which copies of 10^5 reports are looked for (bench/growth.py, bench/spark.py).
LEAST_MB, ROWS_PER_MB = 512, 500
# Nothing is fetched at run time; one thread and a ceiling keep a laptop usable beside it.
CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
    "memory_limit": f"{LEAST_MB}MB",
}


def memory_limit(rows: int) -> str:
    """Return the ceiling for reconciling so many reports and claims, as DuckDB has it."""
    return f"{LEAST_MB + rows // ROWS_PER_MB}MB"


@cache
def query(name: str) -> str:
    """Return the text of `queries/NAME.sql`."""
    return _read(f"queries/{name}.sql")


def schema() -> str:
    """Return the statements that make an empty ledger."""
    return _read("schema.sql") + derived()


def derived() -> str:
    """Return the statements that make the tables of what follows from the claims."""
    return _read("derived.sql")


def _read(name: str) -> str:
    return files("warledger.store").joinpath(name).read_text(encoding="utf-8")
