"""The real extent of a worksheet, however its XML is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from unit.importing.files.build import FAR, MAIN, refusal, row, workbook

ADVICE = "Delete the empty rows and columns around the table, or save the sheet as CSV and give that."
WIDE = f"the sheet Sheet1 says that it has 16,384 columns. {ADVICE}"
LONG = f"the sheet Sheet1 says that it has 99,999,999,999 rows. {ADVICE}"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (row(1, "a") + '<row r="2"><c r="XFD2"><v>1</v></c></row>', WIDE),
        (row(1, "a") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', WIDE),
        (row(1, "a") + "<row r='2'><c s='>' r='XFD2'/></row>", WIDE),
        (row(1, "a") + '<row r="2"><c r="&#88;FD2"/></row>', WIDE),
        (row(1, "a") + '<row r="99999999999"/>', LONG),
        (row(1, "a") + FAR, "only 2 cells, spread over 1,048,576 rows"),
        ("<!-- --><row><c/></row>" + FAR, "only 2 cells"),
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
