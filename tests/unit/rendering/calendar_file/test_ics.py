"""The text of calendar files, in what the readers of calendars trip over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from aftersales.rendering.calendar_file import ics
from aftersales.rendering.calendar_file.entry import CalendarEntry, Revision
from aftersales.rendering.calendar_file.revisions import RevisedCalendar
from tables import of_each

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
END_OF_DAY = datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC)
ENTRY = CalendarEntry(
    "a@aftersales", END_OF_DAY, "Answer: return 8 · 89.99 GBP", "Deadline: today\n\nType: x, y; z\\n", "uk-main",
    "https://seller.example/order?no=1&x=2", (timedelta(hours=24), timedelta(hours=4)),
)  # fmt: skip


def text(*revisions: Revision, **more: object) -> str:
    return ics.calendar_text(RevisedCalendar(revisions)._replace(**more), "uk-main: deadlines", "data as of today")


def event(revision: Revision) -> str:
    return text(revision).partition("BEGIN:VEVENT\r\n")[2].partition("END:VEVENT")[0]


ONE = text(Revision(ENTRY, 3, NOW))


def test_an_entry_ends_with_its_deadline_and_stays_on_its_day() -> None:
    """DTEND is exclusive; an entry that went on past midnight would stand on two days."""
    assert "DTSTART:20261124T234459Z\r\nDTEND:20261124T235959Z\r\n" in ONE


def test_it_is_an_event_for_everybody_and_no_task() -> None:
    """Google reads no VTODO. It takes nobody's time, so a colleague's free time is not hidden."""
    assert "VTODO" not in ONE
    assert "TRANSP:TRANSPARENT" in ONE
    assert "ATTENDEE" not in ONE and "ORGANIZER" not in ONE  # else a calendar would answer to somebody


def test_times_are_instants_in_utc() -> None:
    """A zone by name would be looked up in each reader's own list."""
    assert "TZID" not in ONE and "VTIMEZONE" not in ONE
    assert all(line.endswith("Z") for line in ONE.splitlines() if line.startswith(("DT", "LAST-MODIFIED")))


def test_alarms_count_from_the_start_of_the_entry() -> None:
    """Not every reader knows RELATED=END; the start is a quarter of an hour before the deadline."""
    assert ONE.count("BEGIN:VALARM") == 2
    assert "TRIGGER:-PT23H45M" in ONE and "TRIGGER:-PT3H45M" in ONE


def test_what_is_cancelled_rings_no_alarm() -> None:
    done = event(Revision(ENTRY._replace(alarms=()), 4, NOW, cancelled=True))
    assert "STATUS:CANCELLED" in done and "VALARM" not in done


def test_lines_are_folded_and_ended_as_the_standard_has_it() -> None:
    long = ENTRY._replace(summary="麻花针织衫 " * 40, details="\n".join(["é" * 90] * 3))
    raw = text(Revision(long, 0, NOW)).encode()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is cut in two
    (found,) = Calendar.from_ical(raw).walk("VEVENT")
    assert (str(found["SUMMARY"]), str(found["DESCRIPTION"])) == (long.summary, long.details)


def test_the_calendar_says_its_name_and_how_often_to_look() -> None:
    calendar = Calendar.from_ical(ONE)
    assert str(calendar["X-WR-CALNAME"]) == "uk-main: deadlines"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in ONE
    assert "X-PUBLISHED-TTL:PT1H" in ONE


def test_what_is_written_is_read_back() -> None:
    revisions = [
        Revision(ENTRY._replace(alarms=list(ENTRY.alarms)), 3, NOW),
        Revision(ENTRY._replace(uid="b@aftersales", address="", alarms=[]), 0, NOW, cancelled=True),
    ]
    former = ics.former_calendar(text(*revisions, next_sequence=7))
    assert list(former.revisions.values()) == revisions
    assert former.next_sequence == 7


def test_the_line_ends_of_another_system_don_t_matter() -> None:
    assert ics.former_calendar(ONE.replace("\r\n", "\n")) == ics.former_calendar(ONE)


@of_each("lost", ["DTEND:20261124T235959Z", "LAST-MODIFIED:20261124T090000Z", "SUMMARY"])
@of_each("instead", ["", "X-MINE:1\r\n", "DTEND:soon\r\n"])
def test_an_entry_that_lacks_something_is_written_anew_above_its_sequence(lost: str, instead: str) -> None:
    whole = next(line for line in ONE.split("\r\n") if line.startswith(lost)) + "\r\n"
    former = ics.former_calendar(ONE.replace(whole, instead))
    assert (dict(former.revisions), dict(former.sequences)) == ({}, {"a@aftersales": 3})


def test_entries_of_somebody_else_stay() -> None:
    mine = "BEGIN:VEVENT\r\nUID:mine\r\nDTSTART:20261201T100000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\n"
    former = ics.former_calendar(ONE.replace("END:VCALENDAR", f"{mine}END:VCALENDAR"))
    assert list(former.revisions) == ["a@aftersales"]
    assert "SUMMARY:Dentist" in text(*former.revisions.values(), others=former.others)


@of_each(
    "other",
    [
        "case,due\n4,2026-11-24\n",
        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nPRODID:-//Apple//EN\r\nEND:VCALENDAR\r\n",
        "BEGIN:VEVENT\r\nEND:VEVENT\r\n",
        "BEGIN:VCALENDAR\r\n",
        ONE.replace("END:VCALENDAR\r\n", ""),
        ONE + ONE,
        "\0",
        "<html>",
    ],
)
def test_what_is_no_calendar_of_ours_is_not_taken_for_one(other: str) -> None:
    with pytest.raises(ics.NoCalendar):
        ics.former_calendar(other)


@of_each("sequence", ["-4", "x", "99999999999999999999", ""])
def test_a_sequence_that_is_none_counts_as_nought(sequence: str) -> None:
    former = ics.former_calendar(ONE.replace("SEQUENCE:3", f"SEQUENCE:{sequence}"))
    found = former.revisions.get("a@aftersales")
    assert (found.sequence if found else former.sequences["a@aftersales"]) == 0
