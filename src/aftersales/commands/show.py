"""`show`: everything known of a case: facts, the three axes, the clocks in force, and the timeline with where each thing is known from."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer

from aftersales import policies, text
from aftersales.commands.base import Case, DeskCommand, Json, single
from aftersales.context import Desk
from aftersales.core import transitions, window
from aftersales.core.clocks import Derived
from aftersales.core.instants import maybe
from aftersales.core.model import Event
from aftersales.core.money import Money, money
from aftersales.ledger import queries
from aftersales.ledger.records import load
from aftersales.rendering import data, words
from aftersales.rendering.view import Section, amount

app = single()


@app.command(cls=DeskCommand)
def show(ctx: typer.Context, case: Case, as_json: Json = False) -> None:
    """Everything known of a case: facts, the three axes, deadlines, timeline, and what is possible next."""
    desk: Desk = ctx.obj
    number = queries.find_case(desk.reader, case)
    row = queries.case_row(desk.reader, number)
    rules = desk.rules(row["shop"])
    zone = ZoneInfo(rules.zone)
    facts = load(desk.reader, [number], {row["shop"]: rules.trust})[0]
    told = rules.derive(facts)
    policy = policies.load(desk.configured(facts.shop, facts.market).policy, facts.market)
    inside = window.eligibility(policy, maybe(row["opened_at"]), maybe(row["order_delivered_at"]), zone)
    if desk.form(None, as_json) == "table":
        from aftersales.rendering import terminal

        terminal.page(terminal.console(sys.stdout, color=desk.color), _page(row, told, zone, desk.now, inside))
    else:
        found = _object(row, told, zone, inside)
        desk.emit([data.one(found)] if as_json else data.pairs(found))


def _events(told: Derived) -> list[tuple[Event, str]]:
    """Each event with a mark: recorded here only, inferred, or contradicted."""
    line = told.timeline
    marked = [(h.event, "not yet seen in the platform's data" if not h.confirmed else "") for h in line.happenings]
    marked += [(e, f"contradicted: the platform shows {o.raw}") for e, o in line.void]
    return sorted(marked, key=lambda pair: pair[0].at)


def _page(row: dict[str, Any], told: Derived, zone: ZoneInfo, now: datetime, inside: str) -> list[Section]:
    state = told.state
    paid, asked = money(row["paid"], row["paid_currency"]), money(row["amount"], row["currency"])
    about = [
        ("shop", f"{row['shop']} ({row['market']})"),
        ("order", f"{row['order_ref'] or 'not known'}" + (f", {paid} paid" if paid else ", not in the ledger") + (f", {row['order_raw_status'] or row['order_status']}" if row["order_raw_status"] or row["order_status"] else "")),
        ("ref", row["ref"] or "none yet: recorded by hand"),
        ("asked", str(asked) if asked else "not known"),
        ("product", row["product"] or "not known"),
        ("sku", row["sku"] or ""),
        ("quantity", str(row["quantity"]) if row["quantity"] else ""),
        ("reason", row["reason"] or ""),
        ("buyer", row["buyer"] or ""),
        ("tracking", row["tracking"] or ""),
        ("buyer window", inside),
        ("known from", row["origin"]),
    ]  # fmt: skip
    axes = [
        ("decision", state.decision),
        ("parcel", state.parcel),
        ("money", state.money + (f" ({Money(state.refunded, row['currency'])} so far)" if state.refunded and row["currency"] else "")),
        ("mode", state.mode),
        ("attempt", str(state.attempt)),
        ("open", "no" if state.settled else "yes"),
    ]  # fmt: skip
    flags = [*state.flags, *(["missing"] if row["missing_since"] else [])]
    if flags:
        axes.append(("mind", "; ".join(words.FLAGS.get(f, f) for f in flags)))
    running = [
        (f"{c.duty}" + ("" if c.owner == "seller" else f" ({c.owner})"), f"{text.moment(c.due.astimezone(zone))}: {words.OUTCOMES.get(c.outcome, c.outcome)}")
        for c in told.clocks
        if c.holds and not c.chained and (c.stopped_at is None or not c.confirmed)
    ]  # fmt: skip
    latest = told.timeline.latest
    seen = (
        []
        if latest is None
        else [("the platform shows", f"{latest.raw}, as of {text.moment(latest.last_seen.astimezone(zone))}")]
    )
    lines = [_line(e, mark, zone) for e, mark in _events(told)]
    could = transitions.possible(row["kind"], state)
    return [
        Section(f"Case {row['id']}: {row['kind']}", [(n, v) for n, v in about if v]),
        Section("Where it stands", [*axes, *seen]),
        Section("Deadlines", running, [] if running else [words.no_clock(row).capitalize()]),
        Section("Timeline", (), lines),
        Section("Possible now", (), [", ".join(f"aftersales {c} {row['id']}" for c in could) or "Nothing."]),
    ]


def _line(event: Event, mark: str, zone: ZoneInfo) -> str:
    when = text.moment(event.at.astimezone(zone))
    if event.inferred:
        when = (
            f"by {when}"
            if event.earliest is None
            else f"between {text.moment(event.earliest.astimezone(zone))} and {when}"
        )
    told = ", ".join(
        str(v) for k, v in event.data.items() if k in ("mode", "reason", "tracking", "text", "channel") and v
    )
    known = event.origin or event.source
    return f"{when}  {event.name}{f': {told}' if told else ''}  [{known}]{f'  {mark}' if mark else ''}"


def _told(event: Event, currency: str | None) -> dict[str, Any]:
    """What an event says, amounts as decimal text."""
    said = dict(event.data)
    if "amount" in said:
        said["amount"] = amount(money(said["amount"], currency))
    return said


def _object(row: dict[str, Any], told: Derived, zone: ZoneInfo, inside: str) -> dict[str, Any]:
    def local(when: datetime | None) -> str | None:
        return None if when is None else when.astimezone(zone).isoformat()

    state = told.state
    return {
        "case": row["id"],
        **{k: row[k] for k in ("shop", "market", "kind", "ref", "product", "sku", "quantity", "reason", "buyer", "tracking", "origin")},
        "order": row["order_ref"],
        "amount": amount(money(row["amount"], row["currency"])),
        "paid": amount(money(row["paid"], row["paid_currency"])),
        "lines": [
            {**line, "amount": amount(money(line["amount"], row["currency"]))} for line in json.loads(row["lines"] or "[]")
        ],
        "opened_at": local(maybe(row["opened_at"])),
        "decision": state.decision,
        "parcel": state.parcel,
        "money": state.money,
        "refunded": amount(money(state.refunded, row["currency"])),
        "mode": state.mode,
        "attempt": state.attempt,
        "open": not state.settled,
        "flags": [*state.flags, *(["missing"] if row["missing_since"] else [])],
        "buyer_window": inside,
        "platform": None if told.timeline.latest is None else {"status": told.timeline.latest.raw, "as_of": local(told.timeline.latest.last_seen)},
        "timeline": [
            {"event": e.name, "at": local(e.at), "earliest": local(e.earliest), "inferred": e.inferred, "data": _told(e, row["currency"]),
             "source": e.source, "origin": e.origin, "mark": mark or None}
            for e, mark in _events(told)
        ],
        "possible": transitions.possible(row["kind"], state),
    }  # fmt: skip
