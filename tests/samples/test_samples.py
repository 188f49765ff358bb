"""Holds sample-data/ to its maker, and the invented shop to its own books."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from aftersales.importing.formats.recogniser import of_header
from samples.make_samples import (
    API_RETURNS,
    EXPECTED,
    NEXT_DAY_EXPECTED,
    NOT_IN_OLDER_FORM,
    ORDER_COLUMNS,
    RETURN_COLUMNS,
    SAMPLE_DATA,
    TH_EXPECTED,
    TH_ORDER_COLUMNS,
    UK_ORDER_COLUMNS,
    make,
)
from tables import of_each

MADE = make()
Row = dict[str, str]


def _cells(content: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def _csv(name: str) -> list[Row]:
    text = MADE[name].decode("utf-8-sig")
    return [
        {column: cell.removesuffix("\t") for column, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def _xlsx(name: str) -> list[Row]:
    (table,) = _cells(MADE[name]).values()
    rows = [dict(zip(table[0], (cell or "" for cell in row), strict=True)) for row in table[1:]]
    return rows[1:] if name == "orders.xlsx" else rows


def _rows(name: str) -> list[Row]:
    return _csv(name) if name.endswith(".csv") else _xlsx(name)


def _api(name: str) -> list[dict[str, Any]]:
    data = json.loads(MADE[name])["data"]
    (rows,) = (value for value in data.values() if isinstance(value, list))
    assert data["total_count"] == len(rows)
    return rows


def _amount(text: str) -> Decimal:
    return Decimal(text.removeprefix("GBP ").lstrip("$£฿").replace(",", ""))


def _day_first(text: str) -> datetime:
    return datetime.strptime(text + " +0000", "%d/%m/%Y %H:%M:%S %z")


def _month_first(text: str) -> datetime:
    return datetime.strptime(text + " +0000", "%m/%d/%Y %I:%M:%S %p %z")


def _orders(name: str) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in _rows(name):
        found[row["Order ID"]].append(row)
    return found


def _returns(name: str) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in _rows(name):
        found[row["Return Order ID"]].append(row)
    return found


ORDERS_OF = {
    "returns.csv": "orders.csv",
    "returns-next-day.csv": "orders.csv",
    "returns-older-form.xlsx": "orders.xlsx",
    "th-returns.csv": "th-orders.csv",
}


@of_each("name", sorted(MADE))
def test_sample_data_is_what_its_maker_makes(name: str) -> None:
    kept = (SAMPLE_DATA / name).read_bytes()
    if name.endswith(".xlsx"):
        assert _cells(kept) == _cells(MADE[name])
    else:
        assert kept == MADE[name]


def test_nothing_else_lies_in_sample_data() -> None:
    assert {path.name for path in SAMPLE_DATA.iterdir()} == set(MADE)


def test_making_twice_gives_the_same_bytes() -> None:
    assert make() == MADE


def test_the_files_have_the_platforms_form() -> None:
    assert len(ORDER_COLUMNS) == len(UK_ORDER_COLUMNS) == len(TH_ORDER_COLUMNS) == 63
    assert len(RETURN_COLUMNS) == 25
    for name in (name for name in MADE if name.endswith(".csv")):
        assert MADE[name].startswith(b"\xef\xbb\xbf")
        assert MADE[name].endswith(b"\r\n")
    first = next(csv.DictReader(io.StringIO(MADE["orders.csv"].decode("utf-8-sig"), newline="")))
    assert first["Order ID"].endswith("\t")
    assert first["Created Time"].endswith("\t")
    assert first["Zipcode"].endswith("\t")
    assert "\n" in first["Shipping Information"]
    assert " Virtual Bundle Seller SKU" in first
    assert list(_cells(MADE["orders.xlsx"])) == ["OrderSKUList"]
    assert len(_xlsx("returns-older-form.xlsx")[0]) == 19
    assert not NOT_IN_OLDER_FORM & set(_xlsx("returns-older-form.xlsx")[0])


def test_the_shop_is_of_the_size_told() -> None:
    assert len(_orders("orders.csv")) == 60
    assert len(_rows("orders.csv")) == 89
    assert len(_orders("orders.xlsx")) == 25
    assert len(_orders("th-orders.csv")) == 6
    assert len(_returns("th-returns.csv")) == 3


def test_numbers_look_like_the_platforms() -> None:
    for file in set(ORDERS_OF.values()):
        for number in _orders(file):
            assert len(number) == 18
            assert number.startswith(("5764", "5770"))
            assert not number.endswith("0")
    for file in ORDERS_OF:
        for ref in _returns(file):
            assert len(ref) == 19
            assert ref.startswith("40353")
            assert not ref.endswith("0")


def test_no_number_is_used_twice() -> None:
    orders = [number for file in set(ORDERS_OF.values()) for number in _orders(file)]
    api = [row["return_id"] for row in _api("api-returns.json")]
    refs = [*_returns("returns-next-day.csv"), *_returns("returns-older-form.xlsx"), *_returns("th-returns.csv"), *api]
    assert max(Counter(orders).values()) == 1
    assert [ref for ref, times in Counter(refs).items() if times > 1] == [API_RETURNS[0].ref]


@pytest.mark.parametrize("name", sorted(set(ORDERS_OF.values())))
def test_an_order_adds_up(name: str) -> None:
    for lines in _orders(name).values():
        total = sum(_amount(line["SKU Subtotal After Discount"]) for line in lines)
        extras = _amount(lines[0]["Shipping Fee After Discount"]) + _amount(lines[0]["Taxes"])
        assert {_amount(line["Order Amount"]) for line in lines} == {total + extras}


@of_each("name", sorted(ORDERS_OF))
def test_a_return_agrees_with_its_order(name: str) -> None:
    orders = _orders(ORDERS_OF[name])
    read = _day_first if ORDERS_OF[name].endswith(".csv") else _month_first
    for rows in _returns(name).values():
        lines = orders[rows[0]["Order ID"]]
        order = lines[0]
        assert sum(_amount(row["Return unit price"]) for row in rows) <= _amount(order["Order Amount"])
        assert _day_first(rows[0]["Time Requested"]) > read(order["Delivered Time"])
        for row in rows:
            line = next(line for line in lines if line["SKU ID"] == row["SKU ID"])
            same = ("Seller SKU", "Product Name", "Buyer Username", "Order Status", "Order Substatus")
            assert [row[column] for column in same] == [line[column] for column in same]
            assert _amount(row["Order Amount"]) == _amount(line["Order Amount"])
            assert int(row.get("Return Quantity", "1")) <= int(line["Quantity"])
            if row.get("Refund Time"):
                assert _day_first(row["Refund Time"]) > _day_first(row["Time Requested"])


def test_the_newest_request_is_the_one_told() -> None:
    for name, newest in (
        ("returns.csv", "24/11/2026 08:31:07"),
        ("returns-next-day.csv", "25/11/2026 08:05:44"),
    ):
        assert max((row["Time Requested"] for row in _csv(name)), key=_day_first) == newest


def test_the_next_day_differs_as_told() -> None:
    before, after = _returns("returns.csv"), _returns("returns-next-day.csv")
    assert set(after) - set(before) == set(NEXT_DAY_EXPECTED)
    assert set(before) <= set(after)
    assert sum(before[ref] != after[ref] for ref in before) == 4


def test_the_api_agrees_with_the_exports() -> None:
    exported = _orders("orders.csv")
    for order in _api("api-orders.json"):
        lines = exported[order["id"]]
        assert Decimal(order["payment"]["total_amount"]) == _amount(lines[0]["Order Amount"])
        units = Counter(line["sku_id"] for line in order["line_items"])
        assert units == {line["SKU ID"]: int(line["Quantity"]) for line in lines}
        assert order["create_time"] == int(_day_first(lines[0]["Created Time"]).timestamp())  # all of them in winter
    orders = {order["id"]: order for order in _api("api-orders.json")}
    cases = [("return", row) for row in _api("api-returns.json")]
    cases += [("cancel", row) for row in _api("api-cancellations.json")]
    assert {row["order_id"] for _, row in cases} == set(orders)
    for what, row in cases:
        order = orders[row["order_id"]]
        asked = Decimal(row["refund_amount"]["refund_total"])
        assert asked <= Decimal(order["payment"]["total_amount"])
        units = {line["id"] for line in order["line_items"]}
        assert {line["order_line_item_id"] for line in row[f"{what}_line_items"]} <= units
        if what == "return":
            assert row["create_time"] > order["delivery_time"]
        assert None not in row.values()


def test_what_is_expected_is_pending() -> None:
    pending = {ref for ref, rows in _returns("returns.csv").items() if rows[0]["Return Status"] == "To process"}
    finished = ("COMPLETE", "REJECT", "AWAITING_BUYER_SHIP")
    for what, name in (("return", "api-returns.json"), ("cancel", "api-cancellations.json")):
        for row in _api(name):
            if not row[f"{what}_status"].endswith(finished) and not row.get("is_quick_refund"):
                pending.add(row[f"{what}_id"])
    assert set(EXPECTED) == pending
    for told in (EXPECTED | NEXT_DAY_EXPECTED).values():
        assert told["duty"] in ("respond", "confirm-receipt")
        assert datetime.fromisoformat(told["due"]).weekday() < 5


def test_what_is_expected_of_the_third_shop_is_pending() -> None:
    returns = _returns("th-returns.csv")
    asked = {ref: rows[0]["Return Type"] for ref, rows in returns.items() if ref in TH_EXPECTED}
    assert sorted(asked.values()) == ["Exchange", "Reshipment"]
    assert {returns[ref][0]["Return Status"] for ref in asked} == {"To process"}
    (withdrawn,) = (rows[0] for ref, rows in returns.items() if ref not in TH_EXPECTED)
    assert (withdrawn["Return Status"], withdrawn["Return Sub Status"]) == ("Completed", "Request canceled")
    assert not withdrawn["Refund Time"]


def test_the_third_shop_has_one_order_of_a_status_that_the_format_does_not_know() -> None:
    form = of_header(TH_ORDER_COLUMNS)
    assert form is not None
    statuses = [rows[0]["Order Status"] for rows in _orders("th-orders.csv").values()]
    assert [status for status in statuses if form.meaning("status", status) is None] == ["กำลังตรวจสอบ"]
    kinds = Counter(rows[0]["Normal or Pre-order"] for rows in _orders("th-orders.csv").values())
    assert kinds == {"Normal": 5, "Pre-order": 1}


def test_the_demo_imports_what_is_there() -> None:
    demo = tomllib.loads(MADE["demo.toml"].decode())
    shops = {shop["name"] for shop in demo["shop"]}
    files = [step["file"] for step in demo["import"]]
    assert {step["shop"] for step in demo["import"]} == shops
    assert set(files) == set(MADE) - {"demo.toml", "returns-next-day.csv"}
    assert all(step["as_of"] <= demo["now"] for step in demo["import"])
