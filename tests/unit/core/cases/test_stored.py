"""Amounts, currencies and texts of a stored case."""

from __future__ import annotations

from aftersales.core.cases.stored import StoredCase, StoredOrder
from aftersales.core.money.amount import Money

BARE = StoredCase._make([None] * len(StoredCase._fields))


def test_amounts_are_none_where_they_are_not_known() -> None:
    assert (BARE.asked, BARE.order_total, BARE.postage, BARE.any_currency) == (None, None, None, None)


def test_the_currency_of_the_request_goes_before_that_of_the_order() -> None:
    case = BARE._replace(amount=500, currency="GBP", paid=1398, paid_currency="EUR")
    assert (case.asked, case.order_total, case.any_currency) == (Money(500, "GBP"), Money(1398, "EUR"), "GBP")
    assert case._replace(amount=None, currency=None).any_currency == "EUR"


def test_an_order_of_nothing_was_free_and_one_without_amount_is_not_known() -> None:
    order = StoredOrder(1, "uk-main", "577", 0, "GBP", None, None, ())
    assert order.total == Money(0, "GBP")
    assert order._replace(amount=None).total is None


def test_variations_are_said_once_each() -> None:
    lines = '[{"variation":"Oatmeal, L"},{"variation":null},{"variation":"Oatmeal, L"},{"variation":"Forest, M"}]'
    assert BARE._replace(lines=lines).variation == "Oatmeal, L; Forest, M"
    assert BARE.variation == ""


def test_a_compensation_without_a_currency_is_not_known() -> None:
    assert BARE._replace(compensation=1250).compensated is None
    assert BARE._replace(compensation=1250, compensation_currency="GBP").compensated == Money(1250, "GBP")
