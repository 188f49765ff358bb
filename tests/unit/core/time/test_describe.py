"""Counted days and working weekdays in words. November 2026 begins on a Sunday."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.time.calendar import Calendar
from aftersales.core.time.describe import counted_days, cut_off_text, weekdays_source
from aftersales.core.time.length import CutOff, Length, term_deadline
from aftersales.toml.reader import Source

DAYS = Calendar(
    "x",
    frozenset({6}),
    {date(2026, 11, 9): "Founders' day"},
    known=True,
    unsure_weekdays=frozenset({5}),
    weekdays_source=Source("the notice board", date(2026, 2, 3), "low", note="It is wet."),
    opened={date(2026, 11, 10): "a holiday"},
    counted={date(2026, 11, 11): "bridge day"},
)


def test_each_day_is_skipped_or_has_its_number() -> None:
    deadline = term_deadline(datetime(2026, 11, 6, 10, tzinfo=UTC), Length(4, "business days"), ZoneInfo("UTC"), DAYS)
    assert list(counted_days(DAYS, deadline)) == [
        "Sat 7 Nov: business day 1 (may be closed: Saturday).",
        "Sun 8 Nov: skipped, Sunday.",
        "Mon 9 Nov: skipped, Founders' day.",
        "Tue 10 Nov: business day 2 (a holiday, but open by your configuration).",
        "Wed 11 Nov: business day 3 (may be closed: bridge day).",
        "Thu 12 Nov: business day 4.",
    ]


def test_the_working_weekdays_name_their_source_and_its_note() -> None:
    assert list(weekdays_source(DAYS)) == [
        "Working weekdays: Monday to Saturday (the notice board, 2026-02-03; confidence low).",
        "It is wet.",
    ]
    assert not list(weekdays_source(Calendar()))


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-11-07T13:59", "Sat 7 Nov: before the cut-off at 14:00, so the day of the event is day 1."),
        ("2026-11-07T14:00", "Sat 7 Nov: after the cut-off at 14:00, so it belongs to Tue 10 Nov, which is day 1."),
        ("2026-11-09T10:00", "Mon 9 Nov: closed (Founders' day), so it belongs to Tue 10 Nov, which is day 1."),
    ],
)
def test_a_cut_off_gives_the_day_that_counts(moment: str, sentence: str) -> None:
    assert cut_off_text(datetime.fromisoformat(moment), "business days", DAYS, CutOff(time(14))) == sentence
