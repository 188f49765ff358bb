"""The system's keyring, where there is one that answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, TypeVar

from aftersales.errors import ConfigError
from aftersales.language import tr

_SERVICE = "aftersales"
_PROBE = "probe"
PATIENCE = 10.0  # seconds; without a desktop nobody can unlock a keyring, and it would wait for ever
_GOOD = 1  # the priority from which a backend is the system's own, and no file in plain text
_T = TypeVar("_T")


class Keychain(Protocol):
    """Keeps secrets by name."""

    def get(self, name: str) -> str | None:
        """What is kept under a name; None for nothing. Raises KeychainFailed."""

    def put(self, name: str, text: str) -> None:
        """Keep a text under a name. Raises KeychainFailed."""

    def delete(self, name: str) -> None:
        """Forget what is kept under a name. Raises KeychainFailed."""


class KeychainFailed(ConfigError):
    """The system's keyring can't be used in this session."""


class SystemKeychain:
    """The system's keyring. Each call ends within some seconds, also where the keyring waits to be unlocked."""

    def __init__(self, patience: float = PATIENCE, instead: str | None = None) -> None:
        """`instead`: what to do where it can't be used, in a sentence; None for what is to be done about tokens."""
        self._patience, self._instead = patience, instead

    def get(self, name: str) -> str | None:
        """See Keychain."""
        import keyring

        return self._within(lambda: keyring.get_password(_SERVICE, name))

    def put(self, name: str, text: str) -> None:
        """See Keychain."""
        import keyring

        self._within(lambda: keyring.set_password(_SERVICE, name, text))

    def delete(self, name: str) -> None:
        """See Keychain."""
        import keyring
        from keyring.errors import PasswordDeleteError

        def remove() -> None:
            with suppress(PasswordDeleteError):  # it is not there
                keyring.delete_password(_SERVICE, name)

        self._within(remove)

    def works(self) -> bool:
        """Whether there is a keyring of the system's that keeps what it is given."""
        import keyring

        try:
            if float(self._within(lambda: keyring.get_keyring().priority)) < _GOOD:
                return False
            self.put(_PROBE, _PROBE)
            kept = self.get(_PROBE) == _PROBE
            self.delete(_PROBE)
        except KeychainFailed:
            return False
        return kept

    def _within(self, ask: Callable[[], _T]) -> _T:
        """The answer, if it comes in time. Raises KeychainFailed. Backends raise whatever their libraries raise; their
        texts are not told.
        """
        answers: list[_T] = []
        errors: list[str] = []

        def run() -> None:
            try:
                answers.append(ask())
            except Exception as error:  # of whatever backend
                errors.append(type(error).__name__)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(self._patience)
        if answers:
            return answers[0]
        why = errors[0] if errors else tr("it doesn't answer")
        raise KeychainFailed(
            tr(
                "The system's keyring can't be used in this session ({why}). {instead}",
                why=why,
                instead=self._instead or _of_tokens(),
            )
        )


def _of_tokens() -> str:
    return tr(
        "Unlock it, or keep the tokens in a file that only you can read: aftersales config set sync.secrets file, then "
        "aftersales login."
    )


def system_keychain() -> Keychain | None:
    """The system's keyring; None where there is none that works in this session."""
    keychain = SystemKeychain()
    return keychain if keychain.works() else None
