"""A table staged in a temporary database, so that memory stays small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from hashlib import blake2b
from itertools import islice
from zoneinfo import ZoneInfo

from aftersales.core.cases.facts import UnchangedOrder
from aftersales.core.money.entered import is_platform_number
from aftersales.core.time.instants import instant, iso
from aftersales.errors import FileRefused
from aftersales.importing.files.table import EXPORT_AGAIN, Table
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.pattern_times import PatternTimes
from aftersales.importing.parse.staging import staged_rows
from aftersales.importing.parse.staging.blocks import MOST_OF_ONE, RowGroup
from aftersales.importing.parse.staging.row_stager import BLOCK
from aftersales.importing.parse.staging.rows import OrderRows, StagedRow
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

# More different ones would fill the memory.
_MOST_IDS = 400_000
# Takes the numbers of some orders and a digest of the rows of each. Gives those that need not be read, each with the
# currency of its amount.
FindUnchanged = Callable[[dict[str, int]], Mapping[str, str]]
SomeOrders = Iterator[list[OrderRows | UnchangedOrder]]


class StagedTable:
    """The used cells of one table. `at` gives the cell of each fact; rows with the same `key` belong together.

    The order of day and month is decided over whole columns, and the lines of an order may be far apart. So the table
    is read once into a temporary SQLite database, and its rows are then read grouped by order or return.
    """

    def __init__(self, table: Table, form: Format, progress: Callable[[int], None] | None = None) -> None:
        self.form, self.path = form, table.path
        self.at = {fact: n for n, fact in enumerate(form.places(table.header))}
        self.key = "ref" if "ref" in self.at else "order"
        self._dates = [fact for fact in form.dates if fact in self.at]
        self.reaches_beyond = False  # whether `newest` left instants out because they are later than now
        self._rows = staged_rows.staged(table, form, self._too_many, progress)
        self._store, self._days, self.misfits = self._rows.store, self._rows.days, self._rows.misfits
        self.rows = self._store.rows + len(self.misfits)

    def groups(self) -> Iterator[list[StagedRow]]:
        """The rows of each order or return together, by its number, in file order within."""
        return self._store.sorted_groups()

    def orders(self, salt: bytes | None, unchanged: FindUnchanged) -> SomeOrders:
        """The rows of each order together, some orders at a time, but for those that `unchanged` names. `salt` is how
        they are read; without it they get no digests, and `unchanged` is not asked.
        """
        return _order_rows(self._store.groups(BLOCK), salt, unchanged)

    def halves(self, salt: bytes | None) -> tuple[int, SomeOrders, SomeOrders] | None:
        """The same in two halves, of which another process can read the second, and how many orders the first has; None
        where the table has no halves, or an order has rows in both.
        """
        second = self._rows.second
        if second is None or not self._store.is_in_blocks():
            return None
        begin = second.begin + 1
        first = _order_rows(self._store.groups_before(begin), salt, none_unchanged)
        return self._store.keys_before(begin), first, _order_rows(second.groups(), salt, none_unchanged)

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
        self._rows.close()


def _order_rows(groups: Iterable[list[RowGroup]], salt: bytes | None, unchanged: FindUnchanged) -> SomeOrders:
    """The rows of orders, as StagedTable gives them."""
    for some in groups:
        if salt is None:
            yield [OrderRows(*group) for group in some]
            continue
        digests = {key: _digest(salt, texts) for key, _, texts in some}
        known = unchanged(digests)
        yield [
            UnchangedOrder(key, known[key]) if key in known else OrderRows(key, numbers, texts, digests[key])
            for key, numbers, texts in some
        ]


def none_unchanged(_digests: dict[str, int]) -> Mapping[str, str]:
    """Says that all orders are to be read (FindUnchanged)."""
    return {}


def _digest(salt: bytes, texts: Iterable[str]) -> int:
    """A digest of rows, as SQLite keeps a number."""
    rows = "\n".join(texts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(salt + rows, digest_size=8).digest(), "big", signed=True)


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
