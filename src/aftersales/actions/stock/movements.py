"""Goods that came back, as movements of stock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, tzinfo

from aftersales.context.app import App
from aftersales.core.requests.receipt import GradedItem
from aftersales.ledger.queries import stock
from aftersales.ledger.queries.stock import ReceiptFilters, StoredReceipt
from aftersales.rendering.fields.case_parts.movements import StockRow


def rows(app: App, filters: ReceiptFilters, zone: tzinfo, movement: str | None = None) -> list[StockRow]:
    """The movements that fit, newest first; `movement` narrows them to one kind."""
    # What went somewhere of late may have come long ago.
    receipts = stock.receipts(app.ledger.current(), filters._replace(since=None))
    every = [row for receipt in receipts for row in _rows(receipt, zone)]
    fitting = [
        row
        for row in every
        if movement in (None, row.movement)
        and filters.sku in (None, row.sku)
        and (filters.since is None or row.at >= filters.since)
    ]
    return sorted(fitting, key=lambda row: row.at, reverse=True)


def _rows(receipt: StoredReceipt, zone: tzinfo) -> Iterator[StockRow]:
    """The lines of a receipt, each with a number that stays: what was held keeps it until all of it is gone."""
    number = 0
    for item, left in zip(receipt.items, receipt.standing, strict=True):
        for movement, units in item.movements():
            number += 1
            if movement == "held":
                units = left.held
                if not left.is_held:
                    continue
            yield _row(receipt, f"{receipt.id}-{number}", receipt.at.astimezone(zone), item, movement, units)
    for placement in receipt.placements:
        for number, item in enumerate(placement.items, 1):
            for movement, units in item.movements():
                yield _row(receipt, f"{placement.id}-{number}", placement.at.astimezone(zone), item, movement, units)


def _row(
    receipt: StoredReceipt, key: str, at: datetime, item: GradedItem, movement: str, units: int | None
) -> StockRow:
    products = {line["sku"]: line["product"] for line in json.loads(receipt.lines or "[]")}
    product = products.get(item.sku, receipt.product)
    return StockRow(key, at, receipt.shop, receipt.order, receipt.case, item.sku, product, units, movement, item.grade)
