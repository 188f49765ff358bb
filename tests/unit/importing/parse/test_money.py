"""Amounts as exports and answers write them."""

from __future__ import annotations

import pytest

from aftersales.core.money.amount import Money
from aftersales.importing.parse.money import decimal_money, money
from tables import of_each


@of_each(
    "text, currency, minor, code",
    [
        ("GBP 12.34", "GBP", 1234, "GBP"),
        ("£1,234.50", "GBP", 123450, "GBP"),
        ("13.98", "GBP", 1398, "GBP"),
        ("$25.00", "SGD", 2500, "SGD"),
        ("$25.00", "GBP", 2500, "USD"),
        ("R$ 62,90", "BRL", 6290, "BRL"),
        ("82.912₫", "VND", 82912, "VND"),
        ("1.234,50 €", "EUR", 123450, "EUR"),
        ("-4.00", "GBP", -400, "GBP"),
    ],
)
def test_an_amount_is_read_in_minor_units(text: str, currency: str, minor: int, code: str) -> None:
    assert money(text, currency) == Money(minor, code)


@of_each("text", ["", " ", "-", "--", "/"])
def test_an_empty_cell_is_no_amount(text: str) -> None:
    assert money(text, "GBP") is None


@of_each(
    "text, currency, why",
    [
        ("twelve", "GBP", "is not an amount of money"),
        ("1.234", "EUR", "can be read in two ways"),
        ("1.234", "GBP", "has three decimals"),
        ("1.234", "", "can be read in two ways"),
        ("12.345", "GBP", "has three decimals"),
        ("¤4.00", "GBP", "has a currency that is not known"),
        ("1.2,3,4", "EUR", "is not an amount of money"),
        ("9999999999999999.00", "GBP", "is too large an amount"),
    ],
)
def test_what_can_be_misread_is_refused(text: str, currency: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        money(text, currency)


def test_with_a_stated_mark_the_other_one_only_groups_thousands() -> None:
    for text, mark, minor in (("1.299,00", ",", 129900), ("1.299", ",", 129900), ("1,23,456.5", ".", 12345650)):
        assert money(text, "GBP", mark) == Money(minor, "GBP"), text
    for text, mark in (("35,90", "."), ("12.50", ","), ("1.299,00", "."), ("1,,000", "."), ("9,5", ".")):
        with pytest.raises(ValueError, match=f"is not an amount with {mark} as the decimal mark|more decimals"):
            money(text, "GBP", mark)


def test_an_amount_of_an_answer_is_a_decimal() -> None:
    assert decimal_money("13.98", "GBP") == Money(1398, "GBP")
    assert decimal_money("57100", "VND") == Money(57100, "VND")
    for text, why in (("13,98", "is not a decimal amount"), ("13.985", "has more decimals"), ("1" * 20, "too large")):
        with pytest.raises(ValueError, match=why):
            decimal_money(text, "GBP")


@of_each(
    "text, currency, amount",
    [
        ("(£20.49)", "GBP", "-20.49 GBP"),
        ("-£20.49", "GBP", "-20.49 GBP"),
        ("£20.49-", "GBP", "-20.49 GBP"),
        ("£-20.49", "GBP", "-20.49 GBP"),
        ("82912.00", "VND", "82912 VND"),
        ("82.912,00 ₫", "VND", "82912 VND"),
        ("990.00", "JPY", "990 JPY"),
        ("11,990円", "JPY", "11990 JPY"),
        ("￡20.49", "GBP", "20.49 GBP"),
        ("690 บาท", "THB", "690.00 THB"),
        ("P1,299.00", "PHP", "1299.00 PHP"),
        ("IDR 50,000", "IDR", "50000.00 IDR"),
        ("Rp50.000,-", "IDR", "50000.00 IDR"),
        ("49,90 zł", "PLN", "49.90 PLN"),
    ],
)
def test_amounts_as_spreadsheets_and_markets_write_them(text: str, currency: str, amount: str) -> None:
    assert str(money(text, currency)) == amount


@of_each(
    "text, currency",
    [
        ("990.50", "JPY"),
        ("P20.00", "GBP"),
        ("-£-20.49", "GBP"),
        ("20.490", "GBP"),
        ("(20.49", "GBP"),
        ("82.91 ₫", "VND"),
    ],
)
def test_amounts_that_nobody_can_read_for_sure(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"decimals|amount|currency"):
        money(text, currency)


@pytest.mark.parametrize("text", ["1" + " " * 130_000 + "(", "1," * 65_000, "9" * 130_000])
def test_a_very_long_text_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount of money"):
        money(text, "GBP")
    with pytest.raises(ValueError, match=r"is not a decimal amount|is too large an amount"):
        decimal_money(text, "GBP")


def test_yen_have_no_decimals_so_an_amount_with_some_is_in_yuan() -> None:
    for written, currency, said in (
        ("¥27.98", "GBP", "27.98 CNY"), ("￥1,299.00", "GBP", "1299.00 CNY"), ("¥1,980", "GBP", "1980 JPY"),
        ("¥990.00", "JPY", "990 JPY"), ("¥990", "CNY", "990.00 CNY"),
    ):  # fmt: skip
        assert str(money(written, currency)) == said, written
