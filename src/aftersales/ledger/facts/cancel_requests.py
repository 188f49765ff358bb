"""Buyers' requests to cancel, as orders tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aftersales.core.cases.facts import CaseFacts, OrderFacts, OrderTable
from aftersales.core.cases.model import LAG, Event, Observation
from aftersales.core.time.instants import instant
from aftersales.ledger import predicates
from aftersales.ledger.facts import cases
from aftersales.ledger.facts.records import add_event, observe
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

# Of an order that is this far, no cancellation waits for an answer any more, whatever its row says.
_OVER = ("cancelled", "delivered", "completed")


class _Known(NamedTuple):
    """A cancellation of an order that the ledger has. `by_order` says that the order alone told of it."""

    case: int
    opened_at: str
    open: bool
    by_order: bool


def take(connection: Connection, shop: str, orders: OrderTable, now: datetime) -> dict[int, bool]:
    """Open a cancellation for each order of a file whose buyer waits for an answer to one, where the ledger has none;
    and let the requests that only an order told of follow the order. Returns the cases touched, and whether each is
    new. Runs inside the caller's transaction, after the orders were put; deriving the clocks is its next step.
    """
    telling = orders.where("cancel_asked_at", lambda asked: asked is not None)
    if not telling:
        return {}
    known = _known(connection, shop, [order.ref for order in telling])
    current = _asked_of(connection, shop, [order.ref for order in telling])
    touched: dict[int, bool] = {}
    for order in telling:
        waits = bool(order.cancel_asked_at) and order.status not in _OVER
        of_order = known.get(order.ref, [])
        case = next((k.case for k in of_order if k.by_order and k.open), None)
        newest = order.cancel_asked_at == current[order.ref]  # an older file does not bring a request back
        if case is not None:
            observe(connection, case, _shown(order, waits=waits))
            touched[case] = False
        elif waits and newest and not any(_same(k, order) for k in of_order):
            touched[_open(connection, shop, order, now)] = True
    return touched


def _known(connection: Connection, shop: str, refs: Sequence[str]) -> dict[str, list[_Known]]:
    rows = connection.execute(
        f"""SELECT order_ref, id, opened_at, {predicates.open_case()}, ref IS NULL AND source = 'api' FROM cases c
        WHERE shop = ? AND order_ref IN ({",".join("?" * len(refs))}) AND kind = 'cancellation'
        AND {predicates.existing_case()}""",
        [shop, *refs],
    )
    known: dict[str, list[_Known]] = {}
    for ref, case, opened, is_open, by_order in rows:
        known.setdefault(ref, []).append(_Known(case, opened, bool(is_open), bool(by_order)))
    return known


def _asked_of(connection: Connection, shop: str, refs: Sequence[str]) -> dict[str, str | None]:
    """Since when the ledger has it that the buyer of each order waits for an answer."""
    marks = ",".join("?" * len(refs))
    return dict(
        connection.execute(
            f"SELECT ref, cancel_asked_at FROM orders WHERE shop = ? AND ref IN ({marks})", [shop, *refs]
        ).fetchall()
    )


def _same(known: _Known, order: OrderFacts) -> bool:
    """Whether a cancellation that the ledger has is the one that the order tells of."""
    return known.open or instant(known.opened_at) >= instant(order.cancel_asked_at or order.as_of) - LAG


def _open(connection: Connection, shop: str, order: OrderFacts, now: datetime) -> int:
    asked, as_of = instant(order.cancel_asked_at or order.as_of), instant(order.as_of)
    facts = CaseFacts(
        ref="",
        kind="cancellation",
        source="api",
        origin=order.origin,
        opened_at=asked,
        status="pending",
        raw=_raw(order),
        order=order.ref,
        buyer=order.buyer,
        lines=order.lines,
    )
    case = cases.create(connection, shop, facts, as_of)
    add_event(connection, case, Event("request.opened", asked, {"of": "order"}, "api", order.origin), now)
    observe(connection, case, _shown(order, waits=True))
    return case


def _shown(order: OrderFacts, *, waits: bool) -> Observation:
    """What the order shows of the request: it waits, the order was cancelled, or it goes on without."""
    as_of = instant(order.as_of)
    since = min(instant(order.cancel_asked_at), as_of) if waits and order.cancel_asked_at else as_of
    status = "pending" if waits else "approved" if order.status == "cancelled" else "cancelled"
    return Observation(
        ref=None,
        source=order.source,
        first_seen=since,
        noticed_at=as_of,
        last_seen=as_of,
        status=status,
        raw=_raw(order),
        stamps=None,
        origin=order.origin,
    )


def _raw(order: OrderFacts) -> str:
    return f"{order.raw_status or order.status or ''} (is_buyer_request_cancel {bool(order.cancel_asked_at)})".lower()
