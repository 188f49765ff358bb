"""What silence costs, by duty and owner."""

from __future__ import annotations

import pytest

from aftersales.core.clocks.stake import STAKES_OF_DUTIES, stake_of, stake_of_rule
from aftersales.core.vocabulary import STAKES
from aftersales.policies.find import markets
from aftersales.policies.load import load as load_policy


@pytest.mark.parametrize(
    ("duty", "stake"),
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
