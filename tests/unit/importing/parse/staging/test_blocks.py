from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.importing.files.open import read_file
from aftersales.importing.files.table import Table
from aftersales.importing.formats.recogniser import of_header
from aftersales.importing.parse.staging.blocks import BlockStore, behind, grouped, stored
from aftersales.importing.parse.staging.rows import OrderRows
from aftersales.importing.parse.staging.table import StagedTable
from importing.files import order, orders


@pytest.mark.parametrize("apart", [False, True])
def test_the_rows_of_an_order_come_together_wherever_a_block_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, apart: bool
) -> None:
    for module in ("row_stager", "table"):
        monkeypatch.setattr(f"aftersales.importing.parse.staging.{module}.BLOCK", 3)
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
        store.fill(stored(tuple(map(list, zip(*rows, strict=True))) for rows in blocks))  # type: ignore[misc]
        groups = {group[0]: group[1:] for some in store.groups(2) for group in some}
        assert store.rows == len(rows)
        assert list(store.all_keys()) == keys
    assert groups == {key: ([n for n, k, _ in rows if k == key], [t for _, k, t in rows if k == key]) for key in keys}


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=12), st.integers(1, 4))
def test_rows_behind_others_are_grouped_as_those_at_the_beginning(keys: list[str], before: int) -> None:
    rows = ([*range(1, len(keys) + 1)], [*keys], [f"{key}{n}" for n, key in enumerate(keys)])
    groups = [group for some in grouped(stored([rows])) for group in some]
    others = [group for some in grouped(behind(block, before) for block in stored([rows])) for group in some]
    assert others == [(key, [number + before for number in numbers], texts) for key, numbers, texts in groups]


def test_the_keys_before_a_row_are_counted() -> None:
    with closing(BlockStore(lambda _k, _n: None)) as store:
        store.fill(stored([([1, 2, 3], ["a", "a", "b"], ["", "", ""])]))
        store.fill(stored([([4, 5], ["c", "d"], ["", ""])]))
        assert store.is_in_blocks()
        assert (store.keys_before(4), store.keys_before(99)) == (2, 4)
        assert [[group[0] for group in some] for some in store.groups_before(4)] == [["a"], ["b"]]
        store.fill(stored([([6], ["a"], [""])]))
        assert not store.is_in_blocks()
