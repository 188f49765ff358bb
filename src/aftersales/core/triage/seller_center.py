"""Addresses of orders in Seller Center."""

from __future__ import annotations

# As sellers' own tools open them; other markets' are not known. `shops.NAME.seller_center` sets another.
_ADDRESS = "https://{host}/order/detail?order_no={order}&shop_region={market}"
_HOSTS = {
    "ID": "seller-id.tokopedia.com",
    "MY": "seller-my.tiktok.com",
    "TH": "seller-th.tiktok.com",
    "US": "seller-us.tiktok.com",
    "VN": "seller-vn.tiktok.com",
}


def order_address(order: str | None, market: str, pattern: str | None = None) -> str:
    """The address of an order, by the shop's own `pattern` or the market's; empty where it is not known."""
    if order is None or not (order.isascii() and order.isdigit()):
        return ""
    if pattern is not None:
        return pattern.replace("{order}", order)
    host = _HOSTS.get(market)
    return _ADDRESS.format(host=host, order=order, market=market) if host else ""
