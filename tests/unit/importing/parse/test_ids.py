"""Ids of the platform, and those that a spreadsheet damaged."""

from __future__ import annotations

import pytest

from aftersales.core.money.entered import is_platform_number
from aftersales.importing.parse.ids import RUINED, no_own_id, ruined
from tables import of_each


@pytest.mark.parametrize("text", ["123456", "4035312345678901234", "1" * 25])
def test_digits_are_an_id(text: str) -> None:
    assert is_platform_number(text)


@of_each("text", ["", "12345", "1" * 26, "4035 312345678", "A123456", "１２３４５６", "4.03E+18", "-123456"])
def test_anything_else_is_none(text: str) -> None:
    assert not is_platform_number(text)


@of_each(
    "text, number, lost",
    [
        ("4.03531E+18", False, True),
        ("4,03531e18", False, True),
        ("4035312345678900000", True, True),  # a number cell keeps 15 digits
        ("4035312345678901234", False, False),
        ("403531234567890", True, False),
    ],
)
def test_an_id_that_lost_its_last_digits_is_known(text: str, number: bool, lost: bool) -> None:
    assert ruined(text, number=number) == (RUINED if lost else None)


@of_each("text", ["RMA-1001", "A1", "2026/0017", "退货12", "x#1.2"])
def test_a_number_of_the_sellers_own_has_letters_and_digits(text: str) -> None:
    assert no_own_id(text, number=False) is None


@of_each("text", ["", "RMA 1", "=1+1", "-1", "a" * 41, "a\x1b", "4.03E+18"])
def test_what_could_be_more_than_a_number_is_refused(text: str) -> None:
    assert no_own_id(text, number=False)
