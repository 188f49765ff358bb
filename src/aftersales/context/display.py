"""The time zone of lists, and their pager."""

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
    """The one time zone of a list of these shops (None: of all shops): [display] timezone, else the zone that all their
    staff share, else that of their market if there is one, else the machine's. Raises ConfigError.
    """
    if app.settings.display.timezone is not None:
        return ZoneInfo(app.settings.display.timezone)
    return zone_in(app, app.ledger.current(), shops)


def zone_of_days(app: App) -> tzinfo:
    """The zone of a list of all shops; the machine's if there is no ledger yet. Raises ConfigError."""
    return zone(app) if app.settings.ledger.exists() else local_zone()


def zone_in(app: App, ledger: Connection, shops: Collection[str] | None = None) -> tzinfo:
    """As `zone`, for a ledger that is open already, as inside a write. Raises ConfigError."""
    if app.settings.display.timezone is not None:
        return ZoneInfo(app.settings.display.timezone)
    zones = shop_queries.zones(ledger)
    return shared_zone(of_shop for shop, of_shop in zones.items() if shops is None or shop in shops) or local_zone()


def place(app: App, shop: str | None = None) -> Place:
    """The place whose times a filter means: the zone of the list of this shop, or of all shops."""
    markets = {name: market for name, (market, _) in shop_queries.shops(app.ledger.current()).items()}
    shops = list(markets) if shop is None else [shop]
    return Place(zone(app, shops), tuple(markets[name] for name in shops))


def pager(app: App) -> str | None:
    """The pager for long lists and topics, as configured: `off` for none, None if nothing is configured."""
    try:
        return app.settings.display.pager
    except ConfigError:  # help must work even if the configuration has mistakes
        return None
