"""The due list one line a case, reckoned from all its lines in memory: what the ledger's queries are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.agenda import (
    GROUPS,
    LISTED,
    LISTED_UP_TO,
    TRACKING,
    Boundary,
    CaseLine,
    Group,
    section_of,
)
from aftersales.core.deadlines.urgency import BANDS, Action
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import STAKES


class Reckoned(NamedTuple):
    """The cases in order, the groups, how many cases each section has, and what silence on them moves."""

    lines: Sequence[CaseLine]
    groups: Sequence[Group]
    counts: Mapping[str, int]
    money: Sequence[Money]


def reckoned(actions: Sequence[Action], boundary: Boundary | None, *, fold: bool, snoozed: bool) -> Reckoned:
    """The list of these actions."""
    asleep = [] if snoozed else [a for a in actions if a.snoozed_until is not None]
    awake = [a for a in actions if snoozed or a.snoozed_until is None]
    waiting = [a for a in awake if not a.confirmed]
    members: dict[str, list[Action]] = {name: [] for name in GROUPS}
    listed: list[Action] = []
    for action in awake:
        if action.confirmed:
            name = group_of(action) if fold else ""
            (members[name] if name else listed).append(action)
    for name, few in LISTED_UP_TO.items():
        if len(members[name]) <= few:
            listed += members.pop(name)
    lines = by_case(listed, {a.case for a in waiting})
    shown = {line.action.case for line in lines}
    members["unconfirmed"] = [a for a in waiting if a.case not in shown]
    members["snoozed"] = asleep
    groups = [group(name, members[name]) for name in GROUPS if members.get(name)]
    counts = Counter(section_of(line.action, boundary) for line in lines)
    return Reckoned(lines, groups, dict(counts), urgency.money_at_risk(line.action for line in lines))


def group_of(action: Action) -> str:
    """The group of a line; empty for one that is listed."""
    if action.owner != "seller":
        return ""
    if action.before_import and action.band == "overdue" and action.stake in ("money", "right"):
        return "before-import"  # what the shop owes can still be done, and is listed as ever
    if action.kind == "delivery" and action.stake == "standing":
        return "parcels"
    if "in-transit" in action.flags and action.band != "overdue":
        return "on-the-way"
    if action.stake in LISTED:
        return ""
    if action.kind == "delivery" and action.duty in TRACKING:
        return "tracking"
    return "looks" if action.stake == "look" else "chores"


def group(name: str, actions: Sequence[Action]) -> Group:
    """Lines that are counted and not listed."""
    return Group(
        name,
        len(actions),
        sum(a.band == "overdue" for a in actions),
        min(a.snoozed_until if a.snoozed_until is not None else a.due for a in actions),
        max(a.due for a in actions),
    )


def by_case(actions: Iterable[Action], recorded: set[int]) -> list[CaseLine]:
    """One line for each case: the most urgent of its duties. What can be done since today hides nothing that ends
    before it.
    """
    cases: dict[int, Action] = {}
    lines = list(actions)
    hidden = [
        one
        for one in lines
        if one.just_opened
        and any(x.case == one.case and x.opens is None and urgency.deciding(x) < urgency.deciding(one) for x in lines)
    ]
    for action in sorted((action for action in lines if action not in hidden), key=order):
        cases.setdefault(action.case, action)
    return [CaseLine(action, action.case in recorded) for action in in_turns(list(cases.values()))]


def in_turns(actions: Sequence[Action]) -> list[Action]:
    """Of lines in order, those between which only the amount decides by turns: the dearest of each currency, the second
    of each, and so on; those without an amount last. Of more than fifteen overdue cases what silence costs decides
    before the instant, and of those that cost money or a right only the amount after it.
    """
    many = sum(action.band == "overdue" for action in actions) > 15

    def alike(action: Action) -> tuple[Any, ...]:
        band, when, stake = order(action)[:3]
        if many and action.band == "overdue":
            return (band, stake) if action.stake in ("money", "right") else (band, stake, when)
        return band, when, stake

    ordered: list[Action] = []
    for _, tied in groupby(sorted(actions, key=alike), key=alike):
        purses: dict[str, list[Action]] = {}
        for action in sorted(tied, key=order):
            purses.setdefault(action.amount.currency if action.amount else "", []).append(action)
        without = purses.pop("", [])
        for purse in purses.values():
            purse.sort(key=lambda a: -a.amount.minor if a.amount else 0)
        for turn in zip_longest(*purses.values()):
            ordered += sorted((action for action in turn if action is not None), key=order)
        ordered += without
    return ordered


def order(action: Action) -> tuple[int, datetime, int, datetime, str, int, int]:
    """By band, the earlier of act-by and due, what silence costs, the deadline, the amount within a currency."""
    amount = action.amount or Money(0, "~")
    stake = STAKES.index(action.stake) if action.stake in STAKES else len(STAKES)
    when = urgency.deciding(action)
    return BANDS.index(action.band), when, stake, action.due, amount.currency, -amount.minor, action.case
