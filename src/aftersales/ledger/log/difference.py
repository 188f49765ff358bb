"""What a log entry changed, order by order and case by case."""

from __future__ import annotations

import json
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
_AT_ONCE = 500


def orders(connection: Connection, write: int) -> Iterator[ChangedRow]:
    """The orders that an entry brought or changed, those that are still there."""
    ranges = [
        (int(key), int(json.loads(image)["last"]))
        for key, image in connection.execute(
            "SELECT key, image FROM changes WHERE write_id = ? AND tbl = 'orders' AND op = 'insert' ORDER BY id",
            (write,),
        )
    ]
    for first, last in ranges:
        yield from _new_orders(connection, first, last)
    yield from _changed_orders(connection, write, ranges)


def _new_orders(connection: Connection, first: int, last: int) -> Iterator[ChangedRow]:
    cursor = connection.execute(
        f"SELECT ref, shop, origin, currency, {', '.join(_ORDER)} FROM orders WHERE id BETWEEN ? AND ? ORDER BY id",
        (first, last),
    )
    for ref, shop, origin, currency, *values in cursor:
        row = {**dict(zip(_ORDER, values, strict=True)), "currency": currency}
        fields = [ChangedField(name, None, _shown(row, name)) for name in _ORDER if row[name] not in (None, "")]
        yield ChangedRow(ORDER, NEW, shop, ref, None, None, origin, fields)


def _changed_orders(connection: Connection, write: int, ranges: Sequence[tuple[int, int]]) -> Iterator[ChangedRow]:
    later = _later(connection, write, "orders")
    columns = (*_ORDER, "currency")
    for key, image in _images(connection, write, "orders"):
        if any(first <= int(key) <= last for first, last in ranges):
            continue
        row = connection.execute(
            f"SELECT ref, shop, origin, {', '.join(columns)} FROM orders WHERE id = ?", (int(key),)
        ).fetchone()
        if row is None:
            continue
        after = {**dict(zip(columns, row[3:], strict=True)), **later.get(key, {})}
        if fields := _fields({**after, **image}, after, _ORDER):
            yield ChangedRow(ORDER, CHANGED, row[1], row[0], None, None, row[2], fields)


def cases(connection: Connection, write: int) -> Iterator[ChangedRow]:
    """The cases that an entry opened or brought news of."""
    cursor = connection.execute(
        """SELECT case_id, tbl, op, key, image FROM changes WHERE write_id = ? AND case_id IS NOT NULL
        AND tbl IN ('cases', 'events', 'observations') AND op <> 'delete' ORDER BY case_id, id""",
        (write,),
    )
    later = _later(connection, write, "cases")
    for case, changes in groupby(cursor, itemgetter(0)):
        row = _case(connection, case, [change[1:] for change in changes], later.get(str(case), {}))
        if row is not None:
            yield row


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
    fields += _snapshots(connection, case, changes, is_new=is_new)
    events = [
        json.loads(text)["name"] for table, op, _, text in changes if table == "events" and op == "insert" and text
    ]
    fields += [ChangedField("event", None, name) for name in events]
    if not fields:
        return None
    what = NEW if is_new else CHANGED
    return ChangedRow(CASE, what, stored[0], now["order_ref"], case, now["kind"], stored[1], fields)


def _snapshots(
    connection: Connection, case: int, changes: Sequence[tuple[str, str, str, str | None]], *, is_new: bool
) -> list[ChangedField]:
    """What the platform's data show of a case since: its status, and what else is in a snapshot."""
    fields: list[ChangedField] = []
    for table, op, key, text in changes:
        if table != "observations":
            continue
        if op == "insert":
            row = connection.execute("SELECT raw, ref FROM observations WHERE id = ?", (int(key),)).fetchone()
            if row is None:
                continue
            earlier = connection.execute(
                """SELECT raw FROM observations WHERE case_id = ? AND id < ? AND ref IS ?
                ORDER BY last_seen DESC LIMIT 1""",
                (case, int(key), row[1]),
            ).fetchone()
            was = None if earlier is None or is_new else earlier[0]
            if was != row[0]:
                fields.append(ChangedField("platform_status", was, row[0]))
        elif text:
            row = connection.execute(
                f"SELECT {', '.join(_SNAPSHOT)} FROM observations WHERE id = ?", (int(key),)
            ).fetchone()
            now = dict(zip(_SNAPSHOT, row, strict=True)) if row else {}
            fields += [ChangedField(n, was, now.get(n)) for n, was in json.loads(text).items() if n in _SNAPSHOT]
    return fields


def _images(connection: Connection, write: int, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the rows of a table were before an entry changed them: the columns that it changed, by the row's key."""
    cursor = connection.execute(
        "SELECT key, image FROM changes WHERE write_id = ? AND tbl = ? AND op = 'update' ORDER BY key, id",
        (write, table),
    )
    for key, rows in groupby(cursor, itemgetter(0)):
        yield key, _merged(text for _, text in rows)


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
    connection.execute("DROP TABLE IF EXISTS temp.clocks_before")
    connection.execute("CREATE TEMP TABLE clocks_before AS SELECT * FROM main.clocks")
    connection.execute("CREATE INDEX temp.clocks_before_by_case ON clocks_before (case_id)")


def deadlines(connection: Connection, touched: Iterable[int]) -> Iterator[ChangedRow]:
    """The deadlines of these cases that moved, came or went since `remember_deadlines`."""
    for case in sorted(touched):
        before, after = _due(connection, case, "temp.clocks_before"), _due(connection, case, "clocks")
        if before == after:
            continue
        row = connection.execute("SELECT shop, order_ref, kind, origin FROM cases WHERE id = ?", (case,)).fetchone()
        if row is None:
            continue
        shop, order, kind, origin = row
        for duty, owner in sorted({*before, *after}):
            was, now = before.get((duty, owner)), after.get((duty, owner))
            if was != now:
                what = NEW if was is None else GONE if now is None else MOVED
                fields = [ChangedField("due", was, now)]
                yield ChangedRow(DEADLINE, what, shop, order, case, kind, origin, fields, duty, owner)


def _due(connection: Connection, case: int, table: str) -> dict[tuple[str, str], str]:
    """The earliest deadline that counts of each duty of a case."""
    rows = connection.execute(
        f"""SELECT k.duty, k.owner, min(k.due_at) FROM {table} k WHERE k.case_id = ?
        AND {predicates.counting_clock()} GROUP BY k.duty, k.owner""",
        (case,),
    )
    return {(duty, owner): due for duty, owner, due in rows}


def cases_of(connection: Connection, write: int) -> set[int]:
    """Every case that an entry has a change of."""
    rows = connection.execute(
        "SELECT DISTINCT case_id FROM changes WHERE write_id = ? AND case_id IS NOT NULL", (write,)
    )
    return {case for (case,) in rows}
