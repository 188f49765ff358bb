"""The header of a table, among its first rows."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.importing.files.header import heading


def find(rows: Sequence[Sequence[str]]) -> int | None:
    return next((n for n, row in enumerate(rows) if "id" in row and "name" in row), None)


def test_the_first_row_where_nothing_is_looked_for() -> None:
    found = heading([(2, ["\ufeffid ", "name"]), (3, ["1", "a"])], None)
    assert (found.row, found.names, found.known) == (2, ("id", "name"), False)


def test_a_header_below_other_rows() -> None:
    rows = [(1, ["a title"]), (3, ["id", "name"]), (4, ["1", "a"]), (5, ["2", "b"])]
    found = heading(rows, find)
    assert (found.row, found.position, found.known) == (3, 1, True)
    assert list(found.below(rows)) == [(4, ["1", "a"]), (5, ["2", "b"])]


def test_lines_that_stand_in_one_cell_are_split() -> None:
    rows = [(1, ['id;"name"', ""]), (2, ['1;"a; b"', ""]), (3, ["2", "b"])]
    found = heading(rows, find)
    assert (found.names, found.delimiter) == (("id", "name"), ";")
    assert list(found.below(rows)) == [(2, ["1", "a; b"]), (3, ["2", "b"])]


def test_no_known_header_leaves_the_first_row() -> None:
    found = heading([(1, ["x"]), (2, ["y"])], find)
    assert (found.row, found.position, found.known) == (1, 0, False)


def test_titles_above_an_unknown_header_are_no_columns() -> None:
    titles = [(1, ["Returns, north", "", ""]), (2, ["As of", "24.11.2026", "", ""])]
    rows = [*titles, (4, ["No.", "Day", "State", "Item"]), (5, ["1", "24.11.2026", "", ""])]
    found = heading(rows, find)
    assert (found.row, found.names, found.known) == (4, ("No.", "Day", "State", "Item"), False)
    assert list(found.below(rows)) == rows[3:]


def test_a_cell_with_line_ends_is_no_line() -> None:
    """A fuzzer's find: what is not a table at all may have a line end alone in a cell, and `csv` refuses that."""
    rows = [(1, ["a\rb;c"]), (2, ["1;2"])]
    assert heading(rows, find).names == ("a\rb;c",)
