"""`config check`: every mistake in the file."""

from __future__ import annotations

import typer

from aftersales.actions.configuration.mistakes import all_mistakes
from aftersales.actions.modes import rule_conflicts
from aftersales.commands.config._keys import read_tables
from aftersales.context.app import App
from aftersales.errors import ConfigError
from aftersales.language import tr, trn


def check(ctx: typer.Context) -> None:
    """Check the whole configuration; list every mistake and where it is."""
    app: App = ctx.obj
    tables = read_tables(app)
    if mistakes := all_mistakes(app, tables):
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
