"""Decides what is said of a TOML file that can't be read: the line itself, and a guess at what is wrong in it; leaves
what the file means to others.

A day that is none (2025-13-11) would hide every other mistake, so it is told, and reading goes on with the nearest one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date

from aftersales.record import NamedTuple

_AT = re.compile(r"(.*?) \(at line (\d+), column \d+\)", re.DOTALL)
# Texts and comments are passed over; what is left may look like a day, in the order of TOML or in another.
_DAY = re.compile(
    r"""\"(?:[^"\\\n]|\\.)*\"|'[^'\n]*'|\#.*"""
    r"""|(?<![\w.:-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](\d{4}))(?![\w.:-])"""
)
_BARE = re.compile(r"=\s*(\d+ [a-z][a-z ]*|[A-Za-z£$€][^,\]}#\"']*)")
_SHOWN = 100


class Slips(NamedTuple):
    """What is wrong, in words; `mended` is the text with the nearest days in it, None where it still is no TOML."""

    told: list[str]
    mended: str | None


class _BadDay(NamedTuple):
    start: int
    end: int
    guess: str
    nearest: date


def slips(content: bytes) -> Slips:
    """All that can be told of a file that is text in UTF-8 and no TOML."""
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    bad = list(_bad_days(text))
    found = [(text.count("\n", 0, day.start) + 1, day.guess) for day in bad]
    mended = text
    for day in reversed(bad):
        mended = f"{mended[: day.start]}{day.nearest}{mended[day.end :]}"
    try:
        tomllib.loads(mended)
    except (ValueError, RecursionError) as error:
        found.append(_place(mended, str(error)[:200]))
        mended = ""
    lines = text.split("\n")
    return Slips([_told(lines, number, guess) for number, guess in sorted(found)], mended or None)


def _told(lines: list[str], number: int, guess: str) -> str:
    line = lines[number - 1].strip()
    shown = line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
    return f"line {number}, {shown or 'which is empty'}; {guess}"


def _bad_days(text: str) -> Iterator[_BadDay]:
    for match in _DAY.finditer(text):
        year, month, day, *other = match.groups()
        if match[0] and other[-1]:
            day, month, year = other
        if year is None:
            continue
        numbers = int(year), int(month), int(day)
        nearest = _nearest(*numbers)
        if match[0] != nearest.isoformat():
            yield _BadDay(match.start(), match.end(), f"{match[0]} is not a date: {_why(match[0], *numbers)}", nearest)


def _nearest(year: int, month: int, day: int) -> date:
    month = min(max(month, 1), 12)
    for last in range(min(max(day, 1), 31), 0, -1):
        try:
            return date(max(year, 1), month, last)
        except ValueError:
            continue
    raise ValueError(day)


def _why(words: str, year: int, month: int, day: int) -> str:
    if not re.match(r"\d{4}-", words):
        return "write year, month and day, such as 2026-11-24"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if _nearest(year, month, day).day != day:
        return f"that month has no day {day}"
    return f"write two digits each, {year:04}-{month:02}-{day:02}"


def _place(text: str, error: str) -> tuple[int, str]:
    """The line of an error, and what may be wrong in it."""
    lines = text.split("\n")
    found = _AT.fullmatch(error)
    if found is None:  # at the end of the document
        last = max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
        return last, "the file ends inside of something: a bracket or a quotation mark is never closed"
    number = int(found[2])
    return number, _guess(lines[number - 1].strip(), found[1])


def _guess(line: str, error: str) -> str:
    if re.search("[“”„‘’]", line):
        return "write straight quotation marks, not curly ones"
    if error.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")):
        return "this stands twice in the file, or in two ways"
    if line.startswith("[") and (line.count("[") != line.count("]")):
        return "brackets come in pairs, such as [[rule]]"
    if line.count('"') % 2:
        return "a quotation mark is missing"
    if (bare := _BARE.search(line)) and bare[1].strip() not in ("true", "false", "inf", "nan"):
        lower = bare[1].strip().lower()
        return (
            f"write {lower} in small letters" if lower in ("true", "false") else f'write "{bare[1].strip()}" in quotes'
        )
    if line and "=" not in line and not line.startswith(("[", "{", "]", "}")):
        return "a line says key = value"
    return error[:1].lower() + error[1:]
