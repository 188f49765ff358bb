"""Values read from tables: the very same table is read once."""

from __future__ import annotations

from aftersales.toml.table_cache import TableCache


def test_the_same_table_is_read_once_and_an_equal_one_anew() -> None:
    cache, table, reads = TableCache[str](9), {"id": "a"}, list[str]()

    def read(value: str) -> str:
        reads.append(value)
        return value

    assert [cache.get(table, "GBP", lambda: read("once")), cache.get(table, "GBP", lambda: read("twice"))] == [
        "once"
    ] * 2
    assert cache.get(table, "EUR", lambda: read("in euro")) == "in euro"
    assert cache.get({"id": "a"}, "GBP", lambda: read("an equal one")) == "an equal one"
    assert reads == ["once", "in euro", "an equal one"]


def test_it_forgets_all_before_it_grows_too_large() -> None:
    cache, tables = TableCache[int](2), [{"n": n} for n in range(3)]
    for n, table in enumerate(tables):
        cache.get(table, "", lambda n=n: n)
    assert cache.get(tables[0], "", lambda: 9) == 9  # it was forgotten when the third came
    assert cache.get(tables[2], "", lambda: 9) == 2
