"""How far reading has come, in bytes of the input as it lies on disk.

A count of reports is not known before they are read, but the size of files is. Packed files
count as packed. Of standard input, of addresses, and of folders of so many files that it
would take long to add them up, the whole is not known, and only what was read is told.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import BinaryIO

# A folder of a hundred thousand files is added up in less.
LONGEST_LOOK_SECONDS = 2.0


class Meter:
    """Counts the bytes of the inputs that were read; `whole` is None where not known."""

    def __init__(self, whole: int | None = None) -> None:
        self.whole = whole
        self._finished = 0
        self._now: BinaryIO | None = None
        self._most = 0

    def begin(self, stream: BinaryIO) -> None:
        """Take note that this input is read now, and that the one before is finished."""
        self.end()
        self._now = stream

    def end(self) -> None:
        """Take note that the input is finished."""
        self._finished += self._position()
        self._now, self._most = None, 0

    @property
    def read(self) -> int:
        """Return how many bytes were read; it never goes back."""
        return self._finished + self._position()

    def _position(self) -> int:
        if self._now is not None and not self._now.closed:
            self._most = max(self._most, self._now.tell())
        return self._most


def size_of(paths: Sequence[Path | str]) -> int | None:
    """Return how many bytes lie in files and folders, None where it cannot be told soon."""
    end = monotonic() + LONGEST_LOOK_SECONDS
    whole = 0
    for path in paths:
        if str(path) == "-" or "://" in str(path):
            return None
        for size in _sizes(Path(path)):
            whole += size
            if monotonic() > end:
                return None
    return whole


def _sizes(path: Path) -> Iterator[int]:
    if not path.is_dir():
        yield path.stat().st_size if path.is_file() else 0
        return
    for folder, below, names in os.walk(path):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                try:
                    yield (Path(folder) / name).stat().st_size
                except OSError:  # it is named when it is read
                    yield 0
