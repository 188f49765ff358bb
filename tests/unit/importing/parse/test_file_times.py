"""The time of an export in its file name."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.importing.parse.file_times import stated_time


@pytest.mark.parametrize(
    ("name", "zone", "instant"),
    [
        ("All order-2026-09-09-07_16.csv", "Europe/London", datetime(2026, 9, 9, 6, 16, tzinfo=UTC)),
        ("All order-2026-01-09-07_16.csv", "America/Los_Angeles", datetime(2026, 1, 9, 15, 16, tzinfo=UTC)),
        ("returns 20261124 085031 (1).xlsx", "UTC", datetime(2026, 11, 24, 8, 50, 31, tzinfo=UTC)),
        ("returns_2026-11-24T08:50.csv", "UTC", datetime(2026, 11, 24, 8, 50, tzinfo=UTC)),
    ],
)
def test_a_time_is_local_time_of_the_market(name: str, zone: str, instant: datetime) -> None:
    assert stated_time(name, ZoneInfo(zone)) == instant


@pytest.mark.parametrize(
    "name", ["returns.csv", "returns-2026-11-24.csv", "577022744481000153.csv", "o-2026-13-40-25_61.csv"]
)
def test_names_without_a_time(name: str) -> None:
    assert stated_time(name, ZoneInfo("UTC")) is None
