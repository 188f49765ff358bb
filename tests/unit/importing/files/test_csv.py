"""Text files: encoding, delimiter, records."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tables import of_each
from unit.importing.files.build import ID, refusal, sheet


def test_a_csv_gives_its_header_and_rows_with_their_numbers(tmp_path: Path) -> None:
    found = sheet(tmp_path / "returns.csv", f"Return Order ID, Order ID ,Note\r\n{ID}\t,2,\r\n3,4,five\r\n")
    assert found.header == ("Return Order ID", "Order ID", "Note")
    assert (found.name, found.encoding, found.header_row) == ("", "utf-8", 1)
    assert list(found.rows()) == [(2, [ID + "\t", "2", ""]), (3, ["3", "4", "five"])]


def test_rows_can_be_read_again(tmp_path: Path) -> None:
    found = sheet(tmp_path / "r.csv", "a,b\n1,2\n3,4\n")
    assert list(found.rows()) == list(found.rows()) == [(2, ["1", "2"]), (3, ["3", "4"])]


@of_each("newline", ["\n", "\r\n", "\r"])
@of_each("delimiter", [",", ";", "\t"])
@of_each(
    "encoding, told", [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")]
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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
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


@of_each("length", [10, 300_000])
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


@of_each("text", ["Buyer,Price\nRenée,1\n", "Buyer,Price\nAnn,£1\n"])
def test_western_text_is_not_taken_for_chinese(tmp_path: Path, text: str) -> None:
    sentence = refusal(tmp_path / "x.csv", text.encode("cp1252"))
    assert "--encoding" in sentence
    assert "cp1252" in sentence


@of_each("name, why", [("utf-8", "cannot be read as utf-8"), ("klingon", "is not known")])
def test_a_wrong_encoding_names_the_option(tmp_path: Path, name: str, why: str) -> None:
    sentence = refusal(tmp_path / "x.csv", "a,b\n商品,2\n".encode("gb18030"), name)
    assert why in sentence
    assert "--encoding" in sentence


def test_a_byte_order_mark_stays_out_of_the_header_when_the_user_names_the_encoding(tmp_path: Path) -> None:
    for name in ("utf-8", "utf8", "UTF-8-SIG"):
        assert sheet(tmp_path / "x.csv", '\ufeff"Order ID",b\n1,2\n', name).header == ("Order ID", "b")
    content = "\ufeffOrder ID,b\n".encode("utf-16-le")
    assert sheet(tmp_path / "x.csv", content, "utf-16-le").header == ("Order ID", "b")


def test_a_file_in_utf_8_is_not_read_as_another(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Order ID,Amount\n1,£2\n", encoding="utf-8-sig")
    assert "begins as one in UTF-8, but --encoding names cp1252" in refusal(path, encoding="cp1252")


def test_what_was_saved_with_garbled_letters_is_refused(tmp_path: Path) -> None:
    """A spreadsheet took UTF-8 for Windows-1252, and saved what it saw as UTF-8."""
    path = tmp_path / "a.csv"
    path.write_text("\ufeffOrder ID,Amount\n1,£2\n".encode().decode("cp1252"), encoding="utf-8")
    assert "opened in a wrong encoding and saved" in refusal(path)


def test_one_character_far_down_decides_the_encoding(tmp_path: Path) -> None:
    body = "a,b\n" + "1,2\n" * 600_000
    assert sheet(tmp_path / "x.csv", body.encode() + "1,商品\n".encode("gb18030")).encoding == "gb18030"


def test_a_file_cut_inside_a_character(tmp_path: Path) -> None:
    assert "cut short" in refusal(tmp_path / "x.csv", "a,b\n1,商品".encode()[:-1])


# Files that are something else


# Files that would fill the memory


@of_each(
    "content, why",
    [
        (b"a,b\n" + b"1," * 3_000 + b"\n", "row 2 has 3,001 cells, more than any export"),
        (b"a,b\n" + b"x," * 600_000 + b"\n", "row 2 has more than 1,048,576 characters"),
        (b'a,b\n1,2\n"' + b'\n","' * 400_000, "row 3 has more than 1,048,576 characters. A quotation mark in that row"),
        (b"a," * 3_000_000 + b"\n1", "no line break for 4,194,304 characters"),
        (b"a,b\n" + b"1," * 3_000_000, "it has a line of more than 4,194,304 characters"),
        (b"a,b\n" + b"1" * 200_000, "row 2 has a cell of more than 131,072 characters"),
    ],
)
def test_a_row_of_absurd_size_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    assert why in refusal(tmp_path / "x.csv", content)
