"""Decides what a person sees on a terminal: columns, colour beside words. Only here is a rich console made.

All lines are written at once: a rich Table of 40 lines would cost half a start-up more. Order numbers,
deadlines and commands are never cut; what strangers wrote is, with an ellipsis, where a line is full.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.segment import Segment, Segments

from aftersales import text
from aftersales.rendering.fields.view import DuePage, Section
from aftersales.rendering.layout import GAP, LOOSE, Column, Piece, Sheet, folded, share
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages.due import Group, Line
from aftersales.rendering.phrases import stands

if TYPE_CHECKING:
    from aftersales.rendering.pages.backtest import Line as TrialLine
    from aftersales.rendering.pages.mode_comparison import ChoicePage
    from aftersales.rendering.pages.triage import TriagePage

BAND_STYLE = {"overdue": "bold red", "today": "yellow", "soon": "cyan", "later": "dim"}
_BULLET = re.compile(r"( *)((?:[-*•]|\[[ x]\]|\d{1,3}[.)]) +)?(.*)", re.DOTALL)
_URL = re.compile(r"https?://\S+")

Put = Callable[[int], None]


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


def due(console: Console, page: DuePage) -> None:
    """The morning list: by urgency, each action with its deadline, what silence does, and what to type."""
    sheet = Sheet(console.width, console.encoding)
    when, *facts = due_page.head(page)
    sheet.flow([sheet.piece(when, "bold"), *map(sheet.piece, facts)], sheet.dot)
    groups = list(due_page.groups(page))
    sure, waiting = [g for g in groups if g.band], [g for g in groups if not g.band]
    if sure:
        _due_block(sheet, sure, titled=True)
    if waiting:
        _due_block(sheet, waiting, titled=not sure)
    for n, note in enumerate(due_page.foot(page)):
        if n == 0:
            sheet.line([])
        style = "yellow" if note.warn else "dim"
        sheet.flow([sheet.piece(part, style) for part in note.parts], gap=" ", hang=2)
    _show(console, sheet)


def cases(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """A compact list of cases: who, what, where it stands, and the seller's next deadline."""
    sheet = Sheet(console.width, console.encoding)
    top = [
        sheet.column("case", [str(r["case"]) for r in rows], "bold", right=True),
        sheet.column("shop", [r["shop"] for r in rows]),
        sheet.column("kind", [r["kind"] for r in rows]),
        sheet.column("order", [r["order"] or (f"ref {r['ref']}" if r["ref"] else "-") for r in rows]),
        sheet.column("amount", [_money(r["amount"]) for r in rows], right=True),
    ]
    rest = [
        sheet.column("due", [_due_of(r) for r in rows], "cyan"),
        sheet.column("stands", [stands(r) for r in rows]),
    ]
    room = sheet.width - sum(c.width + len(GAP) for c in (*top, *rest))
    for n, row in enumerate(rows):
        product = row["product"] or row["sku"] or ""
        pieces = [c.padded(n) for c in top]
        if room >= LOOSE:
            pieces += [c.padded(n) for c in rest]
            sheet.flow([*pieces, Piece(sheet.cut(product, room), "dim")])
        else:
            sheet.flow(pieces, hang=2)
            _tail(sheet, [c.pieces[n] for c in rest], partial(sheet.cut, product), last=True)
    _show(console, sheet)


def log(console: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """What was recorded: number, when, by whom, the command, and in words what came of it."""
    sheet = Sheet(console.width, console.encoding)
    gone = ["dim" if r["undone_by"] else "" for r in rows]
    columns = [
        sheet.column("write", [str(r["write"]) for r in rows], ["dim" if g else "bold" for g in gone], right=True),
        sheet.column("when", [r["when"] for r in rows], gone),
        sheet.column("by", [sheet.cut(r["by"], LOOSE) for r in rows], gone),
        sheet.column("command", [r["command"] for r in rows], gone),
    ]
    for n, row in enumerate(rows):
        pieces = [sheet.piece(row["summary"], gone[n])]
        if row["undone_by"]:
            pieces.append(sheet.piece(f"(taken back by {row['undone_by']})", "yellow"))
        sheet.flow([*(c.padded(n) for c in columns), *pieces], hang=columns[0].width + len(GAP))
    _show(console, sheet)


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
    _show(console, sheet)


def page(console: Console, sections: Sequence[Section]) -> None:
    """Sections one under the other: a title, facts in two columns, lines with a hanging indent."""
    sheet = Sheet(console.width, console.encoding)
    _sections(sheet, sections)
    _show(console, sheet)


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
    _show(console, sheet)


def _lead(columns: Sequence[Column]) -> int:
    """The width of all columns before the last, with the gaps after them."""
    return sum(c.width + len(GAP) for c in columns[:-1])


def drawn(console: Console, draw: Callable[[Sheet], None]) -> None:
    """Whatever `draw` puts on a sheet as wide as the console."""
    sheet = Sheet(console.width, console.encoding)
    draw(sheet)
    _show(console, sheet)


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
    _show(console, sheet)


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
    _show(console, sheet)


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


def _show(console: Console, sheet: Sheet) -> None:
    """Writes it all at once. Nothing needs wrapping any more, so rich is told not to try."""
    _write(console, sheet.drawn)


def _write(console: Console, pieces: Sequence[Piece]) -> None:
    segments = (Segment(words, console.get_style(style) if style else None) for words, style in pieces)
    console.print(Segments(segments), soft_wrap=True)


# --- the morning list -----------------------------------------------------------------------------


def _due_block(sheet: Sheet, groups: Sequence[Group], *, titled: bool) -> None:
    """Groups whose columns are in line: an action on one line where it fits, else on two or three."""
    lines = [line for group in groups for line in group.lines]
    columns = _due_columns(sheet, lines, banded=not groups[0].band)
    put = _in_one_line(sheet, lines, columns, titled) or _stacked(sheet, lines, columns)
    numbers = iter(range(len(lines)))
    for group in groups:
        sheet.line([])
        title = Piece(f"{group.title} ({len(group.lines)})", BAND_STYLE.get(group.band, "bold"))
        sheet.flow([title, sheet.piece(group.note, "dim")])
        for _ in group.lines:
            put(next(numbers))


def _due_columns(sheet: Sheet, lines: Sequence[Line], *, banded: bool) -> dict[str, Column]:
    """What is never cut, by name. The unconfirmed, whose bands differ, carry the word themselves."""
    styles = [BAND_STYLE[line.band] for line in lines]
    made = {"band": sheet.column("", [line.band.upper() for line in lines], styles)} if banded else {}
    made["left"] = sheet.column("left", [line.left for line in lines], styles, right=True)
    made["deadline"] = sheet.column("deadline", [line.deadline for line in lines], styles)
    made["case"] = sheet.column("case", [line.case for line in lines], right=True)
    made["shop"] = sheet.column("shop", [line.shop for line in lines])
    made["order"] = sheet.column("order", [line.order for line in lines])
    made["what"] = sheet.column("kind: duty", [line.what for line in lines])
    made["risk"] = sheet.column("at risk", [line.risk for line in lines], "bold", right=True)
    made["silence"] = sheet.column("if you do nothing", [line.silence for line in lines])
    made["command"] = sheet.column("type this", [line.command for line in lines], "bold")
    return made


def _in_one_line(sheet: Sheet, lines: Sequence[Line], columns: Mapping[str, Column], titled: bool) -> Put | None:
    """What writes the nth action on one line, its marks under it; None where the width is too small."""
    bare = sheet.column("order", [line.order.removeprefix("order ") for line in lines])
    columns = {**columns, "order": bare}
    fixed = [c._replace(width=max(c.width, len(c.title))) for c in columns.values()]
    room = sheet.width - len(GAP) - sum(c.width + len(GAP) for c in fixed)
    if room < LOOSE:
        return None
    about = sheet.column("", [x.product for x in lines]), sheet.column("", [x.reason for x in lines])
    widths = share(room - len(GAP), about[0].width, about[1].width)
    loose = [
        Column(title, [Piece(sheet.cut(p.words, width)) for p in column.pieces], width)
        for title, column, width in zip(("product", "reason"), about, widths, strict=True)
        if width >= len(title)
    ]
    order = [*fixed[:-3], *loose, *fixed[-3:]]
    under = len(GAP) + sum(c.width + len(GAP) for c in fixed[: list(columns).index("case")])
    if titled:
        sheet.line([])
        sheet.flow([c.heading() for c in order], indent=len(GAP))

    def put(n: int) -> None:
        sheet.flow([c.padded(n) for c in order], indent=len(GAP))
        sheet.flow([_act_by(sheet, lines[n]), *_marks(sheet, lines[n])], sheet.dot, indent=under)

    return put


def _stacked(sheet: Sheet, lines: Sequence[Line], columns: Mapping[str, Column]) -> Put:
    """What writes the nth action on two or three lines: when and what; where and what to type; why."""
    top = [name for name in ("band", "left", "deadline", "what") if name in columns]
    spill = ["risk", "silence"]
    while spill and sum(columns[c].width + len(GAP) for c in (*top, spill[0])) <= sheet.width:
        top.append(spill.pop(0))
    labels = [("case", "case "), ("shop", ""), ("order", ""), ("command", "")]
    beside = sheet.width - 4 - sum(columns[name].width + len(label + GAP) for name, label in labels)

    def put(n: int) -> None:
        line = lines[n]
        where = [Piece(label + columns[c].padded(n).words, columns[c].pieces[n].style) for c, label in labels]
        tail = [p for p in (*(columns[c].pieces[n] for c in spill), *_marks(sheet, line)) if p.words]
        sheet.flow([columns[c].padded(n) for c in top], indent=2, hang=4)
        sheet.flow([_act_by(sheet, line)], indent=4)
        if beside >= 1.5 * LOOSE:
            sheet.flow([*where, Piece(sheet.pair(line.product, line.reason, beside))], indent=4)
            sheet.flow(tail, sheet.dot, indent=4)
        else:
            sheet.flow(where, indent=4)
            _tail(sheet, tail, partial(sheet.pair, line.product, line.reason))

    return put


def _tail(sheet: Sheet, pieces: list[Piece], about: Callable[[int], str], *, last: bool = False) -> None:
    """Details, and what the case is about shortened to the room left; alone where that is too little."""
    whole = sheet.width - 4
    room = whole - sum(p.size + len(sheet.dot) for p in pieces if p.words)
    words = Piece(about(room if room >= min(1.25 * LOOSE, Piece(about(whole)).size) else whole), "dim" if last else "")
    sheet.flow([*pieces, words] if last else [words, *pieces], sheet.dot, indent=4)


def _act_by(sheet: Sheet, line: Line) -> Piece:
    """It decides the band, so it has its colour."""
    return sheet.piece(line.act_by, BAND_STYLE[line.band])


def _marks(sheet: Sheet, line: Line) -> list[Piece]:
    return [sheet.piece(mark, "dim") for mark in line.marks]


# --- the list of cases ----------------------------------------------------------------------------


def _money(amount: Mapping[str, str] | None) -> str:
    return f"{amount['amount']} {amount['currency']}" if amount else ""


def _due_of(row: Mapping[str, Any]) -> str:
    due = row["due"]
    return f"due {text.moment(datetime.fromisoformat(due).astimezone(row['zone']))}" if due else ""
