"""What people judged of pairs of claims: rows only ever added, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from warledger.model.incidents import Judgement, Verdict
from warledger.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class StoredJudgement:
    """A judgement with its number, when it was made (UTC), and what has become of it.

    `state` is "stands", "replaced" (a newer word on the pair), "withdrawn", or "claim gone"
    (no newest revision of a report makes that claim).
    """

    number: int
    judgement: Judgement
    made: datetime
    state: str


def add_judgement(ledger: Ledger, judgement: Judgement) -> int:
    """Append a judgement and return its number; call it within `writing`."""
    number = 1 + max((row.number for row in read_judgements(ledger)), default=0)
    row = {
        "number": number,
        "claim_a": judgement.claim_a,
        "claim_b": judgement.claim_b,
        "verdict": judgement.verdict.value,
        "by": judgement.by,
        "note": judgement.note,
        "made": datetime.now(UTC).replace(tzinfo=None),
    }
    ledger.insert("judgements", [row])
    return number


def read_judgements(ledger: Ledger) -> tuple[StoredJudgement, ...]:
    """Return every judgement, oldest first."""
    return tuple(
        StoredJudgement(
            number=cast(int, row["number"]),
            judgement=Judgement(
                cast(str, row["claim_a"]),
                cast(str, row["claim_b"]),
                Verdict(cast(str, row["verdict"])),
                cast(str | None, row["by"]),
                cast(str | None, row["note"]),
            ),
            made=cast(datetime, row["made"]),
            state=cast(str, row["state"]),
        )
        for row in ledger.rows("judgements")
    )


def known_claims(ledger: Ledger, claims: Sequence[str]) -> dict[str, bool]:
    """Return which of the ids are claims, and whether of a newest revision."""
    rows = ledger.rows("judged_claims", claims=list(claims))
    return {cast(str, row["claim_id"]): cast(bool, row["is_current"]) for row in rows}
