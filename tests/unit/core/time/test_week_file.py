"""What a file may say of the working weekdays."""

from __future__ import annotations

from datetime import date

from aftersales.core.time.calendar import WorkingWeek
from aftersales.core.time.week_file import closed_weekdays, working_week
from aftersales.toml.reader import Reader, Source
from tables import of_each

GOOD = {"closed": ["sun"], "unsure": ["sat"], "source": "s", "dated": date(2025, 9, 22), "confidence": "low"}


def _read(table: object) -> tuple[WorkingWeek | None, list[str]]:
    reader = Reader("x.toml")
    return working_week(reader, "rule a", table), reader.mistakes


def test_a_working_week_with_its_source() -> None:
    week = WorkingWeek(frozenset({6}), frozenset({5}), Source("s", date(2025, 9, 22), "low"))
    assert _read(GOOD) == (week, [])


def test_without_the_table_there_is_none() -> None:
    assert _read(None) == (None, [])


@of_each(
    "change, mistake",
    [
        ({"closed": ["sat", "sun"]}, "sat is closed and unsure; an unsure weekday is counted"),
        ({"closed": None}, 'closed is missing; write a list of weekdays such as ["sat", "sun"]'),
        ({"closed": ["sunday"]}, "closed is ['sunday']; write a list of weekdays"),
        ({"closed": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}, "closed names every day of the week"),
        ({"unsure": "sat"}, "unsure is 'sat'; write a list of weekdays"),
        ({"source": None}, "source is missing"),
        ({"confidence": "sure"}, "confidence is 'sure'"),
        ({"open": ["sat"]}, "unknown key 'open'"),
    ],
)
def test_a_mistake_is_told_with_its_place(change: dict[str, object], mistake: str) -> None:
    _, mistakes = _read({key: value for key, value in {**GOOD, **change}.items() if value is not None})
    assert any(m.startswith("x.toml: rule a, weekdays: ") and mistake in m for m in mistakes), mistakes


def test_no_weekday_need_be_closed() -> None:
    reader = Reader("x.toml")
    assert closed_weekdays(reader, "", "closed-weekdays", []) == frozenset()
    assert not reader.mistakes
