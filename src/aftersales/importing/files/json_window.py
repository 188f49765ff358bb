"""JSON text read piece by piece, a window of it in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from aftersales.errors import FileRefused
from aftersales.json_text import decoder as json_decoder
from aftersales.json_text import may_hold_half_emoji, without_half_emoji
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple

SAVE_AGAIN = mark("Save the platform's answer again, in full.")
_CHUNK = 1 << 17  # characters read at a time
WINDOW = 1 << 19  # a value up to this long is decoded as a whole where its kind must be told
_LONGEST = 4 << 20  # the longest single value: of an order with three thousand items
_EDGE = 16  # an error so near to the end of the window may be because the text goes on
_REST = re.compile(r"[^\s,\]}]*")
_SPACE = re.compile(r"[ \t\n\r]*")


class JsonText(NamedTuple):
    """A value with the text that it was read from."""

    value: Any
    text: str


class JsonWindow:
    """A position in a JSON text of any length. Every method raises FileRefused for what is not JSON there, with its
    line and column.
    """

    def __init__(self, path: Path, file: TextIO) -> None:
        self._path, self._file = path, file
        self._decode = json_decoder().raw_decode
        self._text, self._at, self._ended = "", 0, False
        self._lines, self._line_start = 0, 0  # of the text before the window, and where its last line began
        self._extend()
        self._text = self._text.removeprefix("\ufeff")

    def peek(self) -> str:
        """The next character that is not white space; "" at the end of the text."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._extend()

    def value(self) -> JsonText:
        """The next value as a whole, with its text. Raises FileRefused where it is longer than any record."""
        whole = self.fitting(_LONGEST)
        if whole is None:
            what = tr("one value in the JSON is longer than {limit} MB", limit=_LONGEST >> 20)
            raise FileRefused(self._path, what, tr(SAVE_AGAIN))
        self._at += len(whole.text)
        return whole

    def fitting(self, longest: int | None = None) -> JsonText | None:
        """The next value as `value` gives it, but not passed over; None where it is longer than so many characters, or
        else than WINDOW.
        """
        self.peek()
        longest = WINDOW if longest is None else longest
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self._text) - _EDGE or error.msg.startswith("Unterminated string")
                if self._ended or not cut:
                    raise self._broken(error.pos, unterminated=error.msg.startswith("Unterminated")) from error
            except RecursionError as error:
                raise too_deep(self._path) from error
            except ValueError as error:  # a whole number of thousands of digits
                what = tr("the JSON holds a number that is too long")
                raise FileRefused(self._path, what, tr(SAVE_AGAIN)) from error
            else:
                if self._ended or self._is_whole(end):
                    text = self._text[self._at : end]
                    return JsonText(without_half_emoji(value) if may_hold_half_emoji(text) else value, text)
            if len(self._text) - self._at > longest:
                return None
            self._extend(len(self._text) - self._at)

    def _is_whole(self, end: int) -> bool:
        """Whether the value that ends there can't go on behind the window: a number or a word could."""
        if self._text[end - 1] in '"]}':
            return True
        rest = _REST.match(self._text, end)
        return rest is None or rest.end() < len(self._text)

    def follows(self, whole: JsonText) -> bool:
        """Whether anything follows the value that comes next, of which `fitting` gave the text."""
        end = self._at + len(whole.text)
        while not self._text[end:].strip() and not self._ended:
            self._extend(len(self._text))
            end = self._at + len(whole.text)
        return bool(self._text[end:].strip())

    def entries(self) -> Iterator[int]:
        """Enters an array, and gives the number of each entry, from 1 on; the caller passes over the entry itself."""
        self._expect("[")
        number = 0
        while self.peek() != "]":
            if number:
                self._expect(",")
            number += 1
            yield number
        self._at += 1

    def names(self) -> Iterator[str]:
        """Enters an object, and gives the name of each member; the caller passes over its value."""
        self._expect("{")
        first = True
        while self.peek() != "}":
            if not first:
                self._expect(",")
            first = False
            if self.peek() != '"':
                raise self._broken(self._at)
            key = str(self.value().value)
            self._expect(":")
            yield key
        self._at += 1

    def _expect(self, character: str) -> None:
        if self.peek() != character:
            raise self._broken(self._at)
        self._at += 1

    def _broken(self, place: int, *, unterminated: bool = False) -> FileRefused:
        before = self._text.count("\n", 0, place)
        start = self._text.rfind("\n", 0, place) + 1 if before else -self._line_start
        line, column = self._lines + before + 1, place - start + 1
        stops = unterminated or (self._ended and place >= len(self._text.rstrip()))
        what = (
            tr("the JSON stops in the middle, at line {line}, column {column}", line=line, column=column)
            if stops
            else tr("this is not valid JSON at line {line}, column {column}", line=line, column=column)
        )
        return FileRefused(self._path, what, tr(SAVE_AGAIN))

    def _extend(self, least: int = 0) -> None:
        """Let go of what was passed over, and read on: twice as much as is not passed over yet."""
        passed = self._text[: self._at]
        self._lines += (lines := passed.count("\n"))
        self._line_start = len(passed) - passed.rfind("\n") - 1 if lines else self._line_start + len(passed)
        try:
            more = self._file.read(max(_CHUNK, least))
        except UnicodeError as error:
            raise FileRefused(self._path, tr("the file changed while it was being read"), tr("Try again.")) from error
        self._text, self._at, self._ended = self._text[self._at :] + more, 0, not more


def too_deep(path: Path) -> FileRefused:
    """What is said of JSON that is nested without end."""
    return FileRefused(path, tr("the JSON is nested too deeply to be an answer of the platform"), tr(SAVE_AGAIN))
