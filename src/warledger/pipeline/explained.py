"""What an explanation is made of, and how it is told: in words, or as JSON.

Words of reports stand in it, and reports are written by strangers: what does not print
(escape sequences, marks that turn the direction of writing) is shown as its code.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

# What repeats the like of what was said before; in words only the first few are told.
FURTHER = "further link"
FEW = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One field: what it is, the words it rests on, what made it so.

    `code` is that of `abstentions.CODES` where the field is left empty. `report`, `start`
    and `end` say where the words stand.
    """

    field: str
    value: str
    because: tuple[str, ...] = ()
    words: str | None = None
    code: str | None = None
    report: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a row (`what`: claim, incident or report) is as it is; `notes` bear on it all."""

    what: str
    name: str
    title: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]


def to_lines(explanation: Explanation) -> Iterator[str]:
    """Yield the explanation in words, one line a fact."""
    yield safe(f"{explanation.what} {explanation.name}: {explanation.title}")
    for note in explanation.notes:
        yield safe(f"  note: {note}")
    further = 0
    for part in explanation.parts:
        further += part.field == FURTHER
        if part.field == FURTHER and further > FEW:
            continue
        told = f"{part.field}: {part.value}"
        if part.words is not None:
            where = "" if part.start is None else f" at {part.start}-{part.end}"
            told += f" [{_one_line(part.words)}{where}]"
        if part.code is not None:
            told += f" ({part.code})"
        yield safe(f"  {told}")
        for why in part.because:
            yield safe(f"    because {_one_line(why)}")
    if further > FEW:
        yield f"  {FURTHER}s: {further - FEW} more; --json has them all"


def to_json(explanation: Explanation) -> str:
    """Return the explanation as one line of JSON; fields that are empty are left out."""
    told = asdict(explanation)
    told["parts"] = [
        {key: value for key, value in part.items() if value not in (None, ())}
        for part in told["parts"]
    ]
    return safe(json.dumps(told, ensure_ascii=False))


def safe(line: str) -> str:
    """Return a line in which everything prints; what does not is shown as its code.

    The codes are those of JSON, so that a line of JSON stays what it was.
    """
    return "".join(c if c.isprintable() else _shown(c) for c in line)


def _shown(character: str) -> str:
    units = character.encode("utf-16-be", errors="surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _one_line(words: str) -> str:
    return " ".join(words.split())
