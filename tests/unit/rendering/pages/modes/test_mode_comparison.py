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
    lines = {line.mode: line for line in comparison_page.lines(compared())}
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
    lines = {line.mode: line for line in comparison_page.lines(compared(handling=None))}
    assert not any(line.mark for line in lines.values())
    assert lines["seller-address"].cost == "not known"
    assert lines["seller-address"].about == ("missing:", "handling")


def test_a_brief_page_leaves_out_where_the_figures_are_from() -> None:
    titles = [section.title for section in comparison_page.sections(page(compared(), hints=["config set …"]))]
    assert titles == ["", "What each mode starts", "Sources of the figures", "Worth setting"]
    brief = [section.title for section in comparison_page.sections(page(compared(), brief=True))]
    assert brief == ["", "What each mode starts"]
