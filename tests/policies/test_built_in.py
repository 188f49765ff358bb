"""The policies that come with the program."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.errors import ConfigError
from aftersales.policies.find import market_code, markets, names
from aftersales.policies.load import load as load_policy
from tables import of_each

LONDON = ZoneInfo("Europe/London")


def _pounds(minor):
    return Money(minor, "GBP")


@of_each("name", names())
@of_each("market", sorted(markets()))
def test_every_built_in_policy_loads_for_every_market(name, market):
    policy = load_policy(name, market)
    assert policy.market == market
    assert ZoneInfo(policy.timezone)
    assert policy.rules


@of_each("name", names())
@of_each("market", sorted(markets()))
def test_no_day_is_without_a_term(name, market):
    """Dated terms follow each other without a hole: a request on any day of these years has a clock."""
    groups: dict[tuple, list] = {}  # where the event that ends a clock changed, two rules follow each other
    for rule in load_policy(name, market).rules:
        asks = tuple(sorted((fact, tuple(sorted(values))) for fact, values in rule.when.items()))
        groups.setdefault((rule.duty, rule.starts, asks), []).append(rule)
    for rules in groups.values():
        terms = [t for rule in rules for t in rule.terms]
        edges = {d for t in terms for d in (t.since, t.until) if d} | {date(2023, 1, 1), date(2030, 1, 1)}
        for day in edges | {d - timedelta(days=1) for d in edges}:
            assert any(t.covers(day) for t in terms), (rules[0].id, day)


@of_each("name", names())
def test_every_value_falls_into_one_term(name):
    for market in markets():
        for rule in load_policy(name, market).rules:
            starts = {t.since or date(2024, 1, 1) for t in rule.terms}
            for day in {start + timedelta(days=n) for start in starts for n in range(7)}:
                current = [t for t in rule.terms if t.covers(day)]
                of_the_day = [t for t in current if t.started_on and day.weekday() in t.started_on]
                current = of_the_day or [t for t in current if not t.started_on]
                for minor in (0, 1, 9_999, 10_000, 10_001, 10**9):
                    assert sum(t.admits(minor) for t in current) == 1, (rule.id, day, minor)


def test_the_pound_limit_is_at_a_hundred_pounds_exactly():
    policy = load_policy("tiktok", "GB")
    event = Event("request.opened", datetime(2026, 11, 24, 9, tzinfo=UTC), id=1)
    due = {
        minor: derive(Case(1, "s", "GB", "refund", order_amount=_pounds(minor), events=(event,)), policy, LONDON)
        .clocks[0]
        .due.day
        for minor in (9_999, 10_000)
    }
    assert due == {9_999: 26, 10_000: 30}  # Wed 25, Thu 26; and Fri 27, Mon 30


def test_a_policy_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(ConfigError, match=re.escape("known are tiktok, tt123-2025-03")):
        load_policy("tiktik", "GB")


def test_uk_is_gb():
    assert market_code(" uk ") == market_code("GB") == "GB"
    with pytest.raises(ConfigError, match="known are"):
        market_code("XX")
