"""Orders that come back undelivered, as their cancellations tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from aftersales.core.cases.facts import CaseFacts, OrderLine, OrderTable
from aftersales.core.cases.model import Event
from aftersales.core.requests.cancel_reasons import parcel_after
from aftersales.core.time.instants import instant, iso
from aftersales.ledger import predicates
from aftersales.ledger.facts import cases
from aftersales.ledger.facts.records import add_event
from aftersales.ledger.sqlite import Connection

KIND = "returned-to-sender"
# A parcel that has not come back by then is nothing that an old file should bring up.
RECENT = timedelta(days=30)


def take(connection: Connection, shop: str, orders: OrderTable, now: datetime) -> list[int]:
    """Open a case for each order of a file that was cancelled lately because its parcel could not be handed over, where
    the ledger has none. Returns the new cases' ids. Runs inside the caller's transaction, after the orders were put;
    deriving the clocks is its next step.

    Orders that the platform sends are left out, and so are those whose cancellation has no instant: nothing tells then
    from when a time would count.
    """
    undelivered = orders.where("cancel_reason", lambda reason: parcel_after(reason) == "returned")
    telling = {order.ref: order.as_of for order in undelivered}
    if not telling:
        return []
    rows = connection.execute(
        f"""SELECT id, ref, buyer, tracking, source, origin, cancelled_at, cancel_reason FROM orders
        WHERE shop = ? AND ref IN ({",".join("?" * len(telling))}) AND status = 'cancelled' AND fulfilment = 'seller'
        AND cancelled_at IS NOT NULL AND delivered_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.order_ref = orders.ref AND c.shop = orders.shop
            AND c.kind = '{KIND}' AND {predicates.existing("c")}) ORDER BY id""",
        [shop, *telling],
    ).fetchall()
    lately = [row for row in rows if row[6] >= iso(instant(telling[row[1]]) - RECENT)]
    return [_open(connection, shop, row, now) for row in lately if parcel_after(row[7]) == "returned"]


def _open(connection: Connection, shop: str, order: Sequence[Any], now: datetime) -> int:
    number, ref, buyer, tracking, source, origin, cancelled_at, reason = order
    at = instant(cancelled_at)
    lines = connection.execute(
        "SELECT sku, product, variation, quantity, amount FROM lines WHERE order_id = ? ORDER BY n", (number,)
    )
    facts = CaseFacts(
        ref="",
        kind=KIND,
        source=source,
        origin=origin,
        opened_at=at,
        status="pending",
        raw="",
        order=ref,
        buyer=buyer,
        reason=reason,
        lines=tuple(OrderLine(*line) for line in lines),
        tracking=tracking,
    )
    case = cases.create(connection, shop, facts, None)
    add_event(connection, case, Event("order.returned", at, {"of": "order"}, source, origin), now)
    return case


def of_order(connection: Connection, shop: str, ref: str) -> int | None:
    """The case of an order that comes back undelivered, None where there is none."""
    row = connection.execute(
        f"SELECT id FROM cases WHERE shop = ? AND order_ref = ? AND kind = '{KIND}' AND {predicates.existing()}",
        (shop, ref),
    ).fetchone()
    return None if row is None else int(row[0])
