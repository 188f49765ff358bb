"""The platform's own deadlines in place of the computed ones, and what silence can cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases.model import Case, Event, Observation, OrderSnapshot, Stamp, State
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import derive
from aftersales.core.clocks.platform_deadlines import at_risk, awaits_decision
from aftersales.core.money.amount import Money
from aftersales.policies.load import load as load_policy
from tables import of_each

LONDON = ZoneInfo("Europe/London")
POLICY = load_policy("tiktok", "GB")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def clocks(action: str, deadline: datetime, *more: Event, kind: str = "return") -> list[Clock]:
    shown = Observation("r", "api", at(2, 12), at(2, 12), at(2, 12), "pending", stamps=(Stamp(action, deadline),))
    events = (Event("request.opened", at(2), id=1, source="api"), *more)
    case = Case(1, "uk-main", "GB", kind, ref="r", trust=False, events=events, observations=(shown,))
    return list(derive(case, POLICY, LONDON).clocks)


def test_the_platform_s_deadline_takes_the_place_of_the_computed_one():
    """Opened Mon 2 Nov 10:00: by the rule Wed 4 Nov 10:00; the platform says Thu 5 Nov 10:00."""
    (respond,) = [c for c in clocks("SELLER_RESPOND_RETURN", at(5)) if c.holds]
    assert (respond.due, respond.computed_due, respond.stamped_due) == (at(5), at(4), at(5))
    assert awaits_decision([respond])


def test_a_deadline_that_no_rule_knows_is_a_clock_of_its_own():
    found = clocks("SELLER_RESPOND_RECEIVE_PACKAGE", at(9))
    (receipt,) = [c for c in found if c.duty == "confirm-receipt"]
    assert (receipt.rule, receipt.started_by, receipt.started_at, receipt.due) == (None, "platform", at(2), at(9))
    assert (receipt.owner, receipt.outcome) == ("seller", "refunded")


def test_what_only_a_stamp_asks_of_an_order_is_waited_for_since_the_order():
    """Placed on the 2nd, read from a file of the 3rd: when the file was made says nothing."""
    order = OrderSnapshot("awaiting-shipment", "", "api", "", at(3), placed_at=at(2), dispatch_by=at(4))
    case = Case(1, "uk-main", "GB", "delivery", order_snapshot=order)
    (dispatch,) = [c for c in derive(case, replace(POLICY, rules=()), LONDON).clocks if c.duty == "dispatch"]
    assert (dispatch.rule, dispatch.started_at, dispatch.due) == (None, at(2), at(4))


def test_an_action_not_known_here_asks_for_a_look():
    (check,) = [c for c in clocks("SELLER_DANCE", at(9)) if c.duty == "check"]
    assert check.due == at(9)


def test_the_answer_recorded_here_stops_it_unconfirmed():
    (respond,) = [
        c for c in clocks("SELLER_RESPOND_RETURN", at(5), Event("request.rejected", at(3), id=2)) if c.duty == "respond"
    ]
    assert (respond.stopped_at, respond.confirmed) == (at(3), False)
    assert not awaits_decision([respond])


@of_each(
    "duty, state, expected",
    [
        ("respond", State(), 1000),
        ("confirm-receipt", State(), 1000),
        ("dispatch", State(), 2500),
        ("refund", State(decision="approved", money="partial", refunded=400), 600),
        ("refund", State(decision="approved", money="refunded", refunded=1000), None),
        ("answer-message", State(), None),
    ],
)
def test_what_silence_can_cost(duty, state, expected):
    case = Case(1, "uk-main", "GB", "return", amount=Money(1000, "GBP"), order_amount=Money(2500, "GBP"))
    assert at_risk(case, duty, state) == (None if expected is None else Money(expected, "GBP"))


def test_the_time_of_the_other_milestone_is_only_mentioned():
    """Placed Mon 2 Nov: in the United Kingdom the time to be ready counts, not the time to be collected."""
    order = OrderSnapshot("awaiting-shipment", "", "api", "", at(2, 12), at(2), dispatch_by=at(4), collect_by=at(6))
    case = Case(1, "uk-main", "GB", "delivery", order_snapshot=order)
    (dispatch,) = [c for c in derive(case, POLICY, LONDON, why=True).clocks if c.duty == "dispatch"]
    assert dispatch.due == at(4)
    other = "The platform also has a time to be collected, Fri 6 Nov 2026 10:00 GMT: it is not this deadline."
    assert [line for line in dispatch.why if "also has a time" in line] == [other]
