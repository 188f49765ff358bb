"""Where the addresses of receivers lie: keyring, or a private file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aftersales import file_writer
from aftersales.errors import ConfigError
from aftersales.file_lock import UNNAMED, Claim
from aftersales.language import tr
from aftersales.vault import private_file
from aftersales.vault.keychain import Keychain
from aftersales.vault.secret import Secret

_Entry = dict[str, Any]


class ReceiverStore:
    """A file that only its owner can read. It has the names of the receivers, and their addresses, unless the system's
    keyring has those. `keychain` is where new addresses go, None for the file; `open_keychain` finds the keyring of
    older ones.
    """

    def __init__(
        self,
        path: Path,
        open_keychain: Callable[[], Keychain],
        keychain: Keychain | None = None,
        claim: Claim = UNNAMED,
    ) -> None:
        self.path, self._open_keychain, self._keychain, self._claim = path, open_keychain, keychain, claim

    def places(self) -> dict[str, str]:
        """The receivers whose addresses are kept, in the order in which they were added: name → `keyring` or `file`.
        Raises ConfigError.
        """
        return {name: str(entry.get("kept_in")) for name, entry in self._read(self.path).items()}

    def address(self, name: str) -> Secret | None:
        """The address of a receiver; None where none is kept. Raises ConfigError."""
        entry = self._read(self.path).get(name)
        if entry is None:
            return None
        in_keyring = entry.get("kept_in") == "keyring"
        text = self._open_keychain().get(_name(name)) if in_keyring else str(entry.get("address") or "")
        return Secret(text) if text else None

    def keep(self, name: str, address: Secret) -> str:
        """Keep an address in the place of an older one; returns where: `keyring` or `file`. Raises ConfigError, and
        keeps nothing then.
        """
        with file_writer.alone(self.path, self._claim) as real:
            entries = self._read(real)
            if self._keychain is None:
                entries[name] = {"kept_in": "file", "address": address.reveal()}
            else:
                self._keychain.put(_name(name), address.reveal())
                entries[name] = {"kept_in": "keyring"}
            self._put(real, entries)
        return str(entries[name]["kept_in"])

    def forget(self, name: str) -> bool:
        """Forget an address; returns whether one was kept. Raises ConfigError."""
        with file_writer.alone(self.path, self._claim) as real:
            entries = self._read(real)
            entry = entries.pop(name, None)
            if entry is None:
                return False
            # The file first: what a keyring keeps without it is nothing that anybody would use.
            self._put(real, entries)
            if entry.get("kept_in") == "keyring":
                self._open_keychain().delete(_name(name))
            return True

    def _read(self, path: Path) -> dict[str, _Entry]:
        text = private_file.read(path)
        if text is None:
            return {}
        entries = _parsed(text)
        if entries is None:
            raise ConfigError(
                tr("{path} is damaged. Move it away, then add the receivers again: aftersales notify add", path=path)
            )
        return entries

    def _put(self, real: Path, entries: Mapping[str, _Entry]) -> None:
        private_file.close_to_others(real)
        file_writer.put(real, json.dumps({"version": 1, "receivers": entries}, indent=1, ensure_ascii=False) + "\n")


def _name(receiver: str) -> str:
    return f"receiver {receiver}"


def _parsed(text: str) -> dict[str, _Entry] | None:
    """The receivers of a file; None where it is damaged."""
    try:
        receivers = json.loads(text)["receivers"]
    except (ValueError, KeyError, TypeError):
        return None
    whole = isinstance(receivers, dict) and all(isinstance(entry, dict) for entry in receivers.values())
    return receivers if whole else None
