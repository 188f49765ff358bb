from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from aftersales.importing.files import halves
from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Table
from aftersales.importing.formats.recogniser import of_header
from aftersales.importing.parse.staging import staged_rows
from aftersales.importing.parse.staging.staged_rows import StagedRows
from aftersales.processes import second_process
from importing.files import order, orders


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Table:
    monkeypatch.setattr(halves, "SMALLEST", 0)
    path = orders(tmp_path / "o.csv", *(order(f"5770123456789012{n:02}", sku=str(n)) for n in range(20)))
    table = read_file(path)
    assert isinstance(table, Table)
    return table


def _staged(table: Table) -> StagedRows:
    form = of_header(table.header)
    assert form is not None
    return staged_rows.staged(table, form, lambda _key, _rows: None, None)


def _all(rows: StagedRows) -> list[tuple[str, list[int], list[str]]]:
    return [group for some in rows.store.groups(400) for group in some]


def test_two_processes_stage_what_one_does(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "is_worth", lambda: False)
    with closing(_staged(table)) as one:
        alone, days = _all(one), one.days
        assert one.second is None
    monkeypatch.setattr(second_process, "is_worth", lambda: True)
    with closing(_staged(table)) as two:
        assert two.second is not None
        assert _all(two) == alone
        assert set(two.days) == set(days)
        behind = [group for some in two.second.groups() for group in some]
        assert 5 < len(behind) < 15
        assert behind == alone[-len(behind) :]


def test_a_file_that_grew_shorter_meanwhile_is_read_in_one_go(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "is_worth", lambda: True)
    content = table.path.read_bytes()
    cut = halves.HalvableRows.cut

    def shortened(rows: halves.HalvableRows, key: int) -> int | None:
        place = cut(rows, key)
        table.path.write_bytes(content[: len(content) // 4])
        return place

    monkeypatch.setattr(halves.HalvableRows, "cut", shortened)
    with closing(_staged(table)) as rows:
        assert rows.second is None
        assert 0 < len(_all(rows)) + len(rows.misfits) < 10
