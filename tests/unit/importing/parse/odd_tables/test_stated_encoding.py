"""In which encoding a file is read that a format states one for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aftersales.errors import FileRefused
from aftersales.importing.files.table import Table
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.odd_tables.stated_encoding import read_stated
from tables import of_each

WAREHOUSE = Format("w", "W", "cases", columns={"ref": "Nº", "buyer": "Käufer"}, requires=("ref", "buyer"))
WESTERN, CHINESE = replace(WAREHOUSE, encoding="cp1252"), replace(WAREHOUSE, encoding="gb18030")
TEXT = "Nº,Käufer\n1,Bäcker\n"


@of_each(
    "content, named, forms, encoding",
    [
        (TEXT.encode("cp1252"), None, [WESTERN], "cp1252"),
        (TEXT.encode("cp1252"), None, [WAREHOUSE, CHINESE, WESTERN], "cp1252"),
        (TEXT.encode("cp1252"), "latin-1", [WESTERN], "iso8859-1"),
        (TEXT.encode(), None, [WESTERN], "utf-8"),
        (TEXT.encode("utf-8-sig"), None, [WESTERN], "utf-8-sig"),
        (TEXT.encode("utf-16"), None, [WESTERN], "utf-16"),
        ("编号,买家\n1,张三\n".encode("gb18030"), None, [WESTERN], "gb18030"),  # not of the format: nothing states it
        ("RMA,Buyer\n".encode("cp500"), None, [replace(WAREHOUSE, encoding="cp500", columns={"ref": "RMA"},
                                                       requires=("ref",))], "cp500"),
    ],
)  # fmt: skip
def test_the_content_decides_then_the_format(
    tmp_path: Path, content: bytes, named: str | None, forms: list[Format], encoding: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    table = read_stated(path, named, forms)
    assert isinstance(table, Table)
    assert table.encoding == encoding


def test_a_file_of_another_format_is_refused_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Größe,Maß\n1,2\n".encode("cp1252"))
    for forms in ([], [WESTERN], None):
        with pytest.raises(FileRefused, match="neither UTF-8 nor GB18030"):
            read_stated(path, None, forms)
