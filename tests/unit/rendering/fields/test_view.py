"""Views: rows as JSON objects."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.money.amount import Money
from aftersales.core.requests.buyers import Counts
from aftersales.rendering.fields.view import Field, View, amount, counted, local


def test_an_object_has_the_fields_in_their_order() -> None:
    fields = (Field("b", "int", "", lambda row: row * 2), Field("a", "int", "", lambda row: row))
    assert [list(values.items()) for values in View(fields, [1, 2]).objects()] == [
        [("b", 2), ("a", 1)],
        [("b", 4), ("a", 2)],
    ]


def test_an_instant_has_the_offset_of_its_zone() -> None:
    summer = datetime(2026, 7, 20, 15, 2, tzinfo=UTC)
    assert local(summer, ZoneInfo("Europe/London")) == "2026-07-20T16:02:00+01:00"
    assert local(None, UTC) is None


def test_money_is_decimal_text() -> None:
    assert amount(Money(1398, "GBP")) == {"amount": "13.98", "currency": "GBP"}
    assert amount(Money(140600, "VND")) == {"amount": "140600", "currency": "VND"}
    assert amount(None) is None


def test_what_is_known_of_a_buyer() -> None:
    counts = Counts(3, 10, 2, 1)
    assert counted(counts) == {"requests_90d": 3, "orders": 10, "orders_returned": 2, "defect_products": 1}
    assert counted(None) is None
