"""A bad review, opened by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales.actions.new_cases.new_case import NewCase, begin_case, refuse_bad_ref
from aftersales.actions.record import reviews as review_steps
from aftersales.actions.record.options import WriteOptions
from aftersales.context.app import App
from aftersales.core.cases.facts import CaseFacts, OrderLine
from aftersales.core.cases.model import Event
from aftersales.core.cases.stored import StoredOrder
from aftersales.core.money import entered as entered_money
from aftersales.errors import TransitionRefused
from aftersales.language import tr, trn
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import cases
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.text import clauses


class ReviewEntry(NamedTuple):
    """A review as typed. `new`: a second one, though one is open on the order."""

    stars: int
    order: str | None = None
    text: str | None = None
    ref: str | None = None
    cause: str | None = None
    product: str | None = None
    buyer: str | None = None
    shop: str | None = None
    new: bool = False


def open_review(app: App, entry: ReviewEntry, options: WriteOptions) -> NewCase:
    """Open a case for a review, of an order or of none. Raises UsageError, NoSuchCase, TransitionRefused where one is
    open.
    """
    refuse_bad_ref(entry.ref)
    data: dict[str, Any] = {"stars": entry.stars, **review_steps.cause_data(entry.cause)}
    data |= {"ref": entry.ref} if entry.ref else {}
    review = entered_money.parse_remark(entry.text, "--text", most=2000) if entry.text is not None else None
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        named = shop_queries.shop_named(ledger, entry.shop) if entry.shop or entry.order is None else None
        order = find.find_order(ledger, entry.order.strip(), named) if entry.order is not None else None
        shop = order.shop if order else str(named)
        zone = ZoneInfo(app.rules.of(ledger)[shop].zone)
        when = app.times.at(options.at, shop_queries.place(ledger, shop, zone))
        _refuse_second(ledger, shop, entry, order)
        case = cases.open_by_hand(ledger, shop, _facts(entry, order, review, when))
        event = Event("review.opened", when, data, "hand", "recorded by hand")
        duty = begin_case(app, ledger, case, event, zone)
    summary = trn("review of {count} star", "review of {count} stars", entry.stars)
    if duty:
        summary = clauses([summary, str(duty)])
    return NewCase(case, event.name, when.astimezone(zone), summary, options.dry_run)


def _refuse_second(ledger: Connection, shop: str, entry: ReviewEntry, order: StoredOrder | None) -> None:
    """Raises TransitionRefused where the ref is known, or a review is open on the order."""
    if entry.ref and (other := find.case_of_ref(ledger, entry.ref)):
        raise TransitionRefused(tr("ref {ref} is case {other} already.", ref=entry.ref, other=other))
    last = find.last_on_order(ledger, shop, order.ref, "review") if order else None
    if order is not None and last is not None and not last.settled and not entry.new:
        raise TransitionRefused(
            tr(
                "order {ref} has an open review already, case {case}. Use --new for a second one.",
                ref=order.ref,
                case=last.id,
            )
        )


def _facts(entry: ReviewEntry, order: StoredOrder | None, review: str | None, when: datetime) -> CaseFacts:
    lines = order.lines if order else ()
    if entry.product is not None:
        lines = (OrderLine(None, entered_money.parse_remark(entry.product, "--product")),)
    buyer = order.buyer if order else None
    if entry.buyer is not None:
        buyer = entered_money.parse_remark(entry.buyer, "--buyer")
    return CaseFacts(
        ref=entry.ref or "",
        kind="review",
        source="hand",
        origin="recorded by hand",
        opened_at=when,
        status="pending",
        raw="",
        order=order.ref if order else None,
        buyer=buyer,
        reason=review,
        lines=lines,
    )
