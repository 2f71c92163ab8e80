"""Write a ledger again with everything redacted, for whatever shows a ledger.

Page, brief and server read rows by many queries; what they are handed here is a ledger of
its own in which there is nothing left to hide, by the same rules as a redacted export
(`store.redact`). It holds the newest revisions only, and none of the tables that reports
and claims are compared by, which are made of their words. It is to be shown and thrown
away: the ids of claims are those of the original, so it does not stand `warledger check`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from warledger.errors import StoreError
from warledger.store.ledger import ROWS_AT_ONCE, Ledger, first_line
from warledger.store.opening import open_ledger
from warledger.store.redact import RedactedLedger
from warledger.store.sql import query

TABLES = (
    "ledger", "runs", "reports", "mentions", "claims", "judgements", "reconciled", "copies",
    "links", "incidents", "incident_claims", "redirects", "control_claims", "control",
)  # fmt: skip
# Of these the older revisions stay behind.
REVISED = ("reports", "mentions", "claims")
# Made of words; nobody shows them.
EMPTY = (
    "seals", "copy_keys", "copy_words", "copy_pairs", "claim_features", "report_words",
)  # fmt: skip


@contextmanager
def open_redacted(path: Path | str) -> Iterator[Ledger]:
    """Open a redacted copy of the ledger at `path`, which is gone when it is closed.

    Its `path` is that of the copy. Raises StoreError as opening does, or without room.
    """
    with TemporaryDirectory(prefix="warledger-redacted-") as folder:
        copied = Path(folder) / Path(path).name
        with open_ledger(path) as ledger:
            write_redacted(ledger, copied)
        with open_ledger(copied) as shown:
            yield shown


def write_redacted(ledger: Ledger, to: Path) -> None:
    """Write a redacted ledger to `to`; raises StoreError where there is no room."""
    redacted = RedactedLedger(ledger)
    try:
        with duckdb.connect(str(to)) as made:
            for table in (*TABLES, *EMPTY):
                _write_table(redacted, table, made)
            made.execute(query("redact_current"))
    except duckdb.Error as error:
        raise StoreError(
            f"{to}: the redacted copy cannot be written: {first_line(error)}; "
            "make room there"
        ) from error


def _write_table(
    redacted: RedactedLedger, table: str, made: duckdb.DuckDBPyConnection
) -> None:
    """Write one table without constraints: a mark may be shorter than what it hides."""
    import pyarrow as pa

    reader = redacted.table(table, newest=table in REVISED, batch=ROWS_AT_ONCE)
    made.register("batch", reader.schema.empty_table())
    made.execute(f"CREATE TABLE {table} AS FROM batch")
    made.unregister("batch")
    for batch in reader if table in TABLES else ():
        made.register("batch", pa.Table.from_batches([batch]))
        made.execute(f"INSERT INTO {table} FROM batch")
        made.unregister("batch")
