"""When a request is Seller Center's, and from when it is the seller's again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.auto_rules.auto_rule import AutoAnswer, AutoRule, auto_answer, with_auto_answer
from aftersales.core.cases.model import Case, Event, Observation
from aftersales.core.clocks.derive import Derived, derive
from aftersales.core.modes.rule import ModeRule
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import LEFT_TO_RULE, MISSED_BY_RULE
from aftersales.policies import library
from aftersales.policies.load import load
from tables import of_each

GB, ZONE = load("tiktok", "GB"), ZoneInfo("Europe/London")
ASKED = datetime(2026, 11, 24, 8, tzinfo=UTC)  # a Tuesday: two business days are over on Thursday 26 November at 8:00
HALFWAY, HOUR = ASKED + timedelta(days=1), timedelta(hours=1)
SMALL = AutoRule(ModeRule("small", "approve", kinds=("refund",), limits=(("up-to", Decimal("10.00")),)))
UNSENT = AutoRule(ModeRule("unsent", "approve", kinds=("cancellation",)), before_dispatch=True)


def case(kind: str = "refund", *events: Event, minor: int = 800, **own: Any) -> Case:
    opened = Event("request.opened", ASKED, id=1)
    return Case(1, "shop", "GB", kind, amount=Money(minor, "GBP"), events=(opened, *events), **own)


@dataclass
class Left:
    """A case with what an automatic rule answers, and its clocks after that."""

    answer: AutoAnswer | None
    derived: Derived


def left(about: Case, *rules: AutoRule) -> Left:
    derived = derive(about, GB, ZONE)
    answer = auto_answer(about, derived, rules or (SMALL, UNSENT), library.reasons(), ZONE, "GBP")
    return Left(answer, with_auto_answer(derived, answer))


def in_sight(derived: Derived, now: datetime) -> bool:
    return any(clock.duty == "respond" and clock.in_sight(now) for clock in derived.clocks)


def shown(as_of: datetime) -> Observation:
    return Observation("1", "api", ASKED, ASKED + HOUR / 2, as_of, "pending-seller")


def test_the_duty_begins_halfway_and_its_deadline_stays() -> None:
    found = left(case())
    assert found.answer == AutoAnswer("small", "8.00 GBP is up to 10.00", ASKED, HALFWAY, None)
    (clock,) = [c for c in found.derived.clocks if c.duty == "respond"]
    assert (clock.due, clock.flags) == (ASKED + timedelta(days=2), (LEFT_TO_RULE,))
    assert not in_sight(found.derived, HALFWAY)
    assert in_sight(found.derived, HALFWAY + timedelta(seconds=1))
    assert left(case(minor=1001)).answer is None
    assert left(case("return")).answer is None


@pytest.mark.parametrize(("as_of", "back"), [(ASKED + HOUR, True), (ASKED + HOUR - timedelta(seconds=1), False)])
def test_data_that_show_it_waiting_after_that_time_bring_it_back(as_of: datetime, back: bool) -> None:
    found = left(case(observations=(shown(as_of),)))
    assert found.answer is not None
    assert found.answer.seen_at == (as_of if back else None)
    (clock,) = [c for c in found.derived.clocks if c.duty == "respond"]
    assert (MISSED_BY_RULE in clock.flags, clock.started_at == ASKED) == (back, back)
    assert in_sight(found.derived, as_of) is back
    slow = SMALL._replace(within=3 * HOUR)
    assert not in_sight(left(case(observations=(shown(as_of),)), slow).derived, as_of)


@of_each(
    "own, applies",
    [
        ({"order_status": "awaiting-shipment"}, True),
        ({"order_status": "on-hold"}, True),
        ({"order_status": "awaiting-collection"}, False),
        ({"order_status": "in-transit"}, False),
        ({"order_status": "awaiting-shipment", "shipped_at": ASKED - HOUR}, False),
        ({}, False),  # nobody knows the order
    ],
)
def test_before_dispatch_means_an_order_that_is_known_not_to_have_left(own: dict[str, Any], applies: bool) -> None:
    assert (left(case("cancellation", **own)).answer is not None) is applies


def test_an_answer_ends_it_and_a_second_attempt_is_the_sellers() -> None:
    refused = Event("request.rejected", ASKED + HOUR, id=2)
    assert left(case("refund", refused)).answer is None
    again = Event("request.resubmitted", ASKED + 2 * HOUR, id=3)
    found = left(case("refund", refused, again))
    assert found.answer is None
    assert in_sight(found.derived, ASKED + 2 * HOUR)


@pytest.mark.parametrize(("since", "applies"), [("2026-11-24", True), ("2026-11-25", False)])
def test_a_rule_counts_from_the_day_on_which_it_was_on(since: str, applies: bool) -> None:
    day = datetime.fromisoformat(since).date()
    dated = SMALL._replace(conditions=SMALL.conditions._replace(since=day))
    assert (left(case(), dated).answer is not None) is applies


def test_what_is_said_before_and_after_halfway() -> None:
    answer = left(case()).answer
    assert answer is not None
    assert answer.waits(HALFWAY) and not answer.waits(HALFWAY + timedelta(seconds=1))
    assert answer.sentence(ZONE, ASKED).startswith("Seller Center answers this by your automatic rule small")
    assert "and no data showed that by Wed 25 Nov 2026 08:00 GMT" in answer.sentence(ZONE, HALFWAY + HOUR)
