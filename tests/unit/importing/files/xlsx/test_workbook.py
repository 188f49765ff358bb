"""Workbooks: the sheet that is read, its cells as text, and workbooks that are refused."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from aftersales.errors import FileRefused
from aftersales.importing.files.table import NumberCell
from unit.importing.files.build import ID, refusal, row, sheet, workbook


def test_a_workbook_as_openpyxl_writes_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Notes", 0)
    page = book.create_sheet("OrderSKUList", 1)
    page.append(["Order ID", " Sum ", "Paid", "When"])
    page.append([ID + "\t", 13.98, True, datetime(2026, 11, 20, 16, 2, 9)])  # noqa: DTZ001 (a cell has no zone)
    page.append([])
    page.append([576461413038785752, 9.0, None, None])  # openpyxl writes sixteen digits of it
    book.save(tmp_path / "x.xlsx")
    found = sheet(tmp_path / "x.xlsx")
    assert (found.name, found.header, found.header_row) == (
        "OrderSKUList",
        ("Order ID", "Sum", "Paid", "When"),
        1,
    )
    rows = list(found.rows())
    assert rows == [
        (2, [ID + "\t", "13.98", "TRUE", "2026-11-20 16:02:09"]),
        (4, ["5.764614130387858E+17", "9", "", ""]),
    ]
    assert [type(cell) for cell in rows[0][1]] == [str, NumberCell, str, str]
    assert type(rows[1][1][0]) is NumberCell
    assert list(found.rows()) == rows


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("13.98", "13.98"), ("13.9800000000000004", "13.98"), ("9.0", "9"), ("9", "9"), ("-3", "-3"),
        ("9.43E+21", "9.43E+21"), ("5.76461413038785E+17", "5.76461413038785E+17"), ("1E5", "100000"),
        ("576461413038785752", "576461413038785752"), ("1E+15", "1E+15"), ("0.1", "0.1"),
    ],
)  # fmt: skip
def test_numbers_keep_their_digits_and_are_known_as_numbers(tmp_path: Path, stored: str, text: str) -> None:
    path = workbook(tmp_path / "x.xlsx", row(1, "id") + f'<row r="2"><c r="A2"><v>{stored}</v></c></row>')
    [(_, [cell])] = list(sheet(path).rows())
    assert cell == text
    assert isinstance(cell, NumberCell)


def test_a_stale_dimension_hides_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", row(1, "a", "b", "c") + row(2, "1", "2", "3") + row(5, "x"))
    found = sheet(path)
    assert list(found.rows()) == [(2, ["1", "2", "3"]), (5, ["x", "", ""])]
    assert found.total == len(zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml"))


def test_the_first_sheet_is_read_where_none_is_named_for_orders(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Returns", 0).append(["first"])
    book.create_sheet("Other").append(["second"])
    book.save(tmp_path / "x.xlsx")
    assert (sheet(tmp_path / "x.xlsx").name, sheet(tmp_path / "x.xlsx").header) == ("Returns", ("first",))


def test_cells_without_a_reference_count_by_position(tmp_path: Path) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("a", "b"))
    found = sheet(workbook(tmp_path / "x.xlsx", f"<row>{cells}</row><row>{cells}</row>"))
    assert (found.header, list(found.rows())) == (("a", "b"), [(2, ["a", "b"])])


def test_control_characters_escaped_by_excel(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", row(1, "id") + row(2, f"{ID}_x0009_") + row(3, "snake_x_case"))
    assert [cells for _, cells in sheet(path).rows()] == [[ID + "\t"], ["snake_x_case"]]


def test_a_column_beyond_the_header_is_kept_only_where_it_says_something(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", row(1, "a", "", "") + row(2, "1", "", " ") + row(3, "1", "2"))
    assert sheet(path).header == ("a",)
    assert [cells for _, cells in sheet(path).rows()] == [["1"], ["1", "2"]]


def test_progress_climbs_to_the_size_of_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", "".join(row(n, "a") for n in range(1, 20_001)))
    told: list[int] = []
    assert sum(1 for _ in sheet(path).rows(told.append)) == 19_999
    assert len(told) > 3
    assert told == sorted(told)
    assert told[-1] == sheet(path).total


def test_a_workbook_in_strict_form(tmp_path: Path) -> None:
    strict = '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>'
    path = workbook(tmp_path / "x.xlsx", "", xml=f"{strict}{row(1, 'a')}{row(2, 'b')}</sheetData></worksheet>".encode())
    assert list(sheet(path).rows()) == [(2, ["b"])]


@pytest.mark.slow
def test_bombs_are_refused_before_they_go_off(tmp_path: Path) -> None:
    strings = workbook(tmp_path / "s.xlsx", row(1, "a"), extra={"xl/sharedStrings.xml": b" " * (129 << 20)})
    assert "unpacks to 129 MB" in refusal(strings)
    assert "CSV" in refusal(strings)
    styles = workbook(tmp_path / "t.xlsx", row(1, "a"), extra={"xl/styles.xml": b" " * (33 << 20)})
    assert "33 MB besides its cells" in refusal(styles)
    assert "unpacks to 65 MB, which is too much" in refusal(workbook(tmp_path / "b.xlsx", "", xml=b" " * (65 << 20)))


def test_old_and_locked_workbooks(tmp_path: Path) -> None:
    sentence = refusal(tmp_path / "x.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "is an old .xls or a password-protected workbook" in sentence
    assert "Save it as .xlsx or CSV" in sentence


def test_a_workbook_cut_short_anywhere(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "x.xlsx", row(1, "a") + row(2, "b")).read_bytes()
    for length in range(4, len(whole), 97):
        assert "cut short or damaged" in refusal(tmp_path / "cut.xlsx", whole[:length])


def test_any_damaged_byte_is_a_sentence_or_harmless(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "x.xlsx", row(1, "a") + row(2, "b")).read_bytes()
    good = list(sheet(tmp_path / "x.xlsx").rows())
    refused = 0
    for at in range(4, len(whole), 7):
        (tmp_path / "bad.xlsx").write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            assert list(sheet(tmp_path / "bad.xlsx").rows()) == good
        except FileRefused:
            refused += 1
    assert refused > 50


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ({"returns.csv": b"a,b"}, "a zip archive, not a workbook. Unpack it"),
        ({}, "an empty zip archive"),
        ({"xl/workbook.bin": b""}, ".xlsb"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument"),
        ({"xl/workbook.xml": b"<workbook/>"}, "damaged"),
    ],
)
def test_zips_that_are_no_workbook(tmp_path: Path, members: dict[str, bytes], why: str) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    assert why in refusal(tmp_path / "x.xlsx")
