"""Decides how values are put into a TOML text with its comments, order and line ends kept; leaves files to `settings`.

Only lines are looked at, so a text in a form that this can't follow (a table written in one line, a header inside a
text of several lines) may come out wrong: what comes out is read again and compared with what was meant, and refused
where they differ.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from aftersales.text import UNSAFE

Path = tuple[str, ...]
_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_HEADER = re.compile(r"\s*\[[^\[].*")
_KEY = re.compile(r"""(\s*)((?:[A-Za-z0-9_.\s-]|"(?:[^"\\]|\\.)*"|'[^']*')+?)(\s*=\s*)(.*)""", re.DOTALL)


def path_of(key: str) -> Path:
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
    return ".".join(part if _BARE.fullmatch(part) else quoted(part) for part in path)


def quoted(words: str) -> str:
    """The words as a TOML text in one line: what could break the line, or steer a terminal, is written as an escape."""
    safe = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe if safe.isprintable() else re.sub(UNSAFE, _escape, safe)}"'


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return {"\n": "\\n", "\t": "\\t"}.get(found[0], f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}")


def put(text: str, changes: Mapping[Path, str]) -> str:
    """The text with values put in, each given as TOML (`2.90`, `"GBP"`, `true`): in the place of the old value, else at
    the end of its table, else in a new table at the end. Raises ValueError where that can't be done safely.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    keys, ends = _places(lines)
    added: dict[Path, list[str]] = {}
    for path, value in changes.items():
        if path in keys:
            lines[keys[path]] = _replaced(lines[keys[path]], value)
        else:
            added.setdefault(path[:-1], []).append(f"{dotted(path[-1:])} = {value}{newline}")
    # From the end on, so that the places before keep their numbers.
    for table in sorted((t for t in added if t in ends), key=lambda t: -ends[t]):
        lines[ends[table] : ends[table]] = added.pop(table)
    for table, new in added.items():
        lines += [newline] if lines and lines[-1].strip() else []
        lines += [f"[{dotted(table)}]{newline}", *new]
    after = "".join(lines)
    if _read(after) != _meant(text, changes):
        raise ValueError("the change can't be made line by line")
    return after


def _places(lines: list[str]) -> tuple[dict[Path, int], dict[Path, int]]:
    """The line of each key, and the line after the last one of each table that has a header."""
    keys: dict[Path, int] = {}
    ends: dict[Path, int] = {(): 0}
    table: Path | None = ()
    for n, line in enumerate(lines):
        if line.lstrip().startswith("["):
            table = _table(line) if _HEADER.fullmatch(line.rstrip()) else None
        elif table is not None and (found := _KEY.fullmatch(line)):
            try:
                keys.setdefault(table + path_of(found[2].strip()), n)
            except ValueError:
                continue  # a line of a text or a list that goes on
        if table is not None and line.strip() and not line.lstrip().startswith("#"):
            ends[table] = n + 1
    return keys, ends


def _table(line: str) -> Path | None:
    try:
        read: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    parts = []
    while isinstance(read, dict) and read:
        [(part, read)] = read.items()
        parts.append(part)
    return tuple(parts)


def _replaced(line: str, value: str) -> str:
    """The line with another value; what stands before it and a comment behind it stay."""
    indent, key, equals, rest = _KEY.fullmatch(line).groups()  # type: ignore[union-attr]  # it was found by this form
    body = rest.rstrip("\r\n")
    end = rest[len(body) :]
    for place in [m.start() for m in re.finditer("#", body)]:
        if _is_value(body[:place]):
            kept = body[len(body[:place].rstrip()) :]
            return f"{indent}{key}{equals}{value}{kept}{end}"
    return f"{indent}{key}{equals}{value}{end}"


def _is_value(words: str) -> bool:
    try:
        tomllib.loads(f"x = {words}")
    except tomllib.TOMLDecodeError:
        return False
    return True


def _read(text: str) -> Any:
    try:
        # Numbers as they are written, so that two that read alike are told apart.
        return tomllib.loads(text, parse_float=str)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _meant(text: str, changes: Mapping[Path, str]) -> Any:
    """What the text should say afterwards."""
    tables = _read(text)
    for path, value in changes.items():
        place = tables
        for part in path[:-1]:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                raise ValueError(f"{part} is no table")
        place[path[-1]] = _read(f"x = {value}")["x"]
    return tables
