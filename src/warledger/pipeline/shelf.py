"""Keep what was got ready for reconciling (`pipeline.ready`) until it is asked for."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    Kept = tuple[IO[bytes], pa.ipc.RecordBatchStreamWriter]
    Tables = Mapping[str, pa.Table]

KEY = ("report", "revision")


class Shelf:
    """Keeps tables by name in files that have none, gone with the process.

    `folder` is where they lie; a shelf without one keeps nothing. One that cannot be
    written to is emptied and stays so: what it lacks is described when it is asked for. So
    all that was put is there to be taken, or nothing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._files: dict[str, Kept] = {}

    def put(self, ready: "Tables") -> None:
        """Keep the rows of a chunk, by the table that they are for."""
        if self._folder is None:
            return
        try:
            for name, table in ready.items():
                if name not in self._files:
                    self._files[name] = self._open(self._folder, table.schema)
                self._files[name][1].write_table(table)
        except OSError:  # a full disk: the next chunk would not fit either
            self._folder = None
            self.close()

    def _open(self, folder: Path, schema: "pa.Schema") -> "Kept":
        import pyarrow as pa

        file = TemporaryFile(dir=folder)  # noqa: SIM115  close() closes it
        packed = pa.ipc.IpcWriteOptions(compression="lz4")
        return file, pa.ipc.new_stream(file, schema, options=packed)

    def take(self, name: str, pending: Collection[tuple[str, int]]) -> "Iterator[pa.Table]":
        """Yield, once, what is kept for a table of these reports in these revisions."""
        import pyarrow as pa

        self._finish()
        if name not in self._files:
            return
        file, _ = self._files.pop(name)
        with file:
            file.seek(0)
            for batch in pa.ipc.open_stream(file):
                keys = zip(*(batch.column(key).to_pylist() for key in KEY), strict=True)
                wanted = pa.array([key in pending for key in keys], pa.bool_())
                rows = pa.Table.from_batches([batch.filter(wanted)])
                yield rows.drop_columns(["revision"])

    def _finish(self) -> None:
        """Write what is still on the way, once: the disk may be full for that, too."""
        if self._folder is None:
            return
        self._folder = None
        try:
            for file, writer in self._files.values():
                writer.close()
                file.flush()
        except OSError:
            self.close()

    def close(self) -> None:
        """Forget everything."""
        for file, writer in self._files.values():
            with suppress(OSError):
                writer.close()
            with suppress(OSError):
                file.close()
        self._files = {}


# What is asked where nobody got anything ready.
EMPTY = Shelf()
