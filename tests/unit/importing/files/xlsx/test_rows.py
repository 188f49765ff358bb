"""The rows of a worksheet, however its XML is written: by their numbers, or by the places that the cells state."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftersales.importing.files.xlsx import elements
from aftersales.importing.files.xlsx import rows as rows_module
from tables import of_each
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


# The row `x`, nothing, `7`, as programs write it.
SEVEN = '<c r="C2"><v>7</v></c></row>'
WRITERS = {
    "as Excel": '<row r="2" spans="1:3" x14ac:dyDescent="0.25"><c r="A2" s="1" t="inlineStr"><is><t>x</t></is></c>'
    f'<c r="B2" s="1"/>{SEVEN}',
    "preserved": f'<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve">x</t></is></c>{SEVEN}',
    "other order": '<row r="2"><c t="inlineStr" r="A2"><is><t>x</t></is></c><c s="0" r="C2" t="n"><v>7</v></c></row>',
    "apostrophes": "<row r='2'><c r='A2' t='inlineStr'><is><t>x</t></is></c><c r='C2'><v>7</v></c></row>",
    "formulas": '<row r="2"><c r="A2" t="str"><f>"x"</f><v>x</v></c><c r="C2"><f>1+6</f><v>7</v></c></row>',
    "rich text": '<row r="2"><c r="A2" t="inlineStr"><is><r><rPr><b/></rPr><t>x</t></r>'
    f'<rPh sb="0" eb="1"><t>y</t></rPh></is></c>{SEVEN}',
    "open and shut": f'<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c><c r="B2"></c>{SEVEN[:-1]} >',
    "empty rows": f'<row r="2"><c r="A2" t="str"><v>x</v></c>{SEVEN}<row r="3"/><row r="9" ht="15"/>',
    "comments": f'<row r="2"><!-- <c r="A2"/> --><c r="A2" t="str"><v>x</v></c>{SEVEN}',
    "characters": f'<row r="2"><c r="A2" t="str"><v><![CDATA[x]]></v></c>{SEVEN}',
    "white space": '<row r="2">\n <c r="A2" t="str">\n  <v>x</v>\n </c>\n <c r="C2"><v>7</v></c>\n</row>',
    "numbers of characters": '<row r="2"><c r="A2" t="str"><v>&#120;</v></c><c r="C2"><v>&#x37;</v></c></row>',
    "no numbers": '<row><c t="str"><v>x</v></c><c/><c><v>7</v></c></row>',
}


@of_each("name", WRITERS)
def test_every_writer_s_xml_says_the_same(tmp_path: Path, name: str) -> None:
    first = "".join(f'<c r="{letter}1" t="str"><v>{letter.lower()}</v></c>' for letter in "ABC")
    space = f'<worksheet xmlns="{MAIN}" xmlns:x14ac="x"><sheetData><row r="1">{first}</row>'
    plain = f"{space}{WRITERS[name]}</sheetData><mergeCells/></worksheet>"
    prefixed = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", plain).replace("xmlns=", "xmlns:x=")
    for xml in (plain, prefixed, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + plain):
        table = sheet(workbook(tmp_path / "x.xlsx", "", xml=xml.encode()))
        assert (table.header, list(table.rows())) == (("a", "b", "c"), [(2, ["x", "", "7"])]), xml


def test_a_row_that_the_pattern_can_t_read_far_down_loses_nothing(tmp_path: Path) -> None:
    many = "".join(row(n, f"a{n}") for n in range(1, 9_000))
    odd = '<row r="9000"><!-- --><c r="A9000" t="str"><v>odd</v></c></row>'
    table = sheet(workbook(tmp_path / "x.xlsx", many + odd + row(9001, "end")))
    rows = list(table.rows())
    assert [number for number, _ in rows] == list(range(2, 9_002))
    assert [cells for _, cells in rows[-3:]] == [["a8999"], ["odd"], ["end"]]


@of_each(
    "rows, why",
    [
        (row(1, "a") + row(2, "x" * 200_000), "a cell of row 2 has more than 131,072 characters"),
        (
            row(1, "a") + f'<row r="2">{"".join(cell("A2", "x" * 100_000) for _ in range(14))}</row>',
            "row 2 has more than 1,048,576 characters",
        ),
        (row(1, "a") + f'<row r="2"><c r="A2" t="{"x" * 2_000_000}"/></row>', "damaged or written in an unusual way"),
        (row(1, "a") + f"<row>{'<c>' * 100}", "damaged or written in an unusual way"),
        (row(1, "a") + f"<!--{'-x' * 1_000_000}--><row/>", "damaged or written in an unusual way"),
        (row(1, "a") + row(2, "&#0;"), "damaged or written in an unusual way"),
        (row(1, "a") + row(2, "&amp"), "damaged or written in an unusual way"),
        (row(1, "a") + '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>', "damaged or written in an unusual way"),
        (row(1, "a") + '<row r="2"><c r="A2" t="x"><v>1</v></c></row>', "damaged or written in an unusual way"),
        (row(1, "a") + f"</sheetData>{row(2, 'b')}", "damaged or written in an unusual way"),
        (row(1, "a") + f"</sheetData>{' ' * 600_000}{row(2, 'b')}", "damaged or written in an unusual way"),
    ],
)
def test_what_would_fill_the_memory_or_is_no_xml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, why: str
) -> None:
    for module in (rows_module, elements):
        monkeypatch.setattr(module, "LONGEST", 1 << 20)
    assert why in refusal(workbook(tmp_path / "x.xlsx", rows))
