from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales.errors import FileRefused
from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Table
from aftersales.importing.formats.recogniser import of_header
from aftersales.importing.parse.staging import row_stager
from aftersales.importing.parse.staging.row_stager import RowStager, StagingNotes, Unusual
from importing.files import Cells, order, orders

FIRST, SECOND = "577012345678901234", "577012345678901235"


@pytest.fixture
def stager(tmp_path: Path) -> Callable[..., tuple[RowStager, Table]]:
    def made(*rows: Cells, more: str = "") -> tuple[RowStager, Table]:
        path = orders(tmp_path / "o.csv", *rows)
        path.write_bytes(path.read_bytes() + more.encode())
        table = read_file(path)
        assert isinstance(table, Table)
        form = of_header(table.header)
        assert form is not None
        return RowStager(table, form), table

    return made


def test_rows_are_stored_by_their_numbers_and_their_days_are_noted(
    stager: Callable[..., tuple[RowStager, Table]],
) -> None:
    made, table = stager(order(FIRST), order(SECOND, created="14/11/2026 10:00:00"))
    blocks = list(made.blocks(table.rows()))
    assert [block[:3] for block in blocks] == [(2, "2", FIRST), (3, "3", SECOND)]
    assert {day: row for day, row in made.notes.days.items() if day} == {"13/11/2026": 3, "14/11/2026": 3}
    assert (made.notes.rows, made.notes.length) == (2, sum(len(texts) for *_, texts in blocks))


def test_a_first_row_that_describes_the_columns_is_left_out_at_the_beginning_alone(
    stager: Callable[..., tuple[RowStager, Table]],
) -> None:
    described = order("The number of the order")
    made, table = stager(described, order(FIRST))
    assert [block[2] for block in made.usual_blocks(table.rows(), first=True)] == [FIRST]
    made, table = stager(described, order(FIRST))
    with pytest.raises(Unusual):
        list(made.usual_blocks(table.rows(), first=False))


@pytest.mark.parametrize("more", ["a,b\r\n", ",".join(["total", *[""] * 62]) + "\r\n"])
def test_a_row_that_must_be_seen_with_its_neighbours_is_unusual(
    stager: Callable[..., tuple[RowStager, Table]], more: str
) -> None:
    made, table = stager(order(FIRST), more=more)
    with pytest.raises(Unusual):
        list(made.usual_blocks(table.rows(), first=True))
    made, table = stager(order(FIRST), more=more)
    assert list(made.blocks(table.rows()))


def test_what_another_has_staged_counts_too(
    stager: Callable[..., tuple[RowStager, Table]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, table = stager(order(FIRST))
    list(made.blocks(table.rows()))
    rows, length = made.notes.rows, made.notes.length
    made.take_in(StagingNotes({"01/02/2026": 9}, 5, 3))
    assert (made.notes.rows, made.notes.length, made.days["01/02/2026"]) == (rows + 3, length + 5, 9)
    monkeypatch.setattr(row_stager, "MOST_DAYS", 3)
    with pytest.raises(FileRefused, match="have more than 3 different days"):
        made.take_in(StagingNotes({"01/03/2026": 9, "01/04/2026": 9}, 5, 3))
    monkeypatch.setattr(row_stager, "MOST_DAYS", 99)
    monkeypatch.setattr(row_stager, "_MUCH_TEXT", 10_000)
    with pytest.raises(FileRefused, match="its rows are longer"):
        made.take_in(StagingNotes({}, 100_000, 3))
