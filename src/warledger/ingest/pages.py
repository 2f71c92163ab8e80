"""Take the article out of a web page, with what the page says about itself.

The text comes from trafilatura, which leaves menus and footers out. The page's own date
comes from its head alone (htmldate on meta tags and JSON-LD), or from the lines between its
main heading and its first paragraph: dates elsewhere on a page are today's, an archive's or
another story's.

Knowingly missed: articles that a script fetches after loading; they leave no text in the
page.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from warledger.errors import ReportError
from warledger.ingest.encoding import decode, mojibake_notes
from warledger.ingest.published import header_date
from warledger.ingest.raw import IngestSettings, Origin, RawReport, failed
from warledger.ingest.text_files import read_whole

Node = Any  # trafilatura's and lxml's objects carry no types
DECLARED = re.compile(rb"""<meta[^>]+?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "time",
        "tr",
        "ul",
    ]
)
UNREAD = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "head"))
# Shorter articles are tried again without trafilatura's strict mode, which may lose them.
SHORT_ARTICLE_CHARS = 200
# Up to this length a text is checked against the page's article element.
SHORT_PAGE_CHARS = 1_500
HEADER_LINES = 12
# Elements of the body that state the date for machines; they are kept beside the head.
DATED = (
    ".//script[@type='application/ld+json']|.//time[@pubdate or @itemprop]"
    "|.//*[@itemprop='datePublished']"
)


def read_page(
    stream: BinaryIO, origin: Origin, settings: IngestSettings
) -> Iterator[RawReport]:
    """Yield the one report of an HTML file, or why it gives none."""
    try:
        data = read_whole(stream, settings)
        yield page_report(data, origin)
    except ReportError as error:
        yield failed(origin, str(error))


def page_report(
    data: bytes, origin: Origin, *, url: str | None = None, charset: str | None = None
) -> RawReport:
    """Return the article of a page; a page without one raises ReportError.

    `url` is where the page was fetched from, if known, and `charset` what the server
    declared.
    """
    if charset is None and (found := DECLARED.search(data[:4096])):
        charset = found[1].decode("ascii", errors="replace")
    decoded = decode(data, declared=charset)
    tree = _parse(decoded.text)
    article, text = _extract(decoded.text, url)
    text = _inside_article(tree, text)
    if not text:
        raise ReportError("no article text found in the page; expected paragraphs of prose")
    published, published_from = _page_date(tree, text, url)
    address = url or _words(article.url)
    return RawReport(
        report_id=origin.stem,
        origin=origin.name,
        text=text,
        title=_words(article.title),
        published=published,
        published_from=published_from,
        outlet=_site_name(tree) or _host(address) or _words(article.sitename),
        author=_words(article.author),
        url=address,
        notes=decoded.notes + mojibake_notes(text),
    )


def fragment_text(markup: str) -> str:
    """Return the text of a piece of HTML, as feeds carry it, one paragraph a line."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    tree = _parse(f"<html><body><div>{markup}</div></body></html>")
    return "\n".join(flatten(tree)) if tree is not None else ""


def flatten(tree: Node) -> list[str]:
    """Return the visible text of a tree, one block a line, blank lines left out."""
    pieces: list[str] = []
    _collect(tree, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]


def _collect(root: Node, pieces: list[str]) -> None:
    """Append the text of a tree in order; a loop, since hostile pages nest without end."""
    from lxml import etree

    skipped: Node = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if skipped is None and (not tag or tag in UNREAD):
                skipped = node
            if skipped is None:
                pieces.append("\n" if tag in BLOCKS else "")
                pieces.append((node.text or "").replace("\n", " "))
            continue
        if skipped is node:
            skipped = None
        elif skipped is None and tag in BLOCKS:
            pieces.append("\n")
        if skipped is None and node is not root:
            pieces.append((node.tail or "").replace("\n", " "))


def _parse(markup: str) -> Node:
    """Return the tree of a page, or None where nothing can be parsed."""
    from trafilatura import load_html

    return load_html(markup)


def _extract(markup: str, url: str | None) -> tuple[Node, str]:
    """Return trafilatura's document and its text with a line a paragraph ("" if none)."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    dates = {"extensive_search": False, "original_date": True}
    best: Node = None
    for strict in (True, False):
        found: Node = bare_extraction(
            markup,
            url=url,
            with_metadata=True,
            include_comments=False,
            favor_precision=strict,
            date_extraction_params=dates,
        )
        if found is not None and (
            best is None or len(found.text or "") > 2 * len(best.text or "")
        ):
            best = found
        if best is not None and len(best.text or "") >= SHORT_ARTICLE_CHARS:
            break
    return (best, _paragraphs(best)) if best is not None else (Document(), "")


def _paragraphs(article: Node) -> str:
    """Return the article's text; trafilatura joins short pages' paragraphs by spaces."""
    text = (article.text or "").strip()
    if "\n" in text or article.body is None:
        return text
    return "\n".join(flatten(article.body)) or text


def _inside_article(tree: Node, text: str) -> str:
    """Return the lines of a short text that stand in the page's one article element.

    From short pages trafilatura takes every paragraph, today's date and teasers among them.
    """
    found = tree.findall(".//article") if tree is not None else []
    if len(found) != 1 or len(text) > SHORT_PAGE_CHARS:
        return text
    own = set(flatten(found[0]))
    kept = [line for line in text.split("\n") if line in own]
    return "\n".join(kept) if kept else text


def _page_date(tree: Node, text: str, url: str | None) -> tuple[str | None, str]:
    """Return the page's own date (ISO) and where it stood."""
    if tree is None:
        return None, ""
    if (found := _head_date(tree, url)) is not None:
        return found, "the page's metadata"
    if (chosen := header_date("\n".join(_header_lines(tree, text)))) is not None:
        where = chosen.basis.replace(" of the text", "", 1)
        return chosen.day.isoformat(), f"the page's {where}"
    return None, ""


def _head_date(tree: Node, url: str | None) -> str | None:
    """Return the date that the page's head, JSON-LD or marked time elements give."""
    from htmldate import find_date
    from lxml import html

    reduced = html.Element("html")
    for head in tree.findall(".//head")[:1]:
        reduced.append(deepcopy(head))
    body = html.Element("body")
    reduced.append(body)
    for node in tree.xpath(DATED)[:20]:
        kept = deepcopy(node)
        kept.tail = None
        body.append(kept)
    found: str | None = find_date(
        reduced, extensive_search=False, original_date=True, url=url
    )
    return found


def _header_lines(tree: Node, text: str) -> list[str]:
    """Return the lines between the main heading and the article's first words."""
    lines = flatten(tree)
    opening = text[:60]
    body = next(
        (at for at, line in enumerate(lines) if line.startswith(opening[:40])), None
    )
    if body is None:
        return []
    headings = [" ".join(node.itertext()).split() for node in tree.iter("h1")]
    titles = {" ".join(words) for words in headings if words}
    start = next((at for at in range(body - 1, -1, -1) if lines[at] in titles), None)
    return lines[max(start + 1, body - HEADER_LINES) : body] if start is not None else []


def _site_name(tree: Node) -> str | None:
    """Return the name that the page gives its site (`og:site_name`)."""
    if tree is None:
        return None
    found = tree.xpath(
        ".//meta[@property='og:site_name' or @name='application-name']/@content"
    )
    return _words(found[0]) if found else None


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
