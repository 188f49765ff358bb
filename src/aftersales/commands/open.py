"""`open`: a buyer's request recorded by hand. Prints the case's id. After a rejection, it is a new attempt on the same
case.
"""

from __future__ import annotations

from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from aftersales import text, user_input
from aftersales.actions.record import new_case
from aftersales.commandline.command import single
from aftersales.commandline.write_command import NewCaseCommand, write_options
from aftersales.context.app import App
from aftersales.core.cases.facts import CaseFacts
from aftersales.core.cases.model import Event
from aftersales.core.cases.stored import StoredOrder
from aftersales.core.money import entered as entered_money
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.errors import TransitionRefused, UsageError
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases
from aftersales.ledger.facts.records import add_event
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries

typer_app = single()


@typer_app.command(cls=NewCaseCommand)
def open_case(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="refund, return, replacement or cancellation.")],
    order: Annotated[str, typer.Option("--order", metavar="ORDER", help="The order's number.")],
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="A", help="The refund asked for (default: the order's total).")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="The buyer's reason.")] = None,
    ref: Annotated[
        str | None, typer.Option("--ref", metavar="REF", help="The platform's number for the request.")
    ] = None,
    shop: Annotated[
        str | None,
        typer.Option("--shop", metavar="SHOP", help="Needed only where two shops have the same order number."),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="A second case, though one of this kind is open on the order.")
    ] = False,
) -> None:
    """Record a buyer's request by hand; prints the case's id. Asked again after a rejection, it is a new attempt."""
    app: App = ctx.obj
    options = write_options(ctx)
    if kind not in REQUEST_KINDS:
        raise UsageError(f"{kind!r} is no kind of request; it takes {', '.join(REQUEST_KINDS)}.")
    if ref is not None and not entered_money.is_platform_number(ref):
        raise UsageError(f"--ref {ref!r} is no number of the platform (digits only).")
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        found = find.find_order(ledger, order.strip(), shop_queries.shop_named(ledger, shop) if shop else None)
        rules = app.rules.of(ledger)[found.shop]
        zone = ZoneInfo(rules.zone)
        when = user_input.moment_or_now(options.at, zone, app.now)
        paid = found.total
        asked = _asked(ledger, found, amount, rules.currency)
        told = entered_money.parse_remark(reason, "--reason") if reason is not None else None
        facts = CaseFacts(
            ref=ref or "",
            kind=kind,
            source="hand",
            origin="recorded by hand",
            opened_at=when,
            status="pending",
            raw="",
            order=found.ref,
            amount=asked,
            buyer=found.buyer,
            reason=told,
            lines=found.lines,
        )
        case, name = _place(ledger, found.shop, facts, zone, new=new)
        partial = asked is not None and paid is not None and asked.minor < paid.minor
        data: dict[str, Any] = {"ref": ref} if ref else {}
        if partial:
            data["flags"] = ["below-paid"]
        add_event(ledger, case, Event(name, when, data, "hand", "recorded by hand"), app.now)
        store.rederive(ledger, [case], app.rules.of(ledger))
        duty = due_queries.next_duty(ledger, case, app.now)
    shown = text.moment(when.astimezone(zone))
    warnings = [f"{asked} is less than the {paid} paid: a partial refund"] if partial else []
    warnings += new_case.ahead(app, when, zone)
    until = f"; {duty[0]} by {text.moment(duty[1].astimezone(zone))}" if duty else ""
    sentence = f"{kind} on order {found.ref}, asked {shown}{until}"
    new_case.report(app, case, name, when, zone, sentence, options=options, warnings=warnings)


def _asked(ledger: Connection, order: StoredOrder, amount: str | None, currency: str) -> Money | None:
    """The refund asked for: as typed, else the order's total. Raises TransitionRefused above what was paid (S2)."""
    paid = order.total
    asked = (
        paid if amount is None else entered_money.parse_amount(amount, paid.currency if paid else currency, "--amount")
    )
    before = find.refunded_on_order(ledger, order.shop, order.ref, None)
    if asked is not None and (why := entered_money.refund_refusal(asked, paid, before)):
        raise TransitionRefused(f"order {order.ref}: {why}. Say --amount with what was asked, or check the order.")
    return asked


def _place(ledger: Connection, shop: str, facts: CaseFacts, zone: ZoneInfo, *, new: bool) -> tuple[int, str]:
    """The case that this request belongs to and the event that records it.

    Raises TransitionRefused where one is open, or where it was rejected only later.
    """
    if facts.ref and (other := find.case_of_ref(ledger, facts.ref)):
        raise TransitionRefused(f"ref {facts.ref} is case {other} already.")
    last = None if new else find.last_on_order(ledger, shop, str(facts.order), facts.kind)
    if last is None or last.settled:
        return cases.open_by_hand(ledger, shop, facts), "request.opened"
    if last.decision != "rejected":
        raise TransitionRefused(
            f"order {facts.order} has an open {facts.kind} already, case {last.id}. Say --new for a second one."
        )
    rejected = find.last_event(ledger, last.id, "request.rejected")
    if rejected is not None and facts.opened_at <= rejected:
        raise TransitionRefused(
            f"case {last.id} was rejected on {text.moment(rejected.astimezone(zone))}; asking again comes after."
        )
    cases.ask_again(ledger, shop, last.id, facts)
    return int(last.id), "request.resubmitted"
