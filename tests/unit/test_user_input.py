"""Lengths of time as people type them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aftersales.errors import UsageError
from aftersales.user_input import span
from tables import of_each


@of_each(
    "text, length",
    [
        ("36h", timedelta(hours=36)),
        (" 2D ", timedelta(days=2)),
        ("1w", timedelta(days=7)),
        ("90 m", timedelta(minutes=90)),
        ("2 days", timedelta(days=2)),
        ("in 2 days", timedelta(days=2)),
        ("1 d 12 h", timedelta(hours=36)),
        ("a week", timedelta(days=7)),
    ],
)
def test_a_length_of_time(text: str, length: timedelta) -> None:
    assert span(text, "--within") == length


@of_each("text", ["", "2", "d", "2 days ago", "1 month", "-1d", "１d", "99999d"])
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(UsageError, match="--within"):
        span(text, "--within")
