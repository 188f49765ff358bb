"""Reader of calendar files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aftersales.core.time.calendar import Calendar
from aftersales.core.time.instants import YEARS
from aftersales.core.time.week_file import closed_weekdays, unsure_weekdays
from aftersales.language import tr
from aftersales.toml.reader import SOURCE_KEYS, Reader, Source, shown

# closed-weekdays: such as ["sat", "sun"]. [weekdays]: where they were read (source, dated, confidence, url, note), and
# unsure = ["sat"]: see `WorkingWeek`. known-through: the last year whose holidays are published. unverified: what
# is not known of the calendar as a whole. checked: the day on which a person last compared the file with its source.
# [days]: closed days with their names. [reckoned]: the same for days that are calculated and not yet published.
# [counted]: days that may be closed, with the reason. They are counted, because the earlier deadline is the safe one.
# worked: make-up days, open on any weekday, as a table with names or as a list.
_KEYS = (
    "name", "closed-weekdays", "known-through", "unverified", "source", "checked", "days", "reckoned", "worked",
    "weekdays", "counted",
)  # fmt: skip


def parse_calendar(where: str, tables: Mapping[str, Any]) -> Calendar:
    """The calendar in a file's tables. `where` names the file. Raises PolicyError with every mistake in it."""
    reader = Reader(where)
    reader.keys("", tables, _KEYS)
    reader.text("", "source", tables.get("source"), needed=False)
    reader.day("", "checked", tables.get("checked"))
    name = reader.text("", "name", tables.get("name"))
    closed = closed_weekdays(reader, "", "closed-weekdays", tables.get("closed-weekdays"))
    unsure, source = _weekdays(reader, tables.get("weekdays"), closed)
    unverified = reader.text("", "unverified", tables.get("unverified"), needed=False)
    through = _year(reader, tables.get("known-through"))
    days = _named(reader, "days", tables.get("days", {})) | _named(reader, "reckoned", tables.get("reckoned", {}))
    worked = _worked(reader, tables.get("worked", []))
    reader.done()
    calendar = Calendar(
        name=name,
        closed_weekdays=closed,
        holidays=days,
        known=True,
        known_through=through,
        last_year=max((d.year for d in days), default=None),
        unverified=unverified,
        worked=worked,
        unsure_weekdays=unsure,
        weekdays_source=source,
        counted=_named(reader, "counted", tables.get("counted", {})),
    )
    if (day := calendar.endless_closure()) is not None:
        reader.wrong("", tr("from {day} on, 20 years have no working day; take some of the days out", day=day))
    reader.done()
    return calendar


def _weekdays(reader: Reader, value: Any, closed: frozenset[int]) -> tuple[frozenset[int], Source | None]:
    """The unsure weekdays of the table `weekdays`, and its source."""
    if value is None:
        return frozenset(), None
    table = reader.table("", "weekdays", value)
    reader.keys("weekdays", table, {"unsure", *SOURCE_KEYS})
    return unsure_weekdays(reader, "weekdays", table, closed), reader.source("weekdays", table)


def _year(reader: Reader, value: Any) -> int | None:
    if value is None or (type(value) is int and value in YEARS):
        return value
    reader.wrong("", tr("known-through is {value}; write a year such as 2027, without quotes", value=shown(value)))
    return None


def _named(reader: Reader, key: str, value: Any) -> dict[date, str]:
    """Days with their names."""
    days = {}
    for text, name in reader.table("", key, value).items():
        day = _date(text)
        if day is None:
            reader.wrong(key, tr("the key {text!r} is not a date; write one such as 2026-12-24", text=text))
        elif name := reader.text(key, text, name, needed=False):
            days[day] = name
    return days


def _worked(reader: Reader, value: Any) -> frozenset[date]:
    if isinstance(value, dict):
        return frozenset(_named(reader, "worked", value))
    days = [_date(v) for v in value] if isinstance(value, list) else [None]
    if None in days:
        reader.wrong("", tr("worked is {value}; write a list of dates such as [2026-11-21]", value=shown(value)))
    return frozenset(day for day in days if day is not None)


def _date(value: Any) -> date | None:
    """A TOML date or a date as text; None for anything else."""
    if type(value) is date:
        return value
    # `2026-11-24` only: the standard library reads other forms too. A pattern would cost start-up time.
    if not isinstance(value, str) or len(value) != 10 or not value[4] == value[7] == "-":
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
