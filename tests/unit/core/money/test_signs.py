"""The signs and codes that stand beside an amount."""

from __future__ import annotations

from aftersales.core.money.signs import currency_of
from tables import of_each


@of_each(
    "mark, market, currency",
    [
        ("", "GBP", "GBP"), ("£", "GBP", "GBP"), ("£", "USD", "GBP"), ("eur", "GBP", "EUR"), ("zł", "PLN", "PLN"),
        ("$", "USD", "USD"), ("$", "SGD", "SGD"), ("$", "MXN", "MXN"), ("$", "GBP", "USD"), ("S$", "GBP", "SGD"),
        ("¥", "CNY", "CNY"), ("￥", "JPY", "JPY"), ("￥", "GBP", "JPY"),
        ("P", "PHP", "PHP"), ("P", "GBP", None), ("each", "GBP", None),
    ],
)  # fmt: skip
def test_what_a_sign_means(mark: str, market: str, currency: str | None) -> None:
    assert currency_of(mark, market) == currency
