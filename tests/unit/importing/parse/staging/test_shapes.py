"""Which rows are as the header is, though they have more or fewer cells."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.importing.parse.staging import shapes
from tables import of_each

FULL, LESS, MORE = ["1", "2", ""], ["1", "2"], ["1", "2", "", ""]
TEXT = ["1", "2", "3", "x"]


@of_each(
    "rows, misfits",
    [
        ([FULL, FULL], []),
        ([MORE, MORE, FULL], []),  # a separator behind the last cell
        ([MORE, TEXT, MORE], [3]),
        ([FULL, FULL, MORE], [4]),  # a cell may be cut in two
        ([FULL] * 30 + [MORE] * 40, list(range(32, 72))),
        ([FULL, LESS, FULL], [3]),
        ([LESS, LESS], [2, 3]),  # saved together with the header, which is whole
        ([FULL] * 15 + [LESS] * 16 + [FULL], []),
        ([FULL] * 15 + [LESS] * 4, []),
        ([FULL] * 15 + [LESS], [17]),  # the last row may be cut short
        ([FULL] * 15 + [LESS] * 17, []),
        ([FULL] * 15 + [LESS] * 16 + [["1"]] * 16 + [["1"]], []),
        ([FULL] * 15 + [LESS] * 15 + [FULL], list(range(17, 32))),
        ([FULL] * 15 + [LESS] * 15 + [MORE], list(range(17, 33))),
        ([], []),
    ],
)
def test_a_row_is_a_misfit_where_a_cell_may_stand_in_anothers_place(
    rows: Sequence[list[str]], misfits: list[int]
) -> None:
    numbered = [(number, list(cells)) for number, cells in enumerate(rows, 2)]
    shaped = list(shapes.in_shape(numbered, 1, 3))
    assert [number for number, _ in shaped] == [number for number, _ in numbered]
    assert [number for number, cells in shaped if len(cells) != 3] == misfits


def test_what_a_spreadsheet_left_out_is_empty() -> None:
    rows = [(17, ["1"]), (18, ["2"])]
    assert list(shapes.in_shape(rows, 1, 3)) == [(17, ["1", "", ""]), (18, ["2", "", ""])]
    assert next(iter(shapes.in_shape([(16, ["1"]), *rows], 1, 3))) == (16, ["1"])


def test_a_whole_file_that_was_saved_short_is_read_in_one_pass() -> None:
    rows = ((number, ["1", "2"]) for number in range(17, 40_017))
    assert all(len(cells) == 3 for _, cells in shapes.in_shape(rows, 1, 3))


def test_a_misfit_is_told_with_both_numbers() -> None:
    assert shapes.misfit(7, TEXT, 3).reason.startswith(
        "has 4 cells, but the header has 3: there is a separator too many"
    )
    assert shapes.misfit(7, ["a"], 3).reason.startswith("has 1 cell, but the header has 3: a separator is missing")
    assert shapes.misfit(7, ["a"], 3)[:3] == (7, "the whole row", "a")
