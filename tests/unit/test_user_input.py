"""Instants and lengths of time as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftersales.errors import UsageError
from aftersales.user_input import moment, moment_or_now, span

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("now", NOW),
        ("2026-11-24T16:02", datetime(2026, 11, 24, 16, 2, tzinfo=UTC)),
        ("2026-07-24T16:02", datetime(2026, 7, 24, 15, 2, tzinfo=UTC)),  # London has summer time
        ("2026-11-24 16:02", datetime(2026, 11, 24, 16, 2, tzinfo=UTC)),
        ("2026-11-24T16:02+08:00", datetime(2026, 11, 24, 8, 2, tzinfo=UTC)),
        ("2026-11-24T16:02:11.5Z", datetime(2026, 11, 24, 16, 2, 11, tzinfo=UTC)),
    ],
)
def test_an_instant_without_an_offset_is_local(text: str, instant: datetime) -> None:
    assert moment(text, LONDON, "--at", NOW) == instant


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-11-24", "has no time of day, and the deadline depends on it; write 2026-11-24T16:02"),
        ("16:02:30", "has no date; write 2026-11-24T16:02"),
        ("soon", "is not a time; write one such as 2026-11-24T16:02 or 2026-11-24T16:02+00:00."),
        ("1026-11-24T16:02", "is out of range"),
    ],
)
def test_what_is_no_instant_says_what_to_write(text: str, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        moment(text, LONDON, "--at", NOW)
    assert str(caught.value).startswith(f"--at {text!r} {why.partition(';')[0]}")
    assert why.partition(";")[2] in str(caught.value)


def test_without_an_option_it_is_now() -> None:
    assert moment_or_now(None, LONDON, NOW) == NOW


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("36h", timedelta(hours=36)),
        (" 2D ", timedelta(days=2)),
        ("1w", timedelta(days=7)),
        ("90 m", timedelta(minutes=90)),
    ],
)
def test_a_length_of_time(text: str, length: timedelta) -> None:
    assert span(text, "--within") == length


@pytest.mark.parametrize("text", ["", "2", "d", "2 days", "-1d", "１d", "99999d"])
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(UsageError, match="--within"):
        span(text, "--within")
