"""Facts from the rows of an export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from aftersales.core.cases.facts import CaseFacts, OrderFacts, OrderLine, Reject, RequestTexts
from aftersales.core.money.amount import Money
from aftersales.core.money.entered import is_platform_number
from aftersales.core.money.signs import currency_of
from aftersales.core.time.instants import instant, optional_instant
from aftersales.core.vocabulary import GOODS_KINDS
from aftersales.importing.formats.format import Format
from aftersales.importing.parse.ids import RUINED_BY_ZEROS, no_own_id, quoted, ruined
from aftersales.importing.parse.kinds import kind_of
from aftersales.importing.parse.money import money
from aftersales.importing.parse.staging.rows import StagedRow, clean_id
from aftersales.importing.parse.times import Times
from aftersales.language import tr
from aftersales.named_tuple import NamedTuple

EMPTY = frozenset({"", "-", "--", "/"})
_NO_DEADLINES = (None,) * 6  # an export has none for an order


class CellPositions(dict[str, int]):
    """Which cell of a row holds which fact; a fact that the file lacks is read from the last cell, which is empty."""

    def __missing__(self, fact: str) -> int:
        return -1


class Reading(NamedTuple):
    """How one table is read. `at` gives the cell of each fact, `as_of` (UTC) the instant up to which the file knows,
    `cut_off` whether its ids lost their last digits, `names` the file's own name of the column of each fact.
    """

    form: Format
    file: str
    at: CellPositions
    times: Times
    currency: str
    as_of: datetime
    cut_off: bool = False
    names: Mapping[str, str] = MappingProxyType({})


def with_constants(form: Format, rows: list[StagedRow]) -> list[StagedRow]:
    """The same rows with the constant cells of a mapping behind the others, before the empty one that is always
    last.
    """
    if not form.constants:
        return rows
    return [StagedRow(row.number, [*row.cells[:-1], *form.constants.values(), ""]) for row in rows]


class BadCell(Exception):
    """A cell that can't be used: which fact, its text, and why."""

    def __init__(self, fact: str, value: str, reason: str) -> None:
        self.fact, self.value, self.reason = fact, value, reason
        super().__init__(reason)


def rejects(reading: Reading, rows: Sequence[StagedRow], bad: BadCell) -> list[Reject]:
    """What is said of rows that a bad cell makes useless."""
    column = reading.names.get(bad.fact) or reading.form.columns.get(bad.fact, bad.fact)
    return [Reject(row.number, column, quoted(bad.value), bad.reason) for row in rows]


def _text(reading: Reading, cells: list[str], fact: str) -> str | None:
    value = cells[reading.at[fact]]
    return None if value in EMPTY else value


def _id(reading: Reading, cells: list[str], fact: str, *, needed: bool = True) -> str | None:
    text, number = clean_id(cells[reading.at[fact]])
    if not text and not needed:
        return None
    for prefix in reading.form.prefixes:
        text = text.removeprefix(prefix).strip()
    if fact in reading.form.own_ids:
        if why := no_own_id(text, number=number):
            raise BadCell(fact, text, why)
        return text
    if not is_platform_number(text) or number:
        if why := ruined(text, number=number):
            raise BadCell(fact, text, why)
        if not is_platform_number(text):
            raise BadCell(fact, text, tr("is not a platform number (6 to 25 digits)") if text else tr("is empty"))
    if reading.cut_off and len(text) >= 16 and text.endswith("000"):
        raise BadCell(fact, text, tr(RUINED_BY_ZEROS))
    return text


def _time(reading: Reading, cells: list[str], fact: str) -> str | None:
    text = cells[reading.at[fact]]
    if not text:
        return None
    try:
        return reading.times.read(text)
    except ValueError as error:
        raise BadCell(fact, text, str(error)) from None


def _currency(reading: Reading, cells: list[str]) -> str:
    """The currency of amounts that name none: the row's where the file has it, else the file's or the market's."""
    if "currency" not in reading.at or not (written := cells[reading.at["currency"]]):
        return reading.currency
    code = currency_of(written, reading.currency)
    if code is None:
        raise BadCell("currency", written, tr("is no currency; write one such as EUR"))
    return code


def _money(reading: Reading, cells: list[str], fact: str) -> Money | None:
    text = cells[reading.at[fact]]
    if not text:
        return None
    try:
        amount = money(text, _currency(reading, cells), reading.form.decimal)
    except ValueError as error:
        raise BadCell(fact, text, str(error)) from None
    if amount is not None and amount.minor < 0:
        raise BadCell(fact, text, tr("is below zero; a price or a refund can't be"))
    return amount


def _fee(reading: Reading, cells: list[str], paid: Money | None) -> int | None:
    """What the buyer paid for the postage; None where that can't be read, for which no order is rejected."""
    try:
        fee = _money(reading, cells, "shipping_fee")
    except BadCell:
        return None
    return fee.minor if fee and paid and fee.currency == paid.currency else None


def _agree(reading: Reading, rows: Sequence[StagedRow], facts: Sequence[str]) -> None:
    """Facts of a whole order or return must be equal in each of its rows."""
    if len(rows) > 1:
        for fact in facts:
            texts = dict.fromkeys(row.cells[reading.at[fact]] for row in rows)
            if len(texts) > 1:
                raise BadCell(fact, " / ".join(texts), tr("differs between rows with the same number"))


def quantity(text: str) -> int | None:
    """How many, None for an empty cell. Raises ValueError with the reason."""
    if text in EMPTY:
        return None
    whole = text.removesuffix(".0")
    if not whole.isdecimal() or len(whole) > 6:
        raise ValueError(tr("is not a quantity"))
    return int(whole)


def _quantity(reading: Reading, cells: list[str]) -> int | None:
    text = cells[reading.at["quantity"]]
    try:
        return quantity(text)
    except ValueError as error:
        raise BadCell("quantity", text, str(error)) from None


def _line(reading: Reading, cells: list[str]) -> OrderLine:
    total = _money(reading, cells, "line_amount")
    sku = _text(reading, cells, "sku") or _text(reading, cells, "sku_id")
    product, variation = _text(reading, cells, "product"), _text(reading, cells, "variation")
    return OrderLine(sku, product, variation, _quantity(reading, cells), total.minor if total else None)


def _lines(reading: Reading, rows: Sequence[StagedRow]) -> tuple[OrderLine, ...]:
    """One line per row of an order; some files hold the very same row twice, and it counts once."""
    if len(rows) == 1:
        return (_line(reading, rows[0].cells),)
    once = {tuple(row.cells): row.cells for row in rows}
    return tuple(_line(reading, cells) for cells in once.values())


def order_of(reading: Reading, rows: Sequence[StagedRow], as_of: str, digest: int | None = None) -> OrderFacts:
    """The facts of one order, as of an instant as the ledger writes it. Raises BadCell."""
    number, cells = rows[0]
    at, form = reading.at, reading.form
    _agree(reading, rows, ("amount", "placed_at"))
    ref, placed = _id(reading, cells, "order"), _time(reading, cells, "placed_at")
    if placed is None or ref is None:
        raise BadCell("placed_at", "", tr("is empty: without it nothing can be calculated"))
    status, raw = order_status(form, cells[at["status"]], cells[at["substatus"]])
    paid = _money(reading, cells, "amount")
    return OrderFacts(
        ref,
        status,
        raw,
        paid.minor if paid else None,
        paid.currency if paid else None,
        placed,
        _time(reading, cells, "paid_at"),
        _time(reading, cells, "ready_at"),
        _time(reading, cells, "collected_at"),
        _time(reading, cells, "delivered_at"),
        _time(reading, cells, "cancelled_at"),
        _text(reading, cells, "buyer"),
        _text(reading, cells, "tracking"),
        *_NO_DEADLINES,
        order_type(form, cells[at["order_type"]]),
        *(None, None),  # an export says neither who ships the order nor its handling time
        order_fulfilment(form, cells[at["fulfilment"]]),
        None,
        *_order_texts(reading, rows),
        _fee(reading, cells, paid),
        _own_text(reading, rows, "cancel_reason") or None,
        "export",
        as_of,
        f"{reading.file}:{number}",
        _lines(reading, rows),
        digest,
    )


def order_type(form: Format, word: str) -> str | None:
    """How the order is sold; a word that is not known stays as it is."""
    return None if word in EMPTY else form.meaning("order_type", word) or word


def order_fulfilment(form: Format, word: str) -> str | None:
    """Who keeps and sends the goods: the seller unless the file names the platform; None where it says nothing."""
    return None if word in EMPTY else form.meaning("fulfilment", word) or "seller"


def order_status(form: Format, raw: str, fine: str) -> tuple[str | None, str]:
    """The status, by the finer text if that is known, and both texts as they are in the file."""
    status = (form.meaning("status", fine) if fine else None) or form.meaning("status", raw)
    return status, f"{raw} / {fine}" if fine else raw


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
    _agree(reading, rows, ("order", "kind", "opened_at"))
    ref, opened = _id(reading, cells, "ref"), _time(reading, cells, "opened_at")
    if opened is None or ref is None:
        raise BadCell("opened_at", "", tr("is empty: without it no deadline can be calculated"))
    tracking = next((t for r in rows if (t := _text(reading, r.cells, "tracking"))), None)
    kind, unknown_kind = kind_of(reading.form, _text(reading, cells, "kind") or "", parcel=bool(tracking))
    status, raw, mixed = _case_status(reading, rows)
    if status == "pending" and tracking and kind in ("return", "exchange"):
        status = "shipped"  # a parcel is on its way or here already: what is to process is its receipt
    paid = _money(reading, cells, "order_amount")
    lines, amount, repeated = _asked(reading, rows, paid)
    refunded = _time(reading, cells, "refunded_at") if status == "complete" else None
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
        order=_id(reading, cells, "order", needed=False),
        amount=amount,
        paid=paid,
        buyer=_text(reading, cells, "buyer"),
        reason=_text(reading, cells, "reason"),
        lines=lines,
        tracking=tracking,
        refunded_at=optional_instant(refunded),
        flags=(*(["repeated-amount"] if repeated else []), *(["mixed-status"] if mixed else [])),
        texts=texts,
        arbitration=reading.form.meaning("arbitration", texts.dispute or ""),
        unknown_kind=unknown_kind,
    )


# Where the rows of one return differ, the least settled status counts, so that no duty is lost.
_LEAST_SETTLED = (
    "unknown", "pending", "offered", "awaiting-ship", "shipped", "receive-rejected", "approved", "in-process",
    "refund-due", "rejected", "cancelled", "complete", "replaced",
)  # fmt: skip


def _case_status(reading: Reading, rows: Sequence[StagedRow]) -> tuple[str, str, bool]:
    """The status of a return, its text as in the file, and whether its rows differ in it."""
    texts: dict[str, str] = {}
    for row in rows:
        raw, fine = _text(reading, row.cells, "status") or "", _text(reading, row.cells, "substatus")
        texts.setdefault(_finer_status(reading, row.cells, raw, fine), f"{raw} / {fine}" if fine else raw)
    status = min(texts, key=_LEAST_SETTLED.index)
    return status, texts[status], len(texts) > 1


def _own_text(reading: Reading, rows: Sequence[StagedRow], fact: str) -> str | None:
    """A text as the rows have it, each once; empty where they have none, None where the file lacks the column."""
    if fact not in reading.at:
        return None
    return " / ".join(dict.fromkeys(written for row in rows if (written := _text(reading, row.cells, fact))))


def _order_texts(reading: Reading, rows: Sequence[StagedRow]) -> tuple[str | None, str | None]:
    return _own_text(reading, rows, "buyer_message"), _own_text(reading, rows, "after_sale")


def _texts(reading: Reading, rows: Sequence[StagedRow]) -> RequestTexts:
    compensation, compensated = _own_text(reading, rows, "compensation"), _own_text(reading, rows, "compensated")
    amounts: set[Money] = set()
    try:
        amounts = {m for row in rows if (m := _money(reading, row.cells, "compensated")) is not None}
    except (
        BadCell
    ):  # it is only told, so it is told as it is: the request with its deadline must not be rejected for it
        compensation = " / ".join(text for text in (compensation, compensated) if text)
    total = sum(m.minor for m in amounts) if len({m.currency for m in amounts}) == 1 else None
    return RequestTexts(
        substatus=_own_text(reading, rows, "substatus"),
        dispute=_own_text(reading, rows, "dispute"),
        appeal=_own_text(reading, rows, "appeal"),
        compensation=compensation,
        compensated=None if total is None else Money(total, next(iter(amounts)).currency),
        note=_own_text(reading, rows, "note"),
    )


def _finer_status(reading: Reading, cells: list[str], raw: str, fine: str | None) -> str:
    """The status of one row. Its finer text tells a request that was withdrawn, and whether money went out where the
    other says only that it is completed; what is not sure of that has to be looked up.
    """
    status = reading.form.meaning("status", raw) or "unknown"
    end = reading.form.meaning("end", fine) if fine else None
    if end == "cancelled":
        return end if status != "complete" or not _text(reading, cells, "refunded_at") else "unknown"
    if status == "complete" and fine and end is None and not _text(reading, cells, "refunded_at"):
        return "unknown"
    return status


def _asked(
    reading: Reading, rows: Sequence[StagedRow], paid: Money | None
) -> tuple[tuple[OrderLine, ...], Money | None, bool]:
    """The lines and the refund asked: the rows' totals summed; where equal rows sum to more than was paid for the
    order, one of them, and True.
    """
    lines = tuple(_line(reading, row.cells) for row in rows)
    priced = [m for row in rows if (m := _money(reading, row.cells, "line_amount")) is not None]
    if not priced:
        return lines, None, False
    if len({m.currency for m in priced}) > 1:
        raise BadCell("line_amount", ", ".join(map(str, priced)), tr("has two currencies for one return"))
    whole = Money(sum(m.minor for m in priced), priced[0].currency)
    if len(priced) > 1 and len(set(priced)) == 1 and paid is not None and whole.minor > paid.minor:
        return lines[:1], priced[0], True
    return lines, whole, False
