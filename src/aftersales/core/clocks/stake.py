"""What silence on a duty costs."""

from __future__ import annotations

from collections.abc import Iterable

from aftersales.core.cases.model import State
from aftersales.core.clocks.clock import Clock
from aftersales.core.rules.policy import Rule
from aftersales.language import tr

# A rule may say otherwise with its key `stake`. Every other duty of the seller is a chore of the house.
STAKES_OF_DUTIES = {
    "respond": "money",
    "confirm-receipt": "money",
    "gather-evidence": "right",
    "answer-chargeback": "right",
    "appeal": "right",
    "claim": "right",
    "reclaim": "right",
    "claim-follow-up": "house",
    "reclaim-postage": "house",
    "dispatch": "standing",
    "refund": "standing",
    "replace": "standing",
    "send-back": "standing",
    "answer-message": "standing",
    "check": "look",
}

ALREADY_REFUNDED = "already-refunded"  # the outcome of a duty whose silence would cost money that is out


def stake_of(duty: str, owner: str, *, stamped: bool = False) -> str:
    """The stake of a duty, one of `vocabulary.STAKES`; `stamped` says that the platform gave its deadline.

    A look that the platform has set a deadline for may move money; what others owe costs the seller nothing.
    """
    if owner != "seller":
        return "none"
    if duty == "check" and stamped:
        return "money"
    return STAKES_OF_DUTIES.get(duty, "house")


def stake_of_rule(rule: Rule) -> str:
    """What silence on the duty of a rule costs: what the rule says, else the usual stake of its duty."""
    return rule.stake or stake_of(rule.duty, rule.owner)


def with_money_out(clocks: Iterable[Clock], state: State) -> list[Clock]:
    """The clocks, where the whole refund is out before the seller answered: silence moves no money any more. A receipt
    that is not confirmed is only a chore then; a request that is not answered is approved, which gives up a right.
    """
    if state.money != "refunded":
        return list(clocks)
    return [_without_risk(clock) if clock.stopped_at is None else clock for clock in clocks]


def explain_stake(clock: Clock) -> tuple[str, ...]:
    """What the note of the clock's rule does not know of the case."""
    if clock.outcome != ALREADY_REFUNDED:
        return ()
    return (tr("The buyer has the money already: silence refunds nothing more. Only an appeal can win it back."),)


def _without_risk(clock: Clock) -> Clock:
    if clock.duty == "confirm-receipt":
        return clock._replace(outcome=ALREADY_REFUNDED, stake="house", at_risk=None)
    return clock._replace(stake="right", at_risk=None) if clock.duty == "respond" else clock
