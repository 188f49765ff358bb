"""Past decisions on requests, and what rules ask of their orders."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from aftersales.core.cases.stored import RequestTotal
from aftersales.core.modes.rule import OrderCourse
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import iso, optional_instant
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection


def placed_at(connection: Connection, shop: str, order: str | None) -> datetime | None:
    """When an order was placed (UTC); None where the order, or that, is not known."""
    row = connection.execute("SELECT placed_at FROM orders WHERE shop = ? AND ref = ?", (shop, order)).fetchone()
    return None if row is None else optional_instant(row[0])


def order_course(connection: Connection, shop: str, order: str | None) -> OrderCourse:
    """How far an order is on its way, by its data and by what was recorded of its delivery by hand."""
    row = connection.execute(
        """SELECT status, coalesce(ready_at, dispatched_at), collected_at, delivered_at,
        iif(source = 'hand', NULL, as_of) FROM orders WHERE shop = ? AND ref = ?""",
        (shop, order),
    ).fetchone()
    if row is None:
        return OrderCourse(None)
    recorded = dict(
        connection.execute(
            f"""SELECT e.name, min(e.at) FROM cases c JOIN events e ON e.case_id = c.id
            WHERE c.shop = ? AND c.order_ref = ? AND c.kind = 'delivery' AND e.name LIKE 'order.%'
            AND {predicates.existing("c")} AND {predicates.existing("e")} GROUP BY e.name""",
            (shop, order),
        ).fetchall()
    )
    names = ("order.dispatched", "order.collected", "order.delivered")
    ready, collected, delivered = (
        optional_instant(recorded.get(name) or at or None) for name, at in zip(names, row[1:4], strict=True)
    )
    return OrderCourse(row[0], ready, collected, delivered, optional_instant(row[4]))


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


def decided_requests(connection: Connection) -> list[int]:
    """The returns that were approved, or whose buyer was offered a part; requests of other kinds that were approved or
    rejected.
    """
    kinds = ",".join(f"'{kind}'" for kind in REQUEST_KINDS if kind != "return")
    rows = connection.execute(
        f"""SELECT id FROM cases c WHERE (kind = 'return' AND decision IN ('approved', 'offered')
        OR kind IN ({kinds}) AND decision IN ('approved', 'rejected')) AND {predicates.existing_case()} ORDER BY id"""
    )
    return [row[0] for row in rows]


def request_totals(connection: Connection, since: datetime, shops: Sequence[str]) -> list[RequestTotal]:
    """The requests of these shops that came in since an instant, with what was refunded on them until now; those that
    the buyer withdrew are among them.
    """
    rows = connection.execute(
        f"""SELECT c.kind, c.reason, c.reason_code, c.decision, c.mode, count(*), sum(c.refunded),
            coalesce(c.currency, c.paid_currency, r.currency) AS paid_in, sum(c.return_postage), c.postage_currency
        FROM cases c LEFT JOIN shop_rules r ON r.shop = c.shop
        WHERE c.opened_at >= :since AND c.shop IN (SELECT value FROM json_each(:shops))
            AND {predicates.request()} AND {predicates.existing_case()}
        GROUP BY c.kind, c.reason, c.reason_code, c.decision, c.mode, paid_in, c.postage_currency""",
        {"since": iso(since), "shops": json.dumps(list(shops))},
    )
    return [
        RequestTotal(
            kind,
            reason,
            code,
            decision,
            mode,
            requests,
            optional_money(refunded, currency),
            optional_money(postage, postage_currency),
        )
        for kind, reason, code, decision, mode, requests, refunded, currency, postage, postage_currency in rows
    ]
