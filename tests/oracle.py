"""A second opinion on deadlines: slow, literal, and sharing no code with src/.

Where the product calculates, this walks: day by day through the calendar, and minute by minute through UTC
until a clock on the wall in the market shows the time that is looked for. Gaps and folds need no rule here:

- a wall time that exists twice is met first at its first occurrence;
- one that doesn't exist is never met. Then the last minute before the jump is taken, and as many minutes pass
  as a clock that nobody put forward would still need.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays as published

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)
POLICIES = Path(__file__).parents[1] / "src" / "aftersales" / "policies"


def due(
    start: datetime,
    length: str,
    zone: str,
    holidays: set[date] | frozenset[date],
    closed: tuple[int, ...] = (5, 6),
    ends: time | None = None,
) -> datetime:
    """When a term of `length` ends (UTC). A naive `start` is what the wall clock in `zone` shows. `ends` is what it
    shows at the end of the last day, where that is not the time of the start.

    >>> friday = datetime.fromisoformat("2026-11-20T16:02:00+00:00")
    >>> due(friday, "2 business days", "Europe/London", set()).isoformat()
    '2026-11-24T16:02:00+00:00'
    """
    if ends is not None:
        last = _wall(due(start, length, zone, holidays, closed), zone).date()
        return _when_wall_shows(datetime.combine(last, ends), zone)
    began = _when_wall_shows(start, zone) if start.tzinfo is None else start.astimezone(UTC)
    number, unit = length.split(" ", 1)
    left = int(number)
    if unit.startswith("hour"):
        for _ in range(left * 60):
            began += MINUTE
        return began
    wall = _wall(began, zone)
    day = wall.date()
    if unit.startswith("week"):
        left, unit = left * 7, "days"
    while left:
        day += DAY
        if unit.startswith("day") or _is_open(day, holidays, closed):
            left -= 1
    return _when_wall_shows(datetime.combine(day, wall.time()), zone)


def end_of_the_next_day(instant: datetime, zone: str) -> datetime:
    """The last second of the day after the one that the wall calendar in `zone` shows at the instant (UTC)."""
    return _when_wall_shows(datetime.combine(_wall(instant, zone).date() + DAY, LAST_SECOND), zone)


@cache
def ends_at(rule: str | None) -> time | None:
    """At which time of the last day a rule's terms end, as its file writes it; None for that of the starting event."""
    written = {
        term.get("ends")
        for path in POLICIES.rglob("*.toml")
        for table in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", ())
        if isinstance(table, dict) and table.get("id") == rule
        for term in table["terms"]
    }
    (text,) = written or {None}
    if text is None:
        return None
    return LAST_SECOND if text == "end-of-day" else time.fromisoformat(text)


def _is_open(day: date, holidays: set[date] | frozenset[date], closed: tuple[int, ...]) -> bool:
    return day.weekday() not in closed and day not in holidays


def _wall(instant: datetime, zone: str) -> datetime:
    """What a clock on the wall in `zone` shows at the instant, without offset or fold."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def _when_wall_shows(wanted: datetime, zone: str) -> datetime:
    """The first instant at which the wall clock shows `wanted`, found by looking at it once a minute."""
    instant = wanted.replace(tzinfo=UTC) - timedelta(hours=15)  # no clock on earth is 15 hours ahead of UTC
    before = instant
    while True:
        shown = _wall(instant, zone)
        if shown == wanted:
            return instant
        if shown > wanted:  # jumped over it
            return before + (wanted - _wall(before, zone))
        before = instant
        instant += MINUTE


@cache
def england(first: int = 2022, last: int = 2031) -> frozenset[date]:
    """The bank holidays of England and Wales, from the `holidays` package and not from our own file."""
    return frozenset(published.country_holidays("GB", subdiv="ENG", years=range(first, last + 1)))
