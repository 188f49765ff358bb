"""Rejected rows as a table, and that table read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from aftersales.core.cases.facts import Reject
from aftersales.importing.files.table import Table
from aftersales.importing.parse.odd_tables import mended
from tables import of_each

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
AS_OF = "2026-11-24T08:30:00Z"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    def read(_: object) -> Iterator[tuple[int, list[str]]]:
        return ((number, list(row)) for number, row in enumerate(rows, 2))

    return Table(Path("r.csv"), "", tuple(header), "utf-8", 1, 0, read)


ROWS = [["577012345678901234", "=1+1"], ["x", "b", "too many"], ["7", "'c"]]
FILE = table(["Order ID", "Product"], ROWS)
REJECTS = [Reject(2, "Order ID", "v", "is odd"), Reject(2, "Amount", "", "is empty"), Reject(3, "row", "", "is long")]


def test_rows_stand_as_in_the_file_each_once_with_all_that_is_wrong() -> None:
    assert mended.header(FILE) == [*mended.COLUMNS, "Order ID", "Product"]
    assert list(mended.rows(FILE, REJECTS, AS_OF, "dmy")) == [
        ["2", "Order ID; Amount", "“v” is odd; is empty", AS_OF, "dmy", "577012345678901234\t", "'=1+1"],
        ["3", "row", "is long", AS_OF, "dmy", "x", "b", "too many"],
    ]


def test_what_was_written_is_read_as_it_was_and_written_again_the_same() -> None:
    written = list(mended.rows(FILE, [*REJECTS, Reject(4, "a", "", "b")], AS_OF, "dmy"))
    again = table(mended.header(FILE), written)
    assert mended.is_mended(again)
    assert not mended.is_mended(FILE)
    cells = [row[5:] for _, row in mended.as_written(again).rows()]
    assert [[cell.strip() for cell in row] for row in cells] == ROWS
    assert mended.header(again) == mended.header(FILE)  # rejected twice: the marks stand once
    twice = list(mended.rows(mended.as_written(again), [Reject(2, "c", "", "d")], AS_OF, "dmy"))
    assert twice == [["2", "c", "d", AS_OF, "dmy", "577012345678901234\t", "'=1+1"]]


@of_each(
    "texts, as_of",
    [
        ([AS_OF, AS_OF], datetime(2026, 11, 24, 8, 30, tzinfo=UTC)),
        ([AS_OF, "2026-11-23T08:30:00Z"], None),  # of two files: nobody knows
        ([""], None),
        (["24/11/2026 08:30"], None),  # a spreadsheet wrote it anew
        (["2026-11-24T09:30:00Z"], None),  # later than now
    ],
)
def test_the_rows_say_up_to_when_their_file_knew(texts: list[str], as_of: datetime | None) -> None:
    rows = [["2", "c", "r", text, "mdy"] for text in texts]
    assert mended.stated_as_of(table(mended.COLUMNS, rows), NOW) == as_of


def test_the_rows_say_how_the_dates_of_their_file_were_read() -> None:
    rows = [["2", "c", "r", "", "mdy"], ["3", "c", "r", "", "mdy"]]
    assert mended.stated_dates(table(mended.COLUMNS, rows)) == "mdy"
    assert mended.stated_dates(table(mended.COLUMNS, [["2", "c", "r", "", "x"]])) == ""
