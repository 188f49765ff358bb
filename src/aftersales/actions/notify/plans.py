"""What each receiver is to hear now, as a value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.actions import due_list, list_orders
from aftersales.actions.due_list import DueRequest, ListOptions
from aftersales.actions.notify.receivers import Directory, KnownReceiver
from aftersales.context import display
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.alerts import office
from aftersales.core.alerts.alert_rule import AlertRule, Subscription
from aftersales.core.alerts.level import OF_WARNINGS
from aftersales.core.alerts.plan import AlertPlan, Situation, plan
from aftersales.core.deadlines.due_list import ShopData
from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.ledger import sent_alerts, sqlite
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.pages.messages.alerts import Surroundings

_AHEAD = timedelta(hours=24)  # the first level


class NotifyOptions(NamedTuple):
    """What a run is narrowed to, as typed: levels, shops and receivers; nothing is sent in a dry run."""

    levels: Sequence[str] = ()
    shops: Sequence[str] = ()
    to: Sequence[str] = ()
    dry_run: bool = False


class PlannedRun(NamedTuple):
    """What is to be sent: to whom what, and what the messages need beside."""

    plans: Sequence[tuple[KnownReceiver, AlertPlan]]
    around: Surroundings
    today: date


def planned(app: App, directory: Directory, options: NotifyOptions) -> PlannedRun:
    """The warnings that each chosen receiver should get now. Raises UsageError and ConfigError for words that are not
    known.
    """
    only = tuple(choices.one_of("--level", level, OF_WARNINGS) for level in options.levels) or OF_WARNINGS
    receivers = directory.named(options.to)
    ledger = app.ledger.current()
    with sqlite.one_state(ledger):
        shops = shop_queries.shop_data(ledger)
        refuse_unknown_shops(directory.settings.rules, list(shops))
        situation = _situation(app, options, shops)
        zone = display.zone(app)
        today = app.now.astimezone(zone).date()
        marks = sent_alerts.marks(ledger, {action.case for action in situation.actions}, today)
    plans = [
        (known, plan(Subscription(known.name, directory.settings.rules, known.any_hour, only), situation, marks, today))
        for known in receivers
    ]
    around = Surroundings(
        app.now.astimezone(zone),
        len(shops) > 1,
        [fresh for fresh in situation.freshness if fresh.is_unsure],
        [(name, shop.seller_center) for name, shop in app.settings.shops.items() if shop.seller_center],
    )
    return PlannedRun(plans, around, today)


def _situation(app: App, options: NotifyOptions, shops: dict[str, ShopData]) -> Situation:
    filters = due_list.filters_of(app, ListOptions(shop=options.shops))
    request = DueRequest(filters, _AHEAD)
    actions = due_list.actions_due(app.ledger.current(), app.now, _AHEAD, filters, shops)
    return Situation(
        app.now,
        actions,
        _openings(app, shops),
        due_list.frame(app, request, shops, (), ()).freshness,
        list_orders.shops_with(app, "list") or (),
    )


def _openings(app: App, shops: dict[str, ShopData]) -> dict[str, datetime]:
    """The shops whose desk is closed now, and when it opens."""
    openings = {}
    for name, shop in shops.items():
        configured = app.settings.shops.get(name)
        staff = app.rules.staff_calendar(configured, ZoneInfo(shop.zone)) if configured else None
        if opening := office.opening_after(staff, app.now):
            openings[name] = opening
    return openings


def refuse_unknown_shops(rules: Sequence[AlertRule], known: Sequence[str]) -> None:
    """Refuse a rule that is for no shop at all: nobody would notice that its warnings never come."""
    for rule in rules:
        for pattern in rule.shops:
            if not any(rule._replace(shops=(pattern,)).names(shop) for shop in known):
                raise ConfigError(
                    tr(
                        "[[notify.rules]] names shop {shop!r}, which matches none; known are {known}.",
                        shop=pattern,
                        known=text.listed(known),
                    )
                )
