"""What a log entry changed, order by order and case by case."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from aftersales.core.log.changed_row import CASE, CHANGED, DEADLINE, GONE, MOVED, NEW, ORDER, ChangedField, ChangedRow
from aftersales.core.money.amount import Money
from aftersales.ledger import predicates
from aftersales.ledger.journal import SEEN_AGAIN
from aftersales.ledger.sqlite import Connection

_ORDER = (
    "status", "raw_status", "amount", "placed_at", "paid_at", "ready_at", "collected_at", "delivered_at",
    "cancelled_at", "dispatch_by", "collect_by", "ready_due", "collection_due", "delivery_due", "deliver_by",
    "order_type", "shipping_type", "handling", "fulfilment", "buyer", "tracking", "shipping_fee", "cancel_asked_at",
    "buyer_message", "after_sale", "cancel_reason",
)  # fmt: skip
_CASE = (
    "kind", "order_ref", "ref", "amount", "paid", "opened_at", "buyer", "reason", "product", "sku", "quantity",
    "tracking", "return_postage", "substatus", "dispute_status", "appeal_status", "compensation_status",
    "compensation", "combined_ref", "buyer_note", "quick_refund", "missing_since", "merged_into",
)  # fmt: skip
# In which currency an amount is, by its column.
_CURRENCIES = {
    "amount": "currency", "paid": "paid_currency", "return_postage": "postage_currency",
    "compensation": "compensation_currency", "shipping_fee": "currency",
}  # fmt: skip
_SNAPSHOT = ("tracking", "refunded_at", "arbitration", "stamps")


def orders(connection: Connection, write: int) -> Iterator[ChangedRow]:
    """The orders that an entry brought or changed, those that are still there."""
    ranges = [
        (int(key), int(json.loads(image)["last"]), change)
        for change, key, image in connection.execute(
            "SELECT id, key, image FROM changes WHERE write_id = ? AND tbl = 'orders' AND op = 'insert' ORDER BY id",
            (write,),
        )
    ]
    for first, last, change in ranges:
        yield from _new_orders(connection, first, last, change)
    yield from _changed_orders(connection, write, sorted((first, last) for first, last, _ in ranges))


def _new_orders(connection: Connection, first: int, last: int, change: int) -> Iterator[ChangedRow]:
    cursor = connection.execute(
        f"SELECT ref, shop, origin, currency, {', '.join(_ORDER)} FROM orders WHERE id BETWEEN ? AND ? ORDER BY id",
        (first, last),
    )
    for ref, shop, origin, currency, *values in cursor:
        row = {"currency": currency}
        fields = [
            ChangedField(name, None, value if name not in _CURRENCIES else _shown({**row, name: value}, name))
            for name, value in zip(_ORDER, values, strict=True)
            if value is not None and value != ""
        ]
        yield ChangedRow(ORDER, NEW, shop, ref, None, None, origin, fields, change=change)


def _changed_orders(connection: Connection, write: int, ranges: Sequence[tuple[int, int]]) -> Iterator[ChangedRow]:
    later = _later(connection, write, "orders")
    columns = (*_ORDER, "currency")
    for key, image, change in _images(connection, write, "orders"):
        place = bisect_right(ranges, int(key), key=itemgetter(0))
        if place and int(key) <= ranges[place - 1][1]:
            continue
        row = connection.execute(
            f"SELECT ref, shop, origin, {', '.join(columns)} FROM orders WHERE id = ?", (int(key),)
        ).fetchone()
        if row is None:
            continue
        after = {**dict(zip(columns, row[3:], strict=True)), **later.get(key, {})}
        if fields := _fields({**after, **image}, after, _ORDER):
            yield ChangedRow(ORDER, CHANGED, row[1], row[0], None, None, row[2], fields, change=change)


def cases(connection: Connection, write: int) -> Iterator[ChangedRow]:
    """The cases that an entry opened or brought news of."""
    cursor = connection.execute(
        """SELECT case_id, id, tbl, op, key, image FROM changes WHERE write_id = ? AND case_id IS NOT NULL
        AND tbl IN ('cases', 'events', 'observations') AND op <> 'delete' ORDER BY case_id, id""",
        (write,),
    )
    later = _later(connection, write, "cases")
    for case, group in groupby(cursor, itemgetter(0)):
        changes = list(group)
        row = _case(connection, case, [change[2:] for change in changes], later.get(str(case), {}))
        if row is not None:
            yield row._replace(change=changes[0][1] if row.what == NEW else changes[-1][1])


def _case(
    connection: Connection, case: int, changes: Sequence[tuple[str, str, str, str | None]], later: Mapping[str, Any]
) -> ChangedRow | None:
    """One case; None where the entry only saw it again."""
    columns = (*_CASE, *dict.fromkeys(_CURRENCIES.values()))
    stored = connection.execute(
        f"SELECT shop, origin, {', '.join(columns)} FROM cases WHERE id = ?", (case,)
    ).fetchone()
    if stored is None:
        return None
    now = dict(zip(columns, stored[2:], strict=True))
    after = {**now, **{name: value for name, value in later.items() if name in now}}
    is_new = any(table == "cases" and op == "insert" for table, op, _, _ in changes)
    image = _merged(text for table, op, _, text in changes if table == "cases" and op == "update" and text)
    fields = (
        [ChangedField(name, None, _shown(after, name)) for name in _CASE if after[name] not in (None, 0, "")]
        if is_new
        else _fields({**after, **image}, after, _CASE)
    )
    of_snapshots, origin = _snapshots(connection, case, changes, is_new=is_new)
    fields += of_snapshots
    events = [
        json.loads(text)["name"] for table, op, _, text in changes if table == "events" and op == "insert" and text
    ]
    fields += [ChangedField("event", None, name) for name in events]
    if not fields:
        return None
    what = NEW if is_new else CHANGED
    return ChangedRow(CASE, what, stored[0], now["order_ref"], case, now["kind"], origin or stored[1], fields)


def _snapshots(
    connection: Connection, case: int, changes: Sequence[tuple[str, str, str, str | None]], *, is_new: bool
) -> tuple[list[ChangedField], str | None]:
    """What the platform's data show of a case since: its status, and what else is in a snapshot; and the file and the
    row of the newest.
    """
    fields: list[ChangedField] = []
    origin: str | None = None
    for table, op, key, text in changes:
        if table != "observations":
            continue
        if op == "insert":
            row = connection.execute(
                "SELECT raw, ref, first_seen, origin FROM observations WHERE id = ?", (int(key),)
            ).fetchone()
            if row is None:
                continue
            earlier = connection.execute(
                """SELECT raw FROM observations WHERE case_id = ? AND id < ? AND ref IS ? AND first_seen <= ?
                ORDER BY last_seen DESC LIMIT 1""",
                (case, int(key), row[1], row[2]),  # a file of older data comes before what is known
            ).fetchone()
            was = None if earlier is None or is_new else earlier[0]
            origin = row[3]
            if was != row[0]:
                fields.append(ChangedField("platform_status", was, row[0]))
        elif text:
            row = connection.execute(
                f"SELECT {', '.join(_SNAPSHOT)} FROM observations WHERE id = ?", (int(key),)
            ).fetchone()
            now = dict(zip(_SNAPSHOT, row, strict=True)) if row else {}
            fields += [ChangedField(n, was, now.get(n)) for n, was in json.loads(text).items() if n in _SNAPSHOT]
    return fields, origin


def _images(connection: Connection, write: int, table: str) -> Iterator[tuple[str, dict[str, Any], int]]:
    """What the rows of a table were before an entry changed them, by the row's key: the columns that it changed, and
    the number of its last change.
    """
    cursor = connection.execute(
        "SELECT key, image, id FROM changes WHERE write_id = ? AND tbl = ? AND op = 'update' ORDER BY key, id",
        (write, table),
    )
    for key, group in groupby(cursor, itemgetter(0)):
        rows = list(group)
        yield key, _merged(text for _, text, _ in rows), rows[-1][2]


def _later(connection: Connection, write: int, table: str) -> dict[str, dict[str, Any]]:
    """What the rows that an entry changed were when a later entry changed them first."""
    cursor = connection.execute(
        """SELECT key, image FROM changes WHERE write_id > ?1 AND tbl = ?2 AND op IN ('update', 'delete')
        AND key IN (SELECT key FROM changes WHERE write_id = ?1 AND tbl = ?2) ORDER BY key, id""",
        (write, table),
    )
    return {key: _merged(text for _, text in rows) for key, rows in groupby(cursor, itemgetter(0))}


def _merged(images: Iterable[str]) -> dict[str, Any]:
    """The first value of each column among images of one row."""
    merged: dict[str, Any] = {}
    for text in images:
        for name, value in json.loads(text).items():
            merged.setdefault(name, value)
    return merged


def _fields(before: Mapping[str, Any], after: Mapping[str, Any], names: Sequence[str]) -> list[ChangedField]:
    """The fields that differ; that newer data showed the same is none, nor that nothing is written in another way."""
    return [
        ChangedField(name, _shown(before, name), _shown(after, name))
        for name in names
        if name not in SEEN_AGAIN and before[name] != after[name] and {before[name], after[name]} != {None, ""}
    ]


def _shown(row: Mapping[str, Any], name: str) -> Any:
    """A value as JSON has it: an amount with its currency."""
    value = row[name]
    currency = row.get(_CURRENCIES.get(name, ""))
    if value is None or currency is None:
        return value
    return {"amount": Money(value, currency).decimal(), "currency": currency}


# --- deadlines --------------------------------------------------------------------------------------------------------


def remember_deadlines(connection: Connection) -> None:
    """Keep the deadlines as they are stored, for `deadlines` in the same transaction. It can be called again."""
    connection.execute("DROP TABLE IF EXISTS temp.deadlines_before")
    connection.execute(
        f"""CREATE TEMP TABLE deadlines_before AS SELECT k.case_id, k.duty, k.owner, min(k.due_at) AS due_at
        FROM main.clocks k WHERE {predicates.counting_clock()} GROUP BY k.case_id, k.duty, k.owner"""
    )


def deadlines(connection: Connection, touched: Iterable[int]) -> Iterator[ChangedRow]:
    """The deadlines of these cases that moved, came or went since `remember_deadlines`: of each duty the earliest that
    counts.
    """
    connection.execute("DROP TABLE IF EXISTS temp.cases_touched")
    connection.execute("CREATE TEMP TABLE cases_touched (id INTEGER PRIMARY KEY)")
    connection.executemany("INSERT OR IGNORE INTO temp.cases_touched VALUES (?)", ((case,) for case in touched))
    # Both sides are put together and sorted once: two queries a case take as long as the import.
    cursor = connection.execute(
        f"""SELECT c.shop, c.order_ref, c.id, c.kind, c.origin, d.duty, d.owner, d.was, d.due FROM (
            SELECT case_id, duty, owner, max(was) AS was, max(due) AS due FROM (
                SELECT b.case_id, b.duty, b.owner, b.due_at AS was, NULL AS due
                FROM temp.deadlines_before b WHERE b.case_id IN (SELECT id FROM temp.cases_touched)
                UNION ALL
                SELECT k.case_id, k.duty, k.owner, NULL, min(k.due_at)
                FROM temp.cases_touched t CROSS JOIN clocks k ON k.case_id = t.id
                WHERE {predicates.counting_clock()} GROUP BY k.case_id, k.duty, k.owner
            ) GROUP BY case_id, duty, owner HAVING max(was) IS NOT max(due)
        ) d JOIN cases c ON c.id = d.case_id ORDER BY d.case_id, d.duty, d.owner"""
    )
    for shop, order, case, kind, origin, duty, owner, was, due in cursor:
        what = NEW if was is None else GONE if due is None else MOVED
        yield ChangedRow(DEADLINE, what, shop, order, case, kind, origin, [ChangedField("due", was, due)], duty, owner)


def cases_of(connection: Connection, write: int) -> Iterator[int]:
    """Every case that an entry has a change of."""
    rows = connection.execute(
        "SELECT DISTINCT case_id FROM changes WHERE write_id = ? AND case_id IS NOT NULL", (write,)
    )
    return (case for (case,) in rows)
