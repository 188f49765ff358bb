"""The steps from the starting event to the deadline, as sentences. November 2026 begins on a Sunday."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case, Event, Observation, Stamp
from aftersales.core.clocks.derive import derive
from aftersales.core.time.length import Length
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


def test_what_opens_later_is_counted_to_the_opening_and_from_there():
    """Refunded Fri 6 Nov: opens Mon 9 Nov, and 7 days from there end on Mon 16 Nov."""
    bangkok, policy = ZoneInfo("Asia/Bangkok"), load_policy("tiktok", "TH")
    events = (Event("request.opened", at(5), id=1), Event("refund.issued", at(6), source="export", id=2))
    case = Case(1, "th", "TH", "refund", quick_refund=True, events=events)
    (clock,) = [c for c in derive(case, policy, bangkok, why=True).clocks if c.duty == "appeal"]
    assert clock.why[1:6] == (
        "Term: 7 days from the opening, 3 days after the start.",
        "3 days in the local time of Asia/Bangkok, at the same time of day.",
        "It opens Mon 9 Nov 2026 17:00 Bangkok: before that it can't be done; the rest is counted from there.",
        "7 days in the local time of Asia/Bangkok, at the same time of day.",
        "Due Mon 16 Nov 2026 17:00 Bangkok.",
    )


def test_an_opening_in_business_days_names_each_of_them():
    """Opened Thu 5 Nov: Fri 6 is 1, Mon 9 is 2 and the opening; 1 business day from there is Tue 10."""
    (respond,) = [r for r in POLICY.rules if r.id == "gb.respond"]
    term = respond.terms[0]._replace(
        opens=Length(2, "business days"), length=Length(1, "business days"), since=None, until=None
    )
    policy = dataclasses.replace(POLICY, rules=(respond._replace(terms=(term,)),))
    case = Case(1, "uk-main", "GB", "return", events=(Event("request.opened", at(5), id=1),))
    (clock,) = [c for c in derive(case, policy, LONDON, why=True).clocks if c.rule == "gb.respond"]
    steps = "\n".join(clock.why)
    assert (clock.opens_at, clock.due) == (at(9), at(10))
    for sentence in (
        "Thu 5 Nov: the day of the event is not counted.",
        "Mon 9 Nov: business day 2.",
        "It opens Mon 9 Nov 2026 10:00 GMT",
        "Mon 9 Nov: the day of the event is not counted.",
        "Tue 10 Nov: business day 1.",
    ):
        assert sentence in steps


def _vietnam(kind: str, name: str, moment: str) -> tuple[str, ...]:
    policy, zone = load_policy("tiktok", "VN"), ZoneInfo("Asia/Ho_Chi_Minh")
    when = datetime.fromisoformat(moment).replace(tzinfo=zone).astimezone(UTC)
    case = Case(1, "vn", "VN", kind, events=(Event(name, when, id=1),))
    (clock,) = [c for c in derive(case, policy, zone, why=True).clocks if c.duty in ("respond", "dispatch")]
    return clock.confidence, *clock.flags, "\n".join(clock.why)


def test_a_saturday_of_which_nothing_is_published_counts_and_the_deadline_says_so():
    confidence, *flags, steps = _vietnam("refund", "request.opened", "2025-08-22T10:00")
    assert (confidence, flags) == ("low", ["weekdays-unsure"])
    assert "Sat 23 Aug: business day 1 (may be closed: Saturday)." in steps
    assert "Due Sat 23 Aug 2025 10:00" in steps
    assert "Working weekdays: Monday to Saturday (seller-vn.tiktok.com, Seller University 6024728339744528" in steps
    assert "A day that may be closed is counted. If it is closed, you have more time" in steps


def test_a_count_without_such_a_day_is_as_certain_as_its_term():
    confidence, *flags, steps = _vietnam("refund", "request.opened", "2025-08-19T10:00")
    assert (confidence, flags) == ("high", [])
    assert "may be closed" not in steps


def test_a_term_with_working_weekdays_of_its_own_names_their_source():
    confidence, *flags, steps = _vietnam("delivery", "order.placed", "2025-08-23T13:43")
    assert (confidence, flags) == ("high", [])
    assert "Sat 23 Aug: business day 1." in steps
    assert "Working weekdays: Monday to Saturday (the days of dispatch that TikTok gave four real orders" in steps
    assert "Due Sat 23 Aug 2025 23:59" in steps
