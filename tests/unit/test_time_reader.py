"""Instants as people type them. Expected instants are worked out by hand, not by the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aftersales import language, text
from aftersales.core.time import typed_words
from aftersales.core.time.instants import iso
from aftersales.errors import UsageError
from aftersales.rendering.fields.view import local as as_json
from aftersales.rendering.pages import due as due_page
from aftersales.rendering.pages.agenda import short_moment
from aftersales.time_reader import echo, fixed_now, instant
from aftersales.user_input import EVENT, PROMISE, SINCE, UNTIL, WAKING, Place, Sense
from tables import of_each

LONDON = Place(ZoneInfo("Europe/London"), ("GB",), "uk-main")
SAIGON = Place(ZoneInfo("Asia/Ho_Chi_Minh"), ("VN",), "vn-main")
PACIFIC = Place(ZoneInfo("America/Los_Angeles"), ("US",), "us-main")
LIST = Place(ZoneInfo("Europe/London"), ("GB", "US"))
# A Wednesday: 10:00 in London, 17:00 in Saigon, 02:00 in Los Angeles.
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


# As typed for something that has happened; then what it means for a seller in London, Saigon and Los Angeles: day and
# time there, or one instant with its offset where the text says it.
TYPED = {
    # a time of day: the last one
    "16:00": ("24 16:00", "25 16:00", "24 16:00"),
    "at 16:00": ("24 16:00", "25 16:00", "24 16:00"),
    "16:02:30": ("24 16:02:30", "25 16:02:30", "24 16:02:30"),
    "8:50": ("25 08:50", "25 08:50", "24 08:50"),
    "08:50": ("25 08:50", "25 08:50", "24 08:50"),
    "8.50": ("25 08:50", "25 08:50", "24 08:50"),
    "8h50": ("25 08:50", "25 08:50", "24 08:50"),
    "8:50 pm": ("24 20:50", "24 20:50", "24 20:50"),
    "8:50PM": ("24 20:50", "24 20:50", "24 20:50"),
    "8 p.m.": ("24 20:00", "24 20:00", "24 20:00"),
    "12 am": ("25 00:00", "25 00:00", "25 00:00"),
    "12:30 pm": ("24 12:30", "25 12:30", "24 12:30"),
    "noon": ("24 12:00", "25 12:00", "24 12:00"),
    "8am": ("25 08:00", "25 08:00", "24 08:00"),
    "12 noon": ("24 12:00", "25 12:00", "24 12:00"),
    "midday": ("24 12:00", "25 12:00", "24 12:00"),
    "4 o'clock pm": ("24 16:00", "25 16:00", "24 16:00"),
    "half past 8 am": ("25 08:30", "25 08:30", "24 08:30"),
    "half past 15": ("24 15:30", "25 15:30", "24 15:30"),
    "quarter to 9pm": ("24 20:45", "24 20:45", "24 20:45"),
    "8:50 in the morning": ("25 08:50", "25 08:50", "24 08:50"),
    # with a day from today
    "today 8:50": ("25 08:50", "25 08:50", "25 08:50"),
    "Today at 8:50 am": ("25 08:50", "25 08:50", "25 08:50"),
    "today 23:00": ("25 23:00", "25 23:00", "25 23:00"),
    "yesterday 15:00": ("24 15:00", "24 15:00", "24 15:00"),
    "15:00 yesterday": ("24 15:00", "24 15:00", "24 15:00"),
    "yesterday at 3 pm": ("24 15:00", "24 15:00", "24 15:00"),
    "yesterday noon": ("24 12:00", "24 12:00", "24 12:00"),
    "this morning 0:30": ("25 00:30", "25 00:30", "25 00:30"),
    "tonight 8pm": ("25 20:00", "25 20:00", "25 20:00"),
    "yesterday evening 18:00": ("24 18:00", "24 18:00", "24 18:00"),
    "the day before yesterday 10am": ("23 10:00", "23 10:00", "23 10:00"),
    "3 days ago 15:00": ("22 15:00", "22 15:00", "22 15:00"),
    "in 2 days at 9am": ("27 09:00", "27 09:00", "27 09:00"),
    "a week ago 15:00": ("18 15:00", "18 15:00", "18 15:00"),
    "tmrw 9am": ("26 09:00", "26 09:00", "26 09:00"),
    "tomorrow 9:00": ("26 09:00", "26 09:00", "26 09:00"),
    # with a weekday: the last one
    "fri 15:00": ("20 15:00", "20 15:00", "20 15:00"),
    "Friday 15:00": ("20 15:00", "20 15:00", "20 15:00"),
    "on fri at 3pm": ("20 15:00", "20 15:00", "20 15:00"),
    "15:00 on friday": ("20 15:00", "20 15:00", "20 15:00"),
    "last fri 15:00": ("20 15:00", "20 15:00", "20 15:00"),
    "next fri 15:00": ("27 15:00", "27 15:00", "27 15:00"),
    "wed 8:00": ("25 08:00", "25 08:00", "18 08:00"),
    "wed 1am": ("25 01:00", "25 01:00", "25 01:00"),
    "Wed, 1 a.m.": ("25 01:00", "25 01:00", "25 01:00"),
    "1am wed": ("25 01:00", "25 01:00", "25 01:00"),
    "weds. at 1am": ("25 01:00", "25 01:00", "25 01:00"),
    "this fri 10am": ("27 10:00", "27 10:00", "27 10:00"),
    "this mon 10am": ("23 10:00", "23 10:00", "23 10:00"),
    "noon fri": ("20 12:00", "20 12:00", "20 12:00"),
    "last wed 1:00": ("18 01:00", "18 01:00", "18 01:00"),
    "Tue, 16:02": ("24 16:02", "24 16:02", "24 16:02"),
    # with a date in words
    "24 Nov 16:00": ("24 16:00", "24 16:00", "24 16:00"),
    "Tue 24 Nov 16:00": ("24 16:00", "24 16:00", "24 16:00"),
    "Nov 24 16:00": ("24 16:00", "24 16:00", "24 16:00"),
    "Nov 24, 4 pm": ("24 16:00", "24 16:00", "24 16:00"),
    "24th November 2026 16:00": ("24 16:00", "24 16:00", "24 16:00"),
    "Tuesday, November 24, 2026, 4:00 pm": ("24 16:00", "24 16:00", "24 16:00"),
    "24th of nov 16:00": ("24 16:00", "24 16:00", "24 16:00"),
    "the 24th of November at 4pm": ("24 16:00", "24 16:00", "24 16:00"),
    "Nov. the 24th, 4pm": ("24 16:00", "24 16:00", "24 16:00"),
    "24-Nov-2026 16:00": ("24 16:00", "24 16:00", "24 16:00"),
    "24nov 4pm": ("24 16:00", "24 16:00", "24 16:00"),
    "3rd nov 16:00": ("3 16:00", "3 16:00", "3 16:00"),
    "11th Nov noon": ("11 12:00", "11 12:00", "11 12:00"),
    "16:00 24 nov": ("24 16:00", "24 16:00", "24 16:00"),
    "24 Dec 16:00": ("2026-12-24 16:00", "2026-12-24 16:00", "2026-12-24 16:00"),  # a month ahead, not 11 months ago
    "1 Jan 9:00": ("2026-01-01 09:00", "2026-01-01 09:00", "2026-01-01 09:00"),
    "15 Jul 2026 12:00": ("2026-07-15 12:00", "2026-07-15 12:00", "2026-07-15 12:00"),
    # with a date in numbers, as the market writes it
    "3/11/2026 15:00": ("3 15:00", "3 15:00", "2026-03-11 15:00"),
    "3/11 15:00": ("3 15:00", "3 15:00", "2026-03-11 15:00"),
    "3.11.2026 15.00": ("3 15:00", "3 15:00", "2026-03-11 15:00"),
    "03-11-2026 3pm": ("3 15:00", "3 15:00", "2026-03-11 15:00"),
    "2026/11/03 15:00": ("3 15:00", "3 15:00", "3 15:00"),
    "2026.11.3 15:00": ("3 15:00", "3 15:00", "3 15:00"),
    "20261124 16:00": ("24 16:00", "24 16:00", "24 16:00"),
    "2026-11-24 4pm": ("24 16:00", "24 16:00", "24 16:00"),
    # ISO 8601
    "2026-11-24T16:02": ("24 16:02", "24 16:02", "24 16:02"),
    "2026-11-24 16:02": ("24 16:02", "24 16:02", "24 16:02"),
    "2026-11-24T16:02:11": ("24 16:02:11", "24 16:02:11", "24 16:02:11"),
    "2026-W48-2T16:02": ("24 16:02", "24 16:02", "24 16:02"),
    "2026-11-24T16:02+08:00": ("2026-11-24T08:02Z",) * 3,
    "2026-11-24T16:02:11.5Z": ("2026-11-24T16:02:11Z",) * 3,
    "20261124T160200Z": ("2026-11-24T16:02Z",) * 3,
    # with a zone
    "24 Nov 16:02 UTC": ("2026-11-24T16:02Z",) * 3,
    "24 Nov 16:02 GMT": ("2026-11-24T16:02Z",) * 3,
    "24 Nov 16:02 +07": ("2026-11-24T09:02Z",) * 3,
    "24 Nov 16:02+05:30": ("2026-11-24T10:32Z",) * 3,
    "24 Nov 16:02 Shanghai": ("2026-11-24T08:02Z",) * 3,
    "24 Nov 16:02 CST (Shanghai)": ("2026-11-24T08:02Z",) * 3,
    "24 Nov 16:02 Asia/Shanghai": ("2026-11-24T08:02Z",) * 3,
    "17:00 in Shanghai": ("2026-11-25T09:00Z",) * 3,
    "24 Nov 16:02 PST": ("2026-11-25T00:02Z",) * 3,
    "24 Nov 16:02 PST (Manila)": ("2026-11-24T08:02Z",) * 3,
    # so long ago, or from now
    "2h ago": ("2026-11-25T08:00Z",) * 3,
    "2 hours ago": ("2026-11-25T08:00Z",) * 3,
    "90 min ago": ("2026-11-25T08:30Z",) * 3,
    "1 d 3 h ago": ("2026-11-24T07:00Z",) * 3,
    "an hour ago": ("2026-11-25T09:00Z",) * 3,
    "half an hour ago": ("2026-11-25T09:30Z",) * 3,
    "1.5h ago": ("2026-11-25T08:30Z",) * 3,
    "1h30 ago": ("2026-11-25T08:30Z",) * 3,
    "3 hours from now": ("2026-11-25T13:00Z",) * 3,
    "in 3 h": ("2026-11-25T13:00Z",) * 3,
    "in 45 minutes": ("2026-11-25T10:45Z",) * 3,
    "now": ("2026-11-25T10:00Z",) * 3,
}
OFFSETS = ("+00:00", "+07:00", "-08:00")
SUMMER = {"2026-07-15 12:00": ("+01:00", "+07:00", "-07:00"), "2026-03-11 15:00": ("+00:00", "+07:00", "-07:00")}


def _meant(written: str, column: int) -> datetime:
    """The instant of a cell of the table."""
    if written.endswith("Z"):
        return _utc(written)
    whole = written if written[4:5] == "-" else f"2026-11-{int(written.split()[0]):02d} {written.split()[1]}"
    return _utc(f"{whole}{SUMMER.get(written, OFFSETS)[column]}")


@of_each("typed", TYPED)
def test_a_time_means_the_same_as_to_a_person(typed: str) -> None:
    for column, place in enumerate((LONDON, SAIGON, PACIFIC)):
        assert instant(typed, "--at", place, NOW).at == _meant(TYPED[typed][column], column), place.shop


@of_each(
    "typed, sense, meant",
    [
        ("fri", WAKING, "2026-11-27T00:00Z"),
        ("wed", WAKING, "2026-12-02T00:00Z"),
        ("wed 18:00", WAKING, "2026-11-25T18:00Z"),
        ("mon 9:00", PROMISE, "2026-11-30T09:00Z"),
        ("8:00", WAKING, "2026-11-26T08:00Z"),
        ("16:00", WAKING, "2026-11-25T16:00Z"),
        ("tomorrow", WAKING, "2026-11-26T00:00Z"),
        ("4h", WAKING, "2026-11-25T14:00Z"),
        ("1d", WAKING, "2026-11-26T10:00Z"),
        ("in 2 days", WAKING, "2026-11-27T10:00Z"),
        ("8 Jan", WAKING, "2027-01-08T00:00Z"),
        ("8 Jan 12:00", PROMISE, "2027-01-08T12:00Z"),
        ("fri", SINCE, "2026-11-20T00:00Z"),
        ("wed", SINCE, "2026-11-25T00:00Z"),
        ("last wed", SINCE, "2026-11-18T00:00Z"),
        ("today", SINCE, "2026-11-25T00:00Z"),
        ("24 Nov", SINCE, "2026-11-24T00:00Z"),
        ("2026-11-24", SINCE, "2026-11-24T00:00Z"),
        ("1 Jul 2026", SINCE, "2026-06-30T23:00Z"),
        ("tmrw 8am", WAKING, "2026-11-26T08:00Z"),
        ("fri 10am", WAKING, "2026-11-27T10:00Z"),
        ("in 2 days at 9am", PROMISE, "2026-11-27T09:00Z"),
        ("1.5 days", WAKING, "2026-11-26T22:00Z"),
        ("this mon", SINCE, "2026-11-23T00:00Z"),
        ("a month ago", SINCE, "2026-10-25T10:00Z"),
        ("1st of Nov", SINCE, "2026-11-01T00:00Z"),
        ("2wks", SINCE, "2026-11-11T10:00Z"),
        ("day before yesterday", UNTIL, "2026-11-23T23:59:59Z"),
        ("36h", SINCE, "2026-11-23T22:00Z"),
        ("2d", SINCE, "2026-11-23T10:00Z"),
        ("2 weeks ago", SINCE, "2026-11-11T10:00Z"),
        ("24 Nov", UNTIL, "2026-11-24T23:59:59Z"),
        ("yesterday", UNTIL, "2026-11-24T23:59:59Z"),
        ("24 Nov 16:00", UNTIL, "2026-11-24T16:00Z"),
    ],
)
def test_what_is_still_to_come_is_the_next_and_a_filter_takes_a_day(typed: str, sense: Sense, meant: str) -> None:
    assert instant(typed, "--until", LONDON, NOW, sense).at == _utc(meant)


def test_days_begin_and_end_where_the_list_is_told() -> None:
    assert instant("24 Nov", "--since", SAIGON, NOW, SINCE).at == _utc("2026-11-23T17:00Z")
    assert instant("24 Nov", "--until", PACIFIC, NOW, UNTIL).at == _utc("2026-11-25T07:59:59Z")


def test_a_new_year_takes_dates_of_the_old_one() -> None:
    january = datetime(2027, 1, 3, 10, tzinfo=UTC)
    assert instant("24 Dec 16:00", "--at", LONDON, january).at == _utc("2026-12-24T16:00Z")
    assert instant("2 Jan 16:00", "--at", LONDON, january).at == _utc("2027-01-02T16:00Z")
    assert instant("29 Feb 2028 12:00", "--at", LONDON, january).at == _utc("2028-02-29T12:00Z")


@of_each(
    "typed, place, meant, zone",
    [
        # Clocks go back in London on 25 October 2026 at 02:00 BST, in Los Angeles on 1 November 2026 at 02:00 PDT.
        ("25 Oct 2026 01:30", LONDON, "2026-10-25T00:30Z", "GMT"),
        ("2026-10-25T01:30", LONDON, "2026-10-25T00:30Z", "GMT"),
        ("25 Oct 2026 01:30 BST", LONDON, "2026-10-25T00:30Z", None),
        ("25 Oct 2026 01:30 GMT", LONDON, "2026-10-25T01:30Z", None),
        ("2026-10-25T01:30 GMT", LONDON, "2026-10-25T01:30Z", None),
        ("25 Oct 2026 01:30 GMT (London)", SAIGON, "2026-10-25T01:30Z", None),
        ("11/1/2026 1:30", PACIFIC, "2026-11-01T08:30Z", "PST"),
        ("Nov 1 2026 1:30 am PST", PACIFIC, "2026-11-01T09:30Z", None),
    ],
)
def test_of_a_time_that_comes_twice_it_is_said_which(typed: str, place: Place, meant: str, zone: str | None) -> None:
    when = instant(typed, "--at", place, NOW)
    assert when.at == _utc(meant)
    echoed = echo(when, "--at", place)
    assert echoed is not None
    assert ("comes twice" in echoed) == (zone is not None)
    assert zone is None or echoed.endswith(f"for the second write {zone} after it")


@of_each(
    "typed, place, echoed",
    [
        ("fri 16:00", LONDON, "--at: Fri 20 Nov 2026 16:00 GMT, uk-main's time"),
        ("2026-11-24T16:02", SAIGON, "--at: Tue 24 Nov 2026 16:02 Ho Chi Minh, vn-main's time"),
        ("17:00 in Shanghai", PACIFIC, "--at: Wed 25 Nov 2026 01:00 PST, us-main's time"),
        ("2h ago", LIST, "--at: Wed 25 Nov 2026 08:00 GMT (London)"),
        ("2026-11-24T16:02Z", LONDON, None),
        ("now", LONDON, None),
    ],
)
def test_what_was_understood_is_echoed_with_its_date_and_zone(typed: str, place: Place, echoed: str | None) -> None:
    assert echo(instant(typed, "--at", place, NOW), "--at", place) == echoed


NOT_A_TIME = "is not a time; write one such as 16:00, yesterday 15:00, fri 15:00, 25 Nov 16:02, 2026-11-25T16:02."
NO_TIME_OF_DAY = "has no time of day, and the deadline depends on it; write {} 16:02."
REFUSED = {
    "": NOT_A_TIME,
    "soon": NOT_A_TIME,
    "16": NOT_A_TIME,
    "1602": NOT_A_TIME,
    "last": NOT_A_TIME,
    "last 15:00": NOT_A_TIME,
    "2026": NOT_A_TIME,
    "2026-11": NOT_A_TIME,
    "12/2026": NOT_A_TIME,
    "2026-13-45T00:00": NOT_A_TIME,
    "2026-02-29T12:00": NOT_A_TIME,
    "2026-11-24T16:02+99:00": NOT_A_TIME,
    "1764086400": NOT_A_TIME,
    "2 h 3 h ago": NOT_A_TIME,
    "-2h": NOT_A_TIME,
    "昨晚 15:00": ": 15:00 and 晚上 don't go together; write the hour from 0 to 23.",
    "１６:00": NOT_A_TIME,
    "x" * 300: NOT_A_TIME,
    "2026-11-24": NO_TIME_OF_DAY.format("2026-11-24"),
    "24 Nov": NO_TIME_OF_DAY.format("24 Nov"),
    "27/11/2026": NO_TIME_OF_DAY.format("27/11/2026"),
    "fri": NO_TIME_OF_DAY.format("fri"),
    "last fri": NO_TIME_OF_DAY.format("last fri"),
    "today": NO_TIME_OF_DAY.format("today"),
    "yesterday": NO_TIME_OF_DAY.format("yesterday"),
    "2 days ago": "has no time of day, and the deadline depends on it; write yesterday 15:00.",
    "2h": ": is that before now or after? Write 2h ago, or in 2h.",
    "1026-11-24T16:02": "is out of range: use a year from 1970 to 2200.",
    "9999 w 1 h ago": "is out of range: use a year from 1970 to 2200.",
    "25:00": ": there is no time of day 25:00; they go from 00:00 to 23:59.",
    "24rd nov 16:00": ": 24rd is written 24th.",
    "11st nov 16:00": ": 11st is written 11th.",
    "22th nov 16:00": ": 22th is written 22nd.",
    "31 feb 16:00": ": there is no such day.",
    "24th 16:00": ": the month is missing; write it as in 24th Nov.",
    "nov 2026": ": the day is missing; write it as in 24 Nov.",
    "24 nov '26 16:00": ": the year is written with four digits.",
    "24 nov 26": ": the year is written with four digits.",
    "half past 8": ": is 8:30 meant, or 20:30? Write one of them.",
    "quarter to 12": ": is 11:45 meant, or 23:45? Write one of them.",
    "half past noon": ": write the time in numbers, such as 8:30.",
    "8 o'clock": ": 8 is not a time of day; write 8:00.",
    "midnight": ": midnight lies between two days; write 00:00 and the day that begins then.",
    "tomorrow morning": ": 'morning' is not a time of day; write one such as 9:00 or 20:00.",
    "tonight": ": 'tonight' is not a time of day; write one such as 9:00 or 20:00.",
    "tonight 8:00": ": 08:00 and tonight don't go together; write the hour from 0 to 23.",
    "1:30 ago": ": write the length of time as in 1 h 30 m ago.",
    "fri 8:61": ": there is no time of day 8:61; they go from 00:00 to 23:59.",
    "13 pm": ": with am or pm the hour is between 1 and 12.",
    "0:30 am": ": with am or pm the hour is between 1 and 12.",
    "fri 15": ": 15 is not a time of day; write 15:00.",
    "fri at 8": ": 8 is not a time of day; write 8:00.",
    "30 Feb 12:00": ": there is no such day.",
    "29 Feb 2026 12:00": ": there is no such day.",
    "Fri 24 Nov 16:00": ": that day is Tue 24 Nov 2026; write its weekday, or none.",
    "11/27/2026 15:00": ": 11/27/2026 is not a date; here dates are written day/month/year.",
    "27/11/26 15:00": ": the year is written with four digits.",
    "10:30": ": is Wed 25 Nov 2026 10:30 GMT meant, or Tue 24 Nov 2026 10:30 GMT? Write it with its date.",
    "wed 10:30": ": is Wed 25 Nov 2026 10:30 GMT meant, or Wed 18 Nov 2026 10:30 GMT? Write it with its date.",
    "29 Mar 2026 01:30": ": in London the clocks skip 01:30 on Sun 29 Mar 2026; write 00:30 or 02:30.",
    "2026-03-29T01:30": ": in London the clocks skip 01:30 on Sun 29 Mar 2026; write 00:30 or 02:30.",
    "24 Jul 2026 16:00 GMT": ": London is at BST on Fri 24 Jul 2026; write BST, or an offset.",
    "24 Nov 16:00 CET (London)": ": London is at GMT on Tue 24 Nov 2026; write GMT, or an offset.",
    "24 Nov 16:00 IST": ": several zones are called IST; write the city.",
    "24 Nov 16:00 CST": ": several zones are called CST; write the city.",
    "24 Nov 16:00 Atlantis": ": 'atlantis' is not a zone; write one such as GMT, +01:00 or London.",
    "24 Nov 16:00 or 17:00": ": '17:00' is not a city that a time zone is named after, such as London.",
    "24 Nov 16:00 +99": ": +99 is not an offset.",
    "tomorrow yesterday 9:00": ": '9:00' is not a city that a time zone is named after, such as London.",
}


@of_each("typed", REFUSED)
def test_what_is_no_instant_says_what_was_read_and_what_to_write(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        instant(typed, "--at", LONDON, NOW)
    name = typed if len(typed) < 60 else f"{typed[:59]}…"
    gap = "" if REFUSED[typed].startswith(":") else " "
    assert str(caught.value) == f"--at {name!r}{gap}{REFUSED[typed]}"


@of_each(
    "typed, sense, why",
    [
        ("9:30", WAKING, "is Wed 25 Nov 2026 09:30 GMT meant, or Thu 26 Nov 2026 09:30 GMT?"),
        ("fri", PROMISE, "has no time of day"),
        ("4h", PROMISE, "is that before now or after?"),
        ("soon", WAKING, "is not a time; write one such as 16:00, tomorrow 9:00, fri, 2d, 25 Nov 16:02"),
        ("soon", SINCE, "is not a time; write one such as 16:00, yesterday 15:00, fri, 2d, 25 Nov 16:02"),
        ("3/4/2026", SINCE, "3/4/2026 can be two dates; write the month as a word"),
    ],
)
def test_what_other_options_refuse(typed: str, sense: Sense, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        instant(typed, "--until", LIST, NOW, sense)
    assert why in str(caught.value)


def test_a_date_that_can_only_be_one_is_taken_where_markets_differ() -> None:
    assert instant("27/11/2026", "--since", LIST, NOW, SINCE).at == _utc("2026-11-27T00:00Z")


@of_each(
    "typed, meant",
    [
        ("2026-11-24T09:00:00+08:00", "2026-11-24T01:00Z"),
        ("24 Nov 2026 9am London", "2026-11-24T09:00Z"),
        ("Tue 24 Nov 2026 16:02:11 Shanghai", "2026-11-24T08:02:11Z"),
        ("24/11/2026 09:00 GMT", "2026-11-24T09:00Z"),
        ("in 3 h", "2026-11-25T13:00Z"),
        ("2 days ago", "2026-11-23T10:00Z"),
        ("now", "2026-11-25T10:00Z"),
    ],
)
def test_the_global_now_takes_what_says_its_zone(typed: str, meant: str) -> None:
    assert fixed_now(typed, NOW) == _utc(meant)


@of_each(
    "typed, why",
    [
        (
            "16:00",
            "--now takes a date and a time with their zone, such as 2026-11-24T09:00:00+00:00 or "
            "24 Nov 2026 9am London, not '16:00'.",
        ),
        ("2026-11-24T09:00", "--now takes a date and a time with their zone"),
        ("24 Nov", "--now takes a date and a time with their zone"),
        ("24 Nov GMT", "--now takes a date and a time with their zone"),
        ("soon", "--now takes a date and a time with their zone"),
        ("fri 16:00 GMT", "--now 'fri 16:00 GMT': write it with its date."),
        ("31 Feb 2026 9:00 GMT", "--now '31 Feb 2026 9:00 GMT': there is no such day."),
        ("9 Jan 1001 9:00 GMT", "--now takes a date and a time with their zone"),
    ],
)
def test_the_global_now_refuses_what_is_nobodys_time(typed: str, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        fixed_now(typed, NOW)
    assert str(caught.value).startswith(why)


# --- every form in which the program writes a time --------------------------------------------------------------------

ZONES = [
    ZoneInfo(key)
    for key in (
        "Europe/London", "Europe/Dublin", "Europe/Berlin", "Europe/Madrid", "Europe/Warsaw", "Asia/Bangkok",
        "Asia/Ho_Chi_Minh", "Asia/Jakarta", "Asia/Kuala_Lumpur", "Asia/Manila", "Asia/Singapore", "Asia/Tokyo",
        "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Kolkata", "America/Sao_Paulo", "America/Mexico_City",
        "America/Los_Angeles", "America/New_York", "America/Chicago", "Australia/Sydney", "Etc/UTC", "UTC",
    )
]  # fmt: skip
PLACES = st.sampled_from([LONDON, SAIGON, PACIFIC])
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda when: when.replace(microsecond=0)
)


LANGUAGES = st.sampled_from(["en", "zh"])


@contextmanager
def speaking(name: str) -> Iterator[None]:
    language.use(name)
    yield
    language.use("en")


@pytest.mark.slow
@given(when=INSTANTS, zone=st.sampled_from(ZONES), place=PLACES, now=INSTANTS, spoken=LANGUAGES)
def test_a_printed_moment_is_read_as_the_same_instant(
    when: datetime, zone: ZoneInfo, place: Place, now: datetime, spoken: str
) -> None:
    there = when.astimezone(zone)
    with speaking(spoken):
        forms = (text.moment(there), text.placed(there), iso(when), str(as_json(when, zone)))
    for printed in forms:
        home = place if zone.key != "Europe/London" or "(" in printed else LONDON
        assert instant(printed, "--at", home, now).at == when, printed
        assert instant(printed, "--until", home, now, WAKING).at == when, printed


@given(now=INSTANTS, seconds=st.integers(0, 150 * 86400), place=PLACES, spoken=LANGUAGES)
def test_what_lists_print_is_read_as_the_same_minute(now: datetime, seconds: int, place: Place, spoken: str) -> None:
    """A moment without a year, or without a date: of the future where something is due, of the past where it was."""
    now = now.replace(second=0).astimezone(place.zone)
    for sense, sign in ((PROMISE, 1), (EVENT, -1)):
        when = (now + sign * timedelta(minutes=seconds // 60 + (sign > 0))).astimezone(UTC).astimezone(place.zone)
        assume(len({when.replace(fold=fold).utcoffset() for fold in (0, 1)}) == 1)  # a clock alone can't say which
        with speaking(spoken):
            forms = (short_moment(when, now), due_page.when(when, now))
        for printed in forms:
            assert instant(printed, "--at", place, now.astimezone(UTC), sense).at == when, printed


@given(now=INSTANTS, place=PLACES, zone=st.sampled_from(ZONES), spoken=LANGUAGES)
def test_the_time_in_the_heading_of_a_list_is_now(now: datetime, place: Place, zone: ZoneInfo, spoken: str) -> None:
    now = now.replace(second=0)
    there = now.astimezone(zone)
    assume(len({there.replace(fold=fold).utcoffset() for fold in (0, 1)}) == 1)
    with speaking(spoken):
        heading, city = short_moment(there, there), text.city(there)
    for place_named in (city, f"in {city}"):
        assert instant(f"{heading} {place_named}", "--at", place, now).at == now


@given(
    typed=st.text(max_size=40)
    | st.text("0123456789:/.-+ aptdhmnow", max_size=25)
    | st.text("上下周五今晚点0123前", max_size=9)
)
def test_whatever_is_typed_is_a_time_or_refused_in_words(typed: str) -> None:
    for place, sense in ((LONDON, EVENT), (LIST, SINCE), (PACIFIC, WAKING)):
        try:
            when = instant(typed, "--at", place, NOW, sense)
        except UsageError as error:
            assert str(error).startswith("--at ")
        else:
            assert when.at.tzinfo is UTC


@of_each(
    "chinese, english",
    [
        ("昨天 15:00", "yesterday 15:00"),
        ("昨天15点", "yesterday 15:00"),
        ("前天 8点05分", "day before yesterday 8:05"),
        ("今天 8：50", "today 8:50"),
        ("周二 16:02", "tue 16:02"),
        ("星期天 9:00", "sun 9:00"),
        ("11月24日 周二 16:02", "Tue 24 Nov 16:02"),
        ("2026年11月24日 周二 16:02 GMT", "Tue 24 Nov 2026 16:02 GMT"),
        ("11月24号 16:02", "24 Nov 16:02"),
        ("下午3点半", "3:30 pm"),
        ("上午 9:30", "9:30 am"),
        ("2小时前", "2 hours ago"),
        ("半小时前", "half an hour ago"),
        ("1个半小时前", "1.5 hours ago"),
        ("1 天 4 小时前", "1 d 4 h ago"),
        ("下午15:30", "15:30"),
        ("中午12点", "noon"),
        ("正午", "noon"),
        ("中午1点", "13:00"),
        ("凌晨12点", "0:00"),
        ("下午12:30", "12:30"),
        ("昨晚8点", "yesterday 20:00"),
        ("今早8点", "today 8:00"),
        ("11月23日 17:30 CST（上海）", "23 Nov 17:30 CST (Shanghai)"),
        ("11月23日 17:30 GMT（伦敦）", "23 Nov 17:30 GMT (London)"),
        ("17:00 上海", "17:00 in Shanghai"),
        ("昨天 17:00 北京时间", "yesterday 17:00 in Shanghai"),
    ],
)
def test_a_time_typed_in_chinese_is_the_one_in_english(chinese: str, english: str) -> None:
    assert instant(chinese, "--at", LONDON, NOW, EVENT).at == instant(english, "--at", LONDON, NOW, EVENT).at


@of_each(
    "now, typed, day",
    [
        ("2026-11-24", "上周五", 20),  # a Tuesday
        ("2026-11-24", "本周一", 23),
        ("2026-11-24", "这个星期一", 23),
        ("2026-11-29", "上周五", 20),  # a Sunday: the 27th is this week's
        ("2026-11-29", "本周五", 27),
        ("2026-11-29", "last week fri", 20),
        ("2026-11-30", "上礼拜天", 29),  # a Monday
    ],
)
def test_a_week_in_chinese_goes_from_monday_to_sunday(now: str, typed: str, day: int) -> None:
    when = datetime.fromisoformat(f"{now}T12:00+00:00")
    assert instant(f"{typed} 9:00", "--at", LONDON, when, EVENT).at == datetime(2026, 11, day, 9, tzinfo=UTC)


def test_next_friday_in_chinese_is_that_of_next_week() -> None:
    assert instant("下周五 9:00", "--until", LONDON, NOW, WAKING).at == _utc("2026-12-04T09:00")


def test_every_city_that_is_printed_in_chinese_is_read() -> None:
    with speaking("zh"):
        names = {text.tr(name) for name in text._CITIES}
    assert names <= set(typed_words._CITIES)


@of_each(
    "chinese",
    [
        "大前天", "周九 15:00", "13月1日 9:00", "十点", "2小时半前", "晚上12点", "晚上1点", "上午12点", "早上3点",
        "上上周五 9:00", "下午25:00",
    ],
)  # fmt: skip
def test_chinese_that_says_no_time_of_day_is_refused(chinese: str) -> None:
    with pytest.raises(UsageError):
        instant(chinese, "--at", LONDON, NOW, EVENT)
