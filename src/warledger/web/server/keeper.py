"""Keeps what is shown: a copy of the ledger, made again whenever the ledger has changed.

The ledger's file is looked at every POLL_SECONDS. A change is taken in when the file has
been still for one look, or at the latest after PATIENCE_SECONDS of going on; what takes
long to prepare is prepared less often. Meanwhile the last copy is shown, and said to be
behind.
"""

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from warledger import __version__
from warledger.errors import WarledgerError
from warledger.model import identity
from warledger.store.copying import Stamp, stamp_of, writer_of
from warledger.store.ledger import Ledger
from warledger.web.server.facts import Facts, load_facts
from warledger.web.server.prepare import Prepared, open_copy, prepare_apart
from warledger.web.server.words import Words

POLL_SECONDS = 2.0
PATIENCE_SECONDS = 20.0
# Between two copies at least this many times as long as the last one took.
REST = 4.0

Preparing = Callable[[Path, Path], Prepared]


@dataclass(frozen=True, slots=True)
class View:
    """One state of the ledger as it is shown; `version` names its content."""

    version: str
    folder: Path
    stamp: Stamp
    as_of: datetime
    facts: Facts
    words: Words
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class State:
    """How what is shown stands to the file: `current`, `behind` or `failed`, and why."""

    name: str
    why: str | None = None


class Keeper:
    """Holds the present view of one ledger; close it, or use it as a context manager."""

    def __init__(self, path: Path, *, preparing: Preparing = prepare_apart) -> None:
        self.path = path
        self.token = secrets.token_urlsafe(24)
        self._preparing = preparing
        self._folder = Path(tempfile.mkdtemp(prefix="warledger-serve-"))
        self._changing = threading.Lock()
        self._stopped = threading.Event()
        self._number = 0
        self._retired: View | None = None
        self._took = 0.0
        self._trouble: str | None = None
        try:
            self.view = self._make()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def __enter__(self) -> "Keeper":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop looking and remove the copies."""
        self._stopped.set()
        with self._changing:
            for view in (self.view, self._retired):
                if view is not None:
                    view.ledger.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def state(self) -> State:
        """Return how the present view stands to the file."""
        try:
            now = stamp_of(self.path)
        except WarledgerError as error:
            return State("failed", str(error))
        if now == self.view.stamp:
            return State("current")
        if self._trouble is not None:
            return State("failed", self._trouble)
        holder = writer_of(self.path)
        if holder is not None:
            return State("behind", f"process {holder} is writing the ledger")
        return State("behind", "the ledger has changed and is being read again")

    def refresh(self) -> None:
        """Take in the ledger as it is now, unless the view is of it already."""
        with self._changing:
            if self._stopped.is_set() or stamp_of(self.path) == self.view.stamp:
                return
            fresh = self._make()
            old, self._retired, self.view = self._retired, self.view, fresh
        # The view before the last one: whoever still read it has had a whole turn's time.
        if old is not None:
            old.ledger.close()
            shutil.rmtree(old.folder, ignore_errors=True)

    def reopen(self) -> None:
        """Open the present copy again, after the database has failed in it."""
        with self._changing:
            if not self._stopped.is_set():
                self.view = replace(self.view, ledger=open_copy(self.view.folder))

    def watch(self) -> threading.Thread:
        """Begin to look at the file in a thread of its own."""
        thread = threading.Thread(target=self._watch, name="ledger watch", daemon=True)
        thread.start()
        return thread

    def _watch(self) -> None:
        seen, since = self.view.stamp, time.monotonic()
        while not self._stopped.wait(POLL_SECONDS):
            with suppress(WarledgerError):  # gone for a moment; `state` says so meanwhile
                now = stamp_of(self.path)
                if now == self.view.stamp:
                    seen, since = now, time.monotonic()
                    continue
                waited = time.monotonic() - since
                is_due = now == seen or waited > PATIENCE_SECONDS
                seen = now
                if is_due and waited > REST * self._took:
                    self._try_refresh()
                    since = time.monotonic()

    def _try_refresh(self) -> None:
        try:
            self.refresh()
            self._trouble = None
        except WarledgerError as error:
            self._trouble = str(error)

    def _make(self) -> View:
        began = time.monotonic()
        self._number += 1
        folder = self._folder / str(self._number)
        folder.mkdir()
        as_of = datetime.now(UTC)
        try:
            prepared = self._preparing(self.path, folder)
            view = View(
                version=identity(prepared.digest, __version__),
                folder=folder,
                stamp=Stamp(*prepared.stamp),
                as_of=as_of,
                facts=load_facts(folder),
                words=Words(folder),
                ledger=open_copy(folder),
            )
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._took = time.monotonic() - began
        return view
