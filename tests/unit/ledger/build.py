"""Small ledgers in memory, made through the ledger's own functions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from aftersales.core.cases.facts import CaseFacts, OrderFacts, OrderLine
from aftersales.core.cases.model import State
from aftersales.core.cases.timeline import Timeline
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import Money
from aftersales.ledger import journal
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.facts import cases, orders, records
from aftersales.ledger.migrations import apply

SHOP = "uk-main"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ORDER = "577012345678901234"
REF = "4035312345678901231"
MUG = OrderLine("MUG-1", "Mug", "blue", 2, 1398)


def day(number: int, hour: int = 12) -> datetime:
    """An instant of November 2026, UTC."""
    return datetime(2026, 11, number, hour, tzinfo=UTC)


@cache
def _new() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    apply.migrate(connection)
    return connection


@contextmanager
def ledger(*shops: str) -> Iterator[sqlite3.Connection]:
    """A new ledger with these shops of the market GB, `uk-main` where none is named, added by one write."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _new().backup(connection)
        with written(connection, "init"):
            for shop in shops or (SHOP,):
                records.add_shop(connection, shop, "GB", "tiktok", NOW)
        yield connection


@contextmanager
def written(connection: sqlite3.Connection, command: str = "test", at: datetime = NOW) -> Iterator[int]:
    """One write of the log; gives its number."""
    number = journal.begin_write(connection, command, at)
    yield number
    journal.end_write(connection, number)


def order(ref: str = ORDER, **values: Any) -> OrderFacts:
    """An order of £13.98 that an export of 24 November told; `values` are columns that differ."""
    facts = OrderFacts(
        ref=ref,
        status="delivered",
        raw_status="Delivered",
        amount=1398,
        currency="GBP",
        placed_at="2026-11-16T10:00:00Z",
        paid_at="2026-11-16T10:01:00Z",
        ready_at="2026-11-17T09:00:00Z",
        collected_at="2026-11-17T15:00:00Z",
        delivered_at="2026-11-19T11:00:00Z",
        cancelled_at=None,
        buyer="mia",
        tracking=None,
        dispatch_by=None,
        collect_by=None,
        ready_due=None,
        collection_due=None,
        delivery_due=None,
        deliver_by=None,
        order_type=None,
        shipping_type=None,
        handling=None,
        fulfilment="seller",
        cancel_asked_at=None,
        buyer_message=None,
        after_sale=None,
        shipping_fee=None,
        cancel_reason=None,
        source="export",
        as_of="2026-11-24T08:40:00Z",
        origin="orders.csv, row 2",
        lines=(MUG,),
    )
    return facts._replace(**values)


def put_orders(connection: sqlite3.Connection, *facts: OrderFacts, shop: str = SHOP) -> orders.Tally:
    """Put orders in; gives what was counted."""
    tally = orders.Tally()
    orders.put(connection, shop, facts, tally)
    return tally


def request(ref: str = REF, **values: Any) -> CaseFacts:
    """A return of £13.98 asked for on 20 November; `values` are fields that differ."""
    facts = CaseFacts(
        ref=ref,
        kind="return",
        source="export",
        origin="returns.csv, row 2",
        opened_at=day(20),
        status="pending",
        raw="Pending",
        order=ORDER,
        amount=Money(1398, "GBP"),
        buyer="mia",
        reason="Item defective",
        lines=(MUG,),
    )
    return facts._replace(**values)


def put_case(
    connection: sqlite3.Connection, facts: CaseFacts, as_of: datetime = NOW, shop: str = SHOP
) -> tuple[int, str]:
    """Put a request in from a file that knows up to `as_of`; gives the case's id and new, changed or same."""
    return cases.put(connection, shop, facts, as_of, NOW)


def change_file(path: Path, *statements: str) -> None:
    """Change a ledger's file by SQL, as no program of ours does it."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def column(connection: sqlite3.Connection, table: str, name: str, where: str = "1") -> list[Any]:
    """The values of one column, in the order of the rows."""
    return [row[0] for row in connection.execute(f"SELECT {name} FROM {table} WHERE {where} ORDER BY rowid")]


def stored(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """Every stored row of facts and of what is derived from them, by table."""
    names = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE '!_%' ESCAPE '!'"
    )
    return {
        name: sorted(connection.execute(f"SELECT * FROM main.{name}").fetchall(), key=repr)
        for (name,) in names.fetchall()
    }


def clock(duty: str = "respond", due: datetime = NOW, **values: Any) -> Clock:
    """A seller's clock from 20 November on; `values` are fields that differ."""
    clock = Clock(
        duty=duty,
        owner="seller",
        rule=f"gb.{duty}",
        policy="tiktok-gb",
        started_by="request.opened",
        started_at=day(20),
        due=due,
    )
    return clock._replace(**values)


def rules(fingerprint: str, *clocks: Clock, state: State = State(), **values: Any) -> ShopRules:  # noqa: B008  (immutable)
    """Rules under which each case has this state and these clocks."""
    derived = Derived(state, clocks, Timeline((), (), None, state))
    shop_rules = ShopRules(
        fingerprint=fingerprint,
        policy="tiktok-gb",
        zone="Europe/London",
        currency="GBP",
        checked="2026-09-01",
        trust=True,
        derive=lambda case: derived,
    )
    return shop_rules._replace(**values)
