"""Amounts in minor units."""

from __future__ import annotations

from decimal import Decimal

from aftersales.core.money.amount import Money, exponent, minor_units, optional_money
from tables import of_each


@of_each(
    "minor, currency, text",
    [
        (1398, "GBP", "13.98 GBP"),
        (5, "EUR", "0.05 EUR"),
        (-5, "USD", "-0.05 USD"),
        (-1398, "USD", "-13.98 USD"),
        (0, "GBP", "0.00 GBP"),
        (57100, "VND", "57100 VND"),
        (-1, "JPY", "-1 JPY"),
    ],
)
def test_an_amount_as_text(minor: int, currency: str, text: str) -> None:
    assert str(Money(minor, currency)) == text


@of_each(
    "number, currency, minor",
    [
        ("13.98", "GBP", 1398),
        ("13.980", "GBP", 1398),
        ("0.005", "GBP", None),
        ("57100", "VND", 57100),
        ("57100.0", "VND", 57100),
        ("57100.5", "VND", None),
    ],
)
def test_a_decimal_amount_in_minor_units(number: str, currency: str, minor: int | None) -> None:
    assert minor_units(Decimal(number), currency) == minor


def test_an_amount_needs_both_its_parts() -> None:
    assert optional_money(1, "GBP") == Money(1, "GBP")
    assert optional_money(None, "GBP") is None
    assert optional_money(1, None) is None
    assert optional_money(0, "GBP") == Money(0, "GBP")


def test_dong_and_yen_have_no_decimals() -> None:
    assert [exponent(code) for code in ("VND", "JPY", "GBP", "XYZ")] == [0, 0, 2, 2]
