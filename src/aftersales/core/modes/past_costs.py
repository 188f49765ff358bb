"""What past returns really cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from aftersales.core.modes.figures import Figure
from aftersales.core.modes.formulas import round_half_up
from aftersales.core.money.amount import Money
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

NEWEST = 20  # the most returns that count
_LEAST = 3  # the fewest returns that give a median


class PastMedian(NamedTuple):
    """The median of a real cost over the newest returns. `since` is when the first of them was asked for (UTC)."""

    name: str
    median: Money
    returns: int
    since: datetime

    def summary(self) -> str:
        """`your last 20 returns: median 3.10 GBP`."""
        return tr("your last {returns} returns: median {median}", returns=self.returns, median=self.median)

    def as_text(self) -> str:
        """The figure as a configuration has it: `3.10`."""
        return self.median.decimal()

    def differs(self, figure: Figure | None) -> bool:
        """Whether the configured figure is another one, or none is set."""
        return figure is None or figure.value != Decimal(self.as_text())


class PastRecovery(NamedTuple):
    """How many units of the newest graded returns went back to stock, of all that went to stock or to scrap. `of` is
    whose: a SKU, or a category. `since` is when the first of them was received (UTC).
    """

    name: str
    of: str
    to_stock: int
    units: int
    returns: int
    since: datetime

    def summary(self) -> str:
        """`your last 5 graded returns of LAMP-1: 6 of 8 units back to stock`."""
        return tr(
            "your last {returns} graded returns of {of}: {to_stock} of {units} units back to stock",
            returns=self.returns,
            of=self.of,
            to_stock=self.to_stock,
            units=self.units,
        )

    def as_text(self) -> str:
        """The share as a configuration has it, with two decimals: `0.75`. It takes what is back in stock for whole."""
        return f"{Decimal(round_half_up(Fraction(self.to_stock * 100, self.units))).scaleb(-2)}"

    def differs(self, figure: Figure | None) -> bool:
        """Whether the configured figure is another one, or none is set."""
        return figure is None or figure.value != Decimal(self.as_text())


def recovery_of_returns(name: str, of: str, placed: Sequence[tuple[datetime, int, int]]) -> PastRecovery | None:
    """The share of units that went back to stock: date, units to stock and units to scrap of each return. None for
    fewer than three returns.
    """
    if len(placed) < _LEAST:
        return None
    to_stock = sum(units for _, units, _ in placed)
    scrap = sum(units for _, _, units in placed)
    return PastRecovery(name, of, to_stock, to_stock + scrap, len(placed), min(at for at, _, _ in placed))


def median_of_returns(name: str, paid: Sequence[tuple[datetime, int]], currency: str) -> PastMedian | None:
    """The median over returns: pairs of date and amount in minor units of `currency`. None for fewer than three.

    For an even number it is the mean of the two in the middle, half a unit rounded up.
    """
    if len(paid) < _LEAST:
        return None
    amounts = sorted(amount for _, amount in paid)
    half = len(amounts) // 2
    middle = amounts[half] if len(amounts) % 2 else (amounts[half - 1] + amounts[half] + 1) // 2
    return PastMedian(name, Money(middle, currency), len(amounts), min(at for at, _ in paid))
