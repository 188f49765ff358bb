"""Reader of the values in a policy file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aftersales import text
from aftersales.core.cases.events import NAMES
from aftersales.core.money.amount import exponent, minor_units
from aftersales.core.money.entered import parse_decimal
from aftersales.core.time.calendar import WEEKDAYS
from aftersales.core.time.length import END_OF_DAY, ClosingHour, CutOff, Length
from aftersales.language import tr, trn
from aftersales.toml.reader import Reader, shown

HANDLING = "handling"
# Compiled when first used: few files need them, and every command that records loads this module.
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
_CODE = r"[A-Za-z]{3}"
_MOST_TIMES = 99
_STARTED_ON = ("open-day", "closed-day")


class PolicyReader(Reader):
    """A reader with the values of policies. After a mistake it returns a default, so that reading goes on."""

    def __init__(self, where: str, currency: str = "") -> None:
        super().__init__(where)
        self.currency = currency

    def word(self, place: str, key: str, value: Any, allowed: Iterable[str], default: str) -> str:
        """One of the words allowed."""
        if value in (options := list(allowed)):
            return str(value)
        near = get_close_matches(str(value), options, n=1)
        problem = tr("{key} is missing", key=key) if value is None else f"{key} is {shown(value)}"
        self.wrong(
            place,
            tr("{problem}; did you mean {near!r}?", problem=problem, near=near[0])
            if near
            else tr("{problem}; it takes {options}", problem=problem, options=text.listed(sorted(options))),
        )
        return default

    def events(self, place: str, key: str, value: Any) -> frozenset[str]:
        """One event or a list of them."""
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not names:
            self.wrong(place, tr("{key} names no event", key=key))
            return frozenset()
        return frozenset(self.word(place, key, name, NAMES, "case.closed") for name in names)

    def length(self, place: str, value: Any) -> Length:
        """A term's length."""
        try:
            return Length.parse(value if isinstance(value, str) else shown(value))
        except ValueError as error:
            self.wrong(place, str(error))
            return Length(1, "hours")

    def term_length(self, place: str, value: Any) -> tuple[Length, bool]:
        """A term's length, and whether the order's handling time goes before it: `handling + 1 business day`."""
        before, _, rest = value.partition("+") if isinstance(value, str) else ("", "", "")
        if before.strip() != HANDLING:
            return self.length(place, value), False
        return (self.length(place, rest.strip()) if rest else Length(0, "days")), True

    def ends(self, place: str, value: Any) -> ClosingHour | None:
        """`end-of-day`, a local time such as "12:00", or a weekday and a time such as "mon 12:00"; None if absent."""
        if value is None:
            return None
        day, _, clock = value.rpartition(" ") if isinstance(value, str) else ("", "", "")
        at = END_OF_DAY if value == "end-of-day" else _clock(clock)
        if at is None or day not in ("", *WEEKDAYS):
            self.wrong(
                place,
                tr(
                    'ends is {value}; it takes "end-of-day", a time such as "12:00" or a day and time, "mon 12:00"',
                    value=shown(value),
                ),
            )
            return None
        return ClosingHour(at, WEEKDAYS.index(day) if day else None)

    def cut_off(self, place: str, table: Mapping[str, Any], length: Length, ends: ClosingHour | None) -> CutOff | None:
        """The keys `cut-off` and `first-day` of a term."""
        value, first = table.get("cut-off"), table.get("first-day")
        if value is None:
            if first not in (None, "same-day"):
                self.wrong(place, tr("first-day needs a cut-off"))
            return None
        at = _clock(value)
        same = self.word(place, "first-day", first or "same-day", ("same-day", "next-day"), "same-day") == "same-day"
        if at is None:
            self.wrong(place, tr('cut-off is {value}; it takes a time such as "14:00"', value=shown(value)))
            return None
        if length.unit == "hours":
            self.wrong(place, tr("cut-off goes with days, weeks and business days, not with hours"))
        elif ends is None:
            self.wrong(place, tr('cut-off needs the closing hour of the last day: ends = "end-of-day" or a time'))
        elif same and ends.at <= at and ends.weekday is None:
            self.wrong(
                place,
                tr(
                    "ends at {ends} is not after the cut-off {value}, so the day would end before it",
                    ends=ends,
                    value=shown(value),
                ),
            )
        return CutOff(at, same)

    def first_counts(self, place: str, table: Mapping[str, Any], length: Length, ends: ClosingHour | None) -> bool:
        """Whether the day of the start is day 1, whatever its hour: `first-day` without a cut-off."""
        if "cut-off" in table or table.get("first-day") != "same-day":
            return False
        if length.unit != "days" or ends is None or ends.weekday is not None:
            self.wrong(place, tr('first-day without a cut-off goes with days and ends = "end-of-day"'))
        return True

    def started_on(self, place: str, value: Any) -> frozenset[int] | str | None:
        """Weekdays such as ["sat", "sun"] as numbers from Monday (0), or "open-day", "closed-day"; None if absent."""
        if value is None or value in _STARTED_ON:
            return None if value is None else str(value)
        if isinstance(value, list) and value and all(v in WEEKDAYS for v in value):
            return frozenset(map(WEEKDAYS.index, value))
        days = text.listed(f'"{kind}"' for kind in _STARTED_ON)
        self.wrong(
            place,
            tr(
                'started-on is {value}; it takes weekdays such as ["sat", "sun"], or {days}',
                value=shown(value),
                days=days,
            ),
        )
        return None

    def date_range(self, place: str, table: Mapping[str, Any]) -> tuple[date | None, date | None]:
        """The keys `from` (inclusive) and `until` (exclusive) of a table."""
        since, until = self.day(place, "from", table.get("from")), self.day(place, "until", table.get("until"))
        if since and until and until <= since:
            self.wrong(
                place,
                tr(
                    "until {until} is not after from {since}; it is the first day after the period",
                    until=until,
                    since=since,
                ),
            )
        return since, until

    def zone(self, place: str, value: Any) -> ZoneInfo | None:
        """A time zone by its name; None if absent or unknown."""
        if value is None:
            return None
        try:
            return ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError, TypeError):
            self.wrong(place, tr("timezone is {value}; write one such as America/Los_Angeles", value=shown(value)))
            return None

    def currency_of(self, place: str, value: Any, default: str) -> str:
        """A currency's ISO code, in upper or lower case; the default if absent."""
        if value is None:
            return default
        if isinstance(value, str) and re.fullmatch(_CODE, value):
            return value.upper()
        self.wrong(place, tr('currency is {value}; write its code, such as "GBP"', value=shown(value)))
        return default

    def amount(self, place: str, key: str, value: Any, currency: str) -> int:
        """An amount, as text or as a number, in minor units of the currency."""
        number = parse_decimal(repr(value) if isinstance(value, float) else value)
        if number is None:
            self.wrong(
                place, tr('{key} is {value}; write the amount as text, such as "100.00"', key=key, value=shown(value))
            )
            return 0
        minor = minor_units(number, currency)
        if minor is None:
            self.wrong(
                place,
                trn(
                    "{key} is {value}; {currency} has {count} decimal",
                    "{key} is {value}; {currency} has {count} decimals",
                    exponent(currency),
                    key=key,
                    value=shown(value),
                    currency=currency,
                )
                if exponent(currency)
                else tr("{key} is {value}; {currency} has no decimals", key=key, value=shown(value), currency=currency),
            )
        return minor or 0

    def tables(self, place: str, key: str, value: Any) -> list[Mapping[str, Any]]:
        """A list of tables, such as rules or terms. It may be empty."""
        if isinstance(value, list) and all(isinstance(v, dict) for v in value):
            return value
        self.wrong(place, tr("{key} is {value}; write a list of tables", key=key, value=shown(value)))
        return []

    def table(self, place: str, key: str, value: Any) -> Mapping[str, Any]:
        """A table, such as `{ kind = ["refund"] }`."""
        if isinstance(value, dict):
            return value
        self.wrong(place, tr("{key} is {value}; write a table in braces", key=key, value=shown(value)))
        return {}

    def times(self, place: str, value: Any) -> int:
        """A number of times, from 1 to 99."""
        if type(value) is int and 0 < value <= _MOST_TIMES:
            return value
        self.wrong(
            place,
            tr(
                "times is {value}; write a whole number from 1 to {most}",
                value=shown(value),
                most=_MOST_TIMES,
            ),
        )
        return 1


def _clock(value: Any) -> time | None:
    """A time of day such as "14:00" or "23:59:59"; None for anything else."""
    if not isinstance(value, str) or not re.fullmatch(_CLOCK, value, re.ASCII):
        return None
    hour, minute, second = (*map(int, value.split(":")), 0)[:3]
    return time(hour, minute, second)


def with_own_code(value: Any, market: Mapping[str, Any]) -> Any:
    """The tables with the market's own code in every key `market` that has another name of it (`uk` becomes GB)."""
    code, names = market["code"], {market["code"], *market.get("also", ())}

    def own_code(name: Any) -> Any:
        if isinstance(name, list):
            return [own_code(part) for part in name]
        return code if isinstance(name, str) and name.upper() in names else name

    def whole(part: Any) -> Any:
        if isinstance(part, str):  # nearly every value, and a rule set has hundreds
            return part
        if isinstance(part, list):
            return [whole(inner) for inner in part]
        if not isinstance(part, dict):
            return part
        return {k: own_code(v) if k == "market" else whole(v) for k, v in part.items()}

    return whole(value)
