"""Values put into a TOML text that keeps its comments and order."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, InlineTable, Item, Key, Null, Table

from aftersales.language import tr
from aftersales.toml.keys import KeyPath, dotted

_BOM = "\ufeff"
_AnyTable = Container | Table | InlineTable
_Tables = dict[KeyPath, list[_AnyTable]]


def remove(text: str, path: KeyPath) -> str:
    """The text without a key, or without a table and all in it. Comments elsewhere, line ends and a byte order mark
    stay. Raises KeyError where it is not there, and ValueError where the text can't be changed so.
    """
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    only_crlf = "\r\n" in body and body.count("\n") == body.count("\r\n")
    meant: Any = _read(body)
    table = meant
    for part in path[:-1]:
        table = table[part]
        if not isinstance(table, dict):
            raise KeyError(part)
    del table[path[-1]]
    edited = _without(body.replace("\r\n", "\n") if only_crlf else body, path)
    after = edited.replace("\n", "\r\n") if only_crlf else edited
    if _pruned(_read(after)) != _pruned(meant):
        raise ValueError(tr("this file can't be changed by the program"))
    return mark + after


def _without(text: str, path: KeyPath) -> str:
    try:
        document = tomlkit.parse(text)
        table: Any = document
        for part in path[:-1]:
            table = table[part]
        del table[path[-1]]
        return tomlkit.dumps(document)
    except (TOMLKitError, RecursionError, AttributeError, TypeError, IndexError) as error:
        raise ValueError(str(error)) from None


def _pruned(table: dict[str, Any]) -> dict[str, Any]:
    """The tables without those in which nothing is left: whether their header stays says nothing."""
    inner = {key: _pruned(value) if isinstance(value, dict) else value for key, value in table.items()}
    return {key: value for key, value in inner.items() if value != {}}


def put(text: str, changes: Mapping[KeyPath, str]) -> str:
    """The text with values put in, each given as TOML (`2.90`, `"GBP"`, `true`): in the place of the old value, else at
    the end of its table, else in a new table at the end. Line ends and a byte order mark stay.

    The result is read again, and ValueError raised where it does not say what was meant.
    """
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    only_crlf = "\r\n" in body and body.count("\n") == body.count("\r\n")
    # The lines that tomlkit adds end with \n alone.
    edited = _edited(body.replace("\r\n", "\n") if only_crlf else body, changes)
    after = edited.replace("\n", "\r\n") if only_crlf else edited
    if _read(after) != _meant(body, changes):
        raise ValueError(tr("this file can't be changed by the program"))
    return mark + after


def _edited(text: str, changes: Mapping[KeyPath, str]) -> str:
    if text and not text.endswith("\n"):
        text += "\n"
    new_tables: dict[KeyPath, dict[str, str]] = {}
    try:
        document = tomlkit.parse(text)
        tables: _Tables = {(): [document]}
        _collect(tables, (), document)
        for path, value in changes.items():
            if (table := _table_for(tables, path)) is not None:
                _set(table, path[-1], tomlkit.value(value.strip()))
            else:
                new_tables.setdefault(path[:-1], {})[path[-1]] = value
        return _with_tables(tomlkit.dumps(document), new_tables)
    except (TOMLKitError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _collect(tables: _Tables, path: KeyPath, table: _AnyTable) -> None:
    """Note by its path each table inside this one that can take a key: it has a header, dotted keys or braces."""
    for key, item in _body(table):
        if key is not None and isinstance(item, Table | InlineTable):
            inner = (*path, key.key)
            if isinstance(item, InlineTable) or not item.is_super_table() or key.is_dotted():
                tables.setdefault(inner, []).append(item)
            _collect(tables, inner, item)


def _body(table: _AnyTable) -> list[tuple[Key | None, Item]]:
    return table.body if isinstance(table, Container) else table.value.body


def _table_for(tables: _Tables, path: KeyPath) -> _AnyTable | None:
    """The table that holds the key, or can take it; None where one is to be made at the end of the file."""
    parts = tables.get(path[:-1]) or _inline(tables, path[:-1])
    return next((part for part in parts if path[-1] in part), parts[-1]) if parts else None


def _inline(tables: _Tables, path: KeyPath) -> list[_AnyTable]:
    """The table in braces at this path, made anew inside another one; empty where none is around it."""
    if path in tables or not path:
        return [part for part in tables[path] if isinstance(part, InlineTable)]
    for parent in _inline(tables, path[:-1]):
        new = tomlkit.inline_table()
        _append_inline(parent, path[-1], new)
        tables[path] = [new]
    return tables.get(path, [])


def _set(table: _AnyTable, key: str, value: Item) -> None:
    if isinstance(table.get(key), Table | AoT):
        raise ValueError(tr("{key} is a table, not a value", key=key))
    if key in table:
        table[key] = value  # what stands before it and a comment behind it stay
    elif isinstance(table, InlineTable):
        _append_inline(table, key, value)
    else:
        _append(table, key, value)


def _append_inline(table: _AnyTable, key: str, value: Item) -> None:
    """Put a key at the end of a table in braces; the blank before the closing brace stays there."""
    body, blank = _body(table), list[tuple[Key | None, Item]]()
    while body and body[-1][0] is None:
        blank.append(body.pop())
    table.append(key, value)
    body += reversed(blank)


def _append(table: _AnyTable, key: str, value: Item) -> None:
    """Put a key below the last one of its table. A comment or blank line further down belongs to what follows."""
    body = _body(table)
    tables_inside = (n for n, (name, item) in enumerate(body) if _has_header(name, item))
    end = next(tables_inside, len(body))
    start = max((n + 1 for n in range(end) if body[n][0] is not None), default=0)
    rest = body[start:end]
    # tomlkit would put the key below these; it passes over Null, which stands for what was removed.
    body[start:end] = [(None, Null())] * len(rest)
    table.append(key, value)
    body[start + 1 : end + 1] = rest


def _has_header(key: Key | None, item: Item) -> bool:
    return isinstance(item, Table | AoT) and key is not None and not key.is_dotted()


def _with_tables(text: str, new_tables: Mapping[KeyPath, Mapping[str, str]]) -> str:
    """The text with tables behind it, a blank line before each."""
    for path, values in new_tables.items():
        blank = "\n" if text and not text.endswith("\n\n") else ""
        lines = "".join(f"{dotted([key])} = {value}\n" for key, value in values.items())
        text += f"{blank}[{dotted(path)}]\n{lines}"
    return text


def _read(text: str) -> dict[str, Any]:
    try:
        # Numbers as they are written, so that two that read alike are told apart.
        return tomllib.loads(text, parse_float=str)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _meant(text: str, changes: Mapping[KeyPath, str]) -> dict[str, Any]:
    """What the text should say afterwards."""
    tables = _read(text)
    for path, value in changes.items():
        table = tables
        for part in path[:-1]:
            table = table.setdefault(part, {})
            if not isinstance(table, dict):
                raise ValueError(tr("{key} is not a table", key=part))
        table[path[-1]] = _read(f"x = {value}")["x"]
    return tables
