"""Decides where things lie and what the seller has set: file, environment and options into one frozen value; writes
TOML back.

Precedence: option, environment, file, default. Paths follow XDG, and its Windows and macOS equals.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from aftersales.errors import ConfigError

_SHOP_KEYS = (
    "market", "channel", "policy", "return_address", "timezone", "export_timezone", "confirm", "staff", "costs",
)  # fmt: skip
_TOP_KEYS = ("shops", "costs", "skus")
CONFIRM = ("import", "trust")


class Shop(NamedTuple):
    """One storefront as configured. `confirm` is None where the seller left it unset."""

    name: str
    market: str
    channel: str = "tiktok"
    policy: str = "tiktok"
    return_address: str | None = None
    timezone: str | None = None
    export_timezone: str | None = None
    confirm: str | None = None


class Settings(NamedTuple):
    """What holds for one run: where the config and the ledger are, and the shops."""

    config: Path
    ledger: Path
    shops: Mapping[str, Shop]


def default_config(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the configuration lies unless said otherwise."""
    if sys.platform == "win32":
        base = Path(environ.get("APPDATA") or Path.home() / "AppData/Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Application Support"
    else:
        base = Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "aftersales" / "config.toml"


def default_ledger(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the ledger lies unless said otherwise."""
    if sys.platform == "win32":
        base = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Application Support"
    else:
        base = Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return base / "aftersales" / "ledger.db"


def load(config: Path | None, ledger: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the configuration; a missing file is an empty one. Raises ConfigError naming every mistake."""
    config = config or default_config(environ)
    ledger = ledger or default_ledger(environ)
    if not config.exists():
        return Settings(config, ledger, {})
    tables = _read(config)
    mistakes: list[str] = []
    _unknown(mistakes, config, "", tables, _TOP_KEYS)
    shops = {}
    for name, table in tables.get("shops", {}).items():
        if not isinstance(table, dict) or not isinstance(table.get("market"), str):
            mistakes.append(f'{config}: [shops.{name}] needs a market, such as market = "GB"')
            continue
        _unknown(mistakes, config, f"[shops.{name}] ", table, _SHOP_KEYS)
        shops[name] = _shop(mistakes, config, name, table)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return Settings(config, ledger, shops)


def _read(config: Path) -> dict[str, Any]:
    import tomllib  # only once there is a file to read

    try:
        return tomllib.loads(config.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{config}: not readable as TOML: {error}. Mend the line, or move the file aside.") from None
    except OSError as error:
        raise ConfigError(f"{config}: {error.strerror}. Check the path and its permissions.") from None


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
    return Shop(name=name, **texts)


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def add_shop(config: Path, name: str, market: str, channel: str = "tiktok") -> None:
    """Append a shop's table to the configuration file, leaving every line and comment that is there as it is.

    The file is made, for its owner only, where there is none; it is replaced as a whole, so that a failed write
    changes nothing.
    """
    import tomli_w

    before = config.read_text(encoding="utf-8") if config.exists() else ""
    table = tomli_w.dumps({"shops": {name: {"market": market, "channel": channel}}})
    joint = "\n" if before and not before.endswith("\n\n") else ""
    if before and not before.endswith("\n"):
        joint = "\n\n"
    config.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = config.with_name(config.name + ".new")
    draft.touch(mode=0o600)
    draft.write_text(before + joint + table, encoding="utf-8")
    draft.replace(config)
