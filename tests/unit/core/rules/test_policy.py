"""Which terms are in force, by value and by day."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from tables import of_each
from unit.core.rules.build import GOOD, parsed

LONDON = ZoneInfo("Europe/London")


def _policy(*terms):
    """A policy with one rule that has these terms: each a length and TOML lines."""
    head = GOOD[: GOOD.index("[[rule.terms]]")]
    lines = (f'[[rule.terms]]\nlength = "{n} hours"\nsource = "s"\nconfidence = "high"\n{more}\n' for n, more in terms)
    return parsed(head + "\n".join(lines))


def _hours(policy, order=None, asked=None, opened="2026-11-24T09:00:00+00:00"):
    """How many hours the request has, and how `explain` says that the term was chosen."""
    event = Event("request.opened", datetime.fromisoformat(opened).astimezone(UTC), id=1)
    case = Case(1, "s", "GB", "refund", amount=asked, order_amount=order, events=(event,))
    (clock,) = derive(case, policy, LONDON, why=True).clocks
    return (clock.due - clock.started_at).total_seconds() / 3600, " ".join(clock.why)


def _pounds(minor):
    return Money(minor, "GBP")


@of_each(
    "low, high, minor, hours",
    [
        ("below", "at-least", 9_999, 24),
        ("below", "at-least", 10_000, 72),  # £100.00 is not below 100
        ("below", "at-least", 10_001, 72),
        ("up-to", "above", 9_999, 24),
        ("up-to", "above", 10_000, 24),  # $100.00 is up to 100
        ("up-to", "above", 10_001, 72),
        ("below", "at-least", 0, 24),
    ],
)
def test_each_side_of_a_value_limit(low, high, minor, hours):
    policy = _policy((24, f'{low} = "100.00"'), (72, f'{high} = "100.00"'))
    assert _hours(policy, _pounds(minor))[0] == hours


def test_two_limits_on_one_term_make_a_band():
    policy = _policy((24, 'below = "50.00"'), (48, 'at-least = "50.00"\nup-to = "100.00"'), (72, 'above = "100.00"'))
    found = {m: _hours(policy, _pounds(m))[0] for m in (4_999, 5_000, 10_000, 10_001)}
    assert found == {4_999: 24, 5_000: 48, 10_000: 48, 10_001: 72}


BANDS = _policy((72, 'at-least = "100.00"'), (24, 'below = "100.00"'))


def test_the_order_decides_before_the_refund_asked():
    hours, why = _hours(BANDS, order=_pounds(15_000), asked=_pounds(2_000))
    assert hours == 72
    assert "order: 150.00 GBP, 100.00 GBP or more" in why


def test_an_unknown_order_leaves_the_refund_asked_to_decide():
    hours, why = _hours(BANDS, asked=_pounds(15_000))
    assert hours == 72
    assert "refund asked, as the order amount is unknown: 150.00 GBP" in why
    assert _hours(BANDS, asked=_pounds(2_000))[0] == 24


def test_no_value_at_all_gets_the_shorter_term():
    hours, why = _hours(BANDS)
    assert hours == 24
    assert "the amounts of the order and the refund are unknown, so the shorter term is used" in why


@pytest.mark.parametrize("minor", [1, 1_000_000])
def test_another_currency_gets_the_shorter_term(minor):
    hours, why = _hours(BANDS, order=Money(minor, "EUR"), asked=_pounds(1_000_000))
    assert hours == 24
    assert "not in the currency of the rule's limit, so the shorter term is used" in why


def test_a_value_that_fits_no_limit_gets_the_shorter_term():
    policy = _policy((72, 'above = "100.00"'), (24, 'below = "50.00"'))
    hours, why = _hours(policy, _pounds(7_500))
    assert hours == 24
    assert "75.00 GBP, outside all limits" in why


def test_a_term_without_limits_asks_for_no_value():
    hours, why = _hours(_policy((48, "")))
    assert hours == 48
    assert "GBP" not in why
    assert "known" not in why


def test_of_terms_in_force_the_newest_holds():
    policy = _policy((48, ""), (24, "from = 2026-01-01"), (72, "from = 2026-06-01"))
    days = ("2025-12-31", "2026-01-01", "2026-07-01")
    found = {day: _hours(policy, opened=f"{day}T12:00:00+00:00")[0] for day in days}
    assert found == {"2025-12-31": 48, "2026-01-01": 24, "2026-07-01": 72}


@of_each(
    "opened, hours",
    [
        ("2026-03-31T23:30:00+01:00", 48),  # 22:30 UTC on 31 March
        ("2026-03-31T22:59:59+00:00", 48),  # the last second of 31 March in London
        ("2026-03-31T23:00:00+00:00", 24),  # midnight in London: 1 April, though still March in UTC
        ("2026-04-01T00:30:00+01:00", 24),
        ("2026-04-01T06:30:00+08:00", 48),  # morning of 1 April in Shanghai, 31 March 23:30 in London
    ],
)
def test_from_is_a_day_of_the_market(opened, hours):
    policy = _policy((48, "until = 2026-04-01"), (24, "from = 2026-04-01"))
    assert _hours(policy, opened=opened)[0] == hours


def test_no_term_no_clock():
    policy = _policy((48, "from = 2026-04-01"))
    event = Event("request.opened", datetime(2026, 3, 1, 12, tzinfo=UTC), id=1)
    assert derive(Case(1, "s", "GB", "refund", events=(event,)), policy, LONDON).clocks == ()
