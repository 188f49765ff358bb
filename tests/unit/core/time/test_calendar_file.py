"""What a calendar file may say, with every mistake at once."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.time.calendar import Calendar
from aftersales.core.time.calendar_file import parse_calendar
from aftersales.core.time.length import Length, term_deadline
from aftersales.errors import PolicyError
from aftersales.toml.reader import Source
from tables import of_each

GOOD = """
name = "Ours"
closed-weekdays = ["sat", "sun"]
known-through = 2027
checked = 2026-11-24
source = "the town hall"
worked = ["2026-11-21"]

[days]
2026-11-23 = "Founders' day"

[reckoned]
2028-11-23 = "Founders' day"
"""


def _parse(text: str) -> Calendar:
    return parse_calendar("x.toml", tomllib.loads(text))


def _mistakes(text: str) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as caught:
        _parse(text)
    assert len(caught.value.noted) == len(caught.value.mistakes)
    return caught.value.mistakes


def test_a_good_file_is_read_as_it_stands() -> None:
    found = _parse(GOOD)
    assert (found.name, found.known_through, found.last_year) == ("Ours", 2027, 2028)
    assert found.why_closed(date(2026, 11, 23)) == "Founders' day"
    assert found.why_closed(date(2026, 11, 21)) is None  # a Saturday
    assert found.why_closed(date(2026, 11, 22)) == "Sunday"


@of_each("worked", ["[2026-11-21]", '["2026-11-21"]', '{ 2026-11-21 = "make-up day" }', '[2026-11-21, "2026-11-22"]'])
def test_make_up_days_may_be_written_as_people_do(worked: str) -> None:
    assert date(2026, 11, 21) in _parse(GOOD.replace('["2026-11-21"]', worked)).worked


@of_each(
    "was, becomes, told",
    [
        ("[days]", "[holidays]", "unknown key 'holidays'; did you mean 'days'?"),
        ("known-through", "known_through", "unknown key 'known_through'; did you mean 'known-through'?"),
        ("2027", '"2027"', "known-through is '2027'; write a year such as 2027, without quotes"),
        ("2027", "2027-12-31", "known-through is 2027-12-31; write a year such as 2027"),
        ("2027", "[]", "known-through is []; write a year such as 2027"),
        ("2027", "true", "known-through is true; write a year such as 2027"),
        ('2026-11-23 = "Founders\' day"', '2026-11-23 = ""', "days: 2026-11-23 is ''; it is a text"),
        ('2026-11-23 = "Founders\' day"', "2026-11-23 = true", "days: 2026-11-23 is true; it is a text"),
        ("2026-11-23 =", "2026-02-30 =", "days: the key '2026-02-30' is not a date; write one such as 2026-12-24"),
        ("2026-11-23 =", '"23 Nov" =', "days: the key '23 Nov' is not a date; write one such as 2026-12-24"),
        ("2028-11-23 =", "20281123 =", "reckoned: the key '20281123' is not a date; write one such as 2026-12-24"),
        ('"sun"]', '"sunday"]', "closed-weekdays is ['sat', 'sunday']; write a list of weekdays such as"),
        ('["sat", "sun"]', '"sat"', "closed-weekdays is 'sat'; write a list of weekdays such as"),
        ('closed-weekdays = ["sat", "sun"]\n', "", "closed-weekdays is missing; write a list of weekdays"),
        (
            '["sat", "sun"]',
            '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]',
            "closed-weekdays names every day of the week; at least one must be a working day",
        ),
        ('name = "Ours"\n', "", "name is missing"),
        ('"Ours"', "5", "name is 5; it is a text"),
        ('"the town hall"', "5", "source is 5; it is a text"),
        ("checked = 2026-11-24", 'checked = "today"', "checked is 'today'; write a date such as"),
        ('["2026-11-21"]', '"2026-11-21"', "worked is '2026-11-21'; write a list of dates such as [2026-11-21]"),
        ('["2026-11-21"]', "[20261121]", "worked is [20261121]; write a list of dates such as [2026-11-21]"),
        ('[reckoned]\n2028-11-23 = "Founders\' day"', "[[reckoned]]", "reckoned is [{}]; it is a table"),
    ],
)
def test_a_mistake_is_told_with_its_key(was: str, becomes: str, told: str) -> None:
    assert was in GOOD
    (mistake,) = _mistakes(GOOD.replace(was, becomes))
    assert mistake.startswith(f"x.toml: {told}")


def test_every_mistake_is_told_at_once() -> None:
    assert len(_mistakes('nmae = "x"\nknown-through = "y"\n[days]\nx = "y"\n2026-01-01 = ""\n')) == 6


def _shut(first: date, days: int) -> str:
    lines = (f'{first + timedelta(days=n)} = "shut"\n' for n in range(days))
    return f'name = "Shut"\nclosed-weekdays = []\n[days]\n2020-01-01 = "x"\n{"".join(lines)}'


def test_a_calendar_without_a_working_day_for_twenty_years_is_refused() -> None:
    assert _mistakes(_shut(date(2026, 3, 2), 7305)) == (
        "x.toml: from 2026-03-02 on, 20 years have no working day; take some of the days out",
    )
    assert _parse(_shut(date(2026, 3, 2), 7000)).open_day_after(date(2026, 3, 1), 1) == date(2026, 3, 2) + timedelta(
        days=7000
    )


def test_the_end_of_all_calendars_is_no_mistake_of_this_one() -> None:
    assert _parse('name = "x"\nclosed-weekdays = []\n[days]\n9999-12-31 = "the last day"\n').holidays


@of_each("unit", ["hours", "days", "weeks", "business days"])
def test_a_deadline_that_no_calendar_can_tell_is_an_error_in_words(unit: str) -> None:
    start = datetime(9998, 12, 20, 12, tzinfo=UTC)
    with pytest.raises(PolicyError, match=f"400 {unit} from 9998-12-20 on end after 9998"):
        term_deadline(start, Length(400, unit), ZoneInfo("Asia/Manila"), Calendar())


WEEK = """
[weekdays]
unsure = ["fri"]
source = "the notice board"
dated = 2026-02-03
confidence = "low"

[counted]
2026-11-24 = "bridge day"
"""


def test_a_calendar_says_where_its_weekdays_were_read() -> None:
    calendar = _parse(GOOD + WEEK)
    assert calendar.weekdays_source == Source("the notice board", date(2026, 2, 3), "low")
    assert calendar.why_unsure(date(2026, 11, 27)) == "Friday"
    assert calendar.why_unsure(date(2026, 11, 24)) == "bridge day"
    assert calendar.why_closed(date(2026, 11, 24)) is None


def test_a_weekday_can_not_be_closed_and_unsure() -> None:
    assert _mistakes(GOOD + WEEK.replace('"fri"', '"sat"')) == (
        "x.toml: weekdays: sat is closed and unsure; an unsure weekday is counted",
    )
