from __future__ import annotations

import pytest

from aftersales.importing.parse.staging.rows import NUMBER_MARK, OrderRows, clean_id, in_columns
from importing.files import REF


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        (REF, (REF, False)),
        (f"'{REF}", (REF, False)),
        (f'="{REF}"', (REF, False)),
        (f"{NUMBER_MARK}{REF}", (REF, True)),
        ("", ("", False)),
    ],
)
def test_an_id_is_taken_out_of_its_quotes(cell: str, cleaned: tuple[str, bool]) -> None:
    assert clean_id(cell) == cleaned


def test_cells_stand_in_columns() -> None:
    assert in_columns(["a\x1fb\x1f", "\x1fc\x1f"]) == [["a", ""], ["b", "c"], ["", ""]]
    assert [row.cells for row in OrderRows("1", [7, 9], ["a\x1f", "b\x1f"]).rows()] == [["a", ""], ["b", ""]]
