"""Who may cancel an order, and cancellations recorded by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions.new_cases.new_case import FirstDuty, NewCase, begin_case, future_warnings
from aftersales.actions.record.options import WriteOptions
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.cases import cancellation
from aftersales.core.cases.cancellation import Verdict
from aftersales.core.cases.facts import CaseFacts
from aftersales.core.cases.model import Event
from aftersales.core.cases.stored import StoredOrder
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import CANCELLED_BY, UNDER_WAY
from aftersales.errors import TransitionRefused, UsageError
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import cases, deliveries
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.find import LastCase
from aftersales.named_tuple import NamedTuple


class CancellationEntry(NamedTuple):
    """A cancellation as typed: the order's number or a case's id, who cancelled, and why."""

    order: str
    by: str
    reason: str | None = None
    shop: str | None = None


def cancel_verdicts(app: App, typed_order: str, shop: str | None) -> tuple[StoredOrder, Sequence[Verdict]]:
    """The order, as far on its way as is known, and who may still cancel it. Raises NoSuchCase, ConfigError."""
    ledger = app.ledger.current()
    order = find_order(ledger, typed_order, shop_queries.shop_named(ledger, shop) if shop else None)
    market = shop_queries.shops(ledger)[order.shop][0]
    last = _last_cancellation(ledger, order)
    if last is not None and last.decision == "approved" and order.status != "unpaid":
        order = order._replace(status="cancelled")  # recorded here, whatever the data show yet
    return order, cancellation.verdicts(order.status, market)


def cancel_order(app: App, entry: CancellationEntry, options: WriteOptions) -> NewCase:
    """Open a case that is cancelled already; of a paid order the refund is owed. Raises UsageError, NoSuchCase,
    TransitionRefused where the order can't be cancelled.
    """
    if entry.by == "buyer":
        raise UsageError(tr("a buyer asks to cancel: aftersales open cancellation --order {order}", order=entry.order))
    choices.one_of("--by", entry.by, CANCELLED_BY)
    reason = entered_money.parse_remark(entry.reason, "--reason") if entry.reason is not None else None
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        order = find_order(ledger, entry.order, shop_queries.shop_named(ledger, entry.shop) if entry.shop else None)
        _refuse(ledger, order, entry.by)
        zone = ZoneInfo(app.rules.of(ledger)[order.shop].zone)
        when = app.times.at(options.at, shop_queries.place(ledger, order.shop, zone))
        owed = _owed(ledger, order)
        case = cases.open_by_hand(ledger, order.shop, _facts(order, when, owed, reason))
        data: dict[str, Any] = {"by": entry.by, "paid": owed is not None, **({"reason": reason} if reason else {})}
        event = Event("order.cancelled", when, data, "hand", "recorded by hand")
        delivery = deliveries.of_order(ledger, order.shop, order.ref)
        duty = begin_case(app, ledger, case, event, zone, () if delivery is None else (delivery,))
    summary = tr("order {order} cancelled by the {by}; {next}", order=order.ref, by=entry.by, next=_next(owed, duty))
    warnings = future_warnings(app, when, zone)
    return NewCase(case, event.name, when.astimezone(zone), summary, options.dry_run, warnings)


def _next(owed: Money | None, duty: FirstDuty | None) -> str:
    """What is to be done after the cancellation."""
    if owed is None:
        return tr("no refund is due")
    if duty is None:
        return tr("refund of {owed}", owed=owed)
    return tr("refund of {owed} by {due}", owed=owed, due=text.moment(duty.due))


def find_order(ledger: Connection, typed: str, shop: str | None) -> StoredOrder:
    """The order that a number or a case's id names, as far on its way as is known, recorded by hand or not."""
    typed = typed.strip()
    if re.fullmatch(r"[0-9]{1,9}", typed):
        typed = str(find.stored_case(ledger, find.find_case(ledger, typed)).order)
    order = find.find_order(ledger, typed, shop)
    delivery = deliveries.of_order(ledger, order.shop, order.ref)
    if delivery is not None and order.status in UNDER_WAY and order.status != "partially-shipping":
        if find.last_event(ledger, delivery, "order.delivered"):
            return order._replace(status="delivered")
        if find.last_event(ledger, delivery, "order.collected"):
            return order._replace(status="in-transit")
        if find.last_event(ledger, delivery, "order.dispatched") and order.status != "in-transit":
            return order._replace(status="awaiting-collection")
    return order


def _last_cancellation(ledger: Connection, order: StoredOrder) -> LastCase | None:
    """The order's last cancellation, asked for or ordered."""
    return find.last_on_order(ledger, order.shop, order.ref, "cancellation")


def _refuse(ledger: Connection, order: StoredOrder, by: str) -> None:
    """Raises TransitionRefused where the order can't be cancelled, or is being cancelled already."""
    last = _last_cancellation(ledger, order)
    if last is not None and not last.settled and last.decision == "pending":
        raise TransitionRefused(
            tr("the buyer asked to cancel order {order}: answer case {case} instead.", order=order.ref, case=last.id)
        )
    if last is not None and last.decision == "approved":
        raise TransitionRefused(tr("order {order} is cancelled already, case {case}.", order=order.ref, case=last.id))
    market = shop_queries.shops(ledger)[order.shop][0]
    verdict = cancellation.verdicts(order.status, market)[1]
    if by == "seller" and not verdict.may:
        raise TransitionRefused(
            tr("order {order} can't be cancelled by the seller: {why}.", order=order.ref, why=verdict.why)
        )


def _owed(ledger: Connection, order: StoredOrder) -> Money | None:
    """What the buyer paid, less the refunds; None for an order that was not paid."""
    paid = order.total
    if order.status == "unpaid" or paid is None:
        return None
    left = paid.minor - find.refunded_on_order(ledger, order.shop, order.ref, None)
    return Money(left, paid.currency) if left > 0 else None


def _facts(order: StoredOrder, when: datetime, owed: Money | None, reason: str | None) -> CaseFacts:
    return CaseFacts(
        ref="",
        kind="cancellation",
        source="hand",
        origin="recorded by hand",
        opened_at=when,
        status="approved",
        raw="",
        order=order.ref,
        amount=owed,
        buyer=order.buyer,
        reason=reason,
        lines=order.lines,
    )
