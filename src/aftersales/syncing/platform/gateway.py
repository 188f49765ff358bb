"""The gateway: which requests are let through, and what the others hear."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any

from aftersales.named_tuple import NamedTuple
from aftersales.syncing.platform.authorisation import ORDERS, RETURNS, SHOPS, Consent, Consents
from aftersales.syncing.platform.shop import SimulatedShop
from aftersales.syncing.platform.switches import Switches

_OLDEST, _NEWEST = 5 * 60, 30  # seconds a stamp may be behind and ahead


class GatewayRefusal(Exception):
    """An error of the platform: the code of its envelope, its message and the HTTP status."""

    def __init__(self, code: int, message: str, status: int = 200) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


class PlatformRequest(NamedTuple):
    """A request as it was received: the query decoded, with repeated keys; the body as its bytes; headers in lower
    case.
    """

    method: str
    path: str
    pairs: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes

    @property
    def query(self) -> dict[str, str]:
        """The query without repeated keys."""
        return dict(self.pairs)


class Route(NamedTuple):
    """A path that the platform has. `name` is what it does; the path's version and id are its groups."""

    name: str
    method: str
    pattern: re.Pattern[str]
    versions: tuple[str, ...]
    scope: str
    takes_cipher: bool = True


def _route(name: str, method: str, path: str, versions: tuple[str, ...], scope: str, *, cipher: bool = True) -> Route:
    pattern = path.replace("VERSION", r"(?P<version>\d{6})").replace("ID", r"(?P<id>\d+)")
    return Route(name, method, re.compile(pattern), versions, scope, cipher)


_BOTH, _FIRST = ("202309", "202602"), ("202309",)
ROUTES = (
    _route("shops", "GET", "/authorization/VERSION/shops", _FIRST, SHOPS, cipher=False),
    _route("returns", "POST", "/return_refund/VERSION/returns/search", _BOTH, RETURNS),
    _route("cancellations", "POST", "/return_refund/VERSION/cancellations/search", _BOTH, RETURNS),
    _route("records", "GET", "/return_refund/VERSION/returns/ID/records", _FIRST, RETURNS),
    _route("orders", "POST", "/order/VERSION/orders/search", _FIRST, ORDERS),
    _route("orders by id", "GET", "/order/VERSION/orders", ("202309", "202507"), ORDERS),
)


class Admitted(NamedTuple):
    """A request that was let through. `shop` is None where none is named."""

    route: Route
    groups: Mapping[str, str]
    grant: Consent
    shop: SimulatedShop | None
    body: Mapping[str, Any]


def admit(request: PlatformRequest, grants: Consents, switches: Switches, now: int) -> Admitted:
    """Check a request in the order of the gateway; `now` is its clock (unix seconds). Raises GatewayRefusal."""
    route, groups = _path(request, switches)
    if request.method != route.method:
        raise GatewayRefusal(36009010, f"Method {request.method} is not allowed", 405)
    query = request.query
    app = grants.apps.get(query.get("app_key", ""))
    if app is None:
        raise GatewayRefusal(36009004, "Invalid parameter: app_key is invalid", 400)
    _check_stamp(query.get("timestamp", ""), now)
    _check_sign(request, app.secret)
    token = request.headers.get("x-tts-access-token")
    if not token:
        raise GatewayRefusal(36009004, "Invalid header: x-tts-access-token is required", 400)
    grant = grants.of_access(token, now)
    if grant is None or grant.app.key != app.key:
        raise GatewayRefusal(105002, "Access token is invalid or expired", switches.expired_status)
    if route.scope not in grant.scopes or route.scope in switches.refused_scopes:
        raise GatewayRefusal(105005, f"Access denied: should apply auth pkg for {route.scope}", 403)
    shop = _shop(route, grant, query.get("shop_cipher"))
    if shop is not None and shop.id in switches.inactive_shops:
        raise GatewayRefusal(36009043, "The shop is inactive", 403)
    if shop is not None and shop.id in switches.old_shops:
        _check_version(route, groups["version"], switches, frozenset({"202309"}))
    return Admitted(route, groups, grant, shop, _body(request))


def sign_of(path: str, query: Mapping[str, str], body: bytes, secret: str, content_type: str = "") -> str:
    """The sign of a request, in lower-case hex: read from the platform's documentation, by itself here, so that the
    client's own signing is checked by another hand.
    """
    text = "".join(key + query[key] for key in sorted(query, key=str.encode) if key not in ("sign", "access_token"))
    data = path.encode() + text.encode()
    if not content_type.startswith("multipart/form-data"):
        data += body
    key = secret.encode()
    return hmac.new(key, key + data + key, hashlib.sha256).hexdigest()


def _path(request: PlatformRequest, switches: Switches) -> tuple[Route, Mapping[str, str]]:
    for route in ROUTES:
        match = route.pattern.fullmatch(request.path)
        if match is None:
            continue
        version = match["version"]
        if version not in route.versions:
            break
        _check_version(route, version, switches, switches.versions)
        return route, match.groupdict()
    raise GatewayRefusal(36009009, "Invalid path", 404)


def _check_version(route: Route, version: str, switches: Switches, served: frozenset[str]) -> None:
    if route.name in ("returns", "cancellations") and version not in served:
        code = switches.unknown_version
        raise GatewayRefusal(code, f"Invalid path or version {version}", 404 if code == 36009009 else 400)


def _check_stamp(stamp: str, now: int) -> None:
    if not stamp.isdecimal() or len(stamp) != 10:
        raise GatewayRefusal(36009004, "Invalid parameter: timestamp is invalid", 400)
    if int(stamp) < now - _OLDEST:
        raise GatewayRefusal(36009004, "Invalid parameter: timestamp is expired, more than 5 minutes old", 400)
    if int(stamp) > now + _NEWEST:
        raise GatewayRefusal(36009004, "Invalid parameter: timestamp is greater than the current time", 400)


def _check_sign(request: PlatformRequest, secret: str) -> None:
    query = request.query
    if "sign" not in query:
        raise GatewayRefusal(36009004, "Invalid parameter: sign is required", 400)
    wanted = sign_of(request.path, query, request.body, secret, request.headers.get("content-type", ""))
    if len(query) != len(request.pairs) or not hmac.compare_digest(wanted.encode(), query["sign"].encode()):
        raise GatewayRefusal(106001, "Invalid sign", 401)


def _shop(route: Route, grant: Consent, cipher: str | None) -> SimulatedShop | None:
    if not route.takes_cipher:
        if cipher is not None:
            raise GatewayRefusal(36009004, "Invalid parameter: shop_cipher is not wanted here", 400)
        return None
    if not cipher:
        raise GatewayRefusal(106013, "shop_cipher is required", 400)
    for shop in grant.shops:
        if grant.cipher(shop) == cipher:
            return shop
    raise GatewayRefusal(101000, "The token, the shop and the user type do not match", 403)


def _body(request: PlatformRequest) -> Mapping[str, Any]:
    if request.method != "POST":
        return {}
    content_type = request.headers.get("content-type", "")
    if not content_type:
        raise GatewayRefusal(36009022, "Content-Type is required", 400)
    if content_type.split(";")[0].strip() != "application/json":
        raise GatewayRefusal(36009023, f"Content-Type {content_type} is not supported", 400)
    try:
        body = json.loads(request.body)
    except ValueError:
        raise GatewayRefusal(36009004, "Invalid parameter: the body is not JSON", 400) from None
    if not isinstance(body, dict):
        raise GatewayRefusal(36009004, "Invalid parameter: the body is not an object", 400)
    return body
