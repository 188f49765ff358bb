"""Tokens of an authorisation: the first pair, and each pair that follows."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.syncing import pacing
from aftersales.syncing.endpoints import ENDPOINTS
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.transport import DeveloperApp, read_answer, unknown_shape
from aftersales.syncing.wire import Wire
from aftersales.vault.secret import Secret

AUTH_ADDRESS = "https://auth.tiktok-shops.com"
_DURATION = 1_000_000_000  # smaller ones are no instants after 2001, but the seconds that are left
_SELLER = "0"  # the type of user; others are creators and partners
_TRIES = 3
WRONG_CODE = 36004004
_WRONG_KEYS = re.compile(r"invalid\W+app_?(?:key|secret)", re.IGNORECASE)  # its words tell it: no list has its code

_EXPIRED = mark("The authorisation has ended. Log in again: aftersales login.")
_KEYS = mark(
    "TikTok doesn't take the app key or the app secret. Compare both with the app's page in the Partner Center."
)
# Source of codes: the documentation's list, and clients that run on live data.
_TOKEN_CODES = MappingProxyType(
    {
        WRONG_CODE: mark(
            "TikTok doesn't take this code: it works once, for 30 minutes, and for the app whose link was opened. Open "
            "the link again and paste the new address."
        ),
        36004001: _EXPIRED,
        36004005: mark(
            "TikTok knows no authorisation for this app: the seller withdrew it, or never gave it. Log in again: "
            "aftersales login."
        ),
        105004: mark(
            "TikTok doesn't allow this app in the shop's region. A shop in the US needs an app of "
            "partner.us.tiktokshop.com, all others one of partner.tiktokshop.com."
        ),
    }
)


class Tokens(NamedTuple):
    """A pair of tokens, and until when (UTC) each is good. With every refresh both are replaced."""

    access: Secret
    access_until: datetime
    refresh: Secret
    refresh_until: datetime


class WrongKeys(PlatformFault):
    """The app key or the secret is wrong."""


class TokenGrant(NamedTuple):
    """What an authorisation gives: the tokens, whose they are, and the scopes that the seller agreed to."""

    tokens: Tokens
    open_id: str
    seller_name: str
    region: str
    scopes: tuple[str, ...]


def exchange(wire: Wire, app: DeveloperApp, code: str, clock: Callable[[], float] = time.time) -> TokenGrant:
    """The first tokens for the code of an authorisation. Raises PlatformFault, which says what to do.

    A code works once; nothing is asked twice.
    """
    query = _query(app, auth_code=code, grant_type="authorized_code")
    return _grant(_ask(wire, "token", query, (app.secret, Secret(code)), clock), clock)


def refresh(
    wire: Wire,
    app: DeveloperApp,
    tokens: Tokens,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> TokenGrant:
    """The next tokens. Those given are dead afterwards, so that the caller must keep the new ones before it uses them.

    Raises PlatformFault, which says what to do.
    """
    import tenacity

    query = _query(app, refresh_token=tokens.refresh.reveal(), grant_type="refresh_token")
    retrying = tenacity.Retrying(
        sleep=sleep,
        stop=lambda state: pacing.gives_up_after(state, wire, _TRIES),
        before_sleep=lambda state: wire.tell_again(pacing.error_of(state)),
        wait=lambda state: pacing.backoff(state.attempt_number, None),
        retry=tenacity.retry_if_exception(_is_worth_another_try),
        reraise=True,
    )
    return _grant(retrying(_ask, wire, "token-refresh", query, (app.secret, tokens.refresh), clock), clock)


def _is_worth_another_try(error: BaseException) -> bool:
    return isinstance(error, PlatformFault) and error.kind in (FaultKind.RETRY, FaultKind.UNREACHABLE)


def _query(app: DeveloperApp, **more: str) -> dict[str, str]:
    return {"app_key": app.key, "app_secret": app.secret.reveal(), **more}


def _ask(
    wire: Wire, name: str, query: Mapping[str, str], secrets: tuple[Secret, ...], clock: Callable[[], float]
) -> dict[str, Any]:
    """The data of an answer of the authorisation's host. What counts is the code in the body, not the HTTP status."""
    endpoint = ENDPOINTS[name]
    raw = wire.send(endpoint.method, endpoint.path(""), query, {})
    try:
        return read_answer(raw, "", datetime.fromtimestamp(clock(), UTC), secrets).data
    except PlatformFault as fault:
        code, request_id = fault.code or 0, fault.request_id
        is_of_keys = bool(_WRONG_KEYS.search(str(fault)))
        if code not in _TOKEN_CODES and not is_of_keys:
            raise
    sentence = tr(
        "{what} (code {code}, request {request})",
        what=tr(_TOKEN_CODES.get(code, _KEYS)),
        code=code,
        request=request_id or "?",
    )
    raise (WrongKeys if is_of_keys else PlatformFault)(FaultKind.SHOP, sentence, code, request_id)


def _grant(data: Mapping[str, Any], clock: Callable[[], float]) -> TokenGrant:
    """Raises PlatformFault where an answer lacks a token or its end, and where the tokens are no seller's."""
    if str(data.get("user_type", _SELLER)) != _SELLER:
        raise PlatformFault(
            FaultKind.SHOP,
            tr(
                "This authorisation is not a seller's but a creator's or partner's. Open the link where you are logged "
                "in to Seller Center as the seller."
            ),
        )
    pairs = [
        (str(data.get(key) or ""), until(data.get(f"{key}_expire_in"), clock()))
        for key in ("access_token", "refresh_token")
    ]
    (access, access_until), (renewal, renewal_until) = pairs
    if not access or not renewal or access_until is None or renewal_until is None:
        raise unknown_shape("")
    scopes = data.get("granted_scopes")
    return TokenGrant(
        Tokens(Secret(access), access_until, Secret(renewal), renewal_until),
        str(data.get("open_id") or ""),
        str(data.get("seller_name") or ""),
        str(data.get("seller_base_region") or ""),
        tuple(str(scope) for scope in scopes) if isinstance(scopes, list) else (),
    )


_LAST = datetime(9999, 12, 31, tzinfo=UTC)


def until(value: object, now: float) -> datetime | None:
    """The instant (UTC) that an `…_expire_in` means; None for none. It is an absolute second although it is called a
    duration, but a small one is taken as a duration: some hosts, and most readers, have it as such.
    """
    text = str(value)
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        return None
    second = int(text) if int(text) >= _DURATION else int(text) + int(now)
    return _LAST if second > _LAST.timestamp() else datetime.fromtimestamp(second, UTC)
