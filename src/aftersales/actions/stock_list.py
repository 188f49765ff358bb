"""Goods that came back, as movements of stock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import tzinfo

from aftersales.context.app import App
from aftersales.ledger.queries import stock
from aftersales.ledger.queries.stock import ReceiptFilters, StoredReceipt
from aftersales.rendering.fields.case_parts.movements import StockRow


def rows(app: App, filters: ReceiptFilters, zone: tzinfo, movement: str | None = None) -> list[StockRow]:
    """The movements that fit, newest first; `movement` narrows them to one kind."""
    receipts = stock.receipts(app.ledger.current(), filters)
    every = [row for one in receipts for row in _rows(one, zone)]
    return [row for row in every if movement in (None, row.movement) and filters.sku in (None, row.sku)]


def _rows(receipt: StoredReceipt, zone: tzinfo) -> Iterator[StockRow]:
    products = {line["sku"]: line["product"] for line in json.loads(receipt.lines or "[]")}
    number = 0
    for item in receipt.items:
        for movement, units in item.movements():
            number += 1
            yield StockRow(
                f"{receipt.id}-{number}",
                receipt.at.astimezone(zone),
                receipt.shop,
                receipt.order,
                receipt.case,
                item.sku,
                products.get(item.sku, receipt.product),
                units,
                movement,
                item.grade,
            )
