"""Orders from the rows of an export, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.core.cases.facts import OrderFacts
from aftersales.core.money.amount import Money
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.exports.cells import EMPTY, BadCell, Reading
from aftersales.importing.parse.exports.lines import lines_of
from aftersales.importing.parse.staging.rows import StagedRow
from aftersales.language import tr

_NO_DEADLINES = (None,) * 6  # an export has none for an order


def order_of(reading: Reading, rows: Sequence[StagedRow], as_of: str, digest: int | None = None) -> OrderFacts:
    """The facts of one order, as of an instant as the ledger writes it. Raises BadCell."""
    number, cells = rows[0]
    at, form = reading.at, reading.form
    reading.agree(rows, ("amount", "placed_at"))
    ref, placed = reading.id(cells, "order"), reading.time(cells, "placed_at")
    if placed is None or ref is None:
        raise BadCell("placed_at", "", tr("is empty: without it nothing can be calculated"))
    status, raw = order_status(form, cells[at["status"]], cells[at["substatus"]])
    paid = reading.money(cells, "amount")
    return OrderFacts(
        ref,
        status,
        raw,
        paid.minor if paid else None,
        paid.currency if paid else None,
        placed,
        reading.time(cells, "paid_at"),
        reading.time(cells, "ready_at"),
        reading.time(cells, "collected_at"),
        reading.time(cells, "delivered_at"),
        reading.time(cells, "cancelled_at"),
        reading.text(cells, "buyer"),
        reading.text(cells, "tracking"),
        *_NO_DEADLINES,
        order_type(form, cells[at["order_type"]]),
        *(None, None),  # an export says neither who ships the order nor its handling time
        order_fulfilment(form, cells[at["fulfilment"]]),
        None,
        reading.joined_text(rows, "buyer_message"),
        reading.joined_text(rows, "after_sale"),
        _fee(reading, cells, paid),
        reading.joined_text(rows, "cancel_reason") or None,
        "export",
        as_of,
        f"{reading.file}:{number}",
        lines_of(reading, rows),
        digest,
    )


def order_type(form: Format, word: str) -> str | None:
    """How the order is sold; a word that is not known stays as it is."""
    return None if word in EMPTY else form.meaning("order_type", word) or word


def order_fulfilment(form: Format, word: str) -> str | None:
    """Who keeps and sends the goods: the seller unless the file names the platform; None where it says nothing."""
    return None if word in EMPTY else form.meaning("fulfilment", word) or "seller"


def order_status(form: Format, raw: str, fine: str) -> tuple[str | None, str]:
    """The status, by the finer text if that is known, and both texts as they are in the file."""
    status = (form.meaning("status", fine) if fine else None) or form.meaning("status", raw)
    return status, f"{raw} / {fine}" if fine else raw


def _fee(reading: Reading, cells: list[str], paid: Money | None) -> int | None:
    """What the buyer paid for the postage; None where that can't be read, for which no order is rejected."""
    try:
        fee = reading.money(cells, "shipping_fee")
    except BadCell:
        return None
    return fee.minor if fee and paid and fee.currency == paid.currency else None
