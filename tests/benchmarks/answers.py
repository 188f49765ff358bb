"""Makes answers of the platform's search for returns, and reads one with the least that this could cost.

    python tests/benchmarks/answers.py make FILE ROWS [lines|newer]    # one answer with so many returns, or one a line
    python tests/benchmarks/answers.py floor FILE                      # json.load, the same fields in one executemany

Nine returns of ten are over, as in the history of a shop; the others wait for the seller, the buyer or the parcel.
Same arguments, same content.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

NOW = int(datetime(2026, 11, 24, 9, tzinfo=UTC).timestamp())
_DAY, _HOUR = 86_400, 3_600
_OVER = ("RETURN_OR_REFUND_REQUEST_COMPLETE",) * 8 + ("RETURN_OR_REFUND_REQUEST_CANCEL",)
_OPEN = {
    "RETURN_OR_REFUND_REQUEST_PENDING": "SELLER_RESPOND_RETURN",
    "AWAITING_BUYER_SHIP": "",
    "BUYER_SHIPPED_ITEM": "SELLER_RESPOND_RECEIVE_PACKAGE",
    "REFUND_OR_RETURN_REQUEST_REJECT": "",
}
_REASONS = ("ecom_order_delivered_refund_reason_product_damaged", "ecom_order_delivered_refund_reason_no_need")
_COLUMNS = (
    "return_id", "order_id", "return_type", "return_status", "role", "return_reason", "return_reason_text",
    "return_tracking_number", "create_time", "update_time", "currency", "refund_total", "seller_sku", "product_name",
    "sku_name", "action", "deadline",
)  # fmt: skip


def make(path: Path, rows: int, shape: str = "") -> None:
    """Write an answer with so many returns, the newest first. With `lines` each is a line of its own; a `newer` answer
    has a request more, and so is as of later.
    """
    records = islice(_returns(random.Random(rows)), rows)
    newest = _return(random.Random(0), 4_035_400_000_000_000_000, NOW - _HOUR // 2) if shape == "newer" else None
    with path.open("w", encoding="utf-8") as file:
        if shape == "lines":
            file.writelines(json.dumps(record) + "\n" for record in records)
            return
        file.write('{"code": 0, "message": "Success", "request_id": "20261124085500ABC", "data": {"return_orders": [')
        if newest is not None:
            file.write(json.dumps(newest) + ", ")
        file.writelines((", " if n else "") + json.dumps(record) for n, record in enumerate(records))
        file.write(f'], "total_count": {rows + (newest is not None)}, "next_page_token": ""}}}}\n')


def _returns(chance: random.Random) -> Iterator[dict[str, Any]]:
    opened, number = NOW - _HOUR, 4_035_300_000_000_000_000
    while True:
        opened -= chance.randint(1, 600)
        number -= chance.randint(1, 10**9)
        yield _return(chance, number, opened)


def _return(chance: random.Random, number: int, opened: int) -> dict[str, Any]:
    status = chance.choice(_OVER) if chance.random() < 0.9 else chance.choice(list(_OPEN))
    kind = "REFUND" if chance.random() < 0.3 and "SHIP" not in status else "RETURN_AND_REFUND"
    updated = min(opened + chance.randint(_HOUR, 9 * _DAY), NOW - 600)
    action, total, sku = _OPEN.get(status, ""), f"{chance.randint(499, 9_999) / 100:.2f}", chance.randint(1, 900)
    record: dict[str, Any] = {
        "return_id": str(number),
        "order_id": str(577_900_000_000_000_000 + chance.randrange(10**15)),
        "return_type": kind,
        "return_status": status,
        "role": "BUYER",
        "return_reason": chance.choice(_REASONS),
        "return_reason_text": "Item doesn't match description",
        "shipment_type": "PLATFORM",
        "handover_method": "DROP_OFF",
        "is_combined_return": False,
        "combined_return_id": "0",
        "can_buyer_keep_item": False,
        "create_time": opened,
        "update_time": updated,
        "refund_amount": {
            "currency": "GBP",
            "refund_total": total,
            "refund_subtotal": total,
            "refund_shipping_fee": "0.00",
            "refund_tax": "0.00",
        },
        "discount_amount": [
            {"currency": "GBP", "product_seller_discount": "1.00", "product_platform_discount": "0.00"}
        ],
        "shipping_fee_amount": [{"currency": "GBP", "seller_paid_return_shipping_fee": "2.99"}],
        "return_line_items": [
            {
                "return_line_item_id": str(number + n + 1),
                "order_line_item_id": str(number + n + 2),
                "sku_id": str(1_729_300_000_000_000_000 + sku),
                "sku_name": "Blue, One size",
                "seller_sku": f"SKU-{sku}",
                "product_name": "Knitted winter hat with pompom, warm and soft, one size, 12 colours",
                "product_image": {"url": "https://img.example/hat.webp", "height": 200, "width": 200},
                "refund_amount": {"currency": "GBP", "refund_total": total},
            }
            for n in range(chance.choice((1, 1, 1, 2)))
        ],
        "return_warehouse_address": {"full_address": "12 High Street, Leeds, LS1 4AB, United Kingdom"},
    }
    if action:
        record["seller_next_action_response"] = [{"action": action, "deadline": updated + 4 * _DAY}]
    if kind != "REFUND" and status in ("BUYER_SHIPPED_ITEM", _OVER[0]):
        record |= {"return_tracking_number": f"RT{number % 10**9}", "return_provider_name": "Royal Mail"}
    return record


def floor(path: Path) -> None:
    """Parse the file at once and put the fields that an import keeps into one table of a new database."""
    text = path.read_text(encoding="utf-8")
    answers = [json.loads(text)] if text.startswith('{"code"') else [json.loads(line) for line in text.splitlines()]
    rows = answers[0]["data"]["return_orders"] if "data" in answers[0] else answers
    with tempfile.TemporaryDirectory() as folder:
        db = sqlite3.connect(Path(folder) / "floor.db")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(f"CREATE TABLE returns ({', '.join(_COLUMNS)})")
        with db:
            db.executemany(
                f"INSERT INTO returns VALUES ({', '.join('?' * len(_COLUMNS))})", [_fields(row) for row in rows]
            )
        db.close()


def _fields(row: dict[str, Any]) -> tuple[Any, ...]:
    amount, item = row["refund_amount"], row["return_line_items"][0]
    todo = (row.get("seller_next_action_response") or [{}])[0]
    values = row | amount | item | todo
    return tuple(values.get(name) for name in _COLUMNS)


def main() -> None:
    """Do what was named."""
    what, file, *more = sys.argv[1:]
    if what == "make":
        make(Path(file), int(more[0]), *more[1:])
    else:
        floor(Path(file))


if __name__ == "__main__":
    main()
