"""The page of a month, at widths with and without a grid."""

from __future__ import annotations

from datetime import date

import pytest
from rich.cells import cell_len

from aftersales.core.money.amount import Money
from aftersales.rendering.layout import Canvas
from aftersales.rendering.pages import calendar as calendar_page
from aftersales.rendering.pages.calendar import Day, Load, Month

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


@pytest.mark.parametrize("width", [24, 42, 80, 140])
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
