"""Decides how a sheet is held while it is judged as a whole: in a temporary database, so that memory stays small.

Dates are decided over whole columns and an order's lines may lie far apart, so a sheet is read once, the cells that its
format uses are set down, and then come back grouped by order or return. Leaves the meaning of cells to `mapping`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from aftersales.errors import FileRefused
from aftersales.importing.formats import Format
from aftersales.importing.sheets import NumberCell, Sheet
from aftersales.importing.values import DATE_FORMATS, Ambiguous, Times, date_format, is_id

NUMBER_MARK = "\x00"  # set before the text of a numeric cell that holds an id


class Stage:
    """The used cells of one sheet. `key` is the fact that groups rows: `order` or `ref`."""

    def __init__(self, sheet: Sheet, form: Format, progress: Callable[[int], None] | None = None) -> None:
        self.form, self.path = form, sheet.path
        self.places = form.places(sheet.header)
        self.facts = tuple(self.places)
        self.key = "ref" if "ref" in self.places else "order"
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; PRAGMA cache_size=-16000;")
        columns = ", ".join(f'"{f}"' for f in self.facts)
        self._db.execute(f"CREATE TABLE cells (row INTEGER PRIMARY KEY, {columns})")
        marks = ",".join("?" * (len(self.facts) + 1))
        self._db.execute("BEGIN")
        self._db.executemany(f"INSERT INTO cells VALUES ({marks})", self._cells(sheet, progress))
        self._db.execute("COMMIT")
        self.rows = int(self._db.execute("SELECT count(*) FROM cells").fetchone()[0])

    def _cells(self, sheet: Sheet, progress: Callable[[int], None] | None) -> Iterator[Sequence[Any]]:
        wanted = list(self.places.values())
        pick = itemgetter(*wanted)
        width = max(wanted) + 1
        key = self.places[self.key]
        ids = [n for f, n in self.places.items() if f in ("order", "ref")]
        first = True
        for number, cells in sheet.rows(progress):
            if len(cells) < width:
                cells = cells + [""] * (width - len(cells))
            if first:
                first = False
                # The row that describes the columns has words where the number should be.
                if not any(c.isdigit() for c in cells[key]) and " " in cells[key].strip():
                    continue
            if type(cells[key]) is NumberCell or (len(ids) > 1 and any(type(cells[n]) is NumberCell for n in ids)):
                cells = [NUMBER_MARK + c if n in ids and type(c) is NumberCell else c for n, c in enumerate(cells)]
            yield (number, *pick(cells))

    def groups(self) -> Iterator[list[dict[str, Any]]]:
        """The rows of each order or return together, in file order within; cells as raw text by fact, with `row`."""
        names = ("row", *self.facts)
        cursor = self._db.execute(f'SELECT * FROM cells ORDER BY "{self.key}", row')
        key, group = names.index(self.key), list[dict[str, Any]]()
        last: object = None
        for values in cursor:
            if values[key] != last and group:
                yield group
                group = []
            last = values[key]
            group.append(dict(zip(names, values, strict=True)))
        if group:
            yield group

    # --- what the sheet says as a whole ---------------------------------------------------------------------------

    def _dates(self) -> tuple[str, ...]:
        return tuple(f for f in self.form.dates if f in self.places)

    def times(self, zone: Any, chosen: str | None) -> Times:
        """The reader for this sheet's times. Raises FileRefused where day and month can't be told apart."""
        if chosen is not None:
            return Times(chosen, zone)
        distinct: set[str] = set()
        for fact in self._dates():
            distinct.update(r[0] for r in self._db.execute(f'SELECT DISTINCT substr(ltrim("{fact}"), 1, 10) FROM cells'))
        try:
            return Times(date_format(distinct) or "dmy", zone)
        except Ambiguous as doubt:
            columns = ", ".join(self.form.columns[f] for f in self._dates())
            raise FileRefused(
                self.path,
                f"day and month can't be told apart: {doubt} (columns {columns})",
                f"Say which with --date-format {DATE_FORMATS[0]} (day first) or {DATE_FORMATS[1]} (month first).",
            ) from None

    def newest(self, times: Times, now: str) -> str | None:
        """The newest instant inside the sheet that is not after `now` (both ledger texts), or None."""
        best: str | None = None
        for fact in self._dates():
            days = [r[0] for r in self._db.execute(f'SELECT DISTINCT substr(ltrim("{fact}"), 1, 10) FROM cells')]
            dated = sorted(((d, day) for day in days if (d := _date(times, day)) is not None), reverse=True)
            for midnight, day in dated:
                if midnight > now or (best is not None and midnight[:10] < best[:10] and not _near(midnight, best)):
                    continue
                texts = self._db.execute(
                    f'SELECT DISTINCT "{fact}" FROM cells WHERE substr(ltrim("{fact}"), 1, 10) = ?', (day,)
                )
                read = [t for (text,) in texts if (t := _read(times, text)) is not None and t <= now]
                if read:
                    best = max([*read, *([best] if best else [])])
                    break
        return best

    def ids_cut_off(self) -> bool:
        """Whether most ids of the file end in zeros, as a spreadsheet leaves those it cut to 15 digits."""
        row = self._db.execute(
            f"""SELECT count(*), sum(key GLOB '*000') FROM (SELECT DISTINCT
            rtrim("{self.key}", char(9) || ' ') AS key FROM cells) WHERE length(key) >= 16"""
        ).fetchone()
        return bool(row[0] >= 2 and row[1] * 2 > row[0])

    def close(self) -> None:
        """Give the temporary database back."""
        self._db.close()


def _date(times: Times, day: str) -> str | None:
    return _read(times, f"{day.strip()} 00:00:00") or _read(times, f"{day.strip()} 12:00:00 AM")


def _near(one: str, other: str) -> bool:
    return abs((datetime.fromisoformat(one) - datetime.fromisoformat(other)).days) < 2


def _read(times: Times, text: str) -> str | None:
    try:
        return times.read(text)
    except ValueError:
        return None


def clean_id(text: str) -> tuple[str, bool]:
    """An id cell without tabs and quotes, and whether it stood in a numeric cell."""
    number = text.startswith(NUMBER_MARK)
    plain = text.lstrip(NUMBER_MARK).strip().lstrip("'=").strip('"').strip()
    return plain, number


__all__ = ["Stage", "clean_id", "is_id"]
