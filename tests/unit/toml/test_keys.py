"""Dotted keys and quoted texts."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.toml import keys as toml_keys
from tables import of_each


@of_each("key", ["", ".", "a..b", "a b", "a = 1\nb", "a#", "[a]", '"a', "a\n"])
def test_what_is_no_key(key: str) -> None:
    with pytest.raises(ValueError, match=r"|.+"):
        toml_keys.path_of(key)


PART = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=8)


@given(st.lists(PART, min_size=1, max_size=3))
def test_a_path_and_its_dotted_key(parts: list[str]) -> None:
    dotted = toml_keys.dotted(parts)
    if "=" not in dotted and "#" not in dotted:
        assert toml_keys.path_of(dotted) == tuple(parts)


@of_each("text", ["a\nb", "\x1b[31m", 'a "b" \\ c', "\x7f\x85\u202e\U000e0041", "\t\r\x00", "十二月"])
def test_a_text_is_quoted_in_one_line_and_read_again(text: str) -> None:
    quoted = toml_keys.quoted(text)
    assert tomllib.loads(f"x = {quoted}") == {"x": text}
    assert quoted.isprintable()


def test_what_can_be_read_is_left_as_it_is() -> None:
    assert toml_keys.quoted("3\u00a0% 十二月") == '"3\u00a0% 十二月"'
