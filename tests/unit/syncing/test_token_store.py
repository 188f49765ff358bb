"""Tokens on the disk: whole or not at all, readable by nobody else, and refreshed once however many ask."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import textwrap
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from aftersales import file_writer
from aftersales.actions.sync.access import GivenAccess, StoredAccess
from aftersales.errors import ConfigError
from aftersales.syncing.client import AuthorizedShop
from aftersales.syncing.faults import FaultKind, PlatformFault
from aftersales.syncing.token_store import Authorisation, TokenStore
from aftersales.syncing.tokens import TokenGrant, Tokens
from aftersales.vault.keychain import Keychain, KeychainFailed
from aftersales.vault.secret import Secret
from scripted_platform import Received, Reply, answer, scripted

NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)
SHOP = AuthorizedShop("7495", "GCP_x", "Maomao", "GB", "LOCAL", "GBLC")


def _tokens(number: int, *, hours: float = 100, days: float = 300) -> Tokens:
    return Tokens(
        Secret(f"access-{number}"),
        NINE + timedelta(hours=hours),
        Secret(f"refresh-{number}"),
        NINE + timedelta(days=days),
    )


def _authorisation(tokens: Tokens, open_id: str = "70") -> Authorisation:
    grant = TokenGrant(tokens, open_id, "Maomao Ltd", "GB", ("seller.order.info",))
    return Authorisation("6key", grant, (SHOP,))


class Box:
    """A keyring in memory; `broken` keeps nothing more."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.broken = False

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, text: str) -> None:
        if self.broken:
            raise KeychainFailed("locked")
        self.kept[name] = text

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture(params=["file", "keyring"])
def store(request: pytest.FixtureRequest, tmp_path: Path, box: Box) -> TokenStore:
    """A store whose new secrets go to a file, and one whose go to a keyring."""
    keychain: Keychain | None = box if request.param == "keyring" else None
    return TokenStore(tmp_path / "data" / "authorisations.json", lambda: box, keychain)


def test_what_is_kept_is_read_again(store: TokenStore) -> None:
    assert store.authorisations() == [] and store.app_secret("6key") is None
    kept = _authorisation(_tokens(1))
    store.keep(kept, Secret("hush"))
    assert store.authorisations() == [kept] and store.authorisation("6key", "70") == kept
    assert store.app_secret("6key") == Secret("hush")
    assert store.about() == [("6key", "70", (SHOP,))]
    assert store.authorisation("6key", "71") is None


def test_the_file_is_for_its_owner_only_also_where_a_copy_came_with_another_mode(store: TokenStore) -> None:
    store.keep(_authorisation(_tokens(1)), Secret("hush"))
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700
    store.path.chmod(0o644)
    store.keep(_authorisation(_tokens(2)), None)
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_secrets_lie_in_the_keyring_alone_where_there_is_one(tmp_path: Path, box: Box) -> None:
    store = TokenStore(tmp_path / "a.json", lambda: box, box)
    store.keep(_authorisation(_tokens(1)), Secret("hush"))
    text = store.path.read_text(encoding="utf-8")
    assert not any(secret in text for secret in ("hush", "access-1", "refresh-1"))
    assert box.kept["app 6key"] == "hush" and "refresh-1" in box.kept["tokens 6key/70"]
    assert store.uses_keychain()


def test_the_same_seller_again_replaces_and_another_one_is_added(store: TokenStore) -> None:
    store.keep(_authorisation(_tokens(1)), Secret("hush"))
    store.keep(_authorisation(_tokens(2)), None)
    store.keep(_authorisation(_tokens(3), "71"), Secret("hush2"))
    assert [a.grant.tokens.access.reveal() for a in store.authorisations()] == ["access-2", "access-3"]
    assert store.app_secret("6key") == Secret("hush2")


def test_what_is_forgotten_is_gone_everywhere_and_the_secret_with_the_last(store: TokenStore, box: Box) -> None:
    for open_id in ("70", "71"):
        store.keep(_authorisation(_tokens(1), open_id), Secret("hush"))
    store.forget("6key", "70")
    assert [a.grant.open_id for a in store.authorisations()] == ["71"] and store.app_secret("6key") == Secret("hush")
    store.forget("6key", "71")
    assert store.authorisations() == [] and store.app_secret("6key") is None and box.kept == {}
    assert not any(word in store.path.read_text(encoding="utf-8") for word in ("hush", "access", "refresh"))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "\x00", '{"apps": []}', '{"authorisations": {"x": {}}}', '{"apps": {"6key": "x"}}']
)
def test_a_damaged_file_says_so(tmp_path: Path, box: Box, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"is damaged\. Move it away"):
        TokenStore(path, lambda: box).authorisations()


# --- The refresh ------------------------------------------------------------------------------------------------------


class Platform:
    """Gives `access-2`, then `access-3`… and counts how often it is asked."""

    def __init__(self, fault: PlatformFault | None = None) -> None:
        self.asked: list[str] = []
        self.fault = fault

    def refresh(self, tokens: Tokens) -> TokenGrant:
        self.asked.append(tokens.refresh.reveal())
        if self.fault is not None:
            raise self.fault
        number = int(tokens.refresh.reveal().removeprefix("refresh-")) + 1
        return TokenGrant(_tokens(number, hours=168), "70", "Maomao Ltd", "GB", ("seller.order.info", "new.scope"))


def _access(store: TokenStore, platform: Platform, now: datetime = NINE) -> StoredAccess:
    authorisation = store.authorisation("6key", "70")
    assert authorisation is not None
    return StoredAccess(store, authorisation, platform.refresh, now.timestamp)


def test_a_good_token_is_used_as_it_is(store: TokenStore) -> None:
    store.keep(_authorisation(_tokens(1, hours=1.1)), None)
    platform = Platform()
    assert _access(store, platform).token() == Secret("access-1") and platform.asked == []


def test_a_token_is_renewed_an_hour_before_its_end_and_both_are_kept_before_it_is_used(store: TokenStore) -> None:
    store.keep(_authorisation(_tokens(1, hours=0.9)), Secret("hush"))
    platform = Platform()
    access = _access(store, platform)
    assert access.token() == access.token() == Secret("access-2")
    assert platform.asked == ["refresh-1"]
    kept = store.authorisation("6key", "70")
    assert kept is not None and kept.grant == platform.refresh(_tokens(1)) and kept.shops == (SHOP,)
    assert store.app_secret("6key") == Secret("hush")


def test_a_token_that_another_run_has_renewed_meanwhile_is_taken(store: TokenStore) -> None:
    store.keep(_authorisation(_tokens(1)), None)
    platform = Platform()
    first, second = _access(store, platform), _access(store, platform)
    assert first.renewed(Secret("access-1")) == second.renewed(Secret("access-1")) == Secret("access-2")
    assert platform.asked == ["refresh-1"]
    assert second.renewed(Secret("access-2")) == Secret("access-3")


@pytest.mark.parametrize("kind", [FaultKind.RETRY, FaultKind.LATE])
def test_a_token_that_can_not_be_renewed_in_time_is_used_to_its_end(store: TokenStore, kind: FaultKind) -> None:
    store.keep(_authorisation(_tokens(1, hours=0.5)), None)
    platform = Platform(PlatformFault(kind, "no network"))
    assert _access(store, platform).token() == Secret("access-1")
    with pytest.raises(PlatformFault, match="no network"):
        _access(store, platform, NINE + timedelta(hours=0.6)).token()


def test_a_refusal_is_told_at_once_and_the_tokens_stay(store: TokenStore) -> None:
    store.keep(_authorisation(_tokens(1, hours=0.5)), None)
    with pytest.raises(PlatformFault, match="withdrew"):
        _access(store, Platform(PlatformFault(FaultKind.SHOP, "the seller withdrew it"))).token()
    assert store.authorisations() == [_authorisation(_tokens(1, hours=0.5))]


def test_an_authorisation_that_has_ended_is_not_asked_about(store: TokenStore) -> None:
    store.keep(_authorisation(_tokens(1, hours=-1, days=-0.1)), None)
    platform = Platform()
    with pytest.raises(PlatformFault, match=r"ended on Mon 30 Nov 2026\. Log in again") as ended:
        _access(store, platform).token()
    assert ended.value.kind is FaultKind.SHOP and platform.asked == []


def test_tokens_that_were_taken_out_of_the_keyring_ask_for_a_login(tmp_path: Path, box: Box) -> None:
    store = TokenStore(tmp_path / "a.json", lambda: box, box)
    store.keep(_authorisation(_tokens(1)), None)
    box.kept.clear()
    with pytest.raises(PlatformFault, match="not where they were kept"):
        _access(store, Platform()).token()


def test_a_login_that_was_taken_back_meanwhile(store: TokenStore) -> None:
    store.keep(_authorisation(_tokens(1)), None)
    access = _access(store, Platform())
    store.forget("6key", "70")
    with pytest.raises(ConfigError, match="taken back meanwhile"):
        access.renewed(Secret("access-1"))


def test_a_keyring_that_fails_in_a_refresh_loses_nothing(tmp_path: Path, box: Box) -> None:
    store = TokenStore(tmp_path / "a.json", lambda: box, box)
    store.keep(_authorisation(_tokens(1)), None)
    box.broken = True
    assert _access(store, Platform()).renewed(Secret("access-1")) == Secret("access-2")
    assert [a.grant.tokens.refresh.reveal() for a in store.authorisations()] == ["refresh-2"]


def test_a_full_disk_is_noticed_before_the_refresh_token_is_spent(
    store: TokenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(_authorisation(_tokens(1)), None)
    platform = Platform()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_writer, "_sync", full)
    with pytest.raises(ConfigError, match="the disk is full; free some room"):
        _access(store, platform).renewed(Secret("access-1"))
    assert platform.asked == [] and store.authorisations() == [_authorisation(_tokens(1))]


def test_a_disk_that_fills_up_in_the_refresh_says_that_the_login_is_lost(
    tmp_path: Path, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = TokenStore(tmp_path / "a.json", lambda: box)
    store.keep(_authorisation(_tokens(1)), None)
    sync, files = file_writer._sync, list[str]()

    def full_later(file: BinaryIO) -> None:
        files.append(file.name)
        if len(files) > 1:
            raise OSError(28, "No space left on device")
        sync(file)

    monkeypatch.setattr(file_writer, "_sync", full_later)
    with pytest.raises(ConfigError, match=r"the old ones are spent\. Make room, then log in again") as lost:
        _access(store, Platform()).renewed(Secret("access-1"))
    assert "access-2" not in str(lost.value)


def test_threads_of_one_run_refresh_once(store: TokenStore) -> None:
    store.keep(_authorisation(_tokens(1)), None)
    platform, got = Platform(), list[Secret]()
    threads = [
        threading.Thread(target=lambda: got.append(_access(store, platform).renewed(Secret("access-1"))))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(got) == {Secret("access-2")} and len(got) == 6 and platform.asked == ["refresh-1"]


PROCESS = textwrap.dedent("""
    import sys
    from pathlib import Path
    from aftersales.syncing import tokens
    from aftersales.vault.secret import Secret
    from aftersales.actions.sync.access import StoredAccess
    from aftersales.syncing.token_store import TokenStore
    from aftersales.syncing.transport import DeveloperApp
    from aftersales.syncing.wire import Wire

    store = TokenStore(Path(sys.argv[1]), lambda: None)
    authorisation = store.authorisation("6key", "70")
    sys.stdin.readline()  # all begin at once
    with Wire(sys.argv[2]) as wire:
        app = DeveloperApp("6key", store.app_secret("6key"))
        access = StoredAccess(store, authorisation, lambda old: tokens.refresh(wire, app, old))
        print(access.renewed(Secret("access-1")).reveal())
""")


class RotatingHost:
    """The authorisation's host: a refresh token is good once."""

    def __init__(self) -> None:
        self.valid, self.number, self.refused = "refresh-1", 1, 0

    def __call__(self, request: Received) -> Reply:
        assert request.query["app_secret"] == "hush"
        if request.query["refresh_token"] != self.valid:
            self.refused += 1
            return answer(code=36004001, message="rt has expired")
        self.number += 1
        self.valid = f"refresh-{self.number}"
        data: dict[str, Any] = {
            "access_token": f"access-{self.number}",
            "access_token_expire_in": 4890000000,
            "refresh_token": self.valid,
            "refresh_token_expire_in": 4890000000,
            "open_id": "70",
            "user_type": 0,
        }
        return answer(data)


@pytest.mark.parametrize("processes", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_of_many_processes_with_one_refresh_token_one_refreshes_and_nobody_has_a_dead_pair(
    tmp_path: Path, box: Box, processes: int
) -> None:
    store = TokenStore(tmp_path / "a.json", lambda: box)
    store.keep(_authorisation(_tokens(1)), Secret("hush"))
    host = RotatingHost()
    with scripted(host) as platform:
        running = [
            subprocess.Popen(
                [sys.executable, "-c", PROCESS, str(store.path), platform.address],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=os.environ | {"PYTHONPATH": str(Path(file_writer.__file__).parents[1])},
            )
            for _ in range(processes)
        ]
        for process in running:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        said = [process.communicate(timeout=60) for process in running]
    assert [out for out, _ in said] == ["access-2\n"] * processes, said
    assert len(platform.received) == 1 and host.refused == 0
    (kept,) = store.authorisations()
    assert kept.grant.tokens.refresh.reveal() == host.valid == "refresh-2"


def test_a_process_that_is_killed_leaves_the_pair_as_it_was_or_as_it_is_now(tmp_path: Path, box: Box) -> None:
    """The lock ends with the process, and a draft of the dead is not a file of the living."""
    store = TokenStore(tmp_path / "a.json", lambda: box)
    store.keep(_authorisation(_tokens(1)), Secret("hush"))
    asked, killed = threading.Event(), threading.Event()

    def hanging(_request: Received) -> Reply:
        asked.set()
        killed.wait(20)
        return answer(code=36004001)

    with scripted(hanging) as platform:
        process = subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(store.path), platform.address],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path(file_writer.__file__).parents[1])},
        )
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.close()
        assert asked.wait(20)
        process.kill()
        process.wait()
        killed.set()
    assert store.authorisations() == [_authorisation(_tokens(1))]
    assert _access(store, Platform()).renewed(Secret("access-1")) == Secret("access-2")
    assert json.loads(store.path.read_text(encoding="utf-8"))["version"] == 1


# --- The environment --------------------------------------------------------------------------------------------------


def test_a_token_of_the_environment_can_not_be_renewed() -> None:
    access = GivenAccess(Secret("hush"), "AFTERSALES_ACCESS_TOKEN")
    assert access.token() == Secret("hush")
    with pytest.raises(PlatformFault, match="token in AFTERSALES_ACCESS_TOKEN") as refused:
        access.renewed(Secret("hush"))
    assert "hush" not in str(refused.value) and refused.value.kind is FaultKind.SHOP
