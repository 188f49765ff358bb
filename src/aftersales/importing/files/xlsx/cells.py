"""The cells of a worksheet as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal

from aftersales.importing.files.table import NumberCell
from aftersales.importing.files.xlsx import styles
from aftersales.importing.files.xlsx.strings import without_escapes

TEXT, SHARED, NUMBER, DATE, DURATION, BOOLEAN, INSTANT = range(7)
_TYPES = {"inlineStr": TEXT, "str": TEXT, "e": TEXT, "s": SHARED, "n": NUMBER, "b": BOOLEAN, "d": INSTANT}
_KINDS = {styles.PLAIN: NUMBER, styles.DATE: DATE, styles.DURATION: DURATION}
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z:]+)=["']([^"']*)["']""")
# Days are counted from here: day 1 is 1 January 1900, and a day that never was, 29 February 1900, is counted too.
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  (a cell has no zone)
_NEVER = 60
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")
_MOST_KEPT = 10_000


class CellTexts(dict[str, int]):
    """How the cells of a workbook become text. As a mapping it gives the kind of a cell by its attributes, as the XML
    has them: ` s="3" t="s"`.
    """

    def __init__(self, strings: Sequence[str], formats: bytes, epoch: datetime) -> None:
        super().__init__()
        self.strings, self._formats, self._epoch = strings, formats, epoch

    def __missing__(self, attributes: str) -> int:
        values = dict(_ATTRIBUTE.findall(attributes))
        kind = _TYPES[values.get("t", "n")]
        if kind == NUMBER:
            style = int(values.get("s", 0))
            kind = _KINDS[self._formats[style] if 0 <= style < len(self._formats) else styles.PLAIN]
        if len(self) < _MOST_KEPT:
            self[attributes] = kind
        return kind

    def of(self, kind: int, value: str) -> str:
        """The text of a cell that holds something. Raises ValueError or IndexError for a damaged one."""
        if kind == NUMBER:
            return NumberCell(value if value.isdecimal() and value[0] != "0" and value.isascii() else _number(value))
        if kind == SHARED:
            place = int(value)
            if place < 0:
                raise IndexError(place)
            return self.strings[place]
        if kind in (DATE, DURATION):
            try:
                moment = _moment(float(value), None if kind == DURATION else self._epoch)
            except OverflowError:
                return "#VALUE!"  # as a spreadsheet shows it
            return _rounded(moment) if isinstance(moment, datetime) else str(moment)
        if kind == BOOLEAN:
            return "TRUE" if int(value) else "FALSE"
        if kind == INSTANT and (match := _ISO.fullmatch(value)):
            return _rounded(datetime.fromisoformat(value.removesuffix("Z")[: 26 if match[1] else None]))
        return without_escapes(value)


def _rounded(moment: datetime) -> str:
    # A time is stored as a fraction of a day, so that seconds are slightly wrong without rounding.
    return (moment + timedelta(milliseconds=500)).strftime("%Y-%m-%d %H:%M:%S")


def _number(value: str) -> str:
    """A number as it is stored: whole as far as a float tells it."""
    if "." in value or "e" in value or "E" in value:
        return _float(float(value))
    return str(int(value))


def _float(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    # A float of more than 15 digits is not exact. The exponent shows that.
    text = f"{Decimal(repr(value)).normalize():E}" if abs(value) >= 1e15 else repr(value)
    return text.upper()


def _moment(days: float, epoch: datetime | None) -> datetime | time | timedelta:
    """So many days since the epoch, to the millisecond: within the first day a time of day, without an epoch a length
    of time. Raises OverflowError, and ValueError for no number (ECMA-376, 18.17.4.1).
    """
    if days != days or days in (float("inf"), float("-inf")):
        raise ValueError
    day, fraction = divmod(days, 1)
    rest = timedelta(milliseconds=round(fraction * 86_400_000))
    if epoch is None:
        return timedelta(days=day) + rest
    if 0 <= days < 1 and rest.days == 0:
        return (EPOCH + rest).time()
    if 0 < days < _NEVER and epoch == EPOCH:
        day += 1
    return epoch + timedelta(days=day) + rest
