"""Pages drawn on a terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments

from aftersales.language import tr
from aftersales.rendering.fields.view import Section
from aftersales.rendering.layout import GAP, MIN_TEXT_WIDTH, Canvas, Column, Piece, wrapped

if TYPE_CHECKING:
    from aftersales.rendering.pages.modes.backtest import BacktestLine
    from aftersales.rendering.pages.modes.mode_comparison import ModeComparisonPage
    from aftersales.rendering.pages.triage import TriagePage

# A rich Table of 40 lines takes half as long as the whole start of the program, so lines are laid out by `layout` and
# written at once. Order numbers, deadlines and commands are never cut; free text is, with an ellipsis.
# Not compiled here: a list has neither.
_BULLET = r"(?s)( *)((?:[-*•]|\[[ x]\]|\d{1,3}[.)]) +)?(.*)"
_VALUE_WIDTH = 44  # cells that long names of facts leave to their values
_URL = r"https?://\S+"


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
    # With TERM=dumb rich takes no colours, but the user asked for them.
    return make("standard") if forced and made.color_system is None else made


def backtest(console: Console, title: str, lines: Sequence[BacktestLine], sections: Sequence[Section]) -> None:
    """Past returns, each with what was done, what the mode rules would have done, and why; then the sums."""
    canvas = Canvas(console.width, console.encoding)
    canvas.wrap(title, "bold")
    canvas.line([])
    columns = [
        canvas.column(tr("case"), [line.case for line in lines], "bold", right=True),
        canvas.column(tr("decided"), [line.day for line in lines]),
        canvas.column(tr("refund"), [line.refund for line in lines], right=True),
        canvas.column(tr("as it was done"), [line.done for line in lines]),
        canvas.column(tr("by rule"), [line.rule for line in lines], "bold"),
        canvas.column(tr("difference"), [line.difference for line in lines], right=True),
    ]
    columns = [c._replace(width=max(c.width, cell_len(c.title))) for c in columns]
    hang = columns[0].width + len(GAP)
    canvas.flow([c.heading() for c in columns], hang=hang)
    for n, line in enumerate(lines):
        canvas.flow([c.padded(n) for c in columns], hang=hang)
        canvas.wrap(canvas.dot.join(line.about), "dim", lead=Piece(" " * hang), hang=hang)
    canvas.line([])
    _sections(canvas, sections)
    show_lines(console, canvas)


def page(console: Console, sections: Sequence[Section]) -> None:
    """Sections one under the other: a title, facts in two columns, lines with a hanging indent."""
    canvas = Canvas(console.width, console.encoding)
    _sections(canvas, sections)
    show_lines(console, canvas)


def table(console: Console, titles: Sequence[str], rows: Sequence[Sequence[str]], spare: Collection[str] = ()) -> None:
    """Write lines of columns under their titles. On a narrow terminal columns of `spare` are left out, the last one
    first; then the last column is wrapped; a line that is still too long continues below.
    """
    canvas = Canvas(console.width, console.encoding)
    columns = [
        canvas.column(title, [row[n] for row in rows], "bold" if n == 0 else "") for n, title in enumerate(titles)
    ]
    columns = [c._replace(width=max(c.width, cell_len(c.title))) for c in columns]
    while columns[-1].title in spare:
        needed = min(columns[-1].width, MIN_TEXT_WIDTH) if len(columns) == len(titles) else columns[-1].width
        if _lead(columns) + needed <= canvas.width:
            break
        columns.pop()
    canvas.flow([c.heading() for c in columns], hang=2 * len(GAP))
    lead = _lead(columns)
    for n in range(len(rows)):
        text = columns[-1].pieces[n].text
        if lead + min(columns[-1].width, MIN_TEXT_WIDTH) <= canvas.width:
            first, *later = wrapped(text, canvas.width - lead)
            canvas.line([p for c in columns[:-1] for p in (c.padded(n), Piece(GAP))] + [Piece(first)])
            for part in later:
                canvas.line([Piece(" " * lead), Piece(part)])
        else:
            canvas.flow([c.padded(n) for c in columns], hang=2 * len(GAP))
    show_lines(console, canvas)


def table_or_lines(
    console: Console,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    spare: Collection[str],
    entries: Sequence[Sequence[str]],
) -> None:
    """Write a table; where even the columns that can't be spared do not fit, a few lines for each row: its entry, which
    says without titles what it is.
    """
    kept = [n for n, title in enumerate(titles) if title not in spare]
    canvas = Canvas(console.width, console.encoding)
    widths = [canvas.column(titles[n], [titles[n], *(row[n] for row in rows)]).width for n in kept]
    if sum(widths) + len(GAP) * (len(kept) - 1) <= canvas.width:
        table(console, titles, rows, spare)
        return
    for entry in entries:
        first, *others = [canvas.piece(part) for part in entry if part]
        canvas.flow([first._replace(style="bold"), *others], hang=len(GAP))
    show_lines(console, canvas)


def _lead(columns: Sequence[Column]) -> int:
    """The width of all columns before the last, with the gaps after them."""
    return sum(c.width + len(GAP) for c in columns[:-1])


def draw_page(console: Console, draw: Callable[[Canvas], None]) -> None:
    """Write what `draw` puts on a canvas that is as wide as the console."""
    canvas = Canvas(console.width, console.encoding)
    draw(canvas)
    show_lines(console, canvas)


def mode_comparison(console: Console, pages: Iterable[ModeComparisonPage], room: int | None = None) -> None:
    """The return modes of a case, of several pages the first that has room; of those that are too tall, the last."""
    canvas = Canvas(console.width, console.encoding)
    for page in pages:
        canvas = Canvas(console.width, console.encoding)
        _mode_comparison(canvas, page)
        if room is None or canvas.rows <= room:
            break
    show_lines(console, canvas)


def _mode_comparison(canvas: Canvas, page: ModeComparisonPage) -> None:
    """The cheapest mode first: what each costs and of what; then the outcome in words."""
    from aftersales.rendering.pages.modes import (
        mode_comparison as comparison_page,  # the list draws no modes, and is to start fast
    )

    canvas.wrap(page.title, "bold")
    canvas.wrap(canvas.cut(page.about, canvas.width) if comparison_page.SAID in page.without else page.about, "dim")
    canvas.line([])
    lines = list(comparison_page.lines(page))
    styles = ["bold" if line.mark else "" if line.available else "dim" for line in lines]
    columns = [
        canvas.column("", [line.mark or " " for line in lines], styles),
        canvas.column(tr("mode"), [line.mode for line in lines], styles),
        canvas.column(tr("cost"), [line.cost for line in lines], styles, right=True),
    ]
    lead = sum(c.width + len(GAP) for c in columns)
    for n, line in enumerate(lines):
        about = [canvas.piece(part, "dim") for part in line.about]
        if canvas.width - lead >= MIN_TEXT_WIDTH:
            first = GAP.join(c.padded(n).text for c in columns) + " "
            canvas.flow([Piece(first, styles[n]), *about], " ", hang=lead)
        else:
            canvas.flow([c.padded(n) for c in columns])
            canvas.flow(about, " ", indent=2 * len(GAP))
    canvas.line([])
    _sections(canvas, comparison_page.sections(page))


def triage(console: Console, page: TriagePage, beneath: int = 1) -> None:
    """One case of `triage`, on a screen of its own; lines `beneath` it are left for the answer."""
    from aftersales.rendering.pages import triage as triage_page  # no list needs it

    height = max(1, console.size.height - beneath)
    rows = triage_page.rows(page, lambda: Canvas(console.width, console.encoding), height)
    clear_screen(console)
    _write(console, [piece for row in rows for piece in (*row, Piece("\n"))])


def sentence(console: Console, text: str) -> None:
    """Write a sentence over as many lines as it needs."""
    canvas = Canvas(console.width, console.encoding)
    canvas.wrap(text, hang=len(GAP))
    show_lines(console, canvas)


def screens(console: Console, sections: Sequence[Section]) -> Iterator[None]:
    """Write sections as `page` does, one screenful for each step of the iterator. The last line of a screen stays free
    for the answer, for which the caller waits.
    """
    from aftersales.rendering.pages import triage as triage_page

    canvas = Canvas(console.width, console.encoding)
    _sections(canvas, sections)
    rows, most = triage_page.split(canvas.pieces), max(1, console.size.height - 1)
    for start in range(0, len(rows), most):
        clear_screen(console)
        _write(console, [piece for row in rows[start : start + most] for piece in (*row, Piece("\n"))])
        yield


def clear_screen(console: Console) -> None:
    """Clear the screen; a terminal that can't do that gets a line across."""
    if console.is_dumb_terminal:
        _write(console, [Piece("-" * max(1, console.width - 1) + "\n")])
    else:
        console.clear()


def _sections(canvas: Canvas, sections: Sequence[Section]) -> None:
    for n, section in enumerate(sections):
        if n:
            canvas.line([])
        if section.title:
            canvas.wrap(section.title, "bold")
        most = max(canvas.width // 3, canvas.width - _VALUE_WIDTH)
        short = [name if cell_len(canvas.safe(name)) <= most else "" for name, _ in section.facts]
        names = canvas.column("", short, "dim")
        for k, (name, value) in enumerate(section.facts):
            if name and not short[k]:  # what does not fit beside its value stands above it
                canvas.wrap(name, "dim", lead=Piece(GAP), hang=len(GAP))
            lead = GAP + names.padded(k).text + GAP
            if re.fullmatch(_URL, value):  # a wrapped address can't be opened with a click
                address = canvas.piece(value)
                canvas.line([Piece(lead if len(lead) + address.size <= canvas.width else GAP, "dim"), address])
                continue
            canvas.wrap(value, lead=Piece(lead, "dim"), hang=names.width + 2 * len(GAP))
        for line, link in zip_longest(section.lines, section.links, fillvalue=""):
            space, bullet, text = re.fullmatch(_BULLET, line).groups("")  # type: ignore[union-attr]  # matches any text
            mark = GAP + space[: canvas.width // 3] + (canvas.safe(bullet.rstrip()) + " " if bullet else "")
            canvas.wrap(text, f"link {link}" if link else "", lead=Piece(mark), hang=len(mark))
        for line in section.copied:
            canvas.line([Piece(GAP * 2), canvas.piece(line)])
        for command in section.commands:
            canvas.command(command, len(GAP))


def show_lines(console: Console, canvas: Canvas) -> None:
    """Write all lines at once. They are wrapped already, so rich is told not to wrap."""
    _write(console, canvas.pieces)


def _write(console: Console, pieces: Sequence[Piece]) -> None:
    segments = [
        Segment("".join([piece.text for piece in run]), console.get_style(style) if style else None)
        for style, run in groupby(pieces, lambda piece: piece.style)
    ]
    console.print(Segments(segments), soft_wrap=True)
