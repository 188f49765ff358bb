"""`sync --demo`: from login to list at a local test platform."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from aftersales.actions.sync import accounts, login, login_status, run
from aftersales.actions.sync.run import SyncOptions
from aftersales.context import extras
from aftersales.context.app import App
from aftersales.settings.model import ApiApp

if TYPE_CHECKING:
    from aftersales.rendering.fields.platform.login import LoginRow
    from aftersales.rendering.fields.platform.syncs import SyncReport
    from aftersales.syncing.platform.api import Platform

SHOP, MARKET = "uk-main", "GB"
LATER = timedelta(hours=3)  # between the first sync and the second
_DAYS_BEFORE, _DAYS, _REQUESTS = 12, 16, 44
_APP = ApiApp("gb", "6demo0key0demo", service_id="7000000000000000001")
_SECRET = "demo-secret-of-nobody"  # noqa: S105  (of the test platform, which anybody may know)
# What the environment says of the user's own logins is of no use here, and must not get here.
_NAMES = ("AFTERSALES_APP_KEY", "AFTERSALES_APP_SECRET", "AFTERSALES_ACCESS_TOKEN", "AFTERSALES_TOKENS")


class SyncDemo:
    """A throw-away ledger with one shop, and a test platform on this computer. `app` is the run at the time that it is
    in the demo; time passes only by `pass_time`, and by the waits of the program, of which none takes any.
    """

    def __init__(self, outer: App, folder: Path, platform: Platform, address: str) -> None:
        self._outer, self._folder, self._platform, self._address = outer, folder, platform, address
        self._now = outer.now
        (folder / "config.toml").write_text(_CONFIGURATION.format(address=address), encoding="utf-8")
        self.app = self._app_now()
        self._set_up()

    def log_in(self) -> list[LoginRow]:
        """Log in as `aftersales login` does: the seller agrees at the link, the address of the page that comes then is
        pasted, and the shop is tied. Raises PlatformFault and ConfigError.
        """
        from aftersales.vault.secret import Secret

        state = login.new_state()
        address = self._agree(login.link(_APP, state, test_host=self._address))
        with self._connections() as made:
            store = accounts.token_store(self.app, new=True)
            code, secret = login.code_of(address, state), Secret(_SECRET)
            authorisation = login.authorise(made, store, _APP, secret, code, keeps_secret=True)
            login.tie(self.app, _APP, {SHOP: login.fitting(self.app, authorisation, SHOP)[0]})
        self.app = self._app_now()
        return login_status.logins(self.app)

    def sync(self) -> SyncReport:
        """Sync as `aftersales sync` does."""
        self.app = self._app_now()
        with self._connections() as made:
            return run.run(self.app, accounts.tied_shops(self.app, None), made, SyncOptions())

    def pass_time(self, span: timedelta) -> None:
        """Let time pass, for the program and for the shop."""
        self._now += span

    def close(self) -> None:
        """Close the ledger."""
        self.app.ledger.close()

    def _agree(self, link: str) -> str:
        """Open the link as the seller's browser would; returns the address to which the platform sends it."""
        from urllib.parse import parse_qsl, urlsplit

        from aftersales.syncing.platform.gateway import PlatformRequest

        parts = urlsplit(link)
        request = PlatformRequest("GET", parts.path, tuple(parse_qsl(parts.query)), {}, b"")
        return self._platform.respond(request).headers["Location"]

    @contextmanager
    def _connections(self) -> Iterator[accounts.PlatformConnections]:
        with accounts.connections(self.app, clock=self._seconds, sleep=self._sleep) as made:
            yield made

    def _seconds(self) -> float:
        return self._now.timestamp()

    def _sleep(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    def now(self) -> datetime:
        """The time that it is in the demo (UTC)."""
        return self._now

    def _app_now(self) -> App:
        """The run at the time that it is."""
        return App(
            self._outer.options._replace(
                ledger=self._folder / "ledger.db",
                config=self._folder / "config.toml",
                now=self._now.replace(microsecond=0).isoformat(),
            )
        )

    def _set_up(self) -> None:
        from aftersales.ledger.derived import store
        from aftersales.ledger.facts import records

        with self.app.ledger.writing(making=True) as ledger:
            records.add_shop(ledger, SHOP, MARKET, "tiktok", self.app.now)
            store.adopt(ledger, [SHOP], self.app.rules.of(ledger), self.app.now)


_CONFIGURATION = """[shops.uk-main]
market = "GB"

[sync]
secrets = "file"
base_url = "{address}"
auth_url = "{address}"
"""


@contextmanager
def demo(outer: App) -> Iterator[SyncDemo]:
    """A demo while the context is open; nothing of it is left afterwards. Raises ConfigError where what `sync` needs is
    not installed.
    """
    extras.require("sync")
    from aftersales.syncing.platform.api import Platform
    from aftersales.syncing.platform.authorisation import PlatformApp
    from aftersales.syncing.platform.server import PlatformServer
    from aftersales.syncing.platform.shop import ShopPlan, SimulatedShop

    start = int(outer.now.timestamp()) - _DAYS_BEFORE * 86_400
    shop = SimulatedShop(ShopPlan(5, MARKET, 1, "Wrenfield", start, _DAYS, _REQUESTS))
    platform = Platform(lambda: made.now() if made else outer.now, (shop,), (PlatformApp(_APP.key, _SECRET),))
    made: SyncDemo | None = None
    with (
        tempfile.TemporaryDirectory(prefix="aftersales-demo-") as folder,
        _no_logins_of_the_user(Path(folder)),
        PlatformServer(platform) as server,
    ):
        made = SyncDemo(outer, Path(folder), platform, server.url)
        try:
            yield made
        finally:
            made.close()


@contextmanager
def _no_logins_of_the_user(folder: Path) -> Iterator[None]:
    """Keep the user's own tokens and secrets away from the demo, and the demo's away from them."""
    names = [name for name in os.environ if name.startswith(_NAMES)]
    kept = {name: os.environ.pop(name) for name in names}
    os.environ["AFTERSALES_TOKENS"] = str(folder / "authorisations.json")
    try:
        yield
    finally:
        del os.environ["AFTERSALES_TOKENS"]
        os.environ.update(kept)
