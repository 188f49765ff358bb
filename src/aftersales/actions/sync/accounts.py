"""The shops that are tied to the platform, and connections for them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aftersales import user_input
from aftersales.actions.sync import environment
from aftersales.context import extras
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.errors import ConfigError
from aftersales.language import tr
from aftersales.settings.model import ApiApp
from aftersales.settings.paths import token_file

if TYPE_CHECKING:
    from aftersales.syncing.client import Access, PlatformClient
    from aftersales.syncing.pacing import Limiter
    from aftersales.syncing.token_store import TokenStore
    from aftersales.syncing.tokens import TokenGrant, Tokens
    from aftersales.syncing.transport import DeveloperApp, Transport
    from aftersales.syncing.wire import Wire
    from aftersales.vault.secret import Secret

Clock = Callable[[], float]
Sleep = Callable[[float], None]


def tied_shops(app: App, names: Sequence[str] | None) -> list[str]:
    """The shops whose data the platform can be asked for: all in the configuration that `login` tied, or those named,
    as `--shop` takes them (several, commas, globs). Raises ConfigError where there is none, and for a named shop that
    is not tied; UsageError for a shop that nobody knows.
    """
    shops = app.settings.shops
    tied = [name for name, shop in shops.items() if shop.app and shop.platform_id]
    if not names:
        if not tied:
            raise ConfigError(
                tr(
                    "No shop is tied to TikTok yet. Tie one: aftersales login --shop NAME. Without access to TikTok's "
                    "API, import its export files: aftersales help exports."
                )
            )
        return tied
    chosen = named(names, list(shops))
    for name in chosen:
        if name not in tied:
            raise ConfigError(
                tr("Shop {shop} is not tied to TikTok. Tie it: aftersales login --shop {shop}", shop=name)
            )
    return chosen


def named(names: Sequence[str], known: Sequence[str]) -> list[str]:
    """The shops meant by `--shop`, in the order of those known. Raises UsageError for what matches none."""
    from fnmatch import fnmatchcase

    chosen: dict[str, None] = {}
    for value in user_input.values(names):
        matches = [name for name in known if fnmatchcase(name, value)]
        if not matches:
            raise choices.unknown("--shop", value, known)
        chosen |= dict.fromkeys(matches)
    return [name for name in known if name in chosen]


def token_store(app: App, *, new: bool = False) -> TokenStore:
    """Where the tokens lie. With `new` something new is to be kept: it goes to the system's keyring, if the
    configuration leaves that open and there is one that works here, else to the file. Raises ConfigError where what
    `login` and `sync` need is not installed, and where the keyring is wanted and there is none.
    """
    extras.require("sync")
    from aftersales.syncing.token_store import TokenStore
    from aftersales.vault.keychain import SystemKeychain, system_keychain

    wanted = app.settings.sync.secrets
    keychain = system_keychain() if new and wanted != "file" else None
    if new and wanted == "keyring" and keychain is None:
        raise ConfigError(
            tr(
                "There is no keyring of the system's that works in this session, and [sync] secrets is keyring. Keep "
                "the tokens in a file that only you can read: aftersales config set sync.secrets file"
            )
        )
    return TokenStore(token_file(), SystemKeychain, keychain, app.claim)


@contextmanager
def connections(
    app: App,
    seconds: float | None = None,
    clock: Clock = time.time,
    sleep: Sleep = time.sleep,
    store: TokenStore | None = None,
) -> Iterator[PlatformConnections]:
    """Connections to the platform for one run, which ends after so many `seconds`. `clock` gives unix seconds; stamps,
    tokens and the limiter go by it. Raises ConfigError where what it needs is not installed.
    """
    extras.require("sync")
    from aftersales.syncing.pacing import Limiter

    limiter = Limiter(clock=clock, sleep=sleep)
    made = PlatformConnections(app, store or token_store(app), limiter, seconds, (clock, sleep))
    try:
        yield made
    finally:
        made.close()


class PlatformConnections:
    """The clients of one run, made when they are first asked for. All of them share a limiter."""

    def __init__(
        self, app: App, store: TokenStore, limiter: Limiter, seconds: float | None, time_source: tuple[Clock, Sleep]
    ) -> None:
        self._app, self._store, self._limiter = app, store, limiter
        self._until = None if seconds is None else time.monotonic() + seconds
        self.clock, self._sleep = time_source
        self._transports: dict[str, Transport] = {}
        self._wires: dict[str, Wire] = {}

    @property
    def requests(self) -> int:
        """Requests sent so far, retries included; those for tokens not."""
        return sum(transport.requests for transport in self._transports.values())

    @property
    def skew(self) -> float:
        """By how many seconds the platform's clock is ahead of this computer's; 0 where that is not known."""
        return max((transport.skew for transport in self._transports.values()), key=abs, default=0.0)

    def client(self, shop: str) -> PlatformClient:
        """The client of a shop. Raises PlatformFault where it is not logged in or its app has no secret."""
        from aftersales.actions.sync.access import GivenAccess, StoredAccess
        from aftersales.syncing.client import PlatformClient
        from aftersales.syncing.faults import FaultKind, PlatformFault
        from aftersales.vault.secret import Secret

        settings = self._app.settings
        configured = settings.shops[shop]
        api_app = settings.apps[str(configured.app)]
        transport = self.transport(api_app)
        shop_id = str(configured.platform_id)
        authorisation = self._store.find(api_app.key, shop_id)
        access: Access
        if token := environment.value("ACCESS_TOKEN", api_app.name):
            access = GivenAccess(Secret(token), str(environment.variable("ACCESS_TOKEN", api_app.name)))
        elif authorisation is not None:
            access = StoredAccess(self._store, authorisation, self.refresher(api_app), self.clock)
        else:
            raise PlatformFault(
                FaultKind.SHOP, tr("Shop {shop} is not logged in: aftersales login --shop {shop}", shop=shop)
            )
        listed = (
            authorisation.shops if authorisation is not None else PlatformClient(transport, access).authorized_shops()
        )
        cipher = next((known.cipher for known in listed if known.id == shop_id), None)
        if cipher is None:
            raise PlatformFault(
                FaultKind.SHOP,
                tr("The access token is not for shop {shop}: aftersales login --shop {shop}", shop=shop),
            )
        return PlatformClient(transport, access, cipher)

    def transport(self, api_app: ApiApp, secret: Secret | None = None) -> Transport:
        """The transport of an app, with its secret from the environment, else where it is kept, unless it is given.
        Raises PlatformFault where there is none.
        """
        from aftersales.syncing.transport import API_ADDRESS, Transport

        if api_app.key not in self._transports:
            keys = self.developer_app(api_app, secret)
            wire = self._wire(self._app.settings.sync.base_url or API_ADDRESS)
            self._transports[api_app.key] = Transport(keys, wire, self._limiter, self.clock, self._sleep)
        return self._transports[api_app.key]

    def developer_app(self, api_app: ApiApp, secret: Secret | None = None) -> DeveloperApp:
        """The keys of an app. Raises PlatformFault where its secret is not known."""
        from aftersales.syncing.faults import FaultKind, PlatformFault
        from aftersales.syncing.transport import DeveloperApp
        from aftersales.vault.secret import Secret

        text = environment.value("APP_SECRET", api_app.name)
        secret = secret or (Secret(text) if text else self._store.app_secret(api_app.key))
        if secret is None:
            raise PlatformFault(
                FaultKind.SHOP,
                tr(
                    "The secret of app {app} is not known. Log in again (aftersales login), or set "
                    "AFTERSALES_APP_SECRET.",
                    app=api_app.name,
                ),
            )
        return DeveloperApp(api_app.key, secret)

    def auth_wire(self) -> Wire:
        """The connection to the host that gives tokens."""
        from aftersales.syncing.tokens import AUTH_ADDRESS

        return self._wire(self._app.settings.sync.auth_url or AUTH_ADDRESS)

    def refresher(self, api_app: ApiApp, secret: Secret | None = None) -> Callable[[Tokens], TokenGrant]:
        """What asks for the next tokens of an app, with its secret as in `transport`."""
        from aftersales.syncing import tokens

        return lambda old: tokens.refresh(
            self.auth_wire(), self.developer_app(api_app, secret), old, self.clock, self._sleep
        )

    def close(self) -> None:
        """End all connections."""
        for wire in self._wires.values():
            wire.close()

    def _wire(self, address: str) -> Wire:
        from aftersales.syncing.wire import Wire

        if address not in self._wires:
            # A list that waits tells it itself, and a timer nobody.
            talks = self._until is None and sys.stderr.isatty()
            self._wires[address] = Wire(address, self._until, tell=self._app.output.notice if talks else None)
        return self._wires[address]
