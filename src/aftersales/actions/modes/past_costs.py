"""Figures of past returns that differ from the configured ones."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.context.app import App
from aftersales.core.modes import past_costs
from aftersales.core.modes.figures import Figures
from aftersales.core.modes.past_costs import NEWEST, PastRecovery
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import find, stock
from aftersales.rendering.fields.compared_return import PastFinding

POSTAGE, RECOVERY = "return_postage", "recovery"


def postage(app: App, ledger: Connection, shop: str, figures: Figures, currency: str) -> PastFinding | None:
    """What this shop paid for its newest returns, where the platform told it; None where that is too little to tell.
    Of this shop alone: what another one's parcels cost hangs on its goods, its carrier and its market.
    """
    median = past_costs.median_of_returns(POSTAGE, find.postage_paid(ledger, shop, currency, NEWEST), currency)
    if median is None:
        return None
    own_figure = figures.known.get(POSTAGE)
    assumed = app.configuration.costs.shops.get(shop, {}).get("currency", currency)
    # A figure of the SKU's own stands before the shop's, and a table in another currency is not for this amount.
    may = shop in app.settings.shops and assumed == currency and not (own_figure and "sku " in own_figure.origin)
    path = ("shops", shop, "costs", POSTAGE) if may and median.differs(own_figure) else None
    return PastFinding(median, own_figure, path)


def recovery(
    app: App, ledger: Connection, shop: str, goods: Sequence[tuple[str | None, int]], figures: Figures
) -> PastFinding | None:
    """What the graded returns of the one SKU that comes back recovered in this shop, else those of its category; None
    where that is too little to tell.
    """
    skus = {sku for sku, _ in goods}
    sku = next(iter(skus))
    if sku is None or len(skus) > 1:
        return None
    placed = stock.placed_units(ledger, shop, {sku}, NEWEST)
    learnt = past_costs.recovery_of_returns(RECOVERY, sku, placed) or _of_category(app, ledger, shop, figures)
    if learnt is None:
        return None
    own_figure = figures.known.get(RECOVERY)
    return PastFinding(learnt, own_figure, ("skus", sku, RECOVERY) if learnt.differs(own_figure) else None)


def _of_category(app: App, ledger: Connection, shop: str, figures: Figures) -> PastRecovery | None:
    """The same over all SKUs with the category of this one."""
    category = figures.known.get("category")
    if category is None:
        return None
    skus = {name for name, table in app.configuration.costs.skus.items() if table.get("category") == category.value}
    placed = stock.placed_units(ledger, shop, skus, NEWEST)
    return past_costs.recovery_of_returns(RECOVERY, str(category.value), placed)
