"""Orders and requests of a file, as they were understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aftersales import text
from aftersales.core.cases.facts import CaseFacts, OrderFacts, OrderLine
from aftersales.core.cases.statuses import STATUSES
from aftersales.core.money.amount import Money, optional_money
from aftersales.core.time.instants import instant
from aftersales.core.vocabulary import label
from aftersales.importing.formats.facts import facts_of
from aftersales.language import mark, tr
from aftersales.named_tuple import NamedTuple
from aftersales.rendering.fields.import_parts.explained import Understood

_LINE = "line"
# What people read for a status of a request or an order, where it is not a state of a case.
_STATUSES = {
    "in-process": mark("approved, under way"),
    "awaiting-ship": mark("approved, parcel not sent yet"),
    "receive-rejected": mark("parcel refused"),
    "refund-due": mark("approved, refund owed"),
    "complete": mark("approved and refunded"),
    "replaced": mark("approved and settled in goods"),
    "cancelled": mark("cancelled"),
    "unpaid": mark("unpaid"),
    "on-hold": mark("on hold"),
    "awaiting-shipment": mark("to be shipped"),
    "partially-shipping": mark("shipped in part"),
    "awaiting-collection": mark("ready, not collected yet"),
    "in-transit": mark("in transit"),
    "completed": mark("completed"),
}


class _Saying(NamedTuple):
    """A fact, and its value for people and for programs."""

    fact: str
    said: str
    value: Any


def words(facts: CaseFacts | OrderFacts, zone: ZoneInfo) -> list[Understood]:
    """What was understood of an order or a request; its times are told in `zone`."""
    if isinstance(facts, OrderFacts):
        return [about("orders", *saying) for saying in _order(facts, zone)]
    return [about("cases", *saying) for saying in _case(facts, zone)]


def about(carries: str, fact: str, said: str, value: Any) -> Understood:
    """One fact of `orders` or `cases`, with what it means."""
    meaning = tr("goods") if fact == _LINE else tr(facts_of(carries)[fact].meaning)
    return Understood(fact, meaning, said, value)


def _order(order: OrderFacts, zone: ZoneInfo) -> Iterator[_Saying]:
    """What was understood of an order."""
    yield _Saying("order", order.ref, order.ref)
    yield _status(order.raw_status or "", order.status)
    for fact in ("placed_at", "paid_at", "ready_at", "collected_at", "delivered_at", "cancelled_at"):
        value = getattr(order, fact)
        if value:
            yield _time(fact, instant(value), zone)
    yield from _money("amount", optional_money(order.amount, order.currency))
    yield from _money("shipping_fee", optional_money(order.shipping_fee, order.currency))
    yield from _texts(order, "buyer", "tracking", "buyer_message", "after_sale", "cancel_reason")
    for fact in ("order_type", "fulfilment"):
        if value := getattr(order, fact):
            yield _Saying(fact, label(value), value)
    yield from _lines(order.lines, order.currency)


def _case(request: CaseFacts, zone: ZoneInfo) -> Iterator[_Saying]:
    """What was understood of a request."""
    yield _Saying("ref", request.ref, request.ref)
    yield from _texts(request, "order")
    if request.unknown_kind:
        said = tr("{kind}, since the word “{word}” is not known", kind=label(request.kind), word=request.unknown_kind)
        yield _Saying("kind", said, request.kind)
    else:
        yield _Saying("kind", label(request.kind), request.kind)
    yield _time("opened_at", request.opened_at, zone)
    yield _status(request.raw, request.status if request.status in STATUSES else None)
    yield from _money("line_amount", request.amount)
    yield from _money("order_amount", request.paid)
    yield from _texts(request, "buyer", "reason", "tracking")
    if request.refunded_at:
        yield _time("refunded_at", request.refunded_at, zone)
    yield from _texts(request.texts, "note")
    yield from _lines(request.lines, request.amount.currency if request.amount else None)


def _status(raw: str, status: str | None) -> _Saying:
    if status is None:
        said = tr("“{word}”, which is not known: the list will ask you to look", word=text.plain(raw))
        return _Saying("status", said, None)
    return _Saying("status", tr("{status} (“{word}”)", status=_status_text(status), word=text.plain(raw)), status)


def _status_text(status: str) -> str:
    return tr(_STATUSES[status]) if status in _STATUSES else label(status)


def _time(fact: str, when: datetime, zone: ZoneInfo) -> _Saying:
    local = when.astimezone(zone)
    return _Saying(fact, text.moment(local), local.isoformat())


def _money(fact: str, amount: Money | None) -> Iterator[_Saying]:
    if amount is not None:
        yield _Saying(fact, str(amount), {"amount": amount.decimal(), "currency": amount.currency})


def _texts(row: Any, *facts: str) -> Iterator[_Saying]:
    for fact in facts:
        if value := getattr(row, fact):
            yield _Saying(fact, text.plain(str(value)), value)


def _lines(lines: Sequence[OrderLine], currency: str | None) -> Iterator[_Saying]:
    """The goods, an entry for each line."""
    for line in lines:
        amount = optional_money(line.amount, currency)
        parts = [line.product, line.variation, line.sku, None if amount is None else str(amount)]
        goods = text.listed(text.plain(part) for part in parts if part)
        said = goods if line.quantity is None else tr("{quantity} × {goods}", quantity=line.quantity, goods=goods)
        value = {**line._asdict(), "amount": None if amount is None else amount.decimal(), "currency": currency}
        yield _Saying(_LINE, said, value)
