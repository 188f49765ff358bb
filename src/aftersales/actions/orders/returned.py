"""Orders that come back undelivered, recorded by hand."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions.new_cases.new_case import NewCase, begin_case, future_warnings
from aftersales.actions.orders.cancellation import find_order
from aftersales.actions.record.options import WriteOptions
from aftersales.context.app import App
from aftersales.core.cases.facts import CaseFacts
from aftersales.core.cases.model import Event
from aftersales.core.cases.stored import StoredOrder
from aftersales.core.money import entered as entered_money
from aftersales.core.vocabulary import NOT_LEFT, duty_label, label
from aftersales.errors import TransitionRefused
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import cases, deliveries, undelivered
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple


class UndeliveredEntry(NamedTuple):
    """An order that comes back, as typed: its number or a case's id, why, and the parcel's number on its way back."""

    order: str
    reason: str | None = None
    tracking: str | None = None
    shop: str | None = None


def return_order(app: App, entry: UndeliveredEntry, options: WriteOptions) -> NewCase:
    """Open a case for an order that could not be handed over; its delivery ends with it. Raises UsageError, NoSuchCase,
    TransitionRefused for an order that has not left, that arrived, or that has such a case.
    """
    reason = entered_money.parse_remark(entry.reason, "--reason") if entry.reason is not None else None
    tracking = entered_money.parse_remark(entry.tracking, "--tracking") if entry.tracking is not None else None
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        order = find_order(ledger, entry.order, shop_queries.shop_named(ledger, entry.shop) if entry.shop else None)
        delivery = deliveries.of_order(ledger, order.shop, order.ref)
        _refuse(ledger, order)
        zone = ZoneInfo(app.rules.of(ledger)[order.shop].zone)
        when = app.times.at(options.at, shop_queries.place(ledger, order.shop, zone))
        facts = CaseFacts(
            ref="",
            kind=undelivered.KIND,
            source="hand",
            origin="recorded by hand",
            opened_at=when,
            status="pending",
            raw="",
            order=order.ref,
            buyer=order.buyer,
            reason=reason,
            lines=order.lines,
            tracking=tracking,
        )
        case = cases.open_by_hand(ledger, order.shop, facts)
        event = Event("order.returned", when, {"reason": reason} if reason else {}, "hand", "recorded by hand")
        goes_on = delivery is not None and not find.stored_case(ledger, delivery).settled
        duty = begin_case(app, ledger, case, event, zone, (delivery,) if delivery is not None and goes_on else ())
    summary = tr("order {order} comes back undelivered", order=order.ref)
    if duty is not None:
        summary = tr("{what}; {duty} by {due}", what=summary, duty=duty_label(duty.duty), due=text.moment(duty.due))
    return NewCase(case, event.name, when.astimezone(zone), summary, options.dry_run, future_warnings(app, when, zone))


def _refuse(ledger: Connection, order: StoredOrder) -> None:
    """Raises TransitionRefused where the order can't come back undelivered, or is known to."""
    known = undelivered.of_order(ledger, order.shop, order.ref)
    if known is not None:
        raise TransitionRefused(
            tr("order {order} is known to come back undelivered: case {case}.", order=order.ref, case=known)
        )
    if order.status in ("delivered", "completed"):
        raise TransitionRefused(
            tr(
                "order {order} is {status}: what the buyer sends back is a return; record it with `open return`.",
                order=order.ref,
                status=label(order.status),
            )
        )
    if order.status in NOT_LEFT:
        raise TransitionRefused(
            tr(
                "order {order} is {status}, so its parcel has not left; `order dispatched` records that it has.",
                order=order.ref,
                status=order.status.replace("-", " "),
            )
        )
