"""What the page of the runs shows: what made the ledger, what it has, what it has not."""

import json
from pathlib import Path
from typing import Any, cast

from warledger.store.ledger import Ledger

Row = dict[str, Any]

# What nobody should read out of the pages; each holds for every ledger.
LIMITS = (
    "A claim is what a report says, found by rules, not by people; look at its sentence.",
    "An incident is claims that seem to tell of one event; the reasons are shown with it.",
    "Nothing is averaged and no claim is called true; a sum is of what was told.",
    "Places have the exactness that the text gives; a district is drawn as an area.",
    "What no report in the ledger tells is not in it; silence is no evidence of calm.",
)
COVERAGE = {
    "dated": "claims with a day", "placed": "claims with a place",
    "located": "claims with a point", "acted": "claims with an actor",
    "attributed": "claims with a speaker", "counted": "claims with a figure",
}  # fmt: skip


KNOWN = "runs.json"


def write_known(ledger: Ledger, folder: Path) -> None:
    """Write what the page of the runs shows: it needs a look at every claim."""
    text = json.dumps(_runs(ledger), ensure_ascii=False)
    (folder / KNOWN).write_text(text, encoding="utf-8")


def runs_page(folder: Path) -> Row:
    """Return what the page of the runs shows, as it was written."""
    told: Row = json.loads((folder / KNOWN).read_text(encoding="utf-8"))
    return told


def _runs(ledger: Ledger) -> Row:
    covered = next(iter(ledger.rows("web_coverage")))
    return {
        "runs": [
            {**run, "settings": json.loads(cast(str, run["settings"]))}
            for run in ledger.rows("web_run_rows")
        ],
        "tally": dict(next(iter(ledger.rows("web_tally")))),
        "skipped": [dict(row) for row in ledger.rows("web_skipped")],
        "passed_over": [dict(row) for row in ledger.rows("web_passed_over")],
        "coverage": [
            {"what": words, "count": covered[name], "of": covered["claims"]}
            for name, words in COVERAGE.items()
        ],
        "outlets": [dict(row) for row in ledger.rows("web_report_outlets")],
        "days": [dict(row) for row in ledger.rows("web_report_months")],
        "limits": list(LIMITS),
    }
