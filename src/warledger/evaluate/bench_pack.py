"""Write the folder with which another system is measured as we are measured.

What is written lies in `pack/` as it will lie there: instructions, what each set is and
where it comes from, the forms of predictions and results, two scripts, our own figures, and
a trial set of invented reports. The sets themselves are not ours to give away.
"""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from warledger.errors import ConfigError


def write_pack(folder: Path) -> tuple[Path, ...]:
    """Write every file of the pack into a folder that is new or empty; return their paths.

    Raises ConfigError where the folder has something in it or cannot be written.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise ConfigError(f"{folder}: is not empty; name a new folder")
        return tuple(sorted(_copied(files("warledger.evaluate").joinpath("pack"), folder)))
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written: {error.strerror}") from error


def _copied(source: Traversable, target: Path) -> Iterator[Path]:
    target.mkdir(parents=True, exist_ok=True)
    for item in source.iterdir():
        path = target / item.name
        if item.is_file():
            path.write_bytes(item.read_bytes())
            yield path
        elif item.name != "__pycache__":
            yield from _copied(item, path)
