"""`config check`: every mistake in the file."""

from __future__ import annotations

from typing import Any

import typer

from aftersales import text
from aftersales.actions.configuration.mistakes import all_mistakes
from aftersales.actions.modes import rule_conflicts
from aftersales.commandline.options import Json
from aftersales.commands.config._keys import read_tables
from aftersales.context.app import App
from aftersales.errors import ConfigError
from aftersales.language import tr, trn
from aftersales.rendering.fields.setup.config_file import CONFIG_CHECK_FIELDS, ConfigCheck
from aftersales.rendering.fields.view import View


def check(ctx: typer.Context, as_json: Json = False) -> None:
    """Check the whole configuration; list every mistake and where it is."""
    app: App = ctx.obj
    tables = read_tables(app)
    mistakes = all_mistakes(app, tables)
    notes = [] if mistakes else rule_conflicts.idle(app, tables)
    shops, skus, rules = (_count(tables.get(key)) for key in ("shops", "skus", "mode-rules"))
    if as_json:
        row = ConfigCheck(str(app.configuration.file), shops, skus, rules, mistakes, notes)
        app.output.emit_object(View(CONFIG_CHECK_FIELDS, [row]), several=False)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    for line in notes:
        app.output.notice(line)
    parts = [
        trn("{count} shop", "{count} shops", shops),
        trn("figures for {count} SKU", "figures for {count} SKUs", skus),
        *([trn("{count} mode rule", "{count} mode rules", rules)] if rules else []),
    ]
    counts = text.enumerated(parts)
    app.output.notice(tr("{file}: {counts}; no mistakes.", file=app.configuration.file, counts=counts))


def _count(tables: Any) -> int:
    """How many tables stand under a key, which may have anything by mistake."""
    return len(tables) if isinstance(tables, (dict, list)) else 0
