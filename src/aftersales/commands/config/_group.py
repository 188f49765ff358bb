"""`config`: the configuration file: where it lies, what it says and whether that is right; sets a value in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any

import typer

from aftersales import text
from aftersales.actions.modes import rule_conflicts
from aftersales.commandline.command import DeskCommand, DeskGroup
from aftersales.commandline.options import Json
from aftersales.commands.config import costs_import
from aftersales.context.app import Desk
from aftersales.core.modes import figures
from aftersales.core.time import staff_table
from aftersales.errors import AftersalesError, ConfigError, UsageError
from aftersales.policies.find import market_code
from aftersales.policies.load import calendar as load_calendar
from aftersales.policies.load import load as load_policy
from aftersales.settings.load import mistakes_in
from aftersales.settings.load import read as read_config
from aftersales.settings.write import change
from aftersales.toml import edit as toml_edit

app = typer.Typer(
    cls=DeskGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
    help="The configuration file.",
)  # fmt: skip
app.add_typer(costs_import.app, name="costs")
_LITERAL = {"true", "false"}

Key = Annotated[
    str,
    typer.Argument(metavar="KEY", help="Its name with dots, such as costs.handling or shops.uk-main.return_address."),
]


@app.callback()
def group() -> None:
    """The configuration file."""


@app.command("path", cls=DeskCommand)
def where(ctx: typer.Context) -> None:
    """Print where the configuration file lies, whether it is there or not."""
    desk: Desk = ctx.obj
    desk.emit([f"{text.plain(str(desk.config))}\n"])


@app.command("get", cls=DeskCommand)
def get(ctx: typer.Context, key: Key, as_json: Json = False) -> None:
    """Print what a key is set to; of a table each key with its value. A key that is not set is an error."""
    desk: Desk = ctx.obj
    path = _path(key)
    value: Any = _tables(desk)
    for part in path:
        if not isinstance(value, dict) or part not in value:
            raise AftersalesError(f"{toml_edit.dotted(path)} is not set in {desk.config}.")
        value = value[part]
    if as_json:
        desk.emit([text.json_safe(json.dumps(value, default=str)) + "\n"])
    elif isinstance(value, dict):
        desk.emit(f"{name}\t{told}\n" for name, told in _leaves(value))
    elif isinstance(value, list) and all(isinstance(one, dict) for one in value):
        rules = {str(one.get("id", n)): one for n, one in enumerate(value, 1)}
        desk.emit(f"{name}\t{told}\n" for name, told in _leaves(rules))
    else:
        desk.emit([f"{_told(value)}\n"])


def _leaves(table: dict[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*before, name))
        else:
            yield text.plain(toml_edit.dotted((*before, name))), _told(value)


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(map(_told, value))
    return text.plain(str(value))


@app.command("set", cls=DeskCommand)
def put(
    ctx: typer.Context,
    key: Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="Its value, as it is: 2.90, true, GB.")],
) -> None:
    """Set a key. The file's comments and order are kept; a value that can't be is refused, and nothing changes."""
    desk: Desk = ctx.obj
    path = _path(key)
    if len(path) < 2:
        raise UsageError(f"KEY {key!r} names a table, if anything; write one of its keys, such as costs.handling.")
    told = literal(path[-1], value, several=path[-2:-1] == ("staff",) and path[-1] in staff_table.LISTS)
    if path[0] == "shops" and path[2:] == ("staff", "holidays"):
        load_calendar(value)
    _tables(desk)
    of_shop = path[0] == "shops" and path[2:] in (("market",), ("policy",))
    change(desk.config, {path: told}, partial(_of_shop, desk, path, value) if of_shop else None)
    desk.say(f"{toml_edit.dotted(path)} = {told}  ({desk.config})")


def _of_shop(desk: Desk, path: tuple[str, ...], value: str, tables: dict[str, Any]) -> None:
    """Refuse a market or a rule set under which the shop could not work any more."""
    shop = tables.get("shops", {}).get(path[1], {})
    before = shop.get(path[2]) if isinstance(shop, dict) else None
    if path[2] == "market" and before not in (None, value):
        raise ConfigError(
            f"shop {path[1]} has market {before}. A shop's market can't change: its deadlines hang on it. "
            f"Add another shop: aftersales init --shop NAME --market {value}"
        )
    if wrong := _of_policy(desk, path[1], {**shop, path[2]: value}):
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
    if (key in figures.SWITCHES and value in _LITERAL) or value.startswith("["):
        return value
    if text.plain(value) != value:
        raise UsageError("VALUE holds characters that can't be seen; type it anew.")
    return toml_edit.quoted(value)


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).isascii() and value.replace(".", "", 1).isdigit() and not value.startswith(".")


@app.command("check", cls=DeskCommand)
def check(ctx: typer.Context) -> None:
    """Read the whole configuration and say what is wrong in it, every mistake with its place."""
    desk: Desk = ctx.obj
    tables = _tables(desk)
    mistakes = mistakes_in(desk.config, tables)
    for name, shop in (tables.get("shops") or {}).items() if isinstance(tables.get("shops"), dict) else ():
        mistakes += _of_policy(desk, name, shop)
    mistakes = mistakes or [*_of_rules(desk), *rule_conflicts.clashes(desk, tables)]
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    for line in rule_conflicts.idle(desk, tables):
        desk.say(line)
    shops, skus = len(tables.get("shops", {})), len(tables.get("skus", {}))
    rules = len(tables.get("mode-rules", []))
    told = f"{shops} shops, figures for {skus} SKUs" + (f", {rules} mode rules" if rules else "")
    desk.say(f"{desk.config}: {told}; nothing is wrong.")


def _of_rules(desk: Desk) -> list[str]:
    """What is wrong with what the configuration adds to the rules: a market, a rule or a duty that is not there."""
    found: dict[str, None] = {}
    for name, shop in desk.settings.shops.items():
        try:
            desk.policy(name, market_code(shop.market))
        except AftersalesError as error:
            found[str(error)] = None
    return list(found)


def _of_policy(desk: Desk, name: str, shop: Any) -> list[str]:
    """What is wrong with a shop's market, rule set and staff's holidays."""
    if not isinstance(shop, dict) or not isinstance(shop.get("market"), str):
        return []
    staff, wrong = shop.get("staff"), []
    try:
        load_policy(str(shop.get("policy", "tiktok")), market_code(shop["market"]), own=desk.own)
    except AftersalesError as error:
        wrong.append(f"{desk.config}: [shops.{name}] {error}")
    try:
        if isinstance(staff, dict) and isinstance(staff.get("holidays"), str):
            load_calendar(staff["holidays"])
    except AftersalesError as error:
        wrong.append(f"{desk.config}: [shops.{name}.staff] holidays: {error}")
    return wrong


def _path(key: str) -> tuple[str, ...]:
    try:
        return toml_edit.path_of(key.strip())
    except ValueError:
        raise UsageError(
            f"KEY {key!r} won't do: names with dots between; one with other characters than letters, digits, - and _ "
            "in double quotes, the whole in single ones: 'skus.\"LAMP 1\".landed_cost'."
        ) from None


def _tables(desk: Desk) -> dict[str, Any]:
    """What the file says; nothing where there is none. Raises ConfigError where one is named that is not there."""
    if not desk.config.exists():
        if desk.given.config is not None:
            raise ConfigError(f"no configuration at {desk.config}. Check --config, or make it with `aftersales init`.")
        return {}
    return read_config(desk.config)
