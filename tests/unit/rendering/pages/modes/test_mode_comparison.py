"""The page that compares return modes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from aftersales.core.modes import comparison
from aftersales.core.modes import figures as mode_figures
from aftersales.core.modes.comparison import Comparison, RefundRequest
from aftersales.core.modes.figures import Costs
from aftersales.core.money.amount import Money
from aftersales.rendering.pages.modes import mode_comparison as comparison_page
from aftersales.rendering.pages.modes.mode_comparison import ModeComparisonPage

# Refund 25.00, landed cost 9.00: back to the seller costs 25.00 + 2.90 + 2.00 - 0.664 * 9.00 = 23.92.
FIGURES = {"return_postage": "2.90", "handling": "2.00", "recovery": "0.664", "landed_cost": "9"}


def compared(**changes: Any) -> Comparison:
    table = {name: Decimal(value) for name, value in {**FIGURES, **changes}.items() if value is not None}
    figures = mode_figures.figures_for(Costs(shops={"uk": table}), "uk", [("LAMP-1", 1)], "GBP")
    return comparison.compare(RefundRequest(Money(2500, "GBP"), address=True), figures)


def page(of: Comparison, **parts: Any) -> ModeComparisonPage:
    return ModeComparisonPage("Case 4", "lamp", of, (), (), ())._replace(**parts)


def test_the_cheapest_comes_first_and_has_the_mark() -> None:
    lines = {line.mode: line for line in comparison_page.lines(page(compared()))}
    first = next(iter(lines.values()))
    assert (first.mark, first.mode, first.cost) == (">", "seller-address", "23.92 GBP")
    assert (lines["keep"].mark, lines["keep"].cost) == ("", "25.00 GBP")
    assert not lines["local-service"].available
    assert "service_fee" in " ".join(lines["local-service"].about)


def test_how_much_less_than_the_next() -> None:
    assert comparison_page.cheapest(compared()) == "seller-address, 1.08 GBP less than keep"
    even = compared(return_postage="0", handling="0", recovery="0", landed_cost="0")
    assert comparison_page.cheapest(even) == "keep, as much as seller-address"


def test_a_missing_figure_is_named_and_nothing_is_recommended() -> None:
    lines = {line.mode: line for line in comparison_page.lines(page(compared(handling=None)))}
    assert not any(line.mark for line in lines.values())
    assert lines["seller-address"].cost == "not known"
    assert lines["seller-address"].about == ("missing:", "handling")


def test_a_page_that_is_too_tall_does_without_its_parts_one_by_one() -> None:
    whole = page(compared(), hints=["config set …"], notes=["By law."], in_full="choose 4")
    titles = [section.title for section in comparison_page.sections(whole)]
    assert titles == ["", "What each mode starts", "Sources of the figures", "Worth setting"]
    gone = []
    for n in range(1, len(comparison_page.SPARE) + 1):
        shorter = whole._replace(without=frozenset(comparison_page.SPARE[:n]))
        parts = comparison_page.sections(shorter)
        shown = repr(parts) + repr(list(comparison_page.lines(shorter)))
        gone.append([word in shown for word in ("Sources", "By law", "What each", "flip", "handling 2.00", "1.08 GBP")])
        assert "23.92 GBP" in shown and "config set" in shown
    assert gone == [[k > n for k in range(6)] for n in range(6)]
