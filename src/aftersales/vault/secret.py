"""Secrets that nothing prints, and texts without them."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import final
from urllib.parse import quote


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
