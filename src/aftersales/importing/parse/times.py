"""Times as exports write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.time.length import to_utc
from aftersales.language import tr

DATE_FORMATS = ("dmy", "mdy", "ymd")
_DATE = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_HAN = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?", re.ASCII)  # as China and Japan write it
_WHEN = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp][Mm])?"
)


_KEPT_HOURS = 100_000  # eleven years; more only in a file that was made to fill the memory
# ISO 8601 with an offset says itself when it was, whatever the zone of the file.
_WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)", re.ASCII)
EMPTY = ("-", "--", "/")  # what stands in a cell without a time
_SERIAL = re.compile(r"[3-6]\d{4}(\.\d+)?")  # the years 1982 to 2091

# What stands behind the hour, in a file and in the ledger.
_PAST_THE_HOUR = {past: f"{past}Z" for past in (f":{part // 60:02}:{part % 60:02}" for part in range(3600))}


class Ambiguous(Exception):
    """The dates can be read with the day first and with the month first; str() says which."""


class Mixed(Exception):
    """The dates are not all written in one order, as after a spreadsheet changed some; str() says how."""


def date_format(dates: Iterable[str]) -> str | None:
    """Decide day-first (`dmy`), month-first (`mdy`) or `ymd` over all dates of a file. None where there are none.

    Raises Ambiguous where the column fits both orders of day and month, Mixed where it fits none.
    """
    day_first = month_first = iso = None
    undecided = ""
    for date in dates:
        match = _DATE.match(_marked(date.strip()))
        if match is None:
            continue
        first, second, _ = match.groups()
        if len(first) == 4:
            iso = date
        elif int(first) > 12 >= int(second) > 0:
            day_first = date
        elif int(second) > 12 >= int(first) > 0:
            month_first = date
        else:
            undecided = date
    _refuse_mixed(day_first, month_first, iso)
    orders = [order for order, example in (("dmy", day_first), ("mdy", month_first), ("ymd", iso)) if example]
    if undecided and not (day_first or month_first):
        raise Ambiguous(
            tr("its dates, such as {example}, can be read day-first and month-first", example=undecided.strip())
        )
    return orders[0] if orders else None


def _marked(text: str) -> str:
    """A date such as `2026年11月24日` with the marks of other dates: `2026-11-24`."""
    return _HAN.sub(r"\1-\2-\3 ", text, count=1).strip() if "年" in text else text


def _refuse_mixed(day_first: str | None, month_first: str | None, iso: str | None) -> None:
    """Raises Mixed where there is an example of more than one order."""
    if day_first and month_first:
        raise Mixed(
            tr(
                "it mixes day-first dates ({day_first}) and month-first ones ({month_first})",
                day_first=day_first.strip(),
                month_first=month_first.strip(),
            )
        )
    other = day_first or month_first
    if iso and other:
        raise Mixed(tr("it mixes dates written {iso} and {other}", iso=iso.strip(), other=other.strip()))


def unambiguous_date(dates: Iterable[str], order: str) -> str:
    """A date that can only be read in this order, for a message."""
    return next(whole_day(d) for d in sorted(dates) if d.strip() and only_order(d) == order)


def whole_day(start: str) -> str:
    """The day at the start of a cell of which ten characters are kept: a Chinese one may have lost its last."""
    start = start.strip()
    return f"{start.partition('日')[0]}日" if "年" in start else start


def only_order(date: str) -> str | None:
    """The only order in which a date can be read; None where there are several, and for what is not a date."""
    try:
        return date_format([date])
    except Ambiguous:
        return None


class _Hours(dict[str, str | None]):
    """The UTC hour of each local hour that was asked for, None where no single one is; `convert` finds it."""

    def __init__(self, convert: Callable[[str], str | None]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, hour: str) -> str | None:
        if len(self) > _KEPT_HOURS:
            self.clear()
        self[hour] = start = self._convert(hour)
        return start


class Times:
    """Reads the local times of one file, in one order of day and month, into ledger texts (UTC, ISO 8601 with Z).
    `time_of_day` is what a date without one stands for; without it such a date is refused.
    """

    def __init__(self, order: str, zone: ZoneInfo, time_of_day: str = "") -> None:
        self.order, self.zone, self.time_of_day = order, zone, time_of_day
        self._hours = _Hours(self._hour)

    def read(self, text: str) -> str | None:
        """`24/11/2026 16:02:11` as `2026-11-24T16:02:11Z`; None for an empty cell. Raises ValueError with the reason.

        The offset hardly ever changes within an hour of local time, so each hour is converted once and kept.
        """
        text = text.strip()
        plain = text[13:19] in _PAST_THE_HOUR and (len(text) == 19 or (len(text) == 22 and text[19] == " "))
        if plain and (start := self._hours[text[:13] + text[19:]]):
            return f"{start}{text[13:19]}Z"
        if not text or text in EMPTY:
            return None
        return self._slow(text)

    def column(self, texts: Sequence[str]) -> list[str | None]:
        """The same of many texts at once."""
        hours, past, read = self._hours, _PAST_THE_HOUR, self.read
        try:
            return [hours[text[:13]] + past[text[13:]] if text else None for text in texts]  # type: ignore[operator]
        except (KeyError, TypeError):  # another way to write a time, or an hour in which the clocks change
            return [read(text) if text else None for text in texts]

    def _hour(self, hour: str) -> str | None:
        """The UTC hour that contains a whole local hour, or None if no single hour does."""
        try:
            low = self._slow(f"{hour[:13]}:00:00{hour[13:]}")
            high = self._slow(f"{hour[:13]}:59:59{hour[13:]}")
        except ValueError:
            return None
        return low[:13] if low[13:] == ":00:00Z" and high == low[:13] + ":59:59Z" else None

    def _slow(self, text: str) -> str:
        text = _marked(text)
        match = _WHEN.fullmatch(text)
        if match is None and self.time_of_day and _DATE.fullmatch(text):
            match = _WHEN.fullmatch(f"{text} {self.time_of_day}")
        if match is None:
            if (moment := iso_instant(text)) is not None:
                return moment
            raise ValueError(_why_no_time(text))
        first, second, third, hour, minute, seconds, half = match.groups()
        if len(first) == 4:
            year, month, day = first, second, third
        elif self.order == "ymd":
            raise ValueError(tr("is not a date, read as year-month-day like the rest of the file"))
        elif len(third) != 4:
            raise ValueError(tr("has a year of two digits"))
        else:
            day, month, year = (first, second, third) if self.order == "dmy" else (second, first, third)
        clock = int(hour)
        if half:
            if not 1 <= clock <= 12:
                raise ValueError(tr("has AM or PM with an hour above 12"))
            clock = clock % 12 + (12 if half.lower() == "pm" else 0)
        checked_year(year)
        try:
            local = datetime(int(year), int(month), int(day), clock, int(minute), int(seconds or 0))  # noqa: DTZ001
        except ValueError:
            order = {"dmy": "day/month/year", "mdy": "month/day/year"}.get(self.order, "year-month-day")
            raise ValueError(tr("is not a date, read as {order} like the rest of the file", order=order)) from None
        return to_utc(local, self.zone).isoformat()[:19] + "Z"


def iso_instant(text: str) -> str | None:
    """`2026-11-24T16:02:11+08:00` as a ledger text; None for a text without an offset. Raises ValueError for an
    impossible year.
    """
    if not _WITH_OFFSET.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    checked_year(text[:4])
    return moment.isoformat()[:19] + "Z"


def checked_year(text: str) -> int:
    """The year of an order; two digits are of this century. Raises ValueError."""
    year = int(text) + (2000 if len(text) == 2 else 0)
    if not 2000 <= year <= 2100:
        raise ValueError(tr("has an impossible year for an order"))
    return year


def _why_no_time(text: str) -> str:
    """Why a text is not a time. Spreadsheets store a time as days since 1899-12-30 (ECMA-376, 18.17.4.1)."""
    if _SERIAL.fullmatch(text):
        moment = datetime(1899, 12, 30, tzinfo=UTC) + timedelta(days=float(text))
        return tr(
            "is a spreadsheet's number for a date (about {moment:%Y-%m-%d %H:%M}); export the file again and import "
            "it without opening it there",
            moment=moment,
        )
    if _DATE.fullmatch(text):
        return tr("has no time of day; for a file of your own, its mapping says one in [dates] as time")
    return tr("is not a date with a time of day")


def unix(value: object) -> datetime:
    """An instant from unix seconds, as a number or text. Raises ValueError."""
    text = str(value).strip()
    if not re.fullmatch(r"\d{9,10}", text):
        raise ValueError(tr("is not a time in unix seconds"))
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text))
    if when.year > 2100:
        raise ValueError(tr("is an impossible time for an order"))
    return when
