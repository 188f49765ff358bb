"""Texts whose form is right and whose values are not: any type at any known key, keys lost, doubled and moved."""

from __future__ import annotations

import copy
import hashlib
import json
import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

import tomli_w

from hostile import HOSTILE

Place = tuple[dict[str, Any] | list[Any], Any]

TEXTS = [
    *HOSTILE.values(), "", " ", "0", "-1", "1e9", "nan", "x" * 5000, "2026-02-30", "2026-11-24", "24:61", "GB", "US",
    "uk-main", "UTC", "Europe/London", "Nowhere/Nowhere", "../../etc/passwd", "/dev/zero", "~root", "{order}", "%s",
    "{0.__class__}", "1 day", "99999999999 days", "-3 days", "2 business days", "a..b", "2027-02-01..2026-02-14",
    "keep", "due", "\ud800", "١٢", "4h", "request.opened", "respond", "Infinity", "00:00-24:00", "22:00-06:00", "auto",
    "https://[::1", "\N{RIGHT-TO-LEFT OVERRIDE}", "\0",
]  # fmt: skip
NUMBERS = [0, 1, -1, 7, 10**6, 2**31, 2**63, -(2**63) - 1, 10**30, 0.1, -0.0, 1e308, float("inf"), float("nan")]
TIMES = [
    date(1, 1, 1), date(9999, 12, 31), datetime(2026, 11, 24, 9), datetime(1, 1, 1, tzinfo=UTC), time(23, 59),  # noqa: DTZ001
]  # fmt: skip


def changed(tree: Any, dice: Random, odd: Sequence[Any] = ()) -> Any:
    """A copy after one to four changes. `odd` are more values that the language has."""
    tree = copy.deepcopy(tree)
    for _ in range(dice.choice((1, 1, 2, 4))):
        places = _places(tree)
        if not places:
            break
        parent, key = dice.choice(places)
        old = parent[key]
        match dice.randrange(10):
            case 0:
                del parent[key]
            case 1:
                parent[key] = [old]
            case 2:
                parent[key] = {"name": old}
            case 3:  # what is right elsewhere
                other, place = dice.choice(places)
                parent[key] = copy.deepcopy(other[place])
            case 4 if isinstance(parent, dict):
                parent[str(dice.choice((*TEXTS, *(place for _, place in places))))] = parent.pop(key)
            case 5 if isinstance(parent, list):
                parent.extend(copy.deepcopy(old) for _ in range(dice.choice((1, 2, 100))))
            case 6 if isinstance(old, str) and old:
                at = dice.randrange(len(old))
                parent[key] = old[:at] + dice.choice((*TEXTS, *"0-:;.,/ \t")) + old[at + dice.randrange(2) :]
            case _:
                parent[key] = value(dice, odd)
    return tree


def value(dice: Random, odd: Sequence[Any] = ()) -> Any:
    """Anything, in containers now and then."""
    match dice.randrange(12):
        case 0:
            return [value(dice, odd) for _ in range(dice.randrange(3))]
        case 1:
            return {dice.choice(TEXTS): value(dice, odd) for _ in range(dice.randrange(3))}
        case 2:
            deep: Any = "deep"
            for _ in range(dice.choice((3, 90))):
                deep = [deep]
            return deep
        case 3 | 4 | 5:
            return dice.choice(NUMBERS)
        case 6:
            return dice.choice((True, False))
        case 7 if odd:
            return dice.choice(odd)
        case _:
            return dice.choice(TEXTS)


def _places(tree: Any) -> list[Place]:
    """Each value below the tree, as what holds it and the key there."""
    found: list[Place] = []
    left = [tree]
    while left:
        at = left.pop()
        inside = at.items() if isinstance(at, dict) else enumerate(at) if isinstance(at, list) else ()
        for key, below in inside:
            found.append((at, key))
            left.append(below)
    return found


def toml(data: bytes, dice: Random) -> bytes:
    """A TOML file with other values."""
    tree = changed(tomllib.loads(data.decode()), dice, TIMES)
    return tomli_w.dumps(tree, multiline_strings=dice.random() < 0.2).encode("utf-8", "surrogatepass")


def json_text(data: bytes, dice: Random) -> bytes:
    """A JSON file with other values."""
    return _dumped(changed(json.loads(data), dice, [None]), dice)


def _dumped(tree: Any, dice: Random) -> bytes:
    return json.dumps(tree, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def sealed_lines(data: bytes, dice: Random) -> bytes:
    """A ledger as lines with other values in some rows, whose checksum is right all the same."""
    header, *rows, _ = (json.loads(line) for line in data.splitlines())
    for _ in range(dice.choice((1, 1, 3))):
        number = dice.randrange(len(rows) + 1) - 1
        if number < 0:
            header = changed(header, dice, [None])
            continue
        row = rows[number]
        column = dice.choice(list(row)[1:])
        match dice.randrange(4):
            case 0 if isinstance(row[column], str) and row[column][:1] in ("{", "["):  # JSON in a column
                row[column] = _dumped(changed(json.loads(row[column]), dice, [None]), dice).decode("utf-8", "replace")
            case 1:
                row[column] = dice.choice([other[name] for other in rows for name in list(other)[1:]])
            case 2:
                rows[number] = changed(row, dice, [None])
            case _:
                row[column] = value(dice, [None])
    lines = [_dumped(line, dice) + b"\n" for line in (header, *rows)]
    end = {"end": True, "rows": len(rows), "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}
    return b"".join(lines) + json.dumps(end).encode() + b"\n"
