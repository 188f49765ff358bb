"""Rows of a table, put into blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from operator import itemgetter

from aftersales.core.cases.facts import Reject
from aftersales.core.money.entered import are_platform_numbers, is_platform_number
from aftersales.errors import FileRefused
from aftersales.importing.files.header import NumberedRow
from aftersales.importing.files.table import EXPORT_AGAIN, NumberCell, Table
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.ids import quoted
from aftersales.importing.parse.rejected import Balance, RejectedRows
from aftersales.importing.parse.staging import shapes
from aftersales.importing.parse.staging.blocks import MUCH, RowBlock, StoredBlock, stored
from aftersales.importing.parse.staging.rows import NUMBER_MARK, clean_id, in_columns, texts_of
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.text import listed

MOST_DAYS = 200_000  # different ones; no export has so many, and they would fill the memory
_MUCH_TEXT, _LONG_ROWS = 64 << 20, 5_000  # characters in all, and of a row on average
_MIDNIGHT = " 00:00:00"
BLOCK, _FEW = 400, 20  # rows that are stored together, and whose used cells are joined together


class Unusual(Exception):
    """A row is not as those of most exports."""


class StagingNotes(NamedTuple):
    """What is known of rows once they are staged: the first ten characters of every time, each with the last row of the
    last block that has them; how many characters and rows were stored.
    """

    days: dict[str, int]
    length: int
    rows: int


class RowStager:
    """Puts the used cells of rows into blocks, and notes what is known of them then: `misfits` are rows with another
    number of cells than the header, and damaged ones; `last` is the number of the last row, `days` as in StagingNotes.
    """

    def __init__(self, table: Table, form: Format) -> None:
        self._table, self._form = table, form
        self._places = form.places(table.header)
        self._at = {fact: n for n, fact in enumerate(self._places)}
        self._key = "ref" if "ref" in self._at else "order"
        self._dates = [fact for fact in form.dates if fact in self._at]
        self._balance = Balance(str(table.path))
        self.misfits = RejectedRows()
        self.days: dict[str, int] = {}
        self._length = self._count = self.last = 0

    @property
    def notes(self) -> StagingNotes:
        """What is known of the rows so far."""
        return StagingNotes(self.days, self._length, self._count)

    def take_in(self, notes: StagingNotes) -> None:
        """Add what is known of rows that another has staged. Raises FileRefused."""
        self.days |= notes.days
        self._length += notes.length
        self._count += notes.rows
        self._refuse_many_days()
        self._refuse_long_rows()

    @property
    def key(self) -> int:
        """The cell by which rows belong together."""
        return self._places[self._key]

    def blocks(self, rows: Iterator[NumberedRow]) -> Iterator[StoredBlock]:
        """The rows below the header. Raises FileRefused."""
        table = self._table
        return stored(self._blocks(self._usable(shapes.in_shape(rows, table.header_row, len(table.header)))))

    def usual_blocks(self, rows: Iterator[NumberedRow], *, first: bool) -> Iterator[StoredBlock]:
        """Half of the rows below the header, the `first` or the other. Raises FileRefused, and Unusual for a row that
        can't be judged without those of the other half.
        """
        yield from stored(self._blocks(self._usable(self._of_one_width(rows), described=first)))
        if self._balance.bad:
            raise Unusual

    def _of_one_width(self, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
        full = len(self._table.header)
        for row in rows:
            if len(row[1]) != full:
                raise Unusual
            self.last = row[0]
            yield row

    def _refuse_long_rows(self) -> None:
        """Raise FileRefused for rows longer than those of any export."""
        if self._length > _MUCH_TEXT and self._length > self._count * _LONG_ROWS:
            what = tr("its rows are longer than those of any export")
            raise FileRefused(self._table.path, what, tr(EXPORT_AGAIN))

    def _refuse_many_days(self) -> None:
        """Raise FileRefused for more different days than any export has."""
        if len(self.days) > MOST_DAYS:
            columns = listed(self._form.columns[fact] for fact in self._dates)
            what = tr("its columns {columns} have more than {most:,} different days", columns=columns, most=MOST_DAYS)
            raise FileRefused(self._table.path, what, tr(EXPORT_AGAIN))

    def _blocks(self, rows: Iterator[NumberedRow]) -> Iterator[RowBlock]:
        join = self._joiner()
        numbers: list[int] = []
        texts: list[str] = []
        before = self._length
        while few := list(islice(rows, _FEW)):  # more cells than those of a few rows are never held
            joined = join([cells for _, cells in few])
            numbers += [number for number, _ in few]
            texts += joined
            self._length += sum(map(len, joined))
            self._count += len(few)
            self._refuse_long_rows()
            if len(numbers) >= BLOCK or self._length - before > MUCH:
                yield numbers, self._keys(numbers, texts), texts
                numbers, texts, before = [], [], self._length
        if numbers:
            yield numbers, self._keys(numbers, texts), texts

    def _usable(self, rows: Iterator[NumberedRow], *, described: bool = True) -> Iterator[NumberedRow]:
        """The rows that have the shape of the header and are not damaged, but for a first one that describes the
        columns, which there is only where they may be `described`.
        """
        table, full = self._table, len(self._table.header)
        clocks = [(self._places[f], n) for f, n in self._form.time_places(table.header).items() if f in self._places]
        for number, cells in rows:
            if len(cells) != full:
                odd: Reject | None = shapes.misfit(number, cells, full)
            else:
                odd = _damaged(number, table.header, cells) if table.holds_nul else None
            if odd is not None:
                self.misfits += [odd]
                self._balance.reject(odd)
                continue
            if described:
                described = False
                # Some exports have a row that describes the columns: text where the number should be.
                if not any(c.isdigit() for c in cells[self.key]) and " " in cells[self.key].strip():
                    continue
            for day, clock in clocks:
                cells[day] = _with_time(cells[day].strip(), cells[clock].strip())
            yield number, cells

    def _joiner(self) -> Callable[[Sequence[list[str]]], list[str]]:
        """What puts the used cells of each row into one text."""
        pick, width = itemgetter(*self._places.values()), len(self._places)
        # Only a workbook has number cells.
        ids = [n for fact, n in self._places.items() if fact in ("order", "ref")] if not self._table.encoding else []

        def join(rows: Sequence[list[str]]) -> list[str]:
            for cells in rows if ids else ():
                for n in ids:
                    if type(cells[n]) is NumberCell:
                        cells[n] = NUMBER_MARK + cells[n]
            return texts_of(rows, pick, width)

        return join

    def _keys(self, numbers: Sequence[int], texts: Sequence[str]) -> list[str]:
        """The key of each row of a block. Notes the days of the rows, and how many can be used."""
        columns, balance = in_columns(texts), self._balance
        days = [cell[:10] for fact in self._dates for cell in columns[self._at[fact]]]
        self.days.update(dict.fromkeys(days, numbers[-1]))
        self._refuse_many_days()
        keys = columns[self._at[self._key]]
        if not "".join(keys).isdecimal():
            keys = [clean_id(ref)[0] for ref in keys]
        if self._key in self._form.own_ids or are_platform_numbers(keys):
            balance.good += len(keys)
            return keys
        name = self._table.header[self.key]
        for number, ref in zip(numbers, keys, strict=True):
            if is_platform_number(ref):
                balance.good += 1
            else:
                balance.reject(_bad_id(number, name, ref))  # it is told later, with those of its number
        return keys


def _with_time(day: str, clock: str) -> str:
    """A date with the time of day from another cell. A workbook shows a date as its midnight."""
    return f"{day.removesuffix(_MIDNIGHT)} {clock}" if day and clock else day


def _bad_id(number: int, column: str, ref: str) -> Reject:
    """What is said of a row whose number is none of the platform's."""
    reason = tr("is not a platform number (6 to 25 digits)") if ref else tr("is empty")
    return Reject(number, column, quoted(ref), reason)


def _damaged(number: int, header: Sequence[str], cells: Sequence[str]) -> Reject | None:
    """What is said of a row that has a NUL; None for one without."""
    place = next((n for n, cell in enumerate(cells) if "\0" in cell), None)
    if place is None:
        return None
    column = header[place] if place < len(header) else ""
    reason = tr("has a NUL byte: the file is damaged there")
    return Reject(number, column or tr("the whole row"), quoted(cells[place]), reason)
