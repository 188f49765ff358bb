"""Amounts of money in minor units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal  # a list shows amounts and computes none: loading this costs it a millisecond

# ISO 4217 minor units that are not 2, of the currencies the tool's markets use.
_EXPONENTS = {"VND": 0, "JPY": 0}


class Money(NamedTuple):
    """An amount in minor units of an ISO 4217 currency: pence, cents, whole dong."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return f"{self.decimal()} {self.currency}"

    def decimal(self) -> str:
        """The amount as a decimal string: `"13.98"`."""
        places = exponent(self.currency)
        if not places:
            return str(self.minor)
        sign, digits = ("-" if self.minor < 0 else ""), str(abs(self.minor)).rjust(places + 1, "0")
        return f"{sign}{digits[:-places]}.{digits[-places:]}"


def exponent(currency: str) -> int:
    """How many decimal places the currency has (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def whole_currencies() -> tuple[str, ...]:
    """The currencies without decimal places, of those that the tool's markets use."""
    return tuple(sorted(currency for currency, places in _EXPONENTS.items() if not places))


def optional_money(minor: int | None, currency: str | None) -> Money | None:
    """The amount, or None if its minor units or its currency are not known."""
    return None if minor is None or currency is None else Money(minor, currency)


def minor_units(number: Decimal, currency: str) -> int | None:
    """A decimal amount in minor units; None if it has more decimals than the currency (`"1.005"` GBP)."""
    scaled = number.scaleb(exponent(currency))
    whole = scaled.to_integral_value()
    return int(whole) if scaled == whole else None
