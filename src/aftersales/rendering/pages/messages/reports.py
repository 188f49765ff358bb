"""A report as a message."""

from __future__ import annotations

from collections.abc import Iterator

from aftersales.core.alerts.message import Message, MessageEntry, MessageLine, TextSpan
from aftersales.language import tr
from aftersales.rendering.pages.reports.page import ReportPage, ReportRow, ReportSection


def message_of(page: ReportPage, name: str) -> Message:
    """What stands on a report, for a chat or a mail. `name` is that of its command."""
    leads: list[MessageLine] = [[TextSpan(lead, bold=number == 0)] for number, lead in enumerate(page.leads)]
    entries = [entry for section in page.sections for entry in _section(section)]
    foot: list[MessageLine] = [[TextSpan(warning)] for warning in page.warnings]
    foot += [[TextSpan(page.foot)]] if page.foot else []
    return Message(
        tr("aftersales: {title}", title=page.title), entries, foot, tr("aftersales report {name}", name=name), leads
    )


def _section(section: ReportSection) -> Iterator[MessageEntry]:
    """A section is one piece but for its rows, of which the last ones may have no room."""
    heading: list[MessageLine] = [[TextSpan(section.heading, bold=True)]]
    rest: list[MessageLine] = [[TextSpan(line)] for line in section.lines]
    if section.more:
        more = tr("and {count} more:", count=section.more)
        rest.append([TextSpan(more), TextSpan(" "), TextSpan(section.command, code=True)])
    elif section.command and not section.rows:
        rest.append([TextSpan(section.command, code=True)])
    for number, row in enumerate(section.rows):
        is_last = number == len(section.rows) - 1
        yield MessageEntry([*heading, *_row(row), *(rest if is_last else ())], row.case)
        heading = []
    if not section.rows:
        yield MessageEntry([*heading, *rest], section.title)


def _row(row: ReportRow) -> Iterator[MessageLine]:
    spans = [TextSpan(row.case, bold=True), TextSpan(" "), TextSpan(row.what, bold=True)]
    spans += [TextSpan(f" · {part}") for part in (row.by, row.money) if part]
    spans += [TextSpan(" · "), TextSpan(row.shop, strange=True)] if row.shop else []
    yield spans
    if row.detail:
        yield [TextSpan(row.detail, strange=True)]
