"""What claims, appeals and the postage of goods sent back bring in."""

from __future__ import annotations

from collections.abc import Iterable

from aftersales.core.cases import state as case_state
from aftersales.core.cases.model import Case, Event, State
from aftersales.core.money.amount import Money
from aftersales.named_tuple import NamedTuple

SENT_BACK = "send-back.sent"
_OF_CLAIMS = ("claim", "claim-follow-up")
_WINNING = ("appeal", *_OF_CLAIMS, "reclaim-postage")


class Recovery(NamedTuple):
    """Money of one case in minor units: `sought` = `won` + `lost` + `pending`. None of it changes what was refunded."""

    sought: int = 0
    won: int = 0
    lost: int = 0
    pending: int = 0


def recovery(refunded: int, events: Iterable[Event]) -> Recovery:
    """What a case's events, in their order, seek and have brought: of what was `refunded` by claims and appeals, and
    of what the seller paid to send refused goods back.
    """
    happened = list(events)
    sums = zip(of_refund(refunded, happened), of_postage(happened), strict=True)
    return Recovery(*(refund + postage for refund, postage in sums))


def of_refund(refunded: int, events: Iterable[Event]) -> Recovery:
    """What the claims and appeals among a case's events, in their order, seek and have brought of what was `refunded`.

    They are for the same money, so what several of them ask for is counted once. An appeal that was won without an
    amount brings back what is left of the refund, whatever came first.
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


def postage_sought(event: Event) -> int:
    """What is to be reimbursed of the postage of goods that went back, in minor units: 0 where nobody said it is."""
    return int(event.data.get("amount") or 0) if event.data.get("reimbursed") else 0


def postage_paid(events: Iterable[Event]) -> int:
    """What the seller paid to send the goods back, in minor units: of the last time; 0 where that is not known."""
    return next((int(e.data.get("amount") or 0) for e in reversed(list(events)) if e.name == SENT_BACK), 0)


def of_postage(events: Iterable[Event]) -> Recovery:
    """What of the postage of refused goods that went back to the buyer is sought and has been reimbursed."""
    won = lost = pending = 0
    for event in events:
        if event.name == SENT_BACK:
            pending += postage_sought(event)
        elif event.name in ("send-back.reimbursed", "send-back.dropped"):
            came = int(event.data.get("amount") or 0) if event.name == "send-back.reimbursed" else 0
            won, lost, pending = won + came, lost + max(0, pending - came), 0
    return Recovery(won + lost + pending, won, lost, pending)


def left_to_win_back(refunded: int, events: Iterable[Event]) -> int:
    """What of a refund no claim or appeal has brought back, in minor units."""
    return max(0, refunded - of_refund(refunded, events).won)


def winnable(case: Case, duty: str, state: State, events: Iterable[Event]) -> Money | None:
    """What an appeal, a claim or the postage can bring back now, in the case's currency: of an appeal what went out in
    this attempt or is to go out, of a claim what it asks for, each less what has been brought back; of goods that went
    back what waits to be reimbursed. None for other duties, and where no amount is known.
    """
    if duty not in _WINNING or case.kind == "review":
        return None
    happened, priced = list(events), case.amount or case.order_amount
    if priced is None:
        return None
    if duty == "appeal":
        out = state.refunded - state.before or case_state.owing(case, state) or 0
        left = left_to_win_back(out, happened)
    elif duty in _OF_CLAIMS:
        asked = next((int(e.data.get("amount") or 0) for e in reversed(happened) if e.name == "claim.opened"), 0)
        left = max(0, asked - of_refund(state.refunded, happened).won)
    else:
        left = of_postage(happened).pending
    return Money(left, priced.currency) if left else None
