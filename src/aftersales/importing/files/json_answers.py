"""Records in files of API answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aftersales.errors import FileRefused
from aftersales.importing.files.table import Records
from aftersales.json_text import decoder as json_decoder
from aftersales.json_text import may_hold_half_emoji, without_half_emoji
from aftersales.language import mark, tr
from aftersales.text import plain, remarked

_ARRAYS = {"return_orders": "return_id", "cancellations": "cancel_id", "orders": "id"}
_ORDER_KEYS = ("line_items", "payment", "status")
_SAVE_AGAIN = mark("Save the platform's answer again, in full.")
_NOTHING = mark("there are no return_orders, cancellations or orders in it")
_GIVE = mark("Give the answer of returns/search, cancellations/search or orders/search.")
# A parsed file takes about eight times its size in memory.
_LARGEST = 256 << 20
_SPACE = re.compile(r"\s*")


def read(path: Path, encoding: str, size: int) -> list[Records]:
    """The records in a file: one answer, a list of answers, one a line, or bare arrays and objects.

    An array without results is a kind without records; no results of nobody knows what give []. Raises FileRefused for
    what is no JSON, an error answer, and JSON of something else.
    """
    if size > _LARGEST:
        raise FileRefused(
            path, tr("the JSON is larger than {limit} MB", limit=_LARGEST >> 20), tr("Split it into several files.")
        )
    try:
        text = path.read_text(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        raise FileRefused(path, tr("the file changed while it was being read"), tr("Try again.")) from error
    reader = _AnswerReader(path)
    documents = list(_documents(path, text))
    try:
        for number, document in enumerate(documents, 1):
            reader.take(document, f"entry {number}" if len(documents) > 1 else "")
    except RecursionError as error:
        raise _too_deep(path) from error
    return reader.records()


def _too_deep(path: Path) -> FileRefused:
    return FileRefused(path, tr("the JSON is nested too deeply to be an answer of the platform"), tr(_SAVE_AGAIN))


def _documents(path: Path, text: str) -> Iterator[Any]:
    """Every JSON value in the text: one in a plain file, one per line in JSON Lines."""
    decoder = json_decoder()
    broken = may_hold_half_emoji(text)
    at = _skip(text, 0)
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            yield without_half_emoji(value) if broken else value
            at = _skip(text, at)
    except json.JSONDecodeError as error:
        what = tr("this is not valid JSON at line {line}, column {column}", line=error.lineno, column=error.colno)
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            what = tr(
                "the JSON stops in the middle, at line {line}, column {column}", line=error.lineno, column=error.colno
            )
        raise FileRefused(path, what, tr(_SAVE_AGAIN)) from error
    except RecursionError as error:
        raise _too_deep(path) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise FileRefused(path, tr("the JSON holds a number that is too long"), tr(_SAVE_AGAIN)) from error


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


@dataclass(slots=True)
class _Array:
    items: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    ids: set[object] = field(default_factory=set)
    expected: int | None = None
    more: bool = False

    def incomplete(self) -> bool:
        # The last page may still carry a token, so the counts decide where there are any.
        return self.more if self.expected is None else len(self.ids) < self.expected


class _AnswerReader:
    """Collects the records of all answers in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.arrays: dict[str, _Array] = {}
        self.position = 0
        self.claimed = 0  # by answers that came without records
        self.answered_at: datetime | None = None

    def records(self) -> list[Records]:
        """One entry for each array, also for one that is empty. Raises FileRefused where records are only counted."""
        filled = {name: array for name, array in self.arrays.items() if array.items}
        claimed = max([self.claimed, *(array.expected or 0 for array in self.arrays.values())])
        if not filled and claimed:
            what = tr("the platform counts {claimed} records, but none are in it", claimed=claimed)
            raise FileRefused(self.path, what, tr("Ask for the first page and give all pages."))
        return [
            Records(
                self.path,
                name,
                tuple(array.items),
                array.expected,
                array.incomplete(),
                answered_at=self.answered_at,
            )
            for name, array in self.arrays.items()
        ]

    def take(self, value: Any, where: str) -> None:
        """One answer, a list of them, or a bare record. Raises FileRefused for what is none of these."""
        if isinstance(value, list):
            for number, entry in enumerate(value, 1):
                self.take(entry, f"entry {number}")
        elif not isinstance(value, dict):
            raise self.nothing(where)
        elif "tts_notification_id" in value:
            raise FileRefused(self.path, tr("this is a webhook message, which carries no deadline"), tr(_GIVE))
        elif name := _bare(value):
            self.add(name, value)
        else:
            self.answer(value, where)

    def answer(self, value: dict[str, Any], where: str) -> None:
        code = value.get("code")
        if code is not None and str(code) != "0":
            error = plain(f"{code} {value.get('message', '')}")[:200].strip()
            raise FileRefused(
                self.path,
                (
                    tr("{entry} is an error of the platform, not records: {error}", entry=where, error=error)
                    if where
                    else tr("this is an error of the platform, not records: {error}", error=error)
                ),
                tr("Renew the access if it has expired, and ask again."),
            )
        answered = _answered_at(value)
        if answered is not None:
            self.answered_at = max(answered, self.answered_at or answered)
        names = [name for name in _ARRAYS if name in value]
        for name in names:
            self.page(name, value, where)
        if names:
            return
        for wrapper in ("response", "data"):
            if wrapper in value:
                # No results: the array is left out, and the rest may be too.
                if value[wrapper]:
                    self.take(value[wrapper], where)
                return
        if "total_count" not in value and "next_page_token" not in value:
            raise self.nothing(where)
        self.claimed = max(self.claimed, _count(value) or 0)

    def page(self, name: str, value: dict[str, Any], where: str) -> None:
        """One page of an array, with what the platform says about the whole."""
        entries = value[name]
        if entries is None:
            entries = []
        if not isinstance(entries, list):
            raise self.nothing(where)
        array = self.arrays.setdefault(name, _Array())
        for number, entry in enumerate(entries, 1):
            if not isinstance(entry, dict):
                raise FileRefused(
                    self.path,
                    tr("entry {number} of {array} is not a record", number=number, array=name),
                    tr(_SAVE_AGAIN),
                )
            self.add(name, entry)
        count = _count(value)
        if count is not None:
            array.expected = max(count, array.expected or 0)
        array.more = bool(value.get("next_page_token"))

    def add(self, name: str, record: dict[str, Any]) -> None:
        self.position += 1
        array = self.arrays.setdefault(name, _Array())
        array.items.append((self.position, record))
        # A page given twice must not hide that another is missing.
        array.ids.add(str(record.get(_ARRAYS[name], f"#{self.position}")))

    def nothing(self, where: str) -> FileRefused:
        return FileRefused(self.path, remarked(tr(_NOTHING), where) if where else tr(_NOTHING), tr(_GIVE))


def _bare(value: dict[str, Any]) -> str | None:
    if "return_id" in value:
        return "return_orders"
    if "cancel_id" in value:
        return "cancellations"
    return "orders" if "id" in value and any(key in value for key in _ORDER_KEYS) else None


def _count(value: dict[str, Any]) -> int | None:
    count = str(value.get("total_count", ""))
    return int(count) if count.isdecimal() and len(count) < 16 else None


def _answered_at(value: dict[str, Any]) -> datetime | None:
    """When the platform gave an answer (UTC): the number of the request begins with it. None where it does not."""
    digits = str(value.get("request_id", ""))[:14]
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC) if len(digits) == 14 else None
    except ValueError:
        return None
