"""The lines on which the keys of a TOML text stand."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from aftersales.toml.keys import KeyPath

_TABLE = r"\s*\[\[?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(?:#.*)?"
_KEY = r"""\s*(?P<key>(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_\-. ])+?)\s*="""


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of each table and key. `text` is TOML; a key in a text of several lines may be taken
    for one.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.fullmatch(_TABLE, line.rstrip("\r")):
            table = _path(header["name"])
            lines.setdefault(table, number)
        elif pair := re.match(_KEY, line):
            lines.setdefault((*table, *_path(pair["key"])), number)
    return lines


def _path(key: str) -> KeyPath:
    """The parts of a dotted key, whatever stands in its quotes."""
    try:
        table: Any = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return (key,)
    parts = list[str]()
    while isinstance(table, dict) and len(table) == 1:
        [(part, table)] = table.items()
        parts.append(part)
    return tuple(parts)
