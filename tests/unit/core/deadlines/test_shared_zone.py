"""The zone of a whole list: the staff's where all shops have the same, else that of one market."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aftersales.core.deadlines.shared_zone import ShopZones, shared_zone
from tables import of_each

LONDON, SHANGHAI, LA = ZoneInfo("Europe/London"), ZoneInfo("Asia/Shanghai"), ZoneInfo("America/Los_Angeles")


@of_each(
    "shops, zone",
    [
        ([ShopZones(LONDON)], LONDON),
        ([ShopZones(LONDON, SHANGHAI)], SHANGHAI),
        ([ShopZones(LONDON, SHANGHAI), ShopZones(LA, SHANGHAI)], SHANGHAI),
        ([ShopZones(LONDON, SHANGHAI), ShopZones(LA)], None),
        ([ShopZones(LONDON, SHANGHAI), ShopZones(LONDON, LA)], LONDON),
        ([ShopZones(LONDON), ShopZones(LONDON)], LONDON),
        ([ShopZones(LONDON), ShopZones(LA)], None),
        ([], None),
    ],
)
def test_one_zone_for_the_whole_list(shops: list[ShopZones], zone: ZoneInfo | None) -> None:
    assert shared_zone(shops) == zone
