"""The rows of a table, staged by one process or two."""

from __future__ import annotations

from collections.abc import Callable

from aftersales.errors import FileRefused
from aftersales.importing.files.halves import HalvableRows
from aftersales.importing.files.table import Progress, Table
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.rejected import RejectedRows
from aftersales.importing.parse.staging.blocks import BlockStore
from aftersales.importing.parse.staging.row_stager import RowStager, Unusual
from aftersales.importing.parse.staging.second_half import SecondHalf
from aftersales.named_tuple import NamedTuple
from aftersales.processes import second_process
from aftersales.processes.second_process import NotDone

Refuse = Callable[[str, int], Exception | None]  # as a BlockStore takes it


class StagedRows(NamedTuple):
    """The rows of a table in blocks, and what is known of them (`RowStager`). `second` has those of the second half,
    too, where a second process staged them.
    """

    store: BlockStore
    misfits: RejectedRows
    days: dict[str, int]
    second: SecondHalf | None = None

    def close(self) -> None:
        """Give back what is on the disk."""
        self.store.close()
        if self.second is not None:
            self.second.close()


def staged(table: Table, form: Format, refuse: Refuse, progress: Progress | None) -> StagedRows:
    """Stage the rows below the header. Raises FileRefused."""
    return _in_halves(table, form, refuse, progress) or _in_one_go(table, form, refuse, progress)


def _in_one_go(table: Table, form: Format, refuse: Refuse, progress: Progress | None) -> StagedRows:
    store, stager = BlockStore(refuse), RowStager(table, form)
    try:
        store.fill(stager.blocks(table.rows(progress)))
    except BaseException:
        store.close()
        raise
    return StagedRows(store, stager.misfits, stager.days)


def _in_halves(table: Table, form: Format, refuse: Refuse, progress: Progress | None) -> StagedRows | None:
    """Stage the second half of a table in a second process, and the first one here. None where that can't be done, or
    where anything is not as in most exports: then all is judged in one go.
    """
    rows = table.read
    if not isinstance(rows, HalvableRows) or table.holds_nul or not second_process.is_worth():
        return None
    stager, other = RowStager(table, form), RowStager(table, form)
    if (cut := rows.cut(stager.key)) is None:
        return None
    second = SecondHalf(other, lambda: other.usual_blocks(rows.second(cut), first=False))
    half = StagedRows(BlockStore(refuse), stager.misfits, stager.days, second)
    try:
        half.store.fill(stager.usual_blocks(rows.first(cut, progress), first=True))
        stager.take_in(second.notes(stager.last))
        half.store.fill(second.blocks())
        if not rows.is_as_cut():
            raise NotDone
    except (FileRefused, Unusual, NotDone):
        half.close()
        return None
    except BaseException:
        half.close()
        raise
    return half
