"""Find what goes from a text: private persons, sensitive sites, coordinates."""

from collections.abc import Iterable

from warledger.store.redact_persons import NOTHING, Known, find_private
from warledger.store.redact_sites import find_coordinates, find_sites
from warledger.store.redact_words import PERSON, Edit, tokens


def find_edits(text: str, known: Known = NOTHING) -> tuple[Edit, ...]:
    """Return what to replace in a text, in order and without overlaps."""
    words = tokens(text)
    edits = [*find_coordinates(text), *find_sites(text, words)]
    edits += [Edit(s.start, s.end, PERSON) for s in find_private(text, words, known)]
    return _without_overlaps(edits)


def _without_overlaps(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Keep of overlapping stretches the first and longest, widened over the others."""
    found: list[Edit] = []
    for edit in sorted(set(edits), key=lambda e: (e.start, -e.end, e.mark)):
        if found and edit.start < found[-1].end:
            before = found.pop()
            edit = Edit(before.start, max(before.end, edit.end), before.mark)
        found.append(edit)
    return tuple(found)
