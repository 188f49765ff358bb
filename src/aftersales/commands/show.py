"""`show`: everything known of a case."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer

from aftersales.commandline.command import AppCommand, single
from aftersales.commandline.options import Case, Format, Json
from aftersales.context.app import App
from aftersales.core.cases import transitions
from aftersales.core.cases.model import Event
from aftersales.core.cases.stored import StoredCase
from aftersales.core.clocks import buyer_window, platform_deadlines, snooze
from aftersales.core.clocks.derive import Derived
from aftersales.core.deadlines import extension
from aftersales.core.money.amount import optional_money
from aftersales.core.requests import buyers
from aftersales.ledger.derived import store
from aftersales.ledger.queries import find
from aftersales.ledger.queries.buyers import histories
from aftersales.policies import library
from aftersales.rendering import formats
from aftersales.rendering.fields.view import amount, counted, local
from aftersales.rendering.pages import timeline as timeline_page
from aftersales.rendering.pages.case import case_flags, case_sections

typer_app = single()


@typer_app.command(cls=AppCommand)
def show(ctx: typer.Context, case: Case, form: Format = None, as_json: Json = False) -> None:
    """Everything known of a case: facts, the three axes, deadlines, timeline, and what is possible next."""
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    number = find.find_case(app.ledger.current(), case)
    row = find.stored_case(app.ledger.current(), number)
    row = row._replace(
        buyer=buyers.better(row.ordered_by, row.buyer, newer=True),
        buyer_counts=buyers.counts_of(histories(app.ledger.current(), [number]), library.defective).get(number),
    )
    facts, rules, told = store.derive_case(app.ledger.current(), number, app.rules.of(app.ledger.current()))
    zone = ZoneInfo(rules.zone)
    policy = app.rules.policy(facts.shop, facts.market)
    could = _possible(row.kind, told)
    if extension.obstacle(told, policy, app.now, zone) is not None:
        could = [c for c in could if c != extension.COMMAND]
    inside = buyer_window.eligibility(policy, row.opened_at, row.order_delivered_at, zone)
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        staff = rules.staff.zone if rules.staff else None
        terminal.page(
            terminal.console(sys.stdout, color=app.output.color),
            case_sections(row, told, app.now, zone, inside, staff, could),
        )
    else:
        found = _object(row, told, app.now, zone, inside, could)
        app.output.emit([formats.one(found)] if chosen in ("json", "jsonl") else formats.pairs(found))


def _possible(kind: str, told: Derived) -> list[str]:
    """The commands that make sense now; of a return whose mode is to be said first the one that compares them."""
    asked = platform_deadlines.asked(told.clocks)
    compares = ["choose"] if transitions.mode_to_say(kind, told.state, asked=asked) else []
    return [*compares, *transitions.possible(kind, told.state, asked=asked)]


def _told(event: Event, currency: str | None) -> dict[str, Any]:
    """What an event says, amounts as decimal text."""
    said = dict(event.data)
    if "amount" in said:
        said["amount"] = amount(optional_money(said["amount"], currency))
    return said


_PLAIN = (
    "shop", "market", "kind", "ref", "product", "sku", "quantity", "reason", "buyer", "tracking", "origin",
)  # fmt: skip


def _object(
    row: StoredCase, told: Derived, now: datetime, zone: ZoneInfo, inside: str, could: list[str]
) -> dict[str, Any]:
    def priced(minor: int | None) -> dict[str, str] | None:
        return amount(optional_money(minor, row.any_currency))

    state, latest = told.state, told.timeline.latest
    return {
        "case": row.id,
        **{name: getattr(row, name) for name in _PLAIN},
        "order": row.order,
        "order_status": row.order_status,
        "order_raw_status": row.order_raw_status,
        "amount": priced(row.amount),
        "paid": amount(row.order_total),
        "lines": [{**line, "amount": priced(line["amount"])} for line in json.loads(row.lines or "[]")],
        "opened_at": local(row.opened_at, zone),
        "decision": state.decision,
        "parcel": state.parcel,
        "money": state.money,
        "refunded": priced(state.refunded),
        "mode": state.mode,
        "attempt": state.attempt,
        "arbitration": state.arbitration,
        "appeal": state.appeal,
        "cause": state.cause,
        "open": not state.settled,
        "flags": case_flags(row, told),
        "buyer_window": inside,
        "platform": latest and {"status": latest.raw, "as_of": local(latest.last_seen, zone)},
        "timeline": [
            {
                "event": event.name,
                "at": local(event.at, zone),
                "earliest": local(event.earliest, zone),
                "inferred": event.inferred,
                "data": _told(event, row.any_currency),
                "source": event.source,
                "origin": event.origin,
                "mark": mark or None,
            }
            for event, mark in timeline_page.events(told)
        ],
        "possible": could,
        "return_postage": amount(row.postage),
        "buyer_counts": counted(row.buyer_counts),
        "snoozed_until": local(snooze.in_force(told.clocks, now), zone),
    }
