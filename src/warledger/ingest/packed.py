"""Read what is packed (gzip, zstd, bzip2, xz) as a stream, never whole.

A packed input breaks off or is damaged more often than a plain one, so an error of the
unpacker ends the stream where it is: what came before is read as if the input ended there,
and `damage` says what is wrong with the rest. Nothing is unpacked to disk or held. What
unpacks to many times its size without end is no archive of news, and is cut.
"""

import bz2
import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import BinaryIO, Protocol, cast

if sys.version_info >= (3, 14):  # pragma: no cover
    from compression import zstd
else:
    from backports import zstd

from warledger.ingest.sniff import Kind

DAMAGE = (EOFError, zlib.error, OSError, lzma.LZMAError, zstd.ZstdError)
# An archive may be of any size. One that is larger than this when unpacked and also packs
# this many times its own size is made to hurt: pages and JSON pack five to fifteen times.
FREE_BYTES, MOST_TIMES = 4 * 1024**3, 100
# A stream cannot be read ahead and put back, so what is packed twice is unpacked twice;
# nobody packs four times.
MOST_LAYERS = 3
ENDINGS = (".gz", ".zst", ".zstd", ".bz2", ".xz")


class Unpacker(Protocol):
    """What gzip, zstd, bzip2 and xz files have in common."""

    def read1(self, size: int = -1, /) -> bytes: ...  # noqa: D102  as in io

    def close(self) -> None: ...  # noqa: D102  as in io


OPENERS: Mapping[Kind, Callable[[BinaryIO], Unpacker]] = {
    Kind.GZIP: lambda stream: cast(Unpacker, gzip.GzipFile(fileobj=stream, mode="rb")),
    Kind.ZSTD: lambda stream: cast(Unpacker, zstd.ZstdFile(stream)),
    Kind.BZIP2: lambda stream: cast(Unpacker, bz2.BZ2File(stream)),
    Kind.XZ: lambda stream: cast(Unpacker, lzma.LZMAFile(stream)),  # noqa: SIM115  closed by its owner
}


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a seekable stream; it can be begun again with `seek(0)`.

    `damage` is None, or one line on where and why the stream was cut.
    """

    def __init__(self, packed: BinaryIO, kind: Kind) -> None:
        super().__init__()
        self.damage: str | None = None
        self._packed, self._kind, self._given, self._size = packed, kind, 0, 0
        # What is packed twice has no size of its own: then the free bytes are all.
        with suppress(io.UnsupportedOperation):
            self._size = packed.seek(0, io.SEEK_END)
        self._unpacker = self._begin()

    def readable(self) -> bool:  # noqa: D102  as in io
        return True

    def seekable(self) -> bool:  # noqa: D102  as in io
        return True

    def tell(self) -> int:  # noqa: D102  as in io
        return self._given

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Begin again; no other place can be sought."""
        if (offset, whence) == (0, io.SEEK_CUR):
            return self._given
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation("a packed stream can only be begun again")
        self.damage, self._given = None, 0
        self._unpacker = self._begin()
        return 0

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer as far as one step of the unpacker does; 0 at the end."""
        if self.damage is not None:
            return 0
        try:
            data = self._unpacker.read1(len(buffer))
        except DAMAGE as error:
            self.damage = f"{self._kind} data breaks off or is damaged ({error})"
            return 0
        self._given += len(data)
        if self._given > max(FREE_BYTES, MOST_TIMES * self._size):
            self.damage = (
                f"{self._kind} data unpacks to more than {self._given >> 30} GB, "
                f"{MOST_TIMES} times its size; unpack and split it"
            )
            return 0
        buffer[: len(data)] = data
        return len(data)

    def _begin(self) -> Unpacker:
        self._packed.seek(0)
        return OPENERS[self._kind](self._packed)


def without_ending(name: str) -> str:
    """Return a file's name without the ending of its packing."""
    return next((name.removesuffix(e) for e in ENDINGS if name.endswith(e)), name)
