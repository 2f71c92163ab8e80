"""Folds text for comparing: no case, no accents, as long as it was."""

import unicodedata


def folded(text: str) -> str:
    """Return the text without case and accents, as long as it was, letter for letter."""
    if text.isascii():
        return text.lower()
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character
