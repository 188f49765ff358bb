"""Values of a policy file: what each gives, and the default after a mistake."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from aftersales.core.rules.policy_values import PolicyReader
from aftersales.core.time.length import END_OF_DAY, ClosingHour, CutOff, Length

DAYS = Length(1, "days")


@pytest.fixture
def reader() -> PolicyReader:
    return PolicyReader("x.toml", "GBP")


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        (None, None),
        ("end-of-day", ClosingHour(END_OF_DAY)),
        ("12:00", ClosingHour(time(12))),
        ("23:59:58", ClosingHour(time(23, 59, 58))),
        ("mon 12:00", ClosingHour(time(12), 0)),
        ("sun 00:00", ClosingHour(time(0), 6)),
    ],
)
def test_a_closing_hour(reader: PolicyReader, value: Any, ends: ClosingHour | None) -> None:
    assert reader.ends("place", value) == ends
    assert reader.mistakes == []


@pytest.mark.parametrize("value", ["24:00", "12", "monday 12:00", "12:00 mon", 12, ""])
def test_what_is_no_closing_hour(reader: PolicyReader, value: Any) -> None:
    assert reader.ends("place", value) is None
    assert "ends is" in reader.mistakes[0]


def test_a_cut_off_needs_a_later_closing_hour(reader: PolicyReader) -> None:
    evening = ClosingHour(time(18))
    assert reader.cut_off("place", {"cut-off": "14:00"}, DAYS, evening) == CutOff(time(14))
    assert reader.cut_off("place", {"cut-off": "14:00", "first-day": "next-day"}, DAYS, evening) == CutOff(
        time(14), same_day=False
    )
    assert reader.mistakes == []
    for table, length, ends in (
        ({"first-day": "next-day"}, DAYS, evening),
        ({"cut-off": "14"}, DAYS, evening),
        ({"cut-off": "14:00"}, Length(1, "hours"), evening),
        ({"cut-off": "14:00"}, DAYS, None),
        ({"cut-off": "18:00"}, DAYS, evening),
    ):
        reader.cut_off("place", table, length, ends)
    assert [mistake.what.partition(";")[0] for mistake in reader.noted] == [
        "first-day needs a cut-off",
        "cut-off is '14'",
        "cut-off goes with days, weeks and business days, not with hours",
        'cut-off needs the closing hour of the last day: ends = "end-of-day" or a time',
        "ends at 18:00:00 is not after the cut-off '18:00', so the day would end before it",
    ]


@pytest.mark.parametrize(
    ("value", "currency", "minor", "mistake"),
    [
        ("100.00", "GBP", 10_000, ""),
        (100, "GBP", 10_000, ""),
        (0.5, "GBP", 50, ""),
        ("50000", "VND", 50_000, ""),
        ("0.5", "VND", 0, "limit is '0.5'; VND has no decimals"),
        ("0.005", "GBP", 0, "limit is '0.005'; GBP has 2 decimals"),
        ("1,000", "GBP", 0, "limit is '1,000'; write the amount as text, such as \"100.00\""),
        (True, "GBP", 0, 'limit is true; write the amount as text, such as "100.00"'),
        (1e20, "GBP", 0, 'limit is 1e+20; write the amount as text, such as "100.00"'),
    ],
)
def test_an_amount(reader: PolicyReader, value: Any, currency: str, minor: int, mistake: str) -> None:
    assert reader.amount("place", "limit", value, currency) == minor
    assert [m.what for m in reader.noted] == ([mistake] if mistake else [])


def test_the_days_of_the_start(reader: PolicyReader) -> None:
    assert reader.started_on("place", ["sat", "sun"]) == frozenset({5, 6})
    assert reader.started_on("place", "closed-day") == "closed-day"
    assert reader.started_on("place", None) is None
    assert reader.mistakes == []
    assert reader.started_on("place", ["weekend"]) is None
    assert len(reader.mistakes) == 1


def test_a_range_of_dates(reader: PolicyReader) -> None:
    first, last = date(2026, 4, 1), date(2026, 5, 1)
    assert reader.date_range("place", {"from": first, "until": last}) == (first, last)
    assert reader.date_range("place", {}) == (None, None)
    assert reader.mistakes == []
    reader.date_range("place", {"from": last, "until": first})
    assert reader.mistakes == [
        "x.toml: place: until 2026-04-01 is not after from 2026-05-01; it is the first day after the period"
    ]


def test_a_zone_and_a_currency(reader: PolicyReader) -> None:
    assert str(reader.zone("place", "Asia/Bangkok")) == "Asia/Bangkok"
    assert reader.currency_of("place", "usd", "GBP") == "USD"
    assert reader.currency_of("place", None, "GBP") == "GBP"
    assert reader.mistakes == []
    assert reader.zone("place", "Asia/Nowhere") is None
    assert reader.currency_of("place", "dollars", "GBP") == "GBP"
    assert len(reader.mistakes) == 2
