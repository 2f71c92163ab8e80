"""Exceptions, named for what the run does next.

WarledgerError
├── ConfigError     stop before any work starts: a setting or an argument is wrong
├── QueryError      answer 400 / exit 1: the caller asked something malformed
├── ResourceError   stop: a lexicon, gazetteer or model is missing or malformed
├── ReportError     skip this one report, count it, go on
└── StoreError      stop: the ledger refused a read or a write

Texts say where, what (with the value), what was expected and what to do. The command line
turns each of them into one line on standard error and exit code 1.
"""


class WarledgerError(Exception):
    """Any failure that Warledger foresees; all else is a bug and keeps its traceback."""


class ConfigError(WarledgerError):
    """A setting or an argument is wrong; nothing has been done yet."""


class QueryError(WarledgerError):
    """The caller asked for something malformed or unknown."""


class ResourceError(WarledgerError):
    """A lexicon, gazetteer or model is missing or malformed."""


class ReportError(WarledgerError):
    """One report cannot be read; it is counted and named, and the run goes on."""


class StoreError(WarledgerError):
    """The ledger refused a read or a write."""
