"""Receipts with grades, as lists and the learnt recovery read them."""

from __future__ import annotations

from contextlib import closing

from aftersales.ledger import connection
from aftersales.ledger.queries import stock
from aftersales.ledger.queries.stock import ReceiptFilters
from transcripts import Shell

NOW = "2026-11-24T09:00:00+00:00"


def _returned(shell: Shell, *receipts: str) -> None:
    """A shop with a return for each receipt, which is typed as the options of `received`."""
    shell.ok("init --shop s --market US", now=NOW)
    for number, receipt in enumerate(receipts, 1):
        order = f"57700000000000000{number}"
        shell.ok(f"order add {order} --shop s --amount 40.00 --placed 2026-11-10T10:00", now=NOW)
        shell.ok(f"open return --order {order} --at 2026-11-20T10:00", now=NOW)
        shell.ok(f"approve {number} --mode seller-address --at 2026-11-20T11:00", now=NOW)
        shell.ok(f"received {number} {receipt}", now=f"2026-11-24T09:0{number}:00+00:00")


def test_receipts_newest_first_without_those_that_say_nothing(shell: Shell) -> None:
    _returned(shell, "--item A=2:original:to-stock", "", "--item A=1:severe:scrap")
    with closing(connection.read(shell.home / "data/aftersales/ledger.db")) as ledger:
        assert [receipt.case for receipt in stock.receipts(ledger, ReceiptFilters())] == [3, 1]
        assert [r.case for r in stock.receipts(ledger, ReceiptFilters(sku="B"))] == []
        assert [r.case for r in stock.receipts(ledger, ReceiptFilters(shop="other"))] == []
        placed = stock.placed_units(ledger, "s", {"A"}, 20)
        assert [(to_stock, scrap) for _, to_stock, scrap in placed] == [(0, 1), (2, 0)]
        assert len(stock.placed_units(ledger, "s", {"A"}, 1)) == 1


def test_wrong_goods_that_are_accepted_after_all_are_one_receipt(shell: Shell) -> None:
    _returned(shell, "--grade wrong")
    shell.ok("received 1 --grade severe --scrap 1", now="2026-11-24T10:00:00+00:00")
    with closing(connection.read(shell.home / "data/aftersales/ledger.db")) as ledger:
        (items,) = stock.items_by_case(ledger, [1, 2]).values()
        assert [item.grade for item in items] == ["severe"]
        assert len(stock.receipts(ledger, ReceiptFilters())) == 1


def test_the_write_of_a_receipt_is_known_until_it_is_undone(shell: Shell) -> None:
    _returned(shell, "--grade minor")
    path, names = shell.home / "data/aftersales/ledger.db", ("return.received", "return.graded")
    with closing(connection.read(path)) as ledger:
        number = stock.write_of_receipt(ledger, 1, names)
    shell.ok(f"undo {number}", now="2026-11-24T10:00:00+00:00")
    with closing(connection.read(path)) as ledger:
        assert stock.write_of_receipt(ledger, 1, names) is None
        assert stock.receipts(ledger, ReceiptFilters()) == []
