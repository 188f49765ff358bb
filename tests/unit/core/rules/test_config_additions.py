"""The seller's own days, against numpy's business days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from aftersales.core.rules import config_additions
from aftersales.core.rules.config_additions import Additions, DayChanges
from aftersales.core.rules.policy import Policy
from aftersales.core.time.calendar import Calendar
from aftersales.core.time.length import Length, term_deadline

ENGLAND = Calendar("England", holidays=dict.fromkeys(oracle.england(), "bank holiday"), known=True)


SAME_EACH_TIME = settings(derandomize=True)


days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


holidays = st.dictionaries(days, st.just("closed"), max_size=40)


closed_weekdays = st.frozensets(st.integers(0, 6), max_size=6)


def _due(start: datetime, length: Length, zone: str, calendar: Calendar = ENGLAND) -> datetime:
    return term_deadline(start, length, ZoneInfo(zone), calendar).due


@SAME_EACH_TIME
@given(days, st.integers(1, 30), holidays, closed_weekdays, holidays, st.frozensets(days, max_size=40))
def test_dates_with_the_sellers_own_days_are_those_of_numpy(day, count, closed, weekdays, own, opened):
    """numpy knows no days that are opened, so it gets every closed day by name, and no closed weekday."""
    opened -= own.keys()
    base = Policy("p", "p", "GB", "UTC", "GBP", Calendar("c", frozenset({5, 6}), closed), ())
    calendar = config_additions.apply_additions(base, Additions(DayChanges(own, opened, weekdays)), "config").calendar
    around = [date(2023, 12, 1) + timedelta(days=n) for n in range(2600)]
    shut = [d for d in around if d not in opened and (d.weekday() in weekdays or d in closed or d in own)]
    expected = np.busday_offset(day, count, roll="backward", weekmask="1111111", holidays=shut)
    start = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert _due(start, Length(count, "business days"), "UTC", calendar).date() == expected.astype(date)
