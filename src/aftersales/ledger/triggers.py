"""The triggers that keep the log and note stale checksums."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aftersales.ledger.sqlite import Connection


# The columns of each table of facts, its key first; what is derived is not in the log. A migration that adds a column
# of facts names it here: the triggers are made anew after every migration.
FACTS = {
    "shops": "name market channel added_at taken_back",
    "imports": (
        "id shop file sha256 format carries as_of as_of_from rows new changed same rejected recorded_at first_request "
        "statuses own_numbers"
    ),
    "orders": (
        "id shop ref status raw_status amount currency placed_at paid_at dispatched_at delivered_at "
        "cancelled_at buyer tracking fulfilment source as_of origin dispatch_by deliver_by ready_at collected_at "
        "collect_by ready_due collection_due delivery_due order_type shipping_type handling cancel_asked_at "
        "buyer_message after_sale shipping_fee cancel_reason"
    ),
    "cases": (
        "id shop kind order_ref ref amount currency paid paid_currency buyer reason product sku "
        "quantity lines tracking fulfilment quick_refund opened_at caught_up_at missing_since "
        "merged_into source as_of origin taken_back return_postage postage_currency reason_code "
        "substatus dispute_status appeal_status compensation_status compensation compensation_currency combined_ref "
        "buyer_note unknown_kind"
    ),
    "case_refs": "shop ref case_id",
    "events": "id case_id name at data source origin recorded_at taken_back",
    "observations": (
        "id case_id ref source first_seen noticed_at last_seen status raw stamps tracking keep "
        "refunded_at origin arbitration"
    ),
    # A fault, and which version of the API answers, are no facts of the shop: nobody takes them back.
    "streams": "id shop stream until began back_to wide_at",
}
_OF_A_CASE = ("case_refs", "events", "observations")
LOGGED_OF_NEW = {"imports": "file carries new changed", "events": "name"}  # what the log has of a new row
_NEVER_DELETED = ("shops", "cases", "events")
GROUP_BITS = 5  # 32 orders, imports, log entries and changes have one checksum
# Tables without a log of their own whose changes make a checksum stale: which group, and when.
_UNLOGGED = {"lines": ("orders", "order_id"), "changes": ("changes", "id"), "writes": ("writes", "id")}


def statements() -> dict[str, str]:
    """The SQL of each trigger, by its name."""
    journal = (sql for table in FACTS for sql in _journal_triggers(table))
    return {sql.split(" ", 3)[2]: sql for sql in (*journal, *_unlogged_triggers())}


def make_triggers(connection: Connection) -> None:
    """Make the triggers that keep the log, in place of those that are there. Runs inside the caller's transaction."""
    drop_triggers(connection)
    for statement in statements().values():
        connection.execute(statement)


def drop_triggers(connection: Connection) -> None:
    """Keep no log for the rest of the caller's transaction."""
    for name in statements():
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")


def insert_triggers(tables: Iterable[str]) -> list[str]:
    """The names of the triggers that log new rows of these tables."""
    return [f"{table}_insert" for table in tables]


def _journal_triggers(table: str) -> Iterator[str]:
    """The triggers that keep the log of a table of facts."""
    columns = FACTS[table].split()
    if table != "orders":
        image = _row("new", LOGGED_OF_NEW[table].split()) if table in LOGGED_OF_NEW else "NULL"
        change = f"{_change(table, 'insert', 'new', image)} {_stale(table, 'new')}"
        yield f"CREATE TRIGGER {table}_insert AFTER INSERT ON {table} BEGIN {change} END"
    first, *others = (f"SELECT '{c}'{{}}, old.{c}{{}}, new.{c}{{}}" for c in columns)
    pairs = " UNION ALL ".join(
        [first.format(" AS name", " AS was", " AS now"), *(o.format("", "", "") for o in others)]
    )
    changed = f"(SELECT json_group_object(name, was) FROM ({pairs}) WHERE was IS NOT now)"
    moved = " OR ".join(f"old.{c} IS NOT new.{c}" for c in columns)
    yield f"""CREATE TRIGGER {table}_update AFTER UPDATE OF {", ".join(columns)} ON {table} WHEN {moved}
        BEGIN {_change(table, "update", "new", changed)} {_stale(table, "old")} {_stale(table, "new")} END"""
    if table == "orders":
        yield _digest_trigger(columns)
    if table in _NEVER_DELETED:
        return
    high = f"""INSERT INTO removed VALUES ('{table}', old.id)
        ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id);
        INSERT INTO stale_checksums VALUES ('removed', 0) ON CONFLICT DO NOTHING;"""
    yield f"""CREATE TRIGGER {table}_delete AFTER DELETE ON {table}
        BEGIN {_change(table, "delete", "old", _row("old", columns))} {_stale(table, "old")}
        {high if columns[0] == "id" else ""} END"""


def _digest_trigger(columns: Iterable[str]) -> str:
    """The trigger that forgets which rows of an export an order is from, once it says something else. How recent it is
    may change.
    """
    names = [name for name in columns if name not in ("as_of", "origin", "source")]
    moved = " OR ".join(f"old.{name} IS NOT new.{name}" for name in names)
    return f"""CREATE TRIGGER orders_digest AFTER UPDATE OF {", ".join(names)} ON orders
        WHEN old.digest IS NOT NULL AND ({moved})
        BEGIN UPDATE orders SET digest = NULL WHERE id = new.id; END"""


def _unlogged_triggers() -> Iterator[str]:
    """The triggers that note a stale checksum where there is no change of a fact to log. What is inserted there is
    noted by the code that does it (`checksums`).
    """
    for table, (group, key) in _UNLOGGED.items():
        for op in ("UPDATE", "DELETE"):
            mark = f"INSERT INTO stale_checksums VALUES ('{group}', old.{key} >> {GROUP_BITS}) ON CONFLICT DO NOTHING;"
            yield f"CREATE TRIGGER {table}_{op.lower()} AFTER {op} ON {table} BEGIN {mark} END"


def _stale(table: str, row: str) -> str:
    """What notes that the checksum of this row's group is stale. (`INSERT OR IGNORE` would not do: the statement that
    fires the trigger decides what becomes of conflicts in it.)
    """
    if table == "cases" or table in _OF_A_CASE:
        group, number = "cases", f"{row}.{'id' if table == 'cases' else 'case_id'}"
    elif table in ("orders", "imports"):
        group, number = table, f"{row}.id >> {GROUP_BITS}"
    else:
        group, number = table, "0"
    return f"INSERT INTO stale_checksums VALUES ('{group}', {number}) ON CONFLICT DO NOTHING;"


def _change(table: str, op: str, row: str, image: str) -> str:
    key = f"{row}.shop || ' ' || {row}.ref" if table == "case_refs" else f"{row}.{FACTS[table].split()[0]}"
    case = f"{row}.case_id" if table in _OF_A_CASE else f"{row}.id" if table == "cases" else "NULL"
    shop = f"{row}.{'name' if table == 'shops' else 'shop'}"
    if table in ("events", "observations"):
        shop = f"(SELECT shop FROM cases WHERE id = {case})"
    ref = f"{row}.ref" if table == "orders" else "NULL"
    return f"""INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), '{table}', '{op}', {key}, {case}, {shop}, {ref}, {image});"""


def _row(row: str, columns: Sequence[str]) -> str:
    pairs = ", ".join(f"'{c}', {row}.{c}" for c in columns)
    return f"json_object({pairs})"
