"""Apps, their authorisations by sellers, and the tokens of these."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aftersales.named_tuple import NamedTuple
from aftersales.syncing.platform.markets import DAY, MARKETS
from aftersales.syncing.platform.shop import SimulatedShop

RETURNS, ORDERS, SHOPS = "seller.return_refund.basic", "seller.order.info", "seller.authorization.info"
SCOPES = (RETURNS, ORDERS, SHOPS)
_CODE_LIFE, _ACCESS_LIFE, _REFRESH_LIFE = 30 * 60, 7 * DAY, 365 * DAY


class TokenFault(Exception):
    """A code or refresh token that gives no tokens: the code of the platform's error, and its message."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class PlatformApp(NamedTuple):
    """A developer's app. `redirect` is where the seller's browser goes with the code."""

    key: str
    secret: str
    service_id: str = "7000000000000000001"
    redirect: str = "https://localhost/authorised"


@dataclass
class Consent:
    """What one seller gave one app: the scopes, the shops, and the pair of tokens that is good now."""

    app: PlatformApp
    open_id: str
    seller: str
    region: str
    scopes: tuple[str, ...]
    shops: tuple[SimulatedShop, ...]
    access: str = ""
    access_end: int = 0
    refresh: str = ""
    refresh_end: int = 0

    def cipher(self, shop: SimulatedShop) -> str:
        """The shop's cipher, which another app does not share."""
        text = hashlib.sha256(f"{self.app.key}/{shop.id}".encode()).hexdigest()
        return f"GCP_{text[:32]}"


@dataclass
class Consents:
    """All authorisations of the platform's apps. Times are unix seconds."""

    apps: dict[str, PlatformApp] = field(default_factory=dict)
    _codes: dict[str, tuple[Consent, int]] = field(default_factory=dict)
    _by_access: dict[str, Consent] = field(default_factory=dict)
    _by_refresh: dict[str, Consent] = field(default_factory=dict)
    _dead: set[str] = field(default_factory=set)
    _count: int = 0

    def code(
        self, app: PlatformApp, seller: str, shops: tuple[SimulatedShop, ...], scopes: tuple[str, ...], now: int
    ) -> str:
        """The code that the seller's browser brings back: of single use, for 30 minutes."""
        region = shops[0].market.region if shops else "GB"
        open_id = hashlib.sha256(f"{app.key}/{seller}".encode()).hexdigest()[:24]
        code = self._secret(MARKETS[region].prefix + "code_")
        self._codes[code] = (Consent(app, open_id, seller, region, scopes, shops), now + _CODE_LIFE)
        return code

    def exchange(self, query: Mapping[str, str], now: int) -> dict[str, Any]:
        """The first pair of tokens, as the `data` of token/get. Raises TokenFault."""
        self._app(query, "authorized_code")
        entry = self._codes.pop(query.get("auth_code", ""), None)
        if entry is None or entry[1] <= now or entry[0].app.key != query["app_key"]:
            raise TokenFault(36004004, "Invalid auth code")
        return self._issue(entry[0], now)

    def refreshed(self, query: Mapping[str, str], now: int) -> dict[str, Any]:
        """Another pair, as the `data` of token/refresh; the old one is dead from now on. Raises TokenFault."""
        self._app(query, "refresh_token")
        token = query.get("refresh_token", "")
        grant = self._by_refresh.get(token)
        if token in self._dead or (grant is not None and grant.refresh_end <= now):
            raise TokenFault(36004001, "refresh token is invalid: rt has expired")
        if grant is None or grant.app.key != query["app_key"]:
            raise TokenFault(36004005, "no auth record is found")
        return self._issue(grant, now)

    def of_access(self, token: str, now: int) -> Consent | None:
        """The authorisation of an access token; None where it is not good (any more)."""
        grant = self._by_access.get(token)
        return grant if grant is not None and grant.access_end > now else None

    def end_refresh(self, token: str) -> None:
        """Let a refresh token expire."""
        self._dead.add(token)

    def withdraw(self, app_key: str) -> None:
        """The seller takes back what the app was given: no token is good any more."""
        for tokens in (self._by_access, self._by_refresh):
            for token in [t for t, grant in tokens.items() if grant.app.key == app_key]:
                del tokens[token]

    def _app(self, query: Mapping[str, str], grant_type: str) -> None:
        app = self.apps.get(query.get("app_key", ""))
        if app is None or app.secret != query.get("app_secret"):
            raise TokenFault(36004003, "Invalid app_key or app_secret")
        if query.get("grant_type") != grant_type:
            raise TokenFault(36004002, "Invalid grant_type")

    def _issue(self, grant: Consent, now: int) -> dict[str, Any]:
        prefix = MARKETS[grant.region].prefix
        self._by_access.pop(grant.access, None)
        if self._by_refresh.pop(grant.refresh, None):
            self._dead.add(grant.refresh)
        grant.access, grant.refresh = self._secret(prefix), self._secret(prefix + "refresh_")
        grant.access_end, grant.refresh_end = now + _ACCESS_LIFE, now + _REFRESH_LIFE
        self._by_access[grant.access] = self._by_refresh[grant.refresh] = grant
        return {
            "access_token": grant.access,
            "access_token_expire_in": grant.access_end,
            "refresh_token": grant.refresh,
            "refresh_token_expire_in": grant.refresh_end,
            "open_id": grant.open_id,
            "seller_name": grant.seller,
            "seller_base_region": grant.region,
            "user_type": 0,
            "granted_scopes": list(grant.scopes),
        }

    def _secret(self, prefix: str) -> str:
        self._count += 1
        return prefix + hashlib.sha256(f"secret {self._count}".encode()).hexdigest()
