"""Views: rows as JSON objects."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from aftersales.core.money.amount import Money
from aftersales.core.requests.buyers import Counts
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field, View, amount, attributed, counted, local


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


class Parcel(NamedTuple):
    """A row with a value of each type."""

    day: date
    at: datetime
    worth: Money | None
    parts: tuple[Money, ...]
    buyer: Counts
    note: str | None


def test_a_record_becomes_json_by_the_types_of_its_values() -> None:
    summer = datetime(2026, 7, 20, 16, 2, tzinfo=ZoneInfo("Europe/London"))
    row = Parcel(date(2026, 7, 20), summer, None, (Money(1398, "GBP"),), Counts(3, 10, 2, 1), None)
    fields = attributed(*((name, "", "") for name in Parcel._fields))
    assert list(View(fields, [row]).objects()) == [
        {
            "day": "2026-07-20",
            "at": "2026-07-20T16:02:00+01:00",
            "worth": None,
            "parts": [{"amount": "13.98", "currency": "GBP"}],
            "buyer": {"requests_90d": 3, "orders": 10, "orders_returned": 2, "defect_products": 1},
            "note": None,
        }
    ]
