"""What a part of a file holds, and how it becomes facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import islice

from aftersales.core.cases.facts import CaseFacts, OrderBatch, OrderFacts, Reject
from aftersales.importing.files.answer_records import AnswerRecords, StoredRecord, digest_of, read_so
from aftersales.importing.files.table import Table
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.recogniser import way_of_reading
from aftersales.importing.parse import api_objects, order_batches
from aftersales.importing.parse.api_objects import AnswerTimes
from aftersales.importing.parse.exports import order_columns, request_rows
from aftersales.importing.parse.exports.cells import Reading
from aftersales.importing.parse.file_times import SinceFilter
from aftersales.importing.parse.rejected import Balance, within_bounds
from aftersales.importing.parse.staging.table import FindUnchanged, StagedTable, none_unchanged
from aftersales.named_tuple import NamedTuple

_CHUNK = 400
Known = Callable[[list[StoredRecord]], Collection[str]]  # the numbers of those that say nothing new
Facts = Iterator[CaseFacts | OrderFacts | list[Reject]]


class OrderHalves(NamedTuple):
    """The orders of a table, of its first half and of its second; the first has `expected`, if all can be read."""

    expected: int
    first: Iterator[OrderBatch]
    second: Iterator[OrderBatch]


class TableSource(NamedTuple):
    """The rows of a table, staged, and the table as it stands in the file."""

    reading: Reading
    stage: StagedTable
    table: Table
    since: SinceFilter | None = None

    def facts(self) -> Facts:
        """The facts of each order or return, or its rejects."""
        if self.reading.form.carries == "orders":
            facts: Facts = order_batches.one_by_one(self._orders(none_unchanged))
        else:
            facts = within_bounds(self.reading.file, request_rows.cases(self.reading, self.stage.groups()))
        return facts if self.since is None else self.since.of(facts)

    def orders(self, unchanged: FindUnchanged) -> Iterator[OrderBatch]:
        """The orders, without reading those that `unchanged` names. A seller's own spreadsheet is read whole."""
        return self._orders(unchanged) if self.since is None else order_batches.together(self.facts())

    def _orders(self, unchanged: FindUnchanged) -> Iterator[OrderBatch]:
        rows = self.stage.orders(self._salt(), unchanged)
        return order_batches.within_bounds(Balance(self.reading.file), order_columns.orders(self.reading, rows))

    def order_halves(self) -> OrderHalves | None:
        """All orders in two halves, of which another process can read the second; None where that can't be done."""
        if self.since is not None or (halves := self.stage.halves(self._salt())) is None:
            return None
        expected, *rows = halves
        balance = Balance(self.reading.file)
        read = (order_batches.within_bounds(balance, order_columns.orders(self.reading, half)) for half in rows)
        return OrderHalves(expected, *read)

    def _salt(self) -> bytes | None:
        """How its rows are read, for their digests; None for a seller's own spreadsheet, which is read whole."""
        reading = self.reading
        if reading.form.path or reading.cut_off:
            return None
        how = (reading.times.zone.key or "", reading.times.order, reading.currency, repr(sorted(reading.at.items())))
        return way_of_reading([reading.form], *how).encode()


class AnswerSource(NamedTuple):
    """The objects of one array of an answer; a list of them is in the order of their update."""

    form: Format
    file: str
    rows: AnswerRecords | list[StoredRecord]
    times: AnswerTimes
    since: SinceFilter | None = None

    def facts(self, known: Known | None = None) -> Facts:
        """The facts of each object, or its reject; those that are `known` are left out."""
        records = self.records() if known is None or self.since is not None else self._unknown(known)
        facts = within_bounds(self.file, api_objects.read(self.form, self.file, records, self.times))
        return facts if self.since is None else self.since.of(facts)

    def _unknown(self, known: Known) -> Iterator[StoredRecord]:
        records = self.records()
        while some := list(islice(records, _CHUNK)):
            left_out = known([record for record in some if record.number])
            yield from (record for record in some if record.number not in left_out)

    def records(self) -> Iterator[StoredRecord]:
        """Each object, in the order of their update, so that of several states of one ref the newest has the last
        word. Its digest is of its text and of how it is read: a newer version of the program may read more of it.
        """
        way = digest_of(way_of_reading([self.form]).encode())
        if isinstance(self.rows, list):
            return (record._replace(digest=read_so(record.digest, way)) for record in self.rows)
        return self.rows.latest_last(way)


class UnreadSource(NamedTuple):
    """A file that need not be read, since the ledger has all of it already: so many orders or `cases`, put in by the
    write with the number `write`.
    """

    cases: int
    write: int
    since: SinceFilter | None = None

    def facts(self) -> Facts:
        """None."""
        return iter(())
