"""The list of what is due, for the commands that show it: gathers the clocks in sight and hands them to a renderer."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.context import Desk
from aftersales.core import triage
from aftersales.core.triage import Action
from aftersales.ledger import buyers, queries
from aftersales.policies import desk as library
from aftersales.rendering.view import DUE_FIELDS, DuePage, Freshness, View


def show(desk: Desk, within: timedelta | None, filters: queries.Filters, form: str, limit: int | None) -> list[Action]:
    """Show the list in a format; returns all actions within the horizon, those that `limit` cut off included."""
    fresh = queries.freshness(desk.reader)
    actions = queries.due(desk.reader, desk.now, within, filters, fresh)
    shown = buyers.marked(desk.reader, actions if limit is None else actions[:limit], library.defective)
    ages = _ages(desk, fresh, filters)
    _talk(desk, ages, form, empty=not actions)
    if form == "table":
        _table(desk, actions, shown, within, filters, ages)
    else:
        desk.emit_view(View(DUE_FIELDS, shown), form)
    if not actions:
        desk.say("Nothing due." if within is None else f"Nothing due within {text.span(int(within.total_seconds()))}.")
    return actions


def _ages(desk: Desk, fresh: Mapping[str, queries.Fresh], filters: queries.Filters) -> list[Freshness]:
    return [
        Freshness(
            f.shop,
            f.as_of.astimezone(ZoneInfo(f.zone)) if f.as_of else None,
            f.as_of is not None and desk.now - f.as_of > triage.STALE,
        )
        for f in fresh.values()
        if filters.shop in (None, f.shop)
    ]


def _talk(desk: Desk, ages: Sequence[Freshness], form: str, *, empty: bool) -> None:
    """What a script's reader should know too; on a terminal the page itself says how fresh the data are."""
    if form != "table":
        for age in ages:
            if age.stale and age.as_of is not None:
                # Heard with -q too: silence must never look like a quiet day when nobody has imported.
                desk.complain(f"{age.shop}: data as of {age.as_of.isoformat()}, older than 24 h. Import a new export.")
            elif age.as_of is None and empty:
                desk.say(f"{age.shop}: no after-sales data imported yet.")


def _table(
    desk: Desk,
    actions: Sequence[Action],
    shown: Sequence[Action],
    within: timedelta | None,
    filters: queries.Filters,
    ages: Sequence[Freshness],
) -> None:
    from aftersales.rendering import terminal

    hidden, first = (
        (0, None) if within is None else queries.later(desk.reader, desk.now, desk.now + within, filters, actions)
    )
    zone = actions[0].zone if actions else desk.now.tzinfo
    page = DuePage(
        actions=shown,
        counted=actions,
        now=desk.now,
        freshness=ages,
        hidden=hidden,
        first_hidden=first.astimezone(zone) if first else None,
        within=within,
        cut=len(actions) - len(shown),
    )
    terminal.due(terminal.console(sys.stdout, color=desk.color), page)
