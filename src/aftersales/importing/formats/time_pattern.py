"""How times are written, as a pattern that a person types."""

from __future__ import annotations

import re
from functools import lru_cache

from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.text import listed

# Orders of day and month that are read with any mark between them, and seconds since 1970.
NAMED = ("dmy", "mdy", "ymd", "unix")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PART_NAMES = r"YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A|T(?=[Hh])|[A-Za-z]+"
_PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<year>\d{2})",
    "MMM": rf"(?P<month>{'|'.join(MONTHS)})[a-z]*",
    "MM": r"(?P<month>\d{1,2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "D": r"(?P<day>\d{1,2})",
    "HH": r"(?P<hour>\d{1,2})",
    "H": r"(?P<hour>\d{1,2})",
    "hh": r"(?P<hour>\d{1,2})",
    "h": r"(?P<hour>\d{1,2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})",
    "A": r"(?P<half>am|pm)",
}
_LONGEST = 40


class TimePattern(NamedTuple):
    """A pattern such as `DD.MM.YYYY HH:mm`, compiled; `day` is its part before the time of day, None where the time
    stands before the day or is none.
    """

    regex: re.Pattern[str]
    day: re.Pattern[str] | None


@lru_cache(maxsize=16)
def time_pattern(text: str) -> TimePattern:
    """A pattern, compiled. Raises ValueError with the reason."""
    if len(text) > _LONGEST:
        raise ValueError(tr("that is too long; write a pattern such as DD.MM.YYYY HH:mm"))
    regex, names, end = "", list[str](), 0
    day: re.Pattern[str] | None = None
    for token in re.finditer(_PART_NAMES, text):
        if token[0] not in _PARTS:
            if token[0] != "T":  # between day and time, as ISO 8601 has it
                raise ValueError(
                    tr(
                        "{token} is not part of a pattern; known are {known}",
                        token=token[0],
                        known=listed(part for part in _PARTS if len(part) > 1 or part == "A"),
                    )
                )
            continue
        part = _PARTS[token[0]]
        name = part[4 : part.index(">")]
        if name in names:
            raise ValueError(tr("{token} comes twice in it, or two parts of it mean the same", token=token[0]))
        if name == "hour" and {"year", "month", "day"} <= set(names):
            between = text[end : token.start()].rstrip(" ,T")  # such as 日, which is part of the day
            day = re.compile(regex + re.escape(between), re.IGNORECASE | re.ASCII)
        names.append(name)
        regex += re.escape(text[end : token.start()]) + part
        end = token.end()
    if not {"year", "month", "day"} <= set(names):
        raise ValueError(tr("a pattern has year, month and day, such as DD.MM.YYYY HH:mm"))
    if ("hour" in names) != ("minute" in names):
        raise ValueError(tr("a time of day has hours and minutes, such as HH:mm"))
    if "second" in names:
        regex = regex.replace(f":{_PARTS['ss']}", f"(?::{_PARTS['ss']})?")
    else:  # files have both: where there are seconds, they are read
        regex = regex.replace(f":{_PARTS['mm']}", f":{_PARTS['mm']}(?::{_PARTS['ss']})?")
    return TimePattern(re.compile(regex + re.escape(text[end:]), re.IGNORECASE | re.ASCII), day)
