"""The due list, drawn one line a case."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console

from aftersales.core.deadlines.agenda import Agenda
from aftersales.core.deadlines.due_list import DueReport
from aftersales.language import tr
from aftersales.rendering.layout import GAP, Canvas, Column, Piece
from aftersales.rendering.pages import agenda as agenda_page
from aftersales.rendering.pages.agenda import AgendaLine, AgendaSection
from aftersales.rendering.styles import BAND_STYLE
from aftersales.rendering.terminal.console import show_lines

_STYLES = {**BAND_STYLE, "before": "yellow", "after": "yellow"}
_MOST_SHOP, _LEAST_ABOUT = 14, 8
_BOTH = 28  # cells in which the goods and the reason can both be read
_LONG = 20  # a list of more lines tells its totals at the end too
# The columns that stay longest as the width shrinks come first; the order on the line is that of _ORDER.
_KEPT = ("case", "left", "verb", "kind", "by", "money", "shop")
_ORDER = ("case", "shop", "kind", "left", "by", "verb", "money")


def show(
    console: Console, report: DueReport, agenda: Agenda, *, paged: bool, configured_pager: str | None = None
) -> None:
    """Draw the list: the cases by section, then what is folded, then what to type. `paged`: a list that is longer than
    the terminal goes through a pager, the one that is configured.
    """
    canvas = Canvas(console.width, console.encoding)
    first, *others = agenda_page.head(report, agenda)
    canvas.wrap(first, "bold", hang=2)
    for line in others:
        canvas.wrap(line, hang=2)
    sections = list(agenda_page.sections(report, agenda))
    besides = list(agenda_page.besides(report, agenda))
    if sections or besides:
        canvas.line([])
    _draw_sections(canvas, sections, several_shops=len(agenda.shops) > 1)
    _draw_besides(canvas, besides)
    notes = list(agenda_page.foot(report, agenda))
    if notes:
        canvas.line([])
    if sum(len(section.lines) for section in sections) > _LONG:
        canvas.wrap(agenda_page.counts_text(agenda), "bold", hang=2)
    for note in notes:
        style = "yellow" if note.warn else "dim"
        canvas.flow([canvas.piece(part, style) for part in note.parts], gap=" ", hang=2)
    with console.capture() as captured:
        show_lines(console, canvas)
    drawn = captured.get()
    if paged and drawn.count("\n") >= console.size.height:
        from aftersales.rendering.terminal import pager  # only a long list starts another program

        pager.write(console, drawn, configured_pager)
        return
    console.file.write(drawn)
    console.file.flush()


def _draw_sections(canvas: Canvas, sections: Sequence[AgendaSection], *, several_shops: bool) -> None:
    lines = [line for section in sections for line in section.lines]
    columns = _fitting(canvas, _columns(canvas, lines, several_shops=several_shops))
    room = canvas.width - sum(c.width + len(GAP) for c in columns) - len(GAP)
    n = 0
    for section in sections:
        style = _STYLES[section.name]
        pieces = [Piece(canvas.safe(section.title), style)]
        if section.hint and len(section.title) + len(section.hint) + 2 * len(GAP) <= canvas.width:
            pieces.append(canvas.piece(section.hint, "dim"))
        canvas.line([Piece(part.text + GAP, part.style) for part in pieces])
        for line in section.lines:
            pieces = [Piece(GAP)]
            for column in columns:
                pieces += [column.padded(n), Piece(GAP)]
            if room >= _LEAST_ABOUT:
                pieces.append(Piece(_about(canvas, line, room)))
            canvas.line(pieces)
            n += 1


def _columns(canvas: Canvas, lines: Sequence[AgendaLine], *, several_shops: bool) -> dict[str, Column]:
    styles = [_STYLES[line.section] for line in lines]
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
    return columns


def _fitting(canvas: Canvas, columns: dict[str, Column]) -> list[Column]:
    """The columns that fit, the least needed left out first; nothing is wrapped."""
    kept: list[str] = []
    used = len(GAP)
    for name in _KEPT:
        if name in columns and columns[name].width and used + columns[name].width <= canvas.width:
            kept.append(name)
            used += columns[name].width + len(GAP)
    return [columns[name] for name in _ORDER if name in kept]


def _about(canvas: Canvas, line: AgendaLine, room: int) -> str:
    """What is special, the goods and the reason, as far as there is room: half a word of each tells nothing."""
    marks = canvas.dot.join(canvas.safe(mark) for mark in line.marks)
    if room < _BOTH:
        return canvas.cut(next(iter(line.marks), line.product or line.reason), room)
    goods = canvas.dot.join(canvas.safe(part) for part in (line.product, line.reason) if part)
    if not marks:
        return canvas.pair(line.product, line.reason, room)
    if cell_len(goods) + len(canvas.dot) + cell_len(marks) <= room:
        return canvas.dot.join(part for part in (goods, marks) if part)
    return canvas.pair(marks, line.product or line.reason, room)


def _draw_besides(canvas: Canvas, groups: Sequence[tuple[str, str]]) -> None:
    if not groups:
        return
    canvas.line([Piece(tr("BESIDES"), "bold")])
    texts = canvas.column("", [text for text, _ in groups])
    for n, (_, command) in enumerate(groups):
        canvas.flow([Piece(GAP + texts.padded(n).text), canvas.piece(command, "dim")], hang=2 * len(GAP))
