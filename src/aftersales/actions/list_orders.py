"""How a list shows orders to send or to trace."""

from __future__ import annotations

from collections.abc import Collection

from aftersales.context.app import App
from aftersales.errors import UsageError
from aftersales.language import tr
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters

# What orders have; of these stakes requests have lines too.
_DUTIES, _STAKES = frozenset({"dispatch", "trace", "tell-buyer"}), frozenset({"standing", "house"})


def configured(app: App, filters: Filters) -> Filters:
    """The same filters, and without the orders of the shops whose configuration says `off`."""
    return filters._replace(without_orders=shops_with(app, "off"))


def shops_with(app: App, mode: str, option: str | None = None, *, asked: bool = False) -> tuple[str, ...] | None:
    """The shops whose orders a list does not fold: `mode` is `list` or `off`. The option decides, else whether
    they are asked for, else the configuration. None for no shop.
    """
    if option is not None:
        return tuple(shop_queries.shops(app.ledger.current())) if option == mode else None
    if asked:
        return None
    return tuple(name for name, shop in app.settings.shops.items() if shop.orders == mode) or None


def are_asked_for(
    kinds: Collection[str] | None, duties: Collection[str] | None, stakes: Collection[str] | None
) -> bool:
    """Whether filters ask for orders to send or to trace."""
    return "delivery" in (kinds or ()) or bool(_DUTIES & {*(duties or ())}) or bool(_STAKES & {*(stakes or ())})


def refuse_contradiction(option: str | None, kinds: Collection[str] | None, duties: Collection[str] | None) -> None:
    """Raise UsageError where an option leaves out what another one asks for."""
    if option != "off":
        return
    if "delivery" in (kinds or ()):
        raise UsageError(tr("--orders off leaves out what --kind delivery asks for; leave out one of them."))
    for duty in _DUTIES & {*(duties or ())}:
        raise UsageError(tr("--orders off leaves out what --duty {duty} asks for; leave out one of them.", duty=duty))
