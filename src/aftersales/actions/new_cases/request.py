"""A buyer's request, opened by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions.new_cases.new_case import NewCase, begin_case, future_warnings, refuse_bad_ref
from aftersales.actions.record.options import WriteOptions
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.cases.facts import CaseFacts
from aftersales.core.cases.model import Event
from aftersales.core.cases.stored import StoredOrder
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import REQUEST_KINDS, label
from aftersales.errors import TransitionRefused
from aftersales.language import tr
from aftersales.ledger.connection import Connection
from aftersales.ledger.facts import cases
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple


class RequestEntry(NamedTuple):
    """A request as typed. `new`: a second case, though one of this kind is open on the order."""

    kind: str
    order: str
    amount: str | None = None
    reason: str | None = None
    ref: str | None = None
    shop: str | None = None
    new: bool = False


def open_request(app: App, entry: RequestEntry, options: WriteOptions) -> NewCase:
    """Open a case, or begin a new attempt on one that was rejected. Raises UsageError, NoSuchCase, TransitionRefused
    where one is open or the amount is more than was paid.
    """
    _refuse_unknown_words(entry)
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        shop = shop_queries.shop_named(ledger, entry.shop) if entry.shop else None
        order = find.find_order(ledger, entry.order.strip(), shop)
        rules = app.rules.of(ledger)[order.shop]
        zone = ZoneInfo(rules.zone)
        when = app.times.at(options.at, shop_queries.place(ledger, order.shop, zone))
        asked = _amount_asked(ledger, order, entry.amount, rules.currency)
        facts = _facts(entry, order, asked, when)
        case, event = _place(ledger, order.shop, facts, zone, new=entry.new)
        partial = asked is not None and order.total is not None and asked.minor < order.total.minor
        data: dict[str, Any] = {"ref": entry.ref} if entry.ref else {}
        if partial:
            data["flags"] = ["below-paid"]
        duty = begin_case(app, ledger, case, Event(event, when, data, "hand", "recorded by hand"), zone)
    local = when.astimezone(zone)
    summary = tr(
        "{kind} on order {ref}, asked {moment}", kind=label(entry.kind), ref=order.ref, moment=text.moment(local)
    )
    if duty:
        summary = text.clauses([summary, str(duty)])
    warnings = (
        [tr("{asked} is less than the {total} paid: a partial refund", asked=asked, total=order.total)]
        if partial
        else []
    )
    return NewCase(case, event, local, summary, options.dry_run, [*warnings, *future_warnings(app, when, zone)])


def _refuse_unknown_words(entry: RequestEntry) -> None:
    """Raises UsageError for an unknown kind, and for a ref that is not a number as the platform gives them."""
    choices.one_of("KIND", entry.kind, REQUEST_KINDS)
    refuse_bad_ref(entry.ref)


def _facts(entry: RequestEntry, order: StoredOrder, asked: Money | None, when: datetime) -> CaseFacts:
    return CaseFacts(
        ref=entry.ref or "",
        kind=entry.kind,
        source="hand",
        origin="recorded by hand",
        opened_at=when,
        status="pending",
        raw="",
        order=order.ref,
        amount=asked,
        buyer=order.buyer,
        reason=entered_money.parse_remark(entry.reason, "--reason") if entry.reason is not None else None,
        lines=order.lines,
    )


def _amount_asked(ledger: Connection, order: StoredOrder, typed: str | None, currency: str) -> Money | None:
    """The refund asked for: as typed, else the order's total. Raises TransitionRefused above what was paid (S2)."""
    paid = order.total
    if typed is None:
        asked = paid
    else:
        asked = entered_money.parse_amount(typed, paid.currency if paid else currency, "--amount")
    before = find.refunded_on_order(ledger, order.shop, order.ref, None)
    if asked is not None and (why := entered_money.refund_refusal(asked, paid, before)):
        raise TransitionRefused(
            tr("order {ref}: {why}. Give the amount asked with --amount, or check the order.", ref=order.ref, why=why)
        )
    return asked


def _place(ledger: Connection, shop: str, facts: CaseFacts, zone: ZoneInfo, *, new: bool) -> tuple[int, str]:
    """The case that this request belongs to and the event that records it.

    Raises TransitionRefused where one is open, or where it was rejected only later.
    """
    if facts.ref and (other := find.case_of_ref(ledger, facts.ref)):
        raise TransitionRefused(tr("ref {ref} is case {other} already.", ref=facts.ref, other=other))
    last = None if new else find.last_on_order(ledger, shop, str(facts.order), facts.kind)
    if last is None or last.settled:
        return cases.open_by_hand(ledger, shop, facts), "request.opened"
    if last.decision != "rejected":
        raise TransitionRefused(
            tr(
                "order {order} has an open {kind} already, case {case}. Use --new for a second one.",
                order=facts.order,
                kind=label(facts.kind),
                case=last.id,
            )
        )
    rejected = find.last_event(ledger, last.id, "request.rejected")
    if rejected is not None and facts.opened_at <= rejected:
        raise TransitionRefused(
            tr(
                "case {case} was rejected on {moment}; the buyer can only ask again after that.",
                case=last.id,
                moment=text.moment(rejected.astimezone(zone)),
            )
        )
    cases.resubmit(ledger, shop, last.id, facts)
    return int(last.id), "request.resubmitted"
