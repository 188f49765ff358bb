"""What claims and appeals of a case bring back."""

from __future__ import annotations

from collections.abc import Iterable

from aftersales.core.cases import state as case_state
from aftersales.core.cases.model import Case, Event, State
from aftersales.core.money.amount import Money
from aftersales.named_tuple import NamedTuple

_OF_CLAIMS = ("claim", "claim-follow-up")


class Recovery(NamedTuple):
    """Money of one case in minor units: `sought` = `won` + `lost` + `pending`.

    Claims and appeals of one case are for the same money, so what several of them ask for is counted once. None of
    them changes what was refunded.
    """

    sought: int = 0
    won: int = 0
    lost: int = 0
    pending: int = 0


def recovery(refunded: int, events: Iterable[Event]) -> Recovery:
    """What the claims and appeals among a case's events, in their order, seek and have brought of what was `refunded`.

    An appeal that was won without an amount brings back what is left of the refund, whatever came first.
    """
    sought = won = 0
    claimed = appealed = whole = False
    for event in events:
        amount = int(event.data.get("amount") or 0)
        if event.name == "claim.opened":
            sought, claimed = max(sought, amount), True
        elif event.name in ("claim.won", "claim.lost"):
            claimed = False
            won += amount if event.name == "claim.won" else 0
        elif event.name == "appeal.filed":
            sought, appealed = max(sought, refunded), True
        elif event.name == "appeal.ruled":
            appealed = False
            won += amount
            whole = whole or (event.data.get("for") == "seller" and not amount)
    won = max(won, refunded) if whole else won
    sought = max(sought, won)
    left = sought - won
    return Recovery(sought, won, 0, left) if claimed or appealed else Recovery(sought, won, left, 0)


def left_to_win_back(refunded: int, events: Iterable[Event]) -> int:
    """What of a refund no claim or appeal has brought back, in minor units."""
    return max(0, refunded - recovery(refunded, events).won)


def winnable(case: Case, duty: str, state: State, events: Iterable[Event]) -> Money | None:
    """What an appeal or a claim can bring back now, in the case's currency: of an appeal what went out in this attempt
    or is to go out, of a claim what it asks for, each less what has been brought back. None for other duties, and
    where no amount is known.
    """
    happened, priced = list(events), case.amount or case.order_amount
    if priced is None or case.kind == "review":
        return None
    if duty == "appeal":
        out = state.refunded - state.before or case_state.owing(case, state) or 0
        left = left_to_win_back(out, happened)
    elif duty in _OF_CLAIMS:
        asked = next((int(e.data.get("amount") or 0) for e in reversed(happened) if e.name == "claim.opened"), 0)
        left = max(0, asked - recovery(state.refunded, happened).won)
    else:
        return None
    return Money(left, priced.currency) if left else None
