"""Requests from the rows of an export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aftersales.core.cases.facts import CaseFacts, OrderLine, Reject, RequestTexts
from aftersales.core.money.amount import Money
from aftersales.core.time.instants import instant, optional_instant
from aftersales.core.vocabulary import GOODS_KINDS
from aftersales.importing.parse.exports.cells import BadCell, Reading, rejects, with_constants
from aftersales.importing.parse.exports.lines import line_of
from aftersales.importing.parse.kinds import kind_of
from aftersales.importing.parse.staging.rows import StagedRow
from aftersales.language import tr

# Where the rows of one return differ, the least settled status counts, so that no duty is lost.
_LEAST_SETTLED = (
    "unknown", "pending", "offered", "awaiting-ship", "shipped", "receive-rejected", "approved", "in-process",
    "refund-due", "rejected", "cancelled", "complete", "replaced",
)  # fmt: skip


def cases(reading: Reading, groups: Iterator[list[StagedRow]]) -> Iterator[CaseFacts | list[Reject]]:
    """The facts of each return of a sheet, or the rejects of its rows. A return with one bad row is rejected whole."""
    for staged in groups:
        rows = with_constants(reading.form, staged)
        try:
            yield _case(reading, rows)
        except BadCell as bad:
            yield rejects(reading, rows, bad)


def _case(reading: Reading, rows: Sequence[StagedRow]) -> CaseFacts:
    (number, cells), texts = rows[0], _texts(reading, rows)
    reading.agree(rows, ("order", "kind", "opened_at"))
    ref, opened = reading.id(cells, "ref"), reading.time(cells, "opened_at")
    if opened is None or ref is None:
        raise BadCell("opened_at", "", tr("is empty: without it no deadline can be calculated"))
    tracking = next((t for r in rows if (t := reading.text(r.cells, "tracking"))), None)
    kind, unknown_kind = kind_of(reading.form, reading.text(cells, "kind") or "", parcel=bool(tracking))
    status, raw, mixed = _case_status(reading, rows)
    if status == "pending" and tracking and kind in ("return", "exchange"):
        status = "shipped"  # a parcel is on its way or here already: what is to process is its receipt
    paid = reading.money(cells, "order_amount")
    lines, amount, repeated = _asked(reading, rows, paid)
    refunded = reading.time(cells, "refunded_at") if status == "complete" else None
    if status == "complete" and (kind in GOODS_KINDS or unknown_kind) and refunded is None:
        status = "replaced"  # completed with goods or in an unknown way: no refund is inferred
    return CaseFacts(
        ref=ref,
        kind=kind,
        source="export",
        origin=f"{reading.file}:{number}",
        opened_at=instant(opened),
        status=status,
        raw=raw,
        order=reading.id(cells, "order", needed=False),
        amount=amount,
        paid=paid,
        buyer=reading.text(cells, "buyer"),
        reason=reading.text(cells, "reason"),
        lines=lines,
        tracking=tracking,
        refunded_at=optional_instant(refunded),
        flags=(*(["repeated-amount"] if repeated else []), *(["mixed-status"] if mixed else [])),
        texts=texts,
        arbitration=reading.form.meaning("arbitration", texts.dispute or ""),
        unknown_kind=unknown_kind,
    )


def _case_status(reading: Reading, rows: Sequence[StagedRow]) -> tuple[str, str, bool]:
    """The status of a return, its text as in the file, and whether its rows differ in it."""
    texts: dict[str, str] = {}
    for row in rows:
        raw, fine = reading.text(row.cells, "status") or "", reading.text(row.cells, "substatus")
        texts.setdefault(_finer_status(reading, row.cells, raw, fine), f"{raw} / {fine}" if fine else raw)
    status = min(texts, key=_LEAST_SETTLED.index)
    return status, texts[status], len(texts) > 1


def _texts(reading: Reading, rows: Sequence[StagedRow]) -> RequestTexts:
    compensation, compensated = reading.joined_text(rows, "compensation"), reading.joined_text(rows, "compensated")
    amounts: set[Money] = set()
    try:
        amounts = {m for row in rows if (m := reading.money(row.cells, "compensated")) is not None}
    except (
        BadCell
    ):  # it is only told, so it is told as it is: the request with its deadline must not be rejected for it
        compensation = " / ".join(text for text in (compensation, compensated) if text)
    total = sum(m.minor for m in amounts) if len({m.currency for m in amounts}) == 1 else None
    return RequestTexts(
        substatus=reading.joined_text(rows, "substatus"),
        dispute=reading.joined_text(rows, "dispute"),
        appeal=reading.joined_text(rows, "appeal"),
        compensation=compensation,
        compensated=None if total is None else Money(total, next(iter(amounts)).currency),
        note=reading.joined_text(rows, "note"),
    )


def _finer_status(reading: Reading, cells: list[str], raw: str, fine: str | None) -> str:
    """The status of one row. Its finer text tells a request that was withdrawn, and whether money went out where the
    other says only that it is completed; what is not sure of that has to be looked up.
    """
    status = reading.form.meaning("status", raw) or "unknown"
    end = reading.form.meaning("end", fine) if fine else None
    if end == "cancelled":
        return end if status != "complete" or not reading.text(cells, "refunded_at") else "unknown"
    if status == "complete" and fine and end is None and not reading.text(cells, "refunded_at"):
        return "unknown"
    return status


def _asked(
    reading: Reading, rows: Sequence[StagedRow], paid: Money | None
) -> tuple[tuple[OrderLine, ...], Money | None, bool]:
    """The lines and the refund asked: the rows' totals summed; where equal rows sum to more than was paid for the
    order, one of them, and True.
    """
    lines = tuple(line_of(reading, row.cells) for row in rows)
    priced = [m for row in rows if (m := reading.money(row.cells, "line_amount")) is not None]
    if not priced:
        return lines, None, False
    if len({m.currency for m in priced}) > 1:
        raise BadCell("line_amount", ", ".join(map(str, priced)), tr("has two currencies for one return"))
    whole = Money(sum(m.minor for m in priced), priced[0].currency)
    if len(priced) > 1 and len(set(priced)) == 1 and paid is not None and whole.minor > paid.minor:
        return lines[:1], priced[0], True
    return lines, whole, False
