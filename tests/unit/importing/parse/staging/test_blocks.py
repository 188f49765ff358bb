from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Table
from aftersales.importing.formats.recogniser import of_header
from aftersales.importing.parse.staging.blocks import BlockStore
from aftersales.importing.parse.staging.rows import OrderRows
from aftersales.importing.parse.staging.table import StagedTable
from importing.files import order, orders


@pytest.mark.parametrize("apart", [False, True])
def test_the_rows_of_an_order_come_together_wherever_a_block_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, apart: bool
) -> None:
    monkeypatch.setattr("aftersales.importing.parse.staging.table._BLOCK", 3)
    rows = [
        order(f"57700000000000000{n}", sku=sku) for n, skus in enumerate(["ab", "c", "defgh", "i", "j"]) for sku in skus
    ]
    rows = rows[1:] + rows[:1] if apart else rows
    table = read_file(orders(tmp_path / "o.csv", *rows))
    assert isinstance(table, Table)
    form = of_header(table.header)
    assert form is not None
    with closing(StagedTable(table, form)) as stage:
        batches = list(stage.orders(b"", lambda _: {}))
        staged = [one for batch in batches for one in batch if isinstance(one, OrderRows)]
        skus = ["".join(sorted(row.cells[stage.at["sku"]] for row in one.rows())) for one in staged]
    assert len(batches) > 1
    assert sorted(skus) == ["ab", "c", "defgh", "i", "j"]
    assert [list(one.numbers) for one in staged if len(one.numbers) == 5] == [
        [4, 5, 6, 7, 8] if apart else [5, 6, 7, 8, 9]
    ]


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=12), st.integers(1, 4), st.booleans())
def test_every_row_comes_once_with_those_of_its_key(keys: list[str], block: int, few: bool) -> None:
    rows = [(number, key, f"{key}{number}") for number, key in enumerate(keys, 1)]
    blocks = [rows[n : n + block] for n in range(0, len(rows), block)]
    with pytest.MonkeyPatch.context() as patch, closing(BlockStore(lambda _: None)) as store:
        if few:
            patch.setattr("aftersales.importing.parse.staging.blocks._MOST_KEYS", 2)
        store.fill(tuple(map(list, zip(*rows, strict=True))) for rows in blocks)  # type: ignore[misc]
        groups = {group[0]: group[1:] for some in store.groups(2) for group in some}
        assert store.rows == len(rows)
        assert list(store.all_keys()) == keys
    assert groups == {key: ([n for n, k, _ in rows if k == key], [t for _, k, t in rows if k == key]) for key in keys}
