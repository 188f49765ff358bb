"""What the commands share that explain deadlines: a case's clocks, the reckoning of each, for programs and pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.context import Desk
from aftersales.core import clocks
from aftersales.core.model import Clock
from aftersales.ledger import lookup
from aftersales.ledger.records import load
from aftersales.rendering import words
from aftersales.rendering.view import Section, local


def clocks_of(desk: Desk, number: int) -> tuple[tuple[Clock, ...], ZoneInfo]:
    """Every clock of a case with its explanation, and the zone of its market."""
    rules = desk.rules(lookup.case_row(desk.reader, number)["shop"])
    facts = next(load(desk.reader, [number], lambda _: rules.trust))
    zone = ZoneInfo(rules.zone)
    return clocks.derive(facts, desk.policy(facts.shop, facts.market), zone, why=True).clocks, zone


def row(clock: Clock, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """A clock as `EXPLAIN_FIELDS` names its parts."""
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
        "drift_seconds": _drift(clock),
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


def section(clock: Clock, all_clocks: Sequence[Clock], now: datetime, zone: ZoneInfo) -> Section:
    """A clock as a part of the page, among all of its case."""
    state = _state(clock, now)
    facts = [
        ("due", text.moment(clock.due.astimezone(zone)) + ("" if clock.holds else "  (another deadline counts)")),
        ("state", words.STATES.get(state, state)),
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
                    f"{text.moment(clock.computed_due.astimezone(zone))}; drift {_told(_drift(clock))}",
                )
            )
    same = (clock.duty, clock.owner, clock.attempt, clock.stopped_at)
    others = [c for c in all_clocks if c is not clock and (c.duty, c.owner, c.attempt, c.stopped_at) == same]
    facts += [("also binds", f"{c.rule or 'a stamp'}: {text.moment(c.due.astimezone(zone))}") for c in others]
    owner = "" if clock.owner == "seller" else f" (the {clock.owner}'s)"
    later = ", only if silence brings it" if clock.chained else ""
    return Section(f"{clock.duty}{owner}{later}", facts, clock.why)


def _drift(clock: Clock) -> int | None:
    """Stamped less computed, in seconds."""
    if clock.stamped_due is None or clock.computed_due is None:
        return None
    return int((clock.stamped_due - clock.computed_due).total_seconds())


def _told(seconds: int | None) -> str:
    if not seconds:
        return "none"
    return f"{text.span(seconds)} {'later' if seconds > 0 else 'earlier'} than computed"
