"""The difference that an import makes, kept on disk."""

from __future__ import annotations

import json
import weakref
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from tempfile import TemporaryFile

from aftersales.actions.imports.part_result import PartResult
from aftersales.core.log.changed_row import ChangedRow, of_object
from aftersales.ledger.connection import Connection
from aftersales.ledger.log import difference


class KeptDifference:
    """Changed rows, as many as they are: on disk, with where each begins in memory. `place_of` tells the place of a
    row's file among those of the import.
    """

    def __init__(self, rows: Iterable[ChangedRow], place_of: Callable[[ChangedRow], int] = lambda _: 0) -> None:
        self._kinds: defaultdict[tuple[str, str], array[int]] = defaultdict(_begins)
        self._files: defaultdict[int, array[int]] = defaultdict(_begins)
        self._file = TemporaryFile("w+b", prefix="aftersales-")  # noqa: SIM115  (kept open)
        weakref.finalize(self, self._file.close)
        begin = 0
        for row in rows:
            self._kinds[row.subject, row.what].append(begin)
            self._files[place_of(row)].append(begin)
            # An image in the log may hold half a character, which is not UTF-8.
            begin += self._file.write(f"{row.as_json()}\n".encode("utf-8", "surrogatepass"))

    @property
    def counts(self) -> Mapping[tuple[str, str], int]:
        """How many rows there are of each subject and what came of it."""
        return {kind: len(begins) for kind, begins in self._kinds.items()}

    def of_kind(self, subject: str, what: str) -> Iterator[ChangedRow]:
        """The rows of one subject and what came of it."""
        return (of_object(json.loads(line)) for line in self._lines(self._kinds.get((subject, what), ())))

    def json_of_file(self, place: int) -> Iterator[str]:
        """The rows of one file, each as JSON."""
        return self._lines(self._files.get(place, ()))

    def __iter__(self) -> Iterator[ChangedRow]:
        begins = sorted(chain.from_iterable(self._files.values()))
        return (of_object(json.loads(line)) for line in self._lines(begins))

    def _lines(self, begins: Sequence[int]) -> Iterator[str]:
        for begin in begins:
            self._file.seek(begin)
            yield self._file.readline().decode("utf-8", "surrogatepass").rstrip("\n")


def _begins() -> array[int]:
    return array("Q")


def kept(ledger: Connection, write: int, results: Sequence[PartResult]) -> KeptDifference:
    """What an import changes, while it is not stored yet. `write` is its entry in the log."""
    touched = chain(difference.cases_of(ledger, write), *(some for r in results for some in (r.touched, r.derived)))
    rows = chain(difference.orders(ledger, write), difference.cases(ledger, write))
    return KeptDifference(chain(rows, difference.deadlines(ledger, touched)), _Places(results))


class _Places:
    """Finds the place of the file that a row is from: several files may have the same name. What no file has touched,
    such as a deadline that only follows, is with the last.
    """

    def __init__(self, results: Sequence[PartResult]) -> None:
        self._last = max(0, len(results) - 1)
        # In the order in which they were written: one that changed nothing comes after the one before it.
        self._places = sorted(range(len(results)), key=lambda n: (results[n].last_change, results[n].part.as_of, n))
        self._ends = [results[place].last_change for place in self._places]
        self._cases = [(place, results[place]) for place in reversed(self._places)]

    def __call__(self, row: ChangedRow) -> int:
        if row.change is not None and self._ends and row.change <= self._ends[-1]:
            return self._places[bisect_left(self._ends, row.change)]
        return next((n for n, r in self._cases if row.case in r.touched or row.case in r.derived), self._last)
