"""A partial refund that the buyer has not answered."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import optional_money
from aftersales.ledger.derived.store import ShopRules
from aftersales.rendering.fields.compared_return import OpenOffer

_SILENCE = ("respond", "answer-offer", "follow-up")
_AFTER_ALL_OTHERS = 1 << 62  # the number of an event that is only imagined


def open_offer(case: Case, rules: ShopRules, derived: Derived, now: datetime) -> OpenOffer | None:
    """The offer that stands, with what each answer of the buyer would start now; None where none stands."""
    if derived.state.decision != "offered":
        return None
    made = [h.event.at for h in derived.timeline.happenings if h.event.name == "request.offered"]
    known = case.amount or case.order_amount
    amount = optional_money(derived.state.offered, known.currency if known else rules.currency)
    accepted, declined = (would_start(case, rules, name, {}, now) for name in ("offer.accepted", "offer.declined"))
    return OpenOffer(amount, made[-1] if made else None, accepted, declined, _silence(derived, now))


def would_start(case: Case, rules: ShopRules, name: str, data: dict[str, str], now: datetime) -> tuple[Clock, ...]:
    """The clocks that an event would start, were it recorded now."""
    event = Event(name, now, data, recorded_at=now, id=_AFTER_ALL_OTHERS)
    would = rules.derive(case._replace(events=(*case.events, event)))
    fresh = [c for c in would.clocks if c.started_by == name and c.in_sight(now)]
    return tuple(sorted(fresh, key=lambda c: (c.due, c.duty)))


def _silence(derived: Derived, now: datetime) -> Clock | None:
    """What runs while the buyer is silent: the seller's time to answer again, the buyer's own, else a reminder."""
    running = [c for c in derived.clocks if c.duty in _SILENCE and c.stopped_at is None and c.in_sight(now)]
    return min(running, key=lambda c: (_SILENCE.index(c.duty), c.due), default=None)
