"""`open`: a buyer's request recorded by hand. Prints the case's id. After a rejection, it is a new attempt on the same
case.
"""

from __future__ import annotations

import sqlite3
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from aftersales import text
from aftersales.commands.base import At, DeskCommand, DryRun, Json, single
from aftersales.context import Desk
from aftersales.core import limits
from aftersales.core.facts import CaseFacts
from aftersales.core.model import Event
from aftersales.core.money import Money
from aftersales.core.words import REQUEST_KINDS
from aftersales.errors import TransitionRefused, UsageError
from aftersales.ledger import cases, derived, lookup, queries
from aftersales.ledger.records import add_event
from aftersales.rendering.view import WRITE_FIELDS, View

app = single()


@app.command(cls=DeskCommand)
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
    at: At = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a buyer's request by hand; prints the case's id. Asked again after a rejection, it is a new attempt."""
    desk: Desk = ctx.obj
    if kind not in REQUEST_KINDS:
        raise UsageError(f"{kind!r} is no kind of request; it takes {', '.join(REQUEST_KINDS)}.")
    if ref is not None and not limits.is_number(ref):
        raise UsageError(f"--ref {ref!r} is no number of the platform (digits only).")
    with desk.write(keep=not dry_run) as ledger:
        found = lookup.find_order(ledger, order.strip(), desk.shop(shop, ledger) if shop else None)
        rules = desk.rules(found["shop"])
        when = desk.moment(at, ZoneInfo(rules.zone), "--at") if at is not None else desk.now
        paid = Money(found["amount"], found["currency"]) if found["amount"] is not None else None
        asked = (
            limits.amount(amount, paid.currency if paid else rules.currency, "--amount") if amount is not None else paid
        )
        before = lookup.refunded_on_order(ledger, found["shop"], found["ref"], None)
        if asked is not None and (why := limits.above_paid(asked, paid, before)):
            raise TransitionRefused(
                f"order {found['ref']}: {why}. Say --amount with what was asked, or check the order."
            )
        told = limits.sentence(reason, "--reason") if reason is not None else None
        facts = CaseFacts(
            ref=ref or "",
            kind=kind,
            source="hand",
            origin="recorded by hand",
            opened_at=when,
            status="pending",
            raw="",
            order=found["ref"],
            amount=asked,
            buyer=found["buyer"],
            reason=told,
            lines=found["lines"],
        )
        case, name = _place(ledger, found["shop"], facts, new=new)
        data: dict[str, Any] = {"ref": ref} if ref else {}
        warnings = []
        if asked is not None and paid is not None and asked.minor < paid.minor:
            warnings.append(f"{asked} is less than the {paid} paid: a partial refund")
            data["flags"] = ["below-paid"]
        if when > desk.now:
            warnings.append(f"{text.moment(when.astimezone(ZoneInfo(rules.zone)))} is still to come")
        add_event(ledger, case, Event(name, when, data, "hand", "recorded by hand"), desk.now)
        derived.rederive(ledger, [case], desk.rules)
        found_next = queries.next_duty(ledger, case, desk.now)
    row = {
        "case": case, "event": name, "at": when.astimezone(ZoneInfo(rules.zone)).isoformat(), "dry_run": dry_run,
        "changed": True, "warnings": warnings,
    }  # fmt: skip
    if as_json:
        desk.emit_object(View(WRITE_FIELDS, [row]), several=False)
    else:
        desk.emit([f"{case}\n"])
    for warning in warnings:
        desk.complain(f"case {case}: {warning}.")
    shown = text.moment(when.astimezone(ZoneInfo(rules.zone)))
    until = f"; {found_next[0]} by {text.moment(found_next[1].astimezone(ZoneInfo(rules.zone)))}" if found_next else ""
    dry = " (dry run: nothing written)" if dry_run else ""
    desk.say(f"case {case}: {kind} on order {found['ref']}, asked {shown}{until}.{dry}")


def _place(ledger: sqlite3.Connection, shop: str, facts: CaseFacts, *, new: bool) -> tuple[int, str]:
    """The case that this request belongs to and the event that records it. Raises TransitionRefused where one
    is open.
    """
    if facts.ref and (other := lookup.case_of_ref(ledger, facts.ref)):
        raise TransitionRefused(f"ref {facts.ref} is case {other} already.")
    last = None if new else lookup.last_on_order(ledger, shop, str(facts.order), facts.kind)
    if last is not None and not last["settled"] and last["decision"] == "rejected":
        if facts.ref:
            ledger.execute("INSERT INTO case_refs VALUES (?, ?, ?)", (shop, facts.ref, last["id"]))
            ledger.execute("UPDATE cases SET ref = ? WHERE id = ?", (facts.ref, last["id"]))
        if facts.amount is not None:
            ledger.execute("UPDATE cases SET amount = ?, currency = ? WHERE id = ?", (*facts.amount, last["id"]))
        if facts.reason is not None:
            ledger.execute("UPDATE cases SET reason = ? WHERE id = ?", (facts.reason, last["id"]))
        return int(last["id"]), "request.resubmitted"
    if last is not None and not last["settled"]:
        raise TransitionRefused(
            f"order {facts.order} has an open {facts.kind} already, case {last['id']}. Say --new for a second one."
        )
    case = cases.create(ledger, shop, facts, None)
    if facts.ref:
        ledger.execute("INSERT INTO case_refs VALUES (?, ?, ?)", (shop, facts.ref, case))
    return case, "request.opened"
