"""Mode rules of the configuration that conflict or match nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aftersales.context.app import App
from aftersales.core.modes import figures, rule_file
from aftersales.core.modes import rule_conflicts as conflicts
from aftersales.core.modes.rule import ModeRule
from aftersales.core.modes.rule_conflicts import ConflictScope
from aftersales.language import tr
from aftersales.policies import library
from aftersales.policies.find import market_code, markets
from aftersales.toml.reader import Reader


def clashes(app: App, tables: Mapping[str, Any]) -> list[str]:
    """A sentence for every two rules that could decide the same return differently, and for a market that is none. The
    tables hold no other mistake.
    """
    rules, world = _read(app, tables)
    place = f"{app.configuration.file}: [[{rule_file.TABLE_NAME}]]"
    return [
        *(
            tr(
                "{place} {id}: market {market} is not known; known are {currencies}",
                place=place,
                id=rule.id,
                market=market,
                currencies=", ".join(sorted(world.currencies)),
            )
            for rule in rules
            for market in rule.markets
            if market not in world.currencies
        ),
        *(
            tr(
                "{place} {id} and {id_2}: {describe_conflict}. Narrow one of them; until then such a return "
                "is asked about.",
                place=place,
                id=conflict.first.id,
                id_2=conflict.second.id,
                describe_conflict=conflicts.describe_conflict(conflict),
            )
            for conflict in conflicts.find_conflicts(rules, world)
        ),
    ]


def idle(app: App, tables: Mapping[str, Any]) -> list[str]:
    """A sentence for every rule that no return can fit as things are set."""
    rules, world = _read(app, tables)
    return [
        tr(
            "[[{table_name}]] {id}: no return can fit it as things are set. Look at its conditions "
            "together, and at the categories of your SKUs.",
            table_name=rule_file.TABLE_NAME,
            id=rule.id,
        )
        for rule in rules
        if conflicts.example_return([rule], world) is None
    ]


def _read(app: App, tables: Mapping[str, Any]) -> tuple[tuple[ModeRule, ...], ConflictScope]:
    reader = Reader(str(app.configuration.file))
    return rule_file.parse_rules(reader, tables), ConflictScope(
        {name: market_code(table["market"]) for name, table in tables.get("shops", {}).items()},
        {code: str(facts["currency"]) for code, facts in markets().items()},
        figures.parse_costs(reader, tables),
        library.reasons(),
        app.now.date(),
    )
