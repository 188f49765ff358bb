"""Amounts and remarks as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aftersales.core.money.amount import Money
from aftersales.core.money.entered import (
    is_platform_number,
    parse_amount,
    parse_decimal,
    parse_remark,
    refund_refusal,
)
from aftersales.errors import UsageError
from tables import of_each


@of_each(
    "value, number",
    [
        ("13.98", "13.98"),
        ("007", "7"),
        (5, "5"),
        ("999999999999.9999", "999999999999.9999"),  # twelve digits and four decimals are the most
        ("1000000000000", None),
        ("0.00001", None),
        ("1,234", None),
        ("1.", None),
        (".5", None),
        ("1e3", None),
        ("-1", None),
        (-1, None),
        (" 1", None),
        ("1\n", None),
        ("٣", None),  # a digit, but none of ASCII
        ("", None),
        (True, None),
        (1.5, None),
        (None, None),
        (["1"], None),
    ],
)
def test_a_decimal_number(value: object, number: str | None) -> None:
    assert parse_decimal(value) == (None if number is None else Decimal(number))


def test_a_number_is_exactly_as_it_was_typed() -> None:
    assert str(parse_decimal("2.90")) == "2.90"


def test_the_most_digits_and_decimals_may_be_others() -> None:
    assert parse_decimal("0.664", digits=1, decimals=6) == Decimal("0.664")
    assert parse_decimal("10", digits=1, decimals=6) is None
    assert parse_decimal("0.1234567", digits=1, decimals=6) is None
    assert parse_decimal("-5", signed=True) == -5


@of_each(
    "text, currency, minor",
    [
        ("13.98", "GBP", 1398), (" 13.980 ", "GBP", 1398), ("5", "GBP", 500), ("5", "VND", 5),
        ("£13.98", "GBP", 1398), ("13.98 GBP", "GBP", 1398), ("gbp 5", "GBP", 500), ("5£", "GBP", 500),
        ("$5", "USD", 500), ("$ 5.5", "SGD", 550), ("R$ 5.50", "BRL", 550), ("5₫", "VND", 5), ("Rp. 50", "IDR", 5000),
    ],
)  # fmt: skip
def test_an_amount(text: str, currency: str, minor: int) -> None:
    assert parse_amount(text, currency, "--amount") == Money(minor, currency)


@of_each("text", ["abc", "1,50", "", "1" * 21, "£1,50", "£5 GBP", "o5", "£", "5 off", "5 each", "5%", "£ £5"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(UsageError, match=r"--amount '.*' is not an amount; write one such as 13\.98 \(GBP\)"):
        parse_amount(text, "GBP", "--amount")


@of_each(
    "text, currency, decimals",
    [("0", "GBP", 2), ("-5", "GBP", 2), ("1.005", "GBP", 2), ("1.5", "VND", 0), ("10000000000000", "GBP", 2)],
)
def test_an_amount_that_the_currency_has_not(text: str, currency: str, decimals: int) -> None:
    with pytest.raises(UsageError, match=f"is invalid: write more than zero, with at most {decimals} decimals"):
        parse_amount(text, currency, "--amount")


@pytest.mark.parametrize(
    ("text", "currency", "other"), [("$5", "GBP", "USD"), ("5 EUR", "GBP", "EUR"), ("£5", "USD", "GBP")]
)
def test_an_amount_in_another_currency(text: str, currency: str, other: str) -> None:
    with pytest.raises(UsageError, match=f"is in {other}, and the amount is in {currency} here; write one such as"):
        parse_amount(text, currency, "--amount")


def test_refunds_of_an_order_never_exceed_what_was_paid() -> None:
    paid = Money(2000, "GBP")
    assert refund_refusal(Money(2000, "GBP"), paid, 0) is None
    assert refund_refusal(Money(500, "GBP"), paid, 1500) is None
    assert refund_refusal(Money(9999, "GBP"), None, 0) is None
    assert refund_refusal(Money(2001, "GBP"), paid, 0) == (
        "20.01 GBP is more than the buyer can get back: 20.00 GBP was paid"
    )
    assert refund_refusal(Money(501, "GBP"), paid, 1500) == (
        "5.01 GBP is more than the buyer can get back: 20.00 GBP was paid, and 15.00 GBP of it was refunded before"
    )
    assert refund_refusal(Money(1, "EUR"), paid, 0) == "the order was paid in GBP, not in EUR"


def test_a_remark_is_one_line_of_some_length() -> None:
    assert parse_remark("  a scratch\non the lid ", "--text") == "a scratch on the lid"
    assert parse_remark("x" * 500, "--text") == "x" * 500
    with pytest.raises(UsageError, match="--text is empty"):
        parse_remark(" \n ", "--text")
    with pytest.raises(UsageError, match="--text has 501 characters; the limit is 500"):
        parse_remark("x" * 501, "--text")


def test_a_number_of_the_platform_has_6_to_25_digits() -> None:
    assert [is_platform_number(text) for text in ("12345", "123456", "1" * 25, "1" * 26, "12345x", "١٢٣٤٥٦")] == [
        False, True, True, False, False, False,
    ]  # fmt: skip


def test_a_very_long_text_is_no_amount() -> None:
    with pytest.raises(UsageError, match="is not an amount"):
        parse_amount("1" + " " * 130_000 + "(", "GBP", "--amount")
