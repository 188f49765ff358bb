"""The due list one line a case, reckoned from all its lines in memory: what the ledger's queries are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

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
    """One line for each case: the most urgent of its duties."""
    cases: dict[int, Action] = {}
    for action in sorted(actions, key=order):
        cases.setdefault(action.case, action)
    return [CaseLine(action, case in recorded) for case, action in cases.items()]


def order(action: Action) -> tuple[int, datetime, int, str, int, int, datetime]:
    """By band, the earlier of act-by and due, what silence costs, the amount within a currency."""
    amount = action.at_risk or Money(0, "~")
    stake = STAKES.index(action.stake) if action.stake in STAKES else len(STAKES)
    when = urgency.deciding(action)
    return BANDS.index(action.band), when, stake, amount.currency, -amount.minor, action.case, action.due
