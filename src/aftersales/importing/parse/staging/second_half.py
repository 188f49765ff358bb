"""The second half of a table, staged by a second process."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator
from contextlib import suppress
from tempfile import TemporaryFile

from aftersales.importing.parse.staging.blocks import RowGroup, StoredBlock, behind, grouped
from aftersales.importing.parse.staging.row_stager import RowStager, StagingNotes
from aftersales.processes.second_process import SecondProcess


class SecondHalf:
    """The blocks of the rows behind the middle of a table. `stage` puts them together in the second process, by a
    `stager` that is used for nothing else. They come in a file without a name, which is gone with both processes.
    """

    def __init__(self, stager: RowStager, stage: Callable[[], Iterator[StoredBlock]]) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  (closed by `close`)
        self.begin = 0  # the number of the last row of the first half

        def work() -> Iterator[StagingNotes]:
            for block in stage():
                marshal.dump(block, self._file)
            self._file.flush()
            yield stager.notes

        self._process = SecondProcess(work)

    def notes(self, begin: int) -> StagingNotes:
        """What is known of the rows, once they are staged, which come behind the row `begin` of the file. Raises
        NotDone.
        """
        self.begin = begin
        notes = self._process.result()
        self._process.stop()
        return notes._replace(days={day: row + begin for day, row in notes.days.items()})

    def blocks(self) -> Iterator[StoredBlock]:
        """The blocks, in the order of the file."""
        self._file.seek(0)
        with suppress(EOFError):
            while True:
                yield behind(marshal.load(self._file), self.begin)  # noqa: S302  (this program has written it)

    def groups(self) -> Iterator[list[RowGroup]]:
        """The rows of each key together, block by block."""
        return grouped(self.blocks())

    def close(self) -> None:
        """Give the file back, and end the process where it is still at work."""
        self._process.stop()
        self._file.close()
