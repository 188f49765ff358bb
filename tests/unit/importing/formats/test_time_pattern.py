"""Patterns of times, as people type them."""

from __future__ import annotations

import pytest

from aftersales.importing.formats.time_pattern import time_pattern
from tables import of_each


@of_each(
    "pattern, text, parts",
    [
        ("DD.MM.YYYY HH:mm", "24.11.2026 16:02", ("2026", "11", "24", "16", "02")),
        ("D/M/YY h:mm A", "4/11/26 4:02 pm", ("26", "11", "4", "4", "02")),
        ("DD MMM YYYY", "24 November 2026", ("2026", "Nov", "24", None, None)),
        ("YYYY-MM-DDTHH:mm:ss", "2026-11-24T16:02:11", ("2026", "11", "24", "16", "02")),
        ("YYYYMMDD", "20261124", ("2026", "11", "24", None, None)),
    ],
)
def test_a_pattern_finds_its_parts(pattern: str, text: str, parts: tuple[str | None, ...]) -> None:
    match = time_pattern(pattern).regex.fullmatch(text)
    assert match is not None
    found = {"hour": None, "minute": None, **match.groupdict()}
    assert tuple(found[name] for name in ("year", "month", "day", "hour", "minute")) == parts


@of_each(
    "pattern, said",
    [
        ("DD.MM", "year, month and day"),
        ("DD.MM.YYYY HH", "hours and minutes"),
        ("DD.MM.YYYY MM:mm", "comes twice"),
        ("%d.%m.%Y", "is not part of a pattern"),
        ("D" * 50, "too long"),
    ],
)
def test_what_is_no_pattern_says_why(pattern: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        time_pattern(pattern)


def test_signs_of_a_pattern_are_no_expressions() -> None:
    assert time_pattern("DD.MM.YYYY").regex.fullmatch("24x11x2026") is None
    assert time_pattern("(DD)+.MM.YYYY").regex.fullmatch("(24)+.11.2026") is not None
