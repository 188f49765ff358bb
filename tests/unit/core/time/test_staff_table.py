"""The staff table: every form, every mistake."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.time.staff_table import Shift, Staff, parse_staff
from aftersales.toml.reader import Reader
from tables import of_each


def parsed(table: dict[str, object]) -> tuple[Staff, list[str]]:
    """A staff table as read, and the mistakes in it."""
    reader = Reader("config.toml")
    return parse_staff(reader, table), [mistake.what for mistake in reader.noted]


def test_what_is_not_set_is_monday_to_friday_nine_to_six() -> None:
    assert parsed({}) == (Staff(None, (Shift(540, 1080),), frozenset(range(5)), None, ()), [])


def test_hours_of_every_form() -> None:
    def read(hours: str) -> list[str]:
        found, mistakes = parsed({"hours": hours})
        assert not mistakes, mistakes
        return [str(shift) for shift in found.hours]

    assert read("9:00-18:00") == ["09:00-18:00"]
    assert read("13:30 – 18:00, 09:00-12:00") == ["09:00-12:00", "13:30-18:00"]
    assert read("22:00-06:00") == ["22:00-06:00"]
    assert read("00:00-24:00") == ["00:00-24:00"]
    assert read("09:00-17:00,17:00-01:00") == ["09:00-17:00", "17:00-01:00"]
    assert read("18:00-00:00") == ["18:00-24:00"]


@of_each(
    "table, said",
    [
        ({"hours": "9-18"}, "hours is '9-18'; write spans such as"),
        ({"hours": ""}, "hours is ''; write spans such as"),
        ({"hours": ["09:00-18:00"]}, "hours is ['09:00-18:00']; write spans such as"),
        ({"hours": "09:00-18:60"}, "hours is '09:00-18:60'; write spans"),
        ({"hours": "09:00-25:00"}, "hours '09:00-25:00': a day ends at 24:00"),
        ({"hours": "24:00-08:00"}, "hours '24:00-08:00': a day ends at 24:00"),
        ({"hours": "09:00-09:00"}, "hours '09:00-09:00' is empty; the whole day is \"00:00-24:00\""),
        ({"hours": "09:00-14:00,13:00-18:00"}, "13:00-18:00 begins before 09:00-14:00 ends"),
        ({"hours": "08:00-12:00,22:00-09:00"}, "08:00-12:00 begins before 22:00-09:00 ends"),
        ({"days": []}, "days names no day: without a working day there is no act-by time"),
        ({"days": "mon"}, "days is 'mon'; write a list such as"),
        ({"days": ["mon", "Friday"]}, "days has 'Friday'; the days are mon, tue, wed"),
        ({"days": [1]}, "days is [1]; write a list such as"),
        ({"holidays": ""}, "holidays is ''; write a text"),
        ({"timezone": 8}, "timezone is 8; write a text"),
        ({"days_off": "2026-10-01"}, "days_off is '2026-10-01'; write a list such as"),
        ({"days_off": ["1 Oct"]}, "days_off has '1 Oct'; write a date such as 2026-12-24"),
        ({"days_off": ["2026-02-30"]}, "days_off has '2026-02-30'; write a date"),
        ({"days_off": ["20261001"]}, "days_off has '20261001'; write a date"),
        ({"days_off": ["2026-10-01..2026-10-05..2026-10-08"]}, "days_off has '2026-10-01..2026-10-05..2026-10-08'"),
        (
            {"days_off": ["2026-10-08..2026-10-01"]},
            "days_off has '2026-10-08..2026-10-01', which ends before it begins",
        ),
        ({"days_off": ["2020-01-01..2029-12-31"]}, "days_off has more than 366 days; take out what is past"),
        ({"days_off": [datetime(2026, 10, 1)]}, "write a date such as 2026-12-24"),  # noqa: DTZ001
        ({"hour": "09:00-18:00"}, "unknown key 'hour'; did you mean 'hours'?"),
        ({"colour": "red"}, "unknown key 'colour'; known are timezone, hours, days, holidays, days_off"),
    ],
)
def test_what_can_t_be_is_told(table: dict[str, object], said: str) -> None:
    (mistake,) = parsed(table)[1]
    assert said in mistake


def test_every_change_changes_the_mark() -> None:
    tables = (
        {},
        {"timezone": "Asia/Shanghai"},
        {"hours": "09:00-12:00"},
        {"hours": "09:00-12:01"},
        {"days": ["mon"]},
        {"holidays": "cn"},
        {"days_off": ["2026-10-01"]},
        {"days_off": ["2026-10-01..2026-10-02"]},
    )
    assert len({parsed(table)[0].fingerprint for table in tables}) == len(tables)
    assert parsed({"days": ["tue", "mon"]})[0].fingerprint == parsed({"days": ["mon", "tue"]})[0].fingerprint
