"""Decides how money, times and ids are written in foreign files; leaves which column holds which to the formats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from aftersales.core.money.amount import Money, exponent
from aftersales.core.time.calendar import resolve

_SYMBOLS = {
    "S$": "SGD", "R$": "BRL", "MX$": "MXN", "US$": "USD", "£": "GBP", "€": "EUR", "฿": "THB", "₫": "VND", "đ": "VND",
    "Rp": "IDR", "RM": "MYR", "₱": "PHP", "¥": "JPY", "￥": "JPY",
}  # fmt: skip
# `$` is the currency of the shop's market where that is a dollar.
_DOLLARS = frozenset({"USD", "SGD", "MXN"})
# Where the comma is the decimal mark and the dot groups thousands.
_COMMA_DECIMAL = frozenset({"BRL", "VND", "IDR", "EUR"})
_MONEY = re.compile(r"(?P<before>[^\d\s.,+-]*)\s*(?P<number>[+-]?\d[\d.,'\s]*)\s*(?P<after>[^\d\s.,]*)")


@lru_cache(maxsize=8192)
def money(text: str, currency: str) -> Money | None:
    """An amount as written in an export: `GBP 12.34`, `$25.00`, `R$ 62,90`, `82.912₫`, `13.98`. None for an empty cell.

    `currency` is the market's, for amounts that name none. Raises ValueError with the reason.
    """
    text = text.replace("\xa0", " ").strip()
    if not text or text in ("-", "--", "/"):
        return None
    found = _MONEY.fullmatch(text)
    if found is None:
        raise ValueError("is no amount of money")
    code = _currency((found["before"] or found["after"]).strip(), currency)
    return Money(_minor(re.sub(r"[\s']", "", found["number"]), code), code)


def _currency(mark: str, currency: str) -> str:
    if not mark:
        return currency
    if mark == "$":
        return currency if currency in _DOLLARS else "USD"
    if re.fullmatch(r"[A-Za-z]{3}", mark):
        return mark.upper()
    try:
        return _SYMBOLS[mark]
    except KeyError:
        raise ValueError(f"has a currency that is not known: {mark}") from None


def _minor(number: str, code: str) -> int:
    places = exponent(code)
    marks = [c for c in number if c in ".,"]
    decimal = ""
    if len(set(marks)) == 2:
        decimal = marks[-1]
        if marks.count(decimal) > 1:
            raise ValueError("is no amount of money")
    elif marks:
        mark, tail = marks[0], number.rpartition(marks[0])[2]
        if len(marks) == 1 and places and len(tail) != 3:
            decimal = mark
        elif len(tail) != 3:
            raise ValueError("is no amount of money")
        elif code == "EUR" and len(marks) == 1:
            raise ValueError("may be read in two ways: is the mark a decimal mark, or does it group thousands?")
        elif places and (mark == ",") == (code in _COMMA_DECIMAL):
            raise ValueError(f"has three decimals, and {code} has {places}")
    whole, _, tail = number.rpartition(decimal) if decimal else (number, "", "")
    if len(tail.rstrip("0")) > places:
        raise ValueError(f"has more decimals than {code} has")
    digits = whole.replace(",", "").replace(".", "") + tail[:places].ljust(places, "0")
    if len(digits.lstrip("+-0")) > 15:
        raise ValueError("is too large an amount")
    return int(digits)


def decimal_money(text: str, currency: str) -> Money:
    """An API amount: a decimal string with a dot (`"13.98"`). Raises ValueError."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", text.strip()):
        raise ValueError("is no decimal amount")
    scaled = Decimal(text.strip()).scaleb(exponent(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"has more decimals than {currency} has")
    if abs(scaled) >= 10**18:
        raise ValueError("is too large an amount")
    return Money(int(scaled), currency)


# --- times --------------------------------------------------------------------------------------------------------

DATE_FORMATS = ("dmy", "mdy", "ymd")
_DATE = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_WHEN = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp][Mm])?"
)


_PAST_THE_HOUR = frozenset(f":{minute:02}:{second:02}" for minute in range(60) for second in range(60))


class Ambiguous(Exception):
    """The column can be read in more than one way; str() says which."""


class Mixed(Exception):
    """The column can be read in no single way, as after a spreadsheet has changed some of its dates; str() says why."""


def date_format(dates: Iterable[str]) -> str | None:
    """Decide day-first (`dmy`), month-first (`mdy`) or `ymd` over all dates of a file. None where there are none.

    Raises Ambiguous where the column fits both orders of day and month, Mixed where it fits none.
    """
    day_first = month_first = iso = None
    undecided = ""
    for date in dates:
        found = _DATE.match(date.strip())
        if found is None:
            continue
        first, second, _ = found.groups()
        if len(first) == 4:
            iso = date
        elif int(first) > 12 >= int(second) > 0:
            day_first = date
        elif int(second) > 12 >= int(first) > 0:
            month_first = date
        else:
            undecided = date
    told = [kind for kind, seen in (("dmy", day_first), ("mdy", month_first), ("ymd", iso)) if seen]
    if day_first and month_first:
        raise Mixed(f"it mixes day-first dates ({day_first.strip()}) and month-first ones ({month_first.strip()})")
    if iso and (day_first or month_first):
        raise Mixed(f"it mixes dates written {iso.strip()} and {(day_first or month_first or '').strip()}")
    if undecided and not (day_first or month_first):
        raise Ambiguous(f"its dates, such as {undecided.strip()}, can be read day-first and month-first")
    return told[0] if told else None


def telling(dates: Iterable[str], order: str) -> str:
    """A date that can only be read in this order, for a message."""
    return next(d.strip() for d in sorted(dates) if d.strip() and _order_of(d) == order)


def _order_of(date: str) -> str | None:
    try:
        return date_format([date])
    except Ambiguous:
        return None


class Times:
    """Reads the local times of one file, in one order of day and month, into ledger texts (UTC, ISO 8601 with Z)."""

    def __init__(self, order: str, zone: ZoneInfo) -> None:
        self.order, self.zone = order, zone
        self._hours: dict[str, str | None] = {}

    def read(self, text: str) -> str | None:
        """`24/11/2026 16:02:11` as `2026-11-24T16:02:11Z`; None for an empty cell. Raises ValueError with the reason.

        Within an hour of local time the offset hardly ever changes: hours are reckoned once and kept.
        """
        text = text.strip()
        if text[13:19] in _PAST_THE_HOUR and (len(text) == 19 or (len(text) == 22 and text[19] == " ")):
            hour = text[:13] + text[19:]
            if hour not in self._hours:
                self._hours[hour] = self._hour(hour)
            if start := self._hours[hour]:
                return f"{start}{text[13:19]}Z"
        if not text or text in ("-", "--", "/"):
            return None
        return self._slow(text)

    def _hour(self, hour: str) -> str | None:
        """The UTC hour in which a local hour lies wholly, or None where it is not that simple."""
        try:
            low = self._slow(f"{hour[:13]}:00:00{hour[13:]}")
            high = self._slow(f"{hour[:13]}:59:59{hour[13:]}")
        except ValueError:
            return None
        return low[:13] if low[13:] == ":00:00Z" and high == low[:13] + ":59:59Z" else None

    def _slow(self, text: str) -> str:
        found = _WHEN.fullmatch(text)
        if found is None:
            raise ValueError("is no date with a time of day")
        first, second, third, hour, minute, seconds, half = found.groups()
        if len(first) == 4:
            year, month, day = first, second, third
        elif self.order == "ymd":
            raise ValueError("is no date, read as year-month-day like the rest of the file")
        elif len(third) != 4:
            raise ValueError("has a year of two digits")
        else:
            day, month, year = (first, second, third) if self.order == "dmy" else (second, first, third)
        clock = int(hour)
        if half:
            if not 1 <= clock <= 12:
                raise ValueError("has an hour beyond 12 with AM or PM")
            clock = clock % 12 + (12 if half.lower() == "pm" else 0)
        if not 2000 <= int(year) <= 2100:
            raise ValueError("has a year that no order has")
        try:
            local = datetime(int(year), int(month), int(day), clock, int(minute), int(seconds or 0))  # noqa: DTZ001
        except ValueError:
            order = {"dmy": "day/month/year", "mdy": "month/day/year"}.get(self.order, "year-month-day")
            raise ValueError(f"is no date, read as {order} like the rest of the file") from None
        return resolve(local, self.zone).isoformat()[:19] + "Z"


def unix(value: object) -> datetime:
    """An instant from unix seconds, as a number or text. Raises ValueError."""
    text = str(value).strip()
    if not re.fullmatch(r"\d{9,10}", text):
        raise ValueError("is no time in unix seconds")
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text))
    if when.year > 2100:
        raise ValueError("is a time that no order has")
    return when


# --- ids ----------------------------------------------------------------------------------------------------------

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
RUINED = "lost its last digits in a spreadsheet; export the file again and import it without opening it there"


def ruined(text: str, *, number: bool) -> str | None:
    """Why an id can't be trusted, or None. `number`: it stood in a numeric XLSX cell, which keeps only 15 digits."""
    if _SCIENTIFIC.fullmatch(text) or (number and len(re.sub(r"\D", "", text)) > 15):
        return RUINED
    return None


def is_id(text: str) -> bool:
    """Whether the text is a platform id: digits only."""
    return text.isascii() and text.isdecimal() and 6 <= len(text) <= 25
