"""New requests, derived and put into the ledger set by set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aftersales.core.cases.model import Case, Event, Observation
from aftersales.core.money.amount import Money, optional_money
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.ledger import journal
from aftersales.ledger.derived.rows import ClockRow, StateRow, clock_row, state_row
from aftersales.ledger.facts.cases import COLUMNS, column_values, observation_of
from aftersales.ledger.facts.known_requests import numbers_of
from aftersales.ledger.facts.records import Content, content_of, dumps, next_id
from aftersales.ledger.sqlite import Connection
from aftersales.ledger.working_copy import seen_again
from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from aftersales.core.cases.facts import CaseFacts
    from aftersales.ledger.derived.store import ShopRules

_SNAPSHOT = ("first_seen", "noticed_at", "last_seen", *Content._fields)
_OF_CASE = ("shop", *COLUMNS, "fulfilment", "opened_at", "caught_up_at", "source", "as_of", "origin", *StateRow._fields)
_STAGED = (
    *(f"c_{name}" for name in _OF_CASE), "e_data", *(f"o_{name}" for name in _SNAPSHOT), "digest",
)  # fmt: skip
_TABLES = {
    "staged_cases": f"CREATE TEMP TABLE IF NOT EXISTS staged_cases (n INTEGER PRIMARY KEY, {', '.join(_STAGED)})",
    "staged_refs": "CREATE TEMP TABLE IF NOT EXISTS staged_refs (n, shop, ref)",
    "staged_clocks": f"CREATE TEMP TABLE IF NOT EXISTS staged_clocks ({', '.join(ClockRow._fields)})",
}
_ORDER = """SELECT ref, amount, currency, coalesce(fulfilment, 'seller'), delivered_at, placed_at,
    coalesce(nullif(collected_at, ''), coalesce(ready_at, dispatched_at)), shipping_type, status FROM orders"""


class Intake(NamedTuple):
    """How requests of a file are taken in: their shop and its market, as of when the file is (UTC), when that is
    recorded (UTC), and whether what is past already is history.
    """

    shop: str
    market: str
    as_of: datetime
    now: datetime
    caught_up: bool


class NewCases:
    """Requests that nothing in the ledger has to do with (`known_requests.ALONE`), each derived as it is added, and put
    into the ledger together. Until then they are in temporary tables of the connection.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._count = self._stored = 0
        self._now = ""
        for statement in _TABLES.values():
            connection.execute(statement)
        seen_again.make_tables(connection)

    def add(self, requests: Sequence[CaseFacts], intake: Intake, rules: ShopRules) -> None:
        """Derive a few hundred requests under the rules of their shop, and keep them for `store`. Raises
        PolicyError.
        """
        orders = self._orders(intake.shop, {facts.order for facts in requests if facts.order})
        now, self._now = instant(iso(intake.now)), iso(intake.now)
        cases: list[tuple[Any, ...]] = []
        refs: list[tuple[Any, ...]] = []
        clocks: list[tuple[Any, ...]] = []
        for n, facts in enumerate(requests, self._count):
            case, staged = _opened(n, facts, intake, orders.get(facts.order or ""), now, trust=rules.trust)
            derived = rules.derive(case)
            cases.append((n, *staged[0], *state_row(derived, rules.fingerprint), *staged[1]))
            refs += [(n, intake.shop, ref) for ref in numbers_of(facts)]
            clocks += [clock_row(n, k, clock) for k, clock in enumerate(derived.clocks)]
        for table, rows in zip(_TABLES, (cases, refs, clocks), strict=True):
            if rows:
                places = ", ".join("?" * len(rows[0]))
                self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        self._count += len(requests)

    def _orders(self, shop: str, refs: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        wanted = [*refs]
        rows = self._connection.execute(
            f"{_ORDER} WHERE shop = ? AND ref IN ({','.join('?' * len(wanted))})", (shop, *wanted)
        )
        return {row[0]: row[1:] for row in rows}

    def store(self) -> range:
        """Put what was added since the last time into the ledger, inside the caller's transaction, with its entries in
        the log. Returns the numbers of the cases, in the order in which they were added.
        """
        connection, count = self._connection, self._count - self._stored
        if not count:
            return range(0)
        snapshot = connection.execute(f"SELECT {next_id('observations')}").fetchone()[0]
        with journal.logged_in_sets(connection, count) as log:
            last = connection.execute(_INSERT).lastrowid or 0
            first = last - count + 1
            values = {"case": first - self._stored, "snapshot": snapshot - self._stored, "now": self._now}
            for statement in _BESIDE:
                connection.execute(statement, values)
            log(first, last)
        connection.execute(_SEEN_FIRST, values | {"write": journal.current_write(connection)})
        for table in _TABLES:
            connection.execute(f"DELETE FROM {table}")
        self._stored = self._count
        return range(first, first + count)


_COPIED = ", ".join(f"c_{name}" for name in _OF_CASE)
# Their numbers are the next of the ledger, without a gap, in this order.
_INSERT = f"INSERT INTO cases ({', '.join(_OF_CASE)}) SELECT {_COPIED} FROM staged_cases ORDER BY n"
_SEEN_FIRST = """INSERT OR REPLACE INTO temp.seen_first SELECT c_shop, c_ref, digest, :case + n, :snapshot + n, :write
    FROM staged_cases WHERE digest <> 0"""
_BESIDE = (
    "INSERT INTO case_refs SELECT shop, ref, :case + n FROM staged_refs ORDER BY n",
    """INSERT INTO events (case_id, name, at, data, source, origin, recorded_at)
    SELECT :case + n, 'request.opened', c_opened_at, e_data, c_source, c_origin, :now FROM staged_cases ORDER BY n""",
    f"""INSERT INTO observations (id, case_id, ref, origin, {", ".join(_SNAPSHOT)})
    SELECT :snapshot + n, :case + n, c_ref, c_origin, {", ".join(f"o_{name}" for name in _SNAPSHOT)}
    FROM staged_cases ORDER BY n""",
    f"""INSERT INTO clocks ({", ".join(ClockRow._fields)})
    SELECT :case + {", ".join(ClockRow._fields)} FROM staged_clocks""",
)


def _opened(
    number: int, facts: CaseFacts, intake: Intake, order: tuple[Any, ...] | None, now: datetime, *, trust: bool
) -> tuple[Case, tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """A case as `records.load` would read it once it is stored, and its columns before and behind its state."""
    opened, snapshot = iso(facts.opened_at), _first_seen(facts, intake.as_of)
    data = {"ref": facts.ref, **({"flags": list(facts.flags)} if facts.flags else {})}
    event = Event("request.opened", instant(opened), data, facts.source, facts.origin, recorded_at=now, id=number + 1)
    total, currency, fulfilment, delivered, placed, left, shipping_type, status = order or _NO_ORDER
    case = Case(
        id=number,
        shop=intake.shop,
        market=intake.market,
        kind=facts.kind,
        order=facts.order,
        ref=facts.ref,
        amount=facts.amount,
        order_amount=facts.paid if total is None else optional_money(total, currency),
        item_amount=_item_amount(facts),
        fulfilment=fulfilment,
        quick_refund=facts.quick_refund,
        caught_up_at=now if intake.caught_up else None,
        trust=trust,
        reason=facts.reason,
        reason_code=facts.reason_code,
        unknown_kind=facts.unknown_kind,
        delivered_at=optional_instant(delivered),
        placed_at=optional_instant(placed),
        shipped_at=optional_instant(left or None),
        shipping_type=shipping_type,
        order_status=status,
        events=(event,),
        observations=(snapshot,),
    )
    known, newest, caught_up = iso(snapshot.first_seen), iso(snapshot.last_seen), iso(now) if intake.caught_up else None
    front = (intake.shop, *column_values(facts), "seller", opened, caught_up, facts.source, newest, facts.origin)
    return case, (front, (dumps(data), known, newest, newest, *content_of(snapshot), facts.digest))


def _first_seen(facts: CaseFacts, as_of: datetime) -> Observation:
    """The snapshot of a request that was not known, its instants in whole seconds as the ledger has them."""
    newest = instant(iso(as_of))
    known = newest if facts.known_since is None else instant(iso(facts.known_since))
    shown = max(newest, known)
    return observation_of(facts, known, shown)


_NO_ORDER = (None, None, "seller", None, None, None, None, None)


def _item_amount(facts: CaseFacts) -> Money | None:
    """The price of the cheapest item of a request; None where the price of one is not known."""
    if facts.amount is None or not facts.lines or any(line.amount is None for line in facts.lines):
        return None
    prices = [(line.amount or 0) // (line.quantity or 1) for line in facts.lines]
    return Money(min(prices), facts.amount.currency)
