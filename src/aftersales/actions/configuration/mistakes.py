"""Every mistake in a configuration, of files that it names too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aftersales.actions.modes import rule_conflicts
from aftersales.context.app import App
from aftersales.errors import AftersalesError
from aftersales.policies.find import add_markets, market_code
from aftersales.policies.load import calendar as load_calendar
from aftersales.policies.load import load as load_policy
from aftersales.settings.load import mistakes_in


def all_mistakes(app: App, tables: Mapping[str, Any]) -> list[str]:
    """Every mistake in the tables of the configuration, a sentence each. Rules are looked at once all else is right.
    Raises ConfigError where a market that it adds can't be read.
    """
    mistakes = mistakes_in(app.configuration.file, tables)
    shops = tables.get("shops")
    for name, shop in shops.items() if isinstance(shops, dict) else ():
        mistakes += of_shop(app, name, shop)
    return mistakes or [*_of_rules(app), *rule_conflicts.clashes(app, dict(tables))]


def _of_rules(app: App) -> list[str]:
    """What is wrong with what the configuration adds to the rules: a market, a rule or a duty that is not there."""
    mistakes: dict[str, None] = {}
    for name, shop in app.settings.shops.items():
        try:
            app.rules.policy(name, market_code(shop.market))
        except AftersalesError as error:
            mistakes[str(error)] = None
    return list(mistakes)


def of_shop(app: App, name: str, shop: Any) -> list[str]:
    """What is wrong with a shop's market, rule set and staff's holidays; `shop` is its table."""
    if not isinstance(shop, dict) or not isinstance(shop.get("market"), str):
        return []
    add_markets(app.configuration.own_markets())
    staff, wrong = shop.get("staff"), []
    try:
        load_policy(
            str(shop.get("policy", "tiktok")), market_code(shop["market"]), own_policies=app.configuration.own_policies
        )
    except AftersalesError as error:
        wrong.append(f"{app.configuration.file}: [shops.{name}] {error}")
    try:
        if isinstance(staff, dict) and isinstance(staff.get("holidays"), str):
            load_calendar(staff["holidays"])
    except AftersalesError as error:
        wrong.append(f"{app.configuration.file}: [shops.{name}.staff] holidays: {error}")
    return wrong
