"""Three requests a second, and waits that grow: on a clock that is passed in."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from aftersales.syncing.pacing import Limiter, backoff, http_date, retry_after
from tables import of_each


class Clock:
    """Time that passes by sleeping alone."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_in_no_second_are_there_more_than_three_requests_of_a_shop() -> None:
    clock, chance = Clock(), random.Random(3)
    limiter = Limiter(clock=clock, sleep=clock.sleep)
    sent = []
    for _ in range(200):
        clock.now += chance.choice([0, 0, 0.1, 0.3, 2])
        limiter.wait("uk")
        sent.append(clock.now)
    for at in sent:
        assert sum(at <= other < at + 0.999999 for other in sent) <= 3
    assert clock.slept and max(clock.slept) <= 1


def test_a_hundred_requests_take_half_a_minute_and_no_more() -> None:
    clock = Clock()
    limiter = Limiter(clock=clock, sleep=clock.sleep)
    for _ in range(100):
        limiter.wait("uk")
    assert clock.now - 1000 == pytest.approx(33)


def test_shops_do_not_wait_for_each_other() -> None:
    clock = Clock()
    limiter = Limiter(clock=clock, sleep=clock.sleep)
    for shop in ("uk", "us", "vn"):
        for _ in range(3):
            limiter.wait(shop)
    assert clock.slept == []


def test_the_wait_doubles_up_to_a_minute_with_half_a_second_of_chance() -> None:
    assert [backoff(n, None, lambda: 0.0) for n in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert backoff(1, None, lambda: 1.0) == 1.5


def test_the_wait_is_never_shorter_than_the_platform_asks_for() -> None:
    assert backoff(1, 30.0) == 30.0
    assert backoff(5, 3.0, lambda: 0.0) == 16


NINE = datetime(2026, 11, 30, 9, tzinfo=UTC)


@of_each(
    "header, seconds",
    [
        ("7", 7),
        ("0", 0),
        (" 12 ", 12),
        ("Mon, 30 Nov 2026 09:00:30 GMT", 30),
        ("Mon, 30 Nov 2026 08:59:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("9" * 400, 999999999),
    ],
)
def test_retry_after_names_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NINE, 0.0) == seconds


def test_a_date_is_compared_with_the_platforms_clock_where_it_is_known() -> None:
    header = "Mon, 30 Nov 2026 09:00:30 GMT"
    assert retry_after(header, NINE, NINE.timestamp() + 3600) == 30
    assert retry_after(header, None, NINE.timestamp() + 10) == 20


@of_each("header", ["", "yesterday", None, "Mon, 99 Nov 2026 09:00:30 GMT"])
def test_a_date_that_is_none_is_none(header: str | None) -> None:
    assert http_date(header) is None
