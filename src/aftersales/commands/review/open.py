"""`review open`: a bad review, and whose it is."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from aftersales import text, user_input
from aftersales.actions.record import new_case
from aftersales.actions.record import reviews as review_steps
from aftersales.commandline.write_command import write_options
from aftersales.commands.review._options import Cause
from aftersales.context.app import App
from aftersales.core.cases.facts import CaseFacts, OrderLine
from aftersales.core.cases.model import Event
from aftersales.core.money import entered as entered_money
from aftersales.errors import TransitionRefused, UsageError
from aftersales.ledger.connection import Connection
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases as ledger_cases
from aftersales.ledger.facts.records import add_event
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries


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
) -> None:
    """Record a bad review; prints the case's id. The clock to contact the buyer starts at --at (default: now)."""
    app: App = ctx.obj
    options = write_options(ctx)
    if ref is not None and not entered_money.is_platform_number(ref):
        raise UsageError(f"--ref {ref!r} is no number of the platform (digits only).")
    data: dict[str, Any] = {"stars": stars, **review_steps.cause_data(cause), **({"ref": ref} if ref else {})}
    told = entered_money.parse_remark(review, "--text", most=2000) if review is not None else None
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        name = shop_queries.shop_named(ledger, shop) if shop or order is None else None
        found = find.find_order(ledger, order.strip(), name) if order is not None else None
        name = str(found.shop) if found else str(name)
        zone = ZoneInfo(app.rules.of(ledger)[name].zone)
        when = user_input.moment_or_now(options.at, zone, app.now)
        _refuse_twice(ledger, name, ref, found.ref if found else None, new=new)
        lines = found.lines if found else ()
        if product is not None:
            lines = (OrderLine(None, entered_money.parse_remark(product, "--product")),)
        handle = entered_money.parse_remark(buyer, "--buyer") if buyer is not None else found.buyer if found else None
        facts = _facts(ref, found.ref if found else None, when, told, handle, lines)
        case = ledger_cases.open_by_hand(ledger, name, facts)
        add_event(ledger, case, Event("review.opened", when, data, "hand", "recorded by hand"), app.now)
        store.rederive(ledger, [case], app.rules.of(ledger))
        duty = due_queries.next_duty(ledger, case, app.now)
    until = f"; {duty[0]} by {text.moment(duty[1].astimezone(zone))}" if duty else ""
    sentence = f"review of {stars} star{'s' if stars > 1 else ''}{until}"
    new_case.report(app, case, "review.opened", when, zone, sentence, options)


def _refuse_twice(ledger: Connection, shop: str, ref: str | None, order: str | None, *, new: bool) -> None:
    if ref and (other := find.case_of_ref(ledger, ref)):
        raise TransitionRefused(f"ref {ref} is case {other} already.")
    last = find.last_on_order(ledger, shop, order, "review") if order else None
    if last is not None and not last.settled and not new:
        raise TransitionRefused(
            f"order {order} has an open review already, case {last.id}. Say --new for a second one."
        )


def _facts(
    ref: str | None,
    order: str | None,
    when: datetime,
    told: str | None,
    buyer: str | None,
    lines: tuple[OrderLine, ...],
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
