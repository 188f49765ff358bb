"""The signs and codes that stand beside an amount."""

from __future__ import annotations

import re

_SIGNS = {
    "S$": "SGD", "R$": "BRL", "MX$": "MXN", "US$": "USD", "£": "GBP", "€": "EUR", "฿": "THB", "₫": "VND", "đ": "VND",
    "Rp": "IDR", "Rp.": "IDR", "RM": "MYR", "₱": "PHP", "¥": "JPY", "￥": "JPY", "円": "JPY", "￡": "GBP", "บาท": "THB",
    "zł": "PLN",
}  # fmt: skip
CURRENCIES = frozenset(_SIGNS.values())
# `P` is a peso where the shop's market pays in pesos, and nothing elsewhere.
_PESO = "P"
# `¥` is the yuan where a seller's own list is kept in it, else the yen.
YEN_OR_YUAN = frozenset({"¥", "￥"})
# `$` is the currency of the shop's market where that is a dollar.
_DOLLARS = frozenset({"USD", "SGD", "MXN"})


def currency_of(mark: str, currency: str) -> str | None:
    """The ISO 4217 code that a sign or code means in a market that pays in `currency`; None for one not known."""
    if not mark:
        return currency
    if mark == "$":
        return currency if currency in _DOLLARS else "USD"
    if mark == _PESO and currency == "PHP":
        return currency
    if mark in YEN_OR_YUAN and currency == "CNY":
        return currency
    if re.fullmatch(r"[A-Za-z]{3}", mark):
        return mark.upper()
    return _SIGNS.get(mark)
