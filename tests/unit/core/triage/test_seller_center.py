"""Addresses of orders in Seller Center."""

from __future__ import annotations

from aftersales.core.triage.seller_center import order_address
from tables import of_each

ORDER = "576000000000000001"


@of_each(
    "order, market, own, address",
    [
        (ORDER, "US", None, f"https://seller-us.tiktok.com/order/detail?order_no={ORDER}&shop_region=US"),
        (ORDER, "ID", None, f"https://seller-id.tokopedia.com/order/detail?order_no={ORDER}&shop_region=ID"),
        (ORDER, "GB", None, ""),
        (ORDER, "GB", "https://example.com/{order}", f"https://example.com/{ORDER}"),
        (None, "US", None, ""),
        ("1&x=\x1b]8", "US", None, ""),
        ("４７", "US", None, ""),
    ],
)
def test_only_a_known_market_and_a_number_make_an_address(
    order: str | None, market: str, own: str | None, address: str
) -> None:
    assert order_address(order, market, own) == address
