"""A user's own lexicon file: its text is read once, and everything else works on that text.

The text, not the path, goes into the run's id, to the worker processes and into the keys
of the caches: a file that is edited while a program runs can thus neither mix two states
in one run nor be answered from an old cache. No file is looked for by itself, in no
folder: what was used must stand in the command.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from warledger.errors import ResourceError

# The shipped file for Syria has 70,000 bytes; a thousand parties fit in half of this.
LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class UserLexicon:
    """The text of one file; `name` is the file's name without folders, for errors."""

    name: str
    text: str

    def read_text(self, encoding: str = "utf-8") -> str:
        """Return the text, as `toml.read_toml` asks for it; `encoding` is of no account."""
        return self.text


def read_user_lexicon(path: Path) -> UserLexicon:
    """Return the file's text; raises ResourceError if there is none, or not in UTF-8."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise ResourceError(
            f"{path}: cannot be read: {error.strerror}; expected a TOML file of "
            "[[actor]], [[outlet]], [[side]] and [[extend]] tables"
        ) from error
    if len(data) > LARGEST:
        raise ResourceError(
            f"{path}: longer than {LARGEST:,} bytes; expected a lexicon; cut it into files"
        )
    try:
        return UserLexicon(path.name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ResourceError(
            f"{path}: line {line} is not in UTF-8; save the file as UTF-8"
        ) from error


def user_lexicons(files: Sequence[Path | UserLexicon]) -> tuple[UserLexicon, ...]:
    """Return the files with their texts; those that are only named are read."""
    return tuple(
        file if isinstance(file, UserLexicon) else read_user_lexicon(file) for file in files
    )
