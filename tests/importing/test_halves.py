"""A file that two processes read is in the ledger as if one had read it."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aftersales.actions.imports import files
from aftersales.actions.imports.orders import second_half
from aftersales.importing.files import halves
from aftersales.importing.parse.staging import staged_rows
from aftersales.ledger.working_copy import whole
from aftersales.processes import second_process
from importing.files import Cells, Seller, order, orders, request, returns

Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are cut in two, and imports prepared, whatever their size."""
    monkeypatch.setattr(halves, "SMALLEST", 0)
    monkeypatch.setattr(files, "LARGE", 0)
    monkeypatch.setattr(whole, "is_worth", lambda *_: True)


@pytest.fixture
def by_two(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Says whether a second process helps."""
    return lambda worth: monkeypatch.setattr(second_process, "is_worth", lambda: worth)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a second process was begun for."""
    known: list[str] = []

    def noted(kind: str, begin: Callable[..., Any]) -> Callable[..., Any]:
        def begins(*arguments: Any) -> Any:
            known.append(kind)
            return begin(*arguments)

        return begins

    monkeypatch.setattr(staged_rows, "SecondHalf", noted("rows", staged_rows.SecondHalf))
    monkeypatch.setattr(second_half, "SecondProcess", noted("orders", second_half.SecondProcess))
    return known


def number(n: int) -> str:
    return f"5770123456789{n:05}"


def many(count: int = 40, **told: str) -> list[Cells]:
    """Orders in the order of their numbers, each third with two lines."""
    return [
        order(number(n), sku=f"S-{n}-{line}", created=f"{1 + n % 20:02}/11/2026 10:00:00", **told)
        for n in range(count)
        for line in range(1 + (n % 3 == 0))
    ]


def changed(at: int, **cells: str) -> list[Cells]:
    rows = many()
    rows[at] = rows[at] | cells
    return rows


UNKNOWN = {"Order Status": "Odd", "Order Substatus": "Odder"}
CANCELLED = {"Order Status": "Canceled", "Order Substatus": "Canceled", "Cancelled Time": "19/11/2026 10:00:00"}
BOTH = ["rows", "orders"]
# Rows, for what a second process is begun, and the exit code.
FILES: dict[str, tuple[list[Cells], list[str], int]] = {
    "clean": (many(), BOTH, 0),
    "not sent yet": (many(status="To ship", substatus="Awaiting shipment"), BOTH, 0),
    "a status that nobody knows": (changed(50, **UNKNOWN), BOTH, 0),
    "another currency": (changed(50, **{"Order Amount": "EUR 9.00"}), BOTH, 0),
    "a bad row behind the middle": (changed(50, **{"Created Time": "x"}), BOTH, 5),
    "a bad row before the middle": (changed(5, **{"Created Time": "x"}), BOTH, 5),
    "bad rows in both halves": ([*changed(5, Quantity="x")[:40], *changed(50, Quantity="y")[40:]], BOTH, 5),
    "a number that is none": (changed(50, **{"Order ID": "total"}), ["rows"], 5),
    "an order with rows in both halves": ([*many(), order(number(1), created="02/11/2026 10:00:00")], BOTH[:1], 0),
    "come back": (changed(50, **CANCELLED, **{"Cancel Reason": "Package delivery failed"}), BOTH, 0),
}


def taken(seller: Seller, path: Path, code: int = 0) -> tuple[Dump, Any, Any]:
    """The ledger after an import, and what that says. How the log counts the orders in it depends on their blocks."""
    told = seller.take("--shop", "uk-main", path, code=code)
    dump = seller.dump()
    lasts = {"changes", "checksums", "sqlite_sequence"}
    orders_logged = [row for row in dump["changes"] if row[2] == "orders"]
    assert orders_logged
    others = [row[2:] for row in dump["changes"] if row[2] != "orders"]
    assert "in order" in seller.run("ledger", "check", "--deep").err
    return {table: rows for table, rows in dump.items() if table not in lasts} | {"changes": others}, told, seller.due()


@pytest.mark.parametrize("name", FILES)
def test_two_processes_find_what_one_finds(
    name: str, seller: Seller, tmp_path: Path, by_two: Callable[[bool], None], begun: list[str]
) -> None:
    rows, kinds, code = FILES[name]
    path = orders(tmp_path / "o.csv", *rows)
    before = seller.kept()
    by_two(False)
    one = taken(seller, path, code)
    assert begun == []
    seller.put_back(before)
    by_two(True)
    assert taken(seller, path, code) == one
    assert begun == kinds


def test_requests_are_read_by_two_as_by_one(
    seller: Seller, tmp_path: Path, by_two: Callable[[bool], None], begun: list[str]
) -> None:
    path = returns(tmp_path / "r.csv", *(request(f"40353123456789{n:05}") for n in range(30)))
    before = seller.kept()
    dumps = []
    for worth in (False, True):
        by_two(worth)
        seller.put_back(before)
        seller.take("--shop", "uk-main", path)
        dumps.append(seller.dump())
    assert dumps[0] == dumps[1]
    assert begun == ["rows"]


def test_a_request_on_an_order_is_found_by_what_the_second_process_reads(
    seller: Seller, tmp_path: Path, by_two: Callable[[bool], None]
) -> None:
    seller.take("--shop", "uk-main", returns(tmp_path / "r.csv", request(**{"Order ID": number(39)})))
    rows = [
        row | ({"Delivered Time": "18/11/2026 09:30:00"} if row["Order ID"] == number(39) else {}) for row in many()
    ]
    path, before, dumps = orders(tmp_path / "o.csv", *rows), seller.kept(), []
    for worth in (False, True):
        by_two(worth)
        seller.put_back(before)
        dumps.append(taken(seller, path))
    assert dumps[0] == dumps[1]


def test_two_processes_find_the_same_while_the_ledger_is_locked(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_two: Callable[[bool], None]
) -> None:
    monkeypatch.setattr(files, "LARGE", 1 << 40)
    path, before, dumps = orders(tmp_path / "o.csv", *many()), seller.kept(), []
    for worth in (False, True):
        by_two(worth)
        seller.put_back(before)
        dumps.append(taken(seller, path))
    assert dumps[0] == dumps[1]


@pytest.mark.parametrize("at", ["rows", "orders", "sums"])
def test_a_second_process_that_dies_changes_nothing(
    at: str, seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_two: Callable[[bool], None]
) -> None:
    def dies(*_: Any, **__: Any) -> Iterator[Any]:
        raise MemoryError

    path = orders(tmp_path / "o.csv", *many())
    before = seller.kept()
    by_two(False)
    one = taken(seller, path)
    seller.put_back(before)
    by_two(True)
    module, name = {
        "rows": ("aftersales.importing.parse.staging.second_half", "marshal.dump"),
        "orders": ("aftersales.ledger.facts.orders", "put_apart"),
        "sums": ("aftersales.ledger.checksums", "of_orders"),
    }[at]
    monkeypatch.setattr(f"{module}.{name}", dies)
    assert taken(seller, path) == one


@pytest.mark.parametrize("begins", [0, 1])
def test_where_no_process_can_be_made_no_file_stays(
    begins: int, seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_two: Callable[[bool], None]
) -> None:
    folder, fork, left = tmp_path / "temporary", os.fork, [begins]
    folder.mkdir()

    def refused() -> int:
        if not left[0]:
            raise BlockingIOError
        left[0] -= 1
        return fork()

    path, before = orders(tmp_path / "o.csv", *many()), seller.kept()
    by_two(False)
    one = taken(seller, path)
    seller.put_back(before)
    by_two(True)
    monkeypatch.setattr(os, "fork", refused)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert taken(seller, path) == one
    assert list(folder.iterdir()) == []


def test_files_of_more_shops_than_sqlite_attaches_are_read(
    seller: Seller, tmp_path: Path, begun: list[str], by_two: Callable[[bool], None]
) -> None:
    by_two(True)
    shops = [f"uk-{n}" for n in range(11)]
    paths = []
    for n, shop in enumerate(shops):
        assert seller.run("init", "--shop", shop, "--market", "GB").code == 0
        folder = tmp_path / shop
        folder.mkdir()
        rows = [row | {"Order ID": f"57701{n:02}{row['Order ID'][7:]}"} for row in many()]
        paths.append(orders(folder / "o.csv", *rows))
        seller.run("config", "set", f"shops.{shop}.exports", folder)
    told = seller.take(*paths)
    assert [file["new"] for file in told] == [40] * 11
    assert begun.count("orders") == 10


def test_a_file_that_is_replaced_while_it_is_read_is_never_read_half_and_half(
    seller: Seller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_two: Callable[[bool], None]
) -> None:
    by_two(True)
    path = orders(tmp_path / "o.csv", *many())
    newer = orders(tmp_path / "newer.csv", *(row | {"Order ID": f"57799{row['Order ID'][5:]}"} for row in many()))
    first, second = halves.HalvableRows.first, halves.HalvableRows.second

    def replaced(rows: Any, *arguments: Any) -> Iterator[Any]:
        for row in first(rows, *arguments):
            if newer.exists():
                newer.replace(path)
            yield row

    def after_that(rows: Any, *arguments: Any) -> Iterator[Any]:
        until = time.monotonic() + 5
        while newer.exists() and time.monotonic() < until:
            time.sleep(0.01)
        yield from second(rows, *arguments)

    monkeypatch.setattr(halves.HalvableRows, "first", replaced)
    monkeypatch.setattr(halves.HalvableRows, "second", after_that)
    seller.take("--shop", "uk-main", path)
    texts = {str(cell) for row in seller.dump()["orders"] for cell in row}
    assert {text[:5] for text in texts if text.startswith("577") and len(text) == 18} == {"57799"}
