"""Builds the files that a seller would import, from as little as a test wants to say, and plays the seller.

Every file is of the platform's real form (63 columns of orders, 25 or 19 of returns, an API envelope); what a test does
not name is an ordinary GB order of £49.00, or a request of Fri 20 Nov 2026 10:00 in London.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from samples.make_samples import NOT_IN_OLDER_FORM, ORDER_COLUMNS, RETURN_COLUMNS
from transcripts import Run, Shell

OLDER_COLUMNS = [name for name in RETURN_COLUMNS if name not in NOT_IN_OLDER_FORM]
ORDER = "577012345678901234"
REF = "4035312345678901234"

Cells = dict[str, str]
Answer = dict[str, Any]

_SHORT = {
    "status": "Order Status",
    "substatus": "Order Substatus",
    "amount": "Order Amount",
    "created": "Created Time",
    "paid": "Paid Time",
    "shipped": "Shipped Time",
    "delivered": "Delivered Time",
    "sku": "Seller SKU",
    "product": "Product Name",
    "quantity": "Quantity",
    "line": "SKU Subtotal After Discount",
    "buyer": "Buyer Username",
    "order": "Order ID",
    "kind": "Return Type",
    "asked": "Time Requested",
    "reason": "Return Reason",
    "refund": "Return unit price",
    "units": "Return Quantity",
    "tracking": "Return Logistics Tracking ID",
    "refunded": "Refund Time",
    "state": "Return Status",
    "fine": "Return Sub Status",
    "worth": "Order Amount",
}


def order(number: str = ORDER, /, **told: str) -> Cells:
    """One row of the orders export."""
    usual = {
        "Order ID": number,
        "Order Status": "Shipped",
        "Order Substatus": "Delivered",
        "SKU ID": "1729400000000000001",
        "Seller SKU": "LAMP-1",
        "Product Name": "Lamp",
        "Variation": "White",
        "Quantity": "1",
        "SKU Subtotal After Discount": "GBP 49.00",
        "Order Amount": "GBP 49.00",
        "Created Time": "13/11/2026 10:00:00",
        "Paid Time": "13/11/2026 10:01:00",
        "Fulfillment Type": "Fulfillment by seller",
        "Buyer Username": "a.buyer",
    }
    return usual | {_SHORT.get(name, name): value for name, value in told.items()}


def request(ref: str = REF, /, **told: str) -> Cells:
    """One row of the returns export; its order differs with its ref."""
    usual = {
        "Return Order ID": ref,
        "Order ID": "577" + ref[-15:],
        "Order Amount": "£49.00",
        "Order Status": "Shipped",
        "SKU ID": "1729400000000000001",
        "Seller SKU": "LAMP-1",
        "Product Name": "Lamp",
        "SKU Name": "White",
        "Buyer Username": "a.buyer",
        "Return Type": "Return and refund",
        "Time Requested": "20/11/2026 10:00:00",
        "Return Reason": "Does not suit me",
        "Return unit price": "£49.00",
        "Return Quantity": "1",
        "Return Status": "To process",
    }
    return usual | {_SHORT.get(name, name): value for name, value in told.items()}


def text(columns: Sequence[str], rows: Iterable[Cells], newline: str = "\r\n", delimiter: str = ",") -> str:
    """Rows as a CSV writes them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=newline, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return out.getvalue()


def orders(path: Path, *rows: Cells, columns: Sequence[str] = ORDER_COLUMNS, encoding: str = "utf-8-sig") -> Path:
    """An orders export, as CSV or, by its name, as XLSX."""
    return _write(path, columns, rows, encoding, "OrderSKUList")


def returns(path: Path, *rows: Cells, columns: Sequence[str] = RETURN_COLUMNS, encoding: str = "utf-8-sig") -> Path:
    """A returns export, as CSV or, by its name, as XLSX."""
    return _write(path, columns, rows, encoding, "Sheet1")


def _write(path: Path, columns: Sequence[str], rows: Iterable[Cells], encoding: str, title: str) -> Path:
    if path.suffix == ".xlsx":
        return workbook(path, [list(columns), *([row.get(name, "") for name in columns] for row in rows)], title)
    path.write_bytes(text(columns, rows).encode(encoding))
    return path


def workbook(path: Path, rows: Iterable[Sequence[Any]], title: str = "OrderSKUList") -> Path:
    """A workbook of these cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


def unix(when: str) -> int:
    """Unix seconds of a London winter time such as `2026-11-20 10:00`."""
    return int(datetime.fromisoformat(when + "+00:00").timestamp())


def asked(ref: str = REF, /, status: str = "RETURN_OR_REFUND_REQUEST_PENDING", **told: Any) -> Answer:
    """One object of returns/search. `updated`: update_time; `stamp`: (action, deadline); None leaves a key out."""
    usual: Answer = {
        "return_id": ref,
        "order_id": "577" + ref[-15:],
        "return_type": "RETURN_AND_REFUND",
        "return_status": status,
        "return_reason": "ecom_order_delivered_refund_and_return_reason_not_match_description_uk",
        "return_reason_text": "Product doesn't match description",
        "refund_amount": {"currency": "GBP", "refund_total": "49.00"},
        "create_time": unix("2026-11-20 10:00"),
        "update_time": unix(told.pop("updated", "2026-11-20 10:00")),
    }
    if "stamp" in told:
        action, deadline = told.pop("stamp")
        usual["seller_next_action_response"] = [{"action": action, "deadline": unix(deadline)}]
    return {name: value for name, value in (usual | told).items() if value is not None}


def envelope(array: str, *rows: Answer, **more: Any) -> Answer:
    """The platform's answer with these rows; no rows leave the array out."""
    data: Answer = {"next_page_token": "", "total_count": len(rows), **more}
    return {
        "code": 0,
        "message": "Success",
        "request_id": "2026",
        "data": {**data, **({array: list(rows)} if rows else {})},
    }


def answer(path: Path, *rows: Answer, array: str = "return_orders", **more: Any) -> Path:
    """A file with one envelope of returns/search, or of another array."""
    path.write_text(json.dumps(envelope(array, *rows, **more), ensure_ascii=False), encoding="utf-8")
    return path


def flags(line: dict[str, Any]) -> list[str]:
    """The flags of a line of the list, but for the one that tells how old all of its shop's data are."""
    return [flag for flag in line["flags"] if flag != "stale"]


class Seller:
    """Someone at a shell with a shop; what they see is read as JSON."""

    def __init__(self, shell: Shell, shop: str | None = "uk-main", market: str = "GB") -> None:
        """With a new shop; None: the shops that are there."""
        self.shell, self.home = shell, shell.home
        line = f"init --shop {shop} --market {market}"
        if shop is not None:
            shell.begin(lambda shell: shell.ok(line), key=(line, shell.now))

    def run(self, *words: str | Path, now: str | None = None) -> Run:
        """One command line."""
        return self.shell([str(word) for word in words], now=now)

    def take(self, *words: str | Path, code: int = 0, now: str | None = None) -> list[dict[str, Any]]:
        """`import` with these words; gives what --json says of each file. Most files of these tests are in pounds,
        whatever the shop sells in, so it insists.
        """
        run = self.run("import", *words, "--force", "--json", now=now)
        assert run.code == code, run
        return list(json.loads(run.out))

    def refused(self, *words: str | Path, now: str | None = None) -> str:
        """`import` with these words must fail and leave the ledger as it was; gives the sentence."""
        before = self.dump()
        run = self.run("import", *words, now=now)
        assert (run.code, run.out) == (1, ""), run
        assert self.dump() == before
        assert run.err.count("\n") == 1, run.err
        return run.err.strip()

    def due(self, *words: str, now: str | None = None) -> list[dict[str, Any]]:
        """Every duty, however far away, of whoever owes it where the words name no owner."""
        owner = () if "--owner" in words else ("--owner", "any")  # it is refused twice
        return list(json.loads(self.run("due", "--all", *owner, "--json", *words, now=now).out))

    def duties(self, *words: str, now: str | None = None) -> list[tuple[str, str]]:
        """(duty, due) of each line of the list."""
        return [(line["duty"], line["due"]) for line in self.due(*words, now=now)]

    def cases(self, *words: str) -> list[dict[str, Any]]:
        """Every case, oldest first."""
        found = json.loads(self.run("cases", "--state", "all", "--json", *words).out)
        return sorted(found, key=lambda case: case["case"])

    def case(self) -> dict[str, Any]:
        """The only case."""
        (found,) = self.cases()
        return found

    def show(self, case: int | str = 1) -> dict[str, Any]:
        """`show CASE --json`."""
        run = self.run("show", str(case), "--json")
        assert run.code == 0, run
        return dict(json.loads(run.out))

    def order(self, number: str = ORDER) -> dict[str, Any]:
        """The stored row of an order, for what no command shows yet."""
        with self._open() as ledger:
            ledger.row_factory = sqlite3.Row
            row = ledger.execute("SELECT * FROM orders WHERE ref = ?", (number,)).fetchone()
            assert row is not None, number
            lines = ledger.execute("SELECT * FROM lines WHERE order_id = ? ORDER BY n", (row["id"],)).fetchall()
        return {**dict(row), "lines": [dict(line) for line in lines]}

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, but for the instants at which imports were recorded."""
        with self._open() as ledger:
            names = [r[0] for r in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
            told = {}
            for name in names:
                columns = [r[1] for r in ledger.execute(f"PRAGMA table_info({name})")]
                kept = ", ".join(c for c in columns if (name, c) != ("imports", "recorded_at"))
                told[name] = ledger.execute(f"SELECT {kept} FROM {name} ORDER BY {kept}").fetchall()
        return told

    def kept(self) -> bytes:
        """The ledger as it is, for `put_back`."""
        with self._open() as ledger:
            return ledger.serialize()

    def put_back(self, content: bytes) -> None:
        """Make the ledger what it was."""
        for path in (self.home / "data/aftersales").glob("ledger.db*"):
            path.unlink()
        (self.home / "data/aftersales/ledger.db").write_bytes(content)

    def _open(self) -> _Closing:
        return _Closing(self.home / "data" / "aftersales" / "ledger.db")


class _Closing:
    """A connection for one look; sqlite3's own context manager leaves it open."""

    def __init__(self, path: Path) -> None:
        self.ledger = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def __enter__(self) -> sqlite3.Connection:
        return self.ledger

    def __exit__(self, *_: object) -> None:
        self.ledger.close()
