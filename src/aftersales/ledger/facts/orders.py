"""Orders that files tell, put into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from aftersales.core.cases.facts import RANK, OrderFacts, OrderLine, OrderTable, wins
from aftersales.core.requests.buyers import more_specific_name
from aftersales.core.requests.cancel_reasons import parcel_after
from aftersales.core.vocabulary import NOT_LEFT, ORDER_STATUSES, UNDER_WAY
from aftersales.ledger import definitions, journal, predicates
from aftersales.ledger.facts import forgotten
from aftersales.ledger.facts.records import next_id
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy import loading

_COLUMNS = (
    "status", "raw_status", "amount", "currency", "placed_at", "paid_at", "ready_at", "collected_at", "delivered_at",
    "cancelled_at", "buyer", "tracking", "dispatch_by", "collect_by", "ready_due", "collection_due", "delivery_due",
    "deliver_by", "order_type", "shipping_type", "handling", "fulfilment", "cancel_asked_at",
    "buyer_message", "after_sale",
    "shipping_fee", "cancel_reason",
)  # fmt: skip
_INSERTED = ("id", "shop", "ref", *_COLUMNS, "source", "as_of", "origin", "digest")
CHUNK = 400
_BUYER = _COLUMNS.index("buyer")
_TELLING = ("status", "currency", "cancel_asked_at", "cancel_reason")  # whether there is more to do about an order
_told = attrgetter(*_TELLING)


class Tally:
    """How many orders or cases were new, changed or the same."""

    def __init__(self) -> None:
        self.new = self.changed = self.same = 0

    def count(self, what: str) -> None:
        """Count one `new`, `changed` or `same`."""
        setattr(self, what, getattr(self, what) + 1)


def put_new(connection: Connection, shop: str, table: OrderTable, tally: Tally) -> Sequence[str]:
    """Add orders of which the ledger has none. Runs inside the caller's transaction. Returns their numbers."""
    _insert(connection, shop, table, tally)
    refs: Sequence[str] = table.column("ref")
    return refs


def put(connection: Connection, shop: str, facts: Iterable[OrderFacts], tally: Tally) -> Sequence[str]:
    """Add or update some orders (a chunk of at most CHUNK). Runs inside the caller's transaction.

    Returns the numbers of those that were new or changed: cases on them must be derived anew.
    """
    table = facts if isinstance(facts, OrderTable) else OrderTable.of(facts)
    table = forgotten.orders_without_buyer(connection, shop, table)
    refs = table.column("ref")
    marks = ",".join("?" * len(refs))
    known = {
        row[1]: row
        for row in connection.execute(
            f"""SELECT id, ref, source, as_of, digest, {", ".join(_COLUMNS)} FROM orders
            WHERE shop = ? AND ref IN ({marks})""",
            [shop, *refs],
        )
    }
    if not known:
        return put_new(connection, shop, table, tally)
    fresh, moved = [], []
    for order in table:
        if order.ref not in known:
            fresh.append(order)
        elif _update(connection, order, known[order.ref], tally):
            moved.append(order.ref)
    if fresh:
        _insert(connection, shop, OrderTable.of(fresh), tally)
    return moved + [order.ref for order in fresh]


def _insert(connection: Connection, shop: str, table: OrderTable, tally: Tally) -> None:
    first = next_number(connection)
    _insert_columns(connection, shop, first, table)
    journal.log_new_orders(connection, shop, first, table.column("ref"))
    tally.new += len(table)


def next_number(connection: Connection) -> int:
    """The number that the next new order gets."""
    return int(connection.execute(f"SELECT {next_id('orders')}").fetchone()[0])


def _insert_columns(connection: Connection, shop: str, first: int, table: OrderTable) -> Sequence[int | None]:
    """Insert orders with numbers from `first` on, and their lines. What no order has is left out: to fill in nothing
    takes its time, too. Returns their digests.
    """
    numbers = range(first, first + len(table))
    *columns, lines, _ = table.columns
    digests = list(map(_digest, *map(table.column, _TELLING), table.column("digest")))
    used = {
        name: column
        for name, column in zip(_INSERTED, [numbers, [shop] * len(table), *columns, digests], strict=True)
        if name == "fulfilment" or any(value is not None for value in column)
    }
    values = ("coalesce(?, 'seller')" if name == "fulfilment" else "?" for name in used)
    connection.executemany(
        f"INSERT INTO orders ({', '.join(used)}) VALUES ({', '.join(values)})", zip(*used.values(), strict=True)
    )
    rows = [(number, n, *line) for number, some in zip(numbers, lines, strict=True) for n, line in enumerate(some)]
    connection.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    return digests


# --- put apart --------------------------------------------------------------------------------------------------------


def has_any(connection: Connection, shop: str) -> bool:
    """Whether a shop has orders."""
    return connection.execute("SELECT 1 FROM orders WHERE shop = ? LIMIT 1", (shop,)).fetchone() is not None


def tables_apart(connection: Connection) -> list[str]:
    """The SQL of the tables into which orders are put apart, in an empty database."""
    return [definitions.bare_table(connection, table) for table in ("orders", "lines")]


def put_apart(connection: Connection, shop: str, first: int, table: OrderTable) -> OrderTable:
    """Put new orders apart, with numbers from `first` on. Returns those about which there is more to do."""
    digests = _insert_columns(connection, shop, first, table)
    known = [table.order(n) for n, digest in enumerate(digests) if digest is None]  # many, where rows have none
    return OrderTable.of(order for order in known if _digest(*_told(order), 0) is None)


def take_apart(connection: Connection, schema: str, later: int) -> None:
    """Put the orders that were put apart in an attached database into the ledger, with numbers that are so much
    `later`. None of them is there. Runs inside the caller's transaction; `log_new` is its next step.
    """
    for table in ("orders", "lines"):
        number, *others = definitions.column_names(connection, table)
        connection.execute(
            f"""INSERT INTO {table} SELECT {number} + ?, {", ".join(others)} FROM {schema}.{table}
            ORDER BY {"id" if table == "orders" else "order_id, n"}""",
            (later,),
        )


def log_new(connection: Connection, shop: str, first: int, count: int, tally: Tally) -> list[str]:
    """Log so many new orders, from a number on. Returns the platform's numbers of them."""
    span = (first, first + count - 1)
    refs = [row[0] for row in connection.execute("SELECT ref FROM orders WHERE id BETWEEN ? AND ? ORDER BY id", span)]
    journal.log_new_orders(connection, shop, first, refs)
    tally.new += count
    return refs


def _line_rows(order: int, lines: Iterable[OrderLine]) -> list[tuple[Any, ...]]:
    return [(order, n, *line) for n, line in enumerate(lines)]


def _update(connection: Connection, order: OrderFacts, row: tuple[Any, ...], tally: Tally) -> bool:
    number, _, source, as_of, digest, *old = row
    values = order[1 : 1 + len(_COLUMNS)]
    this, last = (order.as_of, RANK[order.source]), (as_of, RANK[source])
    newer = source == "hand" or this > last or (this == last and _wins_tie(values, old))
    # Newer data replace what they speak of; older data only fill what is empty.
    merged = [new if (new is not None and newer) or was is None else was for new, was in zip(values, old, strict=True)]
    merged[_BUYER] = more_specific_name(order.buyer, old[_BUYER], newer=newer)
    if newer and order.status is None and order.source != "hand" and old[0] in NOT_LEFT:
        merged[0] = None  # its new status is not known, so the old one says nothing of where it is now
    lines = connection.execute(
        "SELECT sku, product, variation, quantity, amount FROM lines WHERE order_id = ? ORDER BY n", (number,)
    ).fetchall()
    new_lines = [tuple(x) for x in order.lines] if order.lines and (newer or not lines) else lines
    if new_lines and lines and order.source == "api" and _same_goods(lines, new_lines):
        new_lines = lines  # an API answer has no line amounts: what the export said of the same goods stays
    if merged == old and new_lines == lines:
        tally.count("same")
        if newer and digest != _digest_of(order):
            _put_digest(connection, number, order)
        if newer and order.as_of > as_of and (old[0] in UNDER_WAY or old[0] is None):
            # Seen again where it was: that speaks against what was recorded of it meanwhile.
            connection.execute("UPDATE orders SET as_of = ? WHERE id = ?", (order.as_of, number))
            return True
        return False
    names = ", ".join(f"{c} = ?" for c in _COLUMNS)
    connection.execute(f"UPDATE orders SET {names} WHERE id = ?", (*merged, number))
    if newer:
        kept = (order.source, order.as_of, order.origin)
        connection.execute("UPDATE orders SET source = ?, as_of = ?, origin = ? WHERE id = ?", (*kept, number))
    if new_lines != lines:
        journal.log_lines(connection, number)
        connection.execute("DELETE FROM lines WHERE order_id = ?", (number,))
        connection.executemany(
            "INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?)", _line_rows(number, (OrderLine(*x) for x in new_lines))
        )
    if newer:
        _put_digest(connection, number, order)
    tally.count("changed")
    return True


def _put_digest(connection: Connection, number: int, order: OrderFacts) -> None:
    connection.execute("UPDATE orders SET digest = ? WHERE id = ?", (_digest_of(order), number))


def _digest(
    status: str | None, currency: str | None, asked: str | None, reason: str | None, digest: int | None
) -> int | None:
    """The digest by which an order is known again, so that its rows need not be read; None where there is more to do
    about it than to compare it with what the ledger has. Takes the values of _TELLING, and the digest of its rows.
    """
    if status is None or currency is None or asked is not None:
        return None
    return None if reason and parcel_after(reason) == "returned" else digest


def _digest_of(order: OrderFacts) -> int | None:
    return _digest(*_told(order), order.digest)


def unchanged(connection: Connection, shop: str, digests: Mapping[str, int], as_of: str) -> dict[str, str]:
    """Those of some orders that the ledger has from rows with the same digest, each with the currency of its amount. A
    file as of `as_of` (a ledger text) says nothing new of them. One under way that it shows later than before is left
    out, and so is one that another shop has. At most CHUNK of them.
    """
    marks = ",".join("?" * len(digests))
    known: dict[str, tuple[Any, ...]] = {}
    for schema in loading.schemas(connection):
        rows = connection.execute(
            f"""SELECT ref, digest, status, as_of, currency FROM {schema}.orders
            WHERE shop = ? AND ref IN ({marks})""",
            [shop, *digests],
        )
        known |= {row[0]: row for row in rows}
    same = {
        ref: currency
        for ref, digest, status, known_as_of, currency in known.values()
        if digest == digests[ref] and (status not in UNDER_WAY or known_as_of >= as_of)
    }
    if same and any(order_of_another_shop(connection, shop, [*same], s) for s in loading.schemas(connection)):
        return {}
    return same


def _wins_tie(values: Sequence[Any], old: Sequence[Any]) -> bool:
    """Whether an order counts more than what the ledger has from a file of the same second: it is further on its way,
    or else by what it says, so that the order of reading makes no difference.
    """
    now, before = (ORDER_STATUSES.index(s) if s in ORDER_STATUSES else -1 for s in (values[0], old[0]))
    return now > before if now != before else wins(values[1:], old[1:])


def _same_goods(one: Sequence[Sequence[Any]], other: Sequence[Sequence[Any]]) -> bool:
    return {x[0] for x in one} == {x[0] for x in other}


def platform_origin(connection: Connection, shop: str, ref: str) -> str | None:
    """Where an order is known from, if not from a hand-made record alone; None otherwise."""
    row = connection.execute(
        "SELECT origin FROM orders WHERE shop = ? AND ref = ? AND source <> 'hand'", (shop, ref)
    ).fetchone()
    return None if row is None else str(row[0])


def knows_any(connection: Connection, shop: str, numbers: Sequence[str]) -> bool:
    """Whether a shop has an order or a request with one of these numbers of the platform."""
    marks = ",".join(f"?{n}" for n in range(2, len(numbers) + 2))
    row = connection.execute(
        f"""SELECT EXISTS (SELECT 1 FROM orders WHERE shop = ?1 AND ref IN ({marks}))
        OR EXISTS (SELECT 1 FROM case_refs WHERE shop = ?1 AND ref IN ({marks}))""",
        [shop, *numbers],
    ).fetchone()
    return bool(numbers) and bool(row[0])


def order_of_another_shop(
    connection: Connection, shop: str, refs: Sequence[str], schema: str = ""
) -> tuple[str, str] | None:
    """The first of these order numbers that another shop of the ledger has, with that shop's name. `schema` is where to
    look, where a working copy stands before the stored tables.
    """
    in_schema = f"{schema}." if schema else ""
    marks = ",".join(f"?{n}" for n in range(2, len(refs) + 2))
    for (other,) in connection.execute("SELECT name FROM shops WHERE name <> ?", (shop,)).fetchall():
        rows = connection.execute(
            f"""SELECT ref FROM {in_schema}orders WHERE shop = ?1 AND ref IN ({marks}) UNION ALL
            SELECT order_ref FROM {in_schema}cases WHERE order_ref IN ({marks}) AND shop = ?1
            AND {predicates.existing()} LIMIT 1""",
            [other, *refs],
        )
        if row := rows.fetchone():
            return row[0], other
    return None
