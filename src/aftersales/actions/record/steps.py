"""What commands share with `triage`: of a case's steps, how each is made from what was typed. What needs proof lies in
`evidence`, an approval in `approve`, a review's steps in `reviews`, a snooze in `snooze`.
"""

from __future__ import annotations

from typing import Any

from aftersales.actions.record.write import Decide, Step, Target, check
from aftersales.context.app import App
from aftersales.core.cases import events
from aftersales.core.cases import state as case_state
from aftersales.core.deadlines import extension as deadline_extension
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.errors import UsageError
from aftersales.ledger.queries import find

SIDES = ("seller", "buyer", "nobody")

# --- a parcel coming back -------------------------------------------------------------------------------------------


def shipped(tracking: str | None) -> Decide:
    """The buyer sent the parcel back. Raises UsageError for a tracking number that is none."""
    number = entered_money.parse_remark(tracking, "--tracking") if tracking is not None else None

    def decide(target: Target) -> Step:
        check(target, "return.shipped")
        return Step("return.shipped", {"tracking": number} if number else {})

    return decide


def extended(app: App, days: int | None) -> Decide:
    """The seller puts off the receipt: as often as the rule allows, before the deadline."""

    def decide(target: Target) -> Step:
        check(target, deadline_extension.EVENT)
        policy = app.rules.policy(target.case.shop, target.case.market)
        found = deadline_extension.extendable(target.told, policy)
        refused = deadline_extension.obstacle(target.told, policy, target.at, target.zone)
        if found is None or refused is not None:
            raise target.refuse(str(refused), deadline_extension.COMMAND)
        step, (_, extension) = Step(deadline_extension.EVENT, {"days": days} if days else {}), found
        if days and days != extension.length.number:
            step.warnings.append(f"the rule known here gives {extension.length}, not {days} days")
        return step

    return decide


def replaced(order: str | None, tracking: str | None) -> Decide:
    """The replacement is on its way. Raises UsageError for a number that is none."""
    if order is not None and not entered_money.is_platform_number(order.strip()):
        raise UsageError(f"--order {order!r} is no order number of the platform (digits only).")
    data: dict[str, Any] = {"order": order.strip()} if order else {}
    if tracking is not None:
        data["tracking"] = entered_money.parse_remark(tracking, "--tracking")

    def decide(target: Target) -> Step:
        check(target, "replacement.sent")
        return Step("replacement.sent", data)

    return decide


# --- money ----------------------------------------------------------------------------------------------------------


def refunded(amount: str | None, channel: str = "original") -> Decide:
    """The money went back; without an amount, what is still owed. Raises UsageError for a channel without a name."""
    way = entered_money.parse_remark(channel, "--channel")

    def decide(target: Target) -> Step:
        check(target, "refund.issued")
        asked = target.case.amount or target.case.order_amount
        paid_back = _amount(target, amount, asked)
        others = find.refunded_on_order(target.ledger, target.case.shop, target.case.order, target.case.id)
        before = target.told.state.refunded
        attempt = before - target.told.state.before
        owed = case_state.owing(target.case, target.told.state)
        if reason := entered_money.refund_refusal(paid_back, target.case.order_amount, before + others):
            raise target.refuse(reason)
        step = Step("refund.issued", {"amount": paid_back.minor, "channel": way})
        if target.case.kind in ("review", "delivery"):
            asked = None  # a kindness: nobody asked
            owed = None
        whole = Money(owed, paid_back.currency) if owed is not None else asked
        if whole is not None and whole.currency == paid_back.currency and paid_back.minor + attempt > whole.minor:
            what = "agreed on" if target.told.state.mode == "partial" else "asked for"
            step.warnings.append(f"{paid_back} is more than the {Money(whole.minor - attempt, whole.currency)} {what}")
        if whole is not None and whole.currency == paid_back.currency and paid_back.minor + attempt < whole.minor:
            left = Money(whole.minor - paid_back.minor - attempt, whole.currency)
            what = "agreed on" if target.told.state.mode == "partial" else "asked for"
            step.warnings.append(f"{paid_back} is less than the {whole} {what}; {left} is still open")
        flags = []
        if way != "original":
            flags.append("other-channel")
            step.warnings.append(
                f"refunded by {way}, not the way the buyer paid; the platform expects the original one"
            )
        step.data = {**step.data, **({"flags": flags} if flags else {})}
        return step

    return decide


def _amount(target: Target, text: str | None, asked: Money | None) -> Money:
    if text is not None:
        return entered_money.parse_amount(text, asked.currency if asked else target.rules.currency, "--amount")
    if asked is None:
        raise target.refuse("neither the refund asked for nor the order's amount is known; say --amount")
    if target.case.kind in ("review", "delivery"):
        raise target.refuse(f"how much? Say --amount; nothing is owed on a {target.case.kind}", "refund")
    whole = case_state.owing(target.case, target.told.state)
    owed = (asked.minor if whole is None else whole) - target.told.state.refunded + target.told.state.before
    if owed <= 0:
        raise target.refuse("nothing is left to refund of what was asked", "refund")
    return Money(owed, asked.currency)


# --- disputes -------------------------------------------------------------------------------------------------------


def disputed(reason: str | None) -> Decide:
    """The buyer disputes a refusal. Raises UsageError for a reason that says nothing."""
    told = entered_money.parse_remark(reason, "--reason") if reason is not None else None

    def decide(target: Target) -> Step:
        check(target, "dispute.opened")
        return Step("dispute.opened", {"reason": told} if told else {})

    return decide


def ruled(side: str, reason: str | None) -> Decide:
    """The platform ruled: in the dispute in progress, else on the appeal. Raises UsageError for a side that is none."""
    if side not in SIDES:
        raise UsageError(f"--for {side!r} is not known; it takes {', '.join(SIDES)}.")
    told = entered_money.parse_remark(reason, "--reason") if reason is not None else None
    data: dict[str, Any] = {"for": side, **({"reason": told} if told else {})}

    def decide(target: Target) -> Step:
        state = target.told.state
        appealed = state.appeal == "filed" and state.arbitration != "in-progress"
        event = "appeal.ruled" if appealed or target.case.kind in ("review", "cancellation") else "dispute.ruled"
        check(target, event, ruling=side)
        return Step(event, data)

    return decide


# --- an order on its way --------------------------------------------------------------------------------------------


def dispatched(tracking: str | None) -> Decide:
    """The order was handed over. Raises UsageError for a tracking number that is none."""
    number = entered_money.parse_remark(tracking, "--tracking") if tracking is not None else None

    def decide(target: Target) -> Step:
        check(target, "order.dispatched")
        if any(h.event.name == "order.dispatched" for h in target.told.timeline.happenings):
            raise target.refuse("it is dispatched already")
        return Step("order.dispatched", {"tracking": number} if number else {})

    return decide


def tracked(news: str) -> Decide:
    """The tracking has moved. Raises UsageError for news that say nothing."""
    told = entered_money.parse_remark(news, "--news")

    def decide(target: Target) -> Step:
        check(target, "tracking.updated")
        if not any(h.event.name == "order.dispatched" for h in target.told.timeline.happenings):
            raise target.refuse("it is not dispatched yet, so there is nothing to track")
        return Step("tracking.updated", {"text": told})

    return decide


# --- the app's own -------------------------------------------------------------------------------------------------


def done(app: App, remark: str | None) -> Decide:
    """A duty of the house is done. Raises UsageError for a remark that says nothing."""
    told = entered_money.parse_remark(remark, "--text") if remark is not None else None

    def decide(target: Target) -> Step:
        event = _ticked(target, app)
        check(target, event)
        if told and event in ("buyer.told", "review.contacted"):
            from aftersales.actions import messages as message_action  # a routine needs no rules of wording

            message_action.fit_to_send(remark, target.case.market, "--text")
        return Step(event, {"text": told} if told else {})

    return decide


def _ticked(target: Target, app: App) -> str:
    if target.case.kind == "routine":
        return "routine.done"
    until = max(target.at, app.now)
    open_now = [
        c
        for c in target.told.clocks
        if c.owner == "seller" and c.stopped_at is None and c.started_at <= until and c.duty in events.DONE_EVENTS
    ]
    if not open_now:
        raise target.refuse("no duty of the house is open on it; what the platform waits for has a command of its own")
    return events.DONE_EVENTS[min(open_now, key=lambda c: c.due).duty]


def confirmed(target: Target) -> Step:
    """Seller Center shows what was recorded here, or somebody looked where the list said `check`."""
    check(target, "case.confirmed")
    waiting = [h for h in target.told.timeline.happenings if not h.confirmed]
    asked = any(c.duty in ("check", "close") and c.in_sight(target.at) for c in target.told.clocks)
    if not waiting and not asked:
        return Step("case.confirmed", skip="nothing on it waits to be confirmed")
    return Step("case.confirmed")


def closed(reason: str) -> Decide:
    """Nothing more is to happen; what is still to do is said. Raises UsageError for a reason that says nothing."""
    told = entered_money.parse_remark(reason, "--reason")

    def decide(target: Target) -> Step:
        check(target, "case.closed")
        step = Step("case.closed", {"reason": told})
        open_duties = sorted(
            {c.duty for c in target.told.clocks if c.stopped_at is None and c.owner == "seller" and not c.chained}
        )
        if open_duties:
            runs = "; the platform's clock runs on" if target.case.kind in REQUEST_KINDS else ""
            step.warnings.append(f"closed with {', '.join(open_duties)} still to do{runs}")
        return step

    return decide


def noted(remark: str, *, to_buyer: bool = False) -> Decide:
    """A remark for the app, or what was written to the buyer. Raises UsageError for one that says nothing."""
    told = entered_money.parse_remark(remark, "--text", most=2000)

    def decide(target: Target) -> Step:
        if not to_buyer:
            return Step("case.noted", {"text": told})
        from aftersales.actions import messages as message_action  # a plain note needs no rules of wording

        return Step("buyer.told", {"text": message_action.fit_to_send(remark, target.case.market, "--text")})

    return decide
