"""Records in files of API answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aftersales.errors import FileRefused
from aftersales.importing.files.answer_records import AnswerRecords, RecordFile, RecordTimes
from aftersales.importing.files.json_window import SAVE_AGAIN, JsonWindow, too_deep
from aftersales.importing.files.table import MOST_REJECTS, Records
from aftersales.language import mark, tr
from aftersales.text import plain, remarked

# The arrays of the answers, and the key of the number of their records.
NUMBERS = {"return_orders": "return_id", "cancellations": "cancel_id", "orders": "id"}
_ORDER_KEYS = ("line_items", "payment", "status")
_WRAPPERS = ("response", "data")
_NOTHING = mark("there are no return_orders, cancellations or orders in it")
_GIVE = mark("Give the answer of returns/search, cancellations/search or orders/search.")

Timing = Callable[[str, dict[str, Any]], RecordTimes]


def read(path: Path, encoding: str, timing: Timing | None = None) -> list[Records]:
    """The records in a file: one answer, a list of answers, one a line, or bare arrays and objects. They are read one
    by one and kept on disk; `timing` tells the times of a record of an array.

    An array without results is a kind without records; no results of nobody knows what give []. Raises FileRefused for
    what is not JSON, an error answer, and JSON of something else.
    """
    with path.open(encoding=encoding) as file:
        reader = _AnswerReader(path, JsonWindow(path, file), timing or (lambda *_: RecordTimes()))
        try:
            reader.read()
            return reader.records()
        except RecursionError as error:
            reader.close()
            raise too_deep(path) from error
        except BaseException:
            reader.close()
            raise


@dataclass(slots=True)
class _Array:
    items: AnswerRecords
    expected: int | None = None
    more: bool = False

    def incomplete(self) -> bool:
        # The last page may still carry a token, so the counts decide where there are any. A page given twice must not
        # hide that another is missing.
        return self.more if self.expected is None else self.items.different() < self.expected


class _AnswerReader:
    """Collects the records of all answers in one file."""

    def __init__(self, path: Path, window: JsonWindow, timing: Timing) -> None:
        self.path, self.window, self.timing = path, window, timing
        self.file = RecordFile()
        self.arrays: dict[str, _Array] = {}
        self.position = 0
        self.numberless = 0  # records
        self.claimed = 0  # by answers that came without records
        self.answered_at: datetime | None = None

    def close(self) -> None:
        self.file.close()

    def read(self) -> None:
        """Every JSON value in the text: one in a plain file, one per line in JSON Lines."""
        number = 0
        while self.window.peek():
            number += 1
            self.take(f"entry {number}", alone=number == 1)

    def records(self) -> list[Records]:
        """One entry for each array, also for one that is empty. Raises FileRefused where records are only counted."""
        filled = {name: array for name, array in self.arrays.items() if len(array.items)}
        claimed = max([self.claimed, *(array.expected or 0 for array in self.arrays.values())])
        if not filled and claimed:
            what = tr("the platform counts {claimed} records, but none are in it", claimed=claimed)
            raise FileRefused(self.path, what, tr("Ask for the first page and give all pages."))
        return [
            Records(
                self.path,
                name,
                array.items,
                array.expected,
                array.incomplete(),
                answered_at=self.answered_at,
            )
            for name, array in self.arrays.items()
        ]

    def take(self, where: str, *, alone: bool = False) -> None:
        """What comes next: one answer, a list of them, or a bare record. Raises FileRefused for what is none of these.
        `alone`: it bears a number only where more is known to follow it.
        """
        start = self.window.peek()
        whole = self.window.fitting() if start != "[" else None
        if alone and start != "[" and (whole is None or not self.window.follows(whole)):
            where = ""
        if start == "[":
            for number in self.window.entries():
                self.take(f"entry {number}")
            return
        if whole is None:
            self.answer(where)
            return
        self.check(whole.value, where)
        if name := _bare(whole.value):
            record = self.window.value()
            self.add(name, record.value, record.text)
        else:
            self.answer(where)

    def check(self, value: Any, where: str) -> None:
        """Raises FileRefused for a value that is neither an answer, nor a list of them, nor a bare record."""
        if isinstance(value, list):
            for number, entry in enumerate(value, 1):
                self.check(entry, f"entry {number}")
            return
        if not isinstance(value, dict):
            raise self.nothing(where)
        if "tts_notification_id" in value:
            raise FileRefused(self.path, tr("this is a webhook message, which carries no deadline"), tr(_GIVE))
        if _bare(value):
            return
        self.refuse_error(value, where)
        names = [name for name in NUMBERS if name in value]
        for name in names:
            entries = value[name] if value[name] is not None else []
            if not isinstance(entries, list):
                raise self.nothing(where)
            for number, entry in enumerate(entries, 1):
                if not isinstance(entry, dict):
                    raise self.no_record(number, name)
        if names:
            return
        for wrapper in _WRAPPERS:
            if wrapper in value:
                # No results: the array is left out, and the rest may be too.
                if value[wrapper]:
                    self.check(value[wrapper], where)
                return
        if "total_count" not in value and "next_page_token" not in value:
            raise self.nothing(where)

    def refuse_error(self, value: dict[str, Any], where: str) -> None:
        code = value.get("code")
        if code is None or str(code) == "0":
            return
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

    def answer(self, where: str) -> None:
        """One answer, read key by key; its records one by one."""
        value: dict[str, Any] = {}
        for key in self.window.names():
            start = self.window.peek()
            if key in NUMBERS and start == "[":
                self.page(key)
                value[key] = []
            elif key in _WRAPPERS and start in ("[", "{") and self.holds_something():
                self.take(where)
                value[key] = {}
            else:
                value[key] = self.window.value().value
        self.check(value, where)
        if name := _bare(value):  # a record longer than any real one
            self.add(name, value, json.dumps(value))
            return
        answered = _answered_at(value)
        if answered is not None:
            self.answered_at = max(answered, self.answered_at or answered)
        for name in [name for name in NUMBERS if name in value]:
            array, count = self.array(name), _count(value)
            if count is not None:
                array.expected = max(count, array.expected or 0)
            array.more = bool(value.get("next_page_token"))
        if not any(name in value for name in (*NUMBERS, *_WRAPPERS)):
            self.claimed = max(self.claimed, _count(value) or 0)

    def holds_something(self) -> bool:
        """Whether the array or object that comes next is not empty."""
        whole = self.window.fitting()
        return whole is None or bool(whole.value)

    def page(self, name: str) -> None:
        """The entries of an array."""
        self.array(name)
        for number in self.window.entries():
            record = self.window.value()
            if not isinstance(record.value, dict):
                raise self.no_record(number, name)
            self.add(name, record.value, record.text)

    def array(self, name: str) -> _Array:
        if name not in self.arrays:
            self.arrays[name] = _Array(AnswerRecords(self.file))
        return self.arrays[name]

    def add(self, name: str, record: dict[str, Any], text: str) -> None:
        self.position += 1
        key = NUMBERS[name]
        if key not in record:
            self.numberless += 1  # rejected with its reason later, unless there are too many of them
            if self.numberless > MOST_REJECTS and self.numberless * 2 > self.position:
                what = tr(
                    "more than {most:,} of its rows can't be used, and fewer can; row {row}: {cell}",
                    most=MOST_REJECTS,
                    row=self.position,
                    cell=tr("{column} {reason}", column=key, reason=tr("is missing")),
                )
                raise FileRefused(self.path, what, tr(SAVE_AGAIN))
        number = str(record.get(key, f"#{self.position}"))
        self.array(name).items.add(self.position, text, number, self.timing(name, record))

    def no_record(self, number: int, array: str) -> FileRefused:
        what = tr("entry {number} of {array} is not a record", number=number, array=array)
        return FileRefused(self.path, what, tr(SAVE_AGAIN))

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
