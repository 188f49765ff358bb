"""The page of a month: its grid, holidays and due counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from aftersales import text
from aftersales.core.money.amount import Money
from aftersales.core.time.calendar import reason_text
from aftersales.language import current, mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.documents.document import Document, DocumentTable, Part
from aftersales.rendering.fields.view import Section
from aftersales.rendering.layout import GAP, Canvas, Piece

_MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"), mark("July"),
    mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
_PLURALS = (
    mark("Mondays"), mark("Tuesdays"), mark("Wednesdays"), mark("Thursdays"), mark("Fridays"), mark("Saturdays"),
    mark("Sundays"),
)  # fmt: skip
_BARS = "▁▂▃▄▅▆▇█"
_COLUMN, _BAR = 5, 3  # a day of the bar line with "9999" above, and the bar in it
_WIDE, _NARROW = 9, 7  # a cell with "999 due", or with "[24] *" and "(999)", and a space behind


class Load(NamedTuple):
    """How many duties there are on a day, and the money at risk in them."""

    number: int
    at_risk: Sequence[Money]


class Day(NamedTuple):
    """One day: why it is closed (None: a working day), whether that is a holiday, why it would be closed but for the
    seller's configuration, what is not certain of it, how much falls due on it, for how much it is the last day on
    which the staff can act (None: no staff calendar), and why the staff is off.
    """

    date: date
    closed: str | None
    holiday: bool
    opened: str | None
    doubt: str | None
    due: Load
    act: Load | None
    staff_off: str | None

    @property
    def counted(self) -> Load:
        """The duties counted for the day: with a staff calendar those with their act-by on it, else those due."""
        return self.act or self.due


class Month(NamedTuple):
    """A month of one market. `holidays` is the calendar's name, None where it is not known; `doubts` hold for it;
    `staff` is the zone of the staff, None where there is no staff calendar. `coming` are today and the days after it,
    where today is in the month.
    """

    market: str
    zone: str
    shops: Sequence[str]
    holidays: str | None
    today: date
    days: Sequence[Day]
    doubts: Sequence[str]
    staff: str | None = None
    coming: Sequence[Day] = ()


def draw(canvas: Canvas, months: Sequence[Month]) -> None:
    """Draw the months one below the other, each as a grid if the width allows it, then as lists."""
    for n, month in enumerate(months):
        if n:
            canvas.line([])
        first = month.days[0].date
        about = [*month.shops, text.enumerated([month.market, month.zone])]
        title = canvas.piece(tr("{month} {year}", month=tr(_MONTHS[first.month - 1]), year=first.year), "bold")
        has_grid = canvas.width >= 7 * _NARROW + len(GAP)
        if has_grid and month.today in (day.date for day in month.days):
            about.append(tr("[{day}] is today", day=month.today.day))
        canvas.flow([title, *(canvas.piece(a, "dim") for a in about)], canvas.dot)
        if has_grid:
            canvas.line([])
            _grid(canvas, month)
        _bar_line(canvas, month)
        due = tr("Due") if month.staff is None else tr("Act by (staff days, {staff})", staff=month.staff)
        parts = (
            (tr("Closed"), _closed(month)), (tr("Open"), _opened(month)), (tr("Staff off"), _off(month)),
            (due, _due(month)), (tr("Note"), month.doubts),
        )  # fmt: skip
        for title_, lines in parts:
            _list(canvas, title_, list(lines))


def document(name: str, months: Sequence[Month]) -> Document:
    """The months as a page: a table of each, a row a day."""
    parts: list[Part] = []
    for month in months:
        title = tr("{month} {year}", month=tr(_MONTHS[month.days[0].date.month - 1]), year=month.days[0].date.year)
        staff = month.staff is not None
        titles = [tr("day"), tr("closed", "a day"), tr("due"), tr("at risk")]
        titles += [tr("act by"), tr("staff off")] if staff else []
        rows = [_cells(day, staff=staff) for day in month.days]
        about = " · ".join([text.enumerated([month.market, month.zone]), *month.shops])
        parts.append(DocumentTable(titles, rows, (2, 4), title=title, hint=about))
        if month.doubts:
            parts.append(Section("", lines=month.doubts))
    return Document(name, parts)


def _cells(day: Day, *, staff: bool) -> list[str]:
    """A row of the table: numbers of nothing stay empty."""
    cells = [
        text.short_day(day.date),
        reason_text(day.closed) if day.closed else "",
        str(day.due.number or ""),
        " + ".join(map(str, day.due.at_risk)),
    ]
    if staff:
        cells += [str(day.act.number or "") if day.act else "", reason_text(day.staff_off) if day.staff_off else ""]
    return cells


def _grid(canvas: Canvas, month: Month) -> None:
    width = min(12, (canvas.width - len(GAP)) // 7)
    heads = canvas.column(
        "", [text.weekday(day.date) for day in sorted(month.days[:7], key=lambda d: d.date.weekday())], "dim"
    )
    canvas.line([Piece(GAP), *(heads._replace(width=width).padded(n) for n in range(7))])
    before = month.days[0].date.weekday()
    cells: list[Day | None] = [*[None] * before, *month.days]
    for start in range(0, len(cells), 7):
        week = cells[start : start + 7]
        canvas.line([Piece(GAP), *(_number(day, month.today, width) for day in week)])
        loads = [day.counted.number if day else 0 for day in week]
        if any(loads):
            texts = [_count(load, month, short=width < _WIDE) if load else "" for load in loads]
            counts = canvas.column("", texts, "yellow")._replace(width=width)
            canvas.line([Piece(GAP), *(counts.padded(n) for n in range(len(texts)))])


def _count(load: int, month: Month, *, short: bool) -> str:
    """How many duties fall on a day, as short as its cell."""
    if short:
        return f"({load})"
    return tr("{number} due", number=load) if month.staff is None else tr("{number} act", number=load)


def _number(day: Day | None, today: date, width: int) -> Piece:
    """The day's number: today in brackets, with `*` for a holiday, `-` for a closed weekday, `+` for a day that the
    seller's configuration opens, and `~` for an open day on which the staff is off.
    """
    if day is None:
        return Piece(" " * width)
    number = f"[{day.date.day}]" if day.date == today else str(day.date.day)
    mark = f" {sign}" if (sign := _mark(day)) else ""
    style = "bold" if day.date == today else "dim" if day.closed else ""
    return Piece(f"{number}{mark}".ljust(width), style)


def _mark(day: Day) -> str:
    """The sign of a day; empty for a usual working day."""
    if day.closed:
        return "*" if day.holiday else "-"
    return "~" if day.staff_off else "+" if day.opened else ""


def _bar_line(canvas: Canvas, month: Month) -> None:
    """How much is due on each of the coming days, as many as the width has room for: the number, a bar, the day. Where
    the terminal has no such signs, without the bars; where nothing is due, not at all.
    """
    days = month.coming[: (canvas.width - len(GAP)) // _COLUMN]
    most = max((day.counted.number for day in days), default=0)
    if not most:
        return
    canvas.line([])
    canvas.wrap(tr("Coming days") if month.staff is None else tr("Coming days, by when your staff must act"), "bold")
    numbers = [day.counted.number for day in days]
    canvas.line([Piece(GAP), *(_in_column(str(number) if number else "") for number in numbers)])
    bars = [_BARS[-(-number * len(_BARS) // most) - 1] * _BAR if number else "" for number in numbers]
    if "?" not in canvas.safe("".join(bars)):
        canvas.line([Piece(GAP), *(_in_column(bar, "yellow") for bar in bars)])
    styles = ["bold" if day.date == month.today else "dim" if day.closed else "" for day in days]
    heads = [text.weekday(day.date) for day in days]
    canvas.line([Piece(GAP), *(_in_column(head, style) for head, style in zip(heads, styles, strict=True))])
    marks = [f"{day.date.day}{_mark(day)}" for day in days]
    canvas.line([Piece(GAP), *(_in_column(mark, style) for mark, style in zip(marks, styles, strict=True))])


def _in_column(sign: str, style: str = "") -> Piece:
    return Piece(sign + " " * (_COLUMN - Piece(sign).size), style)


def _closed(month: Month) -> Iterator[str]:
    """The holidays by name, the weekdays that are closed in one line."""
    yield from (f"* {_short(d.date)}  {reason_text(d.closed)}" for d in month.days if d.holiday and d.closed)
    shut = {d.date.weekday(): tr(_PLURALS[d.date.weekday()]) for d in month.days if d.closed and not d.holiday}
    weekdays = [shut[n] for n in sorted(shut)]
    if weekdays:
        yield f"- {text.listed(weekdays)}"
    if month.holidays is not None:
        holidays = tr("by {holidays}", holidays=tr(month.holidays))
        yield f"  {holidays}"


def _opened(month: Month) -> Iterator[str]:
    yield from (
        tr("+ {day}  {reason}, but open by your configuration", day=_short(d.date), reason=reason_text(d.opened))
        for d in month.days
        if d.opened
    )


def _off(month: Month) -> Iterator[str]:
    """The platform's working days on which nobody of the staff is in."""
    for day in month.days:
        if day.staff_off and not day.closed:
            yield f"~ {_short(day.date)}  {reason_text(day.staff_off)}"


def _due(month: Month) -> Iterator[str]:
    for day in month.days:
        load = day.counted
        if load.number:
            risk = [tr("{money} at risk", money=" + ".join(map(str, load.at_risk)))] if load.at_risk else []
            counted = f"{_short(day.date)}  {text.enumerated([str(load.number), *risk])}"
            is_shut = day.closed and month.staff is None
            yield text.remarked(counted, reason_text(day.closed or "")) if is_shut else counted


def _short(day: date) -> str:
    return text.short_day(day).ljust(10 if current() == "en" else 0)


def _list(canvas: Canvas, title: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    canvas.line([])
    canvas.wrap(title, "bold")
    for line in lines:
        canvas.wrap(line, lead=Piece(GAP), hang=3 * len(GAP))
