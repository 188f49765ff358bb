"""The configuration file, read and checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from aftersales.core.vocabulary import ORDERS
from aftersales.errors import ConfigError
from aftersales.language import LANGUAGES, tr
from aftersales.settings.config_file import read_config
from aftersales.settings.config_reader import ConfigReader
from aftersales.settings.model import (
    CONFIRM,
    HOUSE,
    SELLER_TYPES,
    ApiApp,
    Display,
    NotifySettings,
    Settings,
    Shop,
    SyncSettings,
)
from aftersales.settings.paths import default_config, default_ledger
from aftersales.text import labelled
from aftersales.toml.reader import Reader, shown

if TYPE_CHECKING:
    from aftersales.core.auto_rules.auto_rule import AutoRule
    from aftersales.core.modes.figures import Costs
    from aftersales.core.modes.rule import ModeRule
    from aftersales.core.rules.config_additions import Additions
    from aftersales.core.time.staff_table import Staff

_SHOP_TEXTS = (
    "market", "channel", "policy", "return_address", "timezone", "export_timezone", "confirm", "seller", "exports",
    "seller_center", "orders", "app", "platform_id",
)  # fmt: skip
SHOP_SWITCHES = ("chatbot", "returnable", "takes_returns", "parcels")
_SHOP_KEYS = (*_SHOP_TEXTS, *SHOP_SWITCHES, "staff", "costs", "house", "overlays", "auto-rules")
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
        if not known or not _is_zone(texts["timezone"]) or not texts["currency"].isalpha():
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
    house = _house(reader, "[house]", tables.get("house", {}))
    shop_tables = tables.get("shops", {})
    if not isinstance(shop_tables, dict):
        reader.wrong("", tr("shops is {value}; write a table [shops.NAME] for each shop.", value=shown(shop_tables)))
        shop_tables = {}
    shops = {}
    for name, table in shop_tables.items():
        if not isinstance(table, dict) or not isinstance(table.get("market"), str):
            reader.wrong(f"[shops.{name}]", tr('market is missing; write one such as market = "GB"'))
        else:
            shops[name] = _shop(reader, name, table, house)
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


def _shop(reader: ConfigReader, name: str, table: Mapping[str, Any], house: tuple[tuple[str, str], ...]) -> Shop:
    place = f"[shops.{name}]"
    for key in table:
        if key not in _SHOP_KEYS:
            reader.unknown_key(place, key, _SHOP_KEYS)
    shop_house = _house(reader, f"[shops.{name}.house]", table.get("house", {}))
    staff = _staff(reader, f"[shops.{name}.staff]", table.get("staff", {}))
    texts = _texts(reader, place, table, _SHOP_TEXTS)
    _check_texts(reader, place, texts)
    merged = tuple(sorted({**dict(house), **dict(shop_house)}.items()))
    switches = {key: reader.yes(place, key, table[key]) for key in SHOP_SWITCHES if key in table}
    return Shop(
        reader.visible(place, tr("the name"), name),
        **texts,
        house=merged,
        staff=staff,
        chatbot=switches.get("chatbot", False),
        returnable=switches.get("returnable"),
        takes_returns=switches.get("takes_returns"),
        parcels=switches.get("parcels"),
        auto_rules=_auto_rules(reader, name, table["auto-rules"]) if "auto-rules" in table else (),
    )


def _auto_rules(reader: ConfigReader, shop: str, tables: Any) -> tuple[AutoRule, ...]:
    """What Seller Center answers by itself."""
    from aftersales.core.auto_rules.auto_rule_file import parse_auto_rules

    return parse_auto_rules(reader, shop, tables)


def _check_texts(reader: ConfigReader, place: str, texts: Mapping[str, str]) -> None:
    """Note texts of a shop that stand for nothing known."""
    if texts.get("confirm", "import") not in CONFIRM:
        reader.wrong(place, tr("confirm is {value}; write import or trust", value=shown(texts["confirm"])))
    if texts.get("seller", "local") not in SELLER_TYPES:
        reader.wrong(place, tr("seller is {seller!r}; it takes local or cross-border", seller=texts["seller"]))
    if "orders" in texts:
        reader.one_of(place, "orders", texts["orders"], ORDERS)
    for key in ("timezone", "export_timezone"):
        _check_zone(reader, place, key, texts.get(key))
    if "seller_center" in texts and not _is_address(texts["seller_center"]):
        reader.wrong(
            place,
            tr(
                "seller_center is {address}; write an address with {{order}} in it, such as "
                "https://seller-us.tiktok.com/order/detail?order_no={{order}}",
                address=shown(texts["seller_center"]),
            ),
        )


def _is_address(text: str) -> bool:
    """Whether a text is an address on the web that names an order."""
    return text.startswith("https://") and text.count("{order}") == 1 and text.isascii() and text.isprintable()


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
    display = Display(**_texts(reader, place, table, Display._fields))
    _check_zone(reader, place, "timezone", display.timezone)
    if display.lang is not None:
        reader.one_of(place, "lang", display.lang, LANGUAGES)
    return display


def _texts(reader: ConfigReader, place: str, table: Mapping[str, Any], keys: Iterable[str]) -> dict[str, str]:
    """The values of those keys that are set."""
    texts: dict[str, str] = {}
    for key in keys:
        value = table.get(key)
        if isinstance(value, str):
            texts[key] = reader.visible(place, key, value)
        elif value is not None:
            reader.wrong(place, tr("{key} is {value}; write a text, in quotes", key=key, value=shown(value)))
    return texts


def _check_zone(reader: ConfigReader, place: str, key: str, zone: str | None) -> None:
    if zone is not None and not _is_zone(zone):
        reader.wrong(
            place,
            tr(
                "{key} is {zone}, which is not a time zone; write one such as Europe/London",
                key=key,
                zone=shown(zone),
            ),
        )


def _house(reader: ConfigReader, place: str, table: Any) -> tuple[tuple[str, str], ...]:
    """The lengths set for the house rules, in order of the rules' names."""
    if not isinstance(table, dict):
        reader.wrong(
            place, tr('it is {value}; write a table with lengths such as contact = "12 hours"', value=shown(table))
        )
        return ()
    for key in table:
        if key not in HOUSE:
            reader.unknown_key(place, key, HOUSE)
    if not table:
        return ()
    from aftersales.core.time.length import Length

    for name, value in table.items():
        try:
            Length.parse(value if isinstance(value, str) else repr(value))
        except ValueError as error:
            reader.wrong(place, labelled(name, error))
    return tuple(sorted((name, value) for name, value in table.items() if isinstance(value, str)))


def _staff(reader: ConfigReader, place: str, table: Any) -> Staff | None:
    """The staff calendar of a shop; None where nothing of it is set."""
    if not isinstance(table, dict):
        reader.wrong(
            place, tr('it is {value}; write a table with keys such as hours = "09:00-18:00"', value=shown(table))
        )
        return None
    if not table:
        return None
    from aftersales.core.time.staff_table import parse_staff

    staff_reader = Reader(reader.where)
    staff = parse_staff(staff_reader, table)
    for mistake in staff_reader.noted:
        reader.wrong(place, mistake.what)
    if staff.timezone is not None and not _is_zone(staff.timezone):
        reader.wrong(
            place,
            tr(
                "timezone is {zone}, which is not a time zone; write one such as Asia/Shanghai",
                zone=shown(staff.timezone),
            ),
        )
    return staff


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


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
