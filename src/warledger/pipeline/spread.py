"""The stages before the claims, cut so that many machines can do them side by side.

Files are read apart from one another. Which texts are new is decided id by id: reports
whose ids may become one another's (`x` and `x-1a2b3c4d`) meet in one group, and what is
decided of a group does not hang on any other. So the rows are those of one process that
reads everything in order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from warledger.errors import ConfigError, ResourceError
from warledger.model import Extraction, Report
from warledger.pipeline import Settings, ingest_settings, storable
from warledger.store.admission import Admitted, admit
from warledger.store.ledger import KnownText
from warledger.store.rows import Row, to_entry

# What admission may put behind an id (store/admission.py), once or more.
MARKS = re.compile(r"(-[0-9a-f]{8})+$")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: what the user named, and the file's own name below it."""

    address: str
    name: str


def list_inputs(paths: Sequence[str], *, without: Path) -> Iterator[Input]:
    """Yield the files behind the paths in reading order, those below `without` left out.

    Raises ConfigError for a path that is not there, for "-" and for a pipe.
    """
    from warledger.ingest.addresses import is_address, is_pipe, require, sources

    for path in paths:
        if path == "-":
            raise ConfigError(
                "-: standard input cannot be read by many machines; name files or folders"
            )
        require(path)
        if is_pipe(path):
            raise ConfigError(
                f"{path}: a pipe cannot be read by many machines; name files or folders"
            )
    own = without.resolve()
    for path in paths:
        for source in sources(path):
            name = source.origin.name
            if is_address(path) or own not in Path(name).resolve().parents:
                yield Input(path, name)


def read_input(file: Input, *, settings: Settings) -> Iterator[Report]:
    """Yield the reports of one file; raises ResourceError where the file is not there."""
    from warledger.ingest.read import read_one

    try:
        found = read_one(file.address, file.name, settings=ingest_settings(settings))
    except FileNotFoundError as error:
        raise ResourceError(
            f"{file.name}: not there on a worker; expected a path that every machine sees: "
            "put the reports on a shared disk or name an address"
        ) from error
    return map(storable, found)


def report_row(report: Report, run_id: str) -> Row:
    """Return the row of `reports` that carries a report from machine to machine."""
    return to_entry(report, Extraction(report.report_id), revision=1, run_id=run_id).report


def group_of(report_id: str) -> str:
    """Return under which name all ids meet that one id may become; "" for marks alone."""
    return MARKS.sub("", report_id)


def admit_group(
    reports: Sequence[Report], known: Sequence[KnownText], *, run_id: str
) -> Iterator[Admitted]:
    """Yield the reports of one group as `admit` does all; both in their own order."""
    from warledger.ingest.read import distinct

    return admit(distinct(reports), known, run_id=run_id)
