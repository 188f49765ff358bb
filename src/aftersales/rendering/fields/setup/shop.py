"""The fields of a shop that is set up."""

from __future__ import annotations

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import attributed


class ShopSetup(NamedTuple):
    """A shop after `init`: whether this run added it, and where the files are."""

    shop: str
    market: str
    channel: str
    timezone: str
    added: bool
    config: str
    ledger: str


SHOP_SETUP_FIELDS = attributed(
    ("shop", "str", mark("the storefront")),
    ("market", "str", mark("ISO code of the market")),
    ("channel", "str", mark("the platform it sells on")),
    ("timezone", "str", mark("the zone of its deadlines")),
    ("added", "bool", mark("false: it was set up already, and nothing changed")),
    ("config", "str", mark("the configuration file")),
    ("ledger", "str", mark("the ledger's file")),
)
