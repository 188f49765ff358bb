"""The items of an order or a request, a row each."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.core.cases.facts import OrderLine
from aftersales.importing.parse.exports.cells import EMPTY, BadCell, Reading
from aftersales.importing.parse.staging.rows import StagedRow
from aftersales.language import tr


def quantity(text: str) -> int | None:
    """How many, None for an empty cell. Raises ValueError with the reason."""
    if text in EMPTY:
        return None
    whole = text.removesuffix(".0")
    if not whole.isdecimal() or len(whole) > 6:
        raise ValueError(tr("is not a quantity"))
    return int(whole)


def lines_of(reading: Reading, rows: Sequence[StagedRow]) -> tuple[OrderLine, ...]:
    """One line per row of an order; some files hold the very same row twice, and it counts once. Raises
    BadCell.
    """
    if len(rows) == 1:
        return (line_of(reading, rows[0].cells),)
    once = {tuple(row.cells): row.cells for row in rows}
    return tuple(line_of(reading, cells) for cells in once.values())


def line_of(reading: Reading, cells: list[str]) -> OrderLine:
    """The item of a row. Raises BadCell."""
    total = reading.money(cells, "line_amount")
    sku = reading.text(cells, "sku") or reading.text(cells, "sku_id")
    product, variation = reading.text(cells, "product"), reading.text(cells, "variation")
    return OrderLine(sku, product, variation, _quantity(reading, cells), total.minor if total else None)


def _quantity(reading: Reading, cells: list[str]) -> int | None:
    text = cells[reading.at["quantity"]]
    try:
        return quantity(text)
    except ValueError as error:
        raise BadCell("quantity", text, str(error)) from None
