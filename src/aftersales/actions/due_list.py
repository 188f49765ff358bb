"""The list of what is due, for the commands that show it: gathers the clocks in sight and hands them to a renderer."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales import text, user_input
from aftersales.context.app import App
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.urgency import Action
from aftersales.core.vocabulary import KINDS, OWNERS
from aftersales.errors import UsageError
from aftersales.ledger.queries import buyers as buyer_queries
from aftersales.ledger.queries import due as due_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.policies import library
from aftersales.policies.find import market_code
from aftersales.rendering.fields.due import DUE_FIELDS, DuePage
from aftersales.rendering.fields.view import Freshness, View


def show(
    app: App,
    within: timedelta | None,
    filters: due_queries.Filters,
    form: str,
    limit: int | None,
    *,
    snoozed: bool = False,
) -> list[Action]:
    """Show the list in a format, without what is snoozed unless `snoozed`; returns all actions within the horizon,
    those that were left out or that `limit` cut off included.
    """
    fresh = shop_queries.freshness(app.ledger.current())
    actions = due_queries.due(app.ledger.current(), app.now, within, filters, fresh)
    awake, asleep = parted(actions, snoozed=snoozed)
    shown = buyer_queries.marked(app.ledger.current(), awake if limit is None else awake[:limit], library.defective)
    ages = _ages(app, fresh, filters)
    of = [(f.policy, f.checked) for f in fresh.values() if filters.shop in (None, f.shop)]
    doubts = _doubts(urgency.unchecked(of, app.now), urgency.beyond_calendar(shown), app.now)
    _talk(app, ages, doubts, form, empty=not actions)
    if form == "table":
        _table(app, awake, asleep, shown, within, filters, ages, doubts)
    else:
        # Ids feed commands that decide: what is decided here, and waits for the platform's data, is left out.
        told = [a for a in shown if a.confirmed] if form == "ids" else shown
        app.output.emit_view(View(DUE_FIELDS, told), form)
        if asleep:
            from aftersales.rendering.pages import (
                due as due_page,  # the words of a page, only where there is something to say
            )

            # Heard with -q too, as what is stale is: what is out of sight must not look like a quiet day.
            app.output.warn(f"{due_page.snoozed(len(asleep), first_up(asleep), app.now)}.")
    if not awake:
        other = "Nothing else" if actions else "Nothing"
        app.output.notice(
            f"{other} due." if within is None else f"{other} due within {text.span(int(within.total_seconds()))}."
        )
    return actions


def _doubts(old: Sequence[tuple[str, date]], beyond: Sequence[int], now: datetime) -> list[list[str]]:
    if not old and not beyond:
        return []
    from aftersales.rendering.pages import due as due_page  # the words of a page, only where there is something to say

    return list(due_page.doubts(old, beyond, now))


def horizon(within: str | None, *, everything: bool) -> timedelta | None:
    """How far ahead a list looks, as typed: two days where nothing is said, None for no horizon. Raises UsageError."""
    if everything:
        return None
    return urgency.DEFAULT_WITHIN if within is None else user_input.span(within, "--within")


def narrowed(
    app: App, shop: str | None, market: str | None, kind: str | None, owner: str, duty: str | None
) -> due_queries.Filters:
    """What a list is narrowed to, as typed. Raises UsageError and ConfigError for words that are not known."""
    if owner not in (*OWNERS, "any"):
        raise UsageError(f"--owner takes {', '.join(OWNERS)} or any, not {owner!r}.")
    if kind is not None and kind not in KINDS:
        raise UsageError(f"--kind {kind!r} is not known; it takes {', '.join(KINDS)}.")
    return due_queries.Filters(
        shop=shop_queries.shop_named(app.ledger.current(), shop) if shop else None,
        market=market_code(market) if market else None,
        kind=kind,
        owner=None if owner == "any" else owner,
        duty=duty,
    )


def parted(actions: Sequence[Action], *, snoozed: bool) -> tuple[list[Action], list[Action]]:
    """The actions that a list shows, and those that it leaves out because they are snoozed; with `snoozed` none are."""
    if snoozed:
        return list(actions), []
    return [a for a in actions if a.snoozed_until is None], [a for a in actions if a.snoozed_until is not None]


def first_up(asleep: Sequence[Action]) -> datetime:
    """When the first of the snoozed ones comes back, in its market's zone."""
    return min(a.snoozed_until.astimezone(a.zone) for a in asleep if a.snoozed_until is not None)


def _ages(app: App, fresh: Mapping[str, shop_queries.Fresh], filters: due_queries.Filters) -> list[Freshness]:
    return [
        Freshness(
            f.shop,
            f.as_of.astimezone(ZoneInfo(f.zone)) if f.as_of else None,
            f.as_of is not None and app.now - f.as_of > urgency.STALE,
        )
        for f in fresh.values()
        if filters.shop in (None, f.shop)
    ]


def _talk(app: App, ages: Sequence[Freshness], doubts: Sequence[Sequence[str]], form: str, *, empty: bool) -> None:
    """What a script's reader should know too; on a terminal the page itself says how fresh the data are."""
    if form != "table":
        for age in ages:
            if age.stale and age.as_of is not None:
                # Heard with -q too: silence must never look like a quiet day when nobody has imported.
                app.output.warn(
                    f"{age.shop}: data as of {age.as_of.isoformat()}, older than 24 h. Import a new export."
                )
            elif age.as_of is None and empty:
                app.output.notice(f"{age.shop}: no after-sales data imported yet.")
        for doubt in doubts:
            app.output.warn(f"{' '.join(doubt)}.")


def _table(
    app: App,
    awake: Sequence[Action],
    asleep: Sequence[Action],
    shown: Sequence[Action],
    within: timedelta | None,
    filters: due_queries.Filters,
    ages: Sequence[Freshness],
    doubts: Sequence[Sequence[str]],
) -> None:
    from aftersales.rendering.terminal import console as terminal
    from aftersales.rendering.terminal import lists as terminal_lists

    later = (
        due_queries.Later(0, None)
        if within is None
        else due_queries.later(app.ledger.current(), app.now, app.now + within, filters, [*awake, *asleep])
    )
    zone = awake[0].zone if awake else app.now.tzinfo
    page = DuePage(
        actions=shown,
        counted=awake,
        now=app.now,
        freshness=ages,
        hidden=later.hidden,
        first_hidden=later.first.astimezone(zone) if later.first else None,
        first_staffed=later.staffed,
        within=within,
        cut=len(awake) - len(shown),
        snoozed=len(asleep),
        awake=first_up(asleep) if asleep else None,
        doubts=doubts,
    )
    terminal_lists.due(terminal.console(sys.stdout, color=app.output.color), page)
