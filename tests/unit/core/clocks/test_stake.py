"""What silence costs, by duty and owner."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aftersales.core.cases.model import State
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.stake import (
    ALREADY_REFUNDED,
    STAKES_OF_DUTIES,
    explain_stake,
    stake_of,
    stake_of_rule,
    with_money_out,
)
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import STAKES
from aftersales.policies.find import markets
from aftersales.policies.load import load as load_policy
from tables import of_each


@of_each(
    "duty, stake",
    [
        ("respond", "money"),
        ("confirm-receipt", "money"),
        ("gather-evidence", "right"),
        ("answer-chargeback", "right"),
        ("appeal", "right"),
        ("dispatch", "standing"),
        ("refund", "standing"),
        ("replace", "standing"),
        ("answer-message", "standing"),
        ("check", "look"),
        ("trace", "house"),
        ("follow-up", "house"),
        ("close", "house"),
        ("a duty of the seller's own file", "house"),
    ],
)
def test_each_duty_of_the_seller_has_its_stake(duty: str, stake: str) -> None:
    assert stake_of(duty, "seller") == stake


def test_a_look_with_a_deadline_of_the_platform_may_move_money() -> None:
    assert stake_of("check", "seller", stamped=True) == "money"


def test_what_others_owe_costs_the_seller_nothing() -> None:
    assert {stake_of(duty, owner) for duty in STAKES_OF_DUTIES for owner in ("buyer", "platform")} == {"none"}


def test_a_rule_may_say_otherwise() -> None:
    rule = next(rule for rule in load_policy("tiktok", "GB").rules if rule.id == "gb.respond")
    assert stake_of_rule(rule) == "money"
    assert stake_of_rule(rule._replace(stake="house")) == "house"


def test_every_rule_has_a_stake_of_the_vocabulary() -> None:
    stakes = {stake_of_rule(rule) for market in markets() for rule in load_policy("tiktok", market).rules}
    assert stakes <= set(STAKES)
    assert {"money", "right", "standing", "house", "none"} <= stakes


AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


def clock(duty: str, outcome: str, stopped_at: datetime | None = None) -> Clock:
    """A duty of the seller with 49.00 GBP at risk."""
    return Clock(
        duty, "seller", None, "tiktok", "platform", AT, AT, outcome=outcome, stopped_at=stopped_at,
        at_risk=Money(4900, "GBP"), stake="money",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("duty", "outcome", "after"),
    [
        ("confirm-receipt", "refunded", (ALREADY_REFUNDED, "house", None)),
        ("respond", "auto-approved", ("auto-approved", "right", None)),
        ("refund", "late", ("late", "money", Money(4900, "GBP"))),
    ],
)
def test_money_that_is_out_is_at_risk_no_more(duty: str, outcome: str, after: tuple[str, str, Money | None]) -> None:
    [changed] = with_money_out([clock(duty, outcome)], State(money="refunded"))
    assert (changed.outcome, changed.stake, changed.at_risk) == after


@pytest.mark.parametrize("money", ["none", "owed", "partial"])
def test_money_that_is_not_out_stays_at_risk(money: str) -> None:
    waiting = clock("confirm-receipt", "refunded")
    assert with_money_out([waiting], State(money=money)) == [waiting]


def test_what_was_answered_before_the_money_went_out_was_at_risk_then() -> None:
    answered = clock("confirm-receipt", "refunded", stopped_at=AT)
    assert with_money_out([answered], State(money="refunded")) == [answered]


def test_it_is_said_that_silence_refunds_nothing_more() -> None:
    waiting = clock("confirm-receipt", "refunded")
    [changed] = with_money_out([waiting], State(money="refunded"))
    assert explain_stake(waiting) == ()
    assert explain_stake(changed) == (
        "The buyer has the money already: silence refunds nothing more. Only an appeal can win it back.",
    )
