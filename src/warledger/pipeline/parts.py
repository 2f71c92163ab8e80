"""The stages of reconciling, on a part of the ledger that holds all that a stage asks.

Each is what `pipeline.reconcile` does between two joins, on rows that somebody else has
brought together (`store.slices`), and gives the rows of the tables it fills. What has to
be in a part: see each stage. A stage's rows for a thing depend on nothing else in the part,
so however the parts are cut, all parts' rows together are the same.
"""

from collections.abc import Callable, Mapping
from typing import cast

import pyarrow as pa

from warledger.pipeline.changes import Pending
from warledger.pipeline.control import claim_rows, read_placed, states_of
from warledger.pipeline.copies import LEADERS, compare_met, settle
from warledger.pipeline.copies_read import AtHand, read_folded
from warledger.pipeline.copies_rows import fresh_row
from warledger.pipeline.incidents import make_all
from warledger.pipeline.linking import begin, get_ready, group, weigh
from warledger.reconcile.cluster import ONE_TEXT
from warledger.reconcile.fingerprints import fingerprint
from warledger.store.control import control_row
from warledger.store.slices import Part

Tables = Mapping[str, pa.Table]
Stage = Callable[[Part], Tables]

# A report's keys as signed numbers: engines that have no others only ask if two are equal.
FRESH = pa.schema(
    [
        ("report", pa.string()), ("day", pa.date32()), ("words", pa.int32()),
        ("method", pa.string()), ("keys", pa.list_(pa.int64())),
    ]
)  # fmt: skip


def describe(part: Part) -> Tables:
    """Return what reports and claims are compared by; wants whole reports, their claims."""
    reports = part.names("report", "current")
    fresh = []
    for folded in read_folded(part, reports):
        row = dict(fresh_row(folded, fingerprint(folded.words)))
        fresh.append({**row, "keys": [_signed(k) for k in cast(list[int], row["keys"])]})
    newest = part.table("current").to_pylist()
    begin(part, Pending([(row["report"], row["revision"]) for row in newest]))
    get_ready(part)
    return {
        "fresh": pa.Table.from_pylist(fresh, schema=FRESH),
        "claim_features": part.table("arriving"),
        "report_words": part.table("arriving_words"),
    }


def _signed(key: int) -> int:
    return key - (1 << 64) if key >= 1 << 63 else key


def compare_reports(part: Part) -> Tables:
    """Return who repeats whom of the table `met`; wants the whole reports it names."""
    part.apply("copies_begin", leaders=LEADERS)
    part.add("copies_met", part.table("met").select(["a", "b"]))
    part.apply("copies_order")
    compare_met(part, AtHand(part))
    return {"copy_pairs": part.table("copy_pairs")}


def find_origins(part: Part) -> Tables:
    """Return which reports are copies; wants `copy_pairs` and `copy_words` of groups."""
    settle(part, part.names("report", "copy_words"))
    return {"copies": part.table("copies")}


def compare_claims(part: Part) -> Tables:
    """Return the links of the table `pairs`; wants its claims' features and words."""
    begin(part, Pending(()))
    weigh(part)
    return {"links": part.table("links")}


def tie_forms(part: Part) -> Tables:
    """Return what ties claims of the same words; wants the features of whole forms."""
    reports = part.names("report", "claim_features")
    begin(part, Pending([(name, 1) for name in reports]))
    part.apply("link_touched")
    part.apply("link_heads")
    part.apply("link_forms", weight=ONE_TEXT)
    return {"links": part.table("links")}


def make_incidents(part: Part) -> Tables:
    """Return the incidents of all claims with features.

    Wants their links, and the claims, reports and copies, also of the reports copied from.
    """
    begin(part, Pending(()))
    part.apply("regroup_newest_words")
    claims = part.names("claim_id", "claim_features")
    part.insert("regrouped", [{"claim_id": claim} for claim in claims])
    for tables in make_all(part, group(part).clusters):
        for name, rows in tables.items():
            part.add(name, rows)
    names = ("incidents", "incident_claims")
    return {name: part.table(name) for name in names}


def read_control(part: Part) -> Tables:
    """Return what the claims of the reports in `wanted` say of control.

    Wants all their claims, and reports and copies, also of the reports copied from.
    """
    wanted = part.names("report", "wanted")
    part.insert("control_claims", claim_rows(read_placed(part, wanted)))
    return {"control_claims": part.table("control_claims")}


def make_control(part: Part) -> Tables:
    """Return the states of the places in `wanted`.

    Wants what is told of them and of the divisions they lie in (`control_claims`), and for
    the reports that tell it what `read_control` wants.
    """
    keys = part.names("place_key", "wanted")
    part.insert("control", [control_row(state) for state in states_of(part, keys)])
    return {"control": part.table("control")}
