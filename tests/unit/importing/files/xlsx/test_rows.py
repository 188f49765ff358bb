"""The rows of a worksheet, however its XML is written: by their numbers, or by the places that the cells state."""

from __future__ import annotations

from pathlib import Path

import pytest

from unit.importing.files.build import FAR, MAIN, refusal, row, sheet, workbook

ADVICE = "Delete the empty rows and columns around the table, or save the sheet as CSV and give that."
WIDE = f"the sheet Sheet1 says that it has 16,384 columns. {ADVICE}"
LONG = f"the sheet Sheet1 says that it has 99,999,999,999 rows. {ADVICE}"


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


def test_cells_out_of_order_are_refused(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A2", "x")}</row><row r="1">{cell("A1", "y")}</row>'
    assert "row 1 comes twice" in refusal(workbook(tmp_path / "x.xlsx", rows))


def test_a_cell_without_a_place_in_a_misnumbered_row_is_refused(tmp_path: Path) -> None:
    rows = f'<row r="1">{cell("A1", "x")}</row><row r="1"><c><v>1</v></c></row>'
    assert "row 1 comes twice" in refusal(workbook(tmp_path / "x.xlsx", rows))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (row(1, "a") + '<row r="2"><c r="XFD2"><v>1</v></c></row>', WIDE),
        (row(1, "a") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', WIDE),
        (row(1, "a") + "<row r='2'><c s='>' r='XFD2'/></row>", WIDE),
        (row(1, "a") + '<row r="2"><c r="&#88;FD2"/></row>', WIDE),
        (row(1, "a") + '<row r="99999999999"/>', LONG),
        (f"<!-- -->{row(1, 'a')}" + '<row r="1048577"/>', "says that it has 1,048,577 rows"),
        (row(1, "a") + row(2, "b") + row(2, "c"), "row 2 comes twice"),
        (row(1, "a") + row(3, "b") + row(2, "c"), "row 2 comes twice in the sheet, or out of order"),
        ('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "a cell of row 1"),
        ('<row r="1"><c r="1A"><v>1</v></c></row>', "damaged"),
        (row(1, "a") + "<row>", "damaged"),
        (row(1, "a") + '<row r="2"><c r="A2" t="s"><v>7</v></c></row>', "damaged"),
        (row(1, "a") + '<row r="2"><c r="A2"><v>many</v></c></row>', "damaged"),
        ("", "the sheet Sheet1 is empty"),
        (row(1, " ", ""), "the sheet Sheet1 is empty"),
    ],
)
def test_sheets_that_are_absurd_or_broken(tmp_path: Path, rows: str, why: str) -> None:
    assert why in refusal(workbook(tmp_path / "x.xlsx", rows))


@pytest.mark.parametrize(
    "xml",
    [
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="XFD1"/></x:row></x:sheetData></x:worksheet>',
        '<?xml version="1.0" encoding="utf-16"?>'
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c r="XFD1"/></row></sheetData></worksheet>',
    ],
)
def test_other_ways_to_write_xml_hide_nothing(tmp_path: Path, xml: str) -> None:
    data = xml.encode("utf-16" if "utf-16" in xml else "utf-8")
    assert WIDE in refusal(workbook(tmp_path / "x.xlsx", "", xml=data))


def test_entities_in_a_sheet_are_refused(tmp_path: Path) -> None:
    cells = f'<worksheet xmlns="{MAIN}"><sheetData>{row(1, "&e;")}</sheetData></worksheet>'
    xml = '<!DOCTYPE a [<!ENTITY e "eee">]>' + cells
    assert "damaged or written in an unusual way" in refusal(workbook(tmp_path / "x.xlsx", "", xml=xml.encode()))


def test_a_cell_in_the_last_row_costs_nothing(tmp_path: Path) -> None:
    assert list(sheet(workbook(tmp_path / "x.xlsx", row(1, "a") + FAR)).rows()) == [(1_048_576, ["1"])]
