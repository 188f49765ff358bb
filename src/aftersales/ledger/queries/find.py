"""Cases and orders by what is known of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from aftersales.core.cases.facts import OrderLine
from aftersales.core.cases.stored import OrderPostage, StoredCase, StoredOrder
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.errors import NoSuchCase
from aftersales.language import tr
from aftersales.ledger import predicates
from aftersales.ledger.queries.shops import shops
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple
from aftersales.text import listed

_AT_ONCE = 1000  # cases that are asked for at a time


def find_case(connection: Connection, text: str, *, gone: bool = False) -> int:
    """The id of the case that CASE names: the short id; the whole ref, order or return tracking number; or an
    unambiguous prefix of one with at least 6 digits. Digits up to 9 long are ids. Raises NoSuchCase, with the list
    where several fit. With `gone`, the id of a case that was taken back will do.
    """
    text = text.strip()
    if len(text) <= 9 and text.isascii() and text.isdigit():
        row = connection.execute("SELECT id, merged_into, taken_back FROM cases WHERE id = ?", (int(text),)).fetchone()
        if row is None:
            raise NoSuchCase(tr("no case {text}. `aftersales cases` lists them.", text=text))
        if row[2] is not None and not gone:
            raise NoSuchCase(
                tr(
                    "case {case} was undone by log entry {entry}. `aftersales log {case}` shows more; `aftersales "
                    "undo {entry}` restores it.",
                    case=text,
                    entry=row[2],
                )
            )
        return int(row[1] or row[0])
    hits = _by_number(connection, text) or (_by_prefix(connection, text) if len(re.findall(r"\d", text)) >= 6 else [])
    hits = _requests_first(connection, hits) if len(hits) > 1 else hits
    if not hits:
        raise NoSuchCase(
            tr("no case with ref, order or tracking number {text!r}. `aftersales cases` lists them.", text=text)
        )
    if len(hits) > 1:
        raise NoSuchCase(
            tr(
                "{text!r} fits several cases:\n{listed}\nName one by its id.",
                text=text,
                listed=_listed(connection, hits),
            )
        )
    return hits[0]


def _requests_first(connection: Connection, hits: list[int]) -> list[int]:
    """The requests on an order, where it has any; else its delivery."""
    some = ",".join("?" * len(hits))
    rows = connection.execute(f"SELECT id FROM cases WHERE id IN ({some}) AND kind <> 'delivery' ORDER BY id", hits)
    return [row[0] for row in rows] or hits


def _by_number(connection: Connection, number: str) -> list[int]:
    rows = connection.execute(
        f"""SELECT case_id FROM case_refs WHERE ref = :w UNION
        SELECT c.id FROM cases c WHERE {predicates.existing_case()} AND c.order_ref = :w UNION
        SELECT c.id FROM cases c WHERE {predicates.existing_case()} AND c.tracking = :w ORDER BY 1""",
        {"w": number},
    )
    return [r[0] for r in rows]


def _by_prefix(connection: Connection, prefix: str) -> list[int]:
    rows = connection.execute(
        f"""SELECT case_id FROM case_refs WHERE ref >= :w AND ref < :z UNION
        SELECT c.id FROM cases c WHERE {predicates.existing_case()} AND c.order_ref >= :w AND c.order_ref < :z UNION
        SELECT c.id FROM cases c WHERE {predicates.existing_case()} AND c.tracking >= :w AND c.tracking < :z
        ORDER BY 1 LIMIT 20""",
        {"w": prefix, "z": prefix + "\U0010ffff"},
    )
    return [r[0] for r in rows]


def _listed(connection: Connection, ids: Sequence[int]) -> str:
    some = ",".join("?" * len(ids))
    rows = connection.execute(f"SELECT id, shop, kind, order_ref, ref, closed FROM cases WHERE id IN ({some})", ids)
    return "\n".join(
        f"  {i}  {shop}  {kind}  order {order or '-'}  ref {ref or '-'}{'  closed' if closed else ''}"
        for i, shop, kind, order, ref, closed in rows
    )


def find_order(connection: Connection, ref: str, shop: str | None) -> StoredOrder:
    """An order by its number, with its lines. Raises NoSuchCase where none or several shops have it."""
    # Asked shop by shop: the index is by shop and number.
    rows = [
        row
        for name in ([shop] if shop else shops(connection))
        for row in connection.execute(
            "SELECT id, shop, ref, amount, currency, buyer, status FROM orders WHERE shop = ? AND ref = ?", (name, ref)
        )
    ]
    if not rows:
        raise NoSuchCase(
            tr(
                "no order {ref}. Import the orders export, or record it: aftersales order add {ref} --shop "
                "SHOP --amount 13.98 --placed 2026-11-20T16:02",
                ref=ref,
            )
        )
    if len(rows) > 1:
        names = listed(row[1] for row in rows)
        raise NoSuchCase(tr("order {ref} is in several shops: {names}. Say which with --shop.", ref=ref, names=names))
    lines = connection.execute(
        "SELECT sku, product, variation, quantity, amount FROM lines WHERE order_id = ? ORDER BY n", (rows[0][0],)
    )
    return StoredOrder._make([*rows[0], tuple(OrderLine(*line) for line in lines)])


def refunded_on_order(connection: Connection, shop: str, order: str | None, but: int | None) -> int:
    """What went back on an order over all its cases but one, in minor units."""
    row = connection.execute(
        f"""SELECT coalesce(sum(max(refunded, 0, iif(quick_refund AND money = 'refunded', coalesce(amount, 0), 0))), 0)
        FROM cases c WHERE shop = ? AND order_ref = ? AND id IS NOT ? AND {predicates.existing_case()}""",
        (shop, order, but),
    ).fetchone()
    return int(row[0])


def postage_paid(connection: Connection, shop: str, currency: str, most: int) -> list[tuple[datetime, int]]:
    """What a shop paid for the parcels of its newest returns, as the platform's data show it in this currency: when
    each was asked for, and the amount in minor units; newest first.
    """
    rows = connection.execute(
        f"""SELECT opened_at, return_postage FROM cases c WHERE shop = ? AND postage_currency = ?
        AND return_postage > 0 AND kind = 'return' AND {predicates.existing_case()} ORDER BY opened_at DESC LIMIT ?""",
        (shop, currency, most),
    )
    return [(instant(at), paid) for at, paid in rows]


def order_postage(connection: Connection, shop: str, order: str | None) -> OrderPostage:
    """What is known of an order's postage."""
    row = connection.execute(
        """SELECT amount, currency, shipping_fee,
        iif(fulfilment = 'platform', 'platform', coalesce(shipping_type, 'unknown')),
        (SELECT iif(count(*) = count(quantity), sum(quantity), NULL) FROM lines WHERE order_id = o.id)
        FROM orders o WHERE shop = ? AND ref = ?""",
        (shop, order),
    ).fetchone()
    if row is None:
        return OrderPostage()
    total, fee = optional_money(row[0], row[1]), optional_money(row[2], row[1])
    return OrderPostage(total, fee, row[3], row[4])


class LastCase(NamedTuple):
    """The newest case on an order: its id, its decision, and whether it is settled."""

    id: int
    decision: str
    settled: bool


def last_on_order(connection: Connection, shop: str, order: str, kind: str) -> LastCase | None:
    """The newest case of a kind on an order that is not settled, else the newest at all."""
    row = connection.execute(
        f"""SELECT id, decision, settled FROM cases c WHERE shop = ? AND order_ref = ? AND kind = ?
        AND {predicates.existing_case()} ORDER BY settled, id DESC LIMIT 1""",
        (shop, order, kind),
    ).fetchone()
    return None if row is None else LastCase(row[0], row[1], bool(row[2]))


def last_event(connection: Connection, case: int, name: str) -> datetime | None:
    """When the newest recorded event of this name happened to a case."""
    row = connection.execute(
        f"SELECT max(at) FROM events WHERE case_id = ? AND name = ? AND {predicates.existing()}", (case, name)
    ).fetchone()
    return optional_instant(row[0])


def with_events(connection: Connection, names: Iterable[str], since: datetime) -> list[int]:
    """The cases on which any of these events was recorded by hand: those that are not settled, and those on which it
    was recorded since an instant.
    """
    wanted = sorted(names)
    by_hand = f"e.source = 'hand' AND {predicates.existing('e')} AND e.name IN ({','.join('?' * len(wanted))})"
    here = predicates.existing_case()
    # CROSS JOIN: the few cases that are open, and the few writes of late, are what to begin with.
    open_ = connection.execute(
        f"""SELECT c.id FROM cases c CROSS JOIN events e ON e.case_id = c.id
        WHERE {predicates.open_case()} AND {here} AND {by_hand}""",
        wanted,
    )
    late = connection.execute(
        f"""SELECT c.id FROM writes w CROSS JOIN changes j ON j.write_id = w.id
        CROSS JOIN events e ON e.id = CAST(j.key AS INTEGER) CROSS JOIN cases c ON c.id = e.case_id
        WHERE w.recorded_at >= ? AND w.command <> 'import' AND j.tbl = 'events' AND j.op = 'insert'
        AND {here} AND {by_hand}""",
        (iso(since), *wanted),
    )
    return sorted({row[0] for row in (*open_, *late)})


def case_of_ref(connection: Connection, ref: str) -> int | None:
    """The case that has this ref of the platform."""
    row = connection.execute("SELECT case_id FROM case_refs WHERE ref = ?", (ref,)).fetchone()
    return None if row is None else int(row[0])


# The columns of cases `c` and shops `s` that every `StoredCase` has, in the order of its fields.
CASE_COLUMNS = ", ".join(
    {"order": "c.order_ref", "market": "s.market"}.get(name, f"c.{name}")
    for name in StoredCase._fields[: StoredCase._fields.index("paid")]
)


def stored_case(connection: Connection, case: int) -> StoredCase:
    """A case with what is known of its order. The case must exist."""
    row = connection.execute(
        f"""SELECT {CASE_COLUMNS}, iif(o.amount IS NULL, c.paid, o.amount),
        iif(o.amount IS NULL, c.paid_currency, o.currency), o.status, o.raw_status, o.delivered_at, o.buyer,
        o.order_type, o.shipping_type, o.handling, o.cancel_asked_at, o.after_sale, o.buyer_message
        FROM cases c JOIN shops s ON s.name = c.shop
        LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref WHERE c.id = ?""",
        (case,),
    )
    return stored_case_of(row.fetchone())


class BriefCase(NamedTuple):
    """What one line says of a case: what it is about (the product, else the order), the refund asked for in minor
    units, and where it stands; `flags` is a JSON array.
    """

    id: int
    kind: str
    subject: str
    amount: int | None
    currency: str | None
    decision: str
    parcel: str
    money: str
    flags: str


def brief_cases(connection: Connection, ids: Iterable[int]) -> Iterator[BriefCase]:
    """These cases in brief, as many as they are. Their ids come in ascending order."""
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield from map(
            BriefCase._make,
            connection.execute(
                """SELECT id, kind, coalesce(nullif(product, ''), order_ref, ''), amount, currency, decision, parcel,
                money, flags FROM cases WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id""",
                (json.dumps(some),),
            ),
        )


def stored_case_of(row: Sequence[Any]) -> StoredCase:
    """A case of a row with CASE_COLUMNS, and the order's columns where they were asked for."""
    case = StoredCase(*row)
    return case._replace(
        opened_at=instant(row[_OPENED_AT]),
        missing_since=optional_instant(row[_MISSING_SINCE]),
        closed=bool(case.closed),
        settled=bool(case.settled),
        flags=tuple(json.loads(row[_FLAGS])),
        order_delivered_at=optional_instant(row[_DELIVERED_AT]) if len(row) > _DELIVERED_AT else None,
        cancel_asked_at=optional_instant(row[_CANCEL_ASKED_AT] or None) if len(row) > _CANCEL_ASKED_AT else None,
    )


_OPENED_AT, _MISSING_SINCE, _FLAGS, _DELIVERED_AT, _CANCEL_ASKED_AT = map(
    StoredCase._fields.index, ("opened_at", "missing_since", "flags", "order_delivered_at", "cancel_asked_at")
)


def standing(connection: Connection, case: int) -> tuple[str, str, str]:
    """Where a case stands, as it was derived last: decision, parcel and money."""
    row = connection.execute("SELECT decision, parcel, money FROM cases WHERE id = ?", (case,)).fetchone()
    return row[0], row[1], row[2]


def flagged(connection: Connection, ids: Iterable[int], flag: str) -> list[int]:
    """Those of the cases that carry a flag, in the order of their ids."""
    rows = connection.execute(
        """SELECT id FROM cases WHERE id IN (SELECT value FROM json_each(?))
        AND EXISTS (SELECT 1 FROM json_each(flags) f WHERE f.value = ?) ORDER BY id""",
        (json.dumps(sorted(ids)), flag),
    )
    return [row[0] for row in rows]
