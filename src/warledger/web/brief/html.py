"""A brief as one HTML page: numbers lead to the sentences, sentences back to the lines.

No script, one style named by its hash in a policy that forbids all else; nothing is loaded.
Every word of a report is escaped and its hidden characters are written out.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files

from warledger.web.brief.records import Brief, Line, Note, Part, Section, Stretch
from warledger.web.brief.titles import LEDE, NOTHING, lines_in, source_words, title_of
from warledger.web.reading import visible


def html(brief: Brief) -> str:
    """Return the brief as one self-contained page."""
    title = _text(title_of(brief.wanted))
    style = files("warledger.web").joinpath("static", "brief.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'"
    )
    first: set[int] = set()
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="generator" content="Warledger">',
            f"<title>{title}</title>",
            f"<style>{style}</style></head><body>",
            f'<header><p class="brand">Warledger</p><h1 dir="auto">{title}</h1>',
            f'<p class="lede">{LEDE}</p>',
            *(f'<p class="remark">{_text(remark)}</p>' for remark in brief.remarks),
            *_contents(brief),
            "</header><main>",
            *(
                text
                for section in brief.sections
                for text in _section(section, brief, first)
            ),
            *_notes(brief),
            "</main></body></html>\n",
        )
    )


def _text(words: str) -> str:
    return escape(visible(words))


def _contents(brief: Brief) -> Iterator[str]:
    yield '<nav aria-label="Sections"><ul>'
    for section in brief.sections:
        count = lines_in(section)
        name = _text(section.title)
        yield f'<li><a href="#{section.key}">{name}</a> <span class="n">{count}</span></li>'
    yield "</ul></nav>"


def _section(section: Section, brief: Brief, first: set[int]) -> Iterator[str]:
    yield f'<section id="{section.key}"><h2>{_text(section.title)}</h2>'
    yield f'<p class="about">{_text(section.about)}</p>'
    if not lines_in(section):
        yield f'<p class="nothing">{NOTHING}</p>'
    for group in section.groups:
        if group.title:
            yield f'<h3 dir="auto">{_text(group.title)}</h3>'
        yield f"<ul>{''.join(_line(line, brief, first) for line in group.lines)}</ul>"
    yield "</section>"


def _line(line: Line, brief: Brief, first: set[int]) -> str:
    words = "".join(_part(part, brief, first) for part in line.parts)
    under = "".join(_line(one, brief, first) for one in line.under)
    return f"<li>{words}{f'<ul>{under}</ul>' if under else ''}</li>"


def _part(part: Part, brief: Brief, first: set[int]) -> str:
    numbers = sorted({brief.numbers[claim] for claim in part.claims})
    if not numbers:
        return _text(part.words)
    return f"<bdi>{_text(part.words)}</bdi>{''.join(_cite(n, first) for n in numbers)}"


def _cite(number: int, first: set[int]) -> str:
    """Return a link to a note; the first one is where the note leads back to."""
    anchor = "" if number in first else f' id="c{number}"'
    first.add(number)
    return f'<a class="cite"{anchor} href="#n{number}">[{number}]</a>'


def _notes(brief: Brief) -> Iterator[str]:
    if not brief.notes:
        return
    yield '<section id="sources"><h2>Sources</h2><ol>'
    yield from (_note(note) for note in brief.notes)
    yield "</ol></section>"


def _note(note: Note) -> str:
    repeated = "".join(f"<li>{_source(stretch)}</li>" for stretch in note.repeated)
    again = f"<p>Repeated by</p><ul>{repeated}</ul>" if repeated else ""
    return (
        f'<li id="n{note.number}"><blockquote dir="auto">{_text(note.stretch.quote)}'
        f"</blockquote><p>{_source(note.stretch)} "
        f'<a href="#c{note.number}" aria-label="back to the line">↑</a></p>{again}</li>'
    )


def _source(stretch: Stretch) -> str:
    return f'<span dir="auto">{_text(source_words(stretch))}</span>'
