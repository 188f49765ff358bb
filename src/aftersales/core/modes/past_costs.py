"""What past returns really cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from aftersales.core.modes.figures import Figure
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

    def differs(self, figure: Figure | None) -> bool:
        """Whether the configured figure is another one, or none is set."""
        return figure is None or figure.value != Decimal(self.median.decimal())


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
