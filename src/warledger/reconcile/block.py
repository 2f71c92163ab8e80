"""Which claims are compared at all: those that stand in one block.

Decides for each claim the blocks it stands in; two claims that share none are never
compared. Method: blocking by several keys at once (Christen 2012, Data Matching, ch. 4):
the report, a place and days, a cell of the map and days, a division and days and an actor,
a rare word of the sentence and a fortnight, a rare word of the report for its first claims.
Periods and cells overlap their neighbours, so no border cuts a pair in two. A block that
outgrows `ANCHORS` (see pipeline.linking) is compared with its anchors only.

Knowingly missed: claims of one event that share neither place nor days nor a rare word.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import product

from warledger.reconcile.features import LONGEST_DAYS, ClaimFeatures, ReportWords
from warledger.reconcile.features_words import RareWord

# A block with more forms than this compares each with this many only, chosen by their hash:
# the pairs then grow with the claims, not with their square.
ANCHORS = 40
# Days at each side that a block takes in, and its length.
DAYS = 4
FORTNIGHT = 16
# About 25 km of latitude: twice the error of a place told as "near".
CELL_DEGREES = 0.25
# Words of a sentence, and of a report, that make blocks, and how rare they must be.
SENTENCE_KEYS = 6
SENTENCE_BITS = 6.0
REPORT_KEYS = 24
REPORT_BITS = 7.0
# The claims of a report that speak for the whole of it.
FIRST_CLAIMS = 3
SPOTS = 4


def find_keys(claim: ClaimFeatures, report: ReportWords) -> tuple[int, ...]:
    """Return the blocks of a claim as numbers, in order."""
    names = {f"report {claim.report}", *_by_place(claim), *_by_word(claim, report)}
    return tuple(sorted(map(_digest, names)))


def _by_place(claim: ClaimFeatures) -> Iterator[str]:
    periods = _periods(claim, DAYS)
    areas = [f"spot {spot}" for spot in (*claim.spots, *claim.cities)[:SPOTS]]
    areas += [f"cell {cell}" for cell in _cells(claim)]
    if claim.country:
        area = f"{claim.country} {claim.adm1}"
        areas += [f"area {area} {actor}" for actor in claim.lineage[:SPOTS]]
    for area, period in product(areas, periods):
        yield f"{area} {period}"


def _by_word(claim: ClaimFeatures, report: ReportWords) -> Iterator[str]:
    periods = _periods(claim, FORTNIGHT)
    rare = [
        code for code in claim.codes[:SENTENCE_KEYS] if (code & 255) / 8 >= SENTENCE_BITS
    ]
    for code, period in product(rare, periods):
        yield f"word {code} {period}"
    if claim.nth < FIRST_CLAIMS:
        for code, period in product(sketch(report.words), _story(claim)):
            yield f"story {code} {period}"


def sketch(words: Sequence[RareWord]) -> list[int]:
    """Return a sample of a report's rarest words that other reports would sample too.

    Those with the smallest hashes (Broder 1997), not the first by letters: a word that
    two reports share is then in both samples or in neither.
    """
    return sorted(word.code for word in words if word.bits >= REPORT_BITS)[:REPORT_KEYS]


def _periods(claim: ClaimFeatures, length: int) -> list[int | str]:
    """Return overlapping periods of a claim's days; its report's where it has none."""
    first, last = claim.first_day, claim.last_day
    if first is None or last is None or last - first > LONGEST_DAYS:
        return _story(claim) if length == FORTNIGHT else []
    return list(range((first - 1) // length, (last + 1) // length + 1))


def _story(claim: ClaimFeatures) -> list[int | str]:
    if claim.published is None:
        return ["no day"]
    half = FORTNIGHT // 2
    return [(claim.published - half) // FORTNIGHT, (claim.published + half) // FORTNIGHT]


def _cells(claim: ClaimFeatures) -> list[str]:
    """Return the cells of a grid and of the same grid moved by half a cell."""
    if claim.lat is None or claim.lon is None:
        return []
    rows = [claim.lat / CELL_DEGREES + shift for shift in (0.0, 0.5)]
    columns = [claim.lon / CELL_DEGREES + shift for shift in (0.0, 0.5)]
    grids = zip((0, 1), rows, columns, strict=True)
    return [f"{grid} {row // 1:.0f} {column // 1:.0f}" for grid, row, column in grids]


def _digest(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
