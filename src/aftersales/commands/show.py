"""`show`: everything known of a case: facts, the three axes, the clocks in force, and the timeline with where each
thing is known from.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer

from aftersales import text
from aftersales.commandline.command import Case, DeskCommand, Format, Json, single
from aftersales.context.app import Desk
from aftersales.core.cases import transitions
from aftersales.core.cases.model import Clock, Event
from aftersales.core.clocks import buyer_window, platform_deadlines, snooze
from aftersales.core.clocks.derive import Derived
from aftersales.core.deadlines import extension
from aftersales.core.deadlines.urgency import out_of_hours
from aftersales.core.money.amount import money
from aftersales.core.requests import buyers
from aftersales.core.time.instants import maybe
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.ledger.derived import store
from aftersales.ledger.queries import find
from aftersales.ledger.queries.buyers import counts
from aftersales.policies import library
from aftersales.rendering import formats, phrases
from aftersales.rendering.fields.view import Section, amount, counted, local
from aftersales.rendering.pages import timeline as timeline_page

app = single()


@app.command(cls=DeskCommand)
def show(ctx: typer.Context, case: Case, form: Format = None, as_json: Json = False) -> None:
    """Everything known of a case: facts, the three axes, deadlines, timeline, and what is possible next."""
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    number = find.find_case(desk.reader, case)
    row = find.case_row(desk.reader, number)
    row["buyer"] = buyers.better(row["ordered_by"], row["buyer"], newer=True)
    row["buyer_counts"] = counts(desk.reader, [number], library.defective).get(number)
    facts, rules, told = store.told(desk.reader, number, desk.rules)
    zone = ZoneInfo(rules.zone)
    policy = desk.policy(facts.shop, facts.market)
    could = _possible(row["kind"], told)
    if extension.obstacle(told, policy, desk.now, zone) is not None:
        could = [c for c in could if c != extension.COMMAND]
    inside = buyer_window.eligibility(policy, maybe(row["opened_at"]), maybe(row["order_delivered_at"]), zone)
    if chosen == "table":
        from aftersales.rendering.terminal import console as terminal

        staff = rules.staff.zone if rules.staff else None
        terminal.page(
            terminal.console(sys.stdout, color=desk.color), _page(row, told, desk.now, zone, inside, staff, could)
        )
    else:
        found = _object(row, told, desk.now, zone, inside, could)
        desk.emit([formats.one(found)] if chosen in ("json", "jsonl") else formats.pairs(found))


def _page(
    row: dict[str, Any],
    told: Derived,
    now: datetime,
    zone: ZoneInfo,
    inside: str,
    staff: ZoneInfo | None,
    could: list[str],
) -> list[Section]:
    if any(c.duty == "check" and c.stopped_at is None for c in told.clocks):
        could = [*could, "confirm"]
    running, currency = _running(told, now, zone, staff), row["currency"] or row["paid_currency"]
    return [
        Section(f"Case {row['id']}: {row['kind']}", [(name, value) for name, value in _about(row, inside) if value]),
        Section("Where it stands", _stands(row, told, zone)),
        Section("Deadlines", running, [] if running else [phrases.no_clock(row).capitalize()]),
        Section(
            "Timeline",
            (),
            [timeline_page.line(event, mark, zone, currency) for event, mark in timeline_page.events(told)],
        ),
        Section("Possible now", (), [f"aftersales {c} {row['id']}{_NEEDS.get(c, '')}" for c in could] or ["Nothing."]),
    ]


def _possible(kind: str, told: Derived) -> list[str]:
    """The commands that make sense now; of a return whose mode is to be said first the one that compares them."""
    asked = platform_deadlines.asked(told.clocks)
    compares = ["choose"] if transitions.mode_to_say(kind, told.state, asked=asked) else []
    return [*compares, *transitions.possible(kind, told.state, asked=asked)]


# What a command can't do without.
_NEEDS = {
    "reject": ' --reason "…"',
    "refused": ' --reason "…"',
    "close": ' --reason "…"',
    "ruled": " --for seller|buyer|nobody",
    "order tracking": ' --news "…"',
    "review offer": ' --what "…"',
    "review resolve": ' --result "…"',
}


def _about(row: dict[str, Any], inside: str) -> list[tuple[str, str]]:
    paid, asked = money(row["paid"], row["paid_currency"]), money(row["amount"], row["currency"])
    order = [row["order_ref"] or "not known", f"{paid} paid" if paid else "not in the ledger"]
    order += [status] if (status := row["order_raw_status"] or row["order_status"]) else []
    request, postage = row["kind"] in REQUEST_KINDS, money(row["return_postage"], row["postage_currency"])
    return [
        ("shop", f"{row['shop']} ({row['market']})"),
        ("order", ", ".join(order) if request or row["order_ref"] else ""),
        ("ref", row["ref"] or ("none yet: recorded by hand" if request else "")),
        ("asked", str(asked) if asked else "not known" if request else ""),
        ("product" if row["kind"] != "routine" else "what", row["product"] or "not known"),
        ("sku", row["sku"] or ""),
        ("quantity", str(row["quantity"] or "")),
        ("reason", row["reason"] or ""),
        ("buyer", row["buyer"] or ""),
        ("tracking", row["tracking"] or ""),
        ("postage", f"{postage} paid by you for its return" if postage else ""),
        ("buyer window", inside),
        ("known from", row["origin"]),
    ]


def _stands(row: dict[str, Any], told: Derived, zone: ZoneInfo) -> list[tuple[str, str]]:
    state, latest = told.state, told.timeline.latest
    back = money(state.refunded or None, row["currency"] or row["paid_currency"])
    found = [
        ("decision", state.decision),
        ("parcel", state.parcel),
        ("money", f"{state.money} ({back} so far)" if back else state.money),
        ("mode", state.mode),
        ("attempt", str(state.attempt)),
        *([("offered", str(money(state.offered, row["currency"])))] if state.offered is not None else []),
        *([("arbitration", state.arbitration)] if state.arbitration != "none" else []),
        *([("appeal", state.appeal)] if state.appeal != "none" else []),
        *([("cause", state.cause)] if state.cause else []),
        ("open", "no" if state.settled else "yes"),
    ]
    if flags := _flags(row, told):
        told_of = phrases.FLAGS | buyers.marks(row["buyer_counts"])
        found.append(("mind", "; ".join(told_of.get(f, f) for f in flags)))
    if latest is not None:
        found.append(("the platform shows", f"{latest.raw}, as of {text.moment(latest.last_seen.astimezone(zone))}"))
    return found


def _flags(row: dict[str, Any], told: Derived) -> list[str]:
    return [*told.state.flags, *(["missing"] if row["missing_since"] else []), *buyers.marks(row["buyer_counts"])]


def _running(told: Derived, now: datetime, zone: ZoneInfo, staff: ZoneInfo | None) -> list[tuple[str, str]]:
    """The duties in sight, each with its deadline, what silence does, and until when the staff can act."""
    return [
        (
            clock.duty if clock.owner == "seller" else f"{clock.duty} ({clock.owner})",
            f"{text.moment(clock.due.astimezone(zone))}{', passed' if clock.due < now else ''}: {_silence(clock)}"
            + (f"; {_act_by(clock, staff)}" if staff and clock.act_by else "")
            + _snoozed(clock, now, zone),
        )
        for clock in told.clocks
        if clock.in_sight(now)
    ]


def _silence(clock: Clock) -> str:
    told = phrases.OUTCOMES.get(clock.outcome, clock.outcome)
    return told if clock.owner == "seller" or clock.outcome == "unknown" else f"{phrases.unless(clock.owner)}, {told}"


def _act_by(clock: Clock, staff: ZoneInfo) -> str:
    last = text.placed(clock.act_by.astimezone(staff)) if clock.act_by else ""
    nobody = out_of_hours(clock.started_at, clock.act_by)
    return f"nobody is in before that; last in {last}" if nobody else f"act by {last}"


def _snoozed(clock: Clock, now: datetime, zone: ZoneInfo) -> str:
    until = clock.snoozed_until
    return f"; snoozed until {text.moment(until.astimezone(zone))}" if until is not None and now < until else ""


def _told(event: Event, currency: str | None) -> dict[str, Any]:
    """What an event says, amounts as decimal text."""
    said = dict(event.data)
    if "amount" in said:
        said["amount"] = amount(money(said["amount"], currency))
    return said


_PLAIN = (
    "shop", "market", "kind", "ref", "product", "sku", "quantity", "reason", "buyer", "tracking", "origin",
)  # fmt: skip


def _object(
    row: dict[str, Any], told: Derived, now: datetime, zone: ZoneInfo, inside: str, could: list[str]
) -> dict[str, Any]:
    def priced(minor: int | None) -> dict[str, str] | None:
        return amount(money(minor, row["currency"] or row["paid_currency"]))

    state, latest = told.state, told.timeline.latest
    return {
        "case": row["id"],
        **{name: row[name] for name in _PLAIN},
        "order": row["order_ref"],
        "order_status": row["order_status"],
        "order_raw_status": row["order_raw_status"],
        "amount": priced(row["amount"]),
        "paid": amount(money(row["paid"], row["paid_currency"])),
        "lines": [{**line, "amount": priced(line["amount"])} for line in json.loads(row["lines"] or "[]")],
        "opened_at": local(maybe(row["opened_at"]), zone),
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
        "flags": _flags(row, told),
        "buyer_window": inside,
        "platform": latest and {"status": latest.raw, "as_of": local(latest.last_seen, zone)},
        "timeline": [
            {
                "event": event.name,
                "at": local(event.at, zone),
                "earliest": local(event.earliest, zone),
                "inferred": event.inferred,
                "data": _told(event, row["currency"] or row["paid_currency"]),
                "source": event.source,
                "origin": event.origin,
                "mark": mark or None,
            }
            for event, mark in timeline_page.events(told)
        ],
        "possible": could,
        "return_postage": amount(money(row["return_postage"], row["postage_currency"])),
        "buyer_counts": counted(row["buyer_counts"]),
        "snoozed_until": local(snooze.in_force(told.clocks, now), zone),
    }
