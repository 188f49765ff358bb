"""The platform's tokens: codes, pairs that rotate, and what ends them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from aftersales.syncing.platform.authorisation import ORDERS, SHOPS, PlatformApp
from platform_client import APP, Clock, running


def test_the_page_of_the_service_sends_the_browser_back_with_a_code_and_the_state() -> None:
    with running() as client:
        page = client.send("GET", f"/open/authorize?service_id={APP.service_id}&state=a%2Bb")
        query = parse_qs(urlsplit(page.headers["Location"]).query)
        assert page.status == 302
        assert query["state"] == ["a+b"]
        assert query["app_key"] == [APP.key]
        assert client.send("GET", "/open/authorize?service_id=1").status == 404


def test_a_code_is_good_once_and_for_half_an_hour() -> None:
    clock = Clock()
    with running(clock=clock) as client:
        code = parse_qs(client.platform.authorise(APP))["code"][0]
        assert client.get_token("get", auth_code=code, grant_type="authorized_code").code == 0
        assert client.get_token("get", auth_code=code, grant_type="authorized_code").code == 36004004
        late = parse_qs(client.platform.authorise(APP))["code"][0]
        clock.move(30 * 60)
        assert client.get_token("get", auth_code=late, grant_type="authorized_code").code == 36004004
        fresh = parse_qs(client.platform.authorise(APP))["code"][0]
        assert client.get_token("get", auth_code=fresh, grant_type="authorization_code").code != 0
        assert client.get_token("get", auth_code=fresh, grant_type="authorized_code", app_secret="x").code != 0


def test_a_pair_of_tokens_says_when_it_ends_as_an_instant() -> None:
    with running(scopes=(ORDERS, SHOPS)) as client:
        code = parse_qs(client.platform.authorise(APP))["code"][0]
        data = client.get_token("get", auth_code=code, grant_type="authorized_code").data
        assert data["access_token_expire_in"] == client.platform.now() + 7 * 86_400
        assert data["refresh_token_expire_in"] > 1_000_000_000
        assert data["granted_scopes"] == [ORDERS, SHOPS]
        assert data["user_type"] == 0
        assert data["access_token"].startswith("ROW_")


def test_a_refresh_gives_both_tokens_anew_and_the_old_ones_die() -> None:
    with running() as client:
        old = client.token, client.refresh_token
        reply = client.get_token("refresh", refresh_token=old[1], grant_type="refresh_token")
        assert {client.token, client.refresh_token}.isdisjoint(old)
        assert reply.data["refresh_token"] == client.refresh_token
        assert client.search("returns").code == 0
        again = client.get_token("refresh", refresh_token=old[1], grant_type="refresh_token")
        assert again.code == 36004001
        client.token = old[0]
        assert client.search("returns").code == 105002


def test_a_refresh_fails_after_the_seller_withdrew_and_once_the_token_has_run_out() -> None:
    clock = Clock()
    with running(clock=clock) as client:
        client.platform.grants.end_refresh(client.refresh_token)
        refresh = {"refresh_token": client.refresh_token, "grant_type": "refresh_token"}
        assert client.get_token("refresh", **refresh).code == 36004001
    with running(clock=clock) as client:
        token = client.refresh_token
        client.platform.grants.withdraw(APP.key)
        assert client.get_token("refresh", refresh_token=token, grant_type="refresh_token").code == 36004005
        assert client.search("returns").code == 105002
    with running(clock=clock) as client:
        token = client.refresh_token
        clock.move(366 * 86_400)
        assert client.get_token("refresh", refresh_token=token, grant_type="refresh_token").code == 36004001


def test_an_access_token_ends_after_seven_days() -> None:
    clock = Clock()
    with running(clock=clock) as client:
        clock.move(7 * 86_400 - 1)
        assert client.search("returns").code == 0
        clock.move(1)
        reply = client.search("returns")
        assert (reply.status, reply.code) == (401, 105002)
        client.platform.switches.expired_status = 200  # seen too
        assert client.search("returns").status == 200


def test_a_cipher_belongs_to_one_app() -> None:
    other = PlatformApp("other", "secret", "8")
    with running(apps=(APP, other)) as client:
        first = client.cipher
        client.app = other
        client.log_in()
        assert client.cipher != first
        assert client.search("returns").code == 0
        assert (
            client.call("POST", "/return_refund/202602/returns/search", {"locale": "en"}, cipher=first).code == 101000
        )
