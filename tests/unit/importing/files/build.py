"""Files as sellers give them, and what they read as."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from aftersales.errors import FileRefused
from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Records, Table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
ID = "577686530908261117"
# A cell in the last row that a worksheet can have.
FAR = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'


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
