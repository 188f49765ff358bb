"""Secrets, and the signatures that are made with them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import final
from urllib.parse import quote

UNSIGNED = frozenset({"sign", "access_token"})  # parameters that no signature covers
JSON = "application/json"
_MULTIPART = "multipart/form-data"


@final
class Secret:
    """An app secret or a token. Nothing that prints, formats, compares or dumps values shows it; only `reveal` does."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The secret itself, for what is sent or stored."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> str:
        raise TypeError(type(self).__name__)


def redacted(text: str, secrets: Iterable[Secret]) -> str:
    """The text without these secrets, also where they are percent-encoded."""
    for secret in secrets:
        for written in {secret.reveal(), quote(secret.reveal(), safe="")} - {""}:
            text = text.replace(written, "…")
    return text


def sign(path: str, query: Mapping[str, str], body: bytes, secret: str, content_type: str = JSON) -> str:
    """The `sign` parameter of a request: lower-case hex of HMAC-SHA256, 64 characters.

    `query` has decoded values, `body` is what travels, byte for byte; nothing of it is signed where the content type is
    multipart. Source: the official page "Sign your API request".
    """
    parameters = "".join(key + query[key] for key in sorted(query, key=str.encode) if key not in UNSIGNED)
    signed = b"" if content_type.startswith(_MULTIPART) else body
    text = secret.encode() + path.encode() + parameters.encode() + signed + secret.encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def webhook_signature(app_key: str, body: bytes, secret: str) -> str:
    """The signature of a webhook message with this raw body: lower-case hex of HMAC-SHA256. Source: the official page
    "TTS webhooks overview".
    """
    return hmac.new(secret.encode(), app_key.encode() + body, hashlib.sha256).hexdigest()
