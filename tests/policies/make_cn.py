"""Makes the frozen calendar of China, by which a seller's staff works, from the `holidays` package.

    python tests/policies/make_cn.py        # rewrites src/aftersales/policies/data/calendars/cn.toml

The State Council publishes each year, in the November before, which working days are off and which weekend days are
worked for them (make-up days); the package has both once they are published. Of later years only the holidays of the
law are known, without those swaps. There the calendar takes the long breaks as long as they usually are: a day that is
worked after all makes an act-by too early, one that was taken for a working day would make it too late.

It names holidays on weekends too, and each weekend day of a break: one that joins it to a holiday, before, between or
after. A staff that works at weekends is off on the Sunday in the middle of Golden Week, and on the Saturday and Sunday
after a holiday on a Friday.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import holidays

from aftersales.text import day as long

TARGET = Path(__file__).parents[2] / "src" / "aftersales" / "policies" / "data" / "calendars" / "cn.toml"
FIRST, KNOWN_THROUGH, LAST = 2023, 2026, 2030
CHECKED, VERSION = date(2026, 11, 29), "0.109"  # of the package, when the calendar was made
DAY = timedelta(days=1)
_SWAPPED = re.compile(r"Day off \(substituted from (\d\d)/(\d\d)/(\d{4})\)")
HEAD = f"""\
# The days on which China is closed by the State Council's notices, the weekend days of each break included, and the
# weekend days worked instead. Made by tests/policies/make_cn.py.

name = "Chinese public holidays"
closed-weekdays = ["sat", "sun"]
known-through = {KNOWN_THROUGH} # a notice each November; of later years no make-up day is known
source = "State Council notices; PyPI holidays {VERSION}, CN"
checked = {CHECKED}
"""


def package() -> holidays.HolidayBase:
    """What the installed package knows of China."""
    return holidays.country_holidays("CN", years=range(FIRST, LAST + 1), language="en_US")


def worked() -> dict[date, str]:
    """The weekend days that are worked, each with the day off for which it makes up."""
    known = package()
    off = {_swapped(name): day for day, name in known.items() if _SWAPPED.fullmatch(name)}
    days = sorted(day for day in known.weekend_workdays if day.year >= FIRST)
    return {day: f"make-up day for {_short(off[day])}" for day in days}


def closed() -> dict[date, str]:
    """The closed days with their names; a swapped one is named after the holiday to which it belongs."""
    known = dict(sorted(package().items()))
    makes_up = worked()
    names = {day: name.replace("Chinese New Year (Spring Festival)", "Spring Festival") for day, name in known.items()}
    found: dict[date, str] = {}
    for day, name in names.items():
        if swapped := _SWAPPED.fullmatch(name):
            name = f"{_festival(names, day)} (day off for {_short(_swapped(swapped[0]))})"
        found[day] = name
    for day in sorted(found):
        for step in (DAY, -DAY):
            beside = day + step
            while beside.weekday() in (5, 6) and beside not in makes_up and beside not in found:
                found[beside] = _plain(found[day])
                beside += step
    return dict(sorted(found.items()))


def usual(year: int) -> dict[date, str]:
    """The long breaks of a year as long as the notices of the last years made them: from the eve of the Spring Festival
    to its seventh day, 1 to 5 May, 1 to 7 October, and a day more where the Mid-Autumn Festival falls into it.
    """
    names = closed()
    new_year = min(d for d, name in names.items() if d.year == year and name == "Spring Festival")
    late = any("Mid-Autumn" in names.get(date(year, 10, n), "") for n in range(1, 9))
    breaks = (
        ("Spring Festival", new_year - DAY, new_year + 6 * DAY),
        ("Labor Day", date(year, 5, 1), date(year, 5, 5)),
        ("National Day", date(year, 10, 1), date(year, 10, 8 if late else 7)),
    )
    return {d: f"{name} (usual break)" for name, first, last in breaks for d in _through(first, last)}


def reckoned() -> dict[date, str]:
    """The closed days of the years that are not published yet."""
    later = {day: name for day, name in closed().items() if day.year > KNOWN_THROUGH}
    breaks = {day: name for year in range(KNOWN_THROUGH + 1, LAST + 1) for day, name in usual(year).items()}
    return dict(sorted({**breaks, **later}.items()))


def _through(first: date, last: date) -> list[date]:
    return [first, *_between(first, last), last]


def _between(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range(1, (last - first).days)]


def _festival(names: Mapping[date, str], day: date) -> str:
    """The holiday to which a swapped day belongs: the nearest before it within a week, else the next after it."""
    near = [day - n * DAY for n in range(1, 8)] + [day + n * DAY for n in range(1, 8)]
    return next(_plain(names[d]) for d in near if d in names and not _SWAPPED.fullmatch(names[d]))


def _plain(name: str) -> str:
    return name.partition(" (")[0]


def _swapped(name: str) -> date:
    month, day, year = _SWAPPED.fullmatch(name).groups()  # type: ignore[union-attr]  # asked of swapped days alone
    return date(int(year), int(month), int(day))


def _short(day: date) -> str:
    return long(day).rpartition(" ")[0]


def text() -> str:
    """The calendar's file."""

    def part(title: str, days: Mapping[date, str], first: int, last: int) -> str:
        years = [[f'"{d}" = "{name}"' for d, name in days.items() if d.year == year] for year in range(first, last + 1)]
        return f"[{title}]\n" + "\n\n".join("\n".join(year) for year in years if year) + "\n"

    return "\n".join(
        [
            HEAD,
            part("days", closed(), FIRST, KNOWN_THROUGH),
            part("worked", worked(), FIRST, KNOWN_THROUGH),
            part("reckoned", reckoned(), KNOWN_THROUGH + 1, LAST),
        ]
    )


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
