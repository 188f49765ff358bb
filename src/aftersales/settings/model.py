"""What a configuration holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aftersales.record import NamedTuple

if TYPE_CHECKING:
    from aftersales.core.time.staff_table import Staff
# The lengths of the house's own rules that a seller may set: for all shops, or for one.
HOUSE = ("contact", "follow-up", "offer", "appeal", "lost", "tracking", "trace", "tell-buyer", "replace")
CONFIRM = ("import", "trust")


class Shop(NamedTuple):
    """One storefront as configured. `confirm` is None where the seller left it unset; `house` holds the lengths that
    are set for the house's own rules, by name; `staff` is None where no staff calendar is set.
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


class Settings(NamedTuple):
    """What holds for one run: where the config and the ledger are, and the shops."""

    config: Path
    ledger: Path
    shops: Mapping[str, Shop]
    house: tuple[tuple[str, str], ...] = ()
    tables: Mapping[str, Any] = MappingProxyType({})
