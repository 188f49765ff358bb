"""Files opened by their content."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Table
from unit.importing.files.build import refusal, row, sheet, workbook

SHEET = "Order ID,Reason\n576461413038785752,尺码不合适,换货\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (SHEET.encode(), None),
        (SHEET.encode("utf-16"), None),
        (SHEET.encode("gb18030"), None),  # taken for UTF-8 first, until a byte does not fit
        (SHEET.encode("gb18030"), "gb18030"),
        (b'{"orders": [{"id": "576461413038785752"}]}', None),
    ],
)
def test_a_file_carries_the_hash_of_all_its_bytes(tmp_path: Path, content: bytes, encoding: str | None) -> None:
    path = tmp_path / "export"
    path.write_bytes(content)
    found = read_file(path, encoding)
    tables = [found] if isinstance(found, Table) else found
    assert [table.sha256 for table in tables] == [sha256(content).hexdigest()]


def test_so_does_a_workbook(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book, path = Workbook(), tmp_path / "export.xlsx"
    book.active.append(["Order ID", "Reason"])
    book.active.append(["576461413038785752", "late"])
    book.save(path)
    found = read_file(path)
    assert isinstance(found, Table)
    assert found.sha256 == sha256(path.read_bytes()).hexdigest()


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
    assert "no line break for" in refusal(tmp_path / "x.csv", b"abc," * 6_000_000)


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
    assert refusal(path) == (
        "you have no permission to open the file. Close it in other programs, or change its permissions."
    )


def test_the_name_says_nothing_about_the_kind(tmp_path: Path) -> None:
    assert sheet(workbook(tmp_path / "returns.csv", row(1, "a", "b"))).encoding == ""
    assert sheet(tmp_path / "returns.xlsx", "a,b\n").encoding == "utf-8"
    (tmp_path / "returns.txt").write_text('\ufeff\n {"return_orders": [{"return_id": "1"}]}', encoding="utf-8")
    assert isinstance(read_file(tmp_path / "returns.txt"), list)
