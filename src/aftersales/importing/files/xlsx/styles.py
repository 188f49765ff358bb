"""Which cell styles of a workbook show dates."""

from __future__ import annotations

import re
from typing import IO

from aftersales.importing.files.xlsx.elements import Attributes, elements

PLAIN, DATE, DURATION = 0, 1, 2
# ECMA-376, 18.8.30: the formats that have a number and no text. From 27 on they are those of Chinese, Japanese and
# Korean, where they are dates.
_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)])
_DURATION = 46
_MOST_FORMATS, _LONGEST_FORMAT = 10_000, 1_000
# Text in quotes, and colours and languages in brackets; but not [h], [m] and [s], which count beyond a day.
_NO_FORMAT = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_DATE = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_LENGTH = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)


def read(stream: IO[bytes]) -> bytes:
    """For each cell style in turn: PLAIN, DATE or DURATION. Raises as `elements` does."""
    formats: dict[int, int] = {}
    styles = bytearray()
    inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag == "numFmt" and len(formats) < _MOST_FORMATS:
            formats[int(attributes["numFmtId"])] = kind(attributes.get("formatCode", "")[:_LONGEST_FORMAT])
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            number = int(attributes.get("numFmtId", 0))
            styles.append(formats[number] if number in formats else _built_in(number))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    elements(stream, start, end)
    return bytes(styles)


def kind(code: str) -> int:
    """What a number format such as `dd/mm/yyyy hh:mm` shows."""
    first = code.split(";")[0]  # the others are for numbers below zero, zero, and text
    if not _DATE.search(_NO_FORMAT.sub("", first)):
        return PLAIN
    return DURATION if _LENGTH.search(first) else DATE


def _built_in(number: int) -> int:
    if number == _DURATION:
        return DURATION
    return DATE if number in _DATES else PLAIN
