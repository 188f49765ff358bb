"""Which delivery a typed word names."""

from __future__ import annotations

import re

from aftersales import text
from aftersales.errors import NoSuchCase
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import deliveries
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries


def find_delivery(ledger: Connection, typed: str) -> int:
    """The delivery that an order number or a case's id names. Raises NoSuchCase."""
    typed = typed.strip()
    if re.fullmatch(r"[0-9]{1,9}", typed):
        case = find.find_case(ledger, typed)
        if find.stored_case(ledger, case).kind != "delivery":
            raise NoSuchCase(
                tr("case {case} is not a delivery. Give the order number, or the delivery's id.", case=case)
            )
        return case
    matches = [c for shop in shop_queries.shops(ledger) if (c := deliveries.of_order(ledger, shop, typed)) is not None]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise NoSuchCase(
            tr(
                "order {order} is in several shops: cases {cases}. Name one by its id.",
                order=typed,
                cases=text.listed(map(str, matches)),
            )
        )
    order = find.find_order(ledger, typed, None)
    raise NoSuchCase(
        tr(
            "order {order} is not followed: its status is {status}. The program follows orders that are "
            "paid, under way, and shipped by you.",
            order=typed,
            status=order.status or tr("not known"),
        )
    )
