"""Cells as text: the same values as openpyxl reads, which is the reference here."""

from __future__ import annotations

import random
import warnings
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aftersales.importing.files.table import NumberCell
from aftersales.importing.files.xlsx.cells import DATE, EPOCH, NUMBER, SHARED, CellTexts
from tables import of_each
from unit.importing.files.build import MAIN, row, sheet, workbook

CODES = [
    "General", "0.00", "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "[$-409]d-mmm-yy;@", "[h]:mm:ss", "[mm]:ss", "hh:mm",
    '"days" 0', '#,##0.00 "d"', r"0\d", "[Red]0.00;[Blue]-0.00", "yyyy年m月d日", "@", "0.00E+00", "s.000", "0;dd/mm",
]  # fmt: skip
BUILT_IN = [0, 1, 9, 14, 17, 18, 20, 22, 37, 44, 45, 46, 47, 49]


def styles() -> bytes:
    formats = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{code.replace(chr(34), "&quot;")}"/>' for n, code in enumerate(CODES)
    )
    ids = [*BUILT_IN, *(200 + n for n in range(len(CODES)))]
    xfs = "".join(f'<xf numFmtId="{number}"/>' for number in ids)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts><font/></fonts><fills><fill>'
        "<patternFill/></fill></fills><borders>"
        f'<border/></borders><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>'
    ).encode()


def as_told(value: Any) -> str | float:
    """A value of openpyxl's, as this program tells it; a number stays a number."""
    if isinstance(value, datetime):
        return (value + timedelta(milliseconds=500)).strftime("%Y-%m-%d %H:%M:%S")
    return float(value) if isinstance(value, (int, float)) else str(value)


@of_each("since_1904", [False, True])
def test_numbers_dates_and_times_are_what_openpyxl_makes_of_them(tmp_path: Path, since_1904: bool) -> None:
    chance = random.Random(7)
    numbers = [
        "0", "1", "-1", "0.5", "0.999999999", "59", "60", "61", "45000", "45000.4375", "45985.668182870373", "13.98",
        "1E5", "5.76461413038785E+17", "576461413038785752", "2958465", "99999999", "1e-7", "007",
        *(f"{chance.uniform(-10, 60_000):.10f}" for _ in range(20)),
    ]  # fmt: skip
    xfs = len(BUILT_IN) + len(CODES)
    cells = [(style, number) for style in range(xfs) for number in numbers]
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="{style}"><v>{number}</v></c></row>' for n, (style, number) in enumerate(cells, 2)
    )
    path = workbook(tmp_path / "x.xlsx", row(1, "a") + rows, extra={"xl/styles.xml": styles()})
    if since_1904:
        book = openpyxl.Workbook()
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        page = book.active
        assert page is not None
        page.append(["a"])
        for number in (45000, 45000.4375, 0.25, 1):
            page.append([number])
            page.cell(page.max_row, 1).number_format = "yyyy-mm-dd hh:mm:ss"
        book.save(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = [as_told(value) for (value,) in openpyxl.load_workbook(path).active.iter_rows(2, values_only=True)]
    found = [float(cell) if type(cell) is NumberCell else cell for _, [cell] in sheet(path).rows()]
    assert found == expected


def test_kinds_of_cells(tmp_path: Path) -> None:
    cells = [
        ('t="b"', "1", "TRUE"),
        ('t="b"', "0", "FALSE"),
        ('t="e"', "#N/A", "#N/A"),
        ('t="str"', "a_x0009_b", "a\tb"),
        ('t="str"', "_x005F_x0009_", "_x0009_"),
        ('t="str"', "_x0000_", "_x0000_"),
        ('t="str"', "&lt;&#163;&gt;", "<£>"),
        ('t="d"', "2026-11-20T16:02:09", "2026-11-20 16:02:09"),
        ('t="d"', "2026-11-20T16:02:09.600Z", "2026-11-20 16:02:10"),
        ('t="d"', "2026-11-20", "2026-11-20"),
        ('t="n"', "7", "7"),
        ('s="9999"', "7", "7"),
    ]
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" {how}><v>{value}</v></c></row>' for n, (how, value, _) in enumerate(cells, 2)
    )
    found = [cell for _, [cell] in sheet(workbook(tmp_path / "x.xlsx", row(1, "a") + rows)).rows()]
    assert found == [text for _, _, text in cells]


def test_a_number_is_known_as_one_and_a_damaged_cell_raises() -> None:
    texts = CellTexts(["only"], b"", EPOCH)
    assert type(texts.of(NUMBER, "576461413038785752")) is NumberCell
    for kind, value in ((SHARED, "-1"), (SHARED, "1"), (NUMBER, "many"), (DATE, "nan"), (NUMBER, "-" + "1" * 6_000)):
        with pytest.raises((ValueError, IndexError)):
            texts.of(kind, value)
