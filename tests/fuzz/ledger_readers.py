"""The reader of a whole ledger's export: lines into an empty ledger, or one line why not."""

import io
import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from fuzz.file_readers import folder
from fuzz.hostile import FIELDS, hostile_report
from fuzz.oracles import Cut
from warledger.model import Extraction
from warledger.store.check import check
from warledger.store.exports import write_table
from warledger.store.ledger import Ledger
from warledger.store.opening import open_ledger
from warledger.store.reimport import fill
from warledger.store.rows import to_entry
from warledger.store.run import Run

RUN = Run("0", {"model": "m"}, "m", "a", "b")


class Filled:
    """An empty ledger, made anew once something was stored in it."""

    def __init__(self) -> None:
        self.made = 0
        self.ledger: Ledger | None = None

    def empty(self) -> Ledger:
        """Return the ledger, empty."""
        if self.ledger is None or self.ledger.counts().reports or any(self.ledger.runs()):
            self.close()
            self.made += 1
            self.ledger = open_ledger(self.path(), write=True)
        return self.ledger

    def close(self) -> None:
        """Close the ledger and remove its file."""
        if self.ledger is not None:
            self.ledger.close()
            self.path().unlink()

    def path(self) -> Path:
        return folder() / f"filled-{self.made}.ledger"


@cache
def _filled() -> Filled:
    return Filled()


def read_whole(data: bytes) -> None:
    """Take an export in: as it is, or with an end that fits what was changed before it."""
    cut = Cut(data)
    is_ended = cut.number(3)
    lines = io.BytesIO(cut.rest).readlines()
    if is_ended:
        body = b"".join(lines)
        end = {"lines": len(lines), "sha256": sha256(body).hexdigest()}
        lines.append(json.dumps({"end": end}).encode() + b"\n")
    ledger = _filled().empty()
    fill(ledger, lines, "export.jsonl")
    for breach in check(ledger):
        # What a line says of itself may be wrong; a span or a bound must not be.
        assert "span" not in breach.what, breach


def _export() -> bytes:
    """Return the lines of a small ledger's export without the last."""
    report, claim = hostile_report(["Rebels", "shelled", "Bara", "5"] * (FIELDS // 4))
    path = folder() / "exported.ledger"
    extraction = Extraction(report.report_id, claims=(claim,))
    with open_ledger(path, write=True) as ledger:
        ledger.begin(RUN)
        ledger.append([to_entry(report, extraction, revision=1, run_id=RUN.run_id)])
        out = io.BytesIO()
        write_table(ledger, table="ledger", form="jsonl", out=out)
    path.unlink()
    return b"".join(out.getvalue().splitlines(keepends=True)[:-1])


def seeds() -> tuple[bytes, ...]:
    """Return exports that are whole, cut off, and of two reports alike."""
    whole = _export()
    lines = whole.splitlines(keepends=True)
    return b"\x01" + whole, b"\x00" + whole, b"\x01" + b"".join([*lines, *lines[2:]])


SEEDS = {"whole": seeds}
READ = {"whole": read_whole}
WORDS = {
    "whole": ('{"ledger": ', '{"run": ', '{"report": ', '{"claim": ', '{"judgement": ', "null", "-1",
              '"start": ', '"end": ', "1e9", "[]", "{}", '"2017-08-21"', '"9999-99-99"', "true", "\n"),
}  # fmt: skip
