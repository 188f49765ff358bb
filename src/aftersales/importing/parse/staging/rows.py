"""Rows of a table, with their used cells in one text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales.importing.parse.ids import without_hidden_marks
from aftersales.named_tuple import NamedTuple

NUMBER_MARK = "\x1e"  # set before the text of a numeric cell that holds an id
CUT = "\x1f"  # behind each used cell of a row; one text is stored and read faster than twenty
ROW = "\x1d"  # between the rows of a block
_NO_MARKS = dict.fromkeys(map(ord, (CUT, ROW)), " ")
_BLANKS = (f" {CUT}", f"{CUT} ", f"{ROW} ")


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


def texts_of(rows: Sequence[list[str]], pick: Callable[[list[str]], tuple[str, ...]], width: int) -> list[str]:
    """The used cells of each row in one text; `pick` takes so many out of a row."""
    between = CUT + ROW
    text = (between.join(map(CUT.join, map(pick, rows))) + CUT).replace("\t", "")
    if text.count(CUT) != len(rows) * width or text.count(ROW) != len(rows) - 1:  # a cell holds a mark
        clean = [[cell.translate(_NO_MARKS) for cell in pick(cells)] for cells in rows]
        text = (between.join(map(CUT.join, clean)) + CUT).replace("\t", "")
    texts = text.split(ROW)
    return [_stripped(one) for one in texts] if _has_blanks(text) else texts


def _has_blanks(text: str) -> bool:
    """Whether a cell begins or ends with a blank."""
    return text[0] == " " or any(blank in text for blank in _BLANKS)


def _stripped(text: str) -> str:
    """The cells of a row without surrounding white space, where one has some."""
    return CUT.join(c.strip() for c in text.split(CUT)) if _has_blanks(text) else text


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
