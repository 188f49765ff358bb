"""Deliveries: one case for each order under way."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from aftersales.core.cases.facts import CaseFacts, OrderLine
from aftersales.core.time.instants import instant
from aftersales.ledger import predicates
from aftersales.ledger.facts import cases
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy import loading

_OF_ORDER = ("buyer", "product", "sku", "quantity", "lines", "tracking")


def follow(connection: Connection, shop: str) -> list[int]:
    """Open a delivery for each order of the shop that is under way, or whose status is not known, that is shipped by
    the seller and has none yet. Returns the new cases' ids. Runs inside the caller's transaction; deriving the clocks
    is the caller's next step.
    """
    loading.load_unfollowed(connection, shop)
    orders = [
        *_unfollowed(connection, shop, "orders_under_way", predicates.under_way()),
        *_unfollowed(connection, shop, "orders_unknown", predicates.unknown_order()),
    ]
    return cases.create_all(connection, shop, _facts(connection, sorted(orders)))


def renew(connection: Connection, ids: Collection[int]) -> None:
    """Put into the deliveries among these cases what their orders say by now: a delivery is opened before its parcel
    has a number. What an order does not say stays as it was recorded.
    """
    columns = ", ".join(f"c.{name}" for name in _OF_ORDER)
    rows = connection.execute(
        f"""SELECT c.id, {columns}, o.id, o.ref, o.buyer, o.tracking, o.source, o.origin,
        coalesce(o.placed_at, o.paid_at, o.as_of) FROM cases c JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref
        WHERE c.id IN (SELECT value FROM json_each(?)) AND c.kind = 'delivery'""",
        (json.dumps(list(ids)),),
    ).fetchall()
    said_of = _facts(connection, [row[1 + len(_OF_ORDER) :] for row in rows])
    for (case, *row), facts in zip(rows, said_of, strict=True):
        known = row[: len(_OF_ORDER)]
        said = dict(zip(cases.COLUMNS, cases.column_values(facts), strict=True))
        values = [was if said[name] is None else said[name] for name, was in zip(_OF_ORDER, known, strict=True)]
        if values != known:
            names = ", ".join(f"{name} = ?" for name in _OF_ORDER)
            connection.execute(f"UPDATE cases SET {names} WHERE id = ?", (*values, case))


def _unfollowed(connection: Connection, shop: str, index: str, condition: str) -> list[tuple[Any, ...]]:
    """The orders of a condition, which is that of an index, that have no delivery yet."""
    return connection.execute(
        f"""SELECT id, ref, buyer, tracking, source, origin, coalesce(placed_at, paid_at, as_of)
        FROM orders INDEXED BY {index} WHERE shop = ? AND {condition} AND fulfilment = 'seller'
        AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.order_ref = orders.ref AND c.shop = orders.shop
            AND c.kind = 'delivery' AND {predicates.existing("c")})""",
        (shop,),
    ).fetchall()


def _facts(connection: Connection, orders: Sequence[Sequence[Any]]) -> list[CaseFacts]:
    """What orders, as `_unfollowed` gives them, say of their deliveries."""
    lines: dict[int, list[OrderLine]] = {}
    for number, *line in connection.execute(
        """SELECT order_id, sku, product, variation, quantity, amount FROM lines
        WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY order_id, n""",
        (json.dumps([order[0] for order in orders]),),
    ):
        lines.setdefault(number, []).append(OrderLine(*line))
    return [
        CaseFacts(
            ref="",
            kind="delivery",
            source=source,
            origin=origin,
            opened_at=instant(since),
            status="pending",
            raw="",
            order=ref,
            buyer=buyer,
            lines=tuple(lines.get(number, ())),
            tracking=tracking,
        )
        for number, ref, buyer, tracking, source, origin, since in orders
    ]


def of_order(connection: Connection, shop: str, ref: str) -> int | None:
    """The delivery of an order, None where it is not followed."""
    row = connection.execute(
        f"SELECT id FROM cases WHERE shop = ? AND order_ref = ? AND kind = 'delivery' AND {predicates.existing()}",
        (shop, ref),
    ).fetchone()
    return None if row is None else int(row[0])


def with_requests(connection: Connection, ids: Collection[int]) -> set[int]:
    """These cases and, for each delivery among them, the requests on its order: what is recorded of the order tells of
    them too.
    """
    rows = connection.execute(
        f"""SELECT c.id FROM cases d JOIN cases c ON c.order_ref = d.order_ref AND c.shop = d.shop
        WHERE d.id IN (SELECT value FROM json_each(?)) AND d.kind = 'delivery' AND {predicates.existing_case()}""",
        (json.dumps(list(ids)),),
    )
    return {*ids, *(row[0] for row in rows)}
