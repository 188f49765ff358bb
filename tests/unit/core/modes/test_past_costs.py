"""What past returns teach of a figure, the medians worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from aftersales.core.modes.figures import Figure
from aftersales.core.modes.past_costs import PastMedian, PastRecovery, median_of_returns, recovery_of_returns
from aftersales.core.money.amount import Money
from tables import of_each


def taught(*amounts: int, currency: str = "GBP") -> PastMedian | None:
    """Of returns that were asked for on the 1st, 2nd … of October."""
    paid = [(datetime(2026, 10, n, 10, tzinfo=UTC), amount) for n, amount in enumerate(amounts, 1)]
    return median_of_returns("return_postage", paid, currency)


@of_each(
    "amounts, median",
    [
        ((340, 280, 310), "3.10"), ((500, 100, 300, 200, 400), "3.00"), ((310, 320, 280, 340), "3.15"),
        ((100, 300, 301, 900), "3.01"), ((1, 2, 3, 1_000_000), "0.03"), ((310, 310, 310), "3.10"),
    ],
)  # fmt: skip
def test_the_median_is_exact_and_half_a_unit_is_rounded_up(amounts: tuple[int, ...], median: str) -> None:
    found = taught(*amounts)
    assert found is not None
    assert (found.median.decimal(), found.returns, found.since.day) == (median, len(amounts), 1)


def test_two_returns_teach_nothing() -> None:
    assert taught() is None
    assert taught(310, 310) is None


def test_a_currency_without_pence() -> None:
    found = taught(57100, 57101, 60000, 50000, currency="VND")
    assert found is not None
    assert found.summary() == "your last 4 returns: median 57101 VND"


def test_it_differs_from_another_figure_and_from_none() -> None:
    found = PastMedian("return_postage", Money(310, "GBP"), 3, datetime(2026, 10, 1, tzinfo=UTC))
    assert found.differs(None)
    assert found.differs(Figure("return_postage", Decimal("2.90"), "shop uk-main"))
    assert not found.differs(Figure("return_postage", Decimal("3.1"), "costs"))


def recovered(*placed: tuple[int, int]) -> PastRecovery | None:
    """Of returns that were received on the 1st, 2nd … of October: units to stock, and to scrap."""
    dated = [(datetime(2026, 10, n, 10, tzinfo=UTC), *units) for n, units in enumerate(placed, 1)]
    return recovery_of_returns("recovery", "LAMP-1", dated)


@of_each(
    "placed, share",
    [(((1, 0), (0, 1), (5, 1)), "0.75"), (((1, 0), (1, 0), (0, 1)), "0.67"), (((0, 1),) * 3, "0.00"),
     (((1, 0),) * 3, "1.00"), (((1, 1), (1, 1), (0, 4)), "0.25")],
)  # fmt: skip
def test_recovery_is_the_share_of_units_in_stock_again(placed: tuple[tuple[int, int], ...], share: str) -> None:
    learnt = recovered(*placed)
    assert learnt is not None
    assert learnt.as_text() == share


def test_two_graded_returns_teach_nothing() -> None:
    assert recovered((1, 0), (1, 0)) is None


def test_a_recovery_says_of_what_and_how_many() -> None:
    learnt = recovered((1, 0), (0, 1), (5, 1))
    assert learnt is not None
    assert learnt.summary() == "your last 3 graded returns of LAMP-1: 6 of 8 units back to stock"
    assert (learnt.differs(None), learnt.differs(Figure("recovery", Decimal("0.75"), "costs"))) == (True, False)
