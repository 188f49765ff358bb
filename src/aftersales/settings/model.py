"""The types of a configuration."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from aftersales.core.time.staff_table import Staff

# The house rules whose lengths a seller may set, for all shops or for one.
HOUSE = ("contact", "follow-up", "offer", "appeal", "lost", "tracking", "trace", "tell-buyer", "replace")
CONFIRM = ("import", "trust")
SELLER_TYPES = ("local", "cross-border")


class Shop(NamedTuple):
    """One shop as configured. `house` holds the lengths that are set for house rules, by the rules' names. `confirm`
    and `staff` are None where they are not set. `seller` is the shop's type: local, cross-border, or unknown.
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


class Settings(NamedTuple):
    """The settings of one run. `tables` are those of the whole configuration, of which some are checked when used."""

    config: Path
    ledger: Path
    shops: Mapping[str, Shop]
    house: tuple[tuple[str, str], ...] = ()
    tables: Mapping[str, Any] = MappingProxyType({})
