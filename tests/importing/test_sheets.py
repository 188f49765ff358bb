"""What a seller's file reads as, and the one sentence for each file that cannot be read."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import warnings
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftersales.errors import FileRefused
from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import NumberCell, Records, Table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
ID = "577686530908261117"


def sheet(path: Path, content: bytes | str | None = None, encoding: str | None = None) -> Table:
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = read_file(path, encoding)
    assert isinstance(found, Table)
    return found


def records(path: Path, content: Any) -> list[Records]:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    found = read_file(path)
    assert isinstance(found, list)
    return found


def refusal(path: Path, content: bytes | str | None = None, encoding: str | None = None) -> str:
    """The sentence for a file that is refused, at the latest when its rows are read."""
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(FileRefused) as caught:
        for found in [read_file(path, encoding)]:
            list(found.rows() if isinstance(found, Table) else found)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ")
    assert "\n" not in sentence
    assert "Error" not in sentence
    return sentence.removeprefix(f"{path}: ")


def workbook(path: Path, rows: str, xml: bytes | None = None, extra: dict[str, bytes] | None = None) -> Path:
    """A workbook by hand, for what openpyxl would not write; `xml` stands for the whole sheet."""
    usual = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:A1"/><sheetData>{rows}</sheetData></worksheet>'
    package = "http://schemas.openxmlformats.org/package/2006"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}worksheet+xml"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": xml or usual,
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def row(number: int, *cells: str) -> str:
    inline = "".join(
        f'<c r="{chr(65 + n)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(cells)
    )
    return f'<row r="{number}">{inline}</row>'


# CSV


def test_a_csv_gives_its_header_and_rows_with_their_numbers(tmp_path: Path) -> None:
    found = sheet(tmp_path / "returns.csv", f"Return Order ID, Order ID ,Note\r\n{ID}\t,2,\r\n3,4,five\r\n")
    assert found.header == ("Return Order ID", "Order ID", "Note")
    assert (found.name, found.encoding, found.header_row) == ("", "utf-8", 1)
    assert list(found.rows()) == [(2, [ID + "\t", "2", ""]), (3, ["3", "4", "five"])]


def test_rows_can_be_read_again(tmp_path: Path) -> None:
    found = sheet(tmp_path / "r.csv", "a,b\n1,2\n3,4\n")
    assert list(found.rows()) == list(found.rows()) == [(2, ["1", "2"]), (3, ["3", "4"])]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
def test_every_encoding_delimiter_and_line_end(
    tmp_path: Path, encoding: str, told: str, delimiter: str, newline: str
) -> None:
    lines = [["Order ID", "商品名称", "Note"], ["1", "中文的商品，蓝色", "好"], ["2", "第二行", "退货原因"]]
    text = "".join(delimiter.join(line) + newline for line in lines)
    found = sheet(tmp_path / "x", text.encode(encoding))
    assert found.encoding == told
    assert found.header == tuple(lines[0])
    assert [cells for _, cells in found.rows()] == lines[1:]


def test_utf_16_of_the_other_byte_order(tmp_path: Path) -> None:
    found = sheet(tmp_path / "x", b"\xfe\xff" + "a,b\n£,2\n".encode("utf-16-be"))
    assert list(found.rows()) == [(2, ["£", "2"])]


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=6),
    delimiter=st.sampled_from(",;\t"),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_is_what_is_read(
    tmp_path: Path, rows: list[list[str]], delimiter: str, newline: str, encoding: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerows([["Order ID", "Note", "Sum"], *rows])
    found = sheet(tmp_path / "x.csv", text.getvalue().encode(encoding))
    expected = [(n, cells) for n, cells in enumerate(rows, 2) if any(cell.strip() for cell in cells)]
    assert list(found.rows()) == expected


def test_a_newline_in_a_cell_does_not_shift_the_row_numbers(tmp_path: Path) -> None:
    found = sheet(tmp_path / "x.csv", 'a,b\n1,"two\nlines"\n3,4\n')
    assert list(found.rows()) == [(2, ["1", "two\nlines"]), (3, ["3", "4"])]


def test_blank_lines_are_skipped_but_counted(tmp_path: Path) -> None:
    found = sheet(tmp_path / "x.csv", "\n,,\na,b\n\n1,2\n , \t\n,\n3,4")
    assert (found.header, found.header_row) == (("a", "b"), 3)
    assert list(found.rows()) == [(5, ["1", "2"]), (8, ["3", "4"])]


def test_short_and_long_rows_are_passed_on(tmp_path: Path) -> None:
    found = sheet(tmp_path / "x.csv", "a,b,c\n1\n1,2,3,4,5\n")
    assert [cells for _, cells in found.rows()] == [["1"], ["1", "2", "3", "4", "5"]]


def test_a_delimiter_inside_a_quoted_header_does_not_decide(tmp_path: Path) -> None:
    found = sheet(tmp_path / "x.csv", '"Sum, net, GBP";Note\n1;2\n')
    assert found.header == ("Sum, net, GBP", "Note")


def test_a_header_without_rows_is_a_sheet(tmp_path: Path) -> None:
    found = sheet(tmp_path / "x.csv", "a,b")
    assert found.header == ("a", "b")
    assert list(found.rows()) == []


@pytest.mark.parametrize("length", [10, 300_000])
def test_an_unclosed_quote_is_refused_with_the_row_it_starts_in(tmp_path: Path, length: int) -> None:
    text = 'a,b\n1,2\n3,"never closed\n' + "5,6\n" * length
    sentence = refusal(tmp_path / "x.csv", text)
    assert "row 3" in sentence
    assert "quotation mark" in sentence.lower()


def test_an_unclosed_quote_in_the_header(tmp_path: Path) -> None:
    assert "row 1 is never closed" in refusal(tmp_path / "x.csv", 'a,"b\n1,2\n')


def test_a_stray_quote_inside_a_cell_is_text(tmp_path: Path) -> None:
    found = sheet(tmp_path / "x.csv", 'a,b\n1,12" ruler\n3,4\n')
    assert list(found.rows()) == [(2, ["1", '12" ruler']), (3, ["3", "4"])]


def test_progress_climbs_to_the_size_of_the_file(tmp_path: Path) -> None:
    found = sheet(tmp_path / "x.csv", "a,b\n" + "1,2\n" * 100_000)
    told: list[int] = []
    assert sum(1 for _ in found.rows(told.append)) == 100_000
    assert len(told) > 10
    assert told == sorted(told)
    assert told[-1] == found.total == (tmp_path / "x.csv").stat().st_size


# Encodings that do not fit


def test_the_users_encoding_wins(tmp_path: Path) -> None:
    found = sheet(tmp_path / "x.csv", "Buyer,Price\nRenée,£1\n".encode("cp1252"), "cp1252")
    assert found.encoding == "cp1252"
    assert list(found.rows()) == [(2, ["Renée", "£1"])]


@pytest.mark.parametrize("text", ["Buyer,Price\nRenée,1\n", "Buyer,Price\nAnn,£1\n"])
def test_western_text_is_not_taken_for_chinese(tmp_path: Path, text: str) -> None:
    sentence = refusal(tmp_path / "x.csv", text.encode("cp1252"))
    assert "--encoding" in sentence
    assert "cp1252" in sentence


@pytest.mark.parametrize(("name", "why"), [("utf-8", "cannot be read as utf-8"), ("klingon", "is not known")])
def test_a_wrong_encoding_names_the_option(tmp_path: Path, name: str, why: str) -> None:
    sentence = refusal(tmp_path / "x.csv", "a,b\n商品,2\n".encode("gb18030"), name)
    assert why in sentence
    assert "--encoding" in sentence


def test_a_byte_order_mark_stays_out_of_the_header_when_the_user_names_the_encoding(tmp_path: Path) -> None:
    for name in ("utf-8", "utf8", "UTF-8-SIG"):
        assert sheet(tmp_path / "x.csv", '\ufeff"Order ID",b\n1,2\n', name).header == ("Order ID", "b")
    content = "\ufeffOrder ID,b\n".encode("utf-16-le")
    assert sheet(tmp_path / "x.csv", content, "utf-16-le").header == ("Order ID", "b")


def test_one_character_far_down_decides_the_encoding(tmp_path: Path) -> None:
    body = "a,b\n" + "1,2\n" * 600_000
    assert sheet(tmp_path / "x.csv", body.encode() + "1,商品\n".encode("gb18030")).encoding == "gb18030"


def test_a_file_cut_inside_a_character(tmp_path: Path) -> None:
    assert "cut short" in refusal(tmp_path / "x.csv", "a,b\n1,商品".encode()[:-1])


# Files that are something else


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"a,b\n1,\0\n",
        b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n\0\0",
        b"<?xml version='1.0'?><a/>",
    ],
)
def test_other_files_are_told_apart(tmp_path: Path, content: bytes) -> None:
    assert "not a CSV, XLSX or JSON file" in refusal(tmp_path / "x.csv", content)


def test_a_saved_web_page(tmp_path: Path) -> None:
    assert "web page" in refusal(tmp_path / "x.csv", "<!DOCTYPE html><html><title>Log in</title></html>")


def test_a_file_of_one_endless_line(tmp_path: Path) -> None:
    assert "no line breaks" in refusal(tmp_path / "x.csv", b"abc," * 6_000_000)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" \r\n,,\r\n"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert "empty" in refusal(tmp_path / "x.csv", content)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    assert "folder" in refusal(tmp_path)
    assert "no such file" in refusal(tmp_path / "gone.csv")


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)  # the mode bits would not stop a test run by root
    assert "may not be opened" in refusal(path)


def test_the_name_says_nothing_about_the_kind(tmp_path: Path) -> None:
    assert sheet(workbook(tmp_path / "returns.csv", row(1, "a", "b"))).encoding == ""
    assert sheet(tmp_path / "returns.xlsx", "a,b\n").encoding == "utf-8"
    (tmp_path / "returns.txt").write_text('\ufeff\n {"return_orders": [{"return_id": "1"}]}', encoding="utf-8")
    assert isinstance(read_file(tmp_path / "returns.txt"), list)


# XLSX


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
    assert found.total == 5


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


def test_progress_climbs_to_the_last_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", "".join(row(n, "a") for n in range(1, 2001)))
    told: list[int] = []
    assert sum(1 for _ in sheet(path).rows(told.append)) == 1999
    assert len(told) > 3
    assert told == sorted(told)
    assert told[-1] == sheet(path).total == 2000


def test_openpyxl_s_remarks_do_not_reach_the_user_and_others_do(tmp_path: Path) -> None:
    rows = f'<worksheet xmlns="{MAIN}"><sheetData>{row(1, "a")}{row(2, "b")}</sheetData>'
    ext = '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    path = workbook(tmp_path / "x.xlsx", "", xml=(rows + ext).encode())
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        for _ in sheet(path).rows():
            warnings.warn("mine", UserWarning, stacklevel=1)
    assert [str(entry.message) for entry in seen] == ["mine"]


FAR = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (row(1, "a") + '<row r="2"><c r="XFD2"><v>1</v></c></row>', "claims 16,384 columns"),
        (row(1, "a") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "claims 16,384 columns"),
        (row(1, "a") + "<row r='2'><c s='>' r='XFD2'/></row>", "claims 16,384 columns"),
        (row(1, "a") + '<row r="2"><c r="&#88;FD2"/></row>', "claims 16,384 columns"),
        (row(1, "a") + '<row r="99999999999"/>', "claims 99,999,999,999 rows"),
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
    assert "claims 16,384 columns" in refusal(workbook(tmp_path / "x.xlsx", "", xml=data))


def test_entities_in_a_sheet_are_refused(tmp_path: Path) -> None:
    cells = f'<worksheet xmlns="{MAIN}"><sheetData>{row(1, "&e;")}</sheetData></worksheet>'
    xml = '<!DOCTYPE a [<!ENTITY e "eee">]>' + cells
    assert "damaged or written in an unusual way" in refusal(workbook(tmp_path / "x.xlsx", "", xml=xml.encode()))


def test_rows_that_openpyxl_does_not_see_are_not_lost_in_silence(tmp_path: Path) -> None:
    strict = '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData>'
    path = workbook(tmp_path / "x.xlsx", "", xml=f"{strict}{row(1, 'a')}{row(2, 'b')}</sheetData></worksheet>".encode())
    assert "only 0 of 2 rows" in refusal(path)


def test_bombs_are_refused_before_they_go_off(tmp_path: Path) -> None:
    strings = workbook(tmp_path / "s.xlsx", row(1, "a"), extra={"xl/sharedStrings.xml": b" " * (129 << 20)})
    assert "MB of text" in refusal(strings)
    assert "CSV" in refusal(strings)
    styles = workbook(tmp_path / "t.xlsx", row(1, "a"), extra={"xl/styles.xml": b" " * (33 << 20)})
    assert "33 MB beside its cells" in refusal(styles)
    assert "absurd 257 MB" in refusal(workbook(tmp_path / "b.xlsx", "", xml=b" " * (257 << 20)))


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


def test_openpyxl_is_loaded_only_for_a_believable_workbook(tmp_path: Path) -> None:
    workbook(tmp_path / "x.xlsx", row(1, "a") + FAR)
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    program = (
        "import sys\nfrom pathlib import Path\nfrom aftersales.errors import FileRefused\n"
        "from aftersales.importing.files.open import read_file\n"
        "list(read_file(Path('x.csv')).rows())\nassert 'zipfile' not in sys.modules\n"
        "try: read_file(Path('x.xlsx'))\nexcept FileRefused: print('openpyxl' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, env=None)
    assert done.stdout == "False\n", done.stderr


# JSON

RETURN = {"return_id": "4035318504086604100", "order_id": ID, "create_time": 1690451136}
CANCEL = {"cancel_id": "4035318504086604101", "order_id": ID}
ORDER = {"id": ID, "status": "DELIVERED", "line_items": []}


def envelope(array: str, *entries: object, **more: object) -> dict[str, Any]:
    return {"code": 0, "data": {array: list(entries), **more}, "message": "Success"}


@pytest.mark.parametrize(
    "content",
    [
        envelope("return_orders", RETURN, RETURN),
        {"_source": "docs", "response": envelope("return_orders", RETURN, RETURN)},
        [envelope("return_orders", RETURN), envelope("return_orders", RETURN)],
        {"return_orders": [RETURN, RETURN]},
        {"data": [RETURN, RETURN]},
        [RETURN, RETURN],
        json.dumps(RETURN) + "\n\n" + json.dumps(RETURN) + "\n",
        json.dumps(envelope("return_orders", RETURN)) + "\r\n" + json.dumps(envelope("return_orders", RETURN)),
        json.dumps(envelope("return_orders", RETURN), indent=1) * 2,
    ],
)
def test_every_way_to_keep_answers(tmp_path: Path, content: object) -> None:
    [found] = records(tmp_path / "x", content)
    assert (found.path, found.array) == (tmp_path / "x", "return_orders")
    assert list(found.rows()) == list(found.rows()) == [(1, RETURN), (2, RETURN)]


@pytest.mark.parametrize(
    ("record", "array"),
    [
        (RETURN, "return_orders"),
        (CANCEL, "cancellations"),
        (ORDER, "orders"),
        ({"id": "1", "payment": {}}, "orders"),
    ],
)
def test_bare_records_are_told_apart_by_their_keys(tmp_path: Path, record: dict[str, Any], array: str) -> None:
    assert [(found.array, list(found.rows())) for found in records(tmp_path / "x", [record])] == [
        (array, [(1, record)])
    ]


def test_several_kinds_in_one_file_share_one_count(tmp_path: Path) -> None:
    found = records(tmp_path / "x", [RETURN, CANCEL, RETURN, ORDER])
    assert {part.array: [number for number, _ in part.rows()] for part in found} == {
        "return_orders": [1, 3],
        "cancellations": [2],
        "orders": [4],
    }


@pytest.mark.parametrize(
    "content",
    [
        {"code": 0, "data": {"total_count": 0, "next_page_token": ""}, "message": "Success"},
        {"code": 0, "data": {}, "message": "Success"},
        envelope("return_orders", total_count=0),
        [],
    ],
)
def test_no_results_is_no_mistake(tmp_path: Path, content: object) -> None:
    assert records(tmp_path / "x", content) == []


def test_numbers_never_pass_through_float(tmp_path: Path) -> None:
    text = '{"return_orders": [{"return_id": 4035318504086604100, "amount": 0.10, "big": 9.43E+21, "odd": NaN}]}'
    [found] = records(tmp_path / "x", text)
    assert list(found.rows()) == [
        (1, {"return_id": 4035318504086604100, "amount": "0.10", "big": "9.43E+21", "odd": "NaN"})
    ]


def test_json_of_powershell_is_utf_16(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(json.dumps([RETURN]), encoding="utf-16")
    found = read_file(tmp_path / "x")
    assert isinstance(found, list)
    assert list(found[0].rows()) == [(1, RETURN)]


def test_half_an_emoji_can_be_stored(tmp_path: Path) -> None:
    text = r'[{"return_id": "1", "note": "sad \ud83d", "whole": "\ud83d\ude00", "n": [{"\udc00": 1}]}]'
    [(_, found)] = list(records(tmp_path / "x", text)[0].rows())
    assert found == {"return_id": "1", "note": "sad \ufffd", "whole": "😀", "n": [{"\ufffd": 1}]}


def test_the_last_of_two_equal_keys_wins(tmp_path: Path) -> None:
    [found] = records(tmp_path / "x", '[{"return_id": "1", "return_id": "2"}]')
    assert list(found.rows()) == [(1, {"return_id": "2"})]


def returns(*ids: str) -> list[dict[str, str]]:
    return [{"return_id": name} for name in ids]


@pytest.mark.parametrize(
    ("pages", "incomplete"),
    [
        ([envelope("return_orders", *returns("1"), total_count=3, next_page_token="abc")], True),
        ([envelope("return_orders", *returns("1"), total_count=1, next_page_token="abc")], False),
        (
            [
                envelope("return_orders", *returns("1", "2"), total_count=3, next_page_token="abc"),
                envelope("return_orders", *returns("3"), total_count=3, next_page_token="def"),
            ],
            False,
        ),
        ([envelope("return_orders", *returns("1", "2"), total_count=4, next_page_token="abc")] * 2, True),
        ([envelope("return_orders", *returns("3"), total_count=3, next_page_token="")], True),
        ([envelope("return_orders", *returns("1"), next_page_token="abc")], True),
        ([envelope("return_orders", *returns("1"), next_page_token="")], False),
        (returns("1", "2"), False),
    ],
)
def test_missing_pages_are_noticed(tmp_path: Path, pages: list[object], incomplete: bool) -> None:
    [found] = records(tmp_path / "x", pages)
    assert found.incomplete is incomplete


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            '{"code": 36009009, "message": "Invalid\\npath"}',
            "an error of the platform, not records: 36009009 Invalid path",
        ),
        (
            '[{"code": 0, "data": {}}, {"code": 105, "message": "expired"}]',
            "entry 2 is an error of the platform",
        ),
        ('{"code": 0, "data": {"reasons": []}}', "no return_orders, cancellations or orders in it"),
        ('{"hello": 1}', "no return_orders, cancellations or orders in it"),
        ("[1]", "no return_orders, cancellations or orders in it (entry 1)"),
        ('[{"return_id": "1"}, {"hello": 1}]', "(entry 2)"),
        ('{"return_orders": {"a": 1}}', "no return_orders, cancellations or orders in it"),
        ('{"return_orders": [null]}', "number 1 of return_orders is no record"),
        ('{"data": {"total_count": 5}}', "the platform counts 5 records, but none are in it"),
        ('{"type": 12, "tts_notification_id": "7", "data": {"return_id": "1"}}', "a webhook message"),
        ('{"return_orders": [\n{"return_id" "1"}]}', "not valid JSON at line 2, column 14"),
        ('{"return_orders": [{"return_id": "1"}', "stops in the middle"),
        ('{"return_orders": [{"return_id": "1', "stops in the middle"),
        ('{"return_id": "1"}\n{"return_id": "2"\n', "stops in the middle"),
        ('{"return_id": "1"} trailing', "not valid JSON at line 1, column 20"),
        ("[" * 100_000, "nested too deeply"),
        ('[{"return_id": ' + "1" * 5000 + "}]", "a number too long"),
    ],
)
def test_json_that_cannot_be_used(tmp_path: Path, content: str, why: str) -> None:
    assert why in refusal(tmp_path / "x.json", content)
