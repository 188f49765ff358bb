"""`config check`: every mistake in the file."""

from __future__ import annotations

from typing import Any

import typer

from aftersales.actions.modes import rule_conflicts
from aftersales.commands.config._keys import read_tables
from aftersales.context.app import App
from aftersales.errors import AftersalesError, ConfigError
from aftersales.language import tr, trn
from aftersales.policies.find import add_markets, market_code
from aftersales.policies.load import calendar as load_calendar
from aftersales.policies.load import load as load_policy
from aftersales.settings.load import mistakes_in


def check(ctx: typer.Context) -> None:
    """Check the whole configuration; list every mistake and where it is."""
    app: App = ctx.obj
    tables = read_tables(app)
    mistakes = mistakes_in(app.configuration.file, tables)
    for name, shop in (tables.get("shops") or {}).items() if isinstance(tables.get("shops"), dict) else ():
        mistakes += policy_mistakes(app, name, shop)
    mistakes = mistakes or [*_of_rules(app), *rule_conflicts.clashes(app, tables)]
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    for line in rule_conflicts.idle(app, tables):
        app.output.notice(line)
    skus, rules = len(tables.get("skus", {})), len(tables.get("mode-rules", []))
    parts = [
        trn("{count} shop", "{count} shops", len(tables.get("shops", {}))),
        trn("figures for {count} SKU", "figures for {count} SKUs", skus),
        *([trn("{count} mode rule", "{count} mode rules", rules)] if rules else []),
    ]
    counts = ", ".join(parts)
    app.output.notice(tr("{file}: {counts}; no mistakes.", file=app.configuration.file, counts=counts))


def _of_rules(app: App) -> list[str]:
    """What is wrong with what the configuration adds to the rules: a market, a rule or a duty that is not there."""
    mistakes: dict[str, None] = {}
    for name, shop in app.settings.shops.items():
        try:
            app.rules.policy(name, market_code(shop.market))
        except AftersalesError as error:
            mistakes[str(error)] = None
    return list(mistakes)


def policy_mistakes(app: App, name: str, shop: Any) -> list[str]:
    """What is wrong with a shop's market, rule set and staff's holidays."""
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
