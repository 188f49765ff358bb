"""The configuration file, read and checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from aftersales.errors import ConfigError
from aftersales.language import LANGUAGES, tr
from aftersales.settings import shop_tables
from aftersales.settings.config_file import read_config
from aftersales.settings.config_reader import ConfigReader, is_zone
from aftersales.settings.model import (
    ApiApp,
    Display,
    NotifySettings,
    Settings,
    Shop,
    SyncSettings,
)
from aftersales.settings.paths import default_config, default_ledger
from aftersales.toml.reader import Reader, shown

if TYPE_CHECKING:
    from aftersales.core.modes.figures import Costs
    from aftersales.core.modes.rule import ModeRule
    from aftersales.core.rules.config_additions import Additions

_TOP_KEYS = (
    "shops", "costs", "skus", "house", "mode-rules", "markets", "overlays", "display", "apps", "sync",
    "notify",
)  # fmt: skip
_T = TypeVar("_T")
Sync = tuple[Mapping[str, ApiApp], SyncSettings]


def load(config: Path | None, ledger: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of one run. `config` and `ledger` are what options name; else the usual places hold.

    A missing file is an empty one. Raises ConfigError with every mistake in the shops, their staff, the house rules
    and the additions to rules. The costs and the mode rules are read by the commands that need them (`costs`,
    `mode_rules`), because a mistake there must not stop the list of what is due.
    """
    config = config or default_config(environ)
    ledger = ledger or default_ledger(environ)
    if not config.exists() or str(config) == os.devnull:
        return Settings(config, ledger, {})
    tables = read_config(config)
    reader = ConfigReader(str(config))
    shops, house = _shops(reader, tables)
    display = _display(reader, tables.get("display", {}))
    apps, sync = _sync(reader, tables, shops)
    return _checked(reader, Settings(config, ledger, shops, house, tables, display, apps, sync))


def costs(settings: Settings) -> Costs:
    """The seller's own cost figures. Raises ConfigError with every mistake in them."""
    from aftersales.core.modes.figures import parse_costs

    reader = Reader(str(settings.config))
    return _checked(reader, parse_costs(reader, settings.tables))


def mode_rules(settings: Settings) -> tuple[ModeRule, ...]:
    """The seller's mode rules. Raises ConfigError with every mistake in them."""
    reader = Reader(str(settings.config))
    return _checked(reader, _mode_rules(reader, settings.tables))


def notify_settings(settings: Settings) -> NotifySettings:
    """Who gets messages, and which. Raises ConfigError with every mistake in that."""
    from aftersales.settings.notify_tables import read_notify

    reader = ConfigReader(str(settings.config))
    return _checked(reader, read_notify(reader, settings.tables.get("notify", {})))


def additions(settings: Settings, shop: str, market: str, code: Callable[[str], str]) -> Additions | None:
    """What the configuration adds to the rules of a shop in a market; None for nothing. `code` gives the ISO code of a
    market as typed. Raises ConfigError with every mistake in the additions.
    """
    if not _has_additions(settings.tables):
        return None
    from aftersales.core.rules.config_additions import parse_additions
    from aftersales.core.rules.policy_values import PolicyReader

    reader = PolicyReader(str(settings.config))
    return _checked(reader, parse_additions(reader, settings.tables, shop, market, code))


def own_markets(tables: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The markets that the configuration adds: each has a time zone and a currency. Raises ConfigError."""
    listed = tables.get("markets")
    new_markets: dict[str, dict[str, str]] = {}
    for code, table in listed.items() if isinstance(listed, dict) else ():
        if not isinstance(table, dict) or not {"timezone", "currency"} & set(table):
            continue
        texts = {key: table[key] for key in ("name", "timezone", "currency", "calendar") if key in table}
        known = all(isinstance(text, str) for text in texts.values()) and {"timezone", "currency"} <= set(texts)
        if not known or not is_zone(texts["timezone"]) or not texts["currency"].isalpha():
            raise ConfigError(
                tr("[markets.{code}] needs a timezone such as Europe/Stockholm and a currency such as SEK.", code=code)
            )
        new_markets[code.upper()] = {"name": code.upper(), **texts}
    return new_markets


def additions_fingerprint(settings: Settings) -> str | None:
    """A short text that changes whenever the additions to the rules do; None for none."""
    if not _has_additions(settings.tables):
        return None
    parts = [settings.tables.get(key) for key in ("markets", "overlays")]
    parts += [t.get("overlays") for t in settings.tables.get("shops", {}).values()]
    return f"own={crc32(repr(parts).encode()):08x}"


def mistakes_in(config: Path, tables: Mapping[str, Any]) -> list[str]:
    """Every mistake in the tables of a configuration, costs and mode rules included. Mode rules that conflict are
    none.
    """
    from aftersales.core.modes.figures import parse_costs
    from aftersales.settings.notify_tables import read_notify

    config_reader, reader = ConfigReader(str(config)), Reader(str(config))
    shops, _ = _shops(config_reader, tables)
    _sync(config_reader, tables, shops)
    _display(config_reader, tables.get("display", {}))
    parse_costs(reader, tables)
    _mode_rules(reader, tables)
    read_notify(config_reader, tables.get("notify", {}))
    return config_reader.mistakes + reader.mistakes


def _checked(reader: Reader, value: _T) -> _T:
    """The value that was read. Raises ConfigError if there were mistakes."""
    if reader.noted:
        raise ConfigError("\n".join(reader.mistakes))
    return value


def _shops(reader: ConfigReader, tables: Mapping[str, Any]) -> tuple[dict[str, Shop], tuple[tuple[str, str], ...]]:
    """The shops by name, and the lengths of the house rules for all shops. Checks the additions to rules as well."""
    for key in tables:
        if key == "auto-rules":
            reader.wrong("", tr("auto-rules belong to a shop; write each as [[shops.NAME.auto-rules]]"))
        elif key not in _TOP_KEYS:
            reader.unknown_key("", key, _TOP_KEYS)
    house = shop_tables.read_house(reader, "[house]", tables.get("house", {}))
    listed = tables.get("shops", {})
    if not isinstance(listed, dict):
        reader.wrong("", tr("shops is {value}; write a table [shops.NAME] for each shop.", value=shown(listed)))
        listed = {}
    shops = {}
    for name, table in listed.items():
        if not isinstance(table, dict) or not isinstance(table.get("market"), str):
            reader.wrong(f"[shops.{name}]", tr('market is missing; write one such as market = "GB"'))
        else:
            shops[name] = shop_tables.read_shop(reader, name, table, house)
    if _has_additions(tables):
        from aftersales.core.rules.config_additions import parse_additions
        from aftersales.core.rules.policy_values import PolicyReader

        policy_reader = PolicyReader(reader.where)
        parse_additions(policy_reader, tables, "", "", str)
        reader.noted += policy_reader.noted
    return shops, house


def _sync(reader: ConfigReader, tables: Mapping[str, Any], shops: Mapping[str, Shop]) -> Sync:
    """The developer apps, and how the platform is asked. Most configurations have neither."""
    if not {"apps", "sync"} & tables.keys() and not any(shop.app or shop.platform_id for shop in shops.values()):
        return {}, SyncSettings()
    from aftersales.settings import sync_tables

    return sync_tables.read(reader, tables, shops)


def _display(reader: ConfigReader, table: Any) -> Display:
    """How lists are shown."""
    place = "[display]"
    if not isinstance(table, dict):
        reader.wrong(
            place,
            tr('it is {value}; write a table with keys such as timezone = "Europe/London"', value=shown(table)),
        )
        return Display()
    for key in table:
        if key not in Display._fields:
            reader.unknown_key(place, key, Display._fields)
    display = Display(**reader.texts(place, table, Display._fields))
    reader.check_zone(place, "timezone", display.timezone)
    if display.lang is not None:
        reader.one_of(place, "lang", display.lang, LANGUAGES)
    return display


def _mode_rules(reader: Reader, tables: Mapping[str, Any]) -> tuple[ModeRule, ...]:
    if "mode-rules" not in tables:
        return ()
    from aftersales.core.modes.rule_file import parse_rules

    return parse_rules(reader, tables)


def _has_additions(tables: Mapping[str, Any]) -> bool:
    """Whether the configuration adds to the rules: days of a market, or overlays."""
    shops = tables.get("shops")
    of_shop = isinstance(shops, dict) and any(isinstance(t, dict) and "overlays" in t for t in shops.values())
    return of_shop or "markets" in tables or "overlays" in tables
