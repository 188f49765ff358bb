"""What is new in each shop since an instant or an import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aftersales.context import display
from aftersales.context.app import App
from aftersales.core.deadlines.due_list import NewSince
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.ledger import sqlite
from aftersales.ledger.log import news
from aftersales.ledger.log.news import Since
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters
from aftersales.user_input import SINCE


def new_since(app: App, typed: str | None, filters: Filters) -> NewSince:
    """What is new in the shops of a list: since the instant that was typed, or in each since its import before the last
    one. Where nothing is known from before, all of a shop is. Raises UsageError.
    """
    ledger = app.ledger.current()
    known = shop_queries.shops(ledger).items()
    shops = [name for name, (market, _) in known if filters.admits_shop(name, market)]
    when = None if typed is None else _instant(app, typed, shops)
    zone, rules = display.zone(app, shops), app.rules.of(ledger)
    times: dict[str, datetime | None] = {}
    flags: dict[int, Sequence[str]] = {}
    with sqlite.one_state(ledger):
        for shop in shops:
            since: Since | None
            since = news.last_but_one(ledger, shop) if when is None else news.recorded_until(ledger, when)
            if since is None:
                if cases := news.everything(ledger, shop):
                    times[shop] = None
                    flags |= dict.fromkeys(cases, ("new",))
            else:
                times[shop] = since.at.astimezone(zone)
                flags |= news.changed_since(ledger, shop, since.write, rules[shop])
    return NewSince(times, flags)


def cases_since(app: App, shops: Sequence[str], write: int) -> dict[int, Sequence[str]]:
    """The cases of these shops that are new or stand otherwise since a write of the log, with a reason for each."""
    ledger = app.ledger.current()
    rules = app.rules.of(ledger)
    reasons: dict[int, Sequence[str]] = {}
    with sqlite.one_state(ledger):
        for shop in shops:
            reasons |= news.changed_since(ledger, shop, write, rules[shop], briefly=True)
    return reasons


def _instant(app: App, typed: str, shops: Sequence[str]) -> datetime:
    """What --since says. Raises UsageError for no time, and for one after now: nothing could be new since then."""
    when = app.times.read(typed, "--since", display.place(app, shops[0] if len(shops) == 1 else None), SINCE)
    if when > app.now:
        raise UsageError(tr("--since {since!r} is in the future; nothing can be new since then.", since=typed))
    return when
