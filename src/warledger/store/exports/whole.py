"""The whole ledger as JSON Lines: all that cannot be made again, for `warledger import`.

Each line is an object with one key, its kind, in this order: `ledger` (the form of these
lines and what wrote them), each `run`, then each `report` followed by its own `mention` and
`claim` lines (older revisions too), each `judgement`, each `cited` id of an incident, and
`end` with the number of lines before it and their SHA-256. What is derived (copies, links,
incidents, control) is left out: it follows from the rest.

Unlike the other exports these lines hold clocks, those of `runs.started` and
`judgements.made`, because nothing may be lost. The order of lines depends on nothing but
what they hold.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from warledger import __version__
from warledger.store.exports.jsonl import json_text
from warledger.store.exports.written import Written
from warledger.store.ledger import Ledger
from warledger.store.rows import Row

# Raise it when a reader of the older form would misread the newer.
FORM = 1
# The kinds of lines between the first and the last, with the query of each.
QUERIES = {
    "run": "whole_runs",
    "report": "stored_revisions",
    "mention": "whole_mentions",
    "claim": "whole_claims",
    "judgement": "rerun_judgements",
    "cited": "rerun_cited",
}


def write(ledger: Ledger, table: str, out: BinaryIO) -> Written:
    """Write every line; the rows counted are those between the first line and the last."""
    digest, count = sha256(), 0
    for kind, row in _lines(ledger):
        line = f"{json_text({kind: row})}\n".encode()
        digest.update(line)
        out.write(line)
        count += 1
    end = {"lines": count, "sha256": digest.hexdigest()}
    out.write(f"{json_text({'end': end})}\n".encode())
    return Written(count - 1)


def _lines(ledger: Ledger) -> Iterator[tuple[str, Row]]:
    yield "ledger", {"form": FORM, "made_by": f"warledger {__version__}"}
    yield from _all(ledger, "run")
    mentions, claims = _all(ledger, "mention"), _all(ledger, "claim")
    mention, claim = next(mentions, None), next(claims, None)
    for _, report in _all(ledger, "report"):
        yield "report", report
        while mention is not None and _revision(mention[1]) == _revision(report):
            yield mention
            mention = next(mentions, None)
        while claim is not None and _revision(claim[1]) == _revision(report):
            yield claim
            claim = next(claims, None)
    yield from _all(ledger, "judgement")
    yield from _all(ledger, "cited")


def _all(ledger: Ledger, kind: str) -> Iterator[tuple[str, Row]]:
    return ((kind, row) for row in ledger.rows(QUERIES[kind]))


def _revision(row: Row) -> tuple[object, object]:
    return row["report"], row["revision"]
