"""The translations of a language: a gettext file, read where needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from struct import unpack_from

_MAGIC = 0x950412DE


def read(language: str) -> Callable[[str], str | None] | None:
    """What finds the translation of a text; None where there is no catalogue of this language that can be read."""
    path = f"{os.path.dirname(__file__)}/{language}/LC_MESSAGES/aftersales.mo"  # noqa: PTH120
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return finder(file.read())
    except (OSError, ValueError):
        return None


def finder(data: bytes) -> Callable[[str], str | None]:
    """What finds the translation of a text in a .mo file; a run looks up some hundred texts of thousands, so the file
    is searched and not unpacked. A text with a plural is found by its singular; its translation is the first form.
    Raises ValueError for another file.
    """
    if len(data) < 28 or unpack_from("<I", data)[0] != _MAGIC:
        raise ValueError("not a gettext catalogue")
    count, keys, texts = unpack_from("<III", data, 8)
    known: dict[str, str | None] = {"": None}  # the header's key

    def find(message: str) -> str | None:
        if message in known:
            return known[message]
        wanted, low, high, translation = message.encode("utf-8", "surrogatepass"), 0, count, None
        while low < high:
            middle = (low + high) // 2
            key = _text(data, keys + 8 * middle)
            if key == wanted:
                translation = _text(data, texts + 8 * middle).decode()
                break
            low, high = (middle + 1, high) if key < wanted else (low, middle)
        known[message] = translation
        return translation

    return find


def _text(data: bytes, entry: int) -> bytes:
    """The text of an entry of one of the two tables, up to the first NUL: forms of a plural follow behind it."""
    length, start = unpack_from("<II", data, entry)
    return data[start : start + length].partition(b"\0")[0]
