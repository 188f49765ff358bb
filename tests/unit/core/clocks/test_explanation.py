"""The steps from the starting event to the deadline, as sentences. November 2026 begins on a Sunday."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case, Event, Observation, Stamp
from aftersales.core.clocks.derive import derive
from aftersales.policies.load import load as load_policy

LONDON = ZoneInfo("Europe/London")
POLICY = load_policy("tiktok", "GB")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def why(rule: str, *events: Event, **facts) -> str:
    case = Case(1, "uk-main", "GB", "return", events=tuple(e._replace(id=n) for n, e in enumerate(events, 1)), **facts)
    (clock,) = [c for c in derive(case, POLICY, LONDON, why=True).clocks if c.rule == rule]
    return "\n".join(clock.why)


def test_business_days_are_counted_one_by_one():
    """Opened Fri 6 Nov: Sat and Sun are skipped, Mon is day 1, Tue day 2."""
    steps = why("gb.respond", Event("request.opened", at(6)))
    for sentence in (
        "Started by “request opened”: Fri 6 Nov 2026 10:00",
        "Term: 2 business days",
        "Fri 6 Nov: the day of the event is not counted",
        "Sat 7 Nov: skipped, ",
        "Sun 8 Nov: skipped, ",
        "Mon 9 Nov: business day 1.",
        "Tue 10 Nov: business day 2.",
        "Due Tue 10 Nov 2026 10:00",
    ):
        assert sentence in steps


def test_hours_run_through_nights():
    steps = why(
        "gb.refund",
        Event("request.opened", at(2)),
        Event("request.approved", at(3), {"mode": "seller-address"}),
        Event("return.received", at(6)),
    )
    assert "48 hours of elapsed time, nights and closed days included." in steps
    assert "Due Sun 8 Nov 2026 10:00" in steps


def test_an_extension_that_came_too_late_is_said_to_count_for_nothing():
    events = (
        Event("request.opened", at(2)),
        Event("request.approved", at(3), {"mode": "seller-address"}),
        Event("return.shipped", at(5)),
    )
    assert "Extended Fri 6 Nov 2026 10:00" in why("gb.confirm-receipt", *events, Event("receipt.extended", at(6)))
    twice = why("gb.confirm-receipt", *events, Event("receipt.extended", at(6)), Event("receipt.extended", at(7)))
    assert "does not count: the rule allows it once." in twice


def test_the_platform_s_deadline_stands_beside_the_rule_s():
    shown = Observation(
        "r", "api", at(2, 12), at(2, 12), at(2, 12), "pending", stamps=(Stamp("SELLER_RESPOND_RETURN", at(5)),)
    )
    steps = why("gb.respond", Event("request.opened", at(2), source="api"), ref="r", observations=(shown,))
    assert "By the rule: Wed 4 Nov 2026 10:00" in steps
    assert "The platform deadline counts: Thu 5 Nov 2026 10:00 GMT (1 d later)." in steps
