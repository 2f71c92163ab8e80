"""What the page of a report shows: its text, what was taken from it, what it repeats."""

from typing import Any, cast

from warledger.store.exports.jsonl import mention_fields, plain
from warledger.store.ledger import Ledger
from warledger.web.server.facts import Facts
from warledger.web.server.telling import shown_claim

Row = dict[str, Any]

COPY = ("copy_of", "origin_id", "share", "passages", "evidence")


def report_page(
    facts: Facts, ledger: Ledger, report: str, *, revision: int | None
) -> Row | None:
    """Return what the page of a report shows, the newest revision where none is asked for.

    None where there is no such report or revision.
    """
    stored = next(iter(ledger.rows("web_report", report=report, revision=revision)), None)
    if stored is None:
        return None
    key = {"report": report, "revision": cast(int, stored["revision"])}
    rest = {name: value for name, value in stored.items() if name not in COPY}
    copied = {name: stored[name] for name in COPY}
    return {
        **cast(Row, plain(rest)),
        "revisions": [
            row["revision"] for row in ledger.rows("web_revisions", report=report)
        ],
        "claims": [
            shown_claim(facts, row) for row in ledger.rows("web_report_claims", **key)
        ],
        "mentions": [
            plain(mention_fields(row)) for row in ledger.rows("web_report_mentions", **key)
        ],
        "copy": None if stored["origin_id"] is None else copied,
        "copied_by": [
            plain({**row, "copy_of": row["copy_of"] or []})
            for row in ledger.rows("web_copied_by", report=report)
        ],
    }
