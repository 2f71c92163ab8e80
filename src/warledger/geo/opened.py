"""Open a user's gazetteer file as lines of text: plain, or the one table in a zip.

Nothing is unpacked to disk, no name inside a zip is used as a path, and what is damaged,
encrypted, too large or not UTF-8 is refused with the file and the line.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from warledger.errors import ConfigError

# A zip may not unpack to more than this, nor to more than so many times its size.
MAX_UNPACKED = 4 << 30
MAX_RATIO = 100
# A GeoJSON file may stand in one line; it is read whole and takes some times its size.
MAX_LINE = 512 << 20
TABLES = (".txt", ".csv", ".geojson", ".json")
# All that `zipfile` is seen to raise for a zip that is damaged, encrypted or packed in
# a way that it does not know.
ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
)


@contextmanager
def opened_text(path: Path) -> Iterator[Iterator[str]]:
    """Give the lines of a text file or of the one table in a zip; nothing is unpacked.

    A missing or damaged file, a zip bomb, or bytes that are not UTF-8 raise ConfigError.
    """
    with ExitStack() as stack:
        yield _lines(_stream(path, stack), path)


def _stream(path: Path, stack: ExitStack) -> TextIO:
    try:
        if zipfile.is_zipfile(path):
            archive = stack.enter_context(zipfile.ZipFile(path))
            raw = stack.enter_context(archive.open(_member(archive, path)))
            return io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        with path.open("rb") as file:
            is_cut = file.read(2) == b"PK" or path.suffix == ".zip"
        if not is_cut:
            return stack.enter_context(path.open(encoding="utf-8-sig", newline=""))
    except ZIP_DAMAGE as error:
        raise ConfigError(_damaged(path, error)) from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    raise ConfigError(f"{path}: is no whole zip file; fetch it again")


def _damaged(path: Path, error: Exception) -> str:
    why = " ".join(str(error).split()) or type(error).__name__
    return f"{path}: is a damaged or encrypted zip file: {why}; fetch it again or unpack it"


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    tables = [
        info
        for info in archive.infolist()
        if info.filename.lower().endswith(TABLES) and "readme" not in info.filename.lower()
    ]
    if len(tables) != 1:
        raise ConfigError(
            f"{path}: holds {len(tables)} tables; expected one .txt, .csv or .geojson"
        )
    info = tables[0]
    if info.file_size > MAX_UNPACKED or info.file_size > MAX_RATIO * max(
        info.compress_size, 1
    ):
        raise ConfigError(
            f"{path}: unpacks to {info.file_size:,} bytes from {info.compress_size:,}; "
            f"refused above {MAX_UNPACKED:,} bytes or {MAX_RATIO} times its size"
        )
    return info


def _lines(stream: TextIO, path: Path) -> Iterator[str]:
    read = number = 0
    try:
        while line := stream.readline(MAX_LINE):
            number += 1
            read += len(line)
            if read > MAX_UNPACKED:
                raise ConfigError(
                    f"{path}, line {number}: longer than {MAX_UNPACKED:,} bytes"
                )
            if len(line) == MAX_LINE:
                raise ConfigError(
                    f"{path}, line {number}: longer than {MAX_LINE:,} characters"
                )
            yield line
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}, line {number + 1}: not UTF-8: {error.reason}"
        ) from error
    except ZIP_DAMAGE as error:
        raise ConfigError(_damaged(path, error)) from error
    except OSError as error:
        raise ConfigError(f"{path}, line {number + 1}: cannot be read: {error}") from error
