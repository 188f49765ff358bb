"""Mode rules of the configuration that conflict or match nothing."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from aftersales import text
from aftersales.context.app import App
from aftersales.core.modes import figures, rule_file
from aftersales.core.modes import rule_conflicts as conflicts
from aftersales.core.modes.rule import ModeRule
from aftersales.core.modes.rule_conflicts import ConflictScope
from aftersales.language import tr
from aftersales.policies import library
from aftersales.policies.find import market_code, markets
from aftersales.toml.reader import Reader

_MOST = 100  # conflicts that are told; of rules that all conflict there are as many as pairs


def clashes(app: App, tables: Mapping[str, Any]) -> list[str]:
    """A sentence for every two rules that could decide the same request differently, and for an unknown market. The
    tables hold no other mistake.
    """
    rules, world = _read(app, tables)
    some = list(islice(conflicts.find_conflicts(rules, world), _MOST + 1))
    place = f"{app.configuration.file}: [[{rule_file.TABLE_NAME}]]"
    return [
        *(
            tr(
                "{place} {rule}: market {market} is not known; known are {markets}",
                place=place,
                rule=rule.id,
                market=market,
                markets=text.listed(sorted(world.currencies)),
            )
            for rule in rules
            for market in rule.markets
            if market not in world.currencies
        ),
        *(
            tr(
                "{place} {first} and {second}: {conflict}. Narrow one of them; until then you are asked about "
                "such a request.",
                place=place,
                first=conflict.first.id,
                second=conflict.second.id,
                conflict=conflicts.describe_conflict(conflict),
            )
            for conflict in some[:_MOST]
        ),
        *(
            tr("{place}: more rules conflict than are told here. Narrow these first.", place=place)
            for _ in some[_MOST:]
        ),
    ]


def idle(app: App, tables: Mapping[str, Any]) -> list[str]:
    """A sentence for every rule that no request can fit as things are set."""
    rules, world = _read(app, tables)
    return [
        tr(
            "[[{table}]] {rule}: no request can match it with these settings. Check its conditions together, "
            "and the categories of your SKUs.",
            table=rule_file.TABLE_NAME,
            rule=rule.id,
        )
        for rule in rules
        if conflicts.example_return([rule], world) is None
    ]


def _read(app: App, tables: Mapping[str, Any]) -> tuple[tuple[ModeRule, ...], ConflictScope]:
    reader = Reader(str(app.configuration.file))
    return rule_file.parse_rules(reader, tables), ConflictScope(
        {name: market_code(table["market"]) for name, table in tables.get("shops", {}).items()},
        {market.code: market.currency for market in markets().values()},
        figures.parse_costs(reader, tables),
        library.reasons(),
        app.now.date(),
    )
