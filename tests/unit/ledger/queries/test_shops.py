"""The shops, their rules and how fresh their data are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

import pytest

from aftersales.core.cases.model import Stamp
from aftersales.core.deadlines.due_list import ShopData
from aftersales.errors import ConfigError, UsageError
from aftersales.ledger.derived import store
from aftersales.ledger.facts import imports
from aftersales.ledger.log import undo
from aftersales.ledger.queries import shops
from unit.ledger import build
from unit.ledger.build import NOW, SHOP, clock, day, rules


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """Two shops, of which the first had its returns imported and has rules."""
    with build.ledger(SHOP, "empty") as connection, build.written(connection):
        for as_of, carries in ((day(22), "cases"), (day(23), "cases"), (day(24), "orders")):
            imports.add(
                connection,
                imports.ImportedFile(SHOP, "f.csv", "0" * 64, "x", carries, as_of, "--as-of", 1, 1, 0, 0, 0, NOW),
            )
        store.adopt(connection, [SHOP], {SHOP: rules("a mark")}, NOW)
        yield connection


def test_how_fresh_each_shops_data_are(ledger: sqlite3.Connection) -> None:
    assert shops.shop_data(ledger) == {
        "empty": ShopData("empty", None, "UTC", "", market="GB"),
        SHOP: ShopData(
            SHOP,
            day(23),
            "Europe/London",
            "tiktok-gb",
            date(2026, 9, 1),
            first_as_of=day(22),
            market="GB",
            orders_as_of=day(24),
        ),
    }
    assert shops.importing_shops(ledger) == {SHOP}


def test_the_shop_meant(ledger: sqlite3.Connection) -> None:
    assert shops.shop_named(ledger, "empty") == "empty"
    with pytest.raises(UsageError, match="which shop"):
        shops.shop_named(ledger, None)
    with pytest.raises(ConfigError, match="no shop 'third'; known are empty, uk-main"):
        shops.shop_named(ledger, "third")


def test_a_shop_that_was_taken_back_is_none() -> None:
    with build.ledger() as ledger:
        assert shops.shop_named(ledger, None) == SHOP
        with build.written(ledger, "undo"):
            undo.take_back(ledger, 1)
        assert shops.shops(ledger) == {}
        with pytest.raises(UsageError, match="no shop yet"):
            shops.shop_named(ledger, None)


def test_shops_whose_rules_are_others_now(ledger: sqlite3.Connection) -> None:
    assert shops.changed_shops(ledger, {SHOP: "a mark", "empty": "x"}) == ["empty"]
    assert shops.changed_shops(ledger, {SHOP: "another"}) == [SHOP]
    assert shops.fingerprints(ledger) == {SHOP: "a mark"}
    assert shops.policy_names(ledger) == {SHOP: "tiktok-gb"}


def test_open_cases_are_counted(ledger: sqlite3.Connection) -> None:
    for ref in ("401", "402"):
        build.put_case(ledger, build.request(ref))
    ledger.execute("UPDATE cases SET settled = 1 WHERE id = 2")
    assert shops.open_cases(ledger, SHOP) == 1


def test_cases_with_a_deadline_of_the_platform(ledger: sqlite3.Connection) -> None:
    stamps = (Stamp("respond", day(26)),)
    build.put_case(ledger, build.request("401", stamps=stamps), as_of=day(22))
    build.put_case(ledger, build.request("402", stamps=stamps), as_of=day(22))
    build.put_case(ledger, build.request("403"), as_of=day(22))
    build.put_case(ledger, build.request("404"), as_of=day(22))
    ledger.execute("UPDATE cases SET settled = 1 WHERE id = 2")
    stamped = clock(due=day(26), computed_due=day(25), stamped_due=day(26))
    store.rederive(ledger, [4], {SHOP: rules("a mark", stamped)})
    assert shops.stamped_cases(ledger, SHOP, day(23)) == [1, 4]
    assert shops.stamped_cases(ledger, SHOP, day(22)) == [1, 2, 4]
