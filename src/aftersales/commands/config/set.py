"""`config set`: one value put into the file."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import typer

from aftersales import text
from aftersales.actions.configuration import settings_list
from aftersales.actions.configuration.mistakes import market_changes, of_shop
from aftersales.commandline.options import Json
from aftersales.commands.config._keys import Key, key_path, read_tables
from aftersales.context.app import App
from aftersales.core.modes import figures
from aftersales.core.time import staff_table
from aftersales.errors import ConfigError, UsageError
from aftersales.language import mark, tr
from aftersales.policies.load import calendar as load_calendar
from aftersales.rendering.fields.setup.config_file import SETTING_CHANGE_FIELDS
from aftersales.rendering.fields.view import View
from aftersales.settings.notify_tables import RECEIVER_SWITCHES
from aftersales.settings.shop_tables import SHOP_SWITCHES
from aftersales.settings.write import change
from aftersales.toml import keys as toml_keys

_LITERAL = {"true", "false"}
_SWITCHES = (*figures.SWITCHES, *SHOP_SWITCHES, *RECEIVER_SWITCHES)


def set_(
    ctx: typer.Context,
    key: Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=mark("The value, such as 2.90, true or GB."))],
    as_json: Json = False,
) -> None:
    """Set a key. The file's comments and order are kept; an invalid value is refused, and nothing changes."""
    app: App = ctx.obj
    path = key_path(key)
    if len(path) < 2:
        raise UsageError(tr("KEY {key!r} is not a key of a table; write one such as costs.handling.", key=key))
    toml_value = literal(path[-1], value, several=path[-2:-1] == ("staff",) and path[-1] in staff_table.LISTS)
    if path[0] == "shops" and path[2:] == ("staff", "holidays"):
        load_calendar(value)
    read_tables(app)
    of_shop = path[0] == "shops" and path[2:] in (("market",), ("policy",))
    before = change(
        app.configuration.file,
        {path: toml_value},
        partial(_of_shop, app, path, value) if of_shop else None,
        claim=app.claim,
    )
    if as_json:
        row = settings_list.change_of(app.configuration.file, path, before, toml_value)
        app.output.emit_object(View(SETTING_CHANGE_FIELDS, [row]), several=False)
    app.output.notice(f"{toml_keys.dotted(path)} = {toml_value}  ({app.configuration.file})")


def _of_shop(app: App, path: tuple[str, ...], value: str, tables: dict[str, Any]) -> None:
    """Refuse a market or a rule set under which the shop could not work any more."""
    shop = tables.get("shops", {}).get(path[1], {})
    new = {**shop, path[2]: value} if isinstance(shop, dict) else {path[2]: value}
    if wrong := market_changes(tables, {"shops": {path[1]: new}}) or of_shop(app, path[1], new):
        raise ConfigError("\n".join(wrong))


def literal(key: str, value: str, *, several: bool = False) -> str:
    """A value as typed, in TOML: a number where the key takes one, true and false, a list, else a text. `several`: the
    key takes a list, which may be typed as `mon,tue,wed`.
    """
    value = value.strip()
    if several and not value.startswith("["):
        return f"[{', '.join(literal('', part) for part in value.split(',') if part.strip())}]"
    if key in (*figures.AMOUNTS, *figures.SHARES, *figures.COUNTS) and _is_number(value):
        return value
    if (key in _SWITCHES and value in _LITERAL) or value.startswith("["):
        return value
    if text.plain(value) != value:
        raise UsageError(tr("VALUE contains invisible characters; type it again."))
    return toml_keys.quoted(value)


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).isascii() and value.replace(".", "", 1).isdigit() and not value.startswith(".")
