"""The fields of the list of stock movements."""

from __future__ import annotations

from datetime import datetime

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import attributed


class StockRow(NamedTuple):
    """Units of one SKU that came back, and where they went. `id` is unique and stays: the receipt and the line in it.
    `at` is in the zone of the list, `quantity` None where it is not known.
    """

    id: str
    at: datetime
    shop: str
    order: str | None
    case: int
    sku: str | None
    product: str | None
    quantity: int | None
    movement: str
    grade: str | None


STOCK_FIELDS = attributed(
    ("at", "str", mark("when it was recorded, ISO 8601")),
    ("shop", "str", mark("the storefront")),
    ("order", "str or null", mark("order number")),
    ("case", "int", mark("short id")),
    ("sku", "str or null", mark("the seller's SKU")),
    ("product", "str or null", mark("what it is")),
    ("quantity", "int or null", mark("how many units; null where not known")),
    ("movement", "str", mark("to-stock, scrap, or held: nobody has said where they went")),
    ("grade", "str or null", mark("original, minor, severe or wrong; null where none was given")),
    ("id", "str", mark("unique and lasting; a receipt that is undone is gone from the list")),
)
