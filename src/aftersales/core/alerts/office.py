"""When a desk that is closed opens again."""

from __future__ import annotations

from datetime import datetime, timedelta

from aftersales.core.time.staff import StaffCalendar

_DAY, _MOST_DAYS_OFF = timedelta(days=1), 60


def opening_after(staff: StaffCalendar | None, now: datetime) -> datetime | None:
    """When the desk opens next (UTC); None while somebody is in, where no hours are set, and where it does not open
    within 60 days. Opening and closing belong to the hours: a run at 09:00 sharp finds somebody in.
    """
    if staff is None:
        return None
    today = now.astimezone(staff.zone).date()
    for ahead in range(-1, _MOST_DAYS_OFF):
        for opens, closes in staff.shifts(today + ahead * _DAY):
            if opens <= now <= closes:
                return None
            if opens > now:
                return opens
    return None


def can_wait(due: datetime, now: datetime, opening: datetime | None) -> bool:
    """Whether a warning can wait until the desk opens: its deadline is after that, or has passed already."""
    return opening is not None and (due > opening or due < now)
