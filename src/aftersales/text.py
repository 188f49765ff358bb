"""Decides how strangers' text is made safe for a surface and how spans of time read in words; knows nothing of
cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

# C0 and C1 controls (which start terminal escapes), and the characters that reorder or hide text. Compiled by `re` at
# its first use, which most mornings never see.
UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """The text on one line, without control characters, escape codes or text-direction marks."""
    if text.isascii() and text.isprintable():
        return text
    return " ".join(re.sub(UNSAFE, " ", text).split())


def json_safe(dumped: str) -> str:
    """JSON text with the characters that could steer a terminal written as escapes; it stays the same JSON."""
    return dumped if dumped.isascii() else re.sub(UNSAFE, _escape, dumped)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number < 0x10000:
        return f"\\u{number:04x}"
    number -= 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


def no_formula(text: str) -> str:
    """The text for a CSV that a spreadsheet will open: one that would be read as a formula gets a leading quote."""
    return "'" + text if text.startswith(_FORMULA) else text


def span(seconds: int) -> str:
    """A length of time in at most two units: `2 d 4 h`, `35 min`, `0 min`. The sign is the caller's to say."""
    minutes = abs(int(seconds)) // 60
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes:02d} min" if minutes else f"{hours} h"
    return f"{minutes} min"


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(when: date) -> str:
    """`Tue 24 Nov 2026`, whatever the machine's locale."""
    return f"{_WEEKDAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]} {when.year}"


# Abbreviations that zones far apart share, with the offset at which one is taken for what it most often is: CST may be
# Shanghai or Mexico City, PST Manila, IST Dublin.
_SHARED = {"CST": None, "IST": None, "PST": timedelta(hours=-8)}


def moment(when: datetime) -> str:
    """`Tue 24 Nov 2026 16:02 GMT`: local to the zone that `when` carries; seconds only where there are some. With the
    city where the zone's abbreviation may be taken for another's: `Fri 25 Dec 2026 10:30 PST (Manila)`.
    """
    name = when.tzname() or ""
    return placed(when) if _SHARED.get(name, when.utcoffset()) != when.utcoffset() else _clock(when)


def placed(when: datetime) -> str:
    """As `moment`, always with the city of its zone: `Tue 24 Nov 2026 16:02 GMT (London)`."""
    told = _clock(when)
    return told if told.endswith(f" {city(when)}") else f"{told} ({city(when)})"


def _clock(when: datetime) -> str:
    clock = when.strftime("%H:%M:%S") if when.second else when.strftime("%H:%M")
    return f"{day(when)} {clock} {when.tzname()}"


def city(when: datetime) -> str:
    """The city after which the zone that `when` carries is called; the zone's name where it is called otherwise."""
    name = str(when.tzinfo)
    return name if name.startswith("Etc/") else name.rpartition("/")[2].replace("_", " ")


def count(number: int, name: str) -> str:
    """A number of things: `1 case`, `3 cases`."""
    return f"{number} {name}{'' if number == 1 else 's'}"


def few(names: Iterable[object], most: int = 3) -> str:
    """A list in words: `a, b and 4 more`."""
    items = [str(n) for n in names]
    if len(items) <= most:
        return ", ".join(items)
    return f"{', '.join(items[:most])} and {len(items) - most} more"
