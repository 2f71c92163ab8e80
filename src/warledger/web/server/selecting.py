"""Decides which incidents a filter keeps: one mask for each aspect, put together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from warledger.web.server.facts import NO_DAY, Facts, Mask
from warledger.web.server.filters import Box, Filter
from warledger.web.server.words import Words

DAYS = "days"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a filter keeps; `parts` holds the mask of each aspect that restricts."""

    mask: Mask
    parts: Mapping[str, Mask]

    @property
    def count(self) -> int:
        """Return how many incidents are kept."""
        return int(np.count_nonzero(self.mask))

    def without(self, aspect: str) -> Mask:
        """Return what all other aspects keep."""
        if aspect not in self.parts:
            return self.mask
        return _all_of((m for name, m in self.parts.items() if name != aspect), self.mask)


def select(facts: Facts, words: Words, wanted: Filter) -> Selection:
    """Return the incidents that pass every part of the filter."""
    parts: dict[str, Mask] = {}
    for aspect, values in wanted.chosen.items():
        parts[aspect] = _has_one(facts, aspect, values)
    if wanted.first is not None or wanted.last is not None:
        parts[DAYS] = _meets_days(facts, wanted.first, wanted.last)
    if wanted.box is not None:
        parts["bbox"] = _inside(facts, wanted.box)
    if wanted.terms:
        mask = np.zeros(len(facts), np.bool_)
        mask[words.find(wanted.terms)] = True
        parts["q"] = mask
    whole = np.ones(len(facts), np.bool_)
    return Selection(_all_of(parts.values(), whole), parts)


def _all_of(masks: Iterable[Mask], like: Mask) -> Mask:
    kept = np.ones(len(like), np.bool_)
    for mask in masks:
        kept &= mask
    return kept


def _has_one(facts: Facts, aspect: str, values: tuple[str, ...]) -> Mask:
    known = facts.values_of(aspect)
    wanted = np.zeros(len(known.values), np.bool_)
    wanted[[known.numbers[value] for value in values if value in known.numbers]] = True
    if aspect in facts.single:
        single: Mask = wanted[facts.single[aspect].codes]
        return single
    pairs = facts.multi[aspect]
    mask = np.zeros(len(facts), np.bool_)
    mask[pairs.owners[wanted[pairs.codes]]] = True
    return mask


def _meets_days(facts: Facts, first: int | None, last: int | None) -> Mask:
    mask: Mask = facts.start != NO_DAY
    if first is not None:
        mask &= facts.end >= first
    if last is not None:
        mask &= facts.start <= last
    return mask


def _inside(facts: Facts, box: Box) -> Mask:
    lon, lat = facts.spots.lon, facts.spots.lat
    in_width = (lon >= box.west) & (lon <= box.east)
    if box.west > box.east:
        in_width = (lon >= box.west) | (lon <= box.east)
    inside: Mask = in_width & (lat >= box.south) & (lat <= box.north)
    kept: Mask = inside[facts.number["spot"]]
    return kept
