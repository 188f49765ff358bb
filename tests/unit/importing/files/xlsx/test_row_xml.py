"""The rows in a worksheet's XML, however it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftersales.importing.files.xlsx import elements, row_xml
from tables import of_each
from unit.importing.files.build import MAIN, refusal, row, sheet, workbook


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


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
    for module in (row_xml, elements):
        monkeypatch.setattr(module, "LONGEST", 1 << 20)
    assert why in refusal(workbook(tmp_path / "x.xlsx", rows))
