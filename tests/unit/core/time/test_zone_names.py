"""Time zones by city, abbreviation or offset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.time.zone_names import zone_named
from tables import of_each

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001


@of_each(
    "typed, hours",
    [
        ("", 0),
        ("gmt", 0),
        ("z", 0),
        ("UTC", 0),
        ("+08", 8),
        ("-0330", -3.5),
        ("+05:30", 5.5),
        ("in Shanghai", 8),
        ("ho chi minh", 7),
        ("saigon", 7),
        ("America/New_York", -5),
        ("america/new york", -5),
        ("cst (mexico city)", -6),
        ("cst (shanghai)", 8),
        ("+07 (bangkok)", 7),
        ("gmt+7", 7),
        ("UTC-5", -5),
        ("GMT +07:00", 7),
        ("wib", 7),
        ("pst", -8),
        ("cet", 1),
    ],
)
def test_noon_there(typed: str, hours: float) -> None:
    local = NOON.replace(tzinfo=UTC)
    assert zone_named(typed, LONDON, NOW).instants(NOON) == [local - timedelta(hours=hours)]


@of_each("typed", ["cst", "ist", "atlantis", "gmt (atlantis)", "+24:00", "cuba", "a" * 50])
def test_a_name_of_no_zone_or_of_several_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a city|not a zone|several zones|not an offset"):
        zone_named(typed, LONDON, NOW)


def test_a_name_that_the_zone_does_not_bear_then_leads_to_no_instant() -> None:
    assert zone_named("bst", LONDON, NOW).instants(NOON) == []
    assert zone_named("+01 (london)", LONDON, NOW).instants(NOON) == []


def test_where_clocks_go_back_the_abbreviation_says_which() -> None:
    night = datetime(2026, 10, 25, 1, 30)  # noqa: DTZ001
    first, second = zone_named("", LONDON, NOW).instants(night)
    assert second - first == timedelta(hours=1)
    assert zone_named("bst", LONDON, NOW).instants(night) == [first]
    assert zone_named("gmt", LONDON, NOW).instants(night) == [second]


def test_a_time_that_clocks_skip_is_no_instant() -> None:
    assert zone_named("", LONDON, NOW).instants(datetime(2026, 3, 29, 1, 30)) == []  # noqa: DTZ001
