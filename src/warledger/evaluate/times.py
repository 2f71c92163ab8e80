"""Score time mentions against gold expressions, as TempEval-3 counts.

A mention answers an expression that it overlaps; pairs are one to one, equal spans before
the longest overlap. Strict asks for the same span, relaxed for any overlap; `value.f1` is
relaxed F1 times the share of pairs with the same TIMEX3 value, of those whose gold has one.
`dates` counts all of it again with nothing but DATE on both sides.
"""

from collections import defaultdict
from collections.abc import Sequence

from warledger.evaluate.rates import Line, rates, ratio, require


def score_times(gold: Sequence[Line], mentions: Sequence[Line]) -> dict[str, object]:
    """Return the figures; only mentions of kind time in reports of the gold count."""
    reports = {expression["report"] for expression in gold}
    told = [m for m in mentions if m.get("kind", "time") == "time"]
    require(told, {"report": str, "start": int, "end": int}, "mentions of times")
    told = [m for m in told if m["report"] in reports]
    dates = [m for m in told if m.get("type") == "DATE"]
    return {
        **_measured(gold, told),
        "dates": _measured([g for g in gold if g["type"] == "DATE"], dates),
    }


def _measured(gold: Sequence[Line], told: Sequence[Line]) -> dict[str, object]:
    pairs = _pairs(gold, told)
    strict = sum(_span(wanted) == _span(found) for wanted, found in pairs)
    valued = [(wanted, found) for wanted, found in pairs if wanted.get("value")]
    same = sum(wanted["value"] == found.get("value") for wanted, found in valued)
    types = sum(wanted["type"] == found.get("type") for wanted, found in pairs)
    precision, recall = ratio(len(pairs), len(told)), ratio(len(pairs), len(gold))
    accuracy = ratio(same, len(valued))
    f1 = ratio(2 * precision * recall, precision + recall)
    return {
        "gold": len(gold),
        "predicted": len(told),
        "strict": rates(ratio(strict, len(told)), ratio(strict, len(gold))),
        "relaxed": rates(precision, recall),
        "value": {"accuracy": round(accuracy, 3), "f1": round(f1 * accuracy, 3)},
        "type_accuracy": round(ratio(types, len(pairs)), 3),
    }


def _pairs(gold: Sequence[Line], told: Sequence[Line]) -> list[tuple[Line, Line]]:
    by_report: dict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(told):
        by_report[mention["report"]].append(number)
    ranked = sorted(
        (_span(wanted) != _span(told[right]), -_overlap(wanted, told[right]), left, right)
        for left, wanted in enumerate(gold)
        for right in by_report[wanted["report"]]
        if _overlap(wanted, told[right]) > 0
    )
    answered: set[int] = set()
    taken: set[int] = set()
    found = []
    for _, _, left, right in ranked:
        if left not in answered and right not in taken:
            answered.add(left)
            taken.add(right)
            found.append((gold[left], told[right]))
    return found


def _overlap(one: Line, other: Line) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _span(line: Line) -> tuple[int, int]:
    return line["start"], line["end"]
