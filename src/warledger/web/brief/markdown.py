"""A brief as Markdown with footnotes (GitHub's and Pandoc's `[^1]`).

Whatever comes from a report is escaped, so that it is text and nothing else: no link,
image, HTML, heading, list, formula or mention. Hidden characters are written out. A quote's
line breaks become spaces; the JSON has it letter for letter.
"""

import re
from collections.abc import Iterable, Iterator

from warledger.web.brief.records import Brief, Line, Note, Part, Stretch
from warledger.web.brief.titles import LEDE, NOTHING, lines_in, source_words, title_of
from warledger.web.reading import visible

_SPECIAL = re.compile(r"([\\`*_\[\]|~$#@{}^])")
_STARTS = re.compile(r"^(\d*)([.)])|^()([-+=])")
# What some renderers make a link of although nobody marked it as one.
_LINKS = re.compile(r"(?i)(://|\bwww\.|\bmailto:)")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def markdown(brief: Brief) -> str:
    """Return the brief as one Markdown text."""
    out = [f"# {escaped(title_of(brief.wanted))}", "", LEDE, ""]
    out += [text for remark in brief.remarks for text in (_begun(escaped(remark)), "")]
    for section in brief.sections:
        out += [f"## {section.title}", "", f"*{escaped(section.about)}*"]
        if not lines_in(section):
            out += ["", NOTHING]
        for group in section.groups:
            out += ["", f"### {escaped(group.title)}"] if group.title else []
            out += ["", *(text for line in group.lines for text in _line(line, brief, 0))]
        out.append("")
    if brief.notes:
        out += ["## Sources", "", *(_note(note) for note in brief.notes)]
    return "\n".join(out).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Return the text so that Markdown shows it letter for letter, on one line."""
    one = " ".join(visible(text).split())
    plain = "".join(ENTITIES.get(character, character) for character in one)
    return _LINKS.sub(lambda found: _unlinked(found[0]), _SPECIAL.sub(r"\\\1", plain))


def _begun(text: str) -> str:
    """Return escaped text that may stand where a list or a heading could begin."""
    return _STARTS.sub(r"\1\3\\\2\4", text)


def _unlinked(words: str) -> str:
    return words.replace(":", "\\:").replace(".", "\\.")


def _line(line: Line, brief: Brief, depth: int) -> Iterator[str]:
    words = "".join(_part(part, brief) for part in line.parts)
    yield f"{'  ' * depth}- {_begun(words)}"
    for under in line.under:
        yield from _line(under, brief, depth + 1)


def _part(part: Part, brief: Brief) -> str:
    lead = part.words[: len(part.words) - len(part.words.lstrip())]
    tail = part.words[len(part.words.rstrip()) :]
    numbers = dict.fromkeys(brief.numbers[claim] for claim in part.claims)
    cites = "".join(f"[^{number}]" for number in sorted(numbers))
    return f"{lead}{escaped(part.words)}{tail}{cites}"


def _note(note: Note) -> str:
    quote = escaped(note.stretch.quote)
    source = _begun(escaped(source_words(note.stretch)))
    return f"[^{note.number}]: {source}: “{quote}”" + (
        f" Repeated by {_repeated(note.repeated)}." if note.repeated else ""
    )


def _repeated(stretches: Iterable[Stretch]) -> str:
    return "; ".join(escaped(source_words(stretch)) for stretch in stretches)
