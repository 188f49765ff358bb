"""Past return postage that differs from the configured figure."""

from __future__ import annotations

import shlex

from aftersales import text
from aftersales.context.app import App
from aftersales.core.modes import past_costs
from aftersales.core.modes.figures import Figure, Figures
from aftersales.core.modes.past_costs import NEWEST, PastMedian
from aftersales.errors import Cancelled, NoAnswer
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import find
from aftersales.record import NamedTuple
from aftersales.settings.write import change
from aftersales.toml import keys as toml_keys

POSTAGE = "return_postage"


class Finding(NamedTuple):
    """What the shop's returns teach, beside its own figure (None: it has none). `path` is where the learnt one would
    stand in the configuration; None where there is nothing to take over.
    """

    learnt: PastMedian
    own_figure: Figure | None
    path: tuple[str, ...] | None

    def beside(self, used: Figure | None) -> str:
        """The figure that is reckoned with and where it is from, with what is learnt beside it."""
        shown = "not set" if used is None else _told(used)
        if used is not None and self.own_figure is not None and used.origin != self.own_figure.origin:
            shown += f"; yours is {_told(self.own_figure)}"
        return f"{shown}; {self.learnt.summary()}"

    @property
    def command(self) -> str:
        """What takes it over."""
        return f"aftersales config set {typed(*self.path or ())} {self.learnt.median.decimal()}"


def _told(figure: Figure) -> str:
    return f"{figure.as_text()}  ({text.plain(figure.origin)})"


def typed(*path: str) -> str:
    """A key of the configuration as a shell takes it."""
    return shlex.quote(text.plain(toml_keys.dotted(path)))


def postage(app: App, ledger: Connection, shop: str, figures: Figures, currency: str) -> Finding | None:
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
    return Finding(median, own_figure, path)


def offer(app: App, finding: Finding | None, *, asks: bool) -> None:
    """Offer to take over what was learnt, where it differs: as a question, or where nobody is there to be asked as the
    command to type. Ctrl-C and the end of input leave the figure as it is (exit 130).
    """
    if finding is None or finding.path is None:
        return
    *_, shop, _, name = finding.path
    median = finding.learnt.median.decimal()
    if not asks:
        app.output.notice(f"{name} of shop {shop}: {finding.learnt.summary()}. To take it over: {finding.command}")
        return
    try:
        sure = app.prompter.confirm(f"Take {median} over as {name} of shop {text.plain(shop)}?")
    except NoAnswer:
        app.prompter.tell(f"{name} stays as it is.")
        raise Cancelled(130) from None
    if sure:
        change(app.settings.config, {finding.path: median})
        app.output.notice(f"{toml_keys.dotted(finding.path)} = {median}  ({app.settings.config})")
