"""`explain`: why each deadline of a case is what it is: rule, source, steps, the platform's own stamp and the drift."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer

from aftersales import text
from aftersales.commands.base import Case, DeskCommand, Format, Json, single
from aftersales.context import Desk
from aftersales.core import clocks
from aftersales.core.model import Clock
from aftersales.ledger import lookup
from aftersales.ledger.records import load
from aftersales.rendering import words
from aftersales.rendering.view import EXPLAIN_FIELDS, Section, View, local

app = single()


@app.command(cls=DeskCommand)
def explain(ctx: typer.Context, case: Case, form: Format = None, as_json: Json = False) -> None:
    """Why each deadline of a case is what it is: the rule and its source, each step of the reckoning, what else binds
    it.
    """
    desk: Desk = ctx.obj
    chosen = desk.form(form, as_json)
    number = lookup.find_case(desk.reader, case)
    row = lookup.case_row(desk.reader, number)
    rules = desk.rules(row["shop"])
    facts = next(load(desk.reader, [number], lambda _: rules.trust))
    policy = desk.policy(facts.shop, facts.market)
    zone = ZoneInfo(rules.zone)
    found = clocks.derive(facts, policy, zone, why=True).clocks
    if not found:
        desk.say(f"Case {number} has no clock: {words.no_clock(row)}")
    rows = [_row(c, desk.now, zone) for c in found]
    if chosen == "table":
        from aftersales.rendering import terminal

        terminal.page(
            terminal.console(sys.stdout, color=desk.color),
            [_section(r, c, found, zone) for r, c in zip(rows, found, strict=True)],
        )
    else:
        desk.emit_view(View(EXPLAIN_FIELDS, rows), chosen)


def _row(clock: Clock, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    drift = None
    if clock.stamped_due is not None and clock.computed_due is not None:
        drift = int((clock.stamped_due - clock.computed_due).total_seconds())
    return {
        "rule": clock.rule,
        "duty": clock.duty,
        "owner": clock.owner,
        "started_by": clock.started_by,
        "started_at": local(clock.started_at, zone),
        "term": clock.term,
        "policy": clock.policy,
        "source_text": clock.source_text or ("the platform" if clock.stamped_due else ""),
        "source_url": clock.source_url,
        "source_date": clock.source_date,
        "confidence": clock.confidence,
        "steps": list(clock.why),
        "due": local(clock.due, zone),
        "computed_due": local(clock.computed_due, zone),
        "stamped_due": local(clock.stamped_due, zone),
        "drift_seconds": drift,
        "outcome": clock.outcome,
        "state": _state(clock, now),
        "holds": clock.holds,
    }


def _state(clock: Clock, now: datetime) -> str:
    """Where the clock stands at `now`."""
    if clock.stopped_by == "case.caught-up":
        return "history"
    if clock.stopped_at is not None:
        if not clock.confirmed:
            return "unconfirmed"
        if clock.stopped_at <= clock.due:
            return "met"
        return "missed" if (clock.stopped_from or clock.stopped_at) > clock.due else "unknown"
    if clock.chained and clock.started_at >= now:
        return "waiting"
    if clock.lapses_at is not None and clock.lapses_at < now:
        return "lapsed"
    return "missed" if clock.due < now else "running"


def _section(row: dict[str, Any], clock: Clock, all_clocks: Sequence[Clock], zone: ZoneInfo) -> Section:
    facts = [
        ("due", text.moment(clock.due.astimezone(zone)) + ("" if clock.holds else "  (another deadline counts)")),
        ("state", words.STATES.get(row["state"], row["state"])),
        ("if you do nothing", words.OUTCOMES.get(clock.outcome, clock.outcome)),
    ]
    if clock.rule:
        dated = f", {clock.source_date}" if clock.source_date else ""
        facts.append(("rule", f"{clock.rule} of {clock.policy}: {clock.term}"))
        facts.append(("source", f"{clock.source_text}{dated}; confidence {clock.confidence}"))
        if clock.source_url:
            facts.append(("", clock.source_url))
    if clock.stamped_due is not None:
        facts.append(("stamped", f"{text.moment(clock.stamped_due.astimezone(zone))}, by the platform; this one holds"))
        if clock.computed_due is not None:
            facts.append(
                (
                    "computed",
                    f"{text.moment(clock.computed_due.astimezone(zone))}; drift {_drift(row['drift_seconds'])}",
                )
            )
    same = (clock.duty, clock.owner, clock.attempt, clock.stopped_at)
    others = [c for c in all_clocks if c is not clock and (c.duty, c.owner, c.attempt, c.stopped_at) == same]
    facts += [("also binds", f"{c.rule or 'a stamp'}: {text.moment(c.due.astimezone(zone))}") for c in others]
    owner = "" if clock.owner == "seller" else f" (the {clock.owner}'s)"
    later = ", only if silence brings it" if clock.chained else ""
    return Section(f"{clock.duty}{owner}{later}", facts, clock.why)


def _drift(seconds: int) -> str:
    if not seconds:
        return "none"
    return f"{text.span(seconds)} {'later' if seconds > 0 else 'earlier'} than computed"
