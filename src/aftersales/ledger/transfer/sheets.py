"""What spreadsheets show of the ledger, subject by subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.time.instants import iso
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.views import overviews
from aftersales.ledger.views.expressions import local, major

_ZONE = "LEFT JOIN shop_rules r ON r.shop = c.shop"
_MEANT = "(:shop IS NULL OR c.shop = :shop)"
# How a deadline stands at `:now`.
_STATE = """CASE WHEN k.stopped_at <= k.due_at THEN 'in time' WHEN k.stopped_at IS NOT NULL THEN 'late'
    WHEN k.lapses_at < :now THEN 'lapsed' WHEN k.chained = 1 AND k.started_at >= :now THEN 'not begun'
    WHEN k.due_at < :now THEN 'overdue' ELSE 'running' END"""


def _local(instant: str, zone: str = "r.zone") -> str:
    return local(instant, zone)


# Each subject with its columns and the query that gives them. Times are local, amounts whole.
_CASES = f"""SELECT "case", ref, "order", shop, market, kind, open, decision, parcel, money, mode, attempt, arbitration,
    appeal, product, sku, quantity, reason, buyer, tracking, amount, refunded, currency, opened_local AS opened,
    next_duty, next_owner, next_due_local AS next_due, next_outcome, next_stake, {local("as_of", "zone")} AS as_of, zone
    FROM ({overviews.cases(":now")}) c WHERE {_MEANT}"""
_DEADLINES = f"""SELECT k.case_id AS "case", c.ref, c.order_ref AS "order", c.shop, c.kind, k.duty, k.owner,
    {_STATE} AS state, {_local("k.started_at")} AS started, {_local("k.due_at")} AS due,
    {_local("k.act_by")} AS act_by, {_local("k.stopped_at")} AS ended, k.stopped_by AS ended_by,
    k.outcome, iif(k.stamped_due IS NULL, 'computed', 'stamped') AS source, k.rule, k.policy, k.stake,
    {major("k.risk", "k.risk_currency")} AS at_risk, k.risk_currency AS currency, r.zone
    FROM clocks k JOIN cases c ON c.id = k.case_id {_ZONE}
    WHERE k.holds = 1 AND {predicates.existing_case()} AND {_MEANT} ORDER BY k.case_id, k.n"""
_ORDERS = f"""SELECT c.ref AS "order", c.shop, c.status, c.raw_status, {major("c.amount", "c.currency")} AS amount,
    {major("c.shipping_fee", "c.currency")} AS shipping_fee, c.currency, {_local("c.placed_at")} AS placed,
    {_local("c.paid_at")} AS paid, {_local("coalesce(c.ready_at, c.dispatched_at)")} AS ready,
    {_local("c.collected_at")} AS collected, {_local("c.delivered_at")} AS delivered,
    {_local("c.cancelled_at")} AS cancelled, {_local("c.dispatch_by")} AS dispatch_by, c.buyer, c.tracking,
    c.fulfilment, c.order_type, c.buyer_message, c.cancel_reason, {_local("c.as_of")} AS as_of, r.zone
    FROM orders c {_ZONE} WHERE {_MEANT} ORDER BY c.id"""
_LINES = f"""SELECT c.ref AS "order", c.shop, l.n + 1 AS line, l.sku, l.product, l.variation, l.quantity,
    {major("l.amount", "c.currency")} AS amount, c.currency
    FROM lines l JOIN orders c ON c.id = l.order_id WHERE {_MEANT} ORDER BY l.order_id, l.n"""
_MONEY = f"""SELECT "case", ref, "order", shop, market, kind, open, state, mode, order_total, asked, refunded, owed,
    at_risk, at_risk_from_local AS at_risk_from, can_win, {local("can_win_until", "zone")} AS can_win_until, currency,
    return_postage, postage_currency, compensation, compensation_currency, zone
    FROM ({overviews.money(":now")}) c WHERE {_MEANT}"""
_STOCK = f"""SELECT {_local("e.at")} AS at, c.id AS "case", c.ref, c.order_ref AS "order", c.shop, c.kind,
    e.name AS event,
    i.value ->> 'sku' AS sku, c.product, i.value ->> 'grade' AS grade, i.value ->> 'quantity' AS quantity,
    i.value ->> 'to_stock' AS to_stock, i.value ->> 'scrap' AS scrap, r.zone
    FROM events e JOIN cases c ON c.id = e.case_id {_ZONE}, json_each(e.data, '$.items') i
    WHERE e.name IN ('return.received', 'return.graded', 'goods.placed') AND {predicates.existing("e")}
    AND {predicates.existing_case()} AND {_MEANT} ORDER BY e.at, e.id, i.key"""
_EVENTS = f"""SELECT e.case_id AS "case", c.ref, c.order_ref AS "order", c.shop, c.kind, {_local("e.at")} AS at,
    e.name AS event, {major("e.data ->> 'amount'", "c.currency")} AS amount, c.currency, e.data ->> 'mode' AS mode,
    e.data ->> 'tracking' AS tracking, coalesce(e.data ->> 'text', e.data ->> 'reason') AS text, e.source,
    {_local("e.recorded_at")} AS recorded, r.zone
    FROM events e JOIN cases c ON c.id = e.case_id {_ZONE}
    WHERE {predicates.existing("e")} AND {predicates.existing_case()} AND {_MEANT} ORDER BY e.case_id, e.at, e.id"""
_STATUSES = f"""SELECT o.case_id AS "case", coalesce(o.ref, c.ref) AS ref, c.order_ref AS "order", c.shop, c.kind,
    o.status, o.raw AS raw_status, {_local("o.first_seen")} AS since, {_local("o.last_seen")} AS last_seen, o.tracking,
    {_local("o.refunded_at")} AS refunded, o.source, r.zone
    FROM observations o JOIN cases c ON c.id = o.case_id {_ZONE}
    WHERE {predicates.existing_case()} AND {_MEANT} ORDER BY o.case_id, o.first_seen, o.id"""

QUERIES: Mapping[str, str] = {
    "cases": _CASES,
    "deadlines": _DEADLINES,
    "orders": _ORDERS,
    "lines": _LINES,
    "money": _MONEY,
    "stock": _STOCK,
    "events": _EVENTS,
    "statuses": _STATUSES,
}


def columns(connection: Connection, name: str) -> list[str]:
    """The names of the columns of a subject."""
    query = connection.execute(f"SELECT * FROM ({QUERIES[name]}) LIMIT 0", {"now": "", "shop": None})
    return [column[0] for column in query.description]


def rows(connection: Connection, name: str, now: datetime, shop: str | None = None) -> Iterator[Sequence[Any]]:
    """The rows of a subject at `now` (UTC), of one shop or of all: numbers, None, and texts. Local times are texts such
    as `2026-11-24 16:02:00`.
    """
    return iter(connection.execute(QUERIES[name], {"now": iso(now), "shop": shop}))
