"""A report as plain text, narrow enough for a phone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from aftersales import text
from aftersales.core.deadlines.agenda import SECTIONS
from aftersales.language import tr
from aftersales.rendering.pages.reports.page import ReportPage, ReportRow, ReportSection
from aftersales.rendering.styles import SECTION_STYLE

WIDTH = 42  # characters in a line of a phone's mail program, turned upright
_SHORTEST, _LONGEST = 6, 24
_WHOLE = 100  # a bar's share is in per cent
# What stays on a line, with the space behind it: a number with its word or currency, a day with its time, a word with
# its number, another word; of Chinese, which has no spaces, a character. A sign that must not begin or end a line stays
# with its neighbour.
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_FIRST_WIDE = "\u2e80"
_PLAIN = rf"[^\s{_WIDE}\uff00-\uff65\u3000-\u303f]"
_ENDS = r"[\uff01-\uff07\uff09-\uff0f\uff1a-\uff20\u3001\u3002\u201d]*"


@cache
def _words(*, wide: bool) -> re.Pattern[str]:
    """The pieces of a sentence that stay whole. Where it has none of the `wide` characters, the same is said in short:
    compiling the ranges takes 10 ms, more than a report takes to be laid out.
    """
    plain, sign, opening, ends = (
        (_PLAIN, f"[{_WIDE}]", r"[\uff08\u201c]*", _ENDS) if wide else (r"\S", "(?!)", r"\u201c*", r"\u201d*")
    )
    return re.compile(
        rf"""(?:[+(]?\d[\d.,]*\ (?!\d){plain}+ | {plain}+\ \d\d:\d\d{plain}* |
        (?:{plain}+:|{sign})\ \d+{plain}*(?:\ [A-Z]{{3}}\b{plain}*)? | {opening}(?:{sign}|{plain}+)?){ends}\s*""",
        re.VERBOSE,
    )


def text_of(page: ReportPage, *, bar: str = "") -> str:
    """The page in lines of at most WIDTH cells, each ended by a line break. `bar` is the sign of which bars are drawn;
    without one there are none: only on a terminal all signs are of one width.
    """
    return "".join(f"{line}\n" for line, _ in styled_lines(page, bar=bar))


def height(page: ReportPage, width: int = WIDTH) -> int:
    """How many lines of `width` cells the page has."""
    return sum(1 for _ in styled_lines(page, width=width))


def styled_lines(page: ReportPage, *, bar: str = "", width: int = WIDTH) -> Iterator[tuple[str, str]]:
    """Each line of at most `width` cells, and the style that it has on a terminal: what is urgent as in the list."""
    for line, style in _lines(page, bar, width):
        yield line.rstrip(), style


def _lines(page: ReportPage, bar: str, width: int) -> Iterator[tuple[str, str]]:
    yield page.title, "bold"
    for lead in page.leads:
        yield from _in("", wrapped(lead, width=width))
    for warning in page.warnings:
        yield from _in("yellow", wrapped(f"! {warning}", width=width))
    of_list = _widths([row for section in page.sections if section.name in SECTIONS for row in section.rows], width)
    for section in page.sections:
        if section.name == "ahead":
            yield section.heading, "bold"
            yield from _in("", _days(section.rows, bar, width))
            continue
        lines = list(_section(section, of_list if section.name in SECTIONS else _widths(section.rows, width), width))
        yield from _in(_style(section), lines[:1])
        yield from _in("", lines[1:])
    if page.foot:
        yield from _in("dim", wrapped(page.foot, width=width))


def _in(style: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((line, style) for line in lines)


def _style(section: ReportSection) -> str:
    """The style of the line with which a section begins: a heading, or its only sentence."""
    if section.name in SECTION_STYLE:
        return SECTION_STYLE[section.name]
    return "bold" if section.rows or section.spread else ""


def _section(section: ReportSection, widths: Sequence[int], width: int) -> Iterator[str]:
    if section.name == "data":  # its sentences say so themselves, and are as long as a line
        for line in section.lines:
            yield from wrapped(line, width=width)
    elif section.rows or section.spread:
        yield from wrapped(section.heading, width=width)
        yield from (_row(row, widths) for row in section.rows)
        for line in section.lines:
            yield from wrapped(line, width=width)
    else:
        sentences = text.clauses(section.lines)
        since = tr("{heading}: {text}", heading=section.heading, text=sentences)
        yield from wrapped(since if section.since else text.sentences([section.heading, sentences]), width=width)
    if section.more:
        yield from wrapped(tr("+{number} more: {command}", number=section.more, command=section.command), width=width)


def _days(rows: Sequence[ReportRow], bar: str, width: int) -> Iterator[str]:
    """A line for each day, with its bar where one is drawn; its money stands behind, or below where it is too long."""
    day = max(cells(row.case) for row in rows)
    what = max((cells(row.what) for row in rows if cells(row.what) <= _LONGEST), default=0)
    longest, indent = min(WIDTH, width) - day - what - 2, " " * (day + 1)
    is_drawn = bool(bar) and longest >= _SHORTEST
    behind = day + what + 2 + (longest + 1 if is_drawn else 0)  # where the money of all days stands one below the other
    for row in rows:
        line = f"{row.case}{' ' * (day - cells(row.case))} {row.what}"
        if is_drawn and row.share and cells(row.what) <= what:
            line += " " * (what - cells(row.what) + 1) + bar * max(1, row.share * longest // _WHOLE)
        padding = " " * (behind - cells(line) if width > WIDTH else 1)
        if row.detail and padding and cells(line + padding + row.detail) <= width and (width > WIDTH or not bar):
            yield line + padding + row.detail
        else:
            yield from wrapped(line, hang=indent, width=width)
            yield from wrapped(row.detail, indent, indent, width=width) if row.detail else ()


def _widths(rows: Sequence[ReportRow], width: int) -> list[int]:
    """The width of each column: of a line that is too long the words are cut, then the shop is left out."""
    widths = [max((cells(value) for value in column), default=0) for column in zip(*map(_values, rows), strict=True)]
    if not widths:
        return []
    over = sum(widths) + sum(map(bool, widths)) - 1 - width
    if over > 0:
        widths[1] = 0
        over = sum(widths) + sum(map(bool, widths)) - 1 - width
    if over > 0:
        widths[2] = max(_SHORTEST, widths[2] - over)
    return widths


def _values(row: ReportRow) -> tuple[str, ...]:
    return row.case, row.shop, row.what, row.by, row.money


def _row(row: ReportRow, widths: Sequence[int]) -> str:
    parts = []
    for n, (value, width) in enumerate(zip(_values(row), widths, strict=True)):
        if width:
            shown = _cut(value, width)
            padding = " " * (width - cells(shown))
            parts.append(padding + shown if n in (0, 4) else shown + padding)
    return " ".join(parts)


def _cut(value: str, width: int) -> str:
    if cells(value) <= width:
        return value
    kept = ""
    for character in value:
        if cells(kept + character) >= width:
            break
        kept += character
    return f"{kept.rstrip()}…"


def cells(value: str) -> int:
    """How many cells a text takes where Chinese characters take two."""
    if value.isascii():
        return len(value)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in value)


def wrapped(sentence: str, indent: str = "", hang: str = "  ", *, width: int = WIDTH) -> list[str]:
    """A sentence in lines of at most `width` cells: the first after `indent`, the others after `hang`. An amount stays
    with its currency, and a time with its day. A word that is longer than a line is not broken.
    """
    lines, line = [], indent
    for word in _words(wide=max(sentence, default="") >= _FIRST_WIDE).findall(sentence):
        if line.strip() and cells(line) + cells(word.rstrip()) > width:
            lines.append(line.rstrip())
            line = hang
        line += word
    return [*lines, line.rstrip()]
