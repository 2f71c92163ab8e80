"""Take down what a person says of two claims, and group the claims again at once.

A judgement is added and never overwritten: the newest word on a pair counts, and taking it
back is a further word. Judgements win over weights. Where they contradict one another, the
newer ones are followed and the oldest that no longer fits is left aside and named.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from warledger.errors import QueryError
from warledger.model.incidents import Judgement, Verdict
from warledger.pipeline.incidents import update_incidents
from warledger.pipeline.linking import regroup
from warledger.pipeline.reconcile import find_pending, reconcile
from warledger.reconcile.cluster import Word, group_claims
from warledger.store.judgements import (
    StoredJudgement,
    add_judgement,
    known_claims,
    read_judgements,
)
from warledger.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgement's number, the incidents made again, and what no longer fits."""

    number: int
    incidents: int
    overruled: tuple[StoredJudgement, ...]


def judge(
    ledger: Ledger,
    claims: tuple[str, str],
    verdict: Verdict,
    *,
    by: str | None = None,
    note: str | None = None,
) -> Judged:
    """Add one person's word on two claims and return what came of it.

    Raises QueryError: a claim is not there or named twice, or nothing is to be withdrawn.
    """
    first, second = sorted(claims)
    if first == second:
        raise QueryError(f"claim {first!r}: named twice; name two claims to compare")
    if find_pending(ledger).reports:  # a killed run's, or an older ledger's
        reconcile(ledger)
    with ledger.writing():
        _check(ledger, (first, second), verdict)
        number = add_judgement(ledger, Judgement(first, second, verdict, by, note))
        ledger.apply("regroup_newest_words")
        ledger.apply("judged_begin", claims=[first, second])
        made = update_incidents(ledger, regroup(ledger), frozenset())
        overruled = find_overruled(read_judgements(ledger))
    return Judged(number, len(made), overruled)


def find_overruled(judgements: Iterable[StoredJudgement]) -> tuple[StoredJudgement, ...]:
    """Return the standing judgements that newer ones leave no room for, oldest first."""
    standing = {j.number: j for j in judgements if j.state == "stands"}
    words = [
        Word(
            number,
            stored.judgement.claim_a,
            stored.judgement.claim_b,
            stored.judgement.verdict is Verdict.SAME,
        )
        for number, stored in standing.items()
    ]
    claims = {claim for word in words for claim in (word.claim_a, word.claim_b)}
    left_out = group_claims(claims, (), {}, words).overruled
    return tuple(standing[number] for number in sorted(word.number for word in left_out))


def _check(ledger: Ledger, claims: tuple[str, str], verdict: Verdict) -> None:
    if verdict is Verdict.WITHDRAWN:
        _check_withdrawal(ledger, claims)
        return
    known = known_claims(ledger, claims)
    for claim in claims:
        if claim not in known:
            raise QueryError(
                f"{ledger.path}: no claim {claim!r}; list the ids with "
                f"'warledger export {ledger.path} --table claims --format csv'"
            )
        if not known[claim]:
            raise QueryError(
                f"{ledger.path}: claim {claim!r} is gone: the newest revision of its "
                "report does not make it; judge a claim that it makes"
            )


def _check_withdrawal(ledger: Ledger, claims: tuple[str, str]) -> None:
    """A word on a claim that is gone may be taken back too."""
    for stored in read_judgements(ledger):
        judgement = stored.judgement
        on_pair = (judgement.claim_a, judgement.claim_b) == claims
        if on_pair and stored.state in ("stands", "claim gone"):
            return
    raise QueryError(
        f"{ledger.path}: no judgement on {claims[0]!r} and {claims[1]!r} to withdraw; "
        f"see 'warledger judge {ledger.path} --list'"
    )
