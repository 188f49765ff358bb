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
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.deadlines import extension
from aftersales.core.deadlines.opening import opening_of_duty
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
    """Everything known about a case: facts, the state of decision, parcel and money, deadlines, timeline, and what is
    possible next.
    """
    app: App = ctx.obj
    chosen = app.output.form(form, as_json)
    number = find.find_case(app.ledger.current(), case)
    row = find.stored_case(app.ledger.current(), number)
    row = row._replace(
        buyer=buyers.more_specific_name(row.ordered_by, row.buyer, newer=True),
        buyer_counts=buyers.counts_of(histories(app.ledger.current(), [number]), library.defective).get(number),
    )
    facts, rules, derived = store.derive_case(app.ledger.current(), number, app.rules.of(app.ledger.current()))
    zone = ZoneInfo(rules.zone)
    policy = app.rules.policy(facts.shop, facts.market)
    possible = _possible(row.kind, derived)
    if opening_of_duty(derived.clocks, "appeal", app.now) is not None:
        possible = [c for c in possible if c != "appeal"]
    if extension.obstacle(derived, policy, app.now, zone) is not None:
        possible = [c for c in possible if c != extension.COMMAND]
    eligibility = buyer_window.eligibility(policy, row.opened_at, row.order_delivered_at, zone)
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        staff = rules.staff.zone if rules.staff else None
        terminal.page(
            terminal.console(sys.stdout, color=app.output.color),
            case_sections(row, derived, app.now, zone, eligibility, staff, possible),
        )
    else:
        view = _object(row, derived, app.now, zone, eligibility, possible)
        app.output.emit([formats.one(view)] if chosen in ("json", "jsonl") else formats.pairs(view))


def _possible(kind: str, derived: Derived) -> list[str]:
    """The commands that make sense now; of a return whose mode is to be said first the one that compares them."""
    asked = platform_deadlines.awaits_decision(derived.clocks)
    compares = ["choose"] if transitions.mode_is_open(kind, derived.state, asked=asked) else []
    return [*compares, *transitions.possible_commands(kind, derived.state, asked=asked)]


def _event(event: Event, mark: str, row: StoredCase, zone: ZoneInfo) -> dict[str, Any]:
    """An event of the timeline, amounts in what it says as decimal text."""
    data = dict(event.data)
    if "amount" in data:
        data["amount"] = _priced(data["amount"], row)
    return {
        "event": event.name,
        "at": local(event.at, zone),
        "earliest": local(event.earliest, zone),
        "inferred": event.inferred,
        "data": data,
        "source": event.source,
        "origin": event.origin,
        "mark": mark or None,
    }


def _priced(minor: int | None, row: StoredCase) -> dict[str, str] | None:
    """An amount of a case in minor units, as a JSON object."""
    return amount(optional_money(minor, row.any_currency))


_PLAIN = (
    "shop", "market", "kind", "ref", "product", "sku", "quantity", "reason", "buyer", "tracking", "origin",
)  # fmt: skip


def _object(
    row: StoredCase, derived: Derived, now: datetime, zone: ZoneInfo, eligibility: str, possible: list[str]
) -> dict[str, Any]:
    state, latest = derived.state, derived.timeline.latest
    duties = [clock for clock in derived.clocks if clock.in_sight(now)]
    return {
        "case": row.id,
        **{name: getattr(row, name) for name in _PLAIN},
        "order": row.order,
        "order_status": row.order_status,
        "order_raw_status": row.order_raw_status,
        "amount": _priced(row.amount, row),
        "paid": amount(row.order_total),
        "lines": [{**line, "amount": _priced(line["amount"], row)} for line in json.loads(row.lines or "[]")],
        "opened_at": local(row.opened_at, zone),
        "decision": state.decision,
        "parcel": state.parcel,
        "money": state.money,
        "refunded": _priced(state.refunded, row),
        "mode": state.mode,
        "attempt": state.attempt,
        "arbitration": state.arbitration,
        "appeal": state.appeal,
        "cause": state.cause,
        "open": not state.settled,
        "flags": case_flags(row, derived),
        "buyer_window": eligibility,
        "platform": latest and {"status": latest.raw, "as_of": local(latest.last_seen, zone)},
        "timeline": [_event(event, mark, row, zone) for event, mark in timeline_page.events(derived)],
        "possible": possible,
        "return_postage": amount(row.postage),
        "buyer_counts": counted(row.buyer_counts),
        "snoozed_until": local(snooze.snoozed_until(derived.clocks, now), zone),
        "stake": next((c.stake for c in sorted(duties, key=_due) if c.owner == "seller"), "none"),
        "duties": [_duty(clock, now, zone) for clock in duties],
    }


def _due(clock: Clock) -> datetime:
    return clock.due


def _duty(clock: Clock, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """A duty in sight: whose it is, from when and until when, and what silence on it costs."""
    return {
        "duty": clock.duty,
        "owner": clock.owner,
        "rule": clock.rule,
        "due": local(clock.due, zone),
        "opens": local(clock.opens_at, zone) if clock.opens_after(now) else None,
        "outcome": clock.outcome,
        "stake": clock.stake,
        "confirmed": clock.confirmed,
    }
