"""Since when changes of a shop are news, and which cases changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest

from aftersales.ledger.derived import store
from aftersales.ledger.facts import imports
from aftersales.ledger.log import news
from unit.ledger import build
from unit.ledger.build import NOW, SHOP, day

HOUR = timedelta(hours=1)


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """Write 1 added the shop."""
    with build.ledger() as connection:
        yield connection


def _import(ledger: sqlite3.Connection, hour: int, *forms: str) -> int:
    """One write with a file of each of these formats; those of orders begin with `orders`."""
    with build.written(ledger, "import", NOW + hour * HOUR) as write:
        for form in forms:
            carries = "orders" if form.startswith("orders") else "cases"
            when = NOW + hour * HOUR
            row = (SHOP, f"{form}.csv", f"{form}{hour}", form, carries, when, "--as-of", 1, 1, 0, 0, 0, when)
            imports.add(ledger, imports.ImportedFile(*row))
    return write


def _reference(ledger: sqlite3.Connection) -> int | None:
    since = news.last_but_one(ledger, SHOP)
    return None if since is None else since.write


def test_without_an_earlier_import_there_is_nothing_to_compare_with(ledger: sqlite3.Connection) -> None:
    assert _reference(ledger) is None
    _import(ledger, 0, "returns")
    assert _reference(ledger) is None


def test_it_is_the_import_before_the_last_of_the_same_format(ledger: sqlite3.Connection) -> None:
    first = _import(ledger, 0, "returns")
    _import(ledger, 1, "cancellations")
    assert _reference(ledger) is None  # the first of its kind
    second = _import(ledger, 2, "returns")
    assert _reference(ledger) == first
    _import(ledger, 3, "returns", "orders")
    assert _reference(ledger) == second
    since = news.last_but_one(ledger, SHOP)
    assert since is not None
    assert since.at == NOW + 2 * HOUR


def test_files_of_orders_count_only_where_no_requests_were_ever_imported(ledger: sqlite3.Connection) -> None:
    first = _import(ledger, 0, "orders")
    _import(ledger, 1, "orders")
    assert _reference(ledger) == first
    returns = _import(ledger, 2, "returns")
    assert _reference(ledger) is None
    _import(ledger, 3, "orders")
    assert _reference(ledger) is None
    _import(ledger, 4, "returns")
    _import(ledger, 5, "orders")
    assert _reference(ledger) == returns


def test_an_import_from_before_the_log_is_its_first_entry(ledger: sqlite3.Connection) -> None:
    ledger.execute("UPDATE writes SET command = 'migrate'")
    _import(ledger, 0, "returns")
    ledger.execute("DELETE FROM changes WHERE tbl = 'imports'")
    assert _reference(ledger) is None
    _import(ledger, 1, "returns")
    assert _reference(ledger) == 1


def test_an_instant_is_the_last_write_before_which_nothing_later_was_recorded(ledger: sqlite3.Connection) -> None:
    """Writes 1 and 2 at nine, 3 at eleven, and 4 at ten, by a clock that had been put back."""
    for hour in (0, 2, 1):
        _import(ledger, hour, "returns")
    writes = {
        minutes: since and since.write
        for minutes in (-1, 0, 90, 180)
        for since in [news.recorded_until(ledger, NOW + minutes * HOUR / 60)]
    }
    assert writes == {-1: None, 0: 2, 90: 2, 180: 4}


def test_only_cases_with_a_deadline_that_counts_are_news(ledger: sqlite3.Connection) -> None:
    rules = build.rules("r", build.clock())
    with build.written(ledger) as first:
        known, _ = build.put_case(ledger, build.request(), as_of=day(22))
    store.rederive(ledger, [known], {SHOP: rules})
    with build.written(ledger):
        fresh, _ = build.put_case(ledger, build.request("4035312345678901777"), as_of=day(23))
    assert news.changed_since(ledger, SHOP, first, rules) == {}  # it has none yet
    store.rederive(ledger, [fresh], {SHOP: rules})
    assert news.changed_since(ledger, SHOP, first, rules) == {fresh: ("new",)}
    assert news.changed_since(ledger, SHOP, first - 1, rules) == {known: ("new",), fresh: ("new",)}
    assert sorted(news.everything(ledger, SHOP)) == [known, fresh]
