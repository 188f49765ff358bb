"""The difference that an import makes, kept on disk."""

from __future__ import annotations

import json
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from tempfile import TemporaryFile
from typing import IO

from aftersales.actions.imports.part_result import PartResult
from aftersales.core.log.changed_row import ChangedRow, of_object
from aftersales.ledger.connection import Connection
from aftersales.ledger.log import difference


class KeptDifference:
    """Changed rows, as many as they are: on disk, with their counts by subject and what came of it in memory."""

    def __init__(self, rows: Iterable[ChangedRow]) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._file: IO[str] = TemporaryFile("w+", encoding="utf-8", prefix="aftersales-")  # noqa: SIM115  (kept open)
        weakref.finalize(self, self._file.close)
        for row in rows:
            self._counts[row.subject, row.what] += 1
            self._file.write(f"{json.dumps(row.as_object())}\n")

    @property
    def counts(self) -> Mapping[tuple[str, str], int]:
        """How many rows there are of each subject and what came of it."""
        return self._counts

    def __iter__(self) -> Iterator[ChangedRow]:
        self._file.seek(0)
        return (of_object(json.loads(line)) for line in self._file)


def kept(ledger: Connection, write: int, results: Iterable[PartResult]) -> KeptDifference:
    """What an import changes, while it is not stored yet. `write` is its entry in the log."""
    touched = difference.cases_of(ledger, write).union(*(r.touched | r.derived for r in results))
    return KeptDifference(
        chain(difference.orders(ledger, write), difference.cases(ledger, write), difference.deadlines(ledger, touched))
    )
