"""Orders and requests whose buyer is forgotten, and stays so."""

# A file that shows such an order again brings no name back: of it only what is not personal data is read. A new order
# of the same buyer, and a new request on an old order, are new data and are read as they are.

from __future__ import annotations

import json
from collections.abc import Iterable

from aftersales.core.cases.facts import CaseFacts, OrderTable
from aftersales.ledger.sqlite import Connection


def numbers(connection: Connection, shop: str, asked: Iterable[str]) -> frozenset[str]:
    """Those of these numbers of orders or requests whose buyer is forgotten."""
    rows = connection.execute(
        "SELECT f.number FROM json_each(?) j CROSS JOIN forgotten f ON f.shop = ? AND f.number = j.value",
        (json.dumps(list(asked)), shop),
    )
    return frozenset(row[0] for row in rows)


def nobody_is(connection: Connection) -> bool:
    """Whether no buyer was ever forgotten, so that nothing has to be left out."""
    return connection.execute("SELECT 1 FROM forgotten LIMIT 1").fetchone() is None


def orders_without_buyer(connection: Connection, shop: str, orders: OrderTable) -> OrderTable:
    """What a file says of orders, without the personal data of those that are forgotten."""
    if nobody_is(connection):
        return orders
    known = numbers(connection, shop, orders.column("ref"))
    return OrderTable.of(
        order._replace(buyer=None, tracking=None, buyer_message=None) if order.ref in known else order
        for order in orders
    )


def request_without_buyer(connection: Connection, shop: str, facts: CaseFacts) -> CaseFacts:
    """What a file says of a request, without the personal data of one that is forgotten. What it says of a parcel is
    that there is one: then it is the parcel that the ledger knows under a made-up number.
    """
    if nobody_is(connection) or not numbers(connection, shop, [facts.ref]):
        return facts
    return facts._replace(
        buyer=None,
        tracking=facts.tracking and _parcel(connection, shop, facts.ref),
        texts=facts.texts._replace(note=None),
    )


def _parcel(connection: Connection, shop: str, ref: str) -> str | None:
    row = connection.execute(
        """SELECT o.tracking FROM observations o JOIN case_refs r ON r.case_id = o.case_id
        WHERE r.shop = ? AND r.ref = ? AND o.tracking IS NOT NULL ORDER BY o.last_seen DESC, o.id DESC LIMIT 1""",
        (shop, ref),
    ).fetchone()
    return None if row is None else str(row[0])
