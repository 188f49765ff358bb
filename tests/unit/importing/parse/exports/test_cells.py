from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.money.amount import Money
from aftersales.importing.formats.recogniser import formats
from aftersales.importing.parse.exports.cells import BadCell, CellPositions, Reading, rejects
from aftersales.importing.parse.staging.rows import StagedRow
from aftersales.importing.parse.times import Times

FORM = next(form for form in formats() if form.name == "tiktok-orders")
PLACES = CellPositions(order=0, amount=1, placed_at=2, buyer=3)
TIMES = Times("dmy", ZoneInfo("Europe/London"))
READING = Reading(FORM, "o.csv", PLACES, TIMES, "GBP", datetime(2026, 11, 24, 9, tzinfo=UTC))
CELLS = ["577012345678901234", "13.98", "24/07/2026 09:00:00", "--", ""]


def test_each_cell_is_read_as_what_it_holds() -> None:
    assert READING.id(CELLS, "order") == "577012345678901234"
    assert READING.money(CELLS, "amount") == Money(1398, "GBP")
    assert READING.time(CELLS, "placed_at") == "2026-07-24T08:00:00Z"  # summer time in London
    assert READING.text(CELLS, "buyer") is None
    assert READING.text(CELLS, "tracking") is None  # the file has no such column


def test_an_id_that_a_spreadsheet_cut_off_is_refused() -> None:
    cut = READING._replace(cut_off=True)
    with pytest.raises(BadCell):
        cut.id(["577012345678901000", "", "", "", ""], "order")
    assert READING.id(["577012345678901000", "", "", "", ""], "order") == "577012345678901000"


def test_a_bad_cell_is_told_by_the_name_of_its_column_in_the_file() -> None:
    rows = [StagedRow(2, CELLS), StagedRow(3, [*CELLS[:1], "£-1.00", *CELLS[2:]])]
    with pytest.raises(BadCell) as caught:
        READING.money(rows[1].cells, "amount")
    told = rejects(READING._replace(names={"amount": "Total"}), rows, caught.value)
    assert [(reject.row, reject.column) for reject in told] == [(2, "Total"), (3, "Total")]
    assert "is below zero" in told[0].reason


def test_rows_that_disagree_are_refused_and_texts_of_all_rows_are_joined() -> None:
    rows = [StagedRow(2, [*CELLS[:3], "mia", ""]), StagedRow(3, [*CELLS[:3], "mia b", ""])]
    with pytest.raises(BadCell, match="differs between rows"):
        READING.agree(rows, ["buyer"])
    READING.agree(rows, ["order", "amount"])
    assert READING.joined_text(rows, "buyer") == "mia / mia b"
    assert READING.joined_text(rows, "tracking") is None
