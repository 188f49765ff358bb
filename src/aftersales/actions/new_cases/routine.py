"""A recurring duty of the seller's own."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions.new_cases.new_case import NewCase, begin_case
from aftersales.actions.record.options import WriteOptions
from aftersales.context.app import App
from aftersales.core.cases.facts import CaseFacts, OrderLine
from aftersales.core.cases.model import Event
from aftersales.core.money import entered as entered_money
from aftersales.core.time.length import Length, length_words
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.ledger.facts import cases
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple

_SPAN = re.compile(r"([0-9]{1,3})\s*(d|w|bd)", re.ASCII)
_DUTY = re.compile(r"[a-z][a-z-]{1,29}")
_UNITS = {"d": "days", "w": "weeks", "bd": "business days"}


class RoutineEntry(NamedTuple):
    """A routine as typed; `every` is an interval such as 7d, 2w or 5bd, `duty` its name in the list."""

    what: str
    every: str
    duty: str
    sku: str | None = None
    shop: str | None = None


def add_routine(app: App, entry: RoutineEntry, options: WriteOptions) -> NewCase:
    """Open a case whose duty comes back each time it is done. Raises UsageError."""
    if not _DUTY.fullmatch(entry.duty):
        raise UsageError(
            tr(
                "--duty {duty!r} is invalid: use up to 30 small letters and hyphens, such as stock-check.",
                duty=entry.duty,
            )
        )
    what, length = entered_money.parse_remark(entry.what, "TEXT", most=120), _interval(entry.every)
    with app.ledger.writing(keep=not options.dry_run) as ledger:
        shop = shop_queries.shop_named(ledger, entry.shop)
        zone = ZoneInfo(app.rules.of(ledger)[shop].zone)
        when = app.times.at(options.at, shop_queries.place(ledger, shop, zone))
        sku = entered_money.parse_remark(entry.sku, "--sku") if entry.sku is not None else None
        facts = CaseFacts(
            ref="",
            kind="routine",
            source="hand",
            origin="recorded by hand",
            opened_at=when,
            status="pending",
            raw="",
            lines=(OrderLine(sku, what),),
        )
        case = cases.open_by_hand(ledger, shop, facts)
        data = {"every": str(length), "duty": entry.duty}
        event = Event("routine.added", when, data, "hand", "recorded by hand")
        first = begin_case(app, ledger, case, event, zone)
    summary = tr("{what}, every {interval}", what=what, interval=length_words(length))
    if first:
        due = text.moment(first.due)
        summary = tr("{what}, every {interval}, first by {due}", what=what, interval=length_words(length), due=due)
    return NewCase(case, event.name, when.astimezone(zone), summary, options.dry_run)


def _interval(typed: str) -> Length:
    """How often, as typed. Raises UsageError."""
    match = _SPAN.fullmatch(typed.strip().lower())
    if match is None or int(match[1]) == 0:
        raise UsageError(
            tr("--every {typed!r} is not an interval; write one such as 7d, 2w or 5bd (business days).", typed=typed)
        )
    return Length(int(match[1]), _UNITS[match[2]])
