"""Find the files behind what a user names: a file, a folder, or an address ("s3://…").

Addresses are opened with fsspec, which knows object stores, HDFS and more once their
packages are installed; nothing is fetched that the user did not name. A folder is walked
file by file in the order of names, never listed whole, so that one of millions of files
begins at once.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from warledger.errors import ConfigError
from warledger.ingest.raw import Origin

FileSystem = Any  # fsspec carries no types
# `reference` files name further addresses.
WEB = frozenset({"http", "https", "ftp", "reference"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, and how it is opened."""

    origin: Origin
    open: Callable[[], AbstractContextManager[BinaryIO]]


def is_address(path: Path | str) -> bool:
    """Return whether the path is an address with a scheme."""
    return isinstance(path, str) and "://" in path


def require(path: Path | str) -> None:
    """Raise ConfigError for a path or an address behind which nothing is."""
    if is_address(path):
        system, inner = _system_of(str(path))
        try:
            exists = system.exists(inner)
        except (OSError, ValueError, ImportError) as error:
            raise ConfigError(f"{path}: cannot be reached: {_line(error)}") from error
    else:
        exists = Path(path).exists()
    if not exists:
        raise ConfigError(f"{path}: no such file or folder; expected reports to read")


def sources(path: Path | str) -> Iterator[Source]:
    """Yield the file, or every file below a folder by name; hidden ones are passed over."""
    if is_address(path):
        yield from _remote(str(path))
        return
    for file in _files(Path(path)):
        yield Source(Origin.of(file), _opener(file))


def source_named(path: Path | str, name: str) -> Source:
    """Return the one source of `sources(path)` whose origin has this name."""
    if not is_address(path):
        return Source(Origin.of(Path(name)), _opener(Path(name)))
    system, _ = _system_of(str(path))
    return _remote_source(system, str(path).partition("://")[0], name.partition("://")[2])


def is_pipe(path: Path | str) -> bool:
    """Return whether the path is a pipe or a terminal, which can be read only once."""
    if is_address(path):
        return False
    return Path(path).is_fifo() or Path(path).is_char_device()


def _opener(file: Path) -> Callable[[], AbstractContextManager[BinaryIO]]:
    return lambda: cast(AbstractContextManager[BinaryIO], _opened(file))


def _opened(file: Path) -> BinaryIO:
    """Return the open file; OSError says why what a folder holds is no file to read."""
    if file.is_dir():
        os.scandir(file).close()  # says what is wrong with a folder that cannot be listed
        raise OSError("a link to a folder is not followed; name the folder itself")
    if not file.is_file() and file.is_symlink():
        raise OSError("a link that leads to no file")
    if not file.is_file() and file.exists():
        raise OSError("a pipe or a device; expected a file, or its path given by itself")
    return file.open("rb")


def _files(path: Path) -> Iterator[Path]:
    """Yield what lies below, by name: files, and whatever cannot be read as one.

    Of a folder the names are held, about 100 bytes each, and nothing else.
    """
    if not path.is_dir():
        yield path
        return
    try:
        with os.scandir(path) as entries:
            names = sorted(e.name for e in entries if not e.name.startswith("."))
    except OSError:  # said again, and told, by opening it
        yield path
        return
    for name in names:
        below = path / name
        if below.is_dir() and not below.is_symlink():
            yield from _files(below)
        else:
            yield below


def _remote(address: str) -> Iterator[Source]:
    system, inner = _system_of(address)
    scheme = address.partition("://")[0]
    found = sorted(system.find(inner)) if system.isdir(inner) else [inner]
    for name in found:
        if any(part.startswith(".") for part in name.split("/")):
            continue
        yield _remote_source(system, scheme, name)


def _remote_source(system: FileSystem, scheme: str, name: str) -> Source:
    origin = Origin(f"{scheme}://{name.lstrip('/')}", Origin.of(Path(name)).stem)
    return Source(origin, _remote_opener(system, name))


def _remote_opener(
    system: FileSystem, name: str
) -> Callable[[], AbstractContextManager[BinaryIO]]:
    return lambda: cast(AbstractContextManager[BinaryIO], system.open(name, "rb"))


def _system_of(address: str) -> tuple[FileSystem, str]:
    """Return the file system of an address and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ConfigError(
            f"{address}: addresses need fsspec; install 'warledger[remote]'"
        ) from error
    _refuse_web(address)
    try:
        system, inner = url_to_fs(address)
    except (OSError, ValueError, ImportError) as error:
        raise ConfigError(f"{address}: cannot be opened: {_line(error)}") from error
    return system, inner


def _refuse_web(address: str) -> None:
    """Raise ConfigError for what would be fetched from the web, also inside a chain.

    A server could lead such a fetch anywhere, to addresses inside the user's network too.
    """
    schemes = re.findall(r"([a-z0-9+.-]+)(?=::|://)", address.lower())
    if WEB.intersection(schemes):
        raise ConfigError(
            f"{address}: web addresses are not read; fetch it yourself, for example: "
            "curl -fL ADDRESS | warledger ingest LEDGER -"
        )


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
