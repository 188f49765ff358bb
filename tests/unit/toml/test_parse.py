"""TOML of a person's is read within bounds."""

from __future__ import annotations

import pytest

from aftersales.toml.parse import NotToml, parsed
from tables import of_each


def test_toml_is_read_with_a_byte_order_mark() -> None:
    assert parsed("\ufeffa = 1\n".encode()) == {"a": 1}


@of_each(
    "content, said",
    [
        (b"a = \n", "line 1"),
        (b"a = '\xff'\n", "not UTF-8"),
        (b"a" + b".a" * 300 + b" = 1", "dots"),
        (b"a = " + b"[" * 100 + b"]" * 100, "too deep"),
        (b"a = 99999999999999999999", "18 digits"),
    ],
)
def test_what_is_none_says_why(content: bytes, said: str) -> None:
    with pytest.raises(NotToml) as raised:
        parsed(content)
    assert said in " ".join(raised.value.problems)
