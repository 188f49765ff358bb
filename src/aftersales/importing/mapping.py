"""Decides what the cells of a sheet say: rows of one order or return → its facts, or rejects with place and reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from aftersales.core.facts import CaseFacts, Line, OrderFacts, Reject
from aftersales.core.model import Money
from aftersales.importing.formats import Format
from aftersales.importing.stage import clean_id
from aftersales.importing.values import RUINED, Times, is_id, money, ruined

Cells = dict[str, Any]


class Reading(NamedTuple):
    """How one sheet is read: its format and name, its times, its market's currency, whether its ids are cut off."""

    form: Format
    file: str
    times: Times
    currency: str
    as_of: datetime
    cut_off: bool = False


class Bad(Exception):
    """A cell that won't do: which fact, what stood there, why."""

    def __init__(self, fact: str, value: str, reason: str) -> None:
        self.fact, self.value, self.reason = fact, value, reason
        super().__init__(reason)


def _rejects(reading: Reading, rows: Sequence[Cells], bad: Bad) -> list[Reject]:
    column = reading.form.columns.get(bad.fact, bad.fact)
    value = bad.value.strip()
    return [Reject(row["row"], column, value if len(value) <= 60 else value[:59] + "…", bad.reason) for row in rows]


def _text(row: Cells, fact: str) -> str | None:
    value = row.get(fact)
    if not value:
        return None
    value = value.strip()
    return value if value and value not in ("-", "--", "/") else None


def _id(reading: Reading, row: Cells, fact: str, *, needed: bool = True) -> str | None:
    raw = row.get(fact) or ""
    text, number = clean_id(raw)
    if not text and not needed:
        return None
    if why := ruined(text, number=number):
        raise Bad(fact, text, why)
    if not is_id(text):
        raise Bad(fact, text, "is no number of the platform (digits only)")
    if reading.cut_off and len(text) >= 16 and text.endswith("000"):
        raise Bad(fact, text, "ends in zeros like most ids of this file: it " + RUINED)
    return text


def _time(reading: Reading, row: Cells, fact: str) -> datetime | None:
    text = row.get(fact)
    if not text:
        return None
    try:
        read = reading.times.read(text)
    except ValueError as error:
        raise Bad(fact, text, str(error)) from None
    return None if read is None else datetime.fromisoformat(read)


def _money(reading: Reading, row: Cells, fact: str) -> Money | None:
    text = row.get(fact)
    if not text:
        return None
    try:
        return money(text, reading.currency)
    except ValueError as error:
        raise Bad(fact, text, str(error)) from None


def _quantity(row: Cells) -> int | None:
    text = _text(row, "quantity")
    if text is None:
        return None
    whole = text.removesuffix(".0")
    if not whole.isdecimal() or len(whole) > 6:
        raise Bad("quantity", text, "is no quantity")
    return int(whole)


def _lines(reading: Reading, rows: Sequence[Cells]) -> tuple[Line, ...]:
    lines = []
    for row in rows:
        total = _money(reading, row, "line_amount")
        lines.append(
            Line(
                _text(row, "sku") or _text(row, "sku_id"),
                _text(row, "product"),
                _text(row, "variation"),
                _quantity(row),
                total.minor if total else None,
            )
        )
    # Some files hold the same row twice.
    return tuple(dict.fromkeys(lines)) if len(lines) > 1 and len({r["row"] for r in rows}) > 1 and _twice(rows) else tuple(lines)


def _twice(rows: Sequence[Cells]) -> bool:
    bare = [tuple(v for k, v in r.items() if k != "row") for r in rows]
    return len(set(bare)) < len(bare)


def orders(reading: Reading, groups: Iterator[list[Cells]]) -> Iterator[OrderFacts | list[Reject]]:
    """The facts of each order of a sheet, or the rejects of its rows. An order with one bad row is rejected whole."""
    for rows in groups:
        try:
            yield _order(reading, rows)
        except Bad as bad:
            yield _rejects(reading, rows, bad)


def _order(reading: Reading, rows: Sequence[Cells]) -> OrderFacts:
    first = rows[0]
    ref = _id(reading, first, "order")
    assert ref is not None  # noqa: S101  (needed ids are never None)
    placed = _time(reading, first, "placed_at")
    if placed is None:
        raise Bad("placed_at", "", "is empty: without it nothing can be reckoned")
    raw, fine = _text(first, "status") or "", _text(first, "substatus")
    status = (reading.form.meaning("status", fine) if fine else None) or reading.form.meaning("status", raw)
    kept = _text(first, "fulfilment")
    return OrderFacts(
        ref=ref,
        source="export",
        origin=f"{reading.file}:{first['row']}",
        as_of=reading.as_of,
        status=status,
        raw_status=f"{raw} / {fine}" if fine else raw,
        amount=_money(reading, first, "amount"),
        placed_at=placed,
        paid_at=_time(reading, first, "paid_at"),
        dispatched_at=_time(reading, first, "shipped_at") or _time(reading, first, "ready_at"),
        delivered_at=_time(reading, first, "delivered_at"),
        cancelled_at=_time(reading, first, "cancelled_at"),
        buyer=_text(first, "buyer"),
        tracking=_text(first, "tracking"),
        fulfilment=(reading.form.meaning("fulfilment", kept) or "seller") if kept else None,
        lines=_lines(reading, rows),
    )


def cases(reading: Reading, groups: Iterator[list[Cells]]) -> Iterator[CaseFacts | list[Reject]]:
    """The facts of each return of a sheet, or the rejects of its rows. A return with one bad row is rejected whole."""
    for rows in groups:
        try:
            yield _case(reading, rows)
        except Bad as bad:
            yield _rejects(reading, rows, bad)


def _case(reading: Reading, rows: Sequence[Cells]) -> CaseFacts:
    first, form = rows[0], reading.form
    ref = _id(reading, first, "ref")
    assert ref is not None  # noqa: S101  (needed ids are never None)
    opened = _time(reading, first, "opened_at")
    if opened is None:
        raise Bad("opened_at", "", "is empty: without it no deadline can be reckoned")
    kind_text = _text(first, "return_type") or ""
    kind = form.meaning("kind", kind_text)
    if kind is None:
        raise Bad("return_type", kind_text, "is no kind of request known here (Refund only, Return and refund, Replacement)")
    raw, fine = _text(first, "status") or "", _text(first, "substatus")
    status = form.meaning("status", raw) or "unknown"
    tracking = next((t for r in rows if (t := _text(r, "tracking"))), None)
    if status == "pending" and tracking and kind == "return":
        status = "shipped"  # a parcel is on its way or here already: what is to process is its receipt
    lines = _lines(reading, rows)
    amount, flags = _asked(reading, rows, lines)
    return CaseFacts(
        ref=ref,
        kind=kind,
        source="export",
        origin=f"{reading.file}:{first['row']}",
        opened_at=opened,
        status=status,
        raw=f"{raw} / {fine}" if fine else raw,
        order=_id(reading, first, "order", needed=False),
        amount=amount,
        buyer=_text(first, "buyer"),
        reason=_text(first, "reason"),
        lines=lines,
        tracking=tracking,
        refunded_at=_time(reading, first, "refunded_at") if status == "complete" else None,
        flags=flags,
    )


def _asked(reading: Reading, rows: Sequence[Cells], lines: Sequence[Line]) -> tuple[Money | None, tuple[str, ...]]:
    """The refund asked: the rows' totals summed; where equal rows sum to more than the order, one of them, flagged."""
    totals = [t for line in lines if (t := line.amount) is not None]
    if not totals:
        return None, ()
    priced = next(m for r in rows if (m := _money(reading, r, "line_amount")) is not None)
    paid = _money(reading, rows[0], "order_amount")
    whole = sum(totals)
    if len(totals) > 1 and len(set(totals)) == 1 and paid is not None and whole > paid.minor:
        return Money(totals[0], priced.currency), ("repeated-amount",)
    return Money(whole, priced.currency), ()
