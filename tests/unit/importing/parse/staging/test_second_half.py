from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Table
from aftersales.importing.formats.recogniser import of_header
from aftersales.importing.parse.staging.blocks import StoredBlock
from aftersales.importing.parse.staging.row_stager import RowStager
from aftersales.importing.parse.staging.second_half import SecondHalf
from aftersales.processes import second_process
from aftersales.processes.second_process import NotDone
from importing.files import order, orders

pytestmark = pytest.mark.skipif(not second_process.is_worth(), reason="no second process can be made here")


def _stager(folder: Path) -> tuple[RowStager, Table]:
    table = read_file(orders(folder / "o.csv", order("577012345678901234"), order("577012345678901235")))
    assert isinstance(table, Table)
    form = of_header(table.header)
    assert form is not None
    return RowStager(table, form), table


def test_blocks_come_as_often_as_they_are_asked_for_and_behind_the_first_half(tmp_path: Path) -> None:
    stager, table = _stager(tmp_path)
    with closing(SecondHalf(stager, lambda: stager.blocks(table.rows()))) as half:
        notes = half.notes(100)
        assert (notes.rows, notes.days["13/11/2026"]) == (2, 103)
        assert stager.notes.rows == 0  # it was staged elsewhere
        for _ in range(2):
            assert [block[:2] for block in half.blocks()] == [(102, "102"), (103, "103")]
        assert [group[:2] for some in half.groups() for group in some] == [
            ("577012345678901234", [102]),
            ("577012345678901235", [103]),
        ]


def test_rows_that_can_not_be_staged_are_not_done(tmp_path: Path) -> None:
    def breaks() -> Iterator[StoredBlock]:
        yield 1, "1", "a", "b"
        raise ValueError

    with closing(SecondHalf(_stager(tmp_path)[0], breaks)) as half, pytest.raises(NotDone):
        half.notes(1)
