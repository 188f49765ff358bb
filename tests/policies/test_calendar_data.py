"""The frozen bank holidays of England and Wales agree with the `holidays` package and with typed lists."""

import tomllib
from datetime import date
from pathlib import Path

import holidays
import pytest

from tables import of_each

FILE = Path(__file__).parents[2] / "src" / "aftersales" / "policies" / "data" / "calendars" / "gb-eng.toml"
CALENDAR = tomllib.loads(FILE.read_text(encoding="utf-8"))
PUBLISHED = {date.fromisoformat(day): name for day, name in CALENDAR["days"].items()}
RECKONED = {date.fromisoformat(day): name for day, name in CALENDAR["reckoned"].items()}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

BY_HAND = {
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


def closed_on_weekday(day):
    return WEEKDAYS[day.weekday()] in CALENDAR["closed-weekdays"]


@of_each("year", range(2023, 2031))
def test_the_package_has_the_same_days(year):
    ours = {day for day in {**PUBLISHED, **RECKONED} if day.year == year}
    assert ours == set(holidays.country_holidays("GB", subdiv="ENG", years=year))


@pytest.mark.parametrize("year", BY_HAND)
def test_the_days_typed_by_hand(year):
    assert sorted(day for day in PUBLISHED if day.year == year and not closed_on_weekday(day)) == [
        date.fromisoformat(f"{year}-{day}") for day in BY_HAND[year].split()
    ]


def test_a_holiday_on_a_closed_weekday_stands_there_too():
    """A staff may work on Saturdays, but not on the Saturday that is Boxing Day."""
    assert CALENDAR["closed-weekdays"] == ["sat", "sun"]
    assert sorted(day.isoformat() for day in {**PUBLISHED, **RECKONED} if closed_on_weekday(day)) == [
        "2023-01-01",
        "2026-12-26",
        "2027-12-25",
        "2027-12-26",
        "2028-01-01",
    ]


def test_later_years_are_marked_as_reckoned():
    assert CALENDAR["known-through"] == 2027
    assert {day.year for day in PUBLISHED} == set(range(2023, 2028))
    assert {day.year for day in RECKONED} == set(range(2028, 2031))


def test_a_day_off_for_a_weekend_holiday_says_so():
    moved = [day for day, name in {**PUBLISHED, **RECKONED}.items() if "substitute" in name]
    assert [day.isoformat() for day in moved] == [
        "2023-01-02",
        "2026-12-28",
        "2027-12-27",
        "2027-12-28",
        "2028-01-03",
    ]


def test_the_file_says_where_it_comes_from():
    assert CALENDAR["name"] == "England and Wales bank holidays"
    assert CALENDAR["source"]
    assert CALENDAR["checked"] == date(2026, 11, 29)
    assert CALENDAR["weekdays"]["source"] and CALENDAR["weekdays"]["confidence"] == "high"
