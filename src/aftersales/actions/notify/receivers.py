"""The receivers that are known, and where their addresses are."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from aftersales import user_input
from aftersales.context.app import App
from aftersales.core import choices
from aftersales.core.alerts.alert_rule import receivers_of
from aftersales.errors import ConfigError, UsageError
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.settings.load import notify_settings
from aftersales.settings.model import NotifySettings
from aftersales.settings.names import NAME
from aftersales.settings.paths import receivers_file
from aftersales.vault.secret import Secret

if TYPE_CHECKING:
    from aftersales.sending.receiver import Receiver
    from aftersales.sending.receiver_store import ReceiverStore
    from aftersales.vault.keychain import Keychain

ENVIRONMENT, KEYRING, FILE, MISSING = "environment", "keyring", "file", "missing"


class KnownReceiver(NamedTuple):
    """A receiver, and where its address is: one of the words above. `variable` is the one of the environment that has
    it, or would have it.
    """

    name: str
    place: str
    variable: str
    any_hour: bool = False


class Directory(NamedTuple):
    """The receivers of a run: what the configuration says of them, and where their addresses are kept."""

    settings: NotifySettings
    store: ReceiverStore
    receivers: Sequence[KnownReceiver]

    def address(self, receiver: KnownReceiver, environ: Mapping[str, str] = os.environ) -> Secret | None:
        """The address of a receiver; None where none is known. Raises ConfigError."""
        if receiver.place == ENVIRONMENT:
            return Secret(environ[receiver.variable].strip())
        return None if receiver.place == MISSING else self.store.address(receiver.name)

    def open(self, receiver: KnownReceiver) -> Receiver:
        """The receiver, ready to be sent to. Raises ConfigError where its address is missing or not right."""
        from aftersales.sending.receiver import open_receiver

        address = self.address(receiver)
        if address is None:
            raise ConfigError(
                tr(
                    "no address is known for {name}: aftersales notify add {name}, or set {variable}",
                    name=receiver.name,
                    variable=receiver.variable,
                )
            )
        return open_receiver(receiver.name, address)

    def named(self, typed: Sequence[str], option: str = "--to") -> list[KnownReceiver]:
        """The receivers that were typed, in the order of those known; all where none was. Raises UsageError."""
        known = [receiver.name for receiver in self.receivers]
        names = {choices.one_of(option, name, known) for name in user_input.values(typed)}
        return [receiver for receiver in self.receivers if not names or receiver.name in names]


def directory(app: App) -> Directory:
    """Everything that is known of receivers: those that were added, and those that the configuration names. Raises
    ConfigError with every mistake in the configuration.
    """
    settings, kept = notify_settings(app.settings), store(app)
    places = kept.places()
    names = dict.fromkeys([*places, *named_in_settings(settings)])
    return Directory(settings, kept, [_known(name, settings, places) for name in names])


def named_in_settings(settings: NotifySettings) -> list[str]:
    """The receivers that the configuration names."""
    return [*settings.receivers, *receivers_of(settings.rules)]


def _known(name: str, settings: NotifySettings, places: Mapping[str, str]) -> KnownReceiver:
    configured = settings.receivers.get(name)
    usual = f"AFTERSALES_NOTIFY_{name.upper().replace('-', '_')}"
    variable = (configured.url_from if configured else None) or usual
    place = ENVIRONMENT if os.environ.get(variable, "").strip() else places.get(name, MISSING)
    return KnownReceiver(name, place, variable, configured.any_hour if configured else False)


def store(app: App, *, new: bool = False) -> ReceiverStore:
    """Where addresses are kept. With `new` one is to be kept: it goes to the system's keyring, if the configuration
    leaves that open and there is one that works here, else to the file. Raises ConfigError where the keyring is wanted
    and there is none.
    """
    from aftersales.sending.receiver_store import ReceiverStore

    wanted = notify_settings(app.settings).secrets if new else "auto"
    return ReceiverStore(receivers_file(), _keychain, _new_keychain(wanted) if new else None, app.claim)


def _keychain() -> Keychain:
    from aftersales.vault.keychain import SystemKeychain

    return SystemKeychain(
        instead=tr(
            "Unlock it, or keep the addresses in a file that only you can read: aftersales config set notify.secrets "
            "file, then aftersales notify add NAME."
        )
    )


def _new_keychain(wanted: str) -> Keychain | None:
    from aftersales.vault.keychain import system_keychain

    keychain = system_keychain() if wanted != "file" else None
    if wanted == "keyring" and keychain is None:
        raise ConfigError(
            tr(
                "There is no keyring of the system's that works in this session, and [notify] secrets is keyring. Keep "
                "the addresses in a file that only you can read: aftersales config set notify.secrets file"
            )
        )
    return keychain


def checked_name(name: str) -> str:
    """A name for a receiver. Raises UsageError, which does not show what may be an address."""
    if NAME.fullmatch(name):
        return name
    raise UsageError(tr("The name of a receiver has letters, digits, - and _ only, such as desk or owner-phone."))
