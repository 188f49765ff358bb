"""Decides what a person sees on a terminal: columns, colour beside words. Only here is a rich console made.

All lines are written at once: a rich Table of 40 lines would cost half a start-up more. Order numbers,
deadlines and commands are never cut; what strangers wrote is, with an ellipsis, where a line is full.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.segment import Segment, Segments

from aftersales.rendering.fields.view import Section
from aftersales.rendering.layout import GAP, LOOSE, Column, Piece, Sheet, folded

if TYPE_CHECKING:
    from aftersales.rendering.pages.backtest import Line as TrialLine
    from aftersales.rendering.pages.mode_comparison import ChoicePage
    from aftersales.rendering.pages.triage import TriagePage
_BULLET = re.compile(r"( *)((?:[-*•]|\[[ x]\]|\d{1,3}[.)]) +)?(.*)", re.DOTALL)
_URL = re.compile(r"https?://\S+")


def console(stream: TextIO, *, color: str = "auto", width: int | None = None) -> Console:
    """A console on `stream` that adds nothing of its own: no markup, emoji or highlighting.

    `color` is auto (colour on a terminal, unless NO_COLOR or FORCE_COLOR says otherwise), always or never.
    """
    if color == "auto" and os.environ.get("NO_COLOR"):
        color = "never"
    forced = color == "always" or (color == "auto" and bool(os.environ.get("FORCE_COLOR")))

    def make(system: Any) -> Console:
        return Console(
            file=stream, width=width, color_system=system, force_terminal=forced or None, force_jupyter=False,
            no_color=color == "never", markup=False, emoji=False, highlight=False,
        )  # fmt: skip

    made = make(None if color == "never" else "auto")
    # TERM=dumb has no colours of its own, yet they were asked for.
    return make("standard") if forced and made.color_system is None else made


def trial(console: Console, title: str, lines: Sequence[TrialLine], sections: Sequence[Section]) -> None:
    """Past returns, each with what was done, what the mode rules would have done, and why; then the sums."""
    sheet = Sheet(console.width, console.encoding)
    sheet.fold(title, "bold")
    sheet.line([])
    columns = [
        sheet.column("case", [line.case for line in lines], "bold", right=True),
        sheet.column("decided", [line.day for line in lines]),
        sheet.column("refund", [line.refund for line in lines], right=True),
        sheet.column("as it was done", [line.done for line in lines]),
        sheet.column("by rule", [line.rule for line in lines], "bold"),
        sheet.column("difference", [line.difference for line in lines], right=True),
    ]
    columns = [c._replace(width=max(c.width, len(c.title))) for c in columns]
    hang = columns[0].width + len(GAP)
    sheet.flow([c.heading() for c in columns], hang=hang)
    for n, line in enumerate(lines):
        sheet.flow([c.padded(n) for c in columns], hang=hang)
        sheet.fold(sheet.dot.join(line.about), "dim", lead=Piece(" " * hang), hang=hang)
    sheet.line([])
    _sections(sheet, sections)
    show_lines(console, sheet)


def page(console: Console, sections: Sequence[Section]) -> None:
    """Sections one under the other: a title, facts in two columns, lines with a hanging indent."""
    sheet = Sheet(console.width, console.encoding)
    _sections(sheet, sections)
    show_lines(console, sheet)


def table(console: Console, titles: Sequence[str], rows: Sequence[Sequence[str]], spare: Collection[str] = ()) -> None:
    """Lines of columns under their titles, those of `spare` left out from the last on as far as the width asks. The
    last that stays is folded; a line that is too long all the same goes on under itself.
    """
    sheet = Sheet(console.width, console.encoding)
    columns = [
        sheet.column(title, [row[n] for row in rows], "bold" if n == 0 else "") for n, title in enumerate(titles)
    ]
    columns = [c._replace(width=max(c.width, len(c.title))) for c in columns]
    while columns[-1].title in spare:
        needed = min(columns[-1].width, LOOSE) if len(columns) == len(titles) else columns[-1].width
        if _lead(columns) + needed <= sheet.width:
            break
        columns.pop()
    sheet.flow([c.heading() for c in columns], hang=2 * len(GAP))
    lead = _lead(columns)
    for n in range(len(rows)):
        words = columns[-1].pieces[n].words
        if lead + min(columns[-1].width, LOOSE) <= sheet.width:
            first, *later = folded(words, sheet.width - lead)
            sheet.line([p for c in columns[:-1] for p in (c.padded(n), Piece(GAP))] + [Piece(first)])
            for part in later:
                sheet.line([Piece(" " * lead), Piece(part)])
        else:
            sheet.flow([c.padded(n) for c in columns], hang=2 * len(GAP))
    show_lines(console, sheet)


def _lead(columns: Sequence[Column]) -> int:
    """The width of all columns before the last, with the gaps after them."""
    return sum(c.width + len(GAP) for c in columns[:-1])


def drawn(console: Console, draw: Callable[[Sheet], None]) -> None:
    """Whatever `draw` puts on a sheet as wide as the console."""
    sheet = Sheet(console.width, console.encoding)
    draw(sheet)
    show_lines(console, sheet)


def choice(console: Console, page: ChoicePage) -> None:
    """The return modes of a case, the cheapest first: what each costs and of what; then the outcome in words."""
    from aftersales.rendering.pages import (
        mode_comparison as comparison_page,  # the list draws no modes, and is to start fast
    )

    sheet = Sheet(console.width, console.encoding)
    sheet.fold(page.title, "bold")
    sheet.fold(page.about, "dim")
    sheet.line([])
    lines = list(comparison_page.lines(page.found))
    styles = ["bold" if line.mark else "" if line.available else "dim" for line in lines]
    columns = [
        sheet.column("", [line.mark or " " for line in lines], styles),
        sheet.column("mode", [line.mode for line in lines], styles),
        sheet.column("cost", [line.cost for line in lines], styles, right=True),
    ]
    lead = sum(c.width + len(GAP) for c in columns)
    for n, line in enumerate(lines):
        about = [sheet.piece(part, "dim") for part in line.about]
        if sheet.width - lead >= LOOSE:
            first = GAP.join(c.padded(n).words for c in columns) + " "
            sheet.flow([Piece(first, styles[n]), *about], " ", hang=lead)
        else:
            sheet.flow([c.padded(n) for c in columns])
            sheet.flow(about, " ", indent=2 * len(GAP))
    sheet.line([])
    _sections(sheet, comparison_page.sections(page))
    show_lines(console, sheet)


def triage(console: Console, page: TriagePage) -> None:
    """One case of `triage`, on a screen of its own; the last line is left for the answer."""
    from aftersales.rendering.pages import triage as triage_page  # no list needs it

    rows = triage_page.rows(page, lambda: Sheet(console.width, console.encoding), console.size.height - 1)
    cleared(console)
    _write(console, [piece for row in rows for piece in (*row, Piece("\n"))])


def told(console: Console, words: str) -> None:
    """A sentence over as many lines as it needs."""
    sheet = Sheet(console.width, console.encoding)
    sheet.fold(words, hang=len(GAP))
    show_lines(console, sheet)


def screens(console: Console, sections: Sequence[Section]) -> Iterator[None]:
    """Sections as `page` shows them, a screenful at a time, with a line left for the answer; the caller waits after
    each.
    """
    from aftersales.rendering.pages import triage as triage_page

    sheet = Sheet(console.width, console.encoding)
    _sections(sheet, sections)
    rows, most = triage_page.split(sheet.drawn), max(1, console.size.height - 1)
    for start in range(0, len(rows), most):
        cleared(console)
        _write(console, [piece for row in rows[start : start + most] for piece in (*row, Piece("\n"))])
        yield


def cleared(console: Console) -> None:
    """An empty screen; where the terminal can't have one, a line across."""
    if console.is_dumb_terminal:
        _write(console, [Piece("-" * max(1, console.width - 1) + "\n")])
    else:
        console.clear()


def _sections(sheet: Sheet, sections: Sequence[Section]) -> None:
    for n, section in enumerate(sections):
        if n:
            sheet.line([])
        if section.title:
            sheet.fold(section.title, "bold")
        names = sheet.column("", [sheet.cut(name, sheet.width // 3) for name, _ in section.facts], "dim")
        for k, (_, value) in enumerate(section.facts):
            lead = GAP + names.padded(k).words + GAP
            if _URL.fullmatch(value):  # an address in two pieces can't be followed
                address = sheet.piece(value)
                sheet.line([Piece(lead if len(lead) + address.size <= sheet.width else GAP, "dim"), address])
                continue
            sheet.fold(value, lead=Piece(lead, "dim"), hang=names.width + 2 * len(GAP))
        for line in section.lines:
            space, bullet, words = _BULLET.fullmatch(line).groups("")  # type: ignore[union-attr]  # matches any text
            mark = GAP + space[: sheet.width // 3] + (sheet.safe(bullet.rstrip()) + " " if bullet else "")
            sheet.fold(words, lead=Piece(mark), hang=len(mark))
        for line in section.copied:
            sheet.line([Piece(GAP * 2), sheet.piece(line)])


def show_lines(console: Console, sheet: Sheet) -> None:
    """Writes it all at once. Nothing needs wrapping any more, so rich is told not to try."""
    _write(console, sheet.drawn)


def _write(console: Console, pieces: Sequence[Piece]) -> None:
    segments = (Segment(words, console.get_style(style) if style else None) for words, style in pieces)
    console.print(Segments(segments), soft_wrap=True)
