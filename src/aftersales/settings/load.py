"""The configuration as it is read: every mistake at once.

The seller's figures and rules are read when they are asked for: a slip in a landed cost must not hide the
morning list.

Precedence: option, environment, file, default. Paths follow XDG, and its Windows and macOS equals.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from aftersales.errors import ConfigError
from aftersales.settings.model import CONFIRM, HOUSE, Settings, Shop
from aftersales.settings.paths import default_config, default_ledger

if TYPE_CHECKING:
    from aftersales.core.modes.figures import Costs
    from aftersales.core.modes.rule import ModeRule
    from aftersales.core.rules.config_additions import Additions
    from aftersales.core.time.staff_table import Staff

_SHOP_KEYS = (
    "market", "channel", "policy", "return_address", "timezone", "export_timezone", "confirm", "staff", "costs",
    "house", "overlays",
)  # fmt: skip
_TOP_KEYS = ("shops", "costs", "skus", "house", "mode-rules", "markets", "overlays")


def load(config: Path | None, ledger: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the configuration; a missing file is an empty one. Raises ConfigError naming every mistake."""
    config = config or default_config(environ)
    ledger = ledger or default_ledger(environ)
    if not config.exists() or str(config) == os.devnull:
        return Settings(config, ledger, {})
    found, mistakes = _settings(config, ledger, read(config))
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return found


def _settings(config: Path, ledger: Path, tables: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    mistakes: list[str] = []
    _unknown(mistakes, config, "", tables, _TOP_KEYS)
    house = _house(mistakes, config, "[house]", tables.get("house", {}))
    shops: dict[str, Shop] = {}
    given = tables.get("shops", {})
    if not isinstance(given, dict):
        mistakes.append(f"{config}: shops is {type(given).__name__}; write a table [shops.NAME] for each shop.")
        given = {}
    for name, table in given.items():
        if not isinstance(table, dict) or not isinstance(table.get("market"), str):
            mistakes.append(f'{config}: [shops.{name}] needs a market, such as market = "GB"')
            continue
        _unknown(mistakes, config, f"[shops.{name}] ", table, _SHOP_KEYS)
        own = _house(mistakes, config, f"[shops.{name}.house]", table.get("house", {}))
        merged = tuple(sorted({**dict(house), **dict(own)}.items()))
        staff = _staff(mistakes, config, f"[shops.{name}.staff]", table.get("staff", {}))
        shops[name] = _shop(mistakes, config, name, table)._replace(house=merged, staff=staff)
    if _adds(tables):
        mistakes += _additions(config, tables)[1]
    return Settings(config, ledger, shops, house, tables), mistakes


def _adds(tables: Mapping[str, Any]) -> bool:
    """Whether the configuration adds anything to the rules: days of a market, or overlays."""
    shops = tables.get("shops")
    own = isinstance(shops, dict) and any(isinstance(t, dict) and "overlays" in t for t in shops.values())
    return own or "markets" in tables or "overlays" in tables


def additions(settings: Settings, shop: str, market: str, code: Callable[[str], str]) -> Additions | None:
    """What the configuration adds to the rules of a shop in a market; None for nothing. `code` gives the ISO code of a
    market as typed. Raises ConfigError naming every mistake.
    """
    if not _adds(settings.tables):
        return None
    found, mistakes = _additions(settings.config, settings.tables, shop, market, code)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return found


def additions_mark(settings: Settings) -> str | None:
    """A short text that changes whenever what is added to the rules does; None for nothing."""
    if not _adds(settings.tables):
        return None
    parts = [settings.tables.get(key) for key in ("markets", "overlays")]
    parts += [t.get("overlays") for t in settings.tables.get("shops", {}).values()]
    return f"own={crc32(repr(parts).encode()):08x}"


def _additions(
    config: Path, tables: Mapping[str, Any], shop: str = "", market: str = "", code: Callable[[str], str] = str
) -> tuple[Additions, list[str]]:
    from aftersales.core.rules.config_additions import parse_additions
    from aftersales.core.rules.policy_values import PolicyReader

    reader = PolicyReader(str(config))
    return parse_additions(reader, tables, shop, market, code), reader.mistakes


def costs(settings: Settings) -> Costs:
    """The seller's own figures. Raises ConfigError naming every mistake in them."""
    found, mistakes = _costs(settings.config, settings.tables)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return found


def _costs(config: Path, tables: Mapping[str, Any]) -> tuple[Costs, list[str]]:
    from aftersales.core.modes.figures import parse_costs
    from aftersales.toml.reader import Reader

    reader = Reader(str(config))
    return parse_costs(reader, tables), reader.mistakes


def mode_rules(settings: Settings) -> tuple[ModeRule, ...]:
    """The seller's mode rules. Raises ConfigError naming every mistake in them."""
    found, mistakes = _mode_rules(settings.config, settings.tables)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return found


def _mode_rules(config: Path, tables: Mapping[str, Any]) -> tuple[tuple[ModeRule, ...], list[str]]:
    if "mode-rules" not in tables:
        return (), []
    from aftersales.core.modes.rule_file import parse_rules
    from aftersales.toml.reader import Reader

    reader = Reader(str(config))
    return parse_rules(reader, tables), reader.mistakes


def mistakes_in(config: Path, tables: Mapping[str, Any]) -> list[str]:
    """Every mistake in the tables of a configuration: shops, the house's rules, the seller's own figures, mode rules.
    That two mode rules clash is none.
    """
    return _settings(config, config, tables)[1] + _costs(config, tables)[1] + _mode_rules(config, tables)[1]


def _house(mistakes: list[str], config: Path, place: str, table: Any) -> tuple[tuple[str, str], ...]:
    """The lengths set for the house's own rules, in order of their names."""
    if not isinstance(table, dict):
        mistakes.append(f'{config}: {place} is {table!r}; write a table with lengths such as contact = "12 hours"')
        return ()
    _unknown(mistakes, config, f"{place} ", table, HOUSE)
    if not table:
        return ()
    from aftersales.core.time.length import Length

    for name, value in table.items():
        try:
            Length.parse(value if isinstance(value, str) else repr(value))
        except ValueError as error:
            mistakes.append(f"{config}: {place} {name}: {error}")
    return tuple(sorted((name, value) for name, value in table.items() if isinstance(value, str)))


def _staff(mistakes: list[str], config: Path, place: str, table: Any) -> Staff | None:
    """The staff calendar of a shop; None where nothing of it is set."""
    if not isinstance(table, dict):
        mistakes.append(f'{config}: {place} is {table!r}; write a table with keys such as hours = "09:00-18:00"')
        return None
    if not table:
        return None
    from aftersales.core.time.staff_table import parse_staff
    from aftersales.toml.reader import Reader

    reader = Reader(f"{config}: {place}")
    staff = parse_staff(reader, table)
    mistakes += [f"{mistake.where} {mistake.what}" for mistake in reader.noted]
    if staff.timezone is not None and not _is_zone(staff.timezone):
        mistakes.append(
            f"{config}: {place} timezone {staff.timezone!r} is no time zone; write one such as Asia/Shanghai"
        )
    return staff


def read(config: Path) -> dict[str, Any]:
    """The tables of a configuration file; numbers with a point are texts, exactly as written. Raises ConfigError."""
    return parse_config(config, read_text(config).replace("\r\n", "\n").replace("\r", "\n"))


def read_text(config: Path) -> str:
    """What the file holds, with its line ends and byte order mark; nothing where there is none. Raises ConfigError."""
    if config.exists() and not config.is_file() and str(config) != os.devnull:
        raise ConfigError(f"{config} is no regular file. Name the configuration file with --config.")
    try:
        return config.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise _unreadable(config, error) from None
    except OSError as error:
        raise ConfigError(f"{config}: {error.strerror}. Check the path and its permissions.") from None


def parse_config(config: Path, text: str) -> dict[str, Any]:
    """The tables of a configuration's text. Raises ConfigError."""
    import tomllib  # only once there is a file to read

    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise _unreadable(config, error) from None


def _unreadable(config: Path, error: Exception) -> ConfigError:
    what = str(error)[:200] or "it is nested too deeply"
    return ConfigError(f"{config}: not readable as TOML: {what}. Mend the line, or move the file aside.")


def _unknown(mistakes: list[str], config: Path, place: str, table: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    for key in table:
        if key not in allowed:
            from difflib import get_close_matches

            near = get_close_matches(key, allowed, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(allowed)}"
            mistakes.append(f"{config}: {place}unknown key {key!r}; {hint}")


def _shop(mistakes: list[str], config: Path, name: str, table: Mapping[str, Any]) -> Shop:
    texts = {}
    for key in ("market", "channel", "policy", "return_address", "timezone", "export_timezone", "confirm"):
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            mistakes.append(f"{config}: [shops.{name}] {key} is {value!r}; it is a text, in quotes")
        elif value is not None:
            texts[key] = value
    if texts.get("confirm", "import") not in CONFIRM:
        mistakes.append(f"{config}: [shops.{name}] confirm is {texts['confirm']!r}; it takes import or trust")
    mistakes += [
        f"{config}: [shops.{name}] {key} {texts[key]!r} is no time zone; write one such as Europe/London"
        for key in ("timezone", "export_timezone")
        if key in texts and not _is_zone(texts[key])
    ]
    return Shop(name, **texts)  # type: ignore[arg-type]  # every key above is a field that takes a text


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
