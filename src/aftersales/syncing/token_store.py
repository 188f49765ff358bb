"""Where secrets and tokens lie, and their refresh, which happens once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aftersales import file_writer
from aftersales.errors import ConfigError
from aftersales.file_lock import UNNAMED, Claim
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple
from aftersales.syncing.client import AuthorizedShop
from aftersales.syncing.tokens import TokenGrant, Tokens
from aftersales.vault import private_file
from aftersales.vault.keychain import Keychain
from aftersales.vault.secret import Secret

_Entry = dict[str, Any]


class Authorisation(NamedTuple):
    """What a seller allowed an app: the tokens, the scopes, and the shops that it is for."""

    app_key: str
    grant: TokenGrant
    shops: tuple[AuthorizedShop, ...]


class KeptLogin(NamedTuple):
    """What the file says of an authorisation. `until` is when its login ends (UTC): None where the keyring has the
    tokens, since the file doesn't say it then.
    """

    app_key: str
    scopes: tuple[str, ...]
    shop_ids: tuple[str, ...]
    until: datetime | None


class TokenStore:
    """A file that only its owner can read. It has what is known of each authorisation, and its tokens, unless the
    system's keyring has those.

    `keychain` is where new secrets go, None for the file; `open_keychain` finds the keyring of older ones. The file is
    locked while it is changed, and replaced as a whole: it is either as before, or has both tokens.
    """

    def __init__(
        self,
        path: Path,
        open_keychain: Callable[[], Keychain],
        keychain: Keychain | None = None,
        claim: Claim = UNNAMED,
    ) -> None:
        self.path, self._open_keychain, self._keychain, self._claim = path, open_keychain, keychain, claim

    def app_secret(self, app_key: str) -> Secret | None:
        """The secret of an app; None where none is kept. Raises ConfigError."""
        entry = self._tables().get("apps", {}).get(app_key)
        text = None if entry is None else self._secret(entry, _app_name(app_key))
        return None if text is None else Secret(text)

    def authorisations(self) -> list[Authorisation]:
        """All that are kept. Raises ConfigError."""
        return [self._authorisation(entry) for entry in self._tables().get("authorisations", {}).values()]

    def about(self) -> list[tuple[str, str, tuple[AuthorizedShop, ...]]]:
        """App key, open id and shops of all that are kept, without a look at a keyring. Raises ConfigError."""
        entries = self._tables().get("authorisations", {}).values()
        return [(str(e["app_key"]), str(e["open_id"]), _shops(e)) for e in entries]

    def kept_logins(self) -> list[KeptLogin]:
        """What is known of all that are kept, the newest last, without a look at a keyring, which may wait for somebody
        to unlock it. Raises ConfigError.
        """
        entries = self._tables().get("authorisations", {}).values()
        return [
            KeptLogin(
                str(e["app_key"]),
                tuple(map(str, e.get("scopes") or ())),
                tuple(shop.id for shop in _shops(e)),
                None if e.get("kept_in") == "keyring" else self._authorisation(e).grant.tokens.refresh_until,
            )
            for e in entries
        ]

    def authorisation(self, app_key: str, open_id: str) -> Authorisation | None:
        """One of them; None where it is not kept. Raises ConfigError."""
        entry = self._tables().get("authorisations", {}).get(f"{app_key}/{open_id}")
        return None if entry is None else self._authorisation(entry)

    def find(self, app_key: str, shop_id: str) -> Authorisation | None:
        """The authorisation of an app that is for a shop, by the platform's number of it; of several the newest. None
        where there is none. Raises ConfigError.
        """
        entries = [
            entry
            for entry in self._tables().get("authorisations", {}).values()
            if entry["app_key"] == app_key and any(shop.id == shop_id for shop in _shops(entry))
        ]
        return self._authorisation(entries[-1]) if entries else None

    def uses_keychain(self) -> bool:
        """Whether any secret lies in the system's keyring. Raises ConfigError."""
        tables = self._tables()
        return any(
            e.get("kept_in") == "keyring" for part in ("apps", "authorisations") for e in tables.get(part, {}).values()
        )

    def keep(self, authorisation: Authorisation, secret: Secret | None) -> None:
        """Keep an authorisation, in the place of an older one of the same seller, and the secret of its app; None keeps
        no secret. Raises ConfigError, and keeps nothing then.
        """
        key = f"{authorisation.app_key}/{authorisation.grant.open_id}"
        with file_writer.alone(self.path, self._claim) as real:
            tables = self._read(real)
            apps = tables.setdefault("apps", {})
            if secret is not None:
                apps[authorisation.app_key] = self._kept(_app_name(authorisation.app_key), secret.reveal())
            entry = _described(authorisation)
            entry |= self._kept(_name(key), _dumped(authorisation.grant.tokens))
            authorisations = tables.setdefault("authorisations", {})
            authorisations.pop(key, None)  # the newest is the last
            authorisations[key] = entry
            self._put(real, tables)

    def with_shops(self, app_key: str, open_id: str, shops: tuple[AuthorizedShop, ...]) -> Authorisation:
        """Keep the shops that an authorisation is for; returns it. Raises ConfigError."""
        with file_writer.alone(self.path, self._claim) as real:
            tables = self._read(real)
            entry = tables.get("authorisations", {}).get(f"{app_key}/{open_id}")
            if entry is None:
                raise _taken_back()
            entry["shops"] = [shop._asdict() for shop in shops]
            self._put(real, tables)
            return self._authorisation(entry)

    def forget(self, app_key: str, open_id: str) -> None:
        """Forget an authorisation, and with the last one of an app its secret. Raises ConfigError."""
        key = f"{app_key}/{open_id}"
        with file_writer.alone(self.path, self._claim) as real:
            tables = self._read(real)
            gone = [(_name(key), tables.get("authorisations", {}).pop(key, {}))]
            if not any(e["app_key"] == app_key for e in tables.get("authorisations", {}).values()):
                gone.append((_app_name(app_key), tables.get("apps", {}).pop(app_key, {})))
            # The file first: what a keyring keeps without it is nothing that anybody would use.
            self._put(real, tables)
            for name, entry in gone:
                if entry.get("kept_in") == "keyring":
                    self._open_keychain().delete(name)

    def renew(self, app_key: str, open_id: str, refused: Secret, refresh: Callable[[Tokens], TokenGrant]) -> Tokens:
        """Other tokens than the refused one. Of several runs at once one refreshes; the others wait for it, and take
        what it got. The new pair is on the disk before anybody uses it.

        Raises PlatformFault where the platform gives none, and ConfigError where they can't be kept.
        """
        key = f"{app_key}/{open_id}"
        with file_writer.alone(self.path, self._claim) as real:
            tables = self._read(real)
            entry = tables.get("authorisations", {}).get(key)
            if entry is None:
                raise _taken_back()
            old = self._authorisation(entry)
            if old.grant.tokens.access != refused:
                return old.grant.tokens
            self._put(real, tables)  # a disk that is full is noticed now, not when the old pair is spent
            grant = refresh(old.grant.tokens)
            entry |= _described(old._replace(grant=grant._replace(open_id=open_id)))
            self._keep_fresh(real, tables, entry, key, grant.tokens)
            return grant.tokens

    def _keep_fresh(self, real: Path, tables: _Entry, entry: _Entry, key: str, tokens: Tokens) -> None:
        """Keep a pair that exists nowhere else yet; where the keyring fails, in the file."""
        dumped = _dumped(tokens)
        kept = {"kept_in": "file", "secret": dumped}
        if entry.get("kept_in") == "keyring":
            with suppress(ConfigError):
                self._open_keychain().put(_name(key), dumped)
                kept = {"kept_in": "keyring"}
        entry.pop("secret", None)
        entry |= kept
        try:
            self._put(real, tables)
        except ConfigError as error:
            if entry["kept_in"] == "keyring":
                return  # the keyring has the pair; the file only describes it
            raise ConfigError(
                tr(
                    "{error} The new tokens could not be kept, and the old ones are spent. Make room, then log in "
                    "again: aftersales login.",
                    error=error,
                )
            ) from None

    def _tables(self) -> _Entry:
        return self._read(self.path)

    def _read(self, path: Path) -> _Entry:
        text = private_file.read(path)
        if text is None:
            return {}
        tables = _parsed(text)
        if tables is None or not _is_whole(tables):
            raise ConfigError(tr("{path} is damaged. Move it away, then log in again: aftersales login.", path=path))
        return tables

    def _put(self, real: Path, tables: Mapping[str, Any]) -> None:
        private_file.close_to_others(real)
        file_writer.put(real, json.dumps({"version": 1, **tables}, indent=1, ensure_ascii=False) + "\n")

    def _kept(self, name: str, text: str) -> _Entry:
        if self._keychain is None:
            return {"kept_in": "file", "secret": text}
        self._keychain.put(name, text)
        return {"kept_in": "keyring"}

    def _secret(self, entry: Mapping[str, Any], name: str) -> str | None:
        if entry.get("kept_in") == "keyring":
            return self._open_keychain().get(name)
        return str(entry.get("secret") or "") or None

    def _authorisation(self, entry: Mapping[str, Any]) -> Authorisation:
        app_key, open_id = str(entry["app_key"]), str(entry["open_id"])
        kept = _parsed(self._secret(entry, _name(f"{app_key}/{open_id}")) or "") or {}
        grant = TokenGrant(
            Tokens(
                Secret(str(kept.get("access") or "")),
                _instant(kept.get("access_until")),
                Secret(str(kept.get("refresh") or "")),
                _instant(kept.get("refresh_until")),
            ),
            open_id,
            str(entry.get("seller_name") or ""),
            str(entry.get("region") or ""),
            tuple(map(str, entry.get("scopes") or ())),
        )
        return Authorisation(app_key, grant, _shops(entry))


def _taken_back() -> ConfigError:
    return ConfigError(tr("The login was taken back meanwhile (aftersales logout)."))


def _described(authorisation: Authorisation) -> _Entry:
    """What is known of an authorisation, without its tokens."""
    return {
        "app_key": authorisation.app_key,
        "open_id": authorisation.grant.open_id,
        "seller_name": authorisation.grant.seller_name,
        "region": authorisation.grant.region,
        "scopes": list(authorisation.grant.scopes),
        "shops": [shop._asdict() for shop in authorisation.shops],
    }


def _shops(entry: Mapping[str, Any]) -> tuple[AuthorizedShop, ...]:
    fields = AuthorizedShop._fields
    return tuple(AuthorizedShop(*(str(shop.get(key) or "") for key in fields)) for shop in entry.get("shops") or ())


def _dumped(tokens: Tokens) -> str:
    """Both tokens in one text: they are kept together, or not at all."""
    return json.dumps(
        {
            "access": tokens.access.reveal(),
            "access_until": int(tokens.access_until.timestamp()),
            "refresh": tokens.refresh.reveal(),
            "refresh_until": int(tokens.refresh_until.timestamp()),
        }
    )


def _parsed(text: str) -> _Entry | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _is_whole(tables: Mapping[str, Any]) -> bool:
    parts = [(tables.get("apps", {}), ()), (tables.get("authorisations", {}), ("app_key", "open_id"))]
    return all(
        isinstance(part, dict) and all(isinstance(e, dict) and all(key in e for key in keys) for e in part.values())
        for part, keys in parts
    )


def _instant(second: object) -> datetime:
    return datetime.fromtimestamp(second if isinstance(second, int) else 0, UTC)


def _name(key: str) -> str:
    """The name of an authorisation's tokens in a keyring."""
    return f"tokens {key}"


def _app_name(app_key: str) -> str:
    """The name of an app's secret in a keyring."""
    return f"app {app_key}"
