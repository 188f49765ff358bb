"""A partial refund that the buyer has not answered."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftersales.actions.record import approve as approval
from aftersales.context.app import App
from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import optional_money
from aftersales.core.requests import buyers
from aftersales.errors import TransitionRefused
from aftersales.language import tr
from aftersales.ledger.derived import store
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.queries import buyers as buyer_queries
from aftersales.ledger.queries import find
from aftersales.policies import library
from aftersales.rendering.fields.case_parts.offered_request import OfferedRequest
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


def offered_request(app: App, number: int, refused: TransitionRefused) -> OfferedRequest | None:
    """A case whose offer stands, for a page without the comparison that was `refused`; None where none stands."""
    ledger = app.ledger.current()
    case, rules, derived = store.derive_case(ledger, number, app.rules.of(ledger))
    offer = open_offer(case, rules, derived, app.now)
    if offer is None:
        return None
    why = refused.reason if case.kind == "return" else tr("only returns have a mode")
    approved = (
        None
        if case.kind == "return"
        else would_start(case, rules, "request.approved", approval.whole(derived.state), app.now)
    )
    buyer = buyers.counts_of(buyer_queries.histories(ledger, [number]), library.defective).get(number)
    row = find.stored_case(ledger, number)
    return OfferedRequest(case, row, derived, ZoneInfo(rules.zone), buyer, offer, approved, why)


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
