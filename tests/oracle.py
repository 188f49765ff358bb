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
from typing import Any
from zoneinfo import ZoneInfo

import holidays as published

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
POLICIES = Path(__file__).parents[1] / "src" / "aftersales" / "policies" / "data"


def due(
    start: datetime,
    length: str,
    zone: str,
    holidays: set[date] | frozenset[date],
    closed: tuple[int, ...] = (5, 6),
    ends: time | None = None,
    weekday: int | None = None,
    cut_off: time | None = None,
    opens: str | None = None,
    first_counts: bool = False,
    from_start: bool = False,
) -> datetime:
    """When a term of `length` ends (UTC). A naive `start` is what the wall clock in `zone` shows. `ends` is what it
    shows at the end of the last day, where that is not the time of the start; with `weekday` (0 is Monday) the end is
    on the first such day from the last one on. What comes before the `cut_off` of an open day has that day as its
    first, all else the next open day. What `opens` so long after the start is counted from then, unless `from_start`.
    With `first_counts` the day of the start is counted too.

    >>> friday = datetime.fromisoformat("2026-11-20T16:02:00+00:00")
    >>> due(friday, "2 business days", "Europe/London", set()).isoformat()
    '2026-11-24T16:02:00+00:00'
    """
    if first_counts:
        assert ends is not None and length.endswith(" days")
        return _when_wall_shows(
            datetime.combine(_nth_day(_wall(start, zone).date(), int(length.split(" ")[0])), ends), zone
        )
    if opens is not None and not from_start:
        start = due(start, opens, zone, holidays, closed)
    if " + " in length:  # an order's handling time goes before the rest
        handling, length = length.split(" + ")
        start = due(start, handling, zone, holidays, closed)
    if cut_off is not None:
        assert length.endswith(("business day", "business days")) and ends is not None
        shown = _wall(start, zone)
        days = [shown.date() + n * DAY for n in range(0 if shown.time() < cut_off else 1, 100)]
        days = [day for day in days if _is_open(day, holidays, closed)]
        return _when_wall_shows(datetime.combine(days[int(length.split(" ")[0]) - 1], ends), zone)
    if ends is not None:
        last = _wall(due(start, length, zone, holidays, closed), zone).date()
        while weekday is not None and last.weekday() != weekday:
            last += DAY
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


def _nth_day(first: date, number: int) -> date:
    """Day `number` of a count whose day 1 is `first`, on the fingers."""
    day = first
    for _ in range(1, number):
        day += DAY
    return day


def opening(start: datetime, rule: str | None, zone: str, holidays: Any, closed: tuple[int, ...]) -> datetime | None:
    """From when a duty can be done whose clock started at `start`, as its rule's file says: with a term that runs from
    the start at the end of that day, else at the same time of day.
    """
    term = next((t for t in _terms(rule or "") if "opens" in t), None)
    if term is None:
        return None
    at = LAST_SECOND if term.get("runs-from") == "start" and term.get("ends") == "end-of-day" else None
    return due(start, term["opens"], zone, holidays, closed, ends=at)


def is_for_quick_refunds(rule: str | None) -> bool:
    """Whether a rule is for quick refunds alone: that it can be appealed is told on the first day."""
    return any(
        "yes" in table["when"].get("quick-refund", ())
        for table in _rules()
        if table.get("id") == rule and "when" in table
    )


def end_of_the_next_day(instant: datetime, zone: str) -> datetime:
    """The last second of the day after the one that the wall calendar in `zone` shows at the instant (UTC)."""
    return _when_wall_shows(datetime.combine(_wall(instant, zone).date() + DAY, LAST_SECOND), zone)


def due_with_pauses(
    start: datetime,
    length: str,
    zone: str,
    holidays: set[date] | frozenset[date],
    pauses: list[tuple[datetime, datetime]],
    closed: tuple[int, ...] = (5, 6),
) -> datetime:
    """When a term of business days ends (UTC) that starts on an open day and stood still in `pauses`: a day is 1,440
    minutes of open days, and each minute outside the pauses is counted.
    """
    left, minute = int(length.split(" ")[0]) * 1440, start
    while left:
        paused = any(since <= minute < until for since, until in pauses)
        if not paused and _is_open(_wall(minute, zone).date(), holidays, closed):
            left -= 1
        minute += MINUTE
    return minute


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    """Every rule as the files write them."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(POLICIES.rglob("*.toml"))]
    return tuple(table for file in files for table in file.get("rule", ()) if isinstance(table, dict))


def _terms(rule: str) -> tuple[dict[str, Any], ...]:
    """The terms of a rule, in whichever file they stand."""
    return tuple(term for table in _rules() if table.get("id") == rule for term in table.get("terms", ()))


def ends_at(rule: str | None, started: date | None = None) -> dict[str, Any]:
    """How a rule's terms open and end, as its file writes them: `opens`, `ends`, `weekday` and `cut_off` for `due`, and
    `zone` where the term has a wall of its own; for a clock that started on this day, where that makes a difference.
    """
    terms = _terms(rule or "")
    if started is not None:
        day = DAYS[started.weekday()]
        terms = tuple(t for t in terms if t.get("from", date.min) <= started < t.get("until", date.max))
        terms = tuple(t for t in terms if day in t.get("started-on", ())) or tuple(
            t for t in terms if "started-on" not in t
        )
    ways = {
        tuple(t.get(key) for key in ("ends", "cut-off", "timezone", "opens", "first-day", "runs-from")) for t in terms
    }
    ((ends, cut_off, zone, opens, first_day, runs_from),) = ways or {(None,) * 6}
    found: dict[str, Any] = {"zone": zone} if zone else {}
    found |= {"opens": opens} if opens else {}
    found |= {"first_counts": True} if first_day == "same-day" and cut_off is None else {}
    found |= {"from_start": True} if runs_from == "start" else {}
    if ends is not None:
        weekday, _, clock = ends.rpartition(" ")
        found["ends"] = LAST_SECOND if ends == "end-of-day" else time.fromisoformat(clock)
        found |= {"weekday": DAYS.index(weekday)} if weekday else {}
    if cut_off is not None:
        found["cut_off"] = time.fromisoformat(cut_off)
    return found


def _is_open(day: date, holidays: set[date] | frozenset[date], closed: tuple[int, ...]) -> bool:
    return day.weekday() not in closed and day not in holidays


def _wall(instant: datetime, zone: str) -> datetime:
    """What a clock on the wall in `zone` shows at the instant, without offset or fold."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def _when_wall_shows(wanted: datetime, zone: str) -> datetime:
    """The first instant at which the wall clock shows `wanted`, found by looking at it once a minute."""
    instant = wanted.replace(tzinfo=UTC) - timedelta(hours=15)  # no clock on earth is 15 hours ahead of UTC
    while _wall(instant, zone) < wanted - timedelta(hours=2):  # far off, an hour at a time will do
        instant += timedelta(hours=1)
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


# The markets of which a page or a deadline of the platform says that they do no business on Saturdays. In the others
# a Saturday counts.
MONDAY_TO_FRIDAY = ("GB", "US", "MY", "BR")


def closed_weekdays(market: str) -> tuple[int, ...]:
    """The weekdays on which a market does no business (0 is Monday)."""
    return (5, 6) if market in MONDAY_TO_FRIDAY else (6,)


@cache
def vietnam(first: int = 2022, last: int = 2031) -> frozenset[date]:
    """The days off of Viet Nam for those who work on Saturdays: as many days of each holiday as the labour law gives,
    and for one that falls on a Sunday the next day that is not off anyway. The five days of Tet begin one day or two
    before the new year, as the government chooses; of a year of which the choice is not known here, those of both.
    """
    known = published.country_holidays("VN", years=range(first, last + 1), language="en_US")
    single = ("New Year's Day", "Hung Kings", "Liberation", "International Labor", "Vietnam Cultural")
    by_law = {d for d, n in known.items() if n.startswith(single) and "observed" not in n}
    tet: set[date] = set()
    for year in range(first, last + 1):
        days = sorted(d for d, n in known.items() if d.year == year and "National Day" in n and "observed" not in n)
        by_law |= set(days[:2])
        (new_year,) = (d for d, n in known.items() if d.year == year and n == "Lunar New Year")
        choices = [{new_year + n * DAY for n in range(-before, 5 - before)} for before in (1, 2)]
        if year <= 2026:
            choices = [choices[0 if new_year - 2 * DAY not in known else 1]]
        off = [_with_days_for_sundays(choice) for choice in choices]
        tet |= off[0] & off[-1]
    return frozenset(tet | _with_days_for_sundays(by_law))


def _with_days_for_sundays(days: set[date]) -> set[date]:
    off = set(days)
    for sunday in sorted(d for d in days if d.weekday() == 6):
        other = sunday
        while other in off or other.weekday() == 6:
            other += DAY
        off.add(other)
    return off


@cache
def thailand(first: int = 2022, last: int = 2031) -> frozenset[date]:
    """The days off of Thailand for those who work on Saturdays: no bridge days, and a day in lieu of a Sunday only."""
    known = published.country_holidays("TH", years=range(first, last + 1), language="en_US")
    off = {d for d, n in known.items() if "Bridge" not in n}
    for day in sorted(d for d in off if "in lieu" in known[d]):
        before = day - DAY
        while before.weekday() < 5:
            before -= DAY
        if before.weekday() == 6 and before not in off:  # the Saturday before that Sunday is the holiday
            off.discard(day)
    return frozenset(off)


@cache
def closed_days(market: str, first: int = 2022, last: int = 2031) -> frozenset[date]:
    """The public holidays of a market, from the `holidays` package and not from our own files. Days that only public
    offices take are open.
    """
    if market == "GB":
        return england(first, last)
    if market in ("VN", "TH"):
        return vietnam(first, last) if market == "VN" else thailand(first, last)
    found = published.country_holidays(market, years=range(first, last + 1), language="en_US")
    if market == "NL":  # in the law, and many work on it: no working day is left out that may be one
        return frozenset(day for day, name in found.items() if name != "Good Friday")
    if market == "MY":  # 6 June is a Sunday, and Monday 7 a holiday anyway
        found[date(2027, 6, 8)] = "Islamic New Year (observed)"
    return frozenset(found)


@cache
def every_day_off(market: str, first: int = 2022, last: int = 2031) -> frozenset[date]:
    """Every day of the `holidays` package in a market, those included that may be working days."""
    if market == "GB":
        return england(first, last)
    return closed_days(market) | frozenset(published.country_holidays(market, years=range(first, last + 1)))
