"""The simulated requests: how each comes, is answered, and ends."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from aftersales.named_tuple import NamedTuple
from aftersales.syncing.platform.markets import (
    CANCEL_REASONS,
    DAY,
    HOUR,
    REFUND_REASONS,
    RETURN_REASONS,
    PlatformTerm,
    SimulatedMarket,
)
from aftersales.syncing.platform.order_lives import OrderedUnit, OrderLife

NO_EXTRA: Mapping[str, Any] = {}
_SUCCESS, _COMPLETE = "RETURN_OR_REFUND_REQUEST_SUCCESS", "RETURN_OR_REFUND_REQUEST_COMPLETE"
_CLOSED, _REFUSED = "RETURN_OR_REFUND_REQUEST_CANCEL", "REFUND_OR_RETURN_REQUEST_REJECT"
_PENDING = "RETURN_OR_REFUND_REQUEST_PENDING"


class CaseVersion(NamedTuple):
    """A request from `at` on, with the platform's `updated` time; `action` is what the seller owes by `deadline`.
    `amount` (minor units) is the refund; `extra` are further keys of its row; `role` and `said` are its record.
    """

    at: int
    updated: int
    status: str
    action: str
    deadline: int
    amount: int
    extra: Mapping[str, Any]
    role: str
    said: str


class CaseLife(NamedTuple):
    """A request with its whole course. `type` is its return_type or cancel_type; `fixed` are keys of every version."""

    id: str
    order: str
    type: str
    units: tuple[OrderedUnit, ...]
    created: int
    role: str
    reason: str
    reason_text: str
    fixed: Mapping[str, Any]
    versions: tuple[CaseVersion, ...]

    @property
    def is_cancellation(self) -> bool:
        """Whether it belongs to the stream of cancellations."""
        return self.type in ("CANCEL", "BUYER_CANCEL")


class _Course:
    """Collects the versions of one request in the order of time."""

    def __init__(self, rng: Random, market: SimulatedMarket, opened: int, amount: int) -> None:
        self.rng, self.market, self.at, self.amount = rng, market, opened, amount
        self.extra: Mapping[str, Any] = NO_EXTRA
        self.versions: list[CaseVersion] = []

    def add(self, status: str, role: str, said: str, *, action: str = "", deadline: int = 0) -> None:
        """What is so from now on."""
        version = CaseVersion(self.at, self.at, status, action, deadline, self.amount, self.extra, role, said)
        self.versions.append(version)

    def later(self, low: int, high: int) -> None:
        """Let some time pass (seconds)."""
        self.at += self.rng.randrange(low, high)

    def tell(self, **extra: Any) -> None:
        """Further keys from the next version on."""
        self.extra = {**self.extra, **extra}

    def ask(self, status: str, action: str, term: PlatformTerm, said: str, role: str = "BUYER") -> bool:
        """Ask the seller. True where he answers, and then it is the time of the answer; else that of the deadline."""
        deadline = self.market.after(self.at, term)
        self.add(status, role, said, action=action, deadline=deadline)
        chance = self.rng.random()
        if chance < 0.12:
            self.at = deadline
            return False
        share = self.rng.uniform(0.85, 0.99) if chance < 0.25 else self.rng.uniform(0.02, 0.6)
        self.at += int((deadline - self.at) * share)
        return True

    def refunded(self, said: str, role: str) -> None:
        """Approved; the money follows."""
        self.add(_SUCCESS, role, said)
        self.later(10 * 60, 30 * HOUR)
        self.add(_COMPLETE, "SYSTEM", "Refund issued")

    def closed(self, role: str, said: str, status: str = _CLOSED) -> None:
        """Ended without a refund."""
        self.add(status, role, said)


def case_life(rng: Random, market: SimulatedMarket, id_: str, order: OrderLife, opened: int, type_: str) -> CaseLife:
    """A request of a type on an order, opened at `opened` (unix seconds)."""
    units = order.units if type_ in ("CANCEL", "BUYER_CANCEL") else order.units[: rng.randint(1, len(order.units))]
    amount = sum(unit.good.price for unit in units)
    amount += order.shipping_fee if len(units) == len(order.units) else 0
    course = _Course(rng, market, opened, amount)
    fixed: Mapping[str, Any] = NO_EXTRA
    reasons: tuple[tuple[str, str], ...] = REFUND_REASONS
    if type_ == "REFUND":
        fixed = _refund(course, order)
    elif type_ == "RETURN_AND_REFUND":
        reasons = RETURN_REASONS
        fixed = _return(course, order)
    elif type_ == "BUYER_CANCEL":
        reasons = CANCEL_REASONS
        _buyer_cancel(course)
    elif type_ == "CANCEL":
        reasons = (("seller_cancel_reason_out_of_stock", "Out of stock"),)
        course.add("CANCELLATION_REQUEST_COMPLETE", "SELLER", "The seller cancelled the order")
    else:
        reasons = RETURN_REASONS[:2]
        _exchange(course, type_)
    reason, text = rng.choice(reasons)
    role = "SELLER" if type_ == "CANCEL" else "BUYER"
    return CaseLife(id_, order.id, type_, units, opened, role, reason, text, fixed, tuple(course.versions))


def _answer_term(course: _Course) -> PlatformTerm:
    market = course.market
    return market.dear if course.amount >= market.dear_from else market.answer


def _refund(course: _Course, order: OrderLife) -> Mapping[str, Any]:
    rng = course.rng
    if rng.random() < 0.06:
        course.add(_COMPLETE, "SYSTEM", "Refunded at once by the platform")
        return {"is_quick_refund": True}
    if rng.random() < 0.05 and order.time("delivery_time"):
        course.add(_PENDING, "BUYER", "The buyer asked for a refund", action="SELLER_RESPOND_REFUND",
                   deadline=course.market.after(course.at, _answer_term(course)))  # fmt: skip
        course.later(HOUR, 10 * HOUR)
        course.closed("BUYER", "The buyer withdrew the request")
        return NO_EXTRA
    if not course.ask(_PENDING, "SELLER_RESPOND_REFUND", _answer_term(course), "The buyer asked for a refund"):
        course.refunded("Approved automatically: the seller did not respond", "SYSTEM")
        return NO_EXTRA
    chance = rng.random()
    if chance < 0.6:
        course.refunded("The seller approved the refund", "SELLER")
    elif chance < 0.75:
        _offer(course)
    else:
        _reject(course, _REFUSED, "The seller rejected the request")
    return NO_EXTRA


def _offer(course: _Course) -> None:
    """The seller offers a part of the money; the buyer takes it, or the request is back with the seller."""
    market, part = course.market, max(course.amount * 2 // 5, 1)
    offer = {"currency": market.currency, "amount": market.money(part)}
    course.tell(seller_proposed_return_type="PARTIAL_REFUND", partial_refund=offer)
    course.add("AWAITING_BUYER_RESPONSE", "SELLER", "The seller offered a partial refund")
    course.later(2 * HOUR, 40 * HOUR)
    if course.rng.random() < 0.6:
        course.amount = part
        course.refunded("The buyer accepted the offer", "BUYER")
        return
    course.tell(buyer_rejected_partial_refund=True)
    said = "The buyer declined the offer"
    if course.ask(_PENDING, "SELLER_RESPOND_REFUND", _answer_term(course), said):
        _reject(course, _REFUSED, "The seller rejected the request")
    else:
        course.refunded("Approved automatically: the seller did not respond", "SYSTEM")


def _reject(course: _Course, status: str, said: str) -> None:
    """The seller refuses; the buyer gives in, or the platform decides."""
    course.add(status, "SELLER", said)
    if course.rng.random() < 0.6:
        course.later(2 * DAY, course.market.dispute * DAY)
        course.closed("SYSTEM", "Closed: the buyer did not dispute")
        return
    course.later(3 * HOUR, 30 * HOUR)
    course.tell(arbitration_status="IN_PROGRESS")
    course.add(status, "BUYER", "The buyer opened a dispute")
    course.later(1 * DAY, 4 * DAY)
    if course.rng.random() < 0.5:
        course.tell(arbitration_status="SUPPORT_BUYER")
        course.refunded("The platform decided for the buyer", "OPERATOR")
    else:
        course.tell(arbitration_status="SUPPORT_SELLER")
        course.closed("OPERATOR", "The platform decided for the seller")


def _return(course: _Course, order: OrderLife) -> Mapping[str, Any]:
    rng, market = course.rng, course.market
    fixed = {
        "shipment_type": "BUYER_ARRANGE" if order.is_seller_shipping else "PLATFORM",
        "handover_method": "DROP_OFF",
        "return_method": "BUYER_SHIPPED",
        "return_shipping_document_type": "QR_CODE_NBNL" if rng.random() < 0.2 else "SHIPPING_LABEL",
    }
    said = "The buyer asked to return the goods"
    if not course.ask(_PENDING, "SELLER_RESPOND_RETURN", _answer_term(course), said):
        course.add("AWAITING_BUYER_SHIP", "SYSTEM", "Approved automatically: the seller did not respond")
    elif rng.random() < 0.85:
        course.add("AWAITING_BUYER_SHIP", "SELLER", "The seller approved the return")
    else:
        _reject(course, _REFUSED, "The seller rejected the request")
        return fixed
    if rng.random() < 0.15:
        course.at += market.ship_back * DAY
        course.closed("SYSTEM", "Closed: the buyer did not send the goods")
        return fixed
    course.later(4 * HOUR, min(market.ship_back, 6) * DAY)
    course.tell(return_tracking_number=f"RT{rng.randrange(10**10, 10**11)}", return_provider_name="Parcel carrier")
    course.add("BUYER_SHIPPED_ITEM", "BUYER", "The parcel is on its way")
    course.later(1 * DAY, 4 * DAY)
    arrived = "The parcel was delivered to the seller"
    if not course.ask("BUYER_SHIPPED_ITEM", "SELLER_RESPOND_RECEIVE_PACKAGE", market.receive, arrived, "SYSTEM"):
        course.refunded("Approved automatically: the seller did not respond", "SYSTEM")
    elif rng.random() < 0.9:
        course.refunded("The seller accepted the parcel", "SELLER")
    else:
        _reject(course, "REJECT_RECEIVE_PACKAGE", "The seller rejected the parcel")
    return fixed


def _exchange(course: _Course, type_: str) -> None:
    """A replacement or an exchange: the other article is sent, or the money goes back, or nothing."""
    # No action is documented for exchanges.
    action = "SELLER_RESPOND_REPLACEMENT" if type_ == "REPLACEMENT" else ""
    start, term = f"{type_}_REQUEST_PENDING", course.market.replacement
    if action:
        answered = course.ask(start, action, term, "The buyer asked for another article")
    else:
        course.add(start, "BUYER", "The buyer asked for another article")
        course.later(HOUR, 20 * HOUR)
        answered = True
    chance = course.rng.random()
    if not answered or chance < 0.7:
        course.add(f"{type_}_REQUEST_COMPLETE", "SELLER" if answered else "SYSTEM", "A new order was made")
    elif chance < 0.85:
        course.add(f"{type_}_REQUEST_REFUND_SUCCESS", "SELLER", "The money was refunded instead")
    else:
        course.add(f"{type_}_REQUEST_CANCEL", "BUYER", "The buyer withdrew the request")


def _buyer_cancel(course: _Course) -> None:
    pending, action = "CANCELLATION_REQUEST_PENDING", "SELLER_RESPOND_BUYER_CANCEL"
    answered = course.ask(pending, action, course.market.cancellation, "The buyer asked to cancel the order")
    if answered and course.rng.random() < 0.25:
        course.add("CANCELLATION_REQUEST_CANCEL", "SELLER", "The seller rejected the cancellation")
        return
    course.add("CANCELLATION_REQUEST_SUCCESS", "SELLER" if answered else "SYSTEM", "The cancellation was approved")
    course.later(5 * 60, 20 * HOUR)
    course.add("CANCELLATION_REQUEST_COMPLETE", "SYSTEM", "Refund issued")
