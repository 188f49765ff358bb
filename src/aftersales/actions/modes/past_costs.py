"""Past return postage that differs from the configured figure."""

from __future__ import annotations

from aftersales.context.app import App
from aftersales.core.modes import past_costs
from aftersales.core.modes.figures import Figures
from aftersales.core.modes.past_costs import NEWEST
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import find
from aftersales.rendering.fields.compared_return import PostageFinding

POSTAGE = "return_postage"


def postage(app: App, ledger: Connection, shop: str, figures: Figures, currency: str) -> PostageFinding | None:
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
    return PostageFinding(median, own_figure, path)
