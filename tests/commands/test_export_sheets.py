"""The ledger in spreadsheets: what openpyxl, LibreOffice and readers of CSV find in it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import stat
import subprocess
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aftersales import text
from aftersales.ledger.transfer import sheets
from aftersales.rendering.fields.ledger_tables.sheets import SHEETS
from aftersales.rendering.spreadsheets import workbook
from hostile import HOSTILE
from transcripts import SAMPLES, Shell, prepared
from unit.ledger import build


@prepared
def lived(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    for step in ("approve 13 --mode seller-address", "shipped 13 --tracking 0012345678901234", "delivered 13"):
        shell.ok(f"{step} --at 2026-11-24T08:45")
    shell.ok("received 13 --grade minor --to-stock 1 --at 2026-11-24T08:46")


def _book(path: Path) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def _csv(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def _by(rows: list[list[Any]], column: str) -> dict[Any, dict[str, Any]]:
    head, *others = rows
    return {row[head.index(column)]: dict(zip(head, row, strict=True)) for row in others}


def test_every_sheet_says_what_its_columns_are() -> None:
    with build.ledger() as ledger:
        assert {name: sheets.columns(ledger, name) for name in sheets.QUERIES} == {
            name: list(sheet.columns) for name, sheet in SHEETS.items()
        }


def test_a_workbook_has_a_sheet_for_each_subject(lived: Shell) -> None:
    file = lived.home / "book.xlsx"
    answer = json.loads(lived.ok(f"export {file} --json").out)
    assert (answer["format"], answer["bytes"]) == ("xlsx", file.stat().st_size)
    book = _book(file)
    assert list(book) == ["about", *SHEETS] == [part["name"] for part in answer["parts"]]
    assert [len(rows) - 1 for rows in book.values()] == [part["rows"] for part in answer["parts"]]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # By hand, from the samples. Numbers of 19 digits are whole, times and amounts are times and numbers.
    seven, order = _by(book["cases"], "case")[7], _by(book["orders"], "order")["576400590514360719"]
    assert (seven["ref"], seven["amount"], seven["currency"]) == ("4035349180493328245", 27.98, "GBP")
    assert (seven["next_duty"], str(seven["next_due"])) == ("respond", "2026-11-24 11:47:05")
    assert isinstance(order["placed"], datetime) and str(order["placed"]) == "2026-10-22 17:35:37"
    assert (order["amount"], order["shipping_fee"]) == (19.48, 2.99)
    (stock,) = _by(book["stock"], "case").values()
    assert (stock["case"], stock["grade"], stock["quantity"], stock["to_stock"], stock["scrap"]) == (
        13,
        "minor",
        1,
        1,
        0,
    )
    assert _by(book["statuses"], "case")[7]["status"] == "pending"
    meaning = {(row[0], row[1]): row[3] for row in book["about"]}
    assert meaning["cases", "amount"] == "what is asked for" and len(meaning) == len(book["about"])
    tracking = [row["tracking"] for row in _by(book["events"], "event").values() if row["tracking"]]
    assert tracking == ["0012345678901234"]


def test_csv_has_the_same_cells(lived: Shell) -> None:
    """But for what a spreadsheet would lose: digits are followed by a tab, which makes them text."""
    file, folder = lived.home / "book.xlsx", lived.home / "sheets"
    lived.ok(f"export {file}")
    run = lived.ok(f"export {folder} --format csv")
    assert "cases 32" in run.err and "buyers' data" in run.err
    book = _book(file)
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in book}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name, rows in book.items():
        assert stat.S_IMODE((folder / f"{name}.csv").stat().st_mode) == 0o600
        told = [[_as_csv(cell) for cell in row] for row in rows]
        assert [[cell.removesuffix("\t") for cell in row] for row in _csv(folder / f"{name}.csv")] == told
    for row in _csv(folder / "orders.csv")[1:]:
        assert re.fullmatch(r"\d{18}\t", row[0])
    assert lived.ok("export --only money").out.splitlines() == (
        (folder / "money.csv").read_text(encoding="utf-8").splitlines()
    )


def _as_csv(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return "" if cell is None else text.no_formula(str(cell)) if isinstance(cell, str) else str(cell)


def test_one_sheet_or_some(lived: Shell) -> None:
    lived.ok(f"export {lived.home / 'few.xlsx'} --only money,cases")
    assert list(_book(lived.home / "few.xlsx")) == ["money", "cases"]
    lived.ok(f"export {lived.home / 'cases.csv'} --only cases")
    assert _csv(lived.home / "cases.csv")[1][0] == "1"
    lived.ok("init --shop de-main --market DE")
    lived.ok("order add 577000000000000009 --shop de-main --amount 5 --placed 2026-07-23T10:00")
    rows = list(csv.DictReader(io.StringIO(lived.ok("export --only orders --shop de-main").out.removeprefix("\ufeff"))))
    # In Berlin, in summer.
    assert [(row["order"], row["placed"], row["zone"]) for row in rows] == [
        ("577000000000000009\t", "2026-07-23 10:00:00", "Europe/Berlin")
    ]


REFUSED = {
    "export --format xlsx": (2, "a workbook is not text"),
    "export --format csv": (2, "name a folder for them, or one subject"),
    "export --only casse": (2, "did you mean cases"),
    "export x.jsonl --only cases": (2, "--only is for CSV and XLSX"),
    "export x.csv": (2, "name a folder for them, or one subject"),
    "export new.csv --only cases,money": (2, "name a folder for them, or one subject"),
    "export book.xlsx --format csv": (1, "it is a file"),
    "export --format table x": (2, "It takes jsonl, csv, xlsx"),
    "export none/there.xlsx": (1, "there is no folder none"),
    "export none/there/ --format csv": (1, "can't be written"),
    "export full": (1, "cases.csv: it is there already. Name another folder, or replace its files with --force."),
    "export book.xlsx": (1, "it is there already"),
}


def test_what_can_t_be_is_said(lived: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lived.home)
    (lived.home / "full").mkdir()
    for name in ("full/cases.csv", "book.xlsx", "x.csv"):
        (lived.home / name).write_text("mine", encoding="utf-8")
    before = _files(lived)
    for line, (code, said) in REFUSED.items():
        run = lived(line)
        assert (run.code, run.out) == (code, "") and said in run.err and run.err.count("\n") == 1, (line, run)
    assert _files(lived) == before
    assert (lived.home / "full/cases.csv").read_text(encoding="utf-8") == "mine"
    lived.ok("export full --force")
    assert (lived.home / "full/cases.csv").read_bytes()[:7] == b"\xef\xbb\xbfcase"


def _files(shell: Shell) -> list[Path]:
    return sorted(path for path in shell.home.rglob("*") if "data" not in path.parts)


def test_a_name_does_not_promise_another_format(lived: Shell) -> None:
    for name in ("book.xls", "book.ODS", "data.json", "copy.db", "all.jsonl.zip"):
        run = lived(f"export {name}")
        assert (run.code, "Name a file such as ledger.jsonl or book.xlsx" in run.err) == (2, True), run
        assert not (lived.home / name).exists()
    lived.ok(f"export {lived.home / 'ledger-2026.11.24'}")


def test_a_folder_has_all_files_or_none(lived: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*args: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setitem(sheets.QUERIES, "statuses", "SELECT * FROM nowhere")  # type: ignore[misc]
    assert lived(f"export {lived.home / 'new'} --format csv").code == 1
    assert lived(f"export {lived.home / 'new.xlsx'}").code == 1
    assert not (lived.home / "new").exists() and not list(lived.home.glob("*.xlsx"))


@prepared
def beset(shell: Shell) -> None:
    """Every text of every case is a stranger's."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    with closing(sqlite3.connect(shell.home / "data/aftersales/ledger.db")) as db, db:
        for number, words in enumerate((*HOSTILE.values(), "_x0041_ _x000D_", "0012", "1E5", "x" * 40_000), 1):
            for table, key in (("cases", "id"), ("lines", "order_id")):
                sets = "product = :text, sku = :text" + ", buyer = :text, reason = :text" * (table == "cases")
                db.execute(f"UPDATE {table} SET {sets} WHERE {key} = :id", {"text": words, "id": number})
            sets = "buyer = :text, tracking = :text, buyer_message = :text"
            db.execute(f"UPDATE orders SET {sets} WHERE id = :id", {"text": words, "id": number})


def test_strangers_texts_are_only_texts(beset: Shell) -> None:
    file, folder = beset.home / "book.xlsx", beset.home / "sheets"
    beset.ok(f"export {file}")
    beset.ok(f"export {folder} --format csv")
    with closing(sqlite3.connect(beset.home / "data/aftersales/ledger.db")) as db:
        stored = dict(db.execute("SELECT id, product FROM cases"))
    shown = {case: row["product"] for case, row in _by(_book(file)["cases"], "case").items()}
    for case, words in stored.items():
        told = (shown[case] or "").replace("_x005F_", "_")
        assert told == text.plain(words or "")[:32_766] + "…" * (len(words or "") > 32_767), words
    for path in folder.iterdir():
        for row in _csv(path)[1:]:
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]
            assert not [cell for cell in row if cell.startswith("-") and not re.fullmatch(r"-[\d.]+", cell)]
            assert not [cell for cell in row if re.search(text.UNSAFE, cell.removesuffix("\t"))]


def test_a_sheet_that_is_full_goes_on_in_another(lived: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_ROWS", 20)
    lived.ok(f"export {lived.home / 'book.xlsx'} --only cases,stock")
    book = _book(lived.home / "book.xlsx")
    assert list(book) == ["cases", "cases 2", "stock"]
    assert [row[0] for name in ("cases", "cases 2") for row in book[name][1:]] == list(range(1, 33))
    assert book["cases"][0] == book["cases 2"][0]


def test_what_columns_mean_is_in_the_language_of_the_run(lived: Shell) -> None:
    lived.ok(f"--lang zh export {lived.home / 'book.xlsx'}")
    meaning = {(row[0], row[1]): row[3] for row in _book(lived.home / "book.xlsx")["about"]}
    assert meaning["cases", "amount"] == "申请的金额"


# --- LibreOffice ----------------------------------------------------------------------------------------------------


def _libreoffice(home: Path, source: Path, form: str, *more: str) -> Path:
    """The file as LibreOffice reads it, saved in another format."""
    out = home / "converted"
    profile = f"-env:UserInstallation=file://{home}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", *more, "--convert-to", form, "--outdir", out, source],
        check=True, capture_output=True, timeout=170,
    )  # fmt: skip
    return out / f"{source.stem}.{form.partition(':')[0]}"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["lived", "beset"])
def test_libreoffice_reads_every_cell_as_it_is(request: pytest.FixtureRequest, name: str) -> None:
    shell: Shell = request.getfixturevalue(name)
    shell.ok(f"export {shell.home / 'book.xlsx'}")
    shell.ok(f"export {shell.home / 'sheets'} --format csv")
    wanted = _book(shell.home / "book.xlsx")
    read = _book(_libreoffice(shell.home, shell.home / "book.xlsx", "xlsx:Calc MS Excel 2007 XML"))
    for title, rows in wanted.items():
        cells = zip((c for row in read[title] for c in row), (c for row in rows for c in row), strict=True)
        assert [pair for pair in cells if _same(pair[0]) != _same(pair[1])] == [], title
    # As text in UTF-8 with commas, which is what LibreOffice offers for such a file.
    for title in ("cases", "orders", "lines", "money"):
        path = _libreoffice(shell.home, shell.home / f"sheets/{title}.csv", "xlsx", "--infilter=CSV:44,34,76")
        (rows,) = _book(path).values()
        for row, as_written in zip(rows, wanted[title], strict=True):
            for cell, value in zip(row, as_written, strict=True):
                if isinstance(value, str) and value.isdigit():
                    assert str(cell).strip() == value, (title, cell, value)


def _same(cell: Any) -> Any:
    if isinstance(cell, datetime):  # a workbook has a fraction of a day
        return (cell + timedelta(milliseconds=500)).replace(microsecond=0)
    return (
        cell.replace("_x005F_", "_") if isinstance(cell, str) else round(cell, 4) if isinstance(cell, float) else cell
    )
