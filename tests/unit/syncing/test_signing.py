"""Signatures: the published and the made-up vectors, and a second implementation that shares nothing with the first."""

from __future__ import annotations

import hashlib
import json
import pickle
import random
from pathlib import Path
from typing import Any

import pytest

from aftersales.syncing.signing import sign
from aftersales.vault.secret import Secret, redacted
from tables import of_each

# Keys and secrets are made up or published. Sources are named in the file: the official page "Sign your API request",
# EcomPHP/tiktokshop-php tests/ClientTest.php.
VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("sign_vectors.json").read_text(encoding="utf-8"))
REQUESTS = {vector["name"]: vector for vector in VECTORS["requests"]}


def _sign(vector: dict[str, Any], **changes: Any) -> str:
    vector = vector | changes
    body = vector["body"].encode()
    return sign(vector["path"], vector["query"], body, vector["app_secret"], vector["content_type"])


def test_there_are_seven_vectors_and_six_wrong_signs() -> None:
    assert len(REQUESTS) == 7 and len(VECTORS["must_not_equal"]["wrong"]) == 6


@of_each("name", REQUESTS)
def test_a_request_is_signed_as_the_platform_does(name: str) -> None:
    assert _sign(REQUESTS[name]) == REQUESTS[name]["sign"]


@of_each("wrong", VECTORS["must_not_equal"]["wrong"])
def test_what_others_do_wrong_is_not_done_here(wrong: dict[str, str]) -> None:
    assert _sign(REQUESTS[VECTORS["must_not_equal"]["of"]]) != wrong["sign"]


def test_the_wrong_signs_come_from_the_faults_that_they_name() -> None:
    """So that the test above tests what it says: each fault, made on purpose, gives the sign that is listed."""
    vector = REQUESTS[VECTORS["must_not_equal"]["of"]]
    signs = {wrong["why"]: wrong["sign"] for wrong in VECTORS["must_not_equal"]["wrong"]}
    spaced = json.dumps(json.loads(vector["body"]))
    assert _sign(vector, body=spaced) == signs["body re-serialised with spaces (json.dumps default)"]
    assert _sign(vector, path=vector["path"] + "/") == signs["trailing slash on the path"]
    assert _sign(vector, body="") == signs["body left out"]


# --- A second implementation, from the description: HMAC by its definition (RFC 2104) ------------------------------


def _digest(message: bytes) -> bytes:
    return hashlib.sha256(message).digest()


def _second_opinion(path: str, pairs: list[tuple[str, str]], body: bytes, secret: str) -> str:
    base = bytearray(secret, "utf-8")
    base += bytes(path, "utf-8")
    for key, value in sorted((k.encode(), v.encode()) for k, v in pairs):
        if key not in (b"sign", b"access_token"):
            base += key
            base += value
    base += body
    base += bytes(secret, "utf-8")
    key_block = bytes(secret, "utf-8")
    key_block = (_digest(key_block) if len(key_block) > 64 else key_block).ljust(64, b"\0")
    inner = _digest(bytes(b ^ 0x36 for b in key_block) + bytes(base))
    return "".join(f"{b:02x}" for b in _digest(bytes(b ^ 0x5C for b in key_block) + inner))


def test_a_second_implementation_agrees_on_a_thousand_random_requests() -> None:
    chance = random.Random(19)
    letters = "abcXYZ019+/=%& _-.,:é退\u00a0"

    def text(most: int) -> str:
        return "".join(chance.choices(letters, k=chance.randrange(most)))

    for _ in range(1000):
        query = {
            chance.choice(["sign", "access_token", "app_key", "ids", "A", "a", "é", "z"]): text(12) for _ in "12345"
        }
        path, body, secret = "/order/" + text(6), text(40).encode(), text(90)
        assert sign(path, query, body, secret) == _second_opinion(path, list(query.items()), body, secret)


def test_a_secret_shows_nowhere_but_where_it_is_asked_for() -> None:
    secret = Secret("hush-hush")
    shown = [repr(secret), str(secret), f"{secret}", f"{[secret]}", f"{secret!r:>40}"]
    assert not any("hush" in text for text in shown)
    assert secret.reveal() == "hush-hush" and secret == Secret("hush-hush") != Secret("other")
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        json.dumps({"secret": secret})


def test_secrets_are_taken_out_of_strangers_texts_also_percent_encoded() -> None:
    text = "bad token a+b/c= in ?access_token=a%2Bb%2Fc%3D"
    assert redacted(text, [Secret("a+b/c="), Secret("")]) == "bad token … in ?access_token=…"
