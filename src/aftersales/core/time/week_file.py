"""Reader of the working weekdays of a calendar or a term."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aftersales.core.time.calendar import WEEKDAYS, WorkingWeek
from aftersales.language import tr
from aftersales.toml.reader import SOURCE_KEYS, Reader, shown

# closed = ["sun"], with the keys of a source. unsure = ["sat"]: open weekdays of which no text says whether they are
# working days. They are counted, because the earlier deadline is the safe one.
_KEYS = {"closed", "unsure", *SOURCE_KEYS}


def working_week(reader: Reader, place: str, value: Any) -> WorkingWeek | None:
    """The working week in a table `weekdays`; None if absent or wrong."""
    if value is None:
        return None
    table = reader.table(place, "weekdays", value)
    inside = f"{place}, weekdays" if place else "weekdays"
    reader.keys(inside, table, _KEYS)
    closed = closed_weekdays(reader, inside, "closed", table.get("closed"))
    unsure, source = unsure_weekdays(reader, inside, table, closed), reader.source(inside, table)
    return WorkingWeek(closed, unsure, source)


def closed_weekdays(reader: Reader, place: str, key: str, value: Any) -> frozenset[int]:
    """A list of weekdays such as ["sat", "sun"]; at least one weekday must be left."""
    if value is None:
        reader.wrong(place, tr('{key} is missing; write a list of weekdays such as ["sat", "sun"]', key=key))
    elif not isinstance(value, list) or not all(v in WEEKDAYS for v in value):
        reader.wrong(
            place, tr('{key} is {value}; write a list of weekdays such as ["sat", "sun"]', key=key, value=shown(value))
        )
    elif len(set(value)) == len(WEEKDAYS):
        reader.wrong(place, tr("{key} names every day of the week; at least one must be a working day", key=key))
    else:
        return frozenset(map(WEEKDAYS.index, value))
    return frozenset()


def unsure_weekdays(reader: Reader, place: str, table: Mapping[str, Any], closed: frozenset[int]) -> frozenset[int]:
    """The key `unsure` of a table: weekdays that are not closed."""
    if "unsure" not in table:
        return frozenset()
    unsure = closed_weekdays(reader, place, "unsure", table["unsure"])
    for day in sorted(unsure & closed):
        reader.wrong(place, tr("{day} is closed and unsure; an unsure weekday is counted", day=WEEKDAYS[day]))
    return unsure
