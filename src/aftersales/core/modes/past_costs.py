"""Decides what past returns teach of a figure that the seller has set: told beside it, and never put in its place
unasked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from aftersales.core.modes.figures import Figure
from aftersales.core.money.amount import Money
from aftersales.record import NamedTuple

NEWEST = 20  # so many returns at most are looked at
_LEAST = 3  # so many at least are worth telling of


class PastMedian(NamedTuple):
    """The median of what a figure really came to over the newest returns, how many, and when the first of them was
    asked for.
    """

    name: str
    median: Money
    returns: int
    since: datetime

    def summary(self) -> str:
        """`your last 20 returns: median 3.10 GBP`."""
        return f"your last {self.returns} returns: median {self.median}"

    def differs(self, own: Figure | None) -> bool:
        """Whether the seller's figure is another, or none is set."""
        return own is None or own.value != Decimal(self.median.decimal())


def median_of_returns(name: str, paid: Sequence[tuple[datetime, int]], currency: str) -> PastMedian | None:
    """What returns teach, each with its date and the amount in minor units of one currency; None of fewer than three.
    Between two in the middle the median is their mean, half a unit rounded up.
    """
    if len(paid) < _LEAST:
        return None
    amounts = sorted(amount for _, amount in paid)
    half = len(amounts) // 2
    middle = amounts[half] if len(amounts) % 2 else (amounts[half - 1] + amounts[half] + 1) // 2
    return PastMedian(name, Money(middle, currency), len(amounts), min(at for at, _ in paid))
