"""The rows of a worksheet: by their numbers, and where those are wrong by the places that the cells state."""

from __future__ import annotations

from pathlib import Path

import pytest

from unit.importing.files.build import refusal, sheet, workbook


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ONE_ROW_EACH = "".join(f'<row r="1">{cell(f"A{n}", f"a{n}")}{cell(f"C{n}", f"c{n}")}</row>' for n in (1, 2, 4))
ONE_CELL_EACH = "".join(
    f'<row r="1">{cell(place, place.lower())}</row>' for place in ("A1", "C1", "A2", "C2", "A4", "C4")
)


@pytest.mark.parametrize("rows", [ONE_ROW_EACH, ONE_CELL_EACH])
def test_rows_that_all_have_one_number_are_read_by_their_cells(tmp_path: Path, rows: str) -> None:
    table = sheet(workbook(tmp_path / "x.xlsx", rows))
    assert table.header == ("a1", "", "c1")
    assert list(table.rows()) == [(2, ["a2", "", "c2"]), (4, ["a4", "", "c4"])]
    assert table.total == 4


def test_cells_out_of_order_are_refused(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A2", "x")}</row><row r="1">{cell("A1", "y")}</row>'
    assert "row 1 comes twice" in refusal(workbook(tmp_path / "x.xlsx", rows))


def test_a_cell_without_a_place_in_a_misnumbered_row_is_refused(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1", "x")}</row><row r="1"><c><v>1</v></c></row>'
    assert "row 1 comes twice" in refusal(workbook(tmp_path / "x.xlsx", rows))
