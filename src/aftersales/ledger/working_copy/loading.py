"""What an import touches, copied before it is judged."""

# On a ledger of which no working copy was made nothing is done. What was copied before stays as it is in the copy.

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from aftersales.core.time.instants import iso
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy import indexes, seen_again
from aftersales.ledger.working_copy.tables import is_made, make_late_indexes


def schemas(connection: Connection) -> tuple[str, ...]:
    """Where rows may stand that were copied or not, what holds last."""
    return ("main", "temp") if is_made(connection) else ("main",)


def load_orders(connection: Connection, refs: Iterable[str]) -> None:
    """Copy the orders with these numbers, of every shop, and all cases on them."""
    if is_made(connection):
        _load_orders(connection, list(refs))


def load_requests(connection: Connection, refs: Iterable[str], orders: Iterable[str]) -> None:
    """Copy the cases with these numbers of requests, of every shop, what is on the same orders, and these orders."""
    if not is_made(connection):
        return
    _arrive(
        connection,
        """SELECT r.case_id FROM json_each(?) j CROSS JOIN main.case_refs r INDEXED BY case_refs_by_ref
        ON r.ref = j.value""",
        list(refs),
    )
    _load_orders(connection, [*_take_cases(connection), *orders])


def load_open_cases(connection: Connection, shop: str) -> None:
    """Copy the cases of a shop that are not settled."""
    if is_made(connection):
        _load_cases(connection, f"SELECT id FROM main.cases WHERE shop = ? AND {predicates.open_case('cases')}", shop)


def load_live_cases(connection: Connection, shop: str, now: datetime) -> None:
    """Copy the cases of a shop on which its rules still bear at `now`."""
    if is_made(connection):
        live = f"SELECT c.id FROM main.cases c WHERE c.shop = :shop AND {predicates.live_case()}"
        _load_cases(connection, live, {"shop": shop, "now": iso(now)})


def load_unfollowed(connection: Connection, shop: str) -> None:
    """Copy the orders of a shop that have no delivery yet and should have one."""
    indexes.bring_back(connection, indexes.LATE)
    if not is_made(connection):
        return
    make_late_indexes(connection)
    refs: list[str] = []
    for index, condition in (
        ("orders_under_way", predicates.under_way()),
        ("orders_unknown", predicates.unknown_order()),
    ):
        rows = connection.execute(
            f"""SELECT ref FROM main.orders o INDEXED BY {index} WHERE shop = ? AND {condition}
            AND fulfilment = 'seller' AND NOT EXISTS (SELECT 1 FROM main.cases c WHERE c.order_ref = o.ref
                AND c.shop = o.shop AND c.kind = 'delivery' AND {predicates.existing("c")})""",
            (shop,),
        )
        refs += [row[0] for row in rows]
    _load_orders(connection, refs)


def _load_cases(connection: Connection, query: str, parameters: str | dict[str, str]) -> None:
    rows = connection.execute(query, parameters if isinstance(parameters, dict) else (parameters,))
    _arrive(connection, "SELECT value FROM json_each(?)", [row[0] for row in rows])
    _load_orders(connection, _take_cases(connection))


def _load_orders(connection: Connection, refs: Sequence[str]) -> None:
    """The orders, and every case on them."""
    if not refs:
        return
    wanted = json.dumps(refs)
    connection.execute("DELETE FROM temp.arriving_orders")
    connection.execute(
        """INSERT OR IGNORE INTO temp.arriving_orders SELECT o.id FROM json_each(?) j CROSS JOIN main.shops s
        CROSS JOIN main.orders o ON o.shop = s.name AND o.ref = j.value
        WHERE o.id NOT IN (SELECT id FROM temp.orders)""",
        (wanted,),
    )
    for table, key in (("orders", "id"), ("lines", "order_id")):
        connection.execute(
            f"""INSERT INTO temp.{table} SELECT t.* FROM temp.arriving_orders a CROSS JOIN main.{table} t
            ON t.{key} = a.id"""
        )
    _arrive(
        connection,
        "SELECT c.id FROM json_each(?) j CROSS JOIN main.cases c INDEXED BY cases_by_order ON c.order_ref = j.value",
        refs,
    )
    _take_cases(connection)


def _arrive(connection: Connection, query: str, values: Sequence[str] | Sequence[int]) -> None:
    """Note which cases are to be copied: what the query selects for the values, without those that are there."""
    connection.execute("DELETE FROM temp.arriving_cases")
    connection.execute(
        f"""INSERT OR IGNORE INTO temp.arriving_cases SELECT * FROM ({query})
        WHERE 1 EXCEPT SELECT id FROM temp.cases""",
        (json.dumps(values),),
    )


def _take_cases(connection: Connection) -> list[str]:
    """Copy the cases that are noted, with all that belongs to them. Returns the numbers of their orders."""
    for table, key in (
        ("cases", "id"), ("case_refs", "case_id"), ("events", "case_id"), ("observations", "case_id"),
        ("clocks", "case_id"),
    ):  # fmt: skip
        # The last event and the last snapshot of the ledger are there from the start.
        connection.execute(
            f"""INSERT OR IGNORE INTO temp.{table} SELECT t.* FROM temp.arriving_cases a CROSS JOIN main.{table} t
            ON t.{key} = a.id"""
        )
    seen_again.bring_to_copies(connection)
    rows = connection.execute(
        "SELECT DISTINCT order_ref FROM temp.cases WHERE id IN (SELECT id FROM temp.arriving_cases)"
    )
    return [row[0] for row in rows if row[0] is not None]
