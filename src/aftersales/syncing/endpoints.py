"""The requests that can be sent; all of them read."""

from __future__ import annotations

import re
from types import MappingProxyType

from aftersales.named_tuple import NamedTuple

RETURNS_SCOPE = "seller.return_refund.basic"
ORDERS_SCOPE = "seller.order.info"
SHOPS_SCOPE = "seller.authorization.info"
WANTED_SCOPES = (RETURNS_SCOPE, ORDERS_SCOPE, SHOPS_SCOPE)


class RequestNotAllowed(Exception):
    """A request that is not in the list. It was neither signed nor sent; the program has a bug."""


class Endpoint(NamedTuple):
    """A request that may be sent. `template` is its path with `{version}` and `{id}` in it, `versions` the newest
    first, `takes_cipher`: whether the request names a shop.
    """

    name: str
    method: str
    template: str
    scope: str
    versions: tuple[str, ...] = ("",)
    takes_cipher: bool = True

    def path(self, version: str, row_id: str = "") -> str:
        """The path for a version, and for a row where the template has one. Raises RequestNotAllowed for what is
        neither a known version nor an id.
        """
        if version not in self.versions or not re.fullmatch(r"\d{1,19}|", row_id, re.ASCII):
            raise RequestNotAllowed(f"{self.name} {version}")
        return self.template.format(version=version, id=row_id)


# The return scope also lets an app approve, reject and cancel. That this program only reads is a promise of this list,
# so nothing is sent that is not in it. Source: Partner Center, API reference 202309 to 202602.
ENDPOINTS = MappingProxyType(
    {
        endpoint.name: endpoint
        for endpoint in (
            Endpoint("shops", "GET", "/authorization/{version}/shops", SHOPS_SCOPE, ("202309",), takes_cipher=False),
            Endpoint("returns", "POST", "/return_refund/{version}/returns/search", RETURNS_SCOPE, ("202602", "202309")),
            Endpoint(
                "cancellations",
                "POST",
                "/return_refund/{version}/cancellations/search",
                RETURNS_SCOPE,
                ("202602", "202309"),
            ),
            Endpoint("records", "GET", "/return_refund/{version}/returns/{id}/records", RETURNS_SCOPE, ("202309",)),
            Endpoint("orders", "POST", "/order/{version}/orders/search", ORDERS_SCOPE, ("202309",)),
            Endpoint("orders-by-id", "GET", "/order/{version}/orders", ORDERS_SCOPE, ("202507", "202309")),
            # Of the authorisation host: unsigned, and without a shop.
            Endpoint("token", "GET", "/api/v2/token/get", "", takes_cipher=False),
            Endpoint("token-refresh", "GET", "/api/v2/token/refresh", "", takes_cipher=False),
        )
    }
)


def _pattern(endpoint: Endpoint) -> re.Pattern[str]:
    versions = "|".join(endpoint.versions)
    return re.compile(endpoint.template.format(version=f"({versions})", id="[0-9]{1,19}"))


_PATTERNS = tuple((endpoint, _pattern(endpoint)) for endpoint in ENDPOINTS.values())


def allowed(method: str, path: str) -> Endpoint:
    """The entry of the list that a request is. Raises RequestNotAllowed for any other."""
    for endpoint, pattern in _PATTERNS:
        if method == endpoint.method and pattern.fullmatch(path):
            return endpoint
    raise RequestNotAllowed(f"{method} {path}")
