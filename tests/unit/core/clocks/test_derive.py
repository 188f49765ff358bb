"""Clocks of whole cases in Britain, worked out by hand: 1 November 2026 is a Sunday, and London is on GMT."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case, Event, Observation
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.policies.load import load as load_policy

LONDON = ZoneInfo("Europe/London")
POLICY = load_policy("tiktok", "GB")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def case(*events: Event, kind: str = "return", **facts) -> Case:
    numbered = tuple(e._replace(id=n, recorded_at=e.at) for n, e in enumerate(events, 1))
    return Case(1, "uk-main", "GB", kind, amount=Money(1398, "GBP"), events=numbered, **facts)


def clocks(one: Case) -> dict[str, Clock]:
    return {c.rule or c.duty: c for c in derive(one, POLICY, LONDON).clocks}


OPENED = Event("request.opened", at(2))
APPROVED = Event("request.approved", at(3), {"mode": "seller-address"})
SHIPPED = Event("return.shipped", at(5))


def test_a_request_is_answered_within_two_business_days():
    """Opened Mon 2 Nov 10:00: Tue is day 1, Wed day 2, at the same hour."""
    respond = clocks(case(OPENED))["gb.respond"]
    assert (respond.due, respond.outcome, respond.stopped_at) == (at(4), "auto-approved", None)
    assert respond.at_risk == Money(1398, "GBP")


def test_what_is_opened_on_friday_is_due_on_tuesday():
    """Fri 6 Nov 10:00: Mon 9 is day 1, Tue 10 day 2."""
    assert clocks(case(Event("request.opened", at(6))))["gb.respond"].due == at(10)


def test_an_approval_stops_the_answer_and_starts_the_buyer_s_time():
    """Approved Tue 3 Nov 10:00: the buyer has five days, until Sun 8 Nov 10:00; the seller looks until Mon 9 ends."""
    by_rule = clocks(case(OPENED, APPROVED))
    assert by_rule["gb.respond"].stopped_at == at(3)
    (window, close) = [c for c in derive(case(OPENED, APPROVED), POLICY, LONDON).clocks if c.rule == "gb.ship-back"]
    assert (window.owner, window.due) == ("buyer", at(8))
    assert (close.duty, close.started_at, close.due) == ("close", at(8), datetime(2026, 11, 9, 23, 59, 59, tzinfo=UTC))


def test_silence_on_a_parcel_counts_as_delivery_and_starts_the_refund():
    """Shipped Thu 5 Nov 10:00: eight days, until Fri 13 Nov 10:00; the refund is due 48 hours later, on Sun 15."""
    by_rule = clocks(case(OPENED, APPROVED, SHIPPED))
    assert (by_rule["gb.confirm-receipt"].due, by_rule["gb.confirm-receipt"].lapses_at) == (at(13), at(13))
    refund = by_rule["gb.refund"]
    assert (refund.started_by, refund.started_at, refund.due) == ("return.deemed-delivered", at(13), at(15))
    assert refund.chained
    assert not refund.in_sight(at(13))
    assert refund.in_sight(at(13, 11))


def test_a_refund_settles_the_case():
    received, paid = Event("return.received", at(9)), Event("refund.issued", at(9, 12), {"amount": 1398})
    derived = derive(case(OPENED, APPROVED, SHIPPED, received, paid), POLICY, LONDON)
    assert derived.state.settled
    assert not [c for c in derived.clocks if c.in_sight(at(30))]


def test_a_part_of_the_refund_leaves_the_rest_due():
    """Received Mon 9 Nov 10:00, 48 hours: Wed 11 Nov 10:00."""
    received, paid = Event("return.received", at(9)), Event("refund.issued", at(9, 12), {"amount": 398})
    refund = clocks(case(OPENED, APPROVED, SHIPPED, received, paid))["gb.refund"]
    assert (refund.due, refund.stopped_at, refund.at_risk) == (at(11), None, Money(1000, "GBP"))


def test_a_request_outside_the_buyer_s_thirty_days_is_marked():
    late = case(OPENED, delivered_at=datetime(2026, 10, 2, 10, tzinfo=UTC))  # the 31st day after
    assert "outside-window" in derive(late, POLICY, LONDON).state.flags
    assert "outside-window" not in derive(case(OPENED, delivered_at=at(1)), POLICY, LONDON).state.flags


def test_history_taken_over_asks_for_nothing():
    respond = clocks(case(OPENED, caught_up_at=at(20)))["gb.respond"]
    assert (respond.stopped_at, respond.stopped_by) == (at(20), "case.caught-up")


def test_a_refund_that_is_owed_is_no_history():
    """Received Mon 9 Nov 10:00, 48 hours: owed since Wed 11 Nov, and still when the shop is taken over."""
    shipped = case(OPENED, APPROVED, SHIPPED, Event("return.received", at(9)), caught_up_at=at(20))
    assert clocks(shipped)["gb.refund"].stopped_at is None


def test_an_unknown_status_alone_makes_up_no_missed_deadline():
    shown = Observation("r", "export", at(10), at(10), at(10), "unknown", raw="Something new")
    derived = derive(case(OPENED, observations=(shown,)), POLICY, LONDON)
    assert [c.duty for c in derived.clocks if c.in_sight(at(11))] == ["check"]
