"""A table staged in a temporary database."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aftersales.errors import FileRefused
from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Table
from aftersales.importing.formats.recogniser import find_header, of_header
from aftersales.importing.parse.staging.rows import OrderRows
from aftersales.importing.parse.staging.table import StagedTable
from importing.files import REF, Cells, order, orders, request, returns

SECOND = "4035312345678905678"
LONDON = ZoneInfo("Europe/London")


def staged(folder: Path, *rows: Cells) -> StagedTable:
    table = read_file(returns(folder / "r.csv", *rows))
    assert isinstance(table, Table)
    form = of_header(table.header)
    assert form is not None
    return StagedTable(table, form)


def test_rows_of_one_return_come_together_however_far_apart_they_stand(tmp_path: Path) -> None:
    stage = staged(tmp_path, request(SECOND), request(REF, sku="A"), request(SECOND), request(REF, sku="B"))
    groups = [[(row.number, row.cells[stage.at["sku"]]) for row in group] for group in stage.groups()]
    assert groups == [[(3, "A"), (5, "B")], [(2, "LAMP-1"), (4, "LAMP-1")]]
    assert stage.rows == 4
    stage.close()


def test_the_values_of_a_column_are_counted(tmp_path: Path) -> None:
    stage = staged(
        tmp_path, request(SECOND, sku="A"), request(REF, sku="B"), request(REF, sku="A"), request(REF, sku="")
    )
    assert stage.counts("sku") == {"A": 2, "B": 1}
    assert stage.counts("country") == {}
    stage.close()


def test_cells_are_kept_without_surrounding_blanks_and_tabs(tmp_path: Path) -> None:
    stage = staged(tmp_path, request(buyer=" a.buyer\t", reason="torn \x1f box"))
    [[row]] = list(stage.groups())
    assert row.cells[stage.at["buyer"]] == "a.buyer"
    assert row.cells[stage.at["reason"]] == "torn   box"
    stage.close()


def test_a_row_of_another_shape_is_rejected_and_counted(tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request())
    path.write_text(path.read_text(encoding="utf-8-sig") + "a,b\n", encoding="utf-8")
    table = read_file(path)
    assert isinstance(table, Table)
    form = of_header(table.header)
    assert form is not None
    stage = StagedTable(table, form)
    [reject] = stage.misfits
    assert (reject.row, reject.value, stage.rows) == (3, "a", 2)
    assert "has 2 cells, but the header has 25" in reject.reason
    stage.close()


def test_a_nul_rejects_its_row_and_no_other(tmp_path: Path) -> None:
    path = returns(tmp_path / "r.csv", request(), request(SECOND, product="Sun\0set"))
    table = read_file(path, None, find_header)
    assert isinstance(table, Table)
    form = of_header(table.header)
    assert form is not None
    with closing(StagedTable(table, form)) as stage:
        [reject] = stage.misfits
        assert reject == (3, "Product Name", "Sun<U+0000>set", "has a NUL byte: the file is damaged there")
        assert [row.number for [row] in stage.groups()] == [2]


def test_a_file_of_rows_of_another_shape_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aftersales.importing.parse.rejected.MOST", 5)
    path = returns(tmp_path / "r.csv", request())
    path.write_text(path.read_text(encoding="utf-8-sig") + "1\n" * 6, encoding="utf-8")
    table = read_file(path)
    assert isinstance(table, Table)
    form = of_header(table.header)
    assert form is not None
    with pytest.raises(
        FileRefused, match=r"more than 5 of its rows can't be used, and fewer can; row 3: the whole row"
    ):
        StagedTable(table, form)


def test_more_rows_of_one_number_than_anything_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aftersales.importing.parse.staging.blocks.MOST_OF_ONE", 3)
    with closing(staged(tmp_path, *[request(REF)] * 3, *[request("")] * 7)) as stage:
        assert [len(group) for group in stage.groups()] == [3, 3, 1, 3]  # those without a number are rejected later
    with closing(staged(tmp_path, *[request(REF)] * 4)) as stage, pytest.raises(FileRefused, match=f"number {REF}"):
        list(stage.groups())


def test_more_days_than_an_export_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aftersales.importing.parse.staging.blocks._MOST_SEARCHED", 3)
    times = [f"20/11/2026 {hour:02}:00:00" for hour in range(10, 18)]
    with closing(staged(tmp_path, *[request(f"{SECOND[:-1]}{n}", asked=at) for n, at in enumerate(times)])) as stage:
        assert stage.newest(stage.times(LONDON, None), "2026-11-26T00:00:00Z") == "2026-11-20T17:00:00Z"
    monkeypatch.setattr("aftersales.importing.parse.staging.row_stager.MOST_DAYS", 3)
    with pytest.raises(FileRefused, match="have more than 3 different days"):
        staged(tmp_path, *[request(asked=f"{n}/11/2026 10:00:00") for n in range(10, 15)])


def test_the_order_of_day_and_month_is_decided_over_the_whole_column(tmp_path: Path) -> None:
    both = staged(tmp_path, request(asked="03/04/2026 10:00:00"), request(SECOND, asked="20/04/2026 10:00:00"))
    assert both.times(LONDON, None).order == "dmy"
    with pytest.raises(FileRefused, match=r"--date-format says mdy, but its dates, such as 20/04/2026"):
        both.times(LONDON, "mdy")
    both.close()
    doubtful = staged(tmp_path, request(asked="03/04/2026 10:00:00"))
    with pytest.raises(FileRefused, match="day and month can't be told apart"):
        doubtful.times(LONDON, None)
    assert doubtful.times(LONDON, "mdy").order == "mdy"
    doubtful.close()


def test_the_newest_instant_is_not_after_now(tmp_path: Path) -> None:
    stage = staged(tmp_path, request(asked="20/11/2026 10:00:00"), request(SECOND, asked="25/11/2026 10:00:00"))
    times = stage.times(LONDON, None)
    assert stage.newest(times, "2026-11-26T00:00:00Z") == "2026-11-25T10:00:00Z"
    assert stage.newest(times, "2026-11-24T00:00:00Z") == "2026-11-20T10:00:00Z"
    assert stage.newest(times, "2026-11-01T00:00:00Z") is None
    stage.close()


def test_ids_that_a_spreadsheet_cut_off_are_noticed(tmp_path: Path) -> None:
    cut = staged(tmp_path, request("4035312345678900000"), request("4035312345679900000"), request(REF))
    assert cut.ids_cut_off()
    cut.close()
    whole = staged(tmp_path, request(SECOND), request(REF))
    assert not whole.ids_cut_off()
    whole.close()


def test_blanks_around_a_cell_change_no_other_row(tmp_path: Path) -> None:
    both = staged(tmp_path, request(reason="\x1dtorn "), request(SECOND, reason="torn\n"))
    reasons = [row.cells[both.at["reason"]] for [row] in both.groups()]
    assert sorted(reasons) == ["torn", "torn\n"]
    both.close()


def test_rows_that_are_longer_than_those_of_any_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aftersales.importing.parse.staging.row_stager._MUCH_TEXT", 10_000)
    with pytest.raises(FileRefused, match="its rows are longer than those of any export"):
        staged(tmp_path, request(reason="a" * 9_000), request(SECOND, reason="a" * 9_000))
    monkeypatch.setattr("aftersales.importing.parse.staging.blocks._MUCH_OF_ONE", 500)
    with closing(staged(tmp_path, *[request()] * 9)) as stage, pytest.raises(FileRefused, match=f"number {REF} are"):
        list(stage.groups())


def test_rows_without_a_number_are_all_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aftersales.importing.parse.staging.blocks.MOST_OF_ONE", 2)
    with closing(staged(tmp_path, *[request("")] * 7)) as stage:
        assert [row.number for rows in stage.groups() for row in rows] == [2, 3, 4, 5, 6, 7, 8]
    table = read_file(orders(tmp_path / "o.csv", *[order("")] * 5, order()))
    assert isinstance(table, Table)
    form = of_header(table.header)
    assert form is not None
    with closing(StagedTable(table, form)) as stage:
        batches = stage.orders(None, lambda _: {})
        assert sorted(n for batch in batches for one in batch if isinstance(one, OrderRows) for n in one.numbers) == [
            2, 3, 4, 5, 6, 7,
        ]  # fmt: skip
