"""The steps that most cases take."""

from __future__ import annotations

from functools import partial
from typing import Any

from aftersales.actions.record.case_view import CaseView, Step, StepBuilder, check
from aftersales.context.typed_times import TypedTimes
from aftersales.core import choices
from aftersales.core.cases import events
from aftersales.core.deadlines import extension as deadline_extension
from aftersales.core.money import entered as entered_money
from aftersales.core.time.instants import iso
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.text import listed
from aftersales.user_input import PROMISE

SIDES = ("seller", "buyer", "nobody")


def event_step(event: str) -> StepBuilder:
    """The builder of a step that records the event, without data."""
    return partial(_checked_step, event, {})


def _checked_step(event: str, data: dict[str, Any], view: CaseView) -> Step:
    check(view, event)
    return Step(event, data)


def _remark(text: str | None, option: str, key: str) -> dict[str, str]:
    """A remark as data of an event; no data if there is none. Raises UsageError for an empty remark."""
    return {} if text is None else {key: entered_money.parse_remark(text, option)}


# --- a parcel coming back -------------------------------------------------------------------------------------------


def shipped(tracking: str | None) -> StepBuilder:
    """The buyer sent the parcel back. Raises UsageError for an invalid tracking number."""
    return partial(_checked_step, "return.shipped", _remark(tracking, "--tracking", "tracking"))


def extended(days: int | None) -> StepBuilder:
    """The seller extends the inspection period: as often as the rule allows, before the deadline."""
    return partial(_extended, days)


def _extended(days: int | None, view: CaseView) -> Step:
    check(view, deadline_extension.EVENT)
    policy = view.rules_in_force.policy(view.case.shop)
    extendable = deadline_extension.extendable(view.derived, policy)
    obstacle = deadline_extension.obstacle(view.derived, policy, view.at, view.zone)
    if extendable is None or obstacle is not None:
        raise view.refusal(str(obstacle), deadline_extension.COMMAND)
    step, (_, extension) = Step(deadline_extension.EVENT, {"days": days} if days else {}), extendable
    if days and days != extension.length.number:
        step.warnings.append(tr("the rule gives {length}, not {days} days", length=extension.length, days=days))
    return step


def replaced(order: str | None, tracking: str | None) -> StepBuilder:
    """The replacement is on its way. Raises UsageError for an invalid order or tracking number."""
    if order is not None and not entered_money.is_platform_number(order.strip()):
        raise UsageError(tr("--order {order!r} is not an order number (6 to 25 digits).", order=order))
    data: dict[str, Any] = {"order": order.strip()} if order else {}
    return partial(_checked_step, "replacement.sent", data | _remark(tracking, "--tracking", "tracking"))


# --- disputes -------------------------------------------------------------------------------------------------------


def disputed(reason: str | None) -> StepBuilder:
    """The buyer disputes a refusal. Raises UsageError for an empty reason."""
    return partial(_checked_step, "dispute.opened", _remark(reason, "--reason", "reason"))


def ruled(side: str, reason: str | None, amount: str | None = None, *, force: bool = False) -> StepBuilder:
    """The platform ruled: in the dispute in progress, else on the appeal. Raises UsageError for an unknown side."""
    choices.one_of("--for", side, SIDES)
    return partial(_ruled, side, {"for": side, **_remark(reason, "--reason", "reason")}, amount, force)


def _ruled(side: str, data: dict[str, Any], typed: str | None, force: bool, view: CaseView) -> Step:
    state = view.derived.state
    appealed = state.appeal == "filed" and state.arbitration != "in-progress"
    event = "appeal.ruled" if appealed or view.case.kind in ("review", "cancellation") else "dispute.ruled"
    check(view, event, ruling=side)
    if typed is None:
        return Step(event, data)
    if (event, side) != ("appeal.ruled", "seller"):
        raise view.refusal(tr("--amount is what an appeal brings back that was decided for you"), "ruled")
    from aftersales.actions.record.refund import over_loss  # lazy: most rulings name no amount

    known = view.case.amount or view.case.order_amount
    paid = entered_money.parse_amount(typed, known.currency if known else view.rules.currency, "--amount")
    return Step(event, {**data, "amount": paid.minor}, list(over_loss(view, paid, force=force)))


# --- an order on its way --------------------------------------------------------------------------------------------


def dispatched(tracking: str | None) -> StepBuilder:
    """The order was handed over. Raises UsageError for an invalid tracking number."""
    return partial(_dispatched, _remark(tracking, "--tracking", "tracking"))


def _dispatched(data: dict[str, Any], view: CaseView) -> Step:
    check(view, "order.dispatched")
    if _has_left(view):
        raise view.refusal(tr("it is dispatched already"))
    return Step("order.dispatched", data)


def collected(view: CaseView) -> Step:
    """The carrier has collected the order, or scanned it."""
    check(view, "order.collected")
    if any(h.event.name == "order.collected" and not h.event.inferred for h in view.derived.timeline.happenings):
        raise view.refusal(tr("the carrier has it already"))
    return Step("order.collected", {})


def tracked(news: str) -> StepBuilder:
    """The tracking has moved. Raises UsageError for empty news."""
    return partial(_tracked, _remark(news, "--news", "text"))


def _tracked(data: dict[str, Any], view: CaseView) -> Step:
    check(view, "tracking.updated")
    if not _has_left(view):
        raise view.refusal(tr("it is not dispatched yet, so there is nothing to track"))
    return Step("tracking.updated", data)


def _has_left(view: CaseView) -> bool:
    return any(happening.event.name in events.LEFT for happening in view.derived.timeline.happenings)


# --- the buyer's bank -----------------------------------------------------------------------------------------------


def charged_back(until: str | None, reason: str | None, times: TypedTimes) -> StepBuilder:
    """The buyer's bank takes the money back. The seller can answer `until` then, as typed in the market's local time.
    Raises UsageError for an empty reason.
    """
    return partial(_charged_back, until, times, _remark(reason, "--reason", "reason"))


def _charged_back(until: str | None, times: TypedTimes, data: dict[str, Any], view: CaseView) -> Step:
    check(view, "chargeback.notified")
    if any(c.duty == "answer-chargeback" and c.stopped_at is None for c in view.derived.clocks):
        raise view.refusal(tr("a chargeback is waiting for your answer already; record the answer with `done`"))
    if until is None:
        return Step("chargeback.notified", data)
    deadline = times.read(until, "--until", view.place, PROMISE)
    if deadline <= view.at:
        raise UsageError(tr("--until {until!r} is not after the notice; check the year and --at.", until=until))
    return Step("chargeback.notified", {"until": iso(deadline), **data})


# --- the seller's own -----------------------------------------------------------------------------------------------


def done(remark: str | None) -> StepBuilder:
    """A duty of the seller's own is done. Raises UsageError for an empty remark."""
    return partial(_done, remark, _remark(remark, "--text", "text"))


def _done(remark: str | None, data: dict[str, Any], view: CaseView) -> Step:
    event = _duty_done(view)
    check(view, event)
    if data and event in ("buyer.told", "review.contacted"):
        from aftersales.actions import messages as message_action  # lazy: a routine needs no rules of wording

        message_action.fit_to_send(remark, view.case.market, "--text")
    return Step(event, data)


def _duty_done(view: CaseView) -> str:
    """The event by which the most urgent duty of the seller's own is done."""
    if view.case.kind == "routine":
        return "routine.done"
    until = max(view.at, view.now)
    running = [
        clock
        for clock in view.derived.clocks
        if clock.owner == "seller"
        and clock.stopped_at is None
        and clock.started_at <= until
        and clock.duty in events.DONE_EVENTS
    ]
    if not running:
        raise view.refusal(
            tr("it has no open duty from your own targets; each step that the platform waits for has its own command")
        )
    return events.DONE_EVENTS[min(running, key=lambda clock: clock.due).duty]


def confirmed(view: CaseView) -> Step:
    """Seller Center shows what was recorded here, or the seller has looked there because the list said `check`."""
    check(view, "case.confirmed")
    unconfirmed = any(not happening.confirmed for happening in view.derived.timeline.happenings)
    asked = any(c.duty in ("check", "close") and c.in_sight(view.at) for c in view.derived.clocks)
    if not unconfirmed and not asked:
        return Step("case.confirmed", skip=tr("nothing on it needs to be confirmed"))
    return Step("case.confirmed")


def closed(reason: str) -> StepBuilder:
    """The case is closed; a warning names duties that are still open. Raises UsageError for an empty reason."""
    return partial(_closed, _remark(reason, "--reason", "reason"))


def _closed(data: dict[str, Any], view: CaseView) -> Step:
    check(view, "case.closed")
    step = Step("case.closed", data)
    open_duties = sorted(
        {c.duty for c in view.derived.clocks if c.stopped_at is None and c.owner == "seller" and not c.chained}
    )
    if open_duties:
        duties = listed(open_duties)
        step.warnings.append(
            tr("closed with {duties} still to do; the platform's deadline still counts", duties=duties)
            if view.case.kind in REQUEST_KINDS
            else tr("closed with {duties} still to do", duties=duties)
        )
    return step


def received_message(message: str | None) -> StepBuilder:
    """The buyer wrote. Raises UsageError for an empty message."""
    data = {} if message is None else {"text": entered_money.parse_remark(message, "--text", most=2000)}
    return partial(_checked_step, "message.received", data)


def noted(remark: str, *, to_buyer: bool = False) -> StepBuilder:
    """A remark of the seller's own, or what was written to the buyer. Raises UsageError for an empty one."""
    text = entered_money.parse_remark(remark, "--text", most=2000)
    return partial(_told_buyer, remark) if to_buyer else partial(_noted, text)


def _noted(text: str, _view: CaseView) -> Step:
    return Step("case.noted", {"text": text})


def _told_buyer(message: str, view: CaseView) -> Step:
    from aftersales.actions import messages as message_action  # lazy: a plain note needs no rules of wording

    return Step("buyer.told", {"text": message_action.fit_to_send(message, view.case.market, "--text")})
