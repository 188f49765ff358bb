"""Which shops can be asked for, and whose tokens a client has: with the test platform, on real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from aftersales.actions.sync import accounts
from aftersales.context.app import App, GlobalOptions
from aftersales.errors import ConfigError, UsageError
from aftersales.settings.paths import token_file
from aftersales.syncing import tokens
from aftersales.syncing.client import AuthorizedShop
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.platform.api import Platform
from aftersales.syncing.platform.server import PlatformServer
from aftersales.syncing.platform.shop import ShopPlan, SimulatedShop
from aftersales.syncing.token_store import Authorisation
from aftersales.syncing.transport import DeveloperApp
from aftersales.syncing.wire import Wire
from aftersales.vault.secret import Secret
from platform_client import APP, START, Clock

SECRET = Secret(APP.secret)


class Tied(NamedTuple):
    """A platform with two shops of one seller, and a program whose shop `uk` is the first of them."""

    platform: Platform
    clock: Clock
    app: App

    def seconds(self) -> float:
        return self.clock().timestamp()

    def log_in(self) -> None:
        """Keep the tokens of an authorisation of both shops."""
        with accounts.connections(self.app, clock=self.seconds) as made:
            wire: Wire = made.auth_wire()
            code = self.platform.authorise(APP).split("code=")[1].split("&")[0]
            grant = tokens.exchange(wire, DeveloperApp(APP.key, SECRET), code, self.seconds)
            consent = self.platform.grants.of_access(grant.tokens.access.reveal(), self.platform.now())
            assert consent is not None
            listed = tuple(
                AuthorizedShop(shop.id, consent.cipher(shop), shop.plan.name, "GB", "LOCAL", "")
                for shop in self.platform.shops
            )
            accounts.token_store(self.app).keep(Authorisation(APP.key, grant, listed), SECRET)


@pytest.fixture
def tied(home: Path) -> Iterator[Tied]:
    shops = [SimulatedShop(ShopPlan(7 + n, "GB", n, f"Shop {n}", START, 20, 12)) for n in (1, 2)]
    clock = Clock()
    platform = Platform(clock, shops, [APP])
    with PlatformServer(platform) as server:
        config = home / "config.toml"
        config.write_text(
            f'[shops.uk]\nmarket = "GB"\napp = "main"\nplatform_id = "{shops[0].id}"\n[shops.us]\nmarket = "US"\n'
            f'[apps.main]\nkey = "{APP.key}"\n[sync]\nbase_url = "{server.url}"\nauth_url = "{server.url}"\n',
            encoding="utf-8",
        )
        yield Tied(platform, clock, App(GlobalOptions(config=config)))


def test_tied_shops_are_all_or_those_named(tied: Tied) -> None:
    assert accounts.tied_shops(tied.app, None) == accounts.tied_shops(tied.app, ["u[k]"]) == ["uk"]
    with pytest.raises(ConfigError, match=r"Shop us is not tied to TikTok\. Tie it: aftersales login --shop us"):
        accounts.tied_shops(tied.app, ["uk,us"])
    with pytest.raises(UsageError, match="--shop 'ukk'"):
        accounts.tied_shops(tied.app, ["ukk"])


def test_where_none_is_tied_the_ways_are_told(home: Path) -> None:
    with pytest.raises(ConfigError, match=r"aftersales login --shop NAME\. Without access .* aftersales help exports"):
        accounts.tied_shops(App(GlobalOptions()), None)


def test_a_client_asks_as_the_shop_that_it_is_for(tied: Tied) -> None:
    tied.log_in()
    with accounts.connections(tied.app, clock=tied.seconds) as made:
        client = made.client("uk")
        assert client.search_returns({}).total_count is not None
        assert made.requests == 1 and made.skew == 0
    consent = tied.platform.grants.of_access(next(iter(tied.platform.grants._by_access)), tied.platform.now())
    assert consent is not None
    assert tied.platform.log[-1].request.query["shop_cipher"] == consent.cipher(tied.platform.shops[0])


def test_a_token_near_its_end_is_renewed_before_it_is_used(tied: Tied) -> None:
    tied.log_in()
    tied.clock.move(timedelta(days=6, hours=23, minutes=30).total_seconds())
    with accounts.connections(tied.app, clock=tied.seconds) as made:
        made.client("uk").search_returns({})
        made.client("uk").search_returns({})
    paths = [logged.request.path for logged in tied.platform.log]
    assert paths.count("/api/v2/token/refresh") == 1 and all(logged.code == 0 for logged in tied.platform.log)


def test_a_withdrawn_authorisation_asks_for_a_login(tied: Tied) -> None:
    tied.log_in()
    tied.platform.grants.withdraw(APP.key)
    with accounts.connections(tied.app, clock=tied.seconds) as made, pytest.raises(PlatformFault) as withdrawn:
        made.client("uk").search_returns({})
    assert withdrawn.value.kind is FaultKind.SHOP and "the seller withdrew it" in str(withdrawn.value)


def test_a_shop_without_a_login_and_an_app_without_a_secret_say_so(tied: Tied, monkeypatch: pytest.MonkeyPatch) -> None:
    with accounts.connections(tied.app, clock=tied.seconds) as made:
        with pytest.raises(PlatformFault, match=r"secret of app main is not known\. Log in again") as lacking:
            made.client("uk")
        monkeypatch.setenv("AFTERSALES_APP_SECRET_MAIN", APP.secret)
        with pytest.raises(PlatformFault, match="Shop uk is not logged in: aftersales login --shop uk"):
            made.client("uk")
    assert lacking.value.kind is FaultKind.SHOP and tied.platform.log == []


def test_secret_and_token_of_the_environment_suffice(tied: Tied, monkeypatch: pytest.MonkeyPatch) -> None:
    tied.log_in()
    authorisation = accounts.token_store(tied.app).authorisations()[0]
    token_file().unlink()
    monkeypatch.setenv("AFTERSALES_APP_SECRET", APP.secret)
    monkeypatch.setenv("AFTERSALES_ACCESS_TOKEN", authorisation.grant.tokens.access.reveal())
    with accounts.connections(tied.app, clock=tied.seconds) as made:
        assert made.client("uk").search_returns({}).total_count is not None
    assert not token_file().exists(), "nothing of it is written"


def test_a_run_that_is_out_of_time_says_so(tied: Tied) -> None:
    tied.log_in()
    before = len(tied.platform.log)
    with accounts.connections(tied.app, seconds=-1, clock=tied.seconds) as made, pytest.raises(PlatformFault) as late:
        made.client("uk").search_returns({})
    assert late.value.kind is FaultKind.LATE and len(tied.platform.log) == before


def test_a_clock_that_is_wrong_is_told(tied: Tied) -> None:
    tied.log_in()
    tied.platform.switches.clock_ahead = -63
    with accounts.connections(tied.app, clock=tied.seconds) as made:
        made.client("uk").search_returns({})
        assert made.skew == -63


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "httpx2" else find(name))
    with (
        pytest.raises(ConfigError, match=r"needs httpx2, .*: pip install 'aftersales\[sync\]'"),
        accounts.connections(App(GlobalOptions())),
    ):
        pass
