"""Where an order was when a request was decided, and what a rule may decide then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from aftersales.core.modes.rule import ModeRule, OrderCourse, RequestFacts
from aftersales.core.modes.rule_decision import decide
from tables import of_each

ASKED = datetime(2026, 11, 24, 8, tzinfo=UTC)
NOW, BEFORE, LATER = ASKED + timedelta(hours=1), ASKED - timedelta(hours=1), ASKED + timedelta(days=1)


@of_each(
    "course, state",
    [
        (OrderCourse("awaiting-shipment"), "awaiting-shipment"),
        (OrderCourse("awaiting-shipment", seen_at=ASKED), "awaiting-shipment"),
        (OrderCourse("awaiting-shipment", seen_at=BEFORE), "unknown"),  # it may have left since
        (OrderCourse("in-transit", seen_at=BEFORE), "unknown"),
        (OrderCourse(None), "unknown"),
        (OrderCourse("awaiting-shipment", ready_at=BEFORE), "awaiting-collection"),  # recorded by hand
        (OrderCourse("in-transit", collected_at=NOW), "in-transit"),
        (OrderCourse("completed", BEFORE, BEFORE, BEFORE), "completed"),
        (OrderCourse("partially-shipping", ready_at=BEFORE), "partially-shipping"),
        (OrderCourse("delivered", ready_at=LATER, delivered_at=LATER), "awaiting-shipment"),  # it left only then
        (OrderCourse("delivered", delivered_at=LATER), "unknown"),  # it left some time before
        (OrderCourse("cancelled"), "awaiting-shipment"),
        (OrderCourse("cancelled", ready_at=BEFORE), "awaiting-collection"),
    ],
)
def test_where_an_order_was_when_a_request_was_decided(course: OrderCourse, state: str) -> None:
    assert course.state(NOW, ASKED) == state


def test_the_rule_that_names_the_status_decides_where_two_agree() -> None:
    plain = ModeRule("plain", "approve", kinds=("cancellation",))
    named = ModeRule("named", "approve", kinds=("cancellation",), states=("in-transit",))
    facts = RequestFacts("uk", "GB", "GBP", None, date(2026, 11, 24), kind="cancellation", state="in-transit")
    assert decide([plain], facts, lambda _: 0).verdict == "ask"
    decision = decide([plain, named], facts, lambda _: 0)
    assert (decision.verdict, decision.rule, decision.why) == ("decides", "named", "order in-transit")


def test_without_an_amount_only_a_rule_with_limits_says_nothing() -> None:
    facts = RequestFacts("uk", "GB", "GBP", None, date(2026, 11, 24), kind="replacement")
    every = ModeRule("every", "approve", kinds=("replacement",))
    assert decide([every], facts, lambda _: 0).decides
    cheap = every._replace(id="cheap", limits=(("below", 10),))  # type: ignore[arg-type]
    decision = decide([cheap], facts, lambda _: 0)
    assert (decision.verdict, decision.why) == ("none", "cheap: no amount is known")
