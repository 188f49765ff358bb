"""The platform: answers requests, logs them, and lives by a clock."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from aftersales.named_tuple import NamedTuple
from aftersales.syncing.platform import searches
from aftersales.syncing.platform.authorisation import SCOPES, Consents, PlatformApp, TokenFault
from aftersales.syncing.platform.gateway import Admitted, GatewayRefusal, PlatformRequest, admit
from aftersales.syncing.platform.rows import Row, record_rows
from aftersales.syncing.platform.shop import SimulatedShop
from aftersales.syncing.platform.switches import PAGE_TROUBLES, Switches, Trouble

TOKEN_GET, TOKEN_REFRESH, AUTHORISE = "/api/v2/token/get", "/api/v2/token/refresh", "/open/authorize"


class PlatformResponse(NamedTuple):
    """What is sent back. `cut`: the connection ends in the middle of the body, or before it where there is none; `wait`
    is in real seconds.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool = False
    wait: float = 0.0


class LoggedRequest(NamedTuple):
    """One request of the log: as it came, the HTTP status and code it was answered with, the trouble that it had, and
    the answer's `data`. `at` is in unix seconds.
    """

    request: PlatformRequest
    at: int
    status: int
    code: int
    trouble: Trouble | None
    data: Any


_FAULTS = {
    Trouble.INTERNAL: (36009003, "Internal error", 500),
    Trouble.TIMEOUT: (36009007, "Timeout", 504),
    Trouble.NO_SCOPE: (105005, "Access denied: should apply auth pkg", 403),
    Trouble.SHOP_INACTIVE: (36009043, "The shop is inactive", 403),
    Trouble.SELLER_INACTIVE: (36009044, "The seller is inactive", 401),
    Trouble.NOT_ALLOWED: (36009033, "The IP address is not on the allow list", 403),
}
_LIMITS = frozenset({Trouble.LIMIT, Trouble.LIMIT_SECONDS, Trouble.LIMIT_DATE})


@dataclass
class Platform:
    """The test platform without its sockets. `clock` gives its time (UTC); requests are answered one at a time.
    `keep_answers`: the log keeps the data of each answer.
    """

    clock: Callable[[], datetime]
    shops: Sequence[SimulatedShop] = ()
    apps: Sequence[PlatformApp] = ()
    scopes: tuple[str, ...] = SCOPES
    switches: Switches = field(default_factory=Switches)
    keep_answers: bool = False

    def __post_init__(self) -> None:
        self.grants = Consents({app.key: app for app in self.apps})
        self.log: list[LoggedRequest] = []
        self._lock = threading.Lock()
        self._lived_on = 0  # seconds by which the shops are ahead, through `tick`

    def now(self) -> int:
        """The platform's own clock (unix seconds), which may be wrong."""
        return int(self.clock().timestamp()) + self.switches.clock_ahead

    def rows_now(self) -> int:
        """Until when (unix seconds) the shops have lived."""
        return int(self.clock().timestamp()) + self._lived_on

    def authorise(self, app: PlatformApp, *shops: SimulatedShop, seller: str = "Demo seller", state: str = "") -> str:
        """The URL to which the seller's browser is sent after the consent: it holds the code."""
        code = self.grants.code(app, seller, shops or tuple(self.shops), self.scopes, self.now())
        region = (shops or tuple(self.shops))[0].market.region
        query = {"app_key": app.key, "code": code, "locale": "en", "shop_region": region, "state": state}
        return f"{app.redirect}?{urlencode(query)}"

    def respond(self, request: PlatformRequest) -> PlatformResponse:
        """Answer one request and log it."""
        with self._lock:
            trouble = self.switches.trouble_of(request.path)
            try:
                status, envelope = self._answer(request, trouble)
            except (GatewayRefusal, TokenFault) as fault:
                status = getattr(fault, "status", 200)
                envelope = {"code": fault.code, "message": fault.message, "data": None}
            response = self._response(status, envelope, trouble)
            kept = envelope.get("data") if self.keep_answers else None
            code = envelope.get("code", 0)
            self.log.append(LoggedRequest(request, self.now(), response.status, code, trouble, kept))
            return response

    def _answer(self, request: PlatformRequest, trouble: Trouble | None) -> tuple[int, Row]:
        if trouble == Trouble.BAD_GATEWAY:
            raise GatewayRefusal(502, "Bad Gateway", 502)
        if trouble in _LIMITS:
            raise GatewayRefusal(36009002, "Too many requests", 429)
        if trouble == Trouble.EXPIRED and request.path not in (TOKEN_GET, TOKEN_REFRESH):
            raise GatewayRefusal(105002, "Access token is invalid or expired", self.switches.expired_status)
        if trouble in _FAULTS:
            raise GatewayRefusal(*_FAULTS[trouble])
        if request.path == AUTHORISE:
            return self._consent(request)
        if request.path == TOKEN_GET:
            return 200, self._success(self.grants.exchange(request.query, self.now()))
        if request.path == TOKEN_REFRESH:
            return 200, self._success(self.grants.refreshed(request.query, self.now()))
        admitted = admit(request, self.grants, self.switches, self.now())
        if trouble == Trouble.NO_DATA:
            return 200, self._success({})
        return 200, self._success(self._data(request, admitted, trouble))

    def _consent(self, request: PlatformRequest) -> tuple[int, Row]:
        """The seller agrees on the page of the service, and the browser goes back to the app with a code."""
        service, state = request.query.get("service_id"), request.query.get("state", "")
        app = next((app for app in self.apps if app.service_id == service), None)
        if app is None:
            raise GatewayRefusal(36004006, "No such service", 404)
        return 302, {"location": self.authorise(app, state=state)}

    def _data(self, request: PlatformRequest, admitted: Admitted, trouble: Trouble | None) -> Row:
        name, shop = admitted.route.name, admitted.shop
        if shop is None:
            return {"shops": [self._shop_row(admitted, shop) for shop in admitted.grant.shops]}
        shop.move_to(self.rows_now())
        if name == "records":
            place = shop.returns.place_of(admitted.groups["id"])
            if place is None:
                raise GatewayRefusal(25001007, "The return does not exist")
            return {"records": record_rows(*shop.returns.shown(place))}
        if name == "orders by id":
            ids = request.query.get("ids", "").split(",")
            if len(ids) > 50 or not all(ids):
                raise GatewayRefusal(98001004, "ids: 1 to 50 are allowed")
            return {"orders": searches.order_rows(shop, ids, self.switches)}
        search = searches.read_search(name, admitted.groups["version"], request.query, admitted.body, shop.id)
        data = searches.answer(shop, search, self.switches, trouble if trouble in PAGE_TROUBLES else None)
        self._lived_on += self.switches.tick
        return data

    def _shop_row(self, admitted: Admitted, shop: SimulatedShop) -> Row:
        return {
            "cipher": admitted.grant.cipher(shop),
            "code": shop.code,
            "id": shop.id,
            "name": shop.plan.name,
            "region": shop.market.region,
            "seller_type": "CROSS_BORDER" if shop.plan.is_cross_border else "LOCAL",
        }

    def _success(self, data: Row) -> Row:
        return {"code": 0, "message": "Success", "data": data}

    def _response(self, status: int, envelope: Row, trouble: Trouble | None) -> PlatformResponse:
        now = datetime.fromtimestamp(self.now(), UTC)
        headers = {"Date": format_datetime(now, usegmt=True), "Content-Type": "application/json"}
        if status == 302:
            return PlatformResponse(302, headers | {"Location": envelope["location"]}, b"")
        if trouble == Trouble.BAD_GATEWAY:
            page = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
            return PlatformResponse(502, headers | {"Content-Type": "text/html"}, page)
        if trouble == Trouble.LIMIT_SECONDS:
            headers["Retry-After"] = str(self.switches.retry_after)
        elif trouble == Trouble.LIMIT_DATE:
            again = datetime.fromtimestamp(self.now() + self.switches.retry_after, UTC)
            headers["Retry-After"] = format_datetime(again, usegmt=True)
        number = f"{now:%Y%m%d%H%M%S}{len(self.log):020X}"
        body = json.dumps(envelope | {"request_id": number}, ensure_ascii=False).encode()
        if trouble == Trouble.HUNG_UP:
            return PlatformResponse(status, headers, b"", cut=True)
        wait = self.switches.slow_by if trouble == Trouble.SLOW else 0.0
        return PlatformResponse(status, headers, body, cut=trouble == Trouble.CUT, wait=wait)
