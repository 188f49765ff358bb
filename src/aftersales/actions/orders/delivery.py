"""Which delivery a typed word names."""

from __future__ import annotations

import re

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
                tr("case {case} is no delivery. Give the order's number, or the delivery's id.", case=case)
            )
        return case
    matches = [c for shop in shop_queries.shops(ledger) if (c := deliveries.of_order(ledger, shop, typed)) is not None]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise NoSuchCase(
            tr(
                "order {typed} is in several shops: cases {matches}. Name one by its id.",
                typed=typed,
                matches=", ".join(map(str, matches)),
            )
        )
    order = find.find_order(ledger, typed, None)
    raise NoSuchCase(
        tr(
            "order {typed} is not followed: its status is {status}. Followed are orders that are paid "
            "and under way, and shipped by you.",
            typed=typed,
            status=order.status or "not known",
        )
    )
