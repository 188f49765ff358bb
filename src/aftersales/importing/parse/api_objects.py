"""Facts from the objects of an API answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from aftersales.core.cases.facts import CaseFacts, OrderFacts, OrderLine, Reject, RequestTexts
from aftersales.core.cases.model import Stamp
from aftersales.core.money.amount import Money
from aftersales.core.money.entered import is_platform_number
from aftersales.core.time.instants import iso
from aftersales.core.time.length import Length
from aftersales.importing.files.answer_records import RecordTimes, StoredRecord
from aftersales.importing.formats.format import Format
from aftersales.importing.formats.recogniser import of_array
from aftersales.importing.parse.kinds import kind_of
from aftersales.importing.parse.money import decimal_money
from aftersales.importing.parse.times import unix
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

Answer = dict[str, Any]
_BY_SELLER, _BY_BUYER = "CANCEL", "BUYER_CANCEL"  # who asked for a cancellation
_POSTAGE = ("seller_paid_return_shipping_fee", "currency")


class _BadValue(Exception):
    def __init__(self, key: str, value: object, reason: str) -> None:
        self.key, self.value = key, value
        super().__init__(reason)


class _Object:
    """One object of an answer, read by its format. A missing key is None: the platform leaves empty ones out."""

    def __init__(self, form: Format, data: Answer, digest: int = 0) -> None:
        self.form, self.data, self.digest = form, data, digest

    def raw(self, fact: str) -> Any:
        value: Any = self.data
        for key in self.form.fields.get(fact, "\0").split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def bad(self, fact: str, reason: str) -> _BadValue:
        return _BadValue(self.form.fields.get(fact, fact), self.raw(fact), reason)

    def text(self, fact: str) -> str | None:
        value = self.raw(fact)
        return str(value).strip() or None if value is not None and not isinstance(value, (dict, list)) else None

    def id(self, fact: str) -> str | None:
        text = self.text(fact)
        if text in (None, "0"):
            return None
        if not is_platform_number(text):
            raise self.bad(fact, tr("is not a platform number (6 to 25 digits)"))
        return text

    def needed_id(self, fact: str) -> str:
        value = self.id(fact)
        if value is None:
            raise self.bad(fact, tr("is missing"))
        return value

    def time(self, fact: str) -> datetime | None:
        value = self.raw(fact)
        if value in (None, "", 0, "0"):
            return None
        try:
            return unix(value)
        except ValueError as error:
            raise self.bad(fact, str(error)) from None

    def yes(self, fact: str) -> bool:
        return str(self.raw(fact)).strip().lower() == "true"

    def amount(self) -> Money | None:
        text, currency = self.text("amount"), self.text("currency")
        if text is None or currency is None:
            return None
        try:
            money = decimal_money(text, currency.upper())
        except ValueError as error:
            raise self.bad("amount", str(error)) from None
        if money.minor < 0:
            raise self.bad("amount", tr("is below zero"))
        return money

    def postage(self) -> Money | None:
        """What the seller paid for the return parcel. None where the answer does not say, and also where it holds
        something else than an amount, because the request with its deadline must not be rejected for that.
        """
        entries = self.raw("postage")
        fees: list[Money] = []
        for entry in entries if isinstance(entries, list) else [entries]:
            fee, currency = (_plain(entry.get(k)) if isinstance(entry, dict) else None for k in _POSTAGE)
            try:
                fees += [decimal_money(fee, currency.upper())] if fee and currency else []
            except ValueError:
                return None
        fees = [m for m in fees if m.minor] or fees[:1]
        if len({m.currency for m in fees}) != 1 or any(m.minor < 0 for m in fees):
            return None
        return Money(sum(m.minor for m in fees), fees[0].currency)

    def shipping_fee(self, paid: Money | None) -> int | None:
        """What the buyer paid for the postage; None where that can't be read, for which no order is rejected."""
        text = self.text("shipping_fee")
        try:
            fee = decimal_money(text, paid.currency).minor if text and paid else None
        except ValueError:
            return None
        return fee if fee is None or fee >= 0 else None

    def handling(self) -> str | None:
        """The handling time, as the ledger writes a length; None where the answer gives none that counts days."""
        value = self.raw("handling")
        days, unit = (value.get("days"), value.get("type")) if isinstance(value, dict) else (None, None)
        number, counted = _plain(days), self.form.meaning("handling_unit", _plain(unit) or "")
        try:
            return str(Length.parse(f"{number} {counted}")) if number and counted else None
        except ValueError:
            return None

    def stamps(self) -> tuple[Stamp, ...] | None:
        """The platform's deadlines; None where the answer leaves them out, or names an action without its deadline."""
        entries = self.raw("stamps")
        if not isinstance(entries, list):
            return None
        stamps, undated = [], False
        for entry in entries:
            if not isinstance(entry, dict) or not entry.get("action"):
                continue  # real answers hold empty entries
            if entry.get("deadline") in (None, 0, "0", ""):
                undated = True
                continue
            try:
                stamps.append(Stamp(str(entry["action"]), unix(entry["deadline"])))
            except ValueError as error:
                raise _BadValue("seller_next_action_response.deadline", entry["deadline"], str(error)) from None
        return tuple(dict.fromkeys(stamps)) if stamps or not undated else None

    def cancel_reason(self) -> str | None:
        """Why the order was cancelled; None where its items do not all say the same: then it is not the whole order."""
        items = self.raw("lines")
        reasons = (
            {_plain(i.get("cancel_reason")) for i in items if isinstance(i, dict)} if isinstance(items, list) else ()
        )
        return next(iter(reasons)) if len(reasons) == 1 else None

    def lines(self) -> tuple[OrderLine, ...]:
        """The order lines. An answer has one item per unit; those of one SKU become one line."""
        items = self.raw("lines")
        counts: dict[tuple[str | None, str | None, str | None], int] = {}
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                sku = item.get("seller_sku") or item.get("sku_id")
                key = (_plain(sku), _plain(item.get("product_name")), _plain(item.get("sku_name")))
                counts[key] = counts.get(key, 0) + 1
        return tuple(OrderLine(sku, product, variation, count) for (sku, product, variation), count in counts.items())


def _plain(value: Any) -> str | None:
    return str(value).strip() or None if value is not None else None


class AnswerTimes(NamedTuple):
    """When an answer holds (UTC): `as_of` is the instant up to which it is everything that was asked for, `last` when
    its last row came; None where that is the same instant.
    """

    as_of: datetime
    last: datetime | None = None

    def known_since(self, updated: datetime | None) -> datetime:
        """Since when a row that changed then is known to have been so: it may be younger than the reading in which it
        came, and is not dated back; but not younger than its answer.
        """
        return min(updated or self.as_of, max(self.as_of, self.last or self.as_of))

    def row_as_of(self, updated: datetime | None) -> datetime:
        """As of when a row is that changed then."""
        return max(self.as_of, self.known_since(updated))


def read(
    form: Format, file: str, rows: Iterable[StoredRecord], times: AnswerTimes
) -> Iterator[CaseFacts | OrderFacts | list[Reject]]:
    """The facts of each object of an answer, or its reject."""
    makers: dict[str, Callable[[_Object, str, AnswerTimes], CaseFacts | OrderFacts]]
    makers = {"return_orders": _return, "cancellations": _cancellation, "orders": _order}
    make = makers[form.array or ""]
    for record in rows:
        if record.may_hold_nul and (damaged := _damaged(record)):
            yield [damaged]
            continue
        try:
            yield make(
                _Object(form, record.parsed(), record.digest if record.number else 0),
                f"{file}:{record.position}",
                times,
            )
        except _BadValue as bad:
            yield [Reject(record.position, bad.key, str(bad.value)[:60] if bad.value is not None else "", str(bad))]


def _damaged(record: StoredRecord) -> Reject | None:
    """What is said of an object that has a NUL; None for one without."""
    for key, value in record.parsed().items():
        if _NUL in json.dumps(value).replace(r"\\", ""):
            return Reject(record.position, key, "", tr("has a NUL byte: the file is damaged there"))
    return None


_NUL = r"\u0000"


def times(now: datetime, array: str, record: Answer) -> RecordTimes:
    """When an object of an answer was updated, and the newest instant in it that is not after `now`, and of all."""
    keys, limit, newest, latest = _time_keys(array), now.timestamp(), 0, 0
    for key in keys:
        if (value := record.get(key)) is None:
            continue
        try:
            moment = value if type(value) is int and value in _UNDISPUTED else int(unix(value).timestamp())
        except ValueError:
            continue
        if newest < moment <= limit:
            newest = moment
        latest = max(latest, moment)
    updated = str(record.get(keys[0]))
    return RecordTimes(int(updated) if updated.isdecimal() and len(updated) < 12 else 0, newest, latest)


_UNDISPUTED = range(10**9, 4 * 10**9)  # whole numbers that are times in unix seconds


@cache
def _time_keys(array: str) -> tuple[str, ...]:
    """The keys of the times of an array's objects, that of the update first."""
    fields = of_array(array).fields
    return tuple(fields[fact] for fact in ("updated_at", "opened_at", "placed_at") if fact in fields)


def _return(row: _Object, origin: str, times: AnswerTimes) -> CaseFacts:
    kind, unknown = kind_of(row.form, row.text("kind") or "", parcel=row.text("tracking") is not None)
    return _case(row, kind, origin, times)._replace(unknown_kind=unknown)


def _cancellation(row: _Object, origin: str, times: AnswerTimes) -> CaseFacts:
    by = row.text("cancel_type")
    unknown = "" if by is None or by in (_BY_SELLER, _BY_BUYER) else by
    facts = _case(row, "cancellation", origin, times)._replace(unknown_kind=unknown)
    # A cancellation by the seller or the system needs no answer.
    if facts.status == "pending" and by == _BY_SELLER:
        return facts._replace(status="approved")
    return facts


def _case(row: _Object, kind: str, origin: str, times: AnswerTimes) -> CaseFacts:
    ref, opened = row.needed_id("ref"), row.time("opened_at")
    if opened is None:
        raise row.bad("opened_at", tr("is missing: without it no deadline can be calculated"))
    raw, arbitration = row.text("status") or "", row.text("arbitration")
    combined = row.text("combined_ref")
    return CaseFacts(
        ref=ref,
        kind=kind,
        source="api",
        origin=origin,
        opened_at=opened,
        status=row.form.meaning("status", raw) or "unknown",
        raw=raw if arbitration is None else f"{raw} (arbitration {arbitration})",
        arbitration=None if arbitration is None else row.form.meaning("arbitration", arbitration) or arbitration,
        order=row.id("order"),
        prior_ref=row.id("prior_ref"),
        next_ref=row.id("next_ref"),
        amount=row.amount(),
        reason=row.text("reason") or row.text("reason_code"),
        reason_code=row.text("reason_code"),
        lines=row.lines(),
        tracking=row.text("tracking"),
        quick_refund=row.yes("quick_refund"),
        keep=kind == "replacement" and row.yes("keep"),  # of other kinds it says nothing about the goods
        known_since=times.known_since(row.time("updated_at")),
        stamps=row.stamps(),
        return_postage=row.postage(),
        # Its status is the whole one, and the dispute is a fact of its own: what an older export said is over.
        texts=RequestTexts(substatus="", dispute="", combined_ref="" if combined == "0" else combined),
        digest=row.digest,
    )


def _order(row: _Object, origin: str, times: AnswerTimes) -> OrderFacts:
    def when(*facts: str) -> str | None:
        return next((iso(t) for f in facts if (t := row.time(f)) is not None), None)

    raw, kept, paid = row.text("status") or "", row.text("fulfilment"), row.amount()
    return OrderFacts(
        ref=row.needed_id("order"),
        status=row.form.meaning("status", raw),
        raw_status=raw,
        amount=paid.minor if paid else None,
        currency=paid.currency if paid else None,
        placed_at=when("placed_at"),
        paid_at=when("paid_at"),
        ready_at=when("ready_at"),
        collected_at=when("collected_at"),
        delivered_at=when("delivered_at"),
        cancelled_at=when("cancelled_at"),
        buyer=row.text("buyer"),
        tracking=row.text("tracking"),
        dispatch_by=when("dispatch_by"),
        collect_by=when("collect_by"),
        ready_due=when("ready_due"),
        collection_due=when("collection_due"),
        delivery_due=when("delivery_due"),
        deliver_by=when("deliver_by", "required_by"),
        order_type=row.form.meaning("order_type", row.text("order_type") or "") or row.text("order_type"),
        shipping_type=row.form.meaning("shipping_type", row.text("shipping_type") or ""),
        handling=row.handling(),
        fulfilment=(row.form.meaning("fulfilment", kept) or "seller") if kept else None,
        cancel_asked_at=(when("cancel_asked_at", "updated_at") or iso(times.as_of)) if row.yes("cancel_asked") else "",
        buyer_message=row.text("buyer_message"),
        after_sale=None,
        shipping_fee=row.shipping_fee(paid),
        cancel_reason=row.cancel_reason(),
        source="api",
        as_of=iso(times.row_as_of(row.time("updated_at"))),
        origin=origin,
        lines=row.lines(),
    )
