"""A table staged in a temporary database, so that memory stays small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from hashlib import blake2b
from itertools import islice
from operator import itemgetter
from zoneinfo import ZoneInfo

from aftersales.core.cases.facts import Reject, UnchangedOrder
from aftersales.core.money.entered import are_platform_numbers, is_platform_number
from aftersales.core.time.instants import instant, iso
from aftersales.errors import FileRefused
from aftersales.importing.files.table import EXPORT_AGAIN, NumberCell, Table
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.ids import quoted
from aftersales.importing.parse.pattern_times import PatternTimes
from aftersales.importing.parse.rejected import Balance, RejectedRows
from aftersales.importing.parse.staging import shapes
from aftersales.importing.parse.staging.blocks import MOST_OF_ONE, MUCH, BlockStore, RowBlock
from aftersales.importing.parse.staging.rows import NUMBER_MARK, OrderRows, StagedRow, clean_id, in_columns, texts_of
from aftersales.importing.parse.times import (
    DATE_FORMATS,
    Ambiguous,
    Mixed,
    Times,
    date_format,
    only_order,
    unambiguous_date,
    whole_day,
)
from aftersales.language import tr
from aftersales.text import listed

# What no export has, and what would fill the memory.
_MOST_DAYS, _MOST_IDS = 200_000, 400_000
_MIDNIGHT = " 00:00:00"
_MUCH_TEXT, _LONG_ROWS = 64 << 20, 5_000  # characters in all, and of a row on average
_BLOCK, _FEW = 400, 20  # rows that are stored together, and whose used cells are joined together
# Takes the numbers of some orders and a digest of the rows of each. Gives those that need not be read, each with the
# currency of its amount.
FindUnchanged = Callable[[dict[str, int]], Mapping[str, str]]


class StagedTable:
    """The used cells of one table. `at` gives the cell of each fact; rows with the same `key` belong together.

    The order of day and month is decided over whole columns, and the lines of an order may be far apart. So the table
    is read once into a temporary SQLite database, and its rows are then read grouped by order or return.
    """

    def __init__(self, table: Table, form: Format, progress: Callable[[int], None] | None = None) -> None:
        self.form, self.path = form, table.path
        self._places = form.places(table.header)
        self.at = {fact: n for n, fact in enumerate(self._places)}
        self.key = "ref" if "ref" in self.at else "order"
        self.misfits = RejectedRows()  # rows with another number of cells than the header, and damaged ones
        self._dates = [fact for fact in form.dates if fact in self.at]
        # The first ten characters of every time in the sheet, and the last row of the last block that has them.
        self._days: dict[str, int] = {}
        self.reaches_beyond = False  # whether `newest` left instants out because they are later than now
        self._store = BlockStore(self._too_many)
        try:
            self._store.fill(self._blocks(table, progress))
        except BaseException:
            self._store.close()
            raise
        self.rows = self._store.rows + len(self.misfits)

    def _blocks(self, table: Table, progress: Callable[[int], None] | None) -> Iterator[RowBlock]:
        balance, join = Balance(str(self.path)), self._joiner(table)
        rows = self._usable(table, progress, balance)
        numbers: list[int] = []
        texts: list[str] = []
        length = count = stored = 0
        while few := list(islice(rows, _FEW)):  # more cells than those of a few rows are never held
            joined = join([cells for _, cells in few])
            numbers += [number for number, _ in few]
            texts += joined
            length, count = length + sum(map(len, joined)), count + len(few)
            if length > _MUCH_TEXT and length > count * _LONG_ROWS:
                raise FileRefused(self.path, tr("its rows are longer than those of any export"), tr(EXPORT_AGAIN))
            if len(numbers) >= _BLOCK or length - stored > MUCH:
                yield numbers, self._keys(numbers, texts, table.header, balance), texts
                numbers, texts, stored = [], [], length
        if numbers:
            yield numbers, self._keys(numbers, texts, table.header, balance), texts

    def _usable(
        self, table: Table, progress: Callable[[int], None] | None, balance: Balance
    ) -> Iterator[tuple[int, list[str]]]:
        """The rows that have the shape of the header and are not damaged, but for a first one that describes the
        columns.
        """
        first, full, key = True, len(table.header), self._places[self.key]
        clocks = [(self._places[f], n) for f, n in self.form.time_places(table.header).items() if f in self._places]
        for number, cells in shapes.in_shape(table.rows(progress), table.header_row, full):
            if len(cells) != full:
                odd: Reject | None = shapes.misfit(number, cells, full)
            else:
                odd = _damaged(number, table.header, cells) if table.holds_nul else None
            if odd is not None:
                self.misfits += [odd]
                balance.reject(odd)
                continue
            if first:
                first = False
                # Some exports have a row that describes the columns: text where the number should be.
                if not any(c.isdigit() for c in cells[key]) and " " in cells[key].strip():
                    continue
            for day, clock in clocks:
                cells[day] = _with_time(cells[day].strip(), cells[clock].strip())
            yield number, cells

    def _joiner(self, table: Table) -> Callable[[Sequence[list[str]]], list[str]]:
        """What puts the used cells of each row into one text."""
        pick, width = itemgetter(*self._places.values()), len(self._places)
        # Only a workbook has number cells.
        ids = [n for fact, n in self._places.items() if fact in ("order", "ref")] if not table.encoding else []

        def join(rows: Sequence[list[str]]) -> list[str]:
            for cells in rows if ids else ():
                for n in ids:
                    if type(cells[n]) is NumberCell:
                        cells[n] = NUMBER_MARK + cells[n]
            return texts_of(rows, pick, width)

        return join

    def _keys(self, numbers: Sequence[int], texts: Sequence[str], header: Sequence[str], balance: Balance) -> list[str]:
        """The key of each row of a block. Notes the days of the rows, and how many can be used."""
        columns = in_columns(texts)
        days = [cell[:10] for fact in self._dates for cell in columns[self.at[fact]]]
        self._days.update(dict.fromkeys(days, numbers[-1]))
        if len(self._days) > _MOST_DAYS:
            raise self._no_dates()
        keys = columns[self.at[self.key]]
        if not "".join(keys).isdecimal():
            keys = [clean_id(ref)[0] for ref in keys]
        if self.key in self.form.own_ids or are_platform_numbers(keys):
            balance.good += len(keys)
            return keys
        name = header[self._places[self.key]]
        for number, ref in zip(numbers, keys, strict=True):
            if is_platform_number(ref):
                balance.good += 1
            else:
                balance.reject(_bad_id(number, name, ref))  # it is told later, with those of its number
        return keys

    def _no_dates(self) -> FileRefused:
        columns = listed(self.form.columns[fact] for fact in self._dates)
        what = tr("its columns {columns} have more than {most:,} different days", columns=columns, most=_MOST_DAYS)
        return FileRefused(self.path, what, tr(EXPORT_AGAIN))

    def groups(self) -> Iterator[list[StagedRow]]:
        """The rows of each order or return together, by its number, in file order within."""
        return self._store.sorted_groups()

    def orders(self, salt: bytes | None, unchanged: FindUnchanged) -> Iterator[list[OrderRows | UnchangedOrder]]:
        """The rows of each order together, some orders at a time, but for those that `unchanged` names. `salt` is how
        they are read; without it they get no digests.
        """
        for some in self._store.groups(_BLOCK):
            if salt is None:
                yield [OrderRows(*group) for group in some]
                continue
            digests = {key: _digest(salt, texts) for key, _, texts in some}
            known = unchanged(digests)
            yield [
                UnchangedOrder(key, known[key]) if key in known else OrderRows(key, numbers, texts, digests[key])
                for key, numbers, texts in some
            ]

    def _too_many(self, key: str, count: int) -> FileRefused | None:
        """What is said where very many or long rows have a key; None for one by which rows don't belong together."""
        if not (is_platform_number(key) or (key and self.key in self.form.own_ids)):
            return None
        what = tr("more than {most:,} of its rows have the number {ref}", most=MOST_OF_ONE, ref=key)
        if count <= MOST_OF_ONE:
            what = tr("its rows with the number {ref} are longer than those of any export", ref=key)
        return FileRefused(self.path, what, tr(EXPORT_AGAIN))

    def times(self, zone: ZoneInfo, chosen: str | None, usual: str = "") -> Times:
        """The reader for this sheet's times. `chosen` is the order that was typed; without it that of a mapping holds,
        and `usual` where the dates don't tell. Raises FileRefused where day and month are not clear.
        """
        form = self.form
        if form.date_format and form.date_format not in DATE_FORMATS:
            return PatternTimes(form.date_format, zone, form.time_of_day)
        try:
            order = date_format(self._days)
        except Mixed as doubt:
            raise FileRefused(
                self.path,
                tr("its dates were changed in a spreadsheet: {reason}", reason=doubt),
                tr("Export it again, and import it without opening it in a spreadsheet."),
            ) from None
        except Ambiguous as doubt:
            if known := chosen or form.date_format or usual:
                return Times(known, zone, form.time_of_day)
            columns = listed(self.form.columns[f] for f in self._dates)
            raise FileRefused(
                self.path,
                tr("day and month can't be told apart: {reason} (columns {columns})", reason=doubt, columns=columns),
                tr(
                    "Choose with --date-format {day_first} (day first) or {month_first} (month first).",
                    day_first=DATE_FORMATS[0],
                    month_first=DATE_FORMATS[1],
                ),
            ) from None

        self._refuse_other_order(chosen, order)
        return Times(order or chosen or form.date_format or usual or "dmy", zone, form.time_of_day)

    def _refuse_other_order(self, chosen: str | None, order: str | None) -> None:
        """Raise FileRefused where the dates can only be read in another order than was typed or the mapping says."""
        form = self.form
        wanted = chosen or form.date_format
        if wanted and order and wanted != order and (chosen or order != "ymd"):
            raise FileRefused(
                self.path,
                tr(
                    "{option} says {chosen}, but its dates, such as {example}, can only be {order}",
                    option="--date-format" if chosen else form.path,
                    chosen=wanted,
                    example=unambiguous_date(self._days, order),
                    order=order,
                ),
                tr("Leave the option out, or import this file alone.")
                if chosen
                else tr("Correct [dates] format there."),
            )

    def telling_date(self, order: str) -> str | None:
        """A date of the sheet that can only be read in this order; None where there is none."""
        return next((whole_day(day) for day in self._days if only_order(day) == order), None)

    def newest(self, times: Times, now: str) -> str | None:
        """The newest instant inside the sheet that is not after `now` (both ledger texts), or None."""
        if isinstance(times, PatternTimes):
            texts = {text for fact in self._dates for text in self.counts(fact)}
            self.reaches_beyond = True  # it is not looked at
            return max((t for text in texts if (t := _read(times, text)) is not None and t <= now), default=None)
        starts = sorted(((t, day) for day in self._days if (t := _midnight(times, day)) is not None), reverse=True)
        for top, _ in starts:
            if top > now:
                self.reaches_beyond = True
                continue
            # The newest instant lies on this day, or on one that overlaps it in another column's summer time.
            near = [day for t, day in starts if t <= now and _day_after(t) > top]
            instants = [t for text in self._texts(near) if (t := _read(times, text)) is not None]
            read = [t for t in instants if t <= now]
            self.reaches_beyond |= len(read) < len(instants)
            if read:
                return max(read)
        return None

    def _texts(self, days: list[str]) -> set[str]:
        """The distinct times of the sheet that begin with one of these texts."""
        begins, places = tuple(day.strip() for day in days), [self.at[fact] for fact in self._dates]
        last = max(self._days[day] for day in days)  # near the top: the platform's exports begin with the newest
        rows = self._store.rows_with(begins, last)
        return {cells[n] for cells in rows for n in places if cells[n].startswith(begins)}

    def ids_cut_off(self) -> bool:
        """Whether most ids of the file end in zeros, as a spreadsheet leaves those it cut to 15 digits."""
        zeros = sum(key.endswith("000") for key in self._store.all_keys())
        if zeros * 4 < self.rows:
            return False
        ids = set(islice((key for key in self._store.all_keys() if len(key) >= 16), _MOST_IDS))
        return len(ids) >= 2 and sum(key.endswith("000") for key in ids) * 2 > len(ids)

    def counts(self, fact: str) -> dict[str, int]:
        """How many rows have each value of a column; none where the table lacks it, and only the first of very many."""
        place = self.at.get(fact)
        counts = {} if place is None else self._store.counts(place)
        return {value: count for value, count in counts.items() if value}

    def close(self) -> None:
        """Give the temporary database back."""
        self._store.close()


def _digest(salt: bytes, texts: Iterable[str]) -> int:
    """A digest of rows, as SQLite keeps a number."""
    rows = "\n".join(texts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(salt + rows, digest_size=8).digest(), "big", signed=True)


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


def _day_after(start: str) -> str:
    """Past the end of a local day that begins at this instant, summer time included."""
    return iso(instant(start) + timedelta(hours=26))


def _midnight(times: Times, day: str) -> str | None:
    day = whole_day(day.split(" ")[0])
    return _read(times, f"{day} 00:00:00") or _read(times, f"{day} 12:00:00 AM")


def _read(times: Times, text: str) -> str | None:
    try:
        return times.read(text)
    except ValueError:
        return None
