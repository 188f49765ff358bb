"""The orders in which the list of duties can stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.urgency import BANDS, Action
from aftersales.core.vocabulary import STAKES

# So many overdue cases are read one by one. Of more the dearest come first: a screen has no room for all of them.
MANY = 15
COSTLY = ("money", "right")  # where silence costs an amount; elsewhere an amount says nothing of the cost


def as_listed(actions: Iterable[Action]) -> list[Action]:
    """In the order of the list one line a case: by band, then by the instant to act, what silence costs, the money. Of
    many overdue cases what silence costs decides before the instant.
    """
    ordered = sorted(actions, key=_by_instant)
    many = len({a.case for a in ordered if a.band == "overdue"}) > MANY

    def tie(action: Action) -> tuple[int, datetime | None, int, datetime | None]:
        """Lines that are alike in this stand by their amounts. Of a band and a stake either all are late, or none."""
        late, moment = many and action.band == "overdue", urgency.deciding(action)
        by_amount = late and action.stake in COSTLY
        return BANDS.index(action.band), None if late else moment, _weight(action), None if by_amount else moment

    return _dearest_first(ordered, tie)


def _by_instant(a: Action) -> tuple[int, datetime, int, datetime, str, int, int]:
    amount = (a.amount.currency, -a.amount.minor) if a.amount else ("~", 0)
    return BANDS.index(a.band), urgency.deciding(a), _weight(a), a.due, *amount, a.case


def _weight(action: Action) -> int:
    return STAKES.index(action.stake) if action.stake in STAKES else len(STAKES)


def by(key: str, actions: Sequence[Action]) -> list[Action]:
    """Sorted by one of SORTS; what is alike in it stays in order."""
    if key == "urgency":
        return list(actions)
    if key == "amount":
        return _dearest_first(actions, lambda _: ())
    return sorted(actions, key=_KEYS[key])


_KEYS: dict[str, Callable[[Action], Any]] = {
    "due": lambda a: a.due,
    "shop": lambda a: a.shop,
    "kind": lambda a: a.kind,
    "case": lambda a: a.case,
}


def _dearest_first(actions: Sequence[Action], tie: Callable[[Action], Any]) -> list[Action]:
    """By `tie`, then by amount: the dearest of each currency, then the second of each, and so on, since amounts of two
    currencies can't be compared; what has no amount comes last, and what is alike stays in order.
    """
    turns: dict[int, int] = {}
    numbers = Counter[Any]()
    for n, action in sorted(enumerate(actions), key=lambda pair: -pair[1].amount.minor if pair[1].amount else 0):
        group = (tie(action), action.amount.currency if action.amount else None)
        numbers[group] += 1
        turns[n] = numbers[group] if action.amount else 0
    order = sorted(enumerate(actions), key=lambda pair: (tie(pair[1]), pair[1].amount is None, turns[pair[0]]))
    return [action for _, action in order]
