"""Instants and lengths of time as people type them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.time.instants import YEARS
from aftersales.errors import UsageError
from aftersales.language import tr

# Not compiled here: most runs are given neither.
_WITHIN = r"(\d{1,4})\s*(m|h|d|w)"
_OFFSET = r"(?i)[T ]\d{1,2}(:?\d{2}){0,2}([.,]\d+)?\s*(Z|[+-]\d{2}(:?\d{2})?)$"
_CLOCK = r"(?i)(?:(today|yesterday)\s+)?([01]?\d|2[0-3])[:.h]([0-5]\d)"
_UNIT = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def moment(text: str, zone: ZoneInfo, option: str, now: datetime) -> datetime:
    """An instant as typed: ISO 8601, `now`, or a time of day (`8:50`, `today 8:50`, `yesterday 15:00`); without an
    offset it is local time of `zone`. Returns UTC.

    Raises UsageError, also for a date alone: a clock would start at an hour that nobody meant.
    """
    import pendulum
    from pendulum.parsing.exceptions import ParserError

    if text.strip().lower() == "now":
        return now
    if clock := re.fullmatch(_CLOCK, text.strip()):
        return _at_clock(clock, zone, now)
    try:
        parsed = pendulum.parse(text.strip(), exact=True, tz=None)
    except (ParserError, ValueError):
        raise UsageError(
            tr(
                "{option} {text!r} is not a time; write one such as 2026-11-24T16:02 or 2026-11-24T16:02+00:00.",
                option=option,
                text=text,
            )
        ) from None
    if isinstance(parsed, date) and parsed.year not in YEARS:
        raise UsageError(
            tr(
                "{option} {text!r} is out of range: use a year from {first} to {last}.",
                option=option,
                text=text,
                first=YEARS[0],
                last=YEARS[-1],
            )
        )
    if isinstance(parsed, datetime):
        return _utc(parsed, text, zone, option)
    if isinstance(parsed, date):
        raise _no_time_of_day(parsed, text, option)
    example = f"{now.astimezone(zone).date()}T16:02"
    raise UsageError(tr("{option} {text!r} has no date; write {example}.", option=option, text=text, example=example))


def _at_clock(clock: re.Match[str], zone: ZoneInfo, now: datetime) -> datetime:
    """A time of today or yesterday, on the date that it is in `zone`. Returns UTC."""
    from aftersales.core.time.length import to_utc

    back = 1 if (clock[1] or "").lower() == "yesterday" else 0
    day = now.astimezone(zone).date() - timedelta(days=back)
    return to_utc(datetime.combine(day, time(int(clock[2]), int(clock[3]))), zone)


def _no_time_of_day(day: date, text: str, option: str) -> UsageError:
    return UsageError(
        tr(
            "{option} {text!r} has no time of day, and the deadline depends on it; write {example}.",
            option=option,
            text=text,
            example=f"{day}T16:02",
        )
    )


def _utc(parsed: datetime, text: str, zone: ZoneInfo, option: str) -> datetime:
    """A parsed instant in UTC, to the second; without an offset in `text` it is local time of `zone`."""
    from aftersales.core.time.length import to_utc  # lazy: `due` reads a duration, which does not need it

    parsed = parsed.replace(microsecond=0)
    if not re.search(_OFFSET, text.strip()):
        return to_utc(datetime.combine(parsed.date(), parsed.time()), zone)
    try:
        return parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(tr("{option} {text!r} has an invalid offset.", option=option, text=text)) from None


def moment_or_now(text: str | None, zone: ZoneInfo, now: datetime) -> datetime:
    """When something happened, as --at says it: now, where it says nothing. Returns UTC. Raises UsageError."""
    return now if text is None else moment(text, zone, "--at", now)


def span(text: str, option: str) -> timedelta:
    """A length of elapsed time as typed: `2d`, `36h`, `1w`. Raises UsageError."""
    match = re.fullmatch(_WITHIN, text.strip().lower(), re.ASCII)
    if match is None:
        raise UsageError(
            tr("{option} {text!r} is not a duration; write one such as 36h, 2d or 1w.", option=option, text=text)
        )
    return timedelta(**{_UNIT[match[2]]: int(match[1])})
