"""A table staged in a temporary database, so that memory stays small."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from hashlib import blake2b
from itertools import groupby, islice
from operator import itemgetter
from zoneinfo import ZoneInfo

from aftersales.core.cases.facts import Reject, UnchangedOrder
from aftersales.core.money.entered import is_platform_number
from aftersales.core.time.instants import instant, iso
from aftersales.errors import FileRefused
from aftersales.importing.files.table import EXPORT_AGAIN, NumberCell, Table
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.ids import visible, without_hidden_marks
from aftersales.importing.parse.pattern_times import PatternTimes
from aftersales.importing.parse.rejected import Balance, RejectedRows
from aftersales.importing.parse.times import (
    DATE_FORMATS,
    Ambiguous,
    Mixed,
    Times,
    date_format,
    only_order,
    unambiguous_date,
)
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.text import listed

NUMBER_MARK = "\x1e"  # set before the text of a numeric cell that holds an id
# What no export has, and what would fill the memory.
_MOST_OF_ONE, _MOST_DAYS, _MOST_VALUES = 5_000, 200_000, 10_000
_MOST_SEARCHED = 100
_CUT = "\x1f"  # between the used cells of a row; one text is stored and read faster than twenty


class StagedRow(NamedTuple):
    """A row's number in the file and its used cells, without surrounding white space; the last cell is always empty.
    The first row of an order may have a `digest` of all of them.
    """

    number: int
    cells: list[str]
    digest: int | None = None


# Takes the numbers of some orders and a digest of the rows of each. Gives those that need not be read, each with the
# currency of its amount.
FindUnchanged = Callable[[dict[str, int]], Mapping[str, str]]
_TOGETHER = 400  # orders that are looked up at once


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
        # The first ten characters of every time in the sheet, and the last row that has them.
        self._days: dict[str, int] = {}
        self.reaches_beyond = False  # whether `newest` left instants out because they are later than now
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(
            "PRAGMA page_size=16384; PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; PRAGMA cache_size=-16000;"
        )
        try:
            self._fill(table, progress)
        except BaseException:
            self._db.close()
            raise
        self.rows = int(self._db.execute("SELECT count(*) FROM cells").fetchone()[0]) + len(self.misfits)

    def _fill(self, table: Table, progress: Callable[[int], None] | None) -> None:
        self._db.execute("CREATE TABLE cells (row INTEGER PRIMARY KEY, key TEXT, cells TEXT)")
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO cells VALUES (?, ?, ?)", self._staged(table, progress))
        self._db.execute("CREATE INDEX by_key ON cells (key)")
        self._db.execute("COMMIT")

    def _staged(self, table: Table, progress: Callable[[int], None] | None) -> Iterator[tuple[int, str, str]]:
        wanted = list(self._places.values())
        pick, key = itemgetter(*wanted), self._places[self.key]
        dates, see = [self._places[fact] for fact in self._dates], self._days.update
        # Only a workbook has number cells.
        ids = [n for fact, n in self._places.items() if fact in ("order", "ref")] if not table.encoding else []
        first, full = True, len(table.header)
        platform_ids, balance = self.key not in self.form.own_ids, Balance(str(self.path))
        for number, cells in table.rows(progress):
            if len(cells) != full and (len(cells) < full or any(cells[full:])):
                self.misfits += [misfit := _misfit(number, cells, full)]
                balance.reject(misfit)
                continue
            if table.holds_nul and (damaged := _damaged(number, table.header, cells)):
                self.misfits += [damaged]
                balance.reject(damaged)
                continue
            if first:
                first = False
                # Some exports have a row that describes the columns: text where the number should be.
                if not any(c.isdigit() for c in cells[key]) and " " in cells[key].strip():
                    continue
            for n in ids:
                if type(cells[n]) is NumberCell:
                    cells[n] = NUMBER_MARK + cells[n]
            see(dict.fromkeys([cells[n].lstrip()[:10] for n in dates], number))
            if len(self._days) > _MOST_DAYS:
                raise self._no_dates()
            used = _CUT.join(pick(cells)).replace("\t", "")
            if used.count(_CUT) != len(wanted) - 1:
                used = _CUT.join(c.replace(_CUT, " ") for c in pick(cells)).replace("\t", "")  # a cell holds our mark
            if " \x1f" in used or "\x1f " in used or used[0] == " " or used[-1] == " ":
                used = _CUT.join(c.strip() for c in used.split(_CUT))
            ref = cells[key].strip()
            ref = ref if ref.isdecimal() else clean_id(ref)[0]
            if platform_ids and not is_platform_number(ref):
                balance.reject(_bad_id(number, table.header[key], ref))  # it is told later, with those of its number
            else:
                balance.good += 1
            yield number, ref, used + _CUT

    def _no_dates(self) -> FileRefused:
        columns = listed(self.form.columns[fact] for fact in self._dates)
        what = tr("its columns {columns} have more than {most:,} different days", columns=columns, most=_MOST_DAYS)
        return FileRefused(self.path, what, tr(EXPORT_AGAIN))

    def groups(self) -> Iterator[list[StagedRow]]:
        """The rows of each order or return together, in file order within."""
        return (rows for rows in self.groups_but(b"", lambda _: {}) if isinstance(rows, list))

    def groups_but(self, salt: bytes, unchanged: FindUnchanged) -> Iterator[list[StagedRow] | UnchangedOrder]:
        """The same rows with their digests, without those that `unchanged` names. `salt` is how they are read."""
        cursor = self._db.execute("SELECT key, row, cells FROM cells ORDER BY key, row")
        chunk: dict[str, list[tuple[str, int, str]]] = {}
        for key, rows in groupby(cursor, itemgetter(0)):
            chunk[key] = list(islice(rows, _MOST_OF_ONE))
            if len(chunk) == _TOGETHER or len(chunk[key]) == _MOST_OF_ONE:
                yield from _changed(chunk, salt, unchanged)
                yield from self._further(key, rows)  # noqa: B031  (what is left of them)
                chunk = {}
        yield from _changed(chunk, salt, unchanged)

    def _further(self, key: str, rows: Iterator[tuple[str, int, str]]) -> Iterator[list[StagedRow]]:
        """More rows with one number than anything has. Without a number they are read all the same, to be rejected."""
        while further := [StagedRow(number, cells.split(_CUT)) for _, number, cells in islice(rows, _MOST_OF_ONE)]:
            if is_platform_number(key) or (key and self.key in self.form.own_ids):
                what = tr("more than {most:,} of its rows have the number {ref}", most=_MOST_OF_ONE, ref=key)
                raise FileRefused(self.path, what, tr(EXPORT_AGAIN))
            yield further

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
        return next((day.strip() for day in self._days if only_order(day) == order), None)

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
        sought = list(begins)
        some = " OR ".join("instr(cells, ?)" for _ in days)
        last = max(self._days[day] for day in days)  # near the top: the platform's exports begin with the newest
        if len(days) > _MOST_SEARCHED:  # SQLite takes no condition of a thousand parts
            some, sought = "1", []
        texts: set[str] = set()
        for (cells,) in self._db.execute(f"SELECT cells FROM cells WHERE row <= ? AND ({some})", (last, *sought)):
            split = cells.split(_CUT)
            texts.update(split[n] for n in places if split[n].startswith(begins))
        return texts

    def ids_cut_off(self) -> bool:
        """Whether most ids of the file end in zeros, as a spreadsheet leaves those it cut to 15 digits."""
        zeros = self._db.execute("SELECT count(*) FROM cells WHERE key GLOB '*000'").fetchone()[0]
        if zeros * 4 < self.rows:
            return False
        count, zeros = self._db.execute(
            "SELECT count(*), sum(key GLOB '*000') FROM (SELECT DISTINCT key FROM cells) WHERE length(key) >= 16"
        ).fetchone()
        return bool(count >= 2 and zeros * 2 > count)

    def counts(self, fact: str) -> dict[str, int]:
        """How many rows have each value of a column; none where the table lacks it, and only the first of very many."""
        counts: Counter[str] = Counter()
        place = self.at.get(fact)
        if place is not None:
            for (cells,) in self._db.execute("SELECT cells FROM cells"):
                value = cells.split(_CUT)[place]
                if value in counts or len(counts) < _MOST_VALUES:
                    counts[value] += 1
        return {value: count for value, count in counts.items() if value}

    def close(self) -> None:
        """Give the temporary database back."""
        self._db.close()


def _changed(
    orders: Mapping[str, list[tuple[str, int, str]]], salt: bytes, unchanged: FindUnchanged
) -> Iterator[list[StagedRow] | UnchangedOrder]:
    digests = {key: _digest(salt, rows) for key, rows in orders.items()}
    known = unchanged(digests) if digests else {}
    for key, rows in orders.items():
        if key in known:
            yield UnchangedOrder(key, known[key])
        else:
            split = [(number, cells.split(_CUT)) for _, number, cells in rows]
            yield [StagedRow(*split[0], digests[key]), *(StagedRow(*row) for row in split[1:])]


def _digest(salt: bytes, rows: Iterable[tuple[str, int, str]]) -> int:
    """A digest of rows, as SQLite keeps a number."""
    texts = "\n".join([cells for _, _, cells in rows]).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(salt + texts, digest_size=8).digest(), "big", signed=True)


def _misfit(number: int, cells: list[str], full: int) -> Reject:
    value = cells[0].strip()[:40] if cells else ""
    reason = tr(
        "has {cells} cells, but the header has {expected}: a quotation mark or a separator is wrong there",
        cells=len(cells),
        expected=full,
    )
    return Reject(number, tr("the whole row"), value, reason)


def _bad_id(number: int, column: str, ref: str) -> Reject:
    """What is said of a row whose number is none of the platform's."""
    reason = tr("is not a platform number (6 to 25 digits)") if ref else tr("is empty")
    return Reject(number, column, _shortened(ref), reason)


def _shortened(value: str) -> str:
    """A cell's text as a message quotes it."""
    value = visible(value.strip())
    return value if len(value) <= 60 else value[:59] + "…"


def _damaged(number: int, header: Sequence[str], cells: Sequence[str]) -> Reject | None:
    """What is said of a row that has a NUL; None for one without."""
    place = next((n for n, cell in enumerate(cells) if "\0" in cell), None)
    if place is None:
        return None
    column = header[place] if place < len(header) else ""
    reason = tr("has a NUL byte: the file is damaged there")
    return Reject(number, column or tr("the whole row"), _shortened(cells[place]), reason)


def _day_after(start: str) -> str:
    """Past the end of a local day that begins at this instant, summer time included."""
    return iso(instant(start) + timedelta(hours=26))


def _midnight(times: Times, day: str) -> str | None:
    day = day.split(" ")[0]
    return _read(times, f"{day} 00:00:00") or _read(times, f"{day} 12:00:00 AM")


def _read(times: Times, text: str) -> str | None:
    try:
        return times.read(text)
    except ValueError:
        return None


def clean_id(text: str) -> tuple[str, bool]:
    """An id without the quotes and `=` that keep spreadsheets from changing it and without hidden marks; and whether
    the cell was a number.
    """
    if text.isdecimal():
        return text, False
    number = text.startswith(NUMBER_MARK)
    bare = without_hidden_marks(text.lstrip(NUMBER_MARK)).strip()
    return bare.lstrip("'’=").strip('"').strip(), number
