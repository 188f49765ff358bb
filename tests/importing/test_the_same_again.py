"""What the ledger has already is not read again, unless there is a reason to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from aftersales.actions.imports import files, known_formats
from aftersales.actions.imports.known_formats import read_source
from aftersales.ledger.facts import orders as ledger_orders
from importing.files import ORDER, Seller, answer, asked, envelope, order, orders, request, returns, unix

OTHER = "577112345678901234"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    names: list[str] = []

    def noting(source, *rest):  # type: ignore[no-untyped-def]
        names.append(source.name)
        return read_source(source, *rest)

    monkeypatch.setattr(known_formats, "read_source", noting)
    return names


def _nothing(seller: Seller) -> None:
    pass


def _another_state(seller: Seller) -> None:
    seller.take(orders(seller.home / "x.csv", order(OTHER, status="Completed")), "--as-of", "2026-11-22T09:00")


@pytest.mark.parametrize(
    ("between", "again", "is_read"),
    [
        (_nothing, [], False),
        (lambda seller: seller.shell.ok("note 2 -m x"), [], False),
        (lambda seller: seller.shell.ok("approve 1 --mode keep"), [], False),
        (_nothing, ["--as-of", "2026-11-23T09:00"], True),
        (_nothing, ["--date-format", "dmy"], True),
        (_nothing, ["--encoding", "utf-8"], True),
        (lambda seller: seller.shell.ok("undo --yes"), [], True),
        (_another_state, [], True),
    ],
    ids=["same", "a note", "a decision", "as-of", "date format", "encoding", "undo", "another import"],
)
def test_the_very_file_again(
    seller: Seller,
    tmp_path: Path,
    read: list[str],
    between: Callable[[Seller], object],
    again: list[str],
    is_read: bool,
) -> None:
    under_way = order(status="To ship", substatus="Awaiting shipment")
    some = [orders(tmp_path / "o.csv", under_way, order(OTHER)), returns(tmp_path / "r.csv", request())]
    first = seller.take(*some)
    between(seller)
    del read[:]
    told = seller.take(*some, *again)
    assert bool(read) == is_read
    if not is_read:
        kept = ["file", "rows", "rejected", "rejects", "shop", "as_of", "as_of_from", "format"]
        assert [[row[key] for key in kept] for row in told] == [[row[key] for key in kept] for row in first]
        assert [(row["new"], row["changed"], row["same"]) for row in told] == [(0, 0, 2), (0, 0, 1)]
    if "--as-of" in again:
        assert seller.order()["as_of"] == "2026-11-23T09:00:00Z"


def test_an_answer_of_the_platform_is_known_again_too(seller: Seller, tmp_path: Path, read: list[str]) -> None:
    """But not one that has a time after now, or two lists: what these tell depends on more than the file."""
    plain = answer(tmp_path / "a.json", asked())
    later = answer(tmp_path / "b.json", asked("4035312345678901235", update_time=unix("2027-03-01T10:00")))
    row = asked("4035312345678901237")
    cancelled = {
        "cancel_id": row.pop("return_id"),
        "cancel_type": "BUYER_CANCEL",
        "cancel_status": "CANCELLATION_REQUEST_SUCCESS",
        **row,
    }
    envelopes = [envelope("return_orders", asked("4035312345678901236")), envelope("cancellations", cancelled)]
    both = tmp_path / "c.json"
    both.write_text("\n".join(json.dumps(one) for one in envelopes), encoding="utf-8")
    seller.take(plain, later, both)
    del read[:]
    told = seller.take(plain, later, both)
    assert read == ["b.json", "c.json"]
    assert [(row["new"], row["changed"], row["same"]) for row in told[:2]] == [(0, 0, 1), (0, 0, 1)]


def test_another_version_or_name_or_shop_reads_it_again(
    seller: Seller, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = orders(tmp_path / "o.csv", order())
    seller.take(file)
    content = file.read_bytes()
    (tmp_path / "other.csv").write_bytes(content)
    seller.take(tmp_path / "other.csv")
    seller.shell.ok("init --shop b --market GB")
    seller.take(file, "--shop", "b", "--force")
    assert read == ["o.csv", "other.csv", "o.csv"]
    seller.take(file, "--shop", "uk-main")
    assert len(read) == 3
    monkeypatch.setattr("aftersales.importing.formats.recogniser.__version__", "other")
    seller.take(file, "--shop", "uk-main")
    assert len(read) == 4


def test_what_there_is_to_say_is_said_again(seller: Seller, tmp_path: Path) -> None:
    file = orders(tmp_path / "o.csv", order(), order(OTHER, created="x"))
    first = seller.take(file, code=5)
    assert [row["rejects"] for row in seller.take(file, code=5)] == [row["rejects"] for row in first]
    strange = returns(tmp_path / "r.csv", request(state="Odd"))
    seller.take(strange)
    assert "Odd" in seller.run("import", strange).err


def test_who_changes_it_meanwhile_has_it_read(
    seller: Seller, tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, later = orders(tmp_path / "o.csv", order()), orders(tmp_path / "p.csv", order(), order(OTHER))
    seller.take(file)
    seller.take(later, "--as-of", "2026-11-22T09:00")
    written, times = files._written, list[int]()

    def interrupted(*words):  # type: ignore[no-untyped-def]
        times.append(1)
        if len(times) == 1:
            seller.shell.ok("undo --yes")
        return written(*words)

    monkeypatch.setattr(files, "_written", interrupted)
    del read[:]
    seller.take(later, "--as-of", "2026-11-22T09:00")
    assert (read, len(times)) == (["p.csv"], 2)
    assert seller.order(OTHER)["ref"] == OTHER


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the orders that were read and compared with the ledger."""
    numbers: list[str] = []
    put = ledger_orders.put

    def noting(connection, shop, facts, tally):  # type: ignore[no-untyped-def]
        numbers.extend(order.ref for order in facts)
        return put(connection, shop, facts, tally)

    monkeypatch.setattr(ledger_orders, "put", noting)
    return numbers


UNDER_WAY, UNKNOWN, BACK = ("577" + digit * 15 for digit in "234")
DONE = {"status": "Completed", "substatus": "Completed", "delivered": "18/11/2026 16:22:08"}


def test_rows_that_the_ledger_has_are_not_read_in_a_newer_file(seller: Seller, tmp_path: Path, put: list[str]) -> None:
    rows = [
        order(**DONE), order(OTHER, sku="A", **DONE), order(OTHER, sku="B", **DONE),
        order(UNDER_WAY, status="To ship", substatus="Awaiting shipment"), order(UNKNOWN, status="Odd", substatus=""),
        order(BACK, status="Canceled", substatus="Canceled", **{
            "Cancelled Time": "20/11/2026 10:00:00", "Cancel Reason": "Package delivery failed"}),
    ]  # fmt: skip
    first, newer = orders(tmp_path / "o.csv", *rows), orders(tmp_path / "p.csv", *rows, order("577" + "5" * 15, **DONE))
    seller.take(first, "--as-of", "2026-11-22T09:00")
    del put[:]
    (told,) = seller.take(newer, "--as-of", "2026-11-23T09:00")
    assert (told["new"], told["changed"], told["same"]) == (1, 0, 5)
    assert sorted(put) == sorted([UNDER_WAY, UNKNOWN, BACK, "577" + "5" * 15])
    assert seller.order(UNDER_WAY)["as_of"] == "2026-11-23T09:00:00Z"  # seen again where it was
    assert seller.order()["as_of"] == "2026-11-22T09:00:00Z"
    del put[:]
    seller.take(orders(tmp_path / "mdy.csv", order(created="11/13/2026 10:00:00", paid="11/13/2026 10:01:00",
        **{**DONE, "delivered": "11/18/2026 16:22:08"})), "--as-of", "2026-11-23T09:30")  # fmt: skip
    assert put == [ORDER]  # the same written otherwise is read, and changes nothing


@pytest.mark.parametrize(
    "act",
    [
        lambda seller, path: seller.shell.ok("undo --yes"),
        lambda seller, path: seller.take(
            answer(path / "a.json", {"id": ORDER, "status": "CANCELLED", "create_time": 1763028000,
                "update_time": 1763900000, "buyer_message": "x"}, array="orders")),
    ],
    ids=["undo", "an answer"],
)  # fmt: skip
def test_rows_of_an_order_that_says_something_else_now_are_read(
    seller: Seller, tmp_path: Path, put: list[str], act: Callable[[Seller, Path], object]
) -> None:
    seller.take(orders(tmp_path / "o.csv", order()), "--as-of", "2026-11-21T09:00")
    rows = orders(tmp_path / "p.csv", order(**DONE))
    seller.take(rows, "--as-of", "2026-11-22T09:00")
    act(seller, tmp_path)
    assert seller.order()["digest"] is None or seller.order()["status"] == "delivered"
    del put[:]
    seller.take(rows, "--as-of", "2026-11-24T09:00")
    assert put == [ORDER]
    assert seller.order()["status"] == "completed"


CHANGES = {
    "Cancelation/Return Type": "Return/Refund",
    "Normal or Pre-order": "Pre-order",
    "Seller SKU": "MUG-1",
    "Product Name": "Mug",
    "Variation": "Blue",
    "Quantity": "2",
    "SKU Subtotal After Discount": "GBP 48.00",
    "Shipping Fee After Discount": "GBP 1.00",
    "Order Amount": "GBP 50.00",
    "Created Time": "13/11/2026 09:59:00",
    "Paid Time": "13/11/2026 10:02:00",
    "RTS Time": "14/11/2026 08:00:00",
    "Shipped Time": "14/11/2026 09:30:00",
    "Delivered Time": "18/11/2026 16:22:09",
    "Cancel Reason": "Out of stock",
    "Tracking ID": "EV2",
    "Buyer Message": "please",
    "Buyer Username": "b.other",
    "Order Substatus": "Delivered",
}


def test_no_column_is_overlooked(seller: Seller, tmp_path: Path) -> None:
    row, minute = order(**DONE), 0
    seller.take(orders(tmp_path / "o.csv", row), "--as-of", "2026-11-22T09:00")
    for column, value in CHANGES.items():
        row[column], minute = value, minute + 1
        (told,) = seller.take(orders(tmp_path / "p.csv", row), "--as-of", f"2026-11-22T09:{minute:02}")
        assert (column, told["changed"]) == (column, 1)
