"""The system's keyring: used where it is one and answers, never waited for."""

from __future__ import annotations

import time
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from aftersales.vault.keychain import KeychainFailed, SystemKeychain, system_keychain


class Desktop(KeyringBackend):
    """A keyring as a desktop has it."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not found")


class Locked(Desktop):
    """Nobody is there to unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        time.sleep(0.5)
        return None


class Broken(Desktop):
    """Its library is."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"no bus for {password}")


class PlainText(Desktop):
    """A file that anybody can read."""

    priority = 0.5  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    yield
    keyring.set_keyring(fail.Keyring())  # asked for the best one, the library would find those above


def test_what_is_kept_is_there_until_it_is_deleted() -> None:
    backend = Desktop()
    keyring.set_keyring(backend)
    keychain = system_keychain()
    assert keychain is not None and backend.kept == {}, "the probe is gone again"
    keychain.put("tokens 6key/1", "text")
    assert backend.kept == {("aftersales", "tokens 6key/1"): "text"}
    assert keychain.get("tokens 6key/1") == "text" and keychain.get("other") is None
    keychain.delete("tokens 6key/1")
    keychain.delete("tokens 6key/1")
    assert backend.kept == {}


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, PlainText, Broken])
def test_what_keeps_nothing_or_not_safely_is_no_keyring(backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    assert system_keychain() is None


def test_a_keyring_that_waits_to_be_unlocked_is_not_waited_for() -> None:
    keyring.set_keyring(Locked())
    keychain = SystemKeychain(patience=0.05)
    assert not keychain.works()
    with pytest.raises(KeychainFailed, match="it doesn't answer") as failed:
        keychain.get("x")
    assert "sync.secrets file" in str(failed.value)


def test_an_error_of_a_backend_does_not_tell_what_was_to_be_kept() -> None:
    keyring.set_keyring(Broken())
    with pytest.raises(KeychainFailed, match="RuntimeError") as failed:
        SystemKeychain().put("x", "hush")
    assert "hush" not in str(failed.value)
