"""Lists of cases and writes, drawn in columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from rich.console import Console

from aftersales import text
from aftersales.core.deadlines.due_list import DueReport
from aftersales.rendering.layout import GAP, LOOSE, Column, Piece, Sheet, share
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages.due import Group, Line
from aftersales.rendering.phrases import stands
from aftersales.rendering.styles import BAND_STYLE
from aftersales.rendering.terminal.console import show_lines

Put = Callable[[int], None]


def due(console: Console, report: DueReport) -> None:
    """The morning list: by urgency, each action with its deadline, what silence does, and what to type."""
    sheet = Sheet(console.width, console.encoding)
    when, *facts = due_page.head(report)
    sheet.flow([sheet.piece(when, "bold"), *map(sheet.piece, facts)], sheet.dot)
    groups = list(due_page.groups(report))
    sure, waiting = [g for g in groups if g.band], [g for g in groups if not g.band]
    if sure:
        _due_block(sheet, sure, titled=True)
    if waiting:
        _due_block(sheet, waiting, titled=not sure)
    for n, note in enumerate(due_page.foot(report)):
        if n == 0:
            sheet.line([])
        style = "yellow" if note.warn else "dim"
        sheet.flow([sheet.piece(part, style) for part in note.parts], gap=" ", hang=2)
    show_lines(console, sheet)


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
    show_lines(console, sheet)


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
    show_lines(console, sheet)


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
