"""The words with which people type times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aftersales.named_tuple import NamedTuple


class TimeWords(NamedTuple):
    """The words of one language, in small letters. `weekdays` count from 0 for Monday, `months` from 1; `days` are days
    from today; `turns` say which weekday is meant: the one before today (-1) or the one after (1); `halves` add hours
    to a 12-hour time; `units` are pendulum's names.
    """

    now: Sequence[str]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    turns: Mapping[str, int]
    halves: Mapping[str, int]
    hours: Mapping[str, int]
    units: Mapping[str, str]
    ago: Sequence[str]
    ahead: Sequence[str]
    before_a_time: Sequence[str]
    before_a_day: Sequence[str]
    before_a_city: Sequence[str]


def _numbered(first: int, *names: str) -> dict[str, int]:
    """Each name with its number; several names of one number are written with a bar between them."""
    return {name: number for number, same in enumerate(names, first) for name in same.split("|")}


ENGLISH = TimeWords(
    now=("now",),
    weekdays=_numbered(
        0,
        "mon|monday",
        "tue|tues|tuesday",
        "wed|wednesday",
        "thu|thur|thurs|thursday",
        "fri|friday",
        "sat|saturday",
        "sun|sunday",
    ),
    months=_numbered(
        1,
        "jan|january",
        "feb|february",
        "mar|march",
        "apr|april",
        "may",
        "jun|june",
        "jul|july",
        "aug|august",
        "sep|sept|september",
        "oct|october",
        "nov|november",
        "dec|december",
    ),
    days={"today": 0, "yesterday": -1, "tomorrow": 1},
    turns={"last": -1, "next": 1},
    halves={"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12},
    hours={"noon": 12},
    units={
        **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minutes"),
        **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hours"),
        **dict.fromkeys(("d", "day", "days"), "days"),
        **dict.fromkeys(("w", "week", "weeks"), "weeks"),
    },
    ago=("ago",),
    ahead=("in",),
    before_a_time=("at",),
    before_a_day=("on",),
    before_a_city=("in",),
)
