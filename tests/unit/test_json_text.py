"""JSON of the platform's, read without loss."""

from __future__ import annotations

import pytest

from aftersales.json_text import parse
from tables import of_each


def test_ids_stay_whole_and_amounts_as_written() -> None:
    assert parse('{"id": 576461413038785752123, "a": 1.10, "b": NaN}') == {
        "id": 576461413038785752123,
        "a": "1.10",
        "b": "NaN",
    }


def test_half_an_emoji_is_replaced_wherever_it_stands_and_a_whole_one_stays() -> None:
    assert parse('[{"\\ud83d": ["x\\udc00"]}, "\\ud83d\\ude00"]') == [{"\ufffd": ["x\ufffd"]}, "\U0001f600"]


@of_each("text", ["", "{", "{} {}", "1" * 5000, "[" * 100_000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        parse(text)
