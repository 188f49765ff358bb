"""What came of a case, and what was missed."""

# A report tells what has become known since the last one. So the same is asked twice: of the case as it stood then, and
# as it stands now. What the second answer has and the first has not is news, whenever it happened.

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aftersales.core.cases.events import DECISIONS
from aftersales.core.deadlines import clock_state
from aftersales.core.money.amount import Money
from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:  # most reports derive no case
    from aftersales.core.cases.model import Case, Event
    from aftersales.core.clocks.clock import Clock
    from aftersales.core.clocks.derive import Derived

_JUDGED = ("money", "right", "standing")  # what of the seller's own duties counts as missed
_RULINGS = {"dispute.ruled": "dispute", "appeal.ruled": "appeal"}
_CLAIMS = {"claim.won": "won", "claim.lost": "lost"}
_TELLING = DECISIONS | {*_RULINGS, *_CLAIMS, "refund.issued", "order.cancelled"}


class CaseResult(NamedTuple):
    """Something that came of a case, told once. `what` is answered, refunded, dispute, appeal, claim or cancelled;
    `how` is the decision (approved, offered, rejected), the mode of a refund, seller or buyer for whom a ruling is, won
    or lost; `by` is seller, platform, buyer or unknown. `number` counts those of one kind in the case. `at` is UTC.
    """

    case: int
    shop: str
    market: str
    kind: str
    what: str
    how: str
    by: str
    at: datetime
    money: Money | None = None
    reason: str | None = None
    number: int = 1

    @property
    def key(self) -> tuple[Any, ...]:
        """What it is known by, whenever it was learned."""
        return self.case, self.what, self.number

    @property
    def is_by_platform(self) -> bool:
        """Whether the platform decided it, and not the seller."""
        return self.by == "platform"

    @property
    def is_by_silence(self) -> bool:
        """Whether the platform gave the buyer the money because the seller had not answered in time."""
        return self.is_by_platform and (self.what == "refunded" or (self.what, self.how) == ("answered", "approved"))


class MissedDeadline(NamedTuple):
    """A deadline of the seller's that passed without an answer. `fate` is what came of it: `lost` where the platform
    has acted, `open` where nobody knows yet, `late` where the seller answered late. `money` is what silence moves; None
    where that is none. `due` is UTC.
    """

    case: int
    shop: str
    market: str
    kind: str
    duty: str
    stake: str
    due: datetime
    fate: str
    money: Money | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """What it is known by, whatever came of it later."""
        return self.case, self.duty, self.due


def results(case: Case, derived: Derived, at: datetime) -> list[CaseResult]:
    """What came of a case up to `at` (UTC), in order."""
    events = [happening.event for happening in derived.timeline.happenings if happening.event.at <= at]
    numbers: Counter[str] = Counter()
    kept = []
    for event in events:
        result = _result(case, derived, event)
        if result is not None:
            numbers[result.what] += 1
            kept.append(result._replace(number=numbers[result.what]))
    return kept


def _result(case: Case, derived: Derived, event: Event) -> CaseResult | None:
    name = event.name
    if name not in _TELLING:
        return None
    about = CaseResult(case.id, case.shop, case.market, case.kind, "", "", "platform", event.at, reason=case.reason)
    asked = case.amount or case.order_amount
    if name in DECISIONS and name.startswith("request."):
        how = name.removeprefix("request.")
        return about._replace(what="answered", how=how, by=_decider(derived, event), money=asked)
    if name in _RULINGS:
        won = _amount(case, event) or (asked if case.kind != "review" else None)
        return about._replace(what=_RULINGS[name], how=str(event.data.get("for") or ""), money=won)
    if name in _CLAIMS:
        return about._replace(what="claim", how=_CLAIMS[name], money=_amount(case, event) or asked)
    if name == "refund.issued":
        paid = _amount(case, event) or case.amount
        return about._replace(what="refunded", how=derived.state.mode, by=_payer(derived, event), money=paid)
    if name == "order.cancelled":
        by = str(event.data.get("by") or ("seller" if event.source == "hand" else _canceller(derived, event)))
        return about._replace(what="cancelled", how="", by=by, money=case.order_amount or case.amount)
    return None


def _amount(case: Case, event: Event) -> Money | None:
    known = case.amount or case.order_amount
    minor = event.data.get("amount")
    return Money(int(minor), known.currency) if minor is not None and known is not None else None


def _decider(derived: Derived, event: Event) -> str:
    """Who answered a request: only an approval can be the platform's own, and only after the time to answer."""
    if event.source == "hand" or event.name != "request.approved":
        return "seller"
    answered = [c for c in derived.clocks if c.duty == "respond" and c.stopped_by == event.name]
    if answered and all(c.stopped_at is not None and c.stopped_at <= c.due for c in answered):
        return "seller"
    return derived.state.approved_by or "unknown"


def _payer(derived: Derived, event: Event) -> str:
    """Who refunded: the platform, where nobody had checked the parcel in time; else nobody knows."""
    if event.source == "hand":
        return "seller"
    by_silence = any(
        c.outcome == "refunded" and c.owner == "seller" and c.stopped_by == "refund.issued" and _is_late(c)
        for c in derived.clocks
    )
    return "platform" if by_silence else "unknown"


def _canceller(derived: Derived, event: Event) -> str:
    """Who cancelled an order: the platform, where the time to send it had run out; else nobody knows."""
    late = (c for c in derived.clocks if c.outcome == "order-cancelled" and c.stopped_by == event.name)
    return "platform" if any(map(_is_late, late)) else "unknown"


def _is_late(clock: Clock) -> bool:
    return clock.stopped_at is not None and (clock.stopped_from or clock.stopped_at) >= clock.due


def missed(case: Case, derived: Derived, at: datetime, first_import: datetime | None = None) -> list[MissedDeadline]:
    """The seller's deadlines that had passed without an answer at `at` (UTC), each duty and attempt once. What was due
    before the shop's first import can't have been missed with this program.
    """
    earliest: dict[tuple[str, int], Clock] = {}
    for clock in sorted(derived.clocks, key=lambda c: c.due):
        if _counts(clock, at) and (first_import is None or clock.due >= first_import):
            earliest.setdefault((clock.duty, clock.attempt), clock)
    late = (c for c in earliest.values() if clock_state.state_of(c, at) == "missed")
    return [
        MissedDeadline(
            case.id,
            case.shop,
            case.market,
            case.kind,
            c.duty,
            c.stake,
            c.due,
            _fate(c, derived),
            c.at_risk if c.stake == "money" else None,
        )
        for c in late
    ]


def _counts(clock: Clock, at: datetime) -> bool:
    """Whether a clock is one that can have been missed: an appeal is a right that nobody must use."""
    if clock.owner != "seller" or clock.stake not in _JUDGED or clock.outcome == "window-closed":
        return False
    if clock.chained and clock.started_at >= at:
        return False
    return clock.holds or not clock.unanswered


def _fate(clock: Clock, derived: Derived) -> str:
    if clock.stopped_at is None:
        return "open"
    if clock.duty == "respond":
        approved = clock.stopped_by == "request.approved" and derived.state.approved_by in ("platform", "unknown")
        return "lost" if approved else "late"
    return "lost" if clock.stopped_by in ("refund.issued", "order.cancelled") and _is_late(clock) else "late"
