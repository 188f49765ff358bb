"""Files opened by their content."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Table

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
