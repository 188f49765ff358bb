"""A second, plain client of the test platform: it signs by itself, and sends whatever a test wants sent."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from aftersales.syncing.platform.api import Platform
from aftersales.syncing.platform.authorisation import PlatformApp
from aftersales.syncing.platform.server import PlatformServer
from aftersales.syncing.platform.shop import ShopPlan, SimulatedShop

APP = PlatformApp("6made0up1key2", "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c")
START = int(datetime(2026, 11, 2, tzinfo=UTC).timestamp())
DAY = 24 * 3600


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: int = START + 10 * DAY) -> None:
        self.time = datetime.fromtimestamp(now, UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, seconds: float) -> None:
        """Let time pass; also does as `sleep`."""
        self.time += timedelta(seconds=seconds)


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def code(self) -> int:
        return self.json["code"]

    @property
    def data(self) -> Any:
        return self.json["data"]


def sign(path: str, query: dict[str, str], body: bytes, secret: str) -> str:
    """The sign of a request, written down once more from the platform's page on signing."""
    base = path
    for key in sorted(query):
        if key not in {"sign", "access_token"}:
            base += f"{key}{query[key]}"
    wrapped = secret.encode() + base.encode() + body + secret.encode()
    return hmac.new(secret.encode(), wrapped, hashlib.sha256).hexdigest().lower()


class PlainClient:
    """Calls one platform as one app with one token."""

    def __init__(self, server: PlatformServer) -> None:
        self.server, self.platform = server, server.platform
        self.app, self.token, self.refresh_token, self.cipher = APP, "", "", ""

    def send(self, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Reply:
        """One request as it stands."""
        connection = http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=10)
        try:
            connection.request(method, target, body or None, headers or {})
            response = connection.getresponse()
            return Reply(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def get_token(self, step: str, **query: str) -> Reply:
        """A call of token/get or token/refresh."""
        asked = {"app_key": self.app.key, "app_secret": self.app.secret, **query}
        reply = self.send("GET", f"/api/v2/token/{step}?{urlencode(asked)}")
        if reply.status == 200 and reply.code == 0:
            self.token, self.refresh_token = reply.data["access_token"], reply.data["refresh_token"]
        return reply

    def log_in(self) -> Reply:
        """The whole way: the seller's page, the code, the tokens, the cipher of the first shop."""
        page = self.send("GET", f"/open/authorize?service_id={self.app.service_id}&state=s1")
        assert page.status == 302
        code = parse_qs(urlsplit(page.headers["Location"]).query)["code"][0]
        reply = self.get_token("get", auth_code=code, grant_type="authorized_code")
        self.cipher = self.call("GET", "/authorization/202309/shops", cipher=None).data["shops"][0]["cipher"]
        return reply

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: dict[str, str] | None = None,
        cipher: str | None = "own",
        change: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """A signed call. `change` spoils the query after it was signed; a header of "" is left out."""
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode() if body else b""
        asked = {"app_key": self.app.key, "timestamp": str(self.platform.now()), **(query or {})}
        if cipher is not None:
            asked["shop_cipher"] = self.cipher if cipher == "own" else cipher
        asked["sign"] = sign(path, asked, raw, self.app.secret)
        asked |= change or {}
        sent = {"x-tts-access-token": self.token, "Content-Type": "application/json", **(headers or {})}
        target = f"{path}?{urlencode(asked, quote_via=quote)}"
        return self.send(method, target, raw, {key: value for key, value in sent.items() if value})

    def search(self, name: str, body: dict[str, Any] | None = None, *, version: str = "202602", **query: str) -> Reply:
        """One page of a list."""
        path = f"/order/202309/{name}/search" if name == "orders" else f"/return_refund/{version}/{name}/search"
        return self.call("POST", path, body or {"create_time_ge": 1}, query=query)

    def pages(self, name: str, body: dict[str, Any] | None = None, **query: str) -> Iterator[Reply]:
        """All pages of a list, until one is empty."""
        token: dict[str, str] = {}
        while True:
            reply = self.search(name, body, **query, **token)
            assert reply.code == 0, reply.json
            if len(reply.data) < 3:
                return
            yield reply
            if not reply.data["next_page_token"]:
                return
            token = {"page_token": reply.data["next_page_token"]}


def plan(region: str = "GB", number: int = 1, **rest: Any) -> ShopPlan:
    """A small shop that lives from START on."""
    values = {"seed": 7, "name": f"Shop {region}", "start": START, "days": 20, "requests": 120, "orders": 160}
    return ShopPlan(region=region, number=number, **(values | rest))


@contextmanager
def running(*plans: ShopPlan, **rest: Any) -> Iterator[PlainClient]:
    """A platform with such shops, and a client that is logged in to the first of them."""
    clock = rest.pop("clock", None) or Clock()
    shops = [SimulatedShop(p) for p in plans or (plan(),)]
    platform = Platform(clock, shops, rest.pop("apps", (APP,)), **rest)
    with PlatformServer(platform) as server:
        client = PlainClient(server)
        client.log_in()
        yield client
