"""What a calendar file tells of a deadline, time after time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aftersales.rendering.calendar_file import ics
from aftersales.rendering.calendar_file.entry import CalendarEntry, Revision
from aftersales.rendering.calendar_file.revisions import CANCELLED_FOR, NO_CALENDAR, FormerCalendar, revised

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def entry(name: str, hours: int = 5, **more: object) -> CalendarEntry:
    made = CalendarEntry(f"{name}@aftersales", NOW + timedelta(hours=hours), f"Answer {name}", "why", "uk")
    return made._replace(**more)


def written(
    former: FormerCalendar,
    listed: Iterable[CalendarEntry],
    now: datetime = NOW,
    *,
    standing: Iterable[CalendarEntry] = (),
    running: Iterable[str] = (),
) -> FormerCalendar:
    """What the file has after a run, read back from its text."""
    entries = list(listed)
    calendar = revised(entries, [*standing, *entries], {*running, *(e.uid for e in entries)}, former, now)
    return ics.former_calendar(ics.calendar_text(calendar, "Deadlines", ""))


def of(calendar: FormerCalendar, name: str) -> Revision:
    return calendar.revisions[f"{name}@aftersales"]


def test_what_stays_as_it_is_is_told_as_before() -> None:
    first = written(NO_CALENDAR, [entry("a")])
    assert written(first, [entry("a")], NOW + DAY) == first
    assert of(first, "a") == Revision(entry("a", alarms=[], former_uids=()), 0, NOW)


def test_a_moved_deadline_and_other_words_count_one_up() -> None:
    first = written(NO_CALENDAR, [entry("a"), entry("b"), entry("c")])
    later = NOW + timedelta(hours=1)
    second = written(first, [entry("a", 7), entry("b", summary="Refund b"), entry("c")], later)
    assert [(of(second, name).sequence, of(second, name).modified) for name in "abc"] == [
        (1, later),
        (1, later),
        (0, NOW),
    ]
    assert of(second, "a").entry.due == NOW + timedelta(hours=7)


def test_what_no_longer_runs_is_cancelled_for_thirty_days() -> None:
    first = written(NO_CALENDAR, [entry("a", alarms=(DAY,)), entry("b")])
    second = written(first, [entry("b")], NOW + DAY)
    gone = of(second, "a")
    assert (gone.cancelled, gone.sequence, gone.modified, gone.entry.alarms) == (True, 1, NOW + DAY, [])
    assert gone.entry.summary == "No longer due: Answer a"
    assert written(second, [entry("b")], NOW + CANCELLED_FOR) == second
    third = written(second, [entry("b")], NOW + DAY + CANCELLED_FOR)
    assert list(third.revisions) == ["b@aftersales"]


def test_what_comes_back_is_newer_than_what_was_told_of_it() -> None:
    """After an undo; and after so long that the file no longer has it."""
    cancelled = written(written(NO_CALENDAR, [entry("a")]), [])
    back = written(cancelled, [entry("a")])
    assert (of(back, "a").cancelled, of(back, "a").sequence, of(back, "a").entry.summary) == (False, 2, "Answer a")
    dropped = written(cancelled, [], NOW + 2 * CANCELLED_FOR)
    assert not dropped.revisions
    assert of(written(dropped, [entry("a")]), "a").sequence == 2


def test_what_runs_on_beyond_the_list_is_not_cancelled() -> None:
    """A deadline that moved past the horizon, was snoozed, or was cut off by a limit."""
    first = written(NO_CALENDAR, [entry("a"), entry("b")])
    second = written(first, [entry("b")], standing=[entry("a", 90), entry("new", 95)])
    assert sorted(second.revisions) == ["a@aftersales", "b@aftersales"]
    assert (of(second, "a").entry.due, of(second, "a").sequence) == (NOW + timedelta(hours=90), 1)


def test_what_is_not_meant_any_more_leaves_the_file() -> None:
    first = written(NO_CALENDAR, [entry("a"), entry("b")])
    second = written(first, [entry("b")], running=["a@aftersales"])
    assert list(second.revisions) == ["b@aftersales"]


def test_a_case_keeps_its_name_when_its_number_becomes_known() -> None:
    first = written(NO_CALENDAR, [entry("by-hand")])
    named = entry("4035", former_uids=("by-hand@aftersales",))
    second = written(first, [named])
    assert list(second.revisions) == ["by-hand@aftersales"]
    assert written(second, [named]) == second
    # Another case of the same order that still has the name keeps it.
    both = written(first, [named, entry("by-hand")])
    assert sorted(both.revisions) == ["4035@aftersales", "by-hand@aftersales"]


def test_a_clock_that_goes_back_makes_nothing_older() -> None:
    first = written(NO_CALENDAR, [entry("a")])
    second = written(first, [entry("a", 9)], NOW - DAY)
    assert (of(second, "a").sequence, of(second, "a").modified) == (1, NOW)


RUNS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), max_size=3),
        st.sets(st.sampled_from("abc")),
        st.integers(-2, 40),
    ),
    max_size=12,
)


@given(RUNS)
def test_a_sequence_never_goes_down_and_never_stands_still_when_something_changed(runs: list) -> None:  # type: ignore[type-arg]
    """Whatever is listed, runs on elsewhere or is done, in whatever order, and however long nobody runs it."""
    calendar, now = NO_CALENDAR, NOW
    told: dict[str, tuple[int, tuple[object, ...], bool]] = {}
    for listed, elsewhere, days in runs:
        now += timedelta(days=days)
        entries = [entry(name, hours) for name, hours in listed.items()]
        calendar = written(calendar, entries, now, running=[f"{name}@aftersales" for name in elsewhere])
        assert {uid for uid, r in calendar.revisions.items() if not r.cancelled} == {e.uid for e in entries}
        for uid, revision in calendar.revisions.items():
            content = (revision.entry.content, revision.cancelled)
            if uid in told:
                sequence, *before = told[uid]
                assert revision.sequence >= sequence
                assert tuple(before) == content or revision.sequence > sequence
            told[uid] = (revision.sequence, *content)
