"""The types that every file is read as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from aftersales.importing.files.answer_records import AnswerRecords
from aftersales.language import mark, tr

Progress = Callable[[int], None]
NOT_OURS = mark("this is not a CSV, XLSX or JSON file")
EXPORT_AGAIN = mark("Export it again from Seller Center and give that file.")
MOST_COLUMNS = 2_000  # thirty times those of the widest export
# So many rows that can't be used, and more than those that can: it is no longer a file with mistakes in it.
MOST_REJECTS = 100_000
MOST_BLANK = 1_048_576  # rows without text; no worksheet has more rows in all
LONGEST_CELL = 131_072  # characters; a spreadsheet holds 32,767


class NumberCell(str):
    """Text of an XLSX cell that holds a number, not text: an id in it may have lost digits."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its header, and its rows as often as they are asked for."""

    path: Path
    name: str  # of the worksheet; "" for CSV
    header: tuple[str, ...]  # stripped, in file order; may hold "" and repeats
    encoding: str  # "utf-8-sig", "utf-8", "gb18030", "utf-16" or what the user named; "" for XLSX
    header_row: int  # 1-based, as a spreadsheet shows it
    total: int  # what `progress` counts up to: bytes of a CSV, rows of an XLSX
    read: Callable[[Progress | None], Iterator[tuple[int, list[str]]]] = field(repr=False, compare=False)
    sha256: str = field(default="", repr=False, compare=False)  # of the file, in hex
    holds_nul: bool = False  # somewhere in the file is a NUL: the row that has it is damaged
    delimiter: str = ""  # between the cells of a CSV

    @property
    def guesses(self) -> list[str]:
        """What is to be said of it where nobody named its encoding and the content only suggests it."""
        if self.encoding != "gb18030":
            return []
        return [tr("read as GB18030 (Chinese); if names look wrong, use --encoding")]

    def rows(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header, each with its number as a spreadsheet shows it; blank rows are skipped.

        Cells are raw text: surrounding blanks and trailing tabs are still there. In a CSV the number counts
        records, since a cell may hold a newline, and a row may have more cells than the header, or fewer: the
        caller decides. An XLSX row is filled up with "" to the header's width, for a spreadsheet stores no
        trailing blanks.

        `progress` is called now and then with the bytes (CSV) or rows (XLSX) read so far. Reading streams, so
        FileRefused can come after rows were yielded: a quotation mark never closed is seen only at the end.
        """
        return self.read(progress)


@dataclass(frozen=True, slots=True)
class Records:
    """The objects of one kind in a file of API answers."""

    path: Path
    array: str  # "return_orders" | "cancellations" | "orders"
    items: AnswerRecords = field(repr=False)
    expected: int | None = None  # the platform's total_count; None where the file names none
    incomplete: bool = False  # the platform has more records than the file holds: pages are missing
    answered_at: datetime | None = None  # when the platform gave the newest of the answers (UTC), where one says it
    sha256: str = field(default="", repr=False, compare=False)  # of the file, in hex

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Each object with its 1-based position over the whole file. Whole numbers are int, others text."""
        return iter(self.items)

    def close(self) -> None:
        """Give back the file in which they are kept; of the other kinds in the same answers too."""
        self.items.close()


def os_error_phrases(error: OSError) -> tuple[str, str]:
    """What the operating system refused, and what to do about it: two phrases for FileRefused."""
    if isinstance(error, FileNotFoundError):
        return tr("there is no such file"), tr("Check the name and the folder.")
    if isinstance(error, PermissionError):
        return tr("you have no permission to open the file"), tr(
            "Close it in other programs, or change its permissions."
        )
    return tr("the file cannot be read ({reason})", reason=error.strerror or error), tr(
        "Copy it to another folder and try again."
    )
