"""A login: the link, the code, the tokens, and the shops tied."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aftersales import text
from aftersales.context.app import App
from aftersales.errors import AftersalesError, ConfigError
from aftersales.language import tr
from aftersales.policies.find import market_code
from aftersales.settings.model import ApiApp

if TYPE_CHECKING:
    from aftersales.actions.sync.accounts import PlatformConnections
    from aftersales.syncing.client import AuthorizedShop
    from aftersales.syncing.token_store import Authorisation, TokenStore
    from aftersales.vault.secret import Secret

# Source: Partner Center, "Authorization overview". The oldest of the three takes an app key in place of a service id.
_SERVICE_HOSTS = {"row": "services.tiktokshop.com", "us": "services.us.tiktokshop.com"}
_KEY_HOST = "auth.tiktok-shops.com"


class CodeRefused(AftersalesError):
    """What was pasted is not the address to which TikTok sent the browser."""


def new_state() -> str:
    """A word that nobody can guess. TikTok brings it back with the code, which shows that it is for this login."""
    return secrets.token_urlsafe(16)


def link(api_app: ApiApp, state: str, pasted: str = "", test_host: str | None = None) -> str:
    """The address at which the seller authorises the app: the one pasted from the app's page, else that of the app's
    service, else that of its key. A test platform has a page of its own.
    """
    if pasted:
        parts = urlsplit(pasted)
        query = [(key, value) for key, value in parse_qsl(parts.query) if key != "state"]
        return urlunsplit(parts._replace(query=urlencode([*query, ("state", state)]), fragment=""))
    if api_app.service_id:
        query_text = urlencode({"service_id": api_app.service_id, "state": state})
        return f"{test_host or f'https://{_SERVICE_HOSTS[api_app.region]}'}/open/authorize?{query_text}"
    return f"https://{_KEY_HOST}/oauth/authorize?{urlencode({'app_key': api_app.key, 'state': state})}"


def of_link(api_app: ApiApp, pasted: str) -> ApiApp:
    """The app with what its link says of it: its service id, and which region it is of. Raises CodeRefused for what is
    no link to an authorisation.
    """
    try:
        parts = urlsplit(pasted.strip())
    except ValueError:
        parts = urlsplit("")
    query = dict(parse_qsl(parts.query))
    if "code" in query:
        raise CodeRefused(
            tr("That is the address to which the browser went, not the link. Enter if the app's page shows no link.")
        )
    if parts.scheme != "https" or not parts.hostname or not {"service_id", "app_key"} & query.keys():
        raise CodeRefused(
            tr(
                "That is not a link to an authorisation. It looks like this: {link}",
                link=f"https://{_SERVICE_HOSTS[api_app.region]}/open/authorize?service_id=…",
            )
        )
    service_id = query.get("service_id", "")
    region = "us" if ".us." in parts.hostname else "row"
    return api_app._replace(region=region, service_id=service_id if service_id.isdigit() else None)


def code_of(pasted: str, state: str) -> str:
    """The code in the address to which TikTok sent the browser. Raises CodeRefused where it has none, and where it
    belongs to another login.
    """
    try:
        query = dict(parse_qsl(urlsplit(pasted.strip()).query))
    except ValueError:
        query = {}
    if "code" not in query:
        if "service_id" in query or "authorize" in pasted:
            raise CodeRefused(
                tr("That is the link itself. Open it, agree, and paste the address of the page that comes then.")
            )
        raise CodeRefused(
            tr("There is no code in it. Paste the whole address from the browser's address bar; it has code=… in it.")
        )
    if not secrets.compare_digest(query.get("state", "").encode(), state.encode()):
        raise CodeRefused(
            tr("This address belongs to another login (its state is another). Open the link above, and agree again.")
        )
    return query["code"]


def authorise(
    made: PlatformConnections, store: TokenStore, api_app: ApiApp, secret: Secret, code: str, *, keeps_secret: bool
) -> Authorisation:
    """The authorisation that a code stands for, with its shops. Its tokens are kept before they are used.

    Raises PlatformFault, which says what to do: without a login where the code or the secret is wrong, with one where
    the shops can't be listed. Raises ConfigError where the tokens can't be kept.
    """
    from aftersales.syncing import tokens
    from aftersales.syncing.token_store import Authorisation
    from aftersales.syncing.transport import DeveloperApp

    grant = tokens.exchange(made.auth_wire(), DeveloperApp(api_app.key, secret), code, made.clock)
    before = store.authorisation(api_app.key, grant.open_id)
    first = Authorisation(api_app.key, grant, before.shops if before else ())
    store.keep(first, secret if keeps_secret else None)
    return with_shops(made, store, api_app, secret, first)


def with_shops(
    made: PlatformConnections, store: TokenStore, api_app: ApiApp, secret: Secret, authorisation: Authorisation
) -> Authorisation:
    """The authorisation with the shops that it is for now. Raises PlatformFault."""
    from aftersales.actions.sync.access import StoredAccess
    from aftersales.syncing.client import PlatformClient

    access = StoredAccess(store, authorisation, made.refresher(api_app, secret), made.clock)
    shops = tuple(PlatformClient(made.transport(api_app, secret), access).authorized_shops())
    return store.with_shops(api_app.key, authorisation.grant.open_id, shops)


def fitting(app: App, authorisation: Authorisation, shop: str) -> list[AuthorizedShop]:
    """The shops of an authorisation that may be a shop of the ledger: those of its market that no other one is tied to.
    Raises ConfigError where there is none.
    """
    market = market_code(app.settings.shops[shop].market)
    taken = {other.platform_id for name, other in app.settings.shops.items() if name != shop}
    of_market = [listed for listed in authorisation.shops if market_of(listed) == market]
    free = [listed for listed in of_market if listed.id not in taken]
    if free:
        return free
    if not authorisation.shops:
        raise ConfigError(tr("The authorisation is for no shop. Agree to it as the seller to whom the shop belongs."))
    if of_market:
        raise ConfigError(
            tr(
                "All shops of this authorisation in {market} are tied to other shops: {shops}.",
                market=market,
                shops=text.listed(described(listed) for listed in of_market),
            )
        )
    raise ConfigError(
        tr(
            "The authorisation has no shop in {market}, the market of {shop}. It is for {shops}. Log in as the seller "
            "of {shop}, or add a shop of that market first: aftersales init",
            market=market,
            shop=shop,
            shops=text.listed(described(listed) for listed in authorisation.shops),
        )
    )


def untied(app: App, listed: AuthorizedShop, ties: Mapping[str, AuthorizedShop]) -> list[str]:
    """The shops of the ledger that may be a shop of an authorisation: those of its market that are tied to nothing."""
    if listed.id in {shop.platform_id for shop in app.settings.shops.values()} | {tie.id for tie in ties.values()}:
        return []
    return [
        name
        for name, shop in app.settings.shops.items()
        if name not in ties and shop.platform_id is None and market_code(shop.market) == market_of(listed)
    ]


def market_of(listed: AuthorizedShop) -> str | None:
    """The market of a shop as the platform names it; None where it is not known here."""
    try:
        return market_code(listed.region)
    except ConfigError:
        return None


def described(listed: AuthorizedShop) -> str:
    """`Maomao (GB, 7495…7507)`."""
    name, region = text.excerpt(listed.name, 40), text.excerpt(listed.region, 8)
    return text.remarked(name, text.enumerated([region, text.excerpt(listed.id, 24)]))


def tie(app: App, api_app: ApiApp, ties: Mapping[str, AuthorizedShop]) -> None:
    """Write into the configuration which app and which shops belong together. Raises ConfigError, and changes nothing,
    where that can't be written.
    """
    from aftersales.settings.write import change
    from aftersales.toml.keys import quoted

    values = {("apps", api_app.name, "key"): api_app.key, ("apps", api_app.name, "region"): api_app.region}
    if api_app.service_id:
        values["apps", api_app.name, "service_id"] = api_app.service_id
    for shop, listed in ties.items():
        values["shops", shop, "app"] = api_app.name
        values["shops", shop, "platform_id"] = listed.id
    change(app.settings.config, {path: quoted(value) for path, value in values.items()}, claim=app.claim)
