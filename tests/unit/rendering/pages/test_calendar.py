"""The page of a month, at widths with and without a grid."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len

from aftersales.core.money.amount import Money
from aftersales.rendering.layout import Canvas
from aftersales.rendering.pages import calendar as calendar_page
from aftersales.rendering.pages.calendar import Day, Load, Month
from tables import of_each

NOTHING = Load(0, ())


def day(number: int, **changes: object) -> Day:
    """A day of December 2026; Saturdays and Sundays are closed."""
    when = date(2026, 12, number)
    closed = {5: "Saturday", 6: "Sunday"}.get(when.weekday())
    return Day(when, closed, False, None, None, NOTHING, None, None)._replace(**changes)  # type: ignore[arg-type]


def december(*changed: Day, staff: str | None = None) -> Month:
    days = {d.date: d for d in map(day, range(1, 32))} | {d.date: d for d in changed}
    return Month(
        "GB", "Europe/London", ["uk-main"], "England and Wales", date(2026, 12, 2), [*days.values()], (), staff
    )


CHRISTMAS = day(25, closed="Christmas Day", holiday=True)
BUSY = day(2, due=Load(3, (Money(1398, "GBP"), Money(500, "USD"))))


def drawn(month: Month, width: int) -> list[str]:
    canvas = Canvas(width, "utf-8")
    calendar_page.draw(canvas, [month])
    return "".join(piece.text for piece in canvas.pieces).split("\n")[:-1]


@of_each("width", [24, 42, 80, 140])
def test_it_fits_and_names_holidays_and_what_is_due(width: int) -> None:
    lines = drawn(december(CHRISTMAS, BUSY), width)
    assert max(map(cell_len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    assert "* Fri 25 Dec Christmas Day" in text
    assert "- Saturdays, Sundays" in text
    assert "Wed 2 Dec 3, 13.98 GBP + 5.00 USD at risk" in text


def test_the_grid_starts_on_monday_and_marks_days() -> None:
    lines = drawn(december(CHRISTMAS, BUSY), 80)
    assert lines[0] == "December 2026 · uk-main · GB, Europe/London · [2] is today"
    # 1 December 2026 is a Tuesday; a cell is eleven wide.
    head = next(n for n, line in enumerate(lines) if line.split()[:2] == ["Mon", "Tue"])
    assert lines[head + 1].split() == ["1", "[2]", "3", "4", "5", "-", "6", "-"]
    assert lines[head + 2].split() == ["3", "due"]
    assert "25 *" in "\n".join(lines)


def test_without_room_for_a_grid_there_is_none() -> None:
    assert not any(line.split()[:2] == ["Mon", "Tue"] for line in drawn(december(), 42))


def test_a_staff_calendar_counts_what_is_to_be_acted_on() -> None:
    month = december(
        day(3, due=Load(5, ()), act=Load(2, ())), day(4, staff_off="Saturday in Shanghai"), staff="Asia/Shanghai"
    )
    text = "\n".join(drawn(month, 80))
    assert "2 act" in text and "5 " not in text.partition("Act by (staff days, Asia/Shanghai)")[2]
    assert "~ Fri 4 Dec   Saturday in Shanghai" in text


# --- The bar line of the coming days --------------------------------------------------------------------------------


def coming(*numbers: int) -> Month:
    """From Wednesday 2 December on, so many on each day."""
    return december()._replace(coming=[day(2 + n, due=Load(number, ())) for n, number in enumerate(numbers)])


def bar_line(month: Month, width: int = 80, encoding: str = "utf-8") -> list[str]:
    """The rows below its title; none where there is no bar line."""
    canvas = Canvas(width, encoding)
    calendar_page.draw(canvas, [month])
    lines = "".join(piece.text for piece in canvas.pieces).split("\n")
    start = next((n for n, line in enumerate(lines) if line.startswith("Coming days")), None)
    return [] if start is None else lines[start + 1 : lines.index("", start)]


def test_each_coming_day_has_its_number_its_bar_and_its_name() -> None:
    """16 is the most: 8 is half of the eight steps, 2 is one; one of 16 is not lost."""
    assert bar_line(coming(16, 8, 0, 2, 1)) == [
        "  16   8         2    1",
        "  ███  ▄▄▄       ▁▁▁  ▁▁▁",
        "  Wed  Thu  Fri  Sat  Sun",
        "  2    3    4    5-   6-",
    ]


@of_each("width, days", [(24, 4), (42, 8), (80, 14), (140, 14)])
def test_as_many_days_as_fit(width: int, days: int) -> None:
    lines = bar_line(coming(*range(1, 15)), width)
    assert max(map(cell_len, lines)) <= width
    assert len(lines[-1].split()) == days


def test_a_terminal_without_such_signs_shows_the_numbers() -> None:
    assert bar_line(coming(3, 1), encoding="ascii") == ["  3    1", "  Wed  Thu", "  2    3"]


def test_where_nothing_is_due_there_is_no_bar_line() -> None:
    assert bar_line(coming(0, 0)) == bar_line(december()) == []


def test_with_a_staff_calendar_the_bars_count_what_the_staff_must_act_on() -> None:
    off = day(3, due=Load(9, ()), act=Load(0, ()), staff_off="National Day")
    month = december(staff="Asia/Shanghai")._replace(coming=[day(2, due=Load(1, ()), act=Load(4, ())), off])
    assert bar_line(month) == ["  4", "  ███", "  Wed  Thu", "  2    3~"]
