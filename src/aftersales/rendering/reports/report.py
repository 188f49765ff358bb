"""Reports, written to the output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aftersales.core import choices
from aftersales.rendering.output import Output
from aftersales.text import writable

if TYPE_CHECKING:
    from aftersales.core.reports.morning import MorningReport
    from aftersales.core.reports.week import WeekReport
    from aftersales.rendering.pages.reports.page import ReportPage

FORMATS = ("text", "md", "html", "json")
_WIDEST = 80


def form(chosen: str | None, as_json: bool) -> str:
    """The format of a report: --json, else --format, else text. Raises UsageError."""
    if chosen is not None:
        choices.one_of("--format", chosen, FORMATS)
    return "json" if as_json else chosen or "text"


def show_morning(report: MorningReport, output: Output, chosen: str, configured_pager: str | None = None) -> bool:
    """Write the morning report, on a terminal that it does not fit through a pager, the one that is configured; returns
    whether all of it could be written.
    """
    if _is_screen(output, chosen):
        from aftersales.rendering.pages.reports import morning

        return _draw(output, morning.page_of(report, morning.PHONE), configured_pager)
    return _emit(output, morning_text(report, chosen), chosen)


def morning_text(report: MorningReport, chosen: str) -> str:
    """The morning report in one of FORMATS."""
    if chosen == "json":
        from aftersales.rendering import formats
        from aftersales.rendering.fields.reports.morning import morning_object

        return "".join(formats.one(morning_object(report)))
    from aftersales.rendering.pages.reports import morning

    room = morning.MAIL if chosen == "html" else morning.PHONE
    return page_text(morning.page_of(report, room), chosen)


def show_week(report: WeekReport, output: Output, chosen: str, configured_pager: str | None = None) -> bool:
    """The same of the week's report. Bars stand on a terminal alone."""
    if _is_screen(output, chosen):
        from aftersales.rendering.pages.reports import week

        width = _width(output)
        return _draw(output, week.page_of(report, week.SCREENS, width), configured_pager, _bar(), width)
    return _emit(output, week_text(report, chosen), chosen)


def _is_screen(output: Output, chosen: str) -> bool:
    """Whether somebody looks at it on a terminal, or wants its colours all the same."""
    return chosen == "text" and output.file is None and (sys.stdout.isatty() or output.color == "always")


def _width(output: Output) -> int:
    """How wide a report is on this terminal: longer lines than these are hard to read."""
    from aftersales.rendering.pages.reports import plain_text
    from aftersales.rendering.terminal import console as terminal

    return max(plain_text.WIDTH, min(_WIDEST, terminal.console(sys.stdout, color=output.color).width))


def _draw(output: Output, page: ReportPage, configured_pager: str | None, bar: str = "", width: int = 0) -> bool:
    """Write a page as text with the colours of a terminal. A pipe has none, and a mail neither."""
    from aftersales.rendering.layout import Canvas, Piece
    from aftersales.rendering.pages.reports import plain_text
    from aftersales.rendering.terminal import console as terminal

    console = terminal.console(sys.stdout, color=output.color)
    width = width or plain_text.WIDTH
    lines = [
        [Piece(writable(line, console.encoding), style)]
        for line, style in plain_text.styled_lines(page, bar=bar, width=width)
    ]

    def draw(canvas: Canvas) -> None:
        for line in lines:
            canvas.line(line)

    with console.capture() as captured:
        terminal.draw_page(console, draw)
    if sys.stdout.isatty():
        from aftersales.rendering.terminal import pager

        pager.write(console, captured.get(), configured_pager)
        return True
    return output.emit([captured.get()])


def _emit(output: Output, report: str, chosen: str) -> bool:
    """Write a report that is made; returns whether all of it could be written."""
    emit = {"json": output.emit, "html": output.emit_html}.get(chosen, output.emit_text)
    return emit([report])


def week_text(report: WeekReport, chosen: str) -> str:
    """The week's report in one of FORMATS."""
    if chosen == "json":
        from aftersales.rendering import formats
        from aftersales.rendering.fields.reports.week import week_object

        return "".join(formats.one(week_object(report)))
    from aftersales.rendering.pages.reports import week

    return page_text(week.page_of(report, week.MAIL if chosen == "html" else week.PHONE), chosen)


def _bar() -> str:
    """The sign of which a bar is drawn on this terminal."""
    try:
        "▇".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return "#"
    return "▇"


def page_text(page: ReportPage, chosen: str) -> str:
    """A page as text, Markdown or HTML."""
    if chosen == "md":
        from aftersales.rendering.pages.reports import markdown

        return markdown.markdown_of(page)
    if chosen == "html":
        from aftersales.rendering.pages.reports import webmail

        return webmail.html_of(page)
    from aftersales.rendering.pages.reports import plain_text

    return plain_text.text_of(page)
