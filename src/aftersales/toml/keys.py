"""Dotted keys and quoted texts of TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Any

from aftersales.text import UNSAFE

KeyPath = tuple[str, ...]
_BARE = r"[A-Za-z0-9_-]+"  # compiled when first used


def path_of(key: str) -> KeyPath:
    """The parts of a dotted key, which may be quoted: `skus."LAMP 1".landed_cost`. Raises ValueError."""
    if "\n" in key or "=" in key or "#" in key:
        raise ValueError(key)
    try:
        table: Any = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        raise ValueError(key) from None
    parts = []
    while isinstance(table, dict):
        [(part, table)] = table.items()
        parts.append(part)
    return tuple(parts)


def dotted(path: Iterable[str]) -> str:
    """The path as a dotted key, quoted where TOML asks for it."""
    return ".".join(part if re.fullmatch(_BARE, part, re.ASCII) else quoted(part) for part in path)


def quoted(text: str) -> str:
    """The text as a TOML string in one line. Characters that break a line or steer a terminal become escapes."""
    backslashed = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped(backslashed)}"'


def escaped(text: str) -> str:
    """The text with escapes, as TOML strings have them, for characters that break a line or steer a terminal."""
    return text if text.isprintable() else re.sub(UNSAFE, _escape, text)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return {"\n": "\\n", "\t": "\\t"}.get(match[0], f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}")
