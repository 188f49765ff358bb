"""The fields of shops and their logins."""

from __future__ import annotations

from datetime import UTC, datetime

from aftersales.language import mark
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.view import Field

LOGGED_IN, ENDED, LOGGED_OUT = "logged-in", "ended", "logged-out"
NOT_TIED, BY_ENVIRONMENT = "not-tied", "environment"
STATES = (LOGGED_IN, ENDED, LOGGED_OUT, NOT_TIED, BY_ENVIRONMENT)


class LoginRow(NamedTuple):
    """A shop and its login. `state` is one of those above; instants (UTC) and scopes are empty where no tokens are
    kept.
    """

    shop: str
    market: str
    app: str | None
    platform_id: str | None
    state: str
    platform_name: str | None = None
    seller: str | None = None
    scopes: tuple[str, ...] = ()
    missing_scopes: tuple[str, ...] = ()
    access_until: datetime | None = None
    refresh_until: datetime | None = None


def _utc(when: datetime | None) -> str | None:
    return None if when is None else when.astimezone(UTC).isoformat()


LOGIN_FIELDS = (
    Field("shop", "str", mark("the storefront"), lambda r: r.shop),
    Field("market", "str", mark("ISO code of the market"), lambda r: r.market),
    Field("app", "str or null", mark("the developer app that reads its data"), lambda r: r.app),
    Field("platform_id", "str or null", mark("what the platform calls the shop"), lambda r: r.platform_id),
    Field(
        "state",
        "str",
        mark("logged-in, ended, logged-out, not-tied, or environment: a token comes from there"),
        lambda r: r.state,
    ),
    Field("platform_name", "str or null", mark("the shop's name on the platform"), lambda r: r.platform_name),
    Field("seller", "str or null", mark("who authorised the app"), lambda r: r.seller),
    Field("scopes", "list of str", mark("what the app may read"), lambda r: list(r.scopes)),
    Field(
        "missing_scopes",
        "list of str",
        mark("what it should be allowed to read, and is not"),
        lambda r: list(r.missing_scopes),
    ),
    Field(
        "access_until",
        "str or null",
        mark("until when the access token is good, ISO 8601; it is renewed by itself"),
        lambda r: _utc(r.access_until),
    ),
    Field(
        "refresh_until", "str or null", mark("until when the login is good, ISO 8601"), lambda r: _utc(r.refresh_until)
    ),
)
