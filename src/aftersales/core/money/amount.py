"""Decides what an amount is: integer minor units and an ISO 4217 code; never a float, never two currencies added."""

from __future__ import annotations

from typing import NamedTuple

# ISO 4217 minor units that are not 2, of the currencies the tool's markets use.
_EXPONENTS = {"VND": 0, "JPY": 0}


class Money(NamedTuple):
    """An amount in minor units (pence, cents; dong have none)."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return f"{self.decimal()} {self.currency}"

    def decimal(self) -> str:
        """`"13.98"`: the amount as a decimal string, never a float."""
        places = exponent(self.currency)
        if not places:
            return str(self.minor)
        sign, digits = ("-" if self.minor < 0 else ""), str(abs(self.minor)).rjust(places + 1, "0")
        return f"{sign}{digits[:-places]}.{digits[-places:]}"


def exponent(currency: str) -> int:
    """How many decimal places the currency has (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def optional_money(minor: int | None, currency: str | None) -> Money | None:
    """An amount, where both its parts are known."""
    return None if minor is None or currency is None else Money(minor, currency)
