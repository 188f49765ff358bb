"""How each shop stands with the platform: tied, logged in, until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aftersales.actions.sync import accounts, environment
from aftersales.context.app import App
from aftersales.rendering.fields.platform.login import BY_ENVIRONMENT, ENDED, LOGGED_IN, LOGGED_OUT, NOT_TIED, LoginRow
from aftersales.settings.model import Shop
from aftersales.settings.paths import token_file

if TYPE_CHECKING:
    from aftersales.syncing.token_store import TokenStore


def logins(app: App, names: Sequence[str] | None = None, store: TokenStore | None = None) -> list[LoginRow]:
    """A row for each shop of the configuration, or for those named as `--shop` takes them. Nothing is asked of the
    platform. Raises ConfigError where what is kept can't be read, and UsageError for a shop that nobody knows.
    """
    shops = app.settings.shops
    chosen = accounts.named(names, list(shops)) if names else list(shops)
    # Without a login there is nothing to read, and nothing of what reading needs has to be installed.
    if store is None and token_file().exists():
        store = accounts.token_store(app)
    return [_row(app, shops[name], store) for name in chosen]


def _row(app: App, shop: Shop, store: TokenStore | None) -> LoginRow:
    row = LoginRow(shop.name, shop.market, shop.app, shop.platform_id, NOT_TIED)
    if shop.app is None or shop.platform_id is None:
        return row
    authorisation = store.find(app.settings.apps[shop.app].key, shop.platform_id) if store is not None else None
    if environment.value("ACCESS_TOKEN", shop.app):
        return row._replace(state=BY_ENVIRONMENT)
    if authorisation is None:
        return row._replace(state=LOGGED_OUT)
    from aftersales.syncing.endpoints import WANTED_SCOPES

    tokens, scopes = authorisation.grant.tokens, authorisation.grant.scopes
    return row._replace(
        state=LOGGED_IN if tokens.refresh and tokens.refresh_until > app.now else ENDED,
        platform_name=next((listed.name for listed in authorisation.shops if listed.id == shop.platform_id), None),
        seller=authorisation.grant.seller_name or None,
        scopes=scopes,
        missing_scopes=tuple(scope for scope in WANTED_SCOPES if scope not in scopes),
        access_until=tokens.access_until,
        refresh_until=tokens.refresh_until,
    )
