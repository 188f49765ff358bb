"""`review`: a bad review from opening to resolving. It can't be taken down from here: talk to the buyer, find the
cause, put it right; the buyer decides what becomes of the review.
"""

from __future__ import annotations

import sqlite3
import sys
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from aftersales import text
from aftersales.actions import messages as message_action
from aftersales.actions.record import evidence as proof_steps
from aftersales.actions.record import new_case
from aftersales.actions.record import reviews as review_steps
from aftersales.actions.record.write import record
from aftersales.commandline import options
from aftersales.commandline.command import DeskCommand, DeskGroup, WriteCommand
from aftersales.commandline.options import At, Case, Cases, DryRun, Format, Json
from aftersales.context.app import Desk
from aftersales.core.cases.facts import CaseFacts, Line
from aftersales.core.cases.model import Event
from aftersales.core.money import entered as entered_money
from aftersales.core.vocabulary import CAUSES
from aftersales.errors import TransitionRefused, UsageError
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases as ledger_cases
from aftersales.ledger.facts.records import add_event
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import find

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="Bad reviews: contact, offer, resolve, appeal.",
)  # fmt: skip
Cause = Annotated[str | None, typer.Option("--cause", metavar="CAUSE", help=f"{', '.join(CAUSES)}.")]
Words = Annotated[
    str | None,
    typer.Option("--text", "-m", metavar="TEXT", help="What you wrote to the buyer; its wording is checked."),
]


@app.callback()
def group() -> None:
    """Bad reviews: contact, offer, resolve, appeal."""


@app.command("open", cls=DeskCommand)
def open_review(
    ctx: typer.Context,
    stars: Annotated[int, typer.Option("--stars", metavar="N", min=1, max=5, help="How many stars it gives.")],
    order: Annotated[str | None, typer.Option("--order", metavar="ORDER", help="The order it is about.")] = None,
    review: Annotated[str | None, typer.Option("--text", "-m", metavar="TEXT", help="What the review says.")] = None,
    ref: Annotated[str | None, typer.Option("--ref", metavar="REF", help="The platform's number for it.")] = None,
    cause: Cause = None,
    product: Annotated[str | None, typer.Option("--product", metavar="TEXT", help="What it is about.")] = None,
    buyer: Annotated[str | None, typer.Option("--buyer", metavar="HANDLE", help="The buyer's handle.")] = None,
    shop: Annotated[str | None, typer.Option("--shop", metavar="SHOP", help="Whose; not needed with one shop.")] = None,
    new: Annotated[bool, typer.Option("--new", help="A second review, though one is open on the order.")] = False,
    at: At = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a bad review; prints the case's id. The clock to contact the buyer starts at --at (default: now)."""
    desk: Desk = ctx.obj
    if ref is not None and not entered_money.is_number(ref):
        raise UsageError(f"--ref {ref!r} is no number of the platform (digits only).")
    data: dict[str, Any] = {"stars": stars, **review_steps.caused(cause), **({"ref": ref} if ref else {})}
    told = entered_money.sentence(review, "--text", most=2000) if review is not None else None
    with desk.write(keep=not dry_run) as ledger:
        name = desk.shop(shop, ledger) if shop or order is None else None
        found = find.find_order(ledger, order.strip(), name) if order is not None else None
        name = str(found["shop"]) if found else str(name)
        zone = ZoneInfo(desk.rules(name).zone)
        when = desk.at(at, zone)
        _refuse_twice(ledger, name, ref, found["ref"] if found else None, new=new)
        lines = found["lines"] if found else ()
        if product is not None:
            lines = (Line(None, entered_money.sentence(product, "--product")),)
        handle = entered_money.sentence(buyer, "--buyer") if buyer is not None else found["buyer"] if found else None
        facts = _facts(ref, found["ref"] if found else None, when, told, handle, lines)
        case = ledger_cases.open_by_hand(ledger, name, facts)
        add_event(ledger, case, Event("review.opened", when, data, "hand", "recorded by hand"), desk.now)
        store.rederive(ledger, [case], desk.rules)
        duty = due_queries.next_duty(ledger, case, desk.now)
    until = f"; {duty[0]} by {text.moment(duty[1].astimezone(zone))}" if duty else ""
    sentence = f"review of {stars} star{'s' if stars > 1 else ''}{until}"
    new_case.report(desk, case, "review.opened", when, zone, sentence, dry_run=dry_run, as_json=as_json)


def _refuse_twice(ledger: sqlite3.Connection, shop: str, ref: str | None, order: str | None, *, new: bool) -> None:
    if ref and (other := find.case_of_ref(ledger, ref)):
        raise TransitionRefused(f"ref {ref} is case {other} already.")
    last = find.last_on_order(ledger, shop, order, "review") if order else None
    if last is not None and not last["settled"] and not new:
        raise TransitionRefused(
            f"order {order} has an open review already, case {last['id']}. Say --new for a second one."
        )


def _facts(
    ref: str | None, order: str | None, when: datetime, told: str | None, buyer: str | None, lines: tuple[Line, ...]
) -> CaseFacts:
    return CaseFacts(
        ref=ref or "",
        kind="review",
        source="hand",
        origin="recorded by hand",
        opened_at=when,
        status="pending",
        raw="",
        order=order,
        buyer=buyer,
        reason=told,
        lines=lines,
    )


@app.command("contact", cls=WriteCommand)
def contact(
    ctx: typer.Context,
    cases: Cases,
    message: Words = None,
    cause: Cause = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you wrote to the buyer, and the cause if it is known now. `draft` writes the message."""
    decide = review_steps.contacted(message, cause)

    record(ctx.obj, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)


@app.command("offer", cls=WriteCommand)
def offer(
    ctx: typer.Context,
    cases: Cases,
    what: Annotated[str, typer.Option("--what", metavar="OFFER", help=f"{', '.join(review_steps.OFFERS)}.")],
    amount: Annotated[str | None, typer.Option("--amount", metavar="A", help="Of a refund: how much.")] = None,
    message: Words = None,
    cause: Cause = None,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record what you offered to put things right. Nothing may be asked for in return; `refund` records the money."""
    decide = review_steps.offered(what, amount, message, cause)

    record(ctx.obj, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)


@app.command("resolve", cls=WriteCommand)
def resolve(
    ctx: typer.Context,
    cases: Cases,
    result: Annotated[
        str,
        typer.Option(
            "--result",
            metavar="RESULT",
            help="improved (the buyer's own choice), unchanged, removed (by the platform).",
        ),
    ],
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record how it ended, whatever became of the review."""
    decide = review_steps.resolved(result)

    record(ctx.obj, cases, decide, at=at, dry_run=dry_run, form=form, as_json=as_json)


@app.command("appeal", cls=WriteCommand)
def appeal(
    ctx: typer.Context,
    cases: Cases,
    comment: options.Comment = None,
    force: options.Force = False,
    at: At = None,
    dry_run: DryRun = False,
    form: Format = None,
    as_json: Json = False,
) -> None:
    """Record that you reported a malicious or mistaken review to the platform, with evidence."""
    record(
        ctx.obj, cases, proof_steps.appealing(comment, force=force, only="review"), at=at, dry_run=dry_run, form=form,
        as_json=as_json,
    )  # fmt: skip


@app.command("playbook", cls=DeskCommand)
def playbook(ctx: typer.Context, case: Case, form: Format = None, as_json: Json = False) -> None:
    """What to do for the cause of a review, step by step, and what may not be asked."""
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    told = message_action.playbook(desk, case)
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        terminal.page(terminal.console(sys.stdout, color=desk.color), told.sections)
    else:
        from aftersales.rendering import formats

        desk.emit([formats.one(told.object)] if chosen in ("json", "jsonl") else formats.pairs(told.object))
