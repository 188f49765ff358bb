"""Past decisions on returns."""

from __future__ import annotations

from datetime import datetime, timedelta

from aftersales.core.time.instants import iso, optional_instant
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection


def placed_at(connection: Connection, shop: str, order: str | None) -> datetime | None:
    """When an order was placed (UTC); None where the order, or that, is not known."""
    row = connection.execute("SELECT placed_at FROM orders WHERE shop = ? AND ref = ?", (shop, order)).fetchone()
    return None if row is None else optional_instant(row[0])


def count_by_rule(connection: Connection, rule: str, buyer: str, at: datetime, per: timedelta) -> int:
    """How often a mode rule has decided for a buyer, in any shop, less than `per` before or after an instant. Later
    decisions count too, so that one recorded with an earlier date does not evade the cap.
    """
    row = connection.execute(
        f"""SELECT count(*) FROM cases c JOIN events e ON e.case_id = c.id WHERE c.buyer = :buyer
        AND {predicates.existing("c")} AND {predicates.existing("e")}
        AND e.name IN ('request.approved', 'request.offered') AND json_extract(e.data, '$.rule') = :rule
        AND e.at > :since AND e.at < :until""",
        {"buyer": buyer, "rule": rule, "since": iso(at - per), "until": iso(at + per)},
    ).fetchone()
    return int(row[0])


def decided_returns(connection: Connection) -> list[int]:
    """The returns that were approved, or whose buyer was offered a part."""
    rows = connection.execute(
        f"""SELECT id FROM cases c WHERE kind = 'return' AND decision IN ('approved', 'offered')
        AND {predicates.existing_case()} ORDER BY id"""
    )
    return [row[0] for row in rows]
