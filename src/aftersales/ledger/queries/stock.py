"""Goods that came back, by their receipts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from aftersales.core.requests.receipt import GradedItem, items_of, with_placed
from aftersales.core.time.instants import instant, iso
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

_GRADED = "e.name IN ('return.received', 'return.graded') AND json_extract(e.data, '$.items') IS NOT NULL"
# Wrong goods that are graded again, or accepted all the same: the later receipt counts.
_LAST = f"""(e.name <> 'return.graded' OR NOT EXISTS (SELECT 1 FROM events l WHERE l.case_id = e.case_id
    AND l.name IN ('return.received', 'return.graded') AND {predicates.existing("l")}
    AND (l.at > e.at OR (l.at = e.at AND l.id > e.id))))"""
_EXISTING = f"{predicates.existing('e')} AND {predicates.existing_case()}"


class StoredPlacement(NamedTuple):
    """Goods of a receipt that went somewhere later. `id` is the event's; `at` is UTC."""

    id: int
    at: datetime
    items: tuple[GradedItem, ...]


class StoredReceipt(NamedTuple):
    """A receipt with grades, or with where its goods went. `id` is the event's; `at` is UTC."""

    id: int
    at: datetime
    case: int
    shop: str
    order: str | None
    product: str | None
    lines: str | None
    items: tuple[GradedItem, ...]
    placements: tuple[StoredPlacement, ...] = ()

    @property
    def standing(self) -> tuple[GradedItem, ...]:
        """The items with all that went somewhere since."""
        return with_placed(self.items, (item for placement in self.placements for item in placement.items))


class ReceiptFilters(NamedTuple):
    """What the list of receipts is narrowed to; None means all."""

    shop: str | None = None
    sku: str | None = None
    since: datetime | None = None


def receipts(
    connection: Connection, filters: ReceiptFilters, limit: int | None = None, case: int | None = None
) -> list[StoredReceipt]:
    """The receipts that fit, newest first; with a SKU those that have it. One that was undone is gone."""
    conditions = [_GRADED, _LAST, _EXISTING]
    conditions += ["c.id = :case"] if case is not None else []
    conditions += ["c.shop = :shop"] if filters.shop is not None else []
    conditions += ["e.at >= :since"] if filters.since is not None else []
    if filters.sku is not None:
        conditions.append("EXISTS (SELECT 1 FROM json_each(e.data, '$.items') i WHERE i.value ->> 'sku' = :sku)")
    rows = connection.execute(
        f"""SELECT e.id, e.at, c.id, c.shop, c.order_ref, c.product, c.lines, e.data
        FROM events e JOIN cases c ON c.id = e.case_id WHERE {" AND ".join(conditions)}
        ORDER BY e.at DESC, e.id DESC LIMIT :limit""",
        {
            "shop": filters.shop,
            "sku": filters.sku,
            "since": iso(filters.since) if filters.since else None,
            "limit": -1 if limit is None else limit,
            "case": case,
        },
    ).fetchall()
    later = _placements(connection, [row[2] for row in rows])
    return [
        StoredReceipt(
            number, instant(at), of, shop, order, product, lines, items_of(json.loads(data)), later.get(number, ())
        )
        for number, at, of, shop, order, product, lines, data in rows
    ]


def _placements(connection: Connection, cases: Iterable[int]) -> dict[int, tuple[StoredPlacement, ...]]:
    """What went somewhere later of the goods of these cases, by the receipt's event, in the order of recording."""
    rows = connection.execute(
        f"""SELECT e.id, e.at, e.data FROM events e WHERE e.name = 'goods.placed' AND {predicates.existing("e")}
        AND e.case_id IN (SELECT value FROM json_each(?)) ORDER BY e.id""",
        (json.dumps(list(dict.fromkeys(cases))),),
    )
    by_receipt: dict[int, tuple[StoredPlacement, ...]] = {}
    for number, at, data in rows:
        facts = json.loads(data)
        placement = StoredPlacement(number, instant(at), items_of(facts))
        by_receipt[facts["receipt"]] = (*by_receipt.get(facts["receipt"], ()), placement)
    return by_receipt


def items_by_case(connection: Connection, cases: Iterable[int]) -> dict[int, tuple[GradedItem, ...]]:
    """What came back of each of these cases, by its newest receipt; a case without one is left out."""
    rows = connection.execute(
        f"""SELECT c.id, e.id, e.data FROM events e JOIN cases c ON c.id = e.case_id WHERE {_GRADED} AND {_LAST}
        AND {_EXISTING} AND c.id IN (SELECT value FROM json_each(?)) ORDER BY e.at, e.id""",
        (json.dumps(list(cases)),),
    ).fetchall()
    later = _placements(connection, [row[0] for row in rows])
    return {
        case: with_placed(items_of(json.loads(data)), (i for placed in later.get(number, ()) for i in placed.items))
        for case, number, data in rows
    }


def placed_units(
    connection: Connection, shop: str, skus: Collection[str], most: int
) -> list[tuple[datetime, int, int]]:
    """Of a shop's newest receipts with one of these SKUs: when each was, and how many of their units went to stock and
    to scrap; newest first. Receipts that don't say where they went are left out.
    """
    placed = []
    for receipt in receipts(connection, ReceiptFilters(shop)):
        items = [item for item in receipt.standing if item.sku in skus and item.to_stock + item.scrap]
        if items:
            placed.append((receipt.at, sum(item.to_stock for item in items), sum(item.scrap for item in items)))
    return placed[:most]


def write_of_receipt(connection: Connection, case: int, names: tuple[str, ...]) -> int | None:
    """The write in which the newest receipt of a case was recorded by hand; None where no hand did."""
    row = connection.execute(
        f"""SELECT w.write_id FROM events e JOIN changes w ON w.tbl = 'events' AND w.op = 'insert'
        AND w.case_id = e.case_id AND w.key = e.id WHERE e.case_id = ? AND e.name IN ({predicates.quoted(names)})
        AND e.source = 'hand' AND {predicates.existing("e")} ORDER BY e.at DESC, e.id DESC LIMIT 1""",
        (case,),
    ).fetchone()
    return None if row is None else int(row[0])
