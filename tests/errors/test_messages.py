"""One bad file per message, and the whole of what the seller reads about it; `pytest --update` rewrites the texts.

Each must name the file, say what was found in it and what to do, in one sentence or two, and leave the ledger alone.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from importing.files import (
    ORDER_COLUMNS,
    REF,
    RETURN_COLUMNS,
    Seller,
    answer,
    asked,
    order,
    orders,
    request,
    returns,
    text,
    workbook,
)
from tables import of_each
from transcripts import Shell

HERE = Path(__file__).parent
SECOND = REF[:-1] + "5"
Make = Callable[[Path], Path]


@pytest.fixture
def seller(shell: Shell) -> Seller:
    """A shop with one request in its ledger, which every refusal must leave as it is."""
    seller = Seller(shell)
    seller.take(returns(shell.home / "before.csv", request("4035399999999999999")))
    return seller


def raw(name: str, content: bytes | str) -> Make:
    """A file of these bytes."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def _cut(folder: Path) -> Path:
    whole = orders(folder / "cut.xlsx", order())
    whole.write_bytes(whole.read_bytes()[:-400])
    return whole


def _far(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "Order ID", "x"
    book.save(folder / "far.xlsx")
    return folder / "far.xlsx"


def _zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "exports.zip", "w") as archive:
        archive.writestr("returns.csv", "x")
    return folder / "exports.zip"


def _numbers(folder: Path) -> Path:
    row = [request().get(name, "") for name in RETURN_COLUMNS]
    return workbook(folder / "numbers.xlsx", [RETURN_COLUMNS, [4.03531234567890e18, *row[1:]]], "Sheet1")


def _without(*names: str) -> list[str]:
    return [name for name in RETURN_COLUMNS if name not in names]


def _western(folder: Path) -> Path:
    return returns(folder / "western.csv", request(product="Café lamp £5"), encoding="cp1252")


OPEN, MIXED = request(asked="05/11/2026 08:00:00"), request(SECOND, asked="11/23/2026 08:00:00")

# name of the golden: how the file is made, and what else is typed
BAD: dict[str, tuple[Make, str]] = {
    "empty": (raw("empty.csv", b""), ""),
    "blank": (raw("blank.csv", b"\r\n,,\r\n"), ""),
    "binary": (raw("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))), ""),
    "truncated-xlsx": (_cut, ""),
    "far-cells": (_far, ""),
    "something-else": (raw("bank.csv", "Date,Payee,Amount\r\n2026-11-20,Ann,5.00\r\n"), ""),
    "every-row-broken": (lambda f: returns(f / "broken.csv", request("4.03531E+18"), request("4.03532E+18")), ""),
    "numeric-ids": (_numbers, ""),
    "missing-path": (lambda f: f / "nothing.csv", ""),
    "wrong-encoding": (_western, "--encoding utf-8"),
    "unknown-encoding": (_western, "--encoding klingon"),
    "no-encoding-fits": (_western, ""),
    "mixed-dates": (lambda f: returns(f / "mixed.csv", request(), MIXED), ""),
    "ambiguous-dates": (lambda f: returns(f / "open.csv", OPEN), ""),
    "error-envelope": (
        raw("answer.json", json.dumps({"code": 105002, "message": "Expired credentials", "request_id": "1"})),
        "",
    ),
    "other-answer": (raw("reasons.json", json.dumps({"code": 0, "data": {"reasons": []}})), ""),
    "cut-json": (lambda f: _shortened(answer(f / "answer.json", asked())), ""),
    "webhook": (raw("hook.json", json.dumps({"type": 12, "tts_notification_id": "7", "data": {"return_id": REF}})), ""),
    "html": (raw("orders.csv", "<!DOCTYPE html><html><title>Log in</title></html>"), ""),
    "old-xls": (raw("orders.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), ""),
    "zip": (_zip, ""),
    "lacking-column": (lambda f: returns(f / "r.csv", request(), columns=_without("Time Requested")), ""),
    "lacking-columns": (
        lambda f: returns(f / "r.csv", request(), columns=_without("Return Type", "Return Status")),
        "",
    ),
    "lacking-amount": (
        lambda f: orders(f / "o.csv", order(), columns=[n for n in ORDER_COLUMNS if n != "Order Amount"]),
        "",
    ),
    "open-quote": (raw("quote.csv", text(RETURN_COLUMNS, [request()]) + '"never closed,1\r\n'), ""),
    "short-rows": (raw("short.csv", text(RETURN_COLUMNS, [request()]).replace(",,,,,\r\n", "\r\n")), ""),
}


def _shortened(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-40])
    return path


@pytest.mark.parametrize("name", BAD)
def test_what_the_seller_reads(seller: Seller, name: str, update: bool) -> None:
    make, options = BAD[name]
    folder = seller.home / "Downloads"
    folder.mkdir()
    path = make(folder)
    before = seller.dump()
    run = seller.run("import", path, *options.split())
    assert run.code == 1
    assert seller.dump() == before
    told = run.err.replace(str(folder), "~/Downloads")
    assert f"~/Downloads/{path.name}" in told
    for never in ("Error", "Traceback", "Errno", "\x1b"):
        assert never not in told
    golden = HERE / f"{name}.txt"
    if update:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def test_each_text_belongs_to_a_file() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(BAD)


@of_each("name", [name for name in BAD if name not in ("every-row-broken", "numeric-ids", "short-rows")])
def test_a_refusal_is_one_line(name: str) -> None:
    told = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    assert told.startswith("aftersales: ~/Downloads/")
    assert told.count("\n") == 1
    assert told.endswith(".\n")


def test_where_every_row_is_broken_it_says_that_nothing_was_written() -> None:
    told = (HERE / "every-row-broken.txt").read_text(encoding="utf-8")
    assert "othing was written" in told
    assert "--as-of" not in told


def test_mixed_dates_are_not_to_be_forced_into_one_order() -> None:
    assert "--date-format" not in (HERE / "mixed-dates.txt").read_text(encoding="utf-8")
