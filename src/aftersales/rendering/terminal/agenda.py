"""The due list, drawn one line a case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console

from aftersales.core.deadlines.agenda import Agenda
from aftersales.core.deadlines.due_list import DueFrame
from aftersales.language import tr
from aftersales.rendering.layout import GAP, Canvas, Column, Piece
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages import agenda_summary
from aftersales.rendering.pages.agenda import AgendaLine, AgendaSection
from aftersales.rendering.pages.due import Note
from aftersales.rendering.styles import SECTION_STYLE
from aftersales.rendering.terminal.console import show_lines
from aftersales.text import enumerated

_MOST_SHOP, _LEAST_ABOUT = 14, 8
_BOTH = 28  # cells in which the goods and the reason can both be read
_GOODS = 16  # cells for the goods, below which long kinds and verbs are shortened
_MOST_KIND, _MOST_VERB = 8, 18
_HEAD = 2  # a head of more rows stands without an empty one after it
# The columns that stay longest as the width shrinks come first; the order on the line is that of _ORDER.
_KEPT = ("case", "left", "verb", "kind", "shop", "money", "by")
_ORDER = ("case", "shop", "kind", "left", "by", "verb", "money")
_BETWEEN_PARTS = r"(?<=[,·:]) (?=\d)"
_BETWEEN_CHINESE = r"(?<=[，、：；])|(?<=· )"


def drawn(console: Console, frame: DueFrame, agenda: Agenda) -> str:
    """The list: the cases by section, then what is folded, then what to type. Where it is longer than the screen, head
    and foot both tell what there is.
    """
    lists = Canvas(console.width, console.encoding)
    notes = [*_draw_lists(lists, frame, agenda), *agenda_summary.foot(frame, agenda)]
    page = _page(lists, notes, frame, agenda, is_long=False)
    if page.rows >= console.size.height:
        page = _page(lists, notes, frame, agenda, is_long=True)
    with console.capture() as captured:
        show_lines(console, page)
    return captured.get()


def _draw_lists(canvas: Canvas, frame: DueFrame, agenda: Agenda) -> list[Note]:
    """The cases and the groups; gives what explains the signs in them."""
    sections = list(agenda_page.sections(frame, agenda))
    few = agenda_page.spelled_out(frame, agenda)
    besides = list(agenda_summary.besides(frame, agenda))
    lines = [*(line for section in sections for line in section.lines), *few]
    table = _Table(canvas, lines, several_shops=len(frame.freshness) > 1)
    for section in sections:
        table.draw(section)
    if few or besides:
        canvas.line([Piece(tr("BESIDES"), "bold")])
    table.draw_lines(few)
    _draw_groups(canvas, besides)
    return list(agenda_page.legend(lines))


def _page(lists: Canvas, notes: Sequence[Note], frame: DueFrame, agenda: Agenda, *, is_long: bool) -> Canvas:
    """The lists that were drawn, between a head and a foot."""
    canvas = Canvas(lists.width, lists.encoding)
    _draw_head(canvas, frame, agenda, is_long=is_long)
    if lists.pieces and canvas.rows <= _HEAD:
        canvas.line([])
    canvas.pieces += lists.pieces
    if notes:
        canvas.line([])
    if is_long:
        _flow(canvas, agenda_summary.counts_text(agenda), "bold")
    for note in notes:
        style = "yellow" if note.warn else "dim"
        canvas.flow([canvas.piece(part, style) for part in note.parts], gap=" ", hang=2)
    return canvas


def _draw_head(canvas: Canvas, frame: DueFrame, agenda: Agenda, *, is_long: bool) -> None:
    """The head, and in one row of a long list what stands below. Where the money takes more rows, it stands behind."""
    first, *others = agenda_summary.head(frame, agenda)
    _flow(canvas, first, "bold")
    start = canvas.rows
    for sentence in others:
        _flow(canvas, sentence)
    if is_long and (parts := agenda_summary.in_short(agenda.groups, sum(fresh.is_unsure for fresh in frame.freshness))):
        _draw_below(canvas, parts, canvas.reopen() if canvas.rows > start + 1 else 0)


def _draw_below(canvas: Canvas, parts: Sequence[str], used: int) -> None:
    """As many of the parts as the row still has room for, of which some cells are used; nothing where none fits."""
    lead = canvas.dot if used else ""
    for number in range(len(parts), 0, -1):
        shown = enumerated([*parts[:number], "…"] if number < len(parts) else parts)
        text = canvas.safe(tr("Below: {parts}", parts=shown))
        if used + len(lead) + cell_len(text) <= canvas.width:
            canvas.line([Piece(lead), Piece(text)])
            return
    if used:
        canvas.line([])


def _flow(canvas: Canvas, sentence: str, style: str = "") -> None:
    """A sentence over as many lines as it needs, broken after a comma where there is one."""
    sentence = canvas.safe(sentence)
    fits, chinese = cell_len(sentence) <= canvas.width, "，" in sentence or "、" in sentence
    parts = [sentence] if fits else re.split(_BETWEEN_CHINESE if chinese else _BETWEEN_PARTS, sentence)
    canvas.flow([Piece(part, style) for part in parts], gap="" if chinese else " ", hang=2)


class _Table:
    """Lines in columns, as many as fit: nothing is wrapped, the least needed ones are left out first."""

    def __init__(self, canvas: Canvas, lines: Sequence[AgendaLine], *, several_shops: bool) -> None:
        self._canvas, self._n = canvas, 0
        columns = _columns(canvas, lines, several_shops=several_shops)
        self._columns, self._room = _fitting(canvas, columns)
        if self._room < _GOODS or len(self._columns) < len(columns):
            columns["kind"] = canvas.column("", [canvas.cut(line.kind, _MOST_KIND) for line in lines])
            columns["verb"] = canvas.column("", [canvas.cut(line.verb, _MOST_VERB) for line in lines], "bold")
            self._columns, self._room = _fitting(canvas, columns)

    def draw(self, section: AgendaSection) -> None:
        """The next lines, under their heading."""
        title = Piece(self._canvas.safe(section.title), SECTION_STYLE[section.name])
        hint = self._canvas.piece(section.hint, "dim")
        fits = title.size + len(GAP) + hint.size <= self._canvas.width
        self._canvas.line([title, Piece(GAP), hint] if section.hint and fits else [title])
        self.draw_lines(section.lines)

    def draw_lines(self, lines: Sequence[AgendaLine]) -> None:
        """The next lines."""
        for line in lines:
            pieces = [Piece(GAP)]
            for column in self._columns:
                pieces += [column.padded(self._n), Piece(GAP)]
            if self._room >= _LEAST_ABOUT:
                pieces.append(Piece(_about(self._canvas, line, self._room)))
            self._canvas.line(pieces)
            self._n += 1


def _columns(canvas: Canvas, lines: Sequence[AgendaLine], *, several_shops: bool) -> dict[str, Column]:
    styles = [SECTION_STYLE[line.section] for line in lines]
    columns = {
        "case": canvas.column("", [line.case for line in lines], "bold", right=True),
        "kind": canvas.column("", [line.kind for line in lines]),
        "left": canvas.column("", [line.left for line in lines], styles, right=True),
        "by": canvas.column("", [line.by for line in lines]),
        "verb": canvas.column("", [line.verb for line in lines], "bold"),
        "money": canvas.column("", [line.money for line in lines], right=True),
    }
    if several_shops:
        columns["shop"] = canvas.column("", [canvas.cut(line.shop, _MOST_SHOP) for line in lines])
    return {name: column for name, column in columns.items() if column.width}


def _fitting(canvas: Canvas, columns: dict[str, Column]) -> tuple[list[Column], int]:
    """The columns that fit, the least needed left out first, and the cells that are left."""
    kept, used = [], len(GAP)
    for name in _KEPT:
        if name in columns and used + columns[name].width <= canvas.width:
            kept.append(name)
            used += columns[name].width + len(GAP)
    return [columns[name] for name in _ORDER if name in kept], canvas.width - used


def _about(canvas: Canvas, line: AgendaLine, room: int) -> str:
    """What is special, the goods and the reason, as far as there is room: half a word of each tells nothing."""
    marks = canvas.dot.join(canvas.safe(mark) for mark in line.marks)
    goods = canvas.dot.join(canvas.safe(part) for part in (line.product, line.reason) if part)
    if not marks:
        return canvas.pair(line.product, line.reason if room >= _BOTH else "", room)
    if cell_len(goods) + len(canvas.dot) + cell_len(marks) <= room:
        return canvas.dot.join(part for part in (goods, marks) if part)
    if room >= _BOTH or room - cell_len(marks) - len(canvas.dot) >= _GOODS:
        return canvas.pair(marks, line.product or line.reason, room)
    return canvas.cut(marks if cell_len(marks) <= room or not goods else line.product or line.reason, room)


def _draw_groups(canvas: Canvas, groups: Sequence[tuple[str, str]]) -> None:
    """A line for each group, the commands in one column; a line that is too long for it stands on two."""
    room = canvas.width - 2 * len(GAP)
    texts = [canvas.safe(text) for text, _ in groups]
    fitting = [
        cell_len(text)
        for text, (_, command) in zip(texts, groups, strict=True)
        if cell_len(text) + len(command) <= room
    ]
    for text, (_, command) in zip(texts, groups, strict=True):
        padding = " " * max(0, min(max(fitting, default=0), room - len(command)) - cell_len(text))
        canvas.flow([Piece(GAP + text + padding), canvas.piece(command, "dim")], hang=2 * len(GAP))
