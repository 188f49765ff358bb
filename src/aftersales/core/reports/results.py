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
    from aftersales.core.cases.timeline import Timeline
    from aftersales.core.clocks.clock import Clock
    from aftersales.core.clocks.derive import Derived

_JUDGED = ("money", "right", "standing")  # what of the seller's own duties counts as missed
_RULINGS = {"dispute.ruled": "dispute", "appeal.ruled": "appeal"}
_CLAIMS = {"claim.won": "won", "claim.lost": "lost"}
# What of a case's events is told, and as what.
_WHAT = {
    **{name: "answered" for name in DECISIONS if name.startswith("request.")},
    **_RULINGS,
    **dict.fromkeys(_CLAIMS, "claim"),
    "refund.issued": "refunded",
    "order.cancelled": "cancelled",
}
TELLING = frozenset(_WHAT)

ResultKey = tuple[int, str, int]  # the case, what came of it, and which of its kind it is


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
    def key(self) -> ResultKey:
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


class Actors(NamedTuple):
    """Who did what the data of a case show, where nobody recorded it: seller, platform or unknown."""

    approved: str = "unknown"
    refunded: str = "unknown"
    cancelled: str = "unknown"


def keys(case: Case, timeline: Timeline, at: datetime) -> dict[ResultKey, Event]:
    """What came of a case up to `at` (UTC), in order: by what each result is known, and the event that brought it."""
    numbers: Counter[str] = Counter()
    kept: dict[ResultKey, Event] = {}
    for happening in timeline.happenings:
        event = happening.event
        what = _WHAT.get(event.name)
        if what is not None and event.at <= at:
            numbers[what] += 1
            kept[case.id, what, numbers[what]] = event
    return kept


def needs_clocks(timeline: Timeline) -> bool:
    """Whether only a case's clocks, with since when each may have been stopped, tell who did what its data show."""
    return any(
        h.event.source != "hand" and _WHAT.get(h.event.name) in ("refunded", "cancelled") for h in timeline.happenings
    )


def actors(derived: Derived) -> Actors:
    """Who did what, as a case's clocks tell it. Only an approval can be the platform's own, and only after the time to
    answer. It was the platform that refunded where nobody had checked the parcel in time, and that cancelled an order
    where the time to send it had run out; else nobody knows.
    """
    clocks = derived.clocks
    answered = [c for c in clocks if c.duty == "respond" and c.stopped_by == "request.approved"]
    in_time = answered and all(c.stopped_at is not None and c.stopped_at <= c.due for c in answered)
    refunded = any(
        c.outcome == "refunded" and c.owner == "seller" and c.stopped_by == "refund.issued" and _is_late(c)
        for c in clocks
    )
    cancelled = any(
        c.outcome == "order-cancelled" and c.stopped_by == "order.cancelled" and _is_late(c) for c in clocks
    )
    return Actors(
        "seller" if in_time else derived.state.approved_by or "unknown",
        "platform" if refunded else "unknown",
        "platform" if cancelled else "unknown",
    )


def results(case: Case, timeline: Timeline, who: Actors, at: datetime) -> list[CaseResult]:
    """What came of a case up to `at` (UTC), in order."""
    about = CaseResult(case.id, case.shop, case.market, case.kind, "", "", "platform", at, reason=case.reason)
    return [
        _result(case, timeline.state.mode, who, event, about._replace(what=key[1], number=key[2], at=event.at))
        for key, event in keys(case, timeline, at).items()
    ]


def _result(case: Case, mode: str, who: Actors, event: Event, about: CaseResult) -> CaseResult:
    name, by_hand = event.name, event.source == "hand"
    asked = case.amount or case.order_amount
    if about.what == "answered":
        by = who.approved if name == "request.approved" and not by_hand else "seller"
        return about._replace(how=name.removeprefix("request."), by=by, money=asked)
    if name in _RULINGS:
        won = _amount(case, event) or (asked if case.kind != "review" else None)
        return about._replace(how=str(event.data.get("for") or ""), money=won)
    if name in _CLAIMS:
        return about._replace(how=_CLAIMS[name], money=_amount(case, event) or asked)
    if about.what == "refunded":
        paid = _amount(case, event) or case.amount
        return about._replace(how=mode, by="seller" if by_hand else who.refunded, money=paid)
    by = str(event.data.get("by") or ("seller" if by_hand else who.cancelled))
    return about._replace(by=by, money=case.order_amount or case.amount)


def _amount(case: Case, event: Event) -> Money | None:
    known = case.amount or case.order_amount
    minor = event.data.get("amount")
    return Money(int(minor), known.currency) if minor is not None and known is not None else None


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
