"""Times written in a pattern that a mapping states."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.time.length import to_utc
from aftersales.importing.formats.time_pattern import MONTHS, time_pattern
from aftersales.importing.parse.times import EMPTY, Times, checked_year, iso_instant, unix
from aftersales.language import tr

_MILLISECONDS = 13  # digits of unix time in milliseconds


class PatternTimes(Times):
    """Reads the local times of one file, written as a pattern such as `DD.MM.YYYY HH:mm` or as seconds since 1970
    (`unix`). Cells that a spreadsheet stores as dates are read too, and so is ISO 8601 with an offset.
    """

    def __init__(self, pattern: str, zone: ZoneInfo, time_of_day: str = "") -> None:
        super().__init__(pattern, zone, time_of_day)
        self._stored = Times("ymd", zone, time_of_day)

    def read(self, text: str) -> str | None:
        """The instant as a ledger text; None for an empty cell. Raises ValueError with the reason."""
        text = text.strip()
        if not text or text in EMPTY:
            return None
        if self.order == "unix":
            return unix(text[:-3] if len(text) == _MILLISECONDS and text.isdecimal() else text).isoformat()[:19] + "Z"
        pattern = time_pattern(self.order)
        match = pattern.regex.fullmatch(text)
        if match is None and pattern.day is not None:
            match = pattern.day.fullmatch(text)
        if match is None:
            return iso_instant(text) or self._of_spreadsheet(text)
        parts = match.groupdict()
        year, month = checked_year(parts["year"]), parts["month"]
        number = int(month) if month.isdecimal() else MONTHS.index(month.lower()[:3]) + 1
        clock = parts if parts.get("hour") else self._time_of_day()
        try:
            hour = _hour(int(clock["hour"]), (clock.get("half") or "").lower())
            local = datetime(  # noqa: DTZ001  (local time)
                year, number, int(parts["day"]), hour, int(clock["minute"]), int(clock.get("second") or 0)
            )
        except ValueError:
            raise ValueError(tr("is not a date, read as {order} as the mapping says", order=self.order)) from None
        return to_utc(local, self.zone).astimezone(UTC).isoformat()[:19] + "Z"

    def _of_spreadsheet(self, text: str) -> str | None:
        """A cell that a spreadsheet stores as a date, which is read as year, month and day whatever it shows."""
        try:
            return self._stored.read(text)
        except ValueError:
            raise ValueError(tr("is not written as {pattern}, as the mapping says", pattern=self.order)) from None

    def _time_of_day(self) -> dict[str, str]:
        if not self.time_of_day:
            raise ValueError(tr("has no time of day; the mapping may set one in [dates] as time"))
        hour, minute, *second = self.time_of_day.split(":")
        return {"hour": hour, "minute": minute, "second": second[0] if second else "0"}


def _hour(hour: int, half: str) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError
    return hour % 12 + (12 if half == "pm" else 0)
