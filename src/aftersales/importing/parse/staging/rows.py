"""Rows of a table, with their used cells in one text."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.importing.parse.ids import without_hidden_marks
from aftersales.named_tuple import NamedTuple

NUMBER_MARK = "\x1e"  # set before the text of a numeric cell that holds an id
CUT = "\x1f"  # behind each used cell of a row; one text is stored and read faster than twenty
ROW = "\x1d"  # between the rows of a block


class StagedRow(NamedTuple):
    """A row's number in the file and its used cells, without surrounding white space; the last cell is always empty."""

    number: int
    cells: list[str]


class OrderRows(NamedTuple):
    """The rows of one order: their numbers in the file, the used cells of each in one text, and a digest of them, None
    where none is wanted.
    """

    ref: str
    numbers: Sequence[int]
    texts: Sequence[str]
    digest: int | None = None

    def rows(self) -> list[StagedRow]:
        """The same with the cells taken apart."""
        return [StagedRow(n, text.split(CUT)) for n, text in zip(self.numbers, self.texts, strict=True)]


def in_columns(texts: Sequence[str]) -> list[list[str]]:
    """The cells of some rows, column by column."""
    cells = CUT.join(texts).split(CUT)
    width = len(cells) // len(texts)
    return [cells[n::width] for n in range(width)]


def clean_id(text: str) -> tuple[str, bool]:
    """An id without the quotes and `=` that keep spreadsheets from changing it and without hidden marks; and whether
    the cell was a number.
    """
    if text.isdecimal():
        return text, False
    number = text.startswith(NUMBER_MARK)
    bare = without_hidden_marks(text.lstrip(NUMBER_MARK)).strip()
    return bare.lstrip("'’=").strip('"').strip(), number
