"""A table that no format fits is refused with what it lacks and what to do."""

from __future__ import annotations

from pathlib import Path

from aftersales.importing.formats.format import Format
from aftersales.importing.parse.odd_tables.unrecognised import unrecognised
from unit.importing.parse.odd_tables.test_mended import table

OWN = Format(
    "list", "Our list", "cases", requires=("ref", "order"), path="list.toml",
    columns={"ref": "RMA", "order": "Order", "status": "State"},
)  # fmt: skip


def said(header: list[str], row: list[str] | None = None) -> str:
    return str(unrecognised(Path("x.csv"), table(header, [row] if row else []), None))


def test_what_is_lacking_is_named_and_where_to_mend_it() -> None:
    assert "has no column Order Amount. Export it again with all columns." in said(
        ["Order ID", "Order Status", "Created Time"]
    )
    own = str(unrecognised(Path("x.csv"), table(["RMA", "State"], []), [OWN]))
    assert "it has no column Order, which the mapping needs. Correct [columns] in list.toml" in own


def test_an_export_in_another_language_is_told_from_any_other_table() -> None:
    row = ["577012345678901234", *["x"] * 19]
    assert "in a language that is not known" in said([f"H{n}" for n in range(20)], row)
    assert "match no known export" in said(["A", "B"], ["577012345678901234", "x"])
    assert "the file is empty" in said([""])
