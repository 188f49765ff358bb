"""The calendars that hang in a seller's office, one a market."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from aftersales.context.app import App
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.staff import StaffCalendar
from aftersales.errors import LedgerError, UsageError
from aftersales.language import tr
from aftersales.ledger.queries import shops as shop_queries
from aftersales.named_tuple import NamedTuple
from aftersales.policies.find import market_code
from aftersales.policies.load import load as load_policy


class Wall(NamedTuple):
    """The days of a market as some shops have them; no shop where only the market was asked for."""

    market: str
    zone: ZoneInfo
    days: Calendar
    shops: tuple[str, ...] = ()
    staff: StaffCalendar | None = None

    def why_off(self, day: date) -> str | None:
        """Why the staff is off on a day; None where it works, and where there is no staff calendar."""
        return self.staff.why_closed(day) if self.staff else None


def walls(app: App, market: str | None, shop: str | None) -> list[Wall]:
    """Whose days are meant: those of the shop, of the market, or of every shop's market. Raises UsageError,
    ConfigError and LedgerError.
    """
    code = market_code(market) if market else None
    try:
        known = shop_queries.shops(app.ledger.current())
    except LedgerError:
        if code is None or shop is not None:
            raise
        known = {}
    only = shop_queries.shop_named(app.ledger.current(), shop) if shop else None
    names = [name for name, (of, _) in known.items() if only in (None, name) and code in (None, of)]
    found_walls = walls_of(app, names) if names else []
    if not found_walls and code is not None:
        policy = load_policy("tiktok", code, app.settings.house, app.configuration.own_policies)
        return [Wall(code, ZoneInfo(policy.timezone), policy.calendar)]
    if not found_walls:
        raise UsageError(tr("the ledger has no shop yet; name a market, such as --market GB."))
    return found_walls


def walls_of(app: App, names: Collection[str]) -> list[Wall]:
    """The days of these shops, by market; shops with the same days share one."""
    grouped: dict[tuple[str, ...], Wall] = {}
    ledger = app.ledger.current()
    for name, (market, _) in shop_queries.shops(ledger).items():
        if name not in names:
            continue
        days, rules = app.rules.policy(name, market).calendar, app.rules.of(ledger)[name]
        key = (market, rules.zone, repr(days), repr(rules.staff))
        shops = (*(grouped[key].shops if key in grouped else ()), name)
        grouped[key] = Wall(market, ZoneInfo(rules.zone), days, shops, rules.staff)
    return sorted(grouped.values(), key=lambda wall: wall.market)
