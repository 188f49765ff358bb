"""Items of a receipt as they are typed and kept."""

from __future__ import annotations

import json

import pytest

from aftersales.core.requests.receipt import (
    Goods,
    GradedItem,
    TypedItem,
    goods,
    in_words,
    items_of,
    kept,
    parse_grade,
    parse_item,
)
from aftersales.errors import UsageError
from tables import of_each


@of_each(
    "typed, item",
    [
        ("LAMP-1=2:original", TypedItem("LAMP-1", 2, "original", None)),
        ("LAMP-1:severe", TypedItem("LAMP-1", None, "severe", None)),
        ("LAMP-1=1:minor:scrap", TypedItem("LAMP-1", 1, "minor", "scrap")),
        ("LAMP-1=1:Original:stock", TypedItem("LAMP-1", 1, "original", "to-stock")),
        ("LAMP-1:original:to-stock", TypedItem("LAMP-1", None, "original", "to-stock")),
        ("A=B:C=3:wrong", TypedItem("A=B:C", 3, "wrong", None)),
        ("A=B:minor", TypedItem("A=B", None, "minor", None)),
    ],
)
def test_an_item_is_read_as_people_type_it(typed: str, item: TypedItem) -> None:
    assert parse_item(typed) == item


@of_each(
    "typed, says",
    [
        ("LAMP-1=2:orignal", "did you mean original?"),
        ("LAMP-1=2", "LAMP-1=2:minor:scrap"),
        ("=2:minor", "LAMP-1=2:minor:scrap"),
        ("LAMP-1=0:minor", "LAMP-1=2:minor:scrap"),
        ("LAMP-1=1:minor:bin", "it takes to-stock, scrap"),
        ("LAMP-1=1:minor:srap", "did you mean scrap?"),
    ],
)
def test_a_mistake_says_what_to_write(typed: str, says: str) -> None:
    with pytest.raises(UsageError, match="--item") as mistake:
        parse_item(typed)
    assert says in str(mistake.value)


def test_a_grade_that_is_none_is_named_with_all_that_are() -> None:
    with pytest.raises(UsageError, match="original, minor, severe, wrong"):
        parse_grade("B-stock")


def test_lines_of_one_sku_are_one_and_its_money_is_that_of_the_whole() -> None:
    lines = json.dumps([{"sku": "A", "product": "Lamp", "quantity": n, "amount": None} for n in (1, 2)])
    assert goods(lines, Goods("A", "Lamp", 3, 900)) == (Goods("A", "Lamp", 3, 900),)
    assert goods(None, Goods(None, None, None, 900)) == (Goods(None, None, None, 900),)


def test_lines_of_several_skus_keep_their_own_money() -> None:
    lines = [Goods("A", "Lamp", 1, 300), Goods("B", "Hat", 2, 500)]
    assert goods(json.dumps([line._asdict() for line in lines]), Goods("A; B", "Lamp; Hat", 3, 800)) == tuple(lines)


def test_where_units_went_adds_up_to_what_came_back() -> None:
    item = GradedItem("A", 5, "minor", to_stock=2, scrap=1)
    assert list(item.movements()) == [("to-stock", 2), ("scrap", 1), ("held", 2)]
    assert list(GradedItem("A", None, "minor").movements()) == [("held", None)]
    assert list(GradedItem("A", None, None, to_stock=2).movements()) == [("to-stock", 2)]


def test_an_event_keeps_items_as_they_were() -> None:
    items = (GradedItem("A", 2, "minor", scrap=2), GradedItem(None, None, "wrong"))
    assert items_of(json.loads(json.dumps(kept(items)))) == items
    assert items_of({}) == ()
    assert [in_words(item) for item in items] == ["2 × A: minor, scrap 2", "the item: wrong"]
