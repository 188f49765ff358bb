"""The types of a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zlib import crc32

from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from aftersales.core.alerts.alert_rule import AlertRule
    from aftersales.core.auto_rules.auto_rule import AutoRule
    from aftersales.core.time.staff_table import Staff

# The house rules whose lengths a seller may set, for all shops or for one.
HOUSE = (
    "contact", "follow-up", "offer", "appeal", "lost", "tracking", "trace", "tell-buyer", "replace", "claim",
    "claim-answer", "reclaim-postage", "undelivered", "undelivered-receipt",
)  # fmt: skip
CONFIRM = ("import", "trust")
SELLER_TYPES = ("local", "cross-border")


class Shop(NamedTuple):
    """One shop as configured. `house` holds the lengths that are set for house rules, by the rules' names. `confirm`
    and `staff` are None where they are not set. `seller` is the shop's type: local, cross-border, or unknown.
    `chatbot`: the platform's chatbots answer its messages; `returnable`: whether its goods can be returned;
    `takes_returns`: whether buyers send returns to an address of the seller's, None where that is not known. `exports`
    is the folder where its export files lie; `seller_center` the address of an order there, with `{order}` in it;
    `orders` how lists show its orders to send or to trace. `app` is the developer app through which the platform is
    asked for its data, `platform_id` what the platform calls it; `parcels`: whether its orders under way are followed,
    None for as `[sync]` says; `auto_rules` what Seller Center answers by itself.
    """

    name: str
    market: str
    channel: str = "tiktok"
    policy: str = "tiktok"
    return_address: str | None = None
    timezone: str | None = None
    export_timezone: str | None = None
    confirm: str | None = None
    house: tuple[tuple[str, str], ...] = ()
    staff: Staff | None = None
    seller: str = "unknown"
    chatbot: bool = False
    returnable: bool | None = None
    takes_returns: bool | None = None
    exports: str | None = None
    seller_center: str | None = None
    orders: str | None = None
    app: str | None = None
    platform_id: str | None = None
    parcels: bool | None = None
    auto_rules: tuple[AutoRule, ...] = ()

    @property
    def has_return_address(self) -> bool | None:
        """Whether buyers send returns to an address of the seller's; None where nobody said so."""
        if self.takes_returns is not None:
            return self.takes_returns
        return None if self.return_address is None else bool(self.return_address.strip())

    @property
    def facts(self) -> dict[str, str]:
        """What rules may ask for, as the conditions of rules have it."""
        returnable = "unknown" if self.returnable is None else "yes" if self.returnable else "no"
        return {"chatbot": "yes" if self.chatbot else "no", "returnable": returnable, "seller": self.seller}

    @property
    def fingerprint(self) -> str | None:
        """A short text that changes whenever these facts do; None where nothing of them is set."""
        facts, parts = self.facts, []
        if facts != Shop("", "").facts:
            parts.append("shop=" + ",".join(facts.values()))
        if self.auto_rules:
            parts.append(f"auto={crc32(repr(self.auto_rules).encode()):08x}")
        return ";".join(parts) or None


class Display(NamedTuple):
    """How lists are shown: the time zone in which they are told, the pager of long ones (its command line, or `off`)
    and the language; None where not set.
    """

    timezone: str | None = None
    pager: str | None = None
    lang: str | None = None


class ApiApp(NamedTuple):
    """A developer app of the seller's. Its secret is never in the configuration. `region` is `us`, or `row` for all
    other markets; `service_id` is for the link at which a seller authorises it.
    """

    name: str
    key: str
    region: str = "row"
    service_id: str | None = None


class SyncSettings(NamedTuple):
    """How the platform is asked. `before`: the lists that bring themselves up to date first, where data are older than
    `max_age`; `secrets` is where tokens are kept, `auto`, `keyring` or `file`; the addresses are None for the
    platform's own.
    """

    before: tuple[str, ...] = ()
    max_age: timedelta = timedelta(minutes=30)
    parcels: bool = False
    secrets: str = "auto"
    base_url: str | None = None
    auth_url: str | None = None


class ReceiverSettings(NamedTuple):
    """A receiver of messages. Its address is never in the configuration: `url_from` is the variable that has it, None
    for `AFTERSALES_NOTIFY_<NAME>`. `any_hour`: it is warned outside of staff hours too.
    """

    name: str
    url_from: str | None = None
    any_hour: bool = False


class NotifySettings(NamedTuple):
    """Who gets messages, and which; without rules everybody gets all. `secrets` is where addresses are kept, `auto`,
    `keyring` or `file`.
    """

    receivers: Mapping[str, ReceiverSettings] = MappingProxyType({})
    rules: tuple[AlertRule, ...] = ()
    secrets: str = "auto"


class Settings(NamedTuple):
    """The settings of one run. `tables` are those of the whole configuration, of which some are checked when used."""

    config: Path
    ledger: Path
    shops: Mapping[str, Shop]
    house: tuple[tuple[str, str], ...] = ()
    tables: Mapping[str, Any] = MappingProxyType({})
    display: Display = Display()
    apps: Mapping[str, ApiApp] = MappingProxyType({})
    sync: SyncSettings = SyncSettings()
