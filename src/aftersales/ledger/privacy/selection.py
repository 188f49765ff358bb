"""Orders and cases whose buyers are to be forgotten."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from aftersales.core.cases.events import REMARKS
from aftersales.core.requests import buyers
from aftersales.core.time.instants import iso
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

# What is not a step of a case: it may come long after its end.
_ASIDE = tuple(sorted({*REMARKS, "case.confirmed", "case.closed"}))
_SHOPS = "shop IN (SELECT value FROM json_each(:shops))"


class DeletedOrder(NamedTuple):
    """An order that only the log still has, because the import that brought it was undone."""

    id: int
    shop: str
    ref: str
    buyer: str | None
    placed_at: str


class Forgettable(NamedTuple):
    """The numbers of the rows of `orders` and `cases`, in order; those cases of theirs on which something is still to
    be done (their buyer is needed); and orders that only the log still has.
    """

    orders: Sequence[int]
    cases: Sequence[int]
    open_cases: Sequence[int]
    deleted: Sequence[DeletedOrder] = ()


def of_buyer(connection: Connection, word: str, shops: Collection[str], now: datetime) -> Forgettable:
    """All orders and cases of the buyer of this name; of an order or request number, of whoever placed it."""
    key = buyers.buyer_key(word)
    names = _names(connection, key)
    values = {"shops": json.dumps(list(shops)), "word": word.strip(), "names": json.dumps(names)}
    if not names:
        rows = connection.execute(
            f"""SELECT buyer FROM orders WHERE ref = :word AND {_SHOPS} UNION ALL SELECT c.buyer FROM cases c
            WHERE (order_ref = :word OR ref = :word) AND {_SHOPS}""",
            values,
        ).fetchall()
        values["names"] = json.dumps([name for (one,) in rows for name in _names(connection, buyers.buyer_key(one))])
    named = "buyer IN (SELECT value FROM json_each(:names))"
    orders = {
        (shop, ref): number
        for number, shop, ref in connection.execute(
            f"SELECT id, shop, ref FROM orders WHERE ({named} OR ref = :word) AND {_SHOPS}", values
        )
    }
    cases = set[int]()
    for number, shop, order in connection.execute(
        f"SELECT id, shop, order_ref FROM cases WHERE ({named} OR order_ref = :word OR ref = :word) AND {_SHOPS}",
        values,
    ).fetchall():
        cases.add(number)
        row = connection.execute("SELECT id FROM orders WHERE shop = ? AND ref = ?", (shop, order)).fetchone()
        if row:
            orders[shop, order] = row[0]
    cases |= set(_on_orders(connection, orders))
    live = _live(connection, now)
    wanted = set(json.loads(values["names"]))
    deleted = [
        order
        for order in _deleted(connection, shops)
        if order.buyer in wanted or order.ref == word.strip() or (order.buyer and buyers.buyer_key(order.buyer) == key)
    ]
    return Forgettable(_sorted(orders.values()), _sorted(cases - live), sorted(cases & live), deleted)


def _deleted(connection: Connection, shops: Collection[str]) -> list[DeletedOrder]:
    """The orders that the log has and the ledger hasn't."""
    rows = connection.execute(
        """SELECT DISTINCT CAST(key AS INTEGER), shop, json_extract(image, '$.ref'), json_extract(image, '$.buyer'),
            coalesce(json_extract(image, '$.placed_at'), json_extract(image, '$.paid_at'), '')
        FROM changes WHERE tbl = 'orders' AND op = 'delete' AND shop IN (SELECT value FROM json_each(?))
        AND CAST(key AS INTEGER) NOT IN (SELECT id FROM orders)""",
        (json.dumps(list(shops)),),
    )
    return [DeletedOrder(*row) for row in rows]


def _names(connection: Connection, key: str | None) -> list[str]:
    """How a buyer is written in the ledger: with and without an @, in any case."""
    if key is None:
        return []
    rows = connection.execute(
        """SELECT buyer FROM orders WHERE buyer IS NOT NULL UNION SELECT buyer FROM cases WHERE buyer IS NOT NULL"""
    )
    return [name for (name,) in rows if buyers.buyer_key(name) == key]


def _on_orders(connection: Connection, orders: Iterable[tuple[str, str]]) -> list[int]:
    rows = connection.execute(
        """SELECT c.id FROM json_each(?) j CROSS JOIN cases c ON c.order_ref = json_extract(j.value, '$[1]')
        AND c.shop = json_extract(j.value, '$[0]')""",
        (json.dumps(list(orders)),),
    )
    return [row[0] for row in rows]


def before(connection: Connection, until: Mapping[str, datetime], now: datetime) -> Forgettable:
    """What ended before an instant (UTC), which each shop has: cases on which nothing happened since and nothing is to
    be done, and orders of before that no other case is about. What is forgotten already is left out.
    """
    live = _live(connection, now)
    orders, cases, still_open = array("q"), array("q"), list[int]()
    for shop, instant in until.items():
        kept = set[str]()  # orders that another case is about
        rows = connection.execute(
            f"""SELECT c.id, c.order_ref, max(c.opened_at,
                coalesce((SELECT max(at) FROM events WHERE case_id = c.id
                    AND name NOT IN ({predicates.quoted(_ASIDE)})), ''),
                coalesce((SELECT max(first_seen) FROM observations WHERE case_id = c.id), '')) < :until,
                EXISTS (SELECT 1 FROM forgotten f JOIN case_refs r ON r.shop = f.shop AND r.ref = f.number
                    WHERE r.case_id = c.id)
                OR (coalesce(c.buyer, '***') GLOB 'forgotten-*' OR coalesce(c.buyer, '***') = '***')
                    AND EXISTS (SELECT 1 FROM forgotten f WHERE f.shop = c.shop AND f.number = c.order_ref)
            FROM cases c WHERE c.shop = :shop AND c.kind <> 'routine'""",
            {"shop": shop, "until": iso(instant)},
        )
        for number, order, ended, forgotten in rows:
            if forgotten:
                continue
            if ended and number not in live:
                cases.append(number)
                continue
            kept.add(order)
            if ended:
                still_open.append(number)
        rows = connection.execute(
            """SELECT id, ref FROM orders o WHERE shop = :shop AND NOT EXISTS (
                SELECT 1 FROM forgotten f WHERE f.shop = o.shop AND f.number = o.ref)
            AND max(coalesce(placed_at, ''), coalesce(paid_at, ''), coalesce(delivered_at, ''),
                coalesce(cancelled_at, ''), iif(placed_at IS NULL AND paid_at IS NULL, as_of, '')) < :until""",
            {"shop": shop, "until": iso(instant)},
        )
        orders.extend(number for number, ref in rows if ref not in kept)
    deleted = [order for order in _deleted(connection, until) if order.placed_at < iso(until[order.shop])]
    return Forgettable(_sorted(orders), _sorted(cases), sorted(still_open), deleted)


def everything(connection: Connection) -> Forgettable:
    """All orders and cases."""
    orders, cases = (
        _sorted(row[0] for row in connection.execute(f"SELECT id FROM {table}")) for table in ("orders", "cases")
    )
    shops = [row[0] for row in connection.execute("SELECT name FROM shops")]
    return Forgettable(orders, cases, (), _deleted(connection, shops))


def _sorted(numbers: Iterable[int]) -> Sequence[int]:
    """There may be hundreds of thousands."""
    return array("q", sorted(numbers))


def _live(connection: Connection, now: datetime) -> set[int]:
    """The cases on which something is still to be done."""
    rows = connection.execute(f"SELECT c.id FROM cases c WHERE {predicates.live_case()}", {"now": iso(now)})
    return {row[0] for row in rows}
