"""`routine add`: a recurring duty of the house."""

from __future__ import annotations

import re
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from aftersales import text, user_input
from aftersales.actions.record import new_case
from aftersales.commandline.write_command import write_options
from aftersales.context.app import App
from aftersales.core.cases.facts import CaseFacts, OrderLine
from aftersales.core.cases.model import Event
from aftersales.core.money import entered as entered_money
from aftersales.core.time.length import Length
from aftersales.errors import UsageError
from aftersales.ledger.derived import store
from aftersales.ledger.facts import cases
from aftersales.ledger.facts.records import add_event
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries

_SPAN = re.compile(r"([0-9]{1,3})\s*(d|w|bd)", re.ASCII)
_DUTY = re.compile(r"[a-z][a-z-]{1,29}")
_UNITS = {"d": "days", "w": "weeks", "bd": "business days"}


def add(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="TEXT", help='What is to be done, such as "Check stock".')],
    every: Annotated[str, typer.Option("--every", metavar="SPAN", help="How often: 7d, 2w, or 5bd (business days).")],
    sku: Annotated[str | None, typer.Option("--sku", metavar="SKU", help="For this SKU only.")] = None,
    shop: Annotated[str | None, typer.Option("--shop", metavar="SHOP", help="Whose; not needed with one shop.")] = None,
    duty: Annotated[
        str, typer.Option("--duty", metavar="DUTY", help="Its name in the list, in small letters; default restock.")
    ] = "restock",
) -> None:
    """Add a routine; it is due so long after --at (default: now), by the end of the day. `close` ends it."""
    app: App = ctx.obj
    options = write_options(ctx)
    if not _DUTY.fullmatch(duty):
        raise UsageError(f"--duty {duty!r} won't do: small letters and hyphens, up to 30, such as stock-check.")
    told, length = entered_money.parse_remark(what, "TEXT", most=120), _length(every)
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        name = shop_queries.shop_named(ledger, shop)
        zone = ZoneInfo(app.rules.of(ledger)[name].zone)
        when = user_input.moment_or_now(options.at, zone, app.now)
        facts = CaseFacts(
            ref="",
            kind="routine",
            source="hand",
            origin="recorded by hand",
            opened_at=when,
            status="pending",
            raw="",
            lines=(OrderLine(entered_money.parse_remark(sku, "--sku") if sku is not None else None, told),),
        )
        case = cases.open_by_hand(ledger, name, facts)
        event = Event("routine.added", when, {"every": str(length), "duty": duty}, "hand", "recorded by hand")
        add_event(ledger, case, event, app.now)
        store.rederive(ledger, [case], app.rules.of(ledger))
        first = due_queries.next_duty(ledger, case, app.now)
    due = f", first by {text.moment(first[1].astimezone(zone))}" if first else ""
    sentence = f"{told}, every {length}{due}"
    new_case.report(app, case, event.name, when, zone, sentence, options)


def _length(span: str) -> Length:
    found = _SPAN.fullmatch(span.strip().lower())
    if found is None or int(found[1]) == 0:
        raise UsageError(f"--every {span!r} is no interval; write one such as 7d, 2w or 5bd (business days).")
    return Length(int(found[1]), _UNITS[found[2]])
