"""Lists of cases, drawn in columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rich.cells import cell_len
from rich.console import Console

from aftersales import text
from aftersales.core.cases.stored import StoredCase
from aftersales.core.deadlines.due_list import DueReport
from aftersales.core.vocabulary import label
from aftersales.language import tr
from aftersales.rendering.fields.cases import CaseRow
from aftersales.rendering.layout import GAP, MIN_TEXT_WIDTH, Canvas, Column, Piece, shared_widths
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages.due import DueGroup, DueLine
from aftersales.rendering.phrases import state_text
from aftersales.rendering.styles import BAND_STYLE
from aftersales.rendering.terminal.console import show_lines

Put = Callable[[int], None]


def due(console: Console, report: DueReport) -> None:
    """The morning list: by urgency, each action with its deadline, what happens without it, and what to type."""
    canvas = Canvas(console.width, console.encoding)
    when, *facts = due_page.head(report)
    canvas.flow([canvas.piece(when, "bold"), *map(canvas.piece, facts)], canvas.dot)
    groups = list(due_page.groups(report))
    sure, waiting = [g for g in groups if g.band], [g for g in groups if not g.band]
    if sure:
        _due_block(canvas, sure, titled=True)
    if waiting:
        _due_block(canvas, waiting, titled=not sure)
    for n, note in enumerate(due_page.foot(report)):
        if n == 0:
            canvas.line([])
        style = "yellow" if note.warn else "dim"
        canvas.flow([canvas.piece(part, style) for part in note.parts], gap=" ", hang=2)
    show_lines(console, canvas)


def cases(console: Console, rows: Sequence[CaseRow]) -> None:
    """A compact list of cases: who, what, where it stands, and the seller's next deadline."""
    canvas = Canvas(console.width, console.encoding)
    top = [
        canvas.column(tr("case"), [str(row.case.id) for row in rows], "bold", right=True),
        canvas.column(tr("shop"), [row.case.shop for row in rows]),
        canvas.column(tr("kind"), [label(row.case.kind) for row in rows]),
        canvas.column(tr("order"), [_order_of(row.case) for row in rows]),
        canvas.column(tr("amount"), [str(row.case.asked or "") for row in rows], right=True),
    ]
    rest = [
        canvas.column(tr("due"), [_due_of(row) for row in rows], "cyan"),
        canvas.column(tr("state"), [state_text(row.case, settled=row.case.settled) for row in rows]),
    ]
    room = canvas.width - sum(c.width + len(GAP) for c in (*top, *rest))
    for n, row in enumerate(rows):
        product = row.case.product or row.case.sku or ""
        pieces = [c.padded(n) for c in top]
        if room >= MIN_TEXT_WIDTH:
            pieces += [c.padded(n) for c in rest]
            canvas.flow([*pieces, Piece(canvas.cut(product, room), "dim")])
        else:
            canvas.flow(pieces, hang=2)
            _tail(canvas, [c.pieces[n] for c in rest], partial(canvas.cut, product), last=True)
    show_lines(console, canvas)


# --- the morning list -----------------------------------------------------------------------------


def _due_block(canvas: Canvas, groups: Sequence[DueGroup], *, titled: bool) -> None:
    """Draw groups with aligned columns, an action on one line if it fits, else on two or three."""
    lines = [line for group in groups for line in group.lines]
    columns = _due_columns(canvas, lines, banded=not groups[0].band)
    put = _in_one_line(canvas, lines, columns, titled) or _stacked(canvas, lines, columns)
    numbers = iter(range(len(lines)))
    for group in groups:
        canvas.line([])
        title = Piece(text.remarked(group.title, len(group.lines)), BAND_STYLE.get(group.band, "bold"))
        canvas.flow([title, canvas.piece(group.note, "dim")])
        for _ in group.lines:
            put(next(numbers))


def _due_columns(canvas: Canvas, lines: Sequence[DueLine], *, banded: bool) -> dict[str, Column]:
    """The columns that are never cut, by name. Unconfirmed lines, whose bands differ, have a column for the band."""
    styles = [BAND_STYLE[line.band] for line in lines]
    made = {"band": canvas.column("", [line.band.upper() for line in lines], styles)} if banded else {}
    made["left"] = canvas.column(tr("left"), [line.left for line in lines], styles, right=True)
    made["deadline"] = canvas.column(tr("deadline"), [line.deadline for line in lines], styles)
    made["case"] = canvas.column(tr("case"), [line.case for line in lines], right=True)
    made["shop"] = canvas.column(tr("shop"), [line.shop for line in lines])
    made["order"] = canvas.column(tr("order"), [line.order for line in lines])
    made["what"] = canvas.column(tr("kind: duty"), [line.what for line in lines])
    made["risk"] = canvas.column(tr("at risk"), [line.risk for line in lines], "bold", right=True)
    made["outcome"] = canvas.column(tr("if you do nothing"), [line.outcome for line in lines])
    made["command"] = canvas.column(tr("type this"), [line.command for line in lines], "bold")
    return made


def _in_one_line(canvas: Canvas, lines: Sequence[DueLine], columns: Mapping[str, Column], titled: bool) -> Put | None:
    """A function that draws the nth action on one line and its marks below; None if the width is too small."""
    bare = canvas.column(tr("order"), [line.order.removeprefix(tr("order {order}", order="")) for line in lines])
    columns = {**columns, "order": bare}
    fixed = [c._replace(width=max(c.width, cell_len(c.title))) for c in columns.values()]
    room = canvas.width - len(GAP) - sum(c.width + len(GAP) for c in fixed)
    if room < MIN_TEXT_WIDTH:
        return None
    about = canvas.column("", [x.product for x in lines]), canvas.column("", [x.reason for x in lines])
    widths = shared_widths(room - len(GAP), about[0].width, about[1].width)
    loose = [
        Column(title, [Piece(canvas.cut(p.text, width)) for p in column.pieces], width)
        for title, column, width in zip((tr("product"), tr("reason")), about, widths, strict=True)
        if width >= cell_len(title)
    ]
    order = [*fixed[:-3], *loose, *fixed[-3:]]
    under = len(GAP) + sum(c.width + len(GAP) for c in fixed[: list(columns).index("case")])
    if titled:
        canvas.line([])
        canvas.flow([c.heading() for c in order], indent=len(GAP))

    def put(n: int) -> None:
        canvas.flow([c.padded(n) for c in order], indent=len(GAP))
        canvas.flow([_act_by(canvas, lines[n]), *_marks(canvas, lines[n])], canvas.dot, indent=under)

    return put


def _stacked(canvas: Canvas, lines: Sequence[DueLine], columns: Mapping[str, Column]) -> Put:
    """A function that draws the nth action on two or three lines: when and what; where and what to type; why."""
    top = [name for name in ("band", "left", "deadline", "what") if name in columns]
    spill = ["risk", "outcome"]
    while spill and sum(columns[c].width + len(GAP) for c in (*top, spill[0])) <= canvas.width:
        top.append(spill.pop(0))
    labels = [("case", tr("case {case}", case="")), ("shop", ""), ("order", ""), ("command", "")]
    beside = canvas.width - 4 - sum(columns[name].width + len(label + GAP) for name, label in labels)

    def put(n: int) -> None:
        line = lines[n]
        where = [Piece(label + columns[c].padded(n).text, columns[c].pieces[n].style) for c, label in labels]
        tail = [p for p in (*(columns[c].pieces[n] for c in spill), *_marks(canvas, line)) if p.text]
        canvas.flow([columns[c].padded(n) for c in top], indent=2, hang=4)
        canvas.flow([_act_by(canvas, line)], indent=4)
        if beside >= 1.5 * MIN_TEXT_WIDTH:
            canvas.flow([*where, Piece(canvas.pair(line.product, line.reason, beside))], indent=4)
            canvas.flow(tail, canvas.dot, indent=4)
        else:
            canvas.flow(where, indent=4)
            _tail(canvas, tail, partial(canvas.pair, line.product, line.reason))

    return put


def _tail(canvas: Canvas, pieces: list[Piece], about: Callable[[int], str], *, last: bool = False) -> None:
    """Draw details, and what the case is about, shortened to the room left or on a line of its own."""
    whole = canvas.width - 4
    room = whole - sum(p.size + len(canvas.dot) for p in pieces if p.text)
    subject = Piece(
        about(room if room >= min(1.25 * MIN_TEXT_WIDTH, Piece(about(whole)).size) else whole), "dim" if last else ""
    )
    canvas.flow([*pieces, subject] if last else [subject, *pieces], canvas.dot, indent=4)


def _act_by(canvas: Canvas, line: DueLine) -> Piece:
    """The act-by in the colour of the band, which it decides."""
    return canvas.piece(line.act_by, BAND_STYLE[line.band])


def _marks(canvas: Canvas, line: DueLine) -> list[Piece]:
    return [canvas.piece(mark, "dim") for mark in line.marks]


# --- the list of cases ----------------------------------------------------------------------------


def _order_of(case: StoredCase) -> str:
    return case.order or (tr("ref {ref}", ref=case.ref) if case.ref else "-")


def _due_of(row: CaseRow) -> str:
    return tr("due {moment}", moment=text.moment(row.due.astimezone(row.zone))) if row.due else ""
