"""What an import changes or changed, in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from itertools import groupby, islice
from types import MappingProxyType
from typing import Any

from aftersales import text
from aftersales.core.log.changed_row import CASE, CHANGED, DEADLINE, GONE, MOVED, NEW, ORDER, ChangedField, ChangedRow
from aftersales.core.time.instants import instant
from aftersales.core.vocabulary import event_text, label
from aftersales.language import mark, tr, trn
from aftersales.rendering.fields.imports import KeptRows
from aftersales.rendering.phrases import owned_duty

_MOST = 20  # of each kind
_KINDS = (
    (ORDER, NEW), (ORDER, CHANGED), (CASE, NEW), (CASE, CHANGED), (DEADLINE, NEW), (DEADLINE, MOVED), (DEADLINE, GONE),
)  # fmt: skip
_LONGEST = 40
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# What a new order or case is known by; all else is in JSON.
_OF_NEW = ("status", "platform_status", "amount", "placed_at", "opened_at", "product")
_LABELS = {
    "status": mark("status"),
    "raw_status": mark("status in the file"),
    "platform_status": mark("status in the file"),
    "amount": mark("amount"),
    "paid": mark("order total"),
    "placed_at": mark("placed"),
    "opened_at": mark("asked"),
    "paid_at": mark("paid"),
    "ready_at": mark("ready to ship"),
    "collected_at": mark("collected"),
    "delivered_at": mark("delivered", "a time"),
    "cancelled_at": mark("cancelled", "a time"),
    "refunded_at": mark("refunded", "a time"),
    "buyer": mark("buyer"),
    "tracking": mark("tracking number"),
    "reason": mark("reason"),
    "product": mark("product"),
    "quantity": mark("quantity"),
    "order_ref": mark("order"),
    "ref": mark("request"),
    "kind": mark("kind"),
    "event": mark("event"),
    "missing_since": mark("missing since"),
    "due": mark("due"),
    "substatus": mark("finer status"),
    "dispute_status": mark("state of the dispute"),
    "appeal_status": mark("state of the appeal"),
    "compensation_status": mark("state of the compensation"),
    "arbitration": mark("state of the dispute"),
    "compensation": mark("compensation"),
    "return_postage": mark("return postage"),
    "combined_ref": mark("number of the shared parcel"),
    "buyer_note": mark("buyer's note"),
    "quick_refund": mark("refunded at once"),
    "merged_into": mark("the same as case"),
    "sku": mark("SKU"),
    "stamps": mark("the platform's deadlines"),
    "dispatch_by": mark("to send by"),
    "collect_by": mark("to be collected by"),
    "ready_due": mark("to be made ready by"),
    "collection_due": mark("to be collected by"),
    "delivery_due": mark("to be delivered by"),
    "deliver_by": mark("to be delivered by"),
    "order_type": mark("kind of order"),
    "shipping_type": mark("kind of shipping"),
    "handling": mark("time for handling"),
    "fulfilment": mark("fulfilment"),
    "shipping_fee": mark("postage"),
    "cancel_asked_at": mark("cancellation asked"),
    "buyer_message": mark("buyer's message"),
    "after_sale": mark("asked of it since"),
    "cancel_reason": mark("reason for cancelling"),
}
# Nobody asks for a delivery: it begins with its order.
_LABELS_OF_DELIVERIES = {**_LABELS, "opened_at": _LABELS["placed_at"]}


def lines(
    rows: KeptRows, zone: tzinfo, *, whole: bool, steps: Mapping[int, str] = MappingProxyType({})
) -> Iterator[str]:
    """The changes under a heading for each kind: of many the first, all with `whole`. Times are told in `zone`; `steps`
    says of cases what their changes amount to.
    """
    for kind in (kind for kind in _KINDS if rows.counts.get(kind)):
        count = rows.counts[kind]
        yield _heading(*kind, count)
        fitting = rows.of_kind(*kind)
        amounts_to = steps if kind == (CASE, CHANGED) else {}
        for row in fitting if whole else islice(fitting, _MOST):
            yield f"  {line(row, zone, amounts_to.get(row.case or 0, ''))}"
        if count > _MOST and not whole:
            rest = trn("and {count} more; --all shows it", "and {count} more; --all shows them", count - _MOST)
            yield f"  {rest}"


def are_all_shown(rows: KeptRows, *, whole: bool) -> bool:
    """Whether each changed case is among the lines."""
    return whole or rows.counts.get((CASE, CHANGED), 0) <= _MOST


def _heading(subject: str, what: str, count: int) -> str:
    return {
        (ORDER, NEW): trn("{count} new order", "{count} new orders", count),
        (ORDER, CHANGED): trn("{count} changed order", "{count} changed orders", count),
        (CASE, NEW): trn("{count} new case", "{count} new cases", count),
        (CASE, CHANGED): trn("{count} changed case", "{count} changed cases", count),
        (DEADLINE, NEW): trn("{count} new deadline", "{count} new deadlines", count),
        (DEADLINE, MOVED): trn("{count} moved deadline", "{count} moved deadlines", count),
        (DEADLINE, GONE): trn("{count} deadline no longer applies", "{count} deadlines no longer apply", count),
    }[subject, what]


def line(row: ChangedRow, zone: tzinfo, steps: str = "") -> str:
    """One change in a line; `steps` is what it amounts to."""
    name = (
        row.order or ""
        if row.subject == ORDER
        else tr("case {case}, {kind}", case=row.case, kind=label(row.kind or ""))
    )
    if row.subject == DEADLINE:
        name = tr("{case}, {duty}", case=name, duty=owned_duty(row.duty or "", row.owner or ""))
    if row.what == GONE:
        return tr("{name}: was due {moment}", name=name, moment=_value("due", row.fields[0].before, zone))
    fields = [f for f in row.fields if row.what != NEW or row.subject == DEADLINE or f.field in _OF_NEW]
    if any(f.field == "platform_status" for f in fields):  # it has the finer status in it
        fields = [f for f in fields if f.field != "substatus"]
    labels = _LABELS_OF_DELIVERIES if row.subject == CASE and row.kind == "delivery" else _LABELS
    changes = [_field(field, list(some), zone, labels) for field, some in groupby(fields, key=lambda f: f.field)]
    said = text.enumerated([steps, *changes] if steps else changes)
    if row.origin and row.subject != DEADLINE:
        return tr("{name}: {said} ({origin})", name=name, said=said, origin=text.plain(row.origin))
    return tr("{name}: {said}", name=name, said=said)


def _field(name: str, some: list[ChangedField], zone: tzinfo, labels: Mapping[str, str]) -> str:
    said = tr(labels[name]) if name in labels else name.replace("_", " ")
    if name == "event":
        return tr("{field} {value}", field=said, value=text.listed(event_text(str(one.after)) for one in some))
    change = some[0]
    if change.before is None:
        return tr("{field} {value}", field=said, value=_value(name, change.after, zone))
    before, after = _value(name, change.before, zone), _value(name, change.after, zone)
    return tr("{field} {before} → {after}", field=said, before=before, after=after)


def _value(name: str, value: Any, zone: tzinfo) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict):
        return f"{value['amount']} {value['currency']}"
    written = str(value)
    if _INSTANT.fullmatch(written):
        return text.moment(instant(written).astimezone(zone))
    return label(written) if name in ("status", "kind") else text.excerpt(written, _LONGEST)
