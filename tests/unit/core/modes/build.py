"""Figures and comparisons of the worked example, with others in their place."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from aftersales.core.modes import comparison
from aftersales.core.modes import figures as mode_figures
from aftersales.core.modes.comparison import Comparison, RefundRequest
from aftersales.core.modes.figures import Costs, Figures
from aftersales.core.money.amount import Money

EXAMPLE = {
    "return_postage": "2.90", "handling": "2.00", "service_fee": "3.60", "service_forwarding": "2.50",
    "recovery": "0.664",
}  # fmt: skip


def table(**figures: Any) -> dict[str, Any]:
    """Figures as the configuration would hold them; None takes one out."""
    return {
        name: value if isinstance(value, bool) or name in ("currency", "category") else Decimal(str(value))
        for name, value in figures.items()
        if value is not None
    }


def figures(**own: Any) -> Figures:
    """The worked example's figures, set for the shop, with others in their place."""
    return mode_figures.figures_for(Costs(shops={"uk": table(**{**EXAMPLE, **own})}), "uk", [("LAMP-1", 1)], "GBP")


def compared(refund: int = 2500, *, offer: int | None = None, force: bool = False, **own: Any) -> Comparison:
    """The comparison for a refund in pence; what names a part of the matter goes there."""
    about = {name: own.pop(name) for name in tuple(own) if name in RefundRequest._fields}
    matter = RefundRequest(Money(refund, "GBP"), **{"address": True, **about})
    return comparison.compare(matter, figures(**own), Money(offer, "GBP") if offer else None, force=force)
