"""Explanations of syntax errors in TOML files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date

from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

_AT = re.compile(r"(.*?) \(at line (\d+), column \d+\)", re.DOTALL)
# Matches texts and comments first, so that a date inside them is not taken for one. What is left may be a date,
# written in the order of TOML or in another.
_DATE = re.compile(
    r"""\"(?:[^"\\\n]|\\.)*\"|'[^'\n]*'|\#.*"""
    r"""|(?<![\w.:-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](\d{4}))(?![\w.:-])"""
)
_BARE = re.compile(r"=\s*(\d+ [a-z][a-z ]*|[A-Za-z£$€][^,\]}#\"']*)")
_MOST_SHOWN = 100  # characters of a line in a message


class Diagnosis(NamedTuple):
    """The problems of a text, each with its line. `repaired` is the text with possible dates in place of impossible
    ones, or None where it still is not TOML.
    """

    problems: list[str]
    repaired: str | None


class _BadDate(NamedTuple):
    start: int
    end: int
    problem: str
    nearest: date


def diagnose(content: bytes) -> Diagnosis:
    """What is wrong in a file that is text in UTF-8 and not TOML.

    An impossible date (2025-13-11) is one problem. It would hide every other one, so the text is then read with the
    nearest possible date in its place.
    """
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    bad_dates = list(_bad_dates(text))
    problems = [(text.count("\n", 0, bad.start) + 1, bad.problem) for bad in bad_dates]
    repaired = _with_nearest_dates(text, bad_dates)
    try:
        tomllib.loads(repaired)
    except (ValueError, RecursionError) as error:
        problems.append(_syntax_error(repaired, str(error)[:200]))
        repaired = ""
    lines = text.split("\n")
    return Diagnosis([_with_line(lines, number, problem) for number, problem in sorted(problems)], repaired or None)


def _with_nearest_dates(text: str, bad_dates: list[_BadDate]) -> str:
    for bad in reversed(bad_dates):
        text = f"{text[: bad.start]}{bad.nearest}{text[bad.end :]}"
    return text


def _with_line(lines: list[str], number: int, guess: str) -> str:
    line = lines[number - 1].strip()
    shown = line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"
    return f"line {number}, {shown or 'which is empty'}; {guess}"


def _bad_dates(text: str) -> Iterator[_BadDate]:
    for match in _DATE.finditer(text):
        year, month, day, *other = match.groups()
        if match[0] and other[-1]:
            day, month, year = other
        if year is None:
            continue
        numbers = int(year), int(month), int(day)
        nearest = _nearest(*numbers)
        if match[0] != nearest.isoformat():
            problem = tr("{date} is not a date: {reason}", date=match[0], reason=_why_no_date(match[0], *numbers))
            yield _BadDate(match.start(), match.end(), problem, nearest)


def _nearest(year: int, month: int, day: int) -> date:
    month = min(max(month, 1), 12)
    for last in range(min(max(day, 1), 31), 0, -1):
        try:
            return date(max(year, 1), month, last)
        except ValueError:
            continue
    raise ValueError(day)


def _why_no_date(text: str, year: int, month: int, day: int) -> str:
    if not re.match(r"\d{4}-", text):
        return tr("write year, month and day, such as 2026-11-24")
    if not 1 <= month <= 12:
        return tr("there is no month {month}", month=month)
    if _nearest(year, month, day).day != day:
        return tr("that month has no day {day}", day=day)
    return tr("write two digits each, {year:04}-{month:02}-{day:02}", year=year, month=month, day=day)


def _syntax_error(text: str, error: str) -> tuple[int, str]:
    """The line of an error, and what may be wrong in it."""
    lines = text.split("\n")
    match = _AT.fullmatch(error)
    if match is None:  # at the end of the document
        last = max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
        return last, tr("the file ends too early; close the bracket or the quotation mark")
    number = int(match[2])
    return number, _guess(lines[number - 1].strip(), match[1])


def _guess(line: str, error: str) -> str:
    if re.search("[“”„‘’]", line):
        return tr("write straight quotation marks, not curly ones")
    if error.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")):
        return tr("this is defined twice in the file; delete one of them")
    if line.startswith("[") and (line.count("[") != line.count("]")):
        return tr("write as many closing brackets as opening ones, such as [[rule]]")
    if line.count('"') % 2:
        return tr("a quotation mark is missing")
    if (bare := _BARE.search(line)) and bare[1].strip() not in ("true", "false", "inf", "nan"):
        lower = bare[1].strip().lower()
        return (
            tr("write {word} in small letters", word=lower)
            if lower in ("true", "false")
            else tr('write "{value}" in quotes', value=bare[1].strip())
        )
    if line and "=" not in line and not line.startswith(("[", "{", "]", "}")):
        return tr("write key = value")
    return error[:1].lower() + error[1:]
