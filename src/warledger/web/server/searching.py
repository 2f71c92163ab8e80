"""Finds incidents by words, shows where these stand, and finds things by their names."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from warledger.errors import QueryError
from warledger.web.server.facts import Facts, Ints, Values
from warledger.web.server.filters import Filter
from warledger.web.server.folding import folded
from warledger.web.server.keeper import View
from warledger.web.server.listing import rows
from warledger.web.server.selecting import select
from warledger.web.server.words import RANKED, Term, marks_in

Row = dict[str, Any]

HITS = 3
NAMES = 8
# Claims looked through for where the words stand; an incident may have thousands.
CLAIMS_READ = 2_000
NAMED = (
    ("places", "place"),
    ("actors", "actor"),
    ("speakers", "speaker"),
    ("outlets", "outlet"),
)


def search(
    view: View, wanted: Filter, *, after: str | None, limit: int
) -> Callable[[], Row]:
    """Return how to make the answer; raises QueryError at once where nothing is asked.

    Positions in a ranked list hold under one version only, so a mark names its version.
    """
    if not wanted.terms:
        raise QueryError("q: nothing to look for; give at least one word")
    first = _read_position(after, view.version)

    def make() -> Row:
        kept = _ordered(view, wanted)
        shown = kept[first : first + limit]
        more = first + limit < len(kept)
        items = rows(view.facts, view.ledger, shown)
        hits = _hits(view, shown.tolist(), wanted.terms)
        for number, item in zip(shown.tolist(), items, strict=True):
            item["hits"] = hits.get(number, [])
        return {
            "matched": len(kept), "items": items,
            "next": _position(view.version, first + limit) if more else None,
            "names": _names(view, wanted.terms),
        }  # fmt: skip

    return make


def _ordered(view: View, wanted: Filter) -> Ints:
    """Return the incidents that match, the best first, or the latest where many do."""
    selection = select(view.facts, view.words, wanted)
    mask = selection.mask
    found = np.flatnonzero(selection.parts["q"]).astype(np.int32)
    # Numbers rise with the day.
    order = found[::-1] if len(found) > RANKED else view.words.rank(wanted.terms)
    kept: Ints = order[mask[order]]
    return kept


def _position(version: str, first: int) -> str:
    told = json.dumps([version, first]).encode()
    return urlsafe_b64encode(told).decode("ascii").rstrip("=")


def _read_position(text: str | None, version: str) -> int:
    if text is None:
        return 0
    try:
        padded = (text + "=" * (-len(text) % 4)).encode("ascii")
        of, first = json.loads(urlsafe_b64decode(padded))
    except (ValueError, TypeError) as error:
        raise QueryError(f"after: {text[:40]!r} is not a mark of ours") from error
    if not isinstance(first, int) or not 0 <= first < 2**31 or not isinstance(of, str):
        raise QueryError(f"after: {text[:40]!r} is not a mark of ours")
    if of != version:
        raise QueryError("after: the ledger has changed meanwhile; search again")
    return first


def _hits(view: View, numbers: list[int], terms: tuple[Term, ...]) -> dict[int, list[Row]]:
    """Return the quotes of each incident that have the words, the earliest told first."""
    found: dict[int, list[Row]] = {}
    if not numbers:
        return found
    for claim in view.ledger.rows("web_quotes", numbers=numbers, most=CLAIMS_READ):
        held = found.setdefault(cast(int, claim["n"]), [])
        if len(held) < HITS:
            marks = marks_in(cast(str, claim["quote"]), terms)
            if marks:
                told = {k: v for k, v in claim.items() if k != "n"}
                held.append({**told, "marks": marks})
    return found


def _names(view: View, terms: tuple[Term, ...]) -> dict[str, list[Row]]:
    """Return the things whose names have all the words, those of most incidents first."""
    words = [folded(word) for t in terms if not t.is_barred for word in t.words]
    found = {name: _named(view.facts, aspect, words) for name, aspect in NAMED}
    return {**found, "reports": view.words.titles(terms, NAMES)}


def _named(facts: Facts, aspect: str, words: list[str]) -> list[Row]:
    values = facts.values_of(aspect)
    kept = _with_words(values, words)
    if not len(kept):
        return []
    codes = (facts.single[aspect] if aspect in facts.single else facts.multi[aspect]).codes
    counts = np.bincount(codes, minlength=len(values.values))
    ranked = kept[np.argsort(-counts[kept], kind="stable")][:NAMES]
    return [
        {"key": values.values[n], "name": values.labels[n], "incidents": int(counts[n])}
        for n in ranked.tolist()
    ]


def _with_words(values: Values, words: list[str]) -> npt.NDArray[np.int64]:
    kept = [
        number
        for number, name in enumerate(values.folded)
        if name and all(word in name for word in words)
    ]
    return np.array(kept, dtype=np.int64)
