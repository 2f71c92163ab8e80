"""The digest of the shipped lexicon, by which a run says what it was made with."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def lexicon_digest() -> str:
    """Return a digest of every lexicon file that is shipped, by path and content."""
    return _digest_of(files("warledger.lexicon"))


def _digest_of(folder: Traversable) -> str:
    digest = blake2b(digest_size=8)
    for name, file in sorted(_data_files(folder), key=lambda found: found[0]):
        digest.update(f"{name}\x1f".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _data_files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _data_files(item, f"{prefix}{item.name}/")
        elif not item.name.endswith((".py", ".pyc")):
            yield f"{prefix}{item.name}", item
