"""Signatures of requests, made with the app's secret."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

UNSIGNED = frozenset({"sign", "access_token"})  # parameters that no signature covers
JSON = "application/json"
_MULTIPART = "multipart/form-data"


def sign(path: str, query: Mapping[str, str], body: bytes, secret: str, content_type: str = JSON) -> str:
    """The `sign` parameter of a request: lower-case hex of HMAC-SHA256, 64 characters.

    `query` has decoded values, `body` is what travels, byte for byte; nothing of it is signed where the content type is
    multipart. Source: the official page "Sign your API request".
    """
    parameters = "".join(key + query[key] for key in sorted(query, key=str.encode) if key not in UNSIGNED)
    signed = b"" if content_type.startswith(_MULTIPART) else body
    text = secret.encode() + path.encode() + parameters.encode() + signed + secret.encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
