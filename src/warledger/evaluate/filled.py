"""Score incident templates against MUC-4's answer keys, as Du et al. (NAACL 2021) count.

Within a report each predicted template may stand for one gold template of the same type and
the other way round; of all such pairings the one with the best F1 counts. In a pair the
type is right, a filler is right if it is a mention of a gold entity of its slot, and a gold
entity is found if some filler is one of its mentions. What is not paired is wrong or missed
with all its fillers. Counts are added over reports. Words are compared without case,
punctuation and articles.
"""

import re
import string
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import starmap

from warledger.evaluate.rates import Line, ratio

SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPE = "incident_type"
ALL = (TYPE, *SLOTS)
PUNCTUATION = str.maketrans("", "", string.punctuation)
ARTICLE = re.compile(r"\b(?:a|an|the)\b")

Entity = frozenset[str]
# Type and entities by slot.
Template = tuple[str, Mapping[str, tuple[Entity, ...]]]
# By slot: right fillers, and found gold entities.
Agreement = Mapping[str, tuple[int, int]]
# Pairs of numbers of templates, with the right and found in all of them together.
Way = tuple[int, int, tuple[tuple[int, int], ...]]


def score_templates(gold: Sequence[Line], predicted: Sequence[Line]) -> dict[str, object]:
    """Return precision, recall and F1 in hundredths by slot, and over all (`micro`)."""
    told: dict[str, list[Template]] = defaultdict(list)
    for line in predicted:
        told[line["report"]] += map(_template, line["templates"])
    right, found = dict.fromkeys(ALL, 0), dict.fromkeys(ALL, 0)
    given, wanted = dict.fromkeys(ALL, 0), dict.fromkeys(ALL, 0)
    for line in gold:
        keys, answers = list(map(_template, line["templates"])), told[line["report"]]
        for slot in ALL:
            given[slot] += sum(_size(answer, slot) for answer in answers)
            wanted[slot] += sum(_size(key, slot) for key in keys)
        for key, answer in best_pairs(keys, answers):
            for slot, (hits, covered) in (
                _agreement(keys[key], answers[answer]) or {}
            ).items():
                right[slot] += hits
                found[slot] += covered
    figures = {
        slot: _rates(right[slot], given[slot], found[slot], wanted[slot]) for slot in ALL
    }
    total = (sum(each.values()) for each in (right, given, found, wanted))
    return {
        "reports": len(gold),
        "gold_templates": wanted[TYPE],
        "predicted_templates": given[TYPE],
        **figures,
        "micro": _rates(*total),
    }


def best_pairs(
    keys: Sequence[Template], answers: Sequence[Template]
) -> tuple[tuple[int, int], ...]:
    """Return the pairing with the best F1 as pairs of numbers, key first.

    What is given and wanted does not depend on the pairing. So for each set of keys that
    are used up only those ways are kept that no other beats in both right and found.
    """
    worth = {
        (key, answer): tuple(map(sum, zip(*agreed.values(), strict=True)))
        for key in range(len(keys))
        for answer in range(len(answers))
        if (agreed := _agreement(keys[key], answers[answer])) is not None
    }
    ways: dict[frozenset[int], list[Way]] = {frozenset(): [(0, 0, ())]}
    for answer in range(len(answers)):
        grown = {used: list(each) for used, each in ways.items()}
        for used, each in ways.items():
            for key in range(len(keys)):
                if key in used or (key, answer) not in worth:
                    continue
                hits, covered = worth[key, answer]
                grown.setdefault(used | {key}, []).extend(
                    (right + hits, found + covered, (*pairs, (key, answer)))
                    for right, found, pairs in each
                )
        ways = {used: _unbeaten(each) for used, each in grown.items()}
    given = sum(_size(answer, slot) for answer in answers for slot in ALL)
    wanted = sum(_size(key, slot) for key in keys for slot in ALL)

    def quality(way: Way) -> tuple[float, int]:
        precision, recall = ratio(way[0], given), ratio(way[1], wanted)
        return ratio(2 * precision * recall, precision + recall), -len(way[2])

    return max((way for each in ways.values() for way in each), key=quality)[2]


def _unbeaten(ways: Sequence[Way]) -> list[Way]:
    kept: list[Way] = []
    for way in sorted(ways, key=lambda way: (-way[0], -way[1])):
        if not kept or way[1] > kept[-1][1]:
            kept.append(way)
    return kept


def _agreement(key: Template, answer: Template) -> Agreement | None:
    """Return what agrees slot by slot, None where the types do not."""
    if answer[0] not in key[0]:  # "bombing / attack": either is right
        return None
    agreed = {TYPE: (1, 1)}
    for slot in SLOTS:
        wanted, given = key[1][slot], answer[1][slot]
        hits = sum(any(one <= entity for entity in wanted) for one in given)
        covered = sum(any(one <= entity for one in given) for entity in wanted)
        agreed[slot] = (hits, covered)
    return agreed


def _template(line: Line) -> Template:
    slots = {slot: tuple(_entities(line.get(slot) or ())) for slot in SLOTS}
    return line.get(TYPE) or "attack", slots


def _entities(fillers: Sequence[str | Sequence[str]]) -> list[Entity]:
    named = [
        frozenset(map(_folded, [one] if isinstance(one, str) else one)) for one in fillers
    ]
    return [names for names in named if names]


def _folded(words: str) -> str:
    return " ".join(ARTICLE.sub(" ", words.lower().translate(PUNCTUATION)).split())


def _size(template: Template, slot: str) -> int:
    return 1 if slot == TYPE else len(template[1][slot])


def _rates(right: int, given: int, found: int, wanted: int) -> dict[str, float]:
    precision, recall = starmap(ratio, ((right, given), (found, wanted)))
    f1 = ratio(2 * precision * recall, precision + recall)
    return {
        name: round(100 * value, 2)
        for name, value in (("p", precision), ("r", recall), ("f1", f1))
    }
