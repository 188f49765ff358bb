"""Strangers' text made safe; times and lists in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from aftersales.language import current, mark, tr

if TYPE_CHECKING:
    from io import TextIOWrapper

# C0 and C1 controls, which start escape codes, the characters that reorder or hide text, and what stands for a byte
# that is not UTF-8, as in the name of a folder. Not compiled here: `re` does it at the first use; most runs have none.
UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """The text on one line, without control characters, escape codes or text-direction marks."""
    if text.isascii() and text.isprintable():
        return text
    return " ".join(re.sub(UNSAFE, " ", text).split())


# What stands for a character that an encoding lacks: the first of these that it has.
_INSTEAD = {
    "·": "-", "•": "*", "…": "...", "–": "-", "—": "-", "−": "-", "×": "x", "→": "->", "←": "<-", "≤": "<=", "≥": ">=",
    "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "★": "*", "£": "￡|GBP ", "€": "EUR ", "¥": "￥|JPY ",
    "￥": "JPY ", "￡": "GBP ", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae",
    "œ": "oe", "│": "|", "─": "-", "█": "#",
}  # fmt: skip


def writable(text: str, encoding: str) -> str:
    """The text in characters that an encoding has: ornaments give way to plain ones, a letter with an accent to the
    letter, a currency's sign to its code. For what has no likeness stands `?`.
    """
    if text.isascii():
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(char if _has(encoding, char) else _likeness(char, encoding) for char in text)
    return text


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _likeness(char: str, encoding: str) -> str:
    from unicodedata import combining, normalize  # most terminals have every character

    letters = "".join(c for c in normalize("NFKD", char) if not combining(c))
    candidates = [*_INSTEAD.get(char, "").split("|"), letters]
    return next((text for text in candidates if text and _has(encoding, text)), "?" if letters else "")


def write_likeness(stream: TextIOWrapper) -> None:
    """Let a stream for people take every text: as `writable` for what its encoding lacks."""
    import codecs

    def instead(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        return "".join(_likeness(c, error.encoding) for c in error.object[error.start : error.end]), error.end

    codecs.register_error("likeness", instead)
    stream.reconfigure(errors="likeness")


def excerpt(text: str, most: int) -> str:
    """A stranger's text on one line, cut where it would push everything else out of sight."""
    whole = plain(text[: 4 * most])
    return whole if len(whole) <= most and len(text) <= 4 * most else whole[: most - 1].rstrip() + "…"


def json_safe(dumped: str) -> str:
    """JSON text with the characters that could steer a terminal written as escapes; it stays the same JSON."""
    return dumped.replace("\x7f", "\\u007f") if dumped.isascii() else re.sub(UNSAFE, _escape, dumped)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    if number < 0x10000:
        return f"\\u{number:04x}"
    number -= 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


def no_formula(text: str) -> str:
    """The text for a CSV cell. A leading quote keeps a spreadsheet from reading it as a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def span(seconds: int) -> str:
    """A length of time, given in seconds, in at most two units: `2 d 4 h`, `35 min`, `0 min`; always without a sign."""
    minutes = abs(int(seconds)) // 60
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        return tr("{days} d {hours} h", days=days, hours=hours) if hours else tr("{days} d", days=days)
    if hours:
        return (
            tr("{hours} h {minutes} min", hours=hours, minutes=f"{minutes:02d}")
            if minutes
            else tr("{hours} h", hours=hours)
        )
    return tr("{minutes} min", minutes=minutes)


_WEEKDAYS = (
    mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"),
)  # fmt: skip
_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"), mark("Jul"), mark("Aug"),
    mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip


def weekday(when: date) -> str:
    """`Tue`, whatever the machine's locale."""
    return tr(_WEEKDAYS[when.weekday()])


def month_day(when: date) -> str:
    """`24 Nov`, whatever the machine's locale."""
    return tr("{day} {month}", day=when.day, month=tr(_MONTHS[when.month - 1]))


def month_day_year(when: date) -> str:
    """`24 Nov 2026`, whatever the machine's locale."""
    return tr("{day} {month} {year}", day=when.day, month=tr(_MONTHS[when.month - 1]), year=when.year)


def short_day(when: date) -> str:
    """`Tue 24 Nov`, whatever the machine's locale."""
    return tr("{weekday} {date}", weekday=weekday(when), date=month_day(when))


def day(when: date, now: date | None = None) -> str:
    """`Tue 24 Nov 2026`, whatever the machine's locale; without the year where that is the year of `now`."""
    if now is not None and when.year == now.year:
        return short_day(when)
    return tr("{weekday} {date}", weekday=weekday(when), date=month_day_year(when))


# Abbreviations of several zones: CST is Shanghai or Mexico City, PST Los Angeles or Manila, IST Dublin or Kolkata,
# CDT Chicago or Havana.
# With the offset that an abbreviation has in the zone where it needs no city, or None where it always needs one.
SHARED = {"CDT": timedelta(hours=-5), "CST": None, "IST": None, "PST": timedelta(hours=-8)}
# The cities of the markets' zones and of most sellers.
_CITIES = {
    name: name
    for name in (
        mark("Amsterdam"), mark("Bangkok"), mark("Berlin"), mark("Brussels"), mark("Chicago"), mark("Denver"),
        mark("Dublin"), mark("Ho Chi Minh"), mark("Hong Kong"), mark("Jakarta"), mark("Kuala Lumpur"), mark("London"),
        mark("Los Angeles"), mark("Madrid"), mark("Manila"), mark("Mexico City"), mark("New York"), mark("Paris"),
        mark("Rome"), mark("Sao Paulo"), mark("Shanghai"), mark("Singapore"), mark("Taipei"), mark("Tokyo"),
        mark("Vienna"), mark("Warsaw"),
    )
}  # fmt: skip


def moment(when: datetime, now: date | None = None) -> str:
    """`Tue 24 Nov 2026 16:02 GMT`: local time in the zone of `when`; seconds only if they are not 0. An abbreviation
    that several zones share is followed by the city: `Fri 25 Dec 2026 10:30 PST (Manila)`. A zone without an
    abbreviation is told by its city: `Tue 1 Dec 2026 16:00 Bangkok`. The year is left out where it is that of `now`.
    """
    name = when.tzname() or ""
    return placed(when, now) if SHARED.get(name, when.utcoffset()) != when.utcoffset() else _clock(when, now)


def placed(when: datetime, now: date | None = None) -> str:
    """As `moment`, always with the city of its zone: `Tue 24 Nov 2026 16:02 GMT (London)`."""
    text = _clock(when, now)
    return text if text.endswith(f" {city(when)}") else tr("{moment} ({city})", moment=text, city=city(when))


def _clock(when: datetime, now: date | None) -> str:
    clock = when.strftime("%H:%M:%S") if when.second else when.strftime("%H:%M")
    return f"{day(when, now)} {clock} {city(when) if _has_bare_offset(when) else when.tzname() or ''}"


def _has_bare_offset(when: datetime) -> bool:
    """Whether the zone has a city and no abbreviation."""
    name = when.tzname() or ""
    return name.startswith(("+", "-")) and "/" in str(when.tzinfo) and not str(when.tzinfo).startswith("Etc/")


def city(when: datetime) -> str:
    """The city in the name of the zone of `when`; the whole name where there is none, such as Etc/UTC."""
    name = str(when.tzinfo)
    place = name if name.startswith("Etc/") else name.rpartition("/")[2].replace("_", " ")
    return tr(_CITIES.get(place, place))


# How a list, phrases and clauses are told one after the other, and the words between several.
_SEPARATORS = {"en": (", ", ", ", "; ", " and ", " or "), "zh": ("、", "，", "；", "和", "或")}
_CHINESE_ENDS = tuple("。！？：；，、）”")


def listed(names: Iterable[object]) -> str:
    """Names one after the other: `a, b, c`."""
    return _SEPARATORS[current()][0].join(map(str, names))


def enumerated(parts: Iterable[str]) -> str:
    """Parts of a sentence one after the other: `1 overdue, 2 today`."""
    return _SEPARATORS[current()][1].join(parts)


def clauses(parts: Iterable[str]) -> str:
    """Statements one after the other in one sentence: `approved; refund it by Tue`."""
    return _SEPARATORS[current()][2].join(parts)


def sentences(parts: Iterable[str]) -> str:
    """Sentences one after the other, or a sentence and what it introduces; what is empty is left out."""
    whole = ""
    for part in filter(None, parts):
        whole += f"{gap_after(whole)}{part}" if whole else part
    return whole


def gap_after(said: str) -> str:
    """A space; nothing after Chinese punctuation, which brings its own."""
    return "" if said[-1:] in _CHINESE_ENDS else " "


def beside(first: str, second: str) -> str:
    """Two parts of a sentence, the second perhaps empty: with a space, in Chinese only before or after a letter or a
    digit.
    """
    gap = current() == "en" or first[-1:].isascii() or second[:1].isascii()
    return f"{first}{' ' * gap}{second}" if second else first


def together(parts: Iterable[object]) -> str:
    """All of several: `a and b`."""
    return _with_word(parts, _SEPARATORS[current()][3])


def either(parts: Iterable[object]) -> str:
    """One of several: `a or b`."""
    return _with_word(parts, _SEPARATORS[current()][4])


def _with_word(parts: Iterable[object], word: str) -> str:
    """Parts with a word between them. A Chinese word has a space on the side of a letter or digit only."""
    whole = ""
    for part in map(str, parts):
        if whole and not word.isascii():
            whole += " " * whole[-1:].isascii() + word + " " * part[:1].isascii() + part
        else:
            whole += word + part if whole else part
    return whole


def labelled(name: object, said: object) -> str:
    """What is said of something: `name: said`."""
    return tr("{name}: {said}", name=name, said=said)


def remarked(said: object, remark: object) -> str:
    """Something with a remark in brackets: `said (remark)`."""
    return tr("{said} ({remark})", said=said, remark=remark)


def sentence(said: str) -> str:
    """What is said, as a sentence: with one full stop at its end."""
    return tr("{said}.", said=said.rstrip(".。"))


def few(names: Iterable[object], most: int = 3) -> str:
    """A list in words: `a, b and 4 more`."""
    items = [str(n) for n in names]
    if len(items) <= most:
        return listed(items)
    return tr("{names} and {more} more", names=listed(items[:most]), more=len(items) - most)
