"""Score claims against gold claims as the contract describes both.

A predicted claim may answer a gold claim of its report where their quotes overlap; pairs
are one to one, the likest first. Detection: recall over the core gold claims that got a
pair of the right type, precision over the predicted claims that got any pair. Slots: names,
places, figures and speakers as micro F1 over pairs and unanswered core claims; date and
status as accuracy over core claims. `invented_dates` counts the days given for reports of
which the gold fixes no day at all.

It agrees with the corpora's own scorer to the third decimal (a test compares them). Names
match when one covers the other word for word, case, diacritics and the article aside.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from warledger.evaluate.rates import rates, ratio

Claim = Mapping[str, Any]  # JSON of the contract, read at the rim
Item = TypeVar("Item")

NAMED_SLOTS = ("actors", "targets", "places", "sources")
SLOTS = ("actors", "targets", "places", "figures", "sources")
ARTICLES = frozenset({"the", "al", "of", "a", "an"})
MARKS = re.compile("[’‘'`ʿʾ]")
# A shared edge of fewer characters may be chance.
LEAST_OVERLAP = 25
FIGURE_TOLERANCE = 0.011
DAY_TOLERANCE = timedelta(days=1)
# A predicted range may be so much longer than the gold one, or than a week if that is more.
LONGER_DAYS, WEEK_DAYS = 2, 7
PENALTY = 0.3


@dataclass(frozen=True, slots=True)
class Match:
    """How a list of wanted things and a list of found ones agree."""

    hits: int = 0
    misses: int = 0
    spurious: int = 0

    def __add__(self, other: "Match") -> "Match":
        return Match(
            self.hits + other.hits,
            self.misses + other.misses,
            self.spurious + other.spurious,
        )

    @property
    def worth(self) -> float:
        """Return how much the agreement speaks for a pair."""
        return self.hits - PENALTY * self.misses - PENALTY * self.spurious

    def asrates(self) -> dict[str, float]:
        """Return precision, recall and F1, to three decimals."""
        found, wanted = self.hits + self.spurious, self.hits + self.misses
        return rates(ratio(self.hits, found), ratio(self.hits, wanted))


def score_claims(gold: Sequence[Claim], predicted: Sequence[Claim]) -> dict[str, Any]:
    """Return the figures: detection, each slot, date, status, invented, overall."""
    reports = {claim["report"] for claim in gold}
    predicted = [claim for claim in predicted if claim["report"] in reports]
    answers = pair_claims(gold, predicted)
    core = [number for number, claim in enumerate(gold) if claim["core"]]
    slots = dict.fromkeys(SLOTS, Match())
    dated = right_dates = right_status = typed = 0
    for number, wanted in enumerate(gold):
        found = predicted[answers[number]] if number in answers else None
        if found is None and not wanted["core"]:
            continue
        for slot in SLOTS:
            slots[slot] += compare_slot(slot, wanted[slot], (found or {}).get(slot) or [])
        if wanted["core"]:
            dated += bool(wanted["date"])
            if found is not None:
                typed += _has_type(wanted, found)
                right_status += _has_status(wanted, found)
                right_dates += bool(wanted["date"]) and _same_date(wanted["date"], found)
    precision, recall = ratio(len(answers), len(predicted)), ratio(typed, len(core))
    result: dict[str, Any] = {
        "gold_core": len(core),
        "predicted": len(predicted),
        "detection": rates(precision, recall),
        **{slot: slots[slot].asrates() for slot in SLOTS},
        "date_accuracy": round(ratio(right_dates, dated), 3),
        "status_accuracy": round(ratio(right_status, len(core)), 3),
        "invented_dates": count_invented(gold, predicted),
    }
    parts = [result[name]["f1"] for name in ("detection", *SLOTS)]
    parts += [result["date_accuracy"], result["status_accuracy"]]
    return result | {"overall": round(sum(parts) / len(parts), 3)}


def pair_claims(gold: Sequence[Claim], predicted: Sequence[Claim]) -> dict[int, int]:
    """Return which predicted claim answers which gold claim, by their numbers."""
    likeness = [
        (-_likeness(wanted, found), left, right)
        for left, wanted in enumerate(gold)
        for right, found in enumerate(predicted)
        if wanted["report"] == found["report"] and overlap(wanted["quote"], found["quote"])
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, left, right in sorted(likeness):
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


def overlap(one: str, other: str) -> bool:
    """Return whether one quote lies in the other, or they share an edge."""
    left, right = " ".join(one.split()), " ".join(other.split())
    if left in right or right in left:
        return True
    sizes = range(LEAST_OVERLAP, min(len(left), len(right)) + 1)
    return any(left.endswith(right[:n]) or right.endswith(left[:n]) for n in sizes)


def compare_slot(slot: str, wanted: Sequence[Any], found: Sequence[Claim]) -> Match:
    """Return how the fillers of a slot agree; a gold name may allow being left out."""
    if slot == "figures":
        return _match(wanted, found, same=_same_figure, optional=lambda _: False)
    return _match(wanted, found, same=_same_named, optional=lambda w: "" in w.split("|"))


def count_invented(gold: Sequence[Claim], predicted: Sequence[Claim]) -> int:
    """Return how many predicted days stand in reports of which the gold fixes none."""
    fixed = {claim["report"] for claim in gold if isinstance(claim["date"], list)}
    return sum(
        claim["report"] not in fixed and bool((claim.get("date") or {}).get("start"))
        for claim in predicted
    )


def _match(
    wanted: Sequence[Any],
    found: Sequence[Claim],
    *,
    same: Callable[[Any, Claim], bool],
    optional: Callable[[Any], bool],
) -> Match:
    free = list(found)
    hits = misses = 0
    for one in wanted:
        at = next((n for n, other in enumerate(free) if same(one, other)), None)
        if at is not None:
            del free[at]
            hits += 1
        else:
            misses += not optional(one)
    return Match(hits, misses, len(free))


def _likeness(wanted: Claim, found: Claim) -> float:
    # Summed in the scorer's order: it breaks ties by the last bit of these sums.
    score = 2.0 * _has_type(wanted, found) + 1.0 * _has_status(wanted, found)
    for slot in NAMED_SLOTS:
        score += compare_slot(slot, wanted[slot], found.get(slot) or []).worth
    figures = compare_slot("figures", wanted["figures"], found.get("figures") or [])
    score = score + figures.hits - PENALTY * figures.misses - PENALTY * figures.spurious
    return score + bool(wanted["core"])


def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(w for w in re.findall(r"\w+", MARKS.sub("", plain)) if w not in ARTICLES)


def _same_name(wanted: str, found: str) -> bool:
    left, right = _words(wanted), _words(found)
    if not left or not right:
        return False
    return set(left) <= set(right) or (len(right) >= 2 and set(right) <= set(left))


def _same_named(wanted: str, found: Claim) -> bool:
    names = [found[key] for key in ("name", "mention") if found.get(key)]
    return any(_same_name(w, name) for w in wanted.split("|") if w for name in names)


def _same_figure(wanted: Claim, found: Claim) -> bool:
    if wanted["measure"] != found.get("measure"):
        return False
    items = [item for item in (wanted["item"] or "").split("|") if item]
    if items and not any(_same_name(item, found.get("item") or "") for item in items):
        return False
    bounds = [(wanted[key], found.get(key)) for key in ("low", "high")]
    if all(want is None for want, _ in bounds):
        return not any(got for _, got in bounds)
    return all(
        want is None
        or (got is not None and abs(want - got) <= FIGURE_TOLERANCE * abs(want))
        for want, got in bounds
    )


def _same_date(wanted: str | Sequence[str], found: Claim) -> bool:
    when = found.get("date") or {}
    start, end = _day(when.get("start")), _day(when.get("end"))
    if isinstance(wanted, str):
        options, edtf = wanted.split("|"), when.get("edtf") or ""
        if not edtf and start is None:
            return "" in options
        day = f"XXXX-{start:%m-%d}" if start else None
        return any(option in (edtf, day) for option in options if option)
    if start is None or end is None:
        return False
    first, last = date.fromisoformat(wanted[0]), date.fromisoformat(wanted[1])
    meets = start <= last + DAY_TOLERANCE and end >= first - DAY_TOLERANCE
    return meets and (end - start).days <= max((last - first).days, WEEK_DAYS) + LONGER_DAYS


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _has_type(wanted: Claim, found: Claim) -> bool:
    return found.get("sub_event_type") in wanted["sub_event_type"].split("|")


def _has_status(wanted: Claim, found: Claim) -> bool:
    return found.get("status") in wanted["status"].split("|")
