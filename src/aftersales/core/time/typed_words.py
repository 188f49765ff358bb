"""The words with which people type times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aftersales.named_tuple import NamedTuple


class TimeWords(NamedTuple):
    """The words of one language, in small letters. `weekdays` count from 0 for Monday, `months` from 1; `days` are days
    from today; `turns` say which weekday is meant: the one before today (-1) or the one after (1); `this` is said
    before a weekday of this week and a part of today. `halves` add hours to a 12-hour time; `minutes` are said before
    an hour and added to it; `parts` of a day go from an hour to before another; `units` are pendulum's names, and `one`
    and `half` are numbers of them. Between the words of a phrase is a blank.
    """

    now: Sequence[str]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    turns: Mapping[str, int]
    this: Sequence[str]
    halves: Mapping[str, int]
    hours: Mapping[str, int]
    midnight: Sequence[str]
    minutes: Mapping[str, int]
    o_clock: Sequence[str]
    parts: Mapping[str, tuple[int, int]]
    parts_of_today: Mapping[str, tuple[int, int]]
    units: Mapping[str, str]
    one: Sequence[str]
    half: Sequence[str]
    ago: Sequence[str]
    ahead: Sequence[str]
    from_now: Sequence[str]
    before_a_time: Sequence[str]
    before_a_day: Sequence[str]
    before_a_date: Sequence[str]
    before_a_month: Sequence[str]
    before_a_part: Sequence[str]
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
        "wed|weds|wednesday",
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
    days={
        "today": 0,
        "yesterday": -1,
        "day before yesterday": -2,
        **dict.fromkeys(("tomorrow", "tmrw"), 1),
        "day after tomorrow": 2,
    },
    turns={"last": -1, "next": 1},
    this=("this",),
    halves={"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12},
    hours={"noon": 12, "midday": 12},
    midnight=("midnight",),
    minutes={"half past": 30, "quarter past": 15, "quarter to": -15},
    o_clock=("o'clock", "oclock"),
    parts={"morning": (0, 12), "afternoon": (12, 19), "evening": (16, 24), "night": (18, 24)},
    parts_of_today={"tonight": (16, 24)},
    units={
        **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minutes"),
        **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hours"),
        **dict.fromkeys(("d", "day", "days"), "days"),
        **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "weeks"),
        **dict.fromkeys(("month", "months"), "months"),
    },
    one=("a", "an", "one"),
    half=("half a", "half an"),
    ago=("ago",),
    ahead=("in",),
    from_now=("from now",),
    before_a_time=("at",),
    before_a_day=("on",),
    before_a_date=("the",),
    before_a_month=("of",),
    before_a_part=("in", "the", "at"),
    before_a_city=("in",),
)
