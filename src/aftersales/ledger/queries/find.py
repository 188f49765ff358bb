"""Decides how cases and orders are found by what is known of them; leaves what is due to `queries`. Writes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.errors import NoSuchCase
from aftersales.ledger import predicates
from aftersales.ledger.queries.shops import shops
from aftersales.ledger.sqlite import Connection


def find_case(connection: Connection, words: str, *, gone: bool = False) -> int:
    """The id of the case that CASE names: the short id; the whole ref, order or return tracking number; or an
    unambiguous prefix of one with at least 6 digits. Digits up to 9 long are ids. Raises NoSuchCase, with the list
    where several fit. With `gone`, the id of a case that was taken back will do.
    """
    words = words.strip()
    if re.fullmatch(r"[0-9]{1,9}", words):
        row = connection.execute("SELECT id, merged_into, taken_back FROM cases WHERE id = ?", (int(words),)).fetchone()
        if row is None:
            raise NoSuchCase(f"no case {words}. `aftersales cases` lists them.")
        if row[2] is not None and not gone:
            raise NoSuchCase(
                f"case {words} was taken back by write {row[2]}. `aftersales log {words}` tells more; "
                f"`aftersales undo {row[2]}` brings it back."
            )
        return int(row[1] or row[0])
    hits = _whole(connection, words) or (_prefix(connection, words) if len(re.findall(r"\d", words)) >= 6 else [])
    hits = _asked_first(connection, hits) if len(hits) > 1 else hits
    if not hits:
        raise NoSuchCase(f"no case with ref, order or tracking number {words!r}. `aftersales cases` lists them.")
    if len(hits) > 1:
        raise NoSuchCase(f"{words!r} fits several cases:\n{_listed(connection, hits)}\nName one by its id.")
    return hits[0]


def _asked_first(connection: Connection, hits: list[int]) -> list[int]:
    """What the buyer asked for on an order goes before the order's own delivery."""
    some = ",".join("?" * len(hits))
    rows = connection.execute(f"SELECT id FROM cases WHERE id IN ({some}) AND kind <> 'delivery' ORDER BY id", hits)
    return [row[0] for row in rows] or hits


def _whole(connection: Connection, words: str) -> list[int]:
    rows = connection.execute(
        f"""SELECT case_id FROM case_refs WHERE ref = :w UNION
        SELECT c.id FROM cases c WHERE {predicates.existing_case()} AND c.order_ref = :w UNION
        SELECT c.id FROM cases c WHERE {predicates.existing_case()} AND c.tracking = :w ORDER BY 1""",
        {"w": words},
    )
    return [r[0] for r in rows]


def _prefix(connection: Connection, words: str) -> list[int]:
    rows = connection.execute(
        f"""SELECT case_id FROM case_refs WHERE ref >= :w AND ref < :z UNION
        SELECT c.id FROM cases c WHERE {predicates.existing_case()} AND c.order_ref >= :w AND c.order_ref < :z UNION
        SELECT c.id FROM cases c WHERE {predicates.existing_case()} AND c.tracking >= :w AND c.tracking < :z
        ORDER BY 1 LIMIT 20""",
        {"w": words, "z": words + "\U0010ffff"},
    )
    return [r[0] for r in rows]


def _listed(connection: Connection, ids: Sequence[int]) -> str:
    some = ",".join("?" * len(ids))
    rows = connection.execute(f"SELECT id, shop, kind, order_ref, ref, closed FROM cases WHERE id IN ({some})", ids)
    return "\n".join(
        f"  {i}  {shop}  {kind}  order {order or '-'}  ref {ref or '-'}{'  closed' if closed else ''}"
        for i, shop, kind, order, ref, closed in rows
    )


def find_order(connection: Connection, ref: str, shop: str | None) -> dict[str, Any]:
    """An order by its number, with its `lines`. Raises NoSuchCase where none or several shops have it."""
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
            f"no order {ref}. Import the orders export, or record it: "
            f"aftersales order add {ref} --shop SHOP --amount 13.98 --placed 2026-11-20T16:02"
        )
    if len(rows) > 1:
        raise NoSuchCase(f"order {ref} is in several shops: {', '.join(r[1] for r in rows)}. Say which with --shop.")
    names = ("id", "shop", "ref", "amount", "currency", "buyer", "status")
    found = dict(zip(names, rows[0], strict=True))
    lines = connection.execute(
        "SELECT sku, product, variation, quantity, amount FROM lines WHERE order_id = ? ORDER BY n", (found["id"],)
    )
    from aftersales.core.cases.facts import Line

    return {**found, "lines": tuple(Line(*row) for row in lines)}


def refunded_on_order(connection: Connection, shop: str, order: str | None, but: int | None) -> int:
    """What went back on an order over all its cases but one, in minor units."""
    row = connection.execute(
        f"""SELECT coalesce(sum(max(refunded, 0, iif(quick_refund AND money = 'refunded', coalesce(amount, 0), 0))), 0)
        FROM cases c WHERE shop = ? AND order_ref = ? AND id IS NOT ? AND {predicates.existing_case()}""",
        (shop, order, but),
    ).fetchone()
    return int(row[0])


def postage_paid(connection: Connection, shop: str, currency: str, most: int) -> list[tuple[datetime, int]]:
    """What a shop paid for the parcels of its newest returns, as far as the platform told it in this currency: when
    each was asked for, and the amount in minor units; newest first.
    """
    rows = connection.execute(
        f"""SELECT opened_at, return_postage FROM cases c WHERE shop = ? AND postage_currency = ?
        AND return_postage > 0 AND kind = 'return' AND {predicates.existing_case()} ORDER BY opened_at DESC LIMIT ?""",
        (shop, currency, most),
    )
    return [(instant(at), paid) for at, paid in rows]


def last_on_order(connection: Connection, shop: str, order: str, kind: str) -> dict[str, Any] | None:
    """The newest case of a kind on an order that is not settled, else the newest at all: id, decision, settled."""
    row = connection.execute(
        f"""SELECT id, decision, settled FROM cases c WHERE shop = ? AND order_ref = ? AND kind = ?
        AND {predicates.existing_case()} ORDER BY settled, id DESC LIMIT 1""",
        (shop, order, kind),
    ).fetchone()
    return None if row is None else {"id": row[0], "decision": row[1], "settled": bool(row[2])}


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
    by_hand = f"""e.source = 'hand' AND {predicates.existing("e")} AND e.name IN ({",".join("?" * len(wanted))})"""
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


CASE_COLUMNS = (
    "id", "shop", "kind", "order_ref", "ref", "amount", "currency", "buyer", "reason", "product", "sku", "quantity",
    "tracking", "fulfilment", "quick_refund", "opened_at", "caught_up_at", "missing_since", "source", "as_of", "origin",
    "decision", "parcel", "money", "mode", "attempt", "closed", "settled", "refunded", "flags", "lines",
    "arbitration", "appeal", "return_postage", "postage_currency",
)  # fmt: skip


def case_row(connection: Connection, case: int) -> dict[str, Any]:
    """A case's own row, with its market and the order's amount, by column name."""
    columns = ", ".join(f"c.{c}" for c in CASE_COLUMNS)
    cursor = connection.execute(
        f"""SELECT {columns}, s.market, o.id AS order_id, iif(o.amount IS NULL, c.paid, o.amount) AS paid,
        iif(o.amount IS NULL, c.paid_currency, o.currency) AS paid_currency, o.status
        AS order_status, o.raw_status AS order_raw_status, o.delivered_at AS order_delivered_at, o.buyer AS ordered_by
        FROM cases c
        JOIN shops s ON s.name = c.shop LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref WHERE c.id = ?""",
        (case,),
    )
    return dict(zip((d[0] for d in cursor.description), cursor.fetchone(), strict=True))


_CONDITIONS = {
    "shop": "c.shop = :shop",
    "kind": "c.kind = :kind",
    "order": "c.order_ref = :order",
    "tracking": "c.tracking = :tracking",
    "product": "c.product LIKE :product ESCAPE '\\'",
    "sku": "c.sku LIKE :sku ESCAPE '\\'",
    "buyer": """c.buyer LIKE :buyer ESCAPE '\\' OR EXISTS (SELECT 1 FROM orders o WHERE o.shop = c.shop
        AND o.ref = c.order_ref AND o.buyer LIKE :buyer ESCAPE '\\')""",
    "words": " OR ".join(
        f"c.{name} LIKE :words ESCAPE '\\'" for name in ("product", "sku", "buyer", "order_ref", "ref", "tracking")
    ),
    "open": predicates.open_case(),
    "closed": f"NOT ({predicates.open_case()})",
    "axis": ":axis IN (c.decision, c.parcel, c.money)",
}


_ASKS = f"""EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND k.owner = 'seller'
    AND {predicates.running_clock()})"""


def search(
    connection: Connection,
    now: datetime,
    *,
    shop: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    product: str | None = None,
    sku: str | None = None,
    buyer: str | None = None,
    order: str | None = None,
    tracking: str | None = None,
    words: str | None = None,
    limit: int | None = None,
) -> list[dict[str, Any]]:
    """Cases that fit every filter, newest first, each with its next deadline at `now` as `due`.

    `state` is open, closed, all, or a value of an axis such as `approved`. `words` looks into product, SKU, buyer,
    order, ref and tracking number; text filters match parts, without case. Deliveries that ask nothing of the seller
    are left out unless `kind` or `order` asks for them.
    """
    given: dict[str, Any] = {"shop": shop, "kind": kind, "order": order, "tracking": tracking}
    given |= {"product": _like(product), "sku": _like(sku), "buyer": _like(buyer), "words": _like(words)}
    if state not in (None, "all"):
        given["axis" if state not in ("open", "closed") else state] = state
    # A parcel that goes its way asks nothing of anybody: it is listed only where deliveries are asked for.
    calm = "" if kind is not None or order is not None else f" AND (c.kind <> 'delivery' OR {_ASKS})"
    where = calm + "".join(f" AND ({_CONDITIONS[name]})" for name, value in given.items() if value is not None)
    columns = ", ".join(f"c.{c}" for c in CASE_COLUMNS)
    cursor = connection.execute(
        f"""SELECT {columns}, s.market, (SELECT min(k.due_at) FROM clocks k WHERE k.case_id = c.id AND k.holds = 1
        AND k.owner = 'seller' AND (k.stopped_at IS NULL OR k.confirmed = 0) AND {predicates.begun()}) AS due
        FROM cases c JOIN shops s ON s.name = c.shop WHERE {predicates.existing_case()}{where}
        ORDER BY c.id DESC LIMIT :limit""",
        {**given, "now": iso(now), "limit": -1 if limit is None else limit},
    )
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def flagged(connection: Connection, ids: Iterable[int], flag: str) -> list[int]:
    """Those of the cases that carry a flag."""
    found = []
    for case in sorted(ids):
        row = connection.execute("SELECT flags FROM cases WHERE id = ?", (case,)).fetchone()
        if row is not None and flag in json.loads(row[0]):
            found.append(case)
    return found


def _like(text: str | None) -> str | None:
    return None if text is None else "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"
