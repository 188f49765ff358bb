"""Instants as text."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.time.instants import instant, iso, optional_instant


def test_an_instant_is_written_in_utc_without_fractions() -> None:
    # Tokyo is nine hours ahead: 08:30 there is 23:30 of the day before.
    local = datetime(2026, 3, 1, 8, 30, 15, 999_999, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert iso(local) == "2026-02-28T23:30:15Z"


def test_a_text_is_read_back_as_the_same_instant() -> None:
    assert instant("2026-02-28T23:30:15Z") == datetime(2026, 2, 28, 23, 30, 15, tzinfo=UTC)
    assert optional_instant("2026-02-28T23:30:15Z") == datetime(2026, 2, 28, 23, 30, 15, tzinfo=UTC)
    assert optional_instant(None) is None


def test_texts_sort_in_the_order_of_time() -> None:
    moments = [datetime(year, 9, day, tzinfo=UTC) for year in (2026, 999) for day in (30, 3)]
    assert sorted(map(iso, moments)) == [iso(moment) for moment in sorted(moments)]
