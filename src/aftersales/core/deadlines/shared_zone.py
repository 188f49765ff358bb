"""The zone in which a list of several shops is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class ShopZones(NamedTuple):
    """The zone of a shop's deadlines, and of its staff; None where it has no staff calendar."""

    market: ZoneInfo
    staff: ZoneInfo | None = None


def shared_zone(shops: Iterable[ShopZones]) -> ZoneInfo | None:
    """The staff's zone where all shops have the same, else that of their deadlines where it is one; else None."""
    zones = list(shops)
    staff = {str(shop.staff): shop.staff for shop in zones}
    if len(staff) == 1 and (zone := next(iter(staff.values()))) is not None:
        return zone
    markets = {str(shop.market): shop.market for shop in zones}
    return next(iter(markets.values())) if len(markets) == 1 else None
