"""What silence on a duty costs."""

from __future__ import annotations

from aftersales.core.rules.policy import Rule

# A rule may say otherwise with its key `stake`. Every other duty of the seller is a chore of the house.
STAKES_OF_DUTIES = {
    "respond": "money",
    "confirm-receipt": "money",
    "gather-evidence": "right",
    "answer-chargeback": "right",
    "appeal": "right",
    "claim": "right",
    "dispatch": "standing",
    "refund": "standing",
    "replace": "standing",
    "send-back": "standing",
    "answer-message": "standing",
    "check": "look",
}


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
