"""Rejected rows: the first in memory, the rest on disk."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator
from heapq import merge
from operator import attrgetter

from aftersales.core.cases.facts import CaseFacts, OrderFacts, Reject
from aftersales.errors import FileRefused
from aftersales.importing.files.table import MOST_REJECTS
from aftersales.language import tr

KEPT = 10_000  # so many of a file are told one by one
MOST = MOST_REJECTS
_BATCH = 1_000


class RejectedRows(Collection[Reject]):
    """The rejected rows of one file, as many as they are. Memory holds the first `KEPT`, a temporary database the rest;
    iterating gives all of them, in the order in which they came.
    """

    def __init__(self, rows: Iterable[Reject] = ()) -> None:
        self._first: list[Reject] = []
        self._waiting: list[Reject] = []
        self._stored = 0
        self._db: sqlite3.Connection | None = None
        self.extend(rows)

    def extend(self, rows: Iterable[Reject]) -> None:
        """Add rows behind the others."""
        for row in rows:
            if len(self._first) < KEPT:
                self._first.append(row)
                continue
            self._waiting.append(row)
            if len(self._waiting) == _BATCH:
                self._store()

    def __iadd__(self, rows: Iterable[Reject]) -> RejectedRows:
        self.extend(rows)
        return self

    def __len__(self) -> int:
        return len(self._first) + self._stored + len(self._waiting)

    def __iter__(self) -> Iterator[Reject]:
        yield from self._first
        if self._db is not None:
            for row in self._db.execute("SELECT row, cell, value, reason FROM rejected ORDER BY rowid"):
                yield Reject(*row)
        yield from self._waiting

    def in_row_order(self) -> Iterator[Reject]:
        """All of them, in the order of the file's rows."""
        stored: Iterable[Reject] = ()
        if self._db is not None:
            cursor = self._db.execute("SELECT row, cell, value, reason FROM rejected ORDER BY row")
            stored = (Reject(*row) for row in cursor)
        return merge(sorted([*self._first, *self._waiting]), stored, key=attrgetter("row"))

    def __contains__(self, row: object) -> bool:
        return any(row == one for one in self)

    def _store(self) -> None:
        if self._db is None:
            self._db = sqlite3.connect("", isolation_level=None)
            weakref.finalize(self, self._db.close)
            self._db.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; PRAGMA cache_size=-4000;")
            self._db.execute("CREATE TABLE rejected (row INTEGER, cell TEXT, value TEXT, reason TEXT)")
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO rejected VALUES (?, ?, ?, ?)", self._waiting)
        self._db.execute("COMMIT")
        self._stored += len(self._waiting)
        self._waiting.clear()


class Balance:
    """How many rows of a file can be used, and how many can't."""

    def __init__(self, file: str) -> None:
        self._file, self.bad = file, 0
        self._first: Reject | None = None
        self.good = 0

    def reject(self, *rows: Reject) -> None:
        """Take in rows that can't be used. Raises FileRefused where there are too many of them."""
        self.bad += len(rows)
        self._first = self._first or next(iter(rows), None)
        if self.bad > MOST and self.bad > self.good and self._first is not None:
            raise _too_many(self._file, self._first)


def within_bounds(
    file: str, facts: Iterator[CaseFacts | OrderFacts | list[Reject]]
) -> Iterator[CaseFacts | OrderFacts | list[Reject]]:
    """The same facts and rejects. Raises FileRefused where there are too many rejects for the facts."""
    balance = Balance(file)
    for some in facts:
        if isinstance(some, list):
            balance.reject(*some)
        else:
            balance.good += 1
        yield some


def _too_many(file: str, first: Reject) -> FileRefused:
    """What is said of a file of which most rows can't be used, however many they are."""
    if first.value:
        cell = tr("{column} “{value}” {reason}", column=first.column, value=first.value, reason=first.reason)
    else:
        cell = tr("{column} {reason}", column=first.column, reason=first.reason)
    what = tr(
        "more than {most:,} of its rows can't be used, and fewer can; row {row}: {cell}",
        most=MOST,
        row=first.row,
        cell=cell,
    )
    return FileRefused(file, what, tr("Export it again, and import it without changing it."))
