"""The zone in which lists are told, and their pager."""

from __future__ import annotations

from collections.abc import Collection
from datetime import tzinfo
from zoneinfo import ZoneInfo

from aftersales.context.app import App
from aftersales.context.run_clock import local_zone
from aftersales.core.deadlines.shared_zone import shared_zone
from aftersales.errors import ConfigError
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import shops as shop_queries
from aftersales.user_input import Place


def zone(app: App, shops: Collection[str] | None = None) -> tzinfo:
    """The one zone in which a list of these shops (None: of all) is told: [display] timezone, else their staff's where
    all have the same, else their market's where there is one, else the machine's. Raises ConfigError.
    """
    if app.settings.display.timezone is not None:
        return ZoneInfo(app.settings.display.timezone)
    return zone_in(app, app.ledger.current(), shops)


def zone_of_days(app: App) -> tzinfo:
    """The same where there may be no ledger yet: then the machine's. Raises ConfigError."""
    return zone(app) if app.settings.ledger.exists() else local_zone()


def zone_in(app: App, ledger: Connection, shops: Collection[str] | None = None) -> tzinfo:
    """The same of a ledger that is open already, as inside a write. Raises ConfigError."""
    if app.settings.display.timezone is not None:
        return ZoneInfo(app.settings.display.timezone)
    zones = shop_queries.zones(ledger)
    return shared_zone(of_shop for shop, of_shop in zones.items() if shops is None or shop in shops) or local_zone()


def place(app: App, shop: str | None = None) -> Place:
    """Where the times of a filter are typed: in the zone in which the list of this shop, or of all, is told."""
    markets = {name: market for name, (market, _) in shop_queries.shops(app.ledger.current()).items()}
    shops = list(markets) if shop is None else [shop]
    return Place(zone(app, shops), tuple(markets[name] for name in shops))


def pager(app: App) -> str | None:
    """The pager that the configuration names for long lists and topics; `off` for none, None where it names none."""
    try:
        return app.settings.display.pager
    except ConfigError:  # help is needed most where the configuration has mistakes
        return None
