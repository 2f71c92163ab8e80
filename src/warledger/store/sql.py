"""The SQL that lies beside this module, read once by name."""

from functools import cache
from importlib.resources import files

# Nothing is fetched at run time; one thread and a ceiling keep a laptop usable beside it.
CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
    "memory_limit": "512MB",
}


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
