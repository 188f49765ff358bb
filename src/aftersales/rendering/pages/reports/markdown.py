"""A report as Markdown for a chat: bold words, lists, no table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftersales.language import tr
from aftersales.rendering.pages.reports.page import ReportPage, ReportRow, ReportSection, command_marked

_SPECIAL = re.compile(r"([\\*_\[\]<>|~&])")
_AT_START = re.compile(r"^[-+=#]")


def markdown_of(page: ReportPage) -> str:
    """The page in Markdown, as chats and mail programs read it."""
    return "\n".join(_blocks(page)).strip("\n") + "\n"


def _blocks(page: ReportPage) -> Iterator[str]:
    yield f"**{escaped(page.title)}**\n"
    yield from (f"{_sentence(lead)}\n" for lead in page.leads)
    yield from (f"⚠ {_sentence(warning)}\n" for warning in page.warnings)
    for section in page.sections:
        yield from _section(section)
    if page.foot:
        yield _sentence(command_marked(page.foot))


def _section(section: ReportSection) -> Iterator[str]:
    yield f"**{escaped(section.heading)}**\n"
    items = [_row(row) for row in section.rows] + [f"- {_sentence(line)}" for line in section.lines]
    if section.more:
        more = tr("+{number} more: {command}", number=section.more, command=section.command)
        items.append(f"- {_sentence(command_marked(more))}")
    yield "\n".join(items) + "\n"


def _row(row: ReportRow) -> str:
    facts = [part for part in (row.by, row.money, row.shop, row.detail) if part]
    return f"- **{row.case}** {' · '.join(map(escaped, (row.what, *facts)))}"


def _sentence(sentence: str) -> str:
    """A sentence of the program's own: commands in it, between backquotes, stand as code."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return escaped(sentence)
    return "".join(f"`{part}`" if n % 2 else _escaped(part, at_start=not n) for n, part in enumerate(parts))


def escaped(value: str) -> str:
    """Words in which nothing is read as Markdown."""
    return _escaped(" ".join(value.replace("`", "'").split()), at_start=True)


def _escaped(value: str, *, at_start: bool) -> str:
    special = _SPECIAL.sub(r"\\\1", value)
    return _AT_START.sub(r"\\\g<0>", special) if at_start else special
