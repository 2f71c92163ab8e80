"""Tell the language of a text, so that only what we can read is read.

English is told by its commonest words, which names of people and places do not change;
short texts full of Arabic names are where statistical models go wrong (py3langid calls
"Deir Ezzor, Al Bukamal" Ganda). Everything else is asked of py3langid, on the words that
are no names.
"""

import re

from warledger.model import Excluded

COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "an",
        "that",
        "for",
        "on",
        "with",
        "was",
        "were",
        "by",
        "at",
        "from",
        "as",
        "his",
        "her",
        "their",
        "its",
        "it",
        "is",
        "are",
        "be",
        "been",
        "has",
        "have",
        "had",
        "said",
        "say",
        "says",
        "who",
        "which",
        "after",
        "before",
        "between",
        "near",
        "into",
        "against",
        "this",
        "these",
        "those",
        "he",
        "she",
        "they",
        "we",
        "not",
        "or",
        "but",
        "also",
        "near",
        "during",
        "over",
        "under",
        "over",
    ]
)
WORD = re.compile(r"[^\W\d_]+")
SAMPLE_CHARS = 4_000
# English news texts measured on data/fakes and data/isaf hold 30 to 45 % of COMMON.
ENGLISH_SHARE = 0.16
CLEAR_WORDS = 8
FEWEST_WORDS = 3


def tell_language(text: str, excluded: tuple[Excluded, ...] = ()) -> str | None:
    """Return the ISO 639-1 code of the text's language; None where it is too short to tell.

    Stretches in `excluded` (menus, notices in another language) are not counted, unless
    nothing else is left.
    """
    sample = _sample(text, excluded)
    words = WORD.findall(sample)
    if not words:
        return None
    common = sum(word.lower() in COMMON for word in words)
    if common / len(words) >= ENGLISH_SHARE and (len(words) >= CLEAR_WORDS or common >= 2):
        return "en"
    return _classify(sample, words)


def _classify(sample: str, words: list[str]) -> str | None:
    from py3langid import classify

    plain = [word for word in words if not word[0].isupper()]
    if sum(map(len, words)) > 0 and all(word.isascii() for word in words):
        if len(words) < FEWEST_WORDS:
            return None
        if len(plain) < FEWEST_WORDS:
            return "en" if any(word.lower() in COMMON for word in words) else None
    code, _ = classify(
        " ".join(plain).lower() if len(plain) >= FEWEST_WORDS else sample.lower()
    )
    return str(code)


def _sample(text: str, excluded: tuple[Excluded, ...]) -> str:
    """Return the text's first few thousand characters without excluded stretches."""
    pieces, at, size = [], 0, 0
    for mark in excluded:
        if mark.reason != "other language":
            pieces.append(text[at : mark.span.start])
            size += mark.span.start - at
            at = mark.span.end
        if size > SAMPLE_CHARS:
            break
    pieces.append(text[at : at + SAMPLE_CHARS])
    prose = " ".join(pieces)[:SAMPLE_CHARS]
    return prose if WORD.search(prose) else text[:SAMPLE_CHARS]
