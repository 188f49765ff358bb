"""Every mistake in a configuration, of files that it names too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aftersales import text
from aftersales.actions.modes import rule_conflicts
from aftersales.context.app import App
from aftersales.errors import AftersalesError, ConfigError, LedgerError
from aftersales.language import tr
from aftersales.ledger.queries import shops as shop_queries
from aftersales.policies.find import add_markets, market_code
from aftersales.policies.load import calendar as load_calendar
from aftersales.policies.load import load as load_policy
from aftersales.settings.load import mistakes_in, own_markets


def all_mistakes(app: App, tables: Mapping[str, Any]) -> list[str]:
    """Every mistake in the tables of the configuration, a sentence each. Rules are looked at once all else is right.
    Raises ConfigError where a market that it adds can't be read.
    """
    mistakes = mistakes_in(app.configuration.file, tables)
    shops = tables.get("shops")
    for name, shop in shops.items() if isinstance(shops, dict) else ():
        mistakes += of_shop(app, name, shop)
    return mistakes or [*_of_ledger(app), *_of_rules(app), *rule_conflicts.clashes(app, dict(tables))]


def market_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """A sentence for each shop whose market differs between two configurations."""
    shops = after.get("shops")
    old_shops = before.get("shops")
    if not isinstance(shops, dict) or not isinstance(old_shops, dict):
        return []
    markets = {name: (_market(old_shops.get(name)), _market(shop)) for name, shop in shops.items()}
    return [
        tr(
            "shop {shop} has market {before}. A shop's market can't change: its deadlines hang on it. "
            "Add another shop: aftersales init --shop NAME --market {value}",
            shop=name,
            before=old,
            value=new,
        )
        for name, (old, new) in markets.items()
        if None not in (old, new) and old != new
    ]


def _market(shop: Any) -> str | None:
    market = shop.get("market") if isinstance(shop, dict) else None
    return market if isinstance(market, str) else None


def _of_ledger(app: App) -> list[str]:
    """The shops that have another market in the ledger; none if the ledger is missing or can't be read."""
    mistakes: list[str] = []
    try:
        with app.ledger.as_stored() as ledger:
            known = shop_queries.shops(ledger)
    except LedgerError:
        return mistakes
    for name, (market, _) in known.items():
        try:
            app.rules.shop(name, market)
        except ConfigError as error:
            mistakes.append(str(error))
    return mistakes


def _of_rules(app: App) -> list[str]:
    """What is wrong with what the configuration adds to the rules: a market, a rule or a duty that is not there."""
    mistakes: dict[str, None] = {}
    for name, shop in app.settings.shops.items():
        try:
            app.rules.policy(name, market_code(shop.market))
        except AftersalesError as error:
            mistakes[str(error)] = None
    return list(mistakes)


def of_shop(app: App, name: str, shop: Any, tables: Mapping[str, Any] | None = None) -> list[str]:
    """What is wrong with a shop's market, rule set and staff's holidays; `shop` is its table. `tables` are those of a
    configuration that is not in force yet: the markets that it adds count then.
    """
    if not isinstance(shop, dict) or not isinstance(shop.get("market"), str):
        return []
    add_markets(app.configuration.own_markets() if tables is None else own_markets(tables))
    staff, wrong = shop.get("staff"), []
    try:
        load_policy(
            str(shop.get("policy", "tiktok")), market_code(shop["market"]), own_policies=app.configuration.own_policies
        )
    except AftersalesError as error:
        wrong.append(text.labelled(app.configuration.file, f"[shops.{name}] {error}"))
    try:
        if isinstance(staff, dict) and isinstance(staff.get("holidays"), str):
            load_calendar(staff["holidays"])
    except AftersalesError as error:
        wrong.append(text.labelled(app.configuration.file, text.labelled(f"[shops.{name}.staff] holidays", error)))
    return wrong
