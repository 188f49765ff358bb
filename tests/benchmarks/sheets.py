"""Makes a workbook, reads one with and without the program, and writes a ledger's rows with the least work.

python tests/benchmarks/sheets.py make FILE ROWS         # an orders export of 25 columns as a workbook
python tests/benchmarks/sheets.py read FILE              # every cell as text, as the program reads it
python tests/benchmarks/sheets.py calamine FILE          # the same with python-calamine
python tests/benchmarks/sheets.py jsonl|csv LEDGER FILE  # every row of every table, fetched and written
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

_MORE = ("SKU ID", "Buyer Nickname", "Payment Method")  # beside the 22 columns that the program reads


def make(path: Path, rows: int) -> None:
    """Write an orders export as a spreadsheet saves it: shared texts, and no number that is an id."""
    from openpyxl import Workbook

    from benchmarks import ledgers

    wide = path.with_name(f"{path.name}.csv")
    ledgers.export(wide, rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("OrderSKUList")
    with wide.open(encoding="utf-8-sig", newline="") as file:
        records = csv.DictReader(file)
        header = [*ledgers.READ, *_MORE]
        sheet.append(header)
        for record in records:
            sheet.append([record[name].rstrip("\t") for name in header])
    wide.unlink()
    book.save(path)


def read(path: Path) -> int:
    """How many characters all cells have, as the program reads them."""
    from aftersales.importing.files.open import read_file
    from aftersales.importing.files.table import Table

    table = read_file(path)
    assert isinstance(table, Table)
    return sum(len(cell) for _, cells in table.rows() for cell in cells)


def calamine(path: Path) -> int:
    """The same with python-calamine."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return sum(len(str(cell)) for row in rows[1:] for cell in row)


def fetched(
    ledger: Path, path: Path, writer: Callable[[TextIO, list[str]], Callable[[tuple[Any, ...]], object]]
) -> None:
    """Write every row of every table."""
    with closing(sqlite3.connect(ledger)) as db, path.open("w", encoding="utf-8", newline="") as file:
        tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL").fetchall()
        for (table,) in tables:
            rows = db.execute(f'SELECT * FROM "{table}"')
            write = writer(file, [column[0] for column in rows.description])
            for row in rows:
                write(row)


def as_json(file: TextIO, names: list[str]) -> Callable[[tuple[Any, ...]], object]:
    """What writes a row as an object in a line."""
    return lambda row: file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def as_csv(file: TextIO, names: list[str]) -> Callable[[tuple[Any, ...]], object]:
    """What writes a row as a line of CSV."""
    writer = csv.writer(file)
    writer.writerow(names)
    return writer.writerow


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    match sys.argv[1:]:
        case ["make", file_name, row_count]:
            make(Path(file_name), int(row_count))
        case ["read", file_name]:
            read(Path(file_name))
        case ["calamine", file_name]:
            calamine(Path(file_name))
        case ["jsonl", ledger_name, file_name]:
            fetched(Path(ledger_name), Path(file_name), as_json)
        case ["csv", ledger_name, file_name]:
            fetched(Path(ledger_name), Path(file_name), as_csv)
        case _:
            sys.exit(__doc__)
