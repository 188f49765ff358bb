"""The log, drawn in columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.console import Console

from aftersales.language import tr
from aftersales.rendering.fields.log import LogRow
from aftersales.rendering.layout import GAP, MIN_TEXT_WIDTH, Canvas, Column, Piece
from aftersales.rendering.pages import log as log_page
from aftersales.rendering.pages.agenda import city_of
from aftersales.rendering.terminal.console import show_lines

_MOST_DETAILS = 5  # so many lines of what was said does an entry have in the list


def show(console: Console, rows: Sequence[LogRow], now: datetime, *, whole: bool) -> None:
    """Draw what was recorded: number, when, by whom, the command, in words what came of it, and what was said. `now`
    is in the zone in which all of it is told. What was said is cut to the width, unless `whole`.
    """
    canvas = Canvas(console.width, console.encoding)
    if rows:
        canvas.wrap(tr("Newest first, times in {city}", city=city_of(now)), "dim")
    columns = _columns(canvas, rows, now)
    for n, row in enumerate(rows):
        _entry(canvas, row, [column.padded(n) for column in columns], whole=whole)
    show_lines(console, canvas)


def _columns(canvas: Canvas, rows: Sequence[LogRow], now: datetime) -> list[Column]:
    gone = ["dim" if row.undone_by else "" for row in rows]
    numbers = ["dim" if style else "bold" for style in gone]
    return [
        canvas.column(tr("entry"), [str(row.write) for row in rows], numbers, right=True),
        canvas.column(tr("when"), [log_page.moment(row.at.astimezone(now.tzinfo), now) for row in rows], gone),
        canvas.column(tr("by", "a person"), [canvas.cut(row.by, MIN_TEXT_WIDTH) for row in rows], gone),
        canvas.column(tr("command"), [row.command for row in rows], gone),
    ]


def _entry(canvas: Canvas, row: LogRow, lead: Sequence[Piece], *, whole: bool) -> None:
    """One entry: what came of it, and what was said, beside it where there is room, else below."""
    hang, style = cell_len(lead[0].text) + len(GAP), "dim" if row.undone_by else ""
    what = [canvas.piece(row.summary, style)]
    if row.undone_by:
        what.append(canvas.piece(tr("(undone by {entry})", entry=row.undone_by), "yellow"))
    details = [canvas.safe(detail) for detail in log_page.detail_lines(row)]
    room = canvas.width - sum(piece.size + len(GAP) for piece in (*lead, *what))
    if len(details) == 1 and cell_len(details[0]) <= room:
        what[-1] = what[-1]._replace(text=what[-1].text + canvas.dot.rstrip())
        spaced = [part for piece in (*lead, *what) for part in (piece, Piece(GAP))]
        canvas.line([*spaced[:-1], Piece(" "), Piece(details[0], style)])
        return
    canvas.flow([*lead, *what], hang=hang)
    shown = details if whole else details[:_MOST_DETAILS]
    for detail in shown:
        canvas.wrap(detail if whole else canvas.cut(detail, canvas.width - hang), style, Piece(" " * hang), hang)
    if len(shown) < len(details):
        left = len(details) - len(shown)
        more = tr("and {count} more: `aftersales log --write {entry}`", count=left, entry=row.write)
        canvas.wrap(more, "dim", Piece(" " * hang), hang)
