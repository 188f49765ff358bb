"""What came into the ledger since a report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aftersales.core.cases.events import NAMES
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import Arrivals
from aftersales.core.time.instants import instant, iso
from aftersales.ledger import predicates
from aftersales.ledger.log.reader import news_in
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

_NEWS = news_in("cases", "observations", "orders")
_OF_SHOPS = "c.shop IN (SELECT value FROM json_each(:shops))"
_TOLD = tuple(sorted(name for name in NAMES if name.endswith(".ruled") or name in ("claim.won", "claim.lost")))
# A clock of the seller's that may have been missed, of any case: what follows is derived for few.
_LATE = """EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND k.owner = 'seller'
    AND k.stake IN ('money', 'right', 'standing') AND k.due_at < :now
    AND (k.stopped_at IS NULL OR k.stopped_at > k.due_at))"""
_DECIDED = f"""instr(c.flags, '"auto-approved"') OR c.arbitration <> 'none' OR c.appeal IN ('won', 'lost')
    OR EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.name IN ({predicates.quoted(_TOLD)}))"""

# Of a shop whose first import is as new as the news, what is over and was never touched again came with that import.
_NO_HISTORY = f"""(c.shop NOT IN (SELECT value FROM json_each(:fresh)) OR {predicates.open_case()}
    OR EXISTS (SELECT 1 FROM changes m WHERE m.case_id = c.id AND m.write_id > :write
        AND m.write_id <> (SELECT min(f.write_id) FROM changes f WHERE f.case_id = c.id AND f.write_id > :write)))"""


class Overdue(NamedTuple):
    """A duty of the list whose deadline has passed: as the ledger has it."""

    case: int
    shop: str
    market: str
    kind: str
    duty: str
    stake: str
    due: datetime
    money: Money | None


class PeriodLoad(NamedTuple):
    """What must be done in a time: cases to answer and what silence on them moves, and orders to send."""

    cases: int = 0
    money: Sequence[Money] = ()
    orders: int = 0


def last_write(connection: Connection) -> int:
    """The last write of the log; 0 where there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM writes").fetchone()[0])


def last_write_by(connection: Connection, when: datetime) -> int:
    """The last write up to which all were recorded by an instant; where the log begins later, the one before its first.
    A write of an earlier instant that was recorded later counts as later.
    """
    query = "SELECT coalesce((SELECT min(id) FROM writes WHERE recorded_at > ?) - 1, (SELECT max(id) FROM writes), 0)"
    return int(connection.execute(query, (iso(when),)).fetchone()[0])


def decided_or_missed(connection: Connection, shops: Sequence[str], write: int, now: datetime) -> list[int]:
    """The cases with news since a write that the platform may have decided, or whose deadline may have been missed.
    What a shop's first import shows as over is history.
    """
    return _touched(connection, shops, write, now, f"({_DECIDED} OR {_LATE})")


def with_news(connection: Connection, shops: Sequence[str], write: int, now: datetime) -> list[int]:
    """The requests with news since a write, and the orders whose deadline may have been missed. What a shop's first
    import shows as over is history.
    """
    return _touched(connection, shops, write, now, f"(c.kind <> 'delivery' OR {_LATE})")


def _first_imported_since(connection: Connection, write: int) -> list[str]:
    """The shops that have no import of after-sales data from before a write."""
    rows = connection.execute(
        """SELECT s.name FROM shops s WHERE NOT EXISTS (SELECT 1 FROM imports i WHERE i.shop = s.name
            AND i.carries = 'cases' AND NOT EXISTS (SELECT 1 FROM changes j WHERE j.write_id > ?
                AND j.tbl = 'imports' AND j.op = 'insert' AND j.key = CAST(i.id AS TEXT)))""",
        (write,),
    )
    return [row[0] for row in rows]


def _touched(connection: Connection, shops: Sequence[str], write: int, now: datetime, condition: str) -> list[int]:
    exists = f"{predicates.existing_case()} AND {_NO_HISTORY}"
    news = f"j.write_id > :write AND {_NEWS}"
    rows = connection.execute(
        f"""SELECT DISTINCT c.id FROM changes j CROSS JOIN cases c ON c.id = j.case_id
        WHERE {news} AND j.tbl <> 'shop_rules' AND {_OF_SHOPS} AND {exists} AND {condition}
        UNION SELECT DISTINCT c.id FROM changes j CROSS JOIN cases c ON c.order_ref = j.ref AND c.shop = j.shop
        WHERE {news} AND j.tbl = 'orders' AND j.ref IS NOT NULL AND {_OF_SHOPS} AND {exists} AND {condition}
        ORDER BY 1""",
        {
            "write": write,
            "shops": json.dumps(shops),
            "now": iso(now),
            "fresh": json.dumps(_first_imported_since(connection, write)),
        },
    )
    return [row[0] for row in rows]


def claimable(connection: Connection, shops: Sequence[str], write: int) -> list[int]:
    """The cases whose facts may speak for a claim that nobody opened: open ones and those with news since a write, with
    a parcel that is lost, traced, or refunded before it came back.
    """
    rows = connection.execute(
        f"""SELECT c.id FROM cases c WHERE {_OF_SHOPS} AND {predicates.existing_case()} AND ({predicates.open_case()}
            OR c.id IN (SELECT j.case_id FROM changes j WHERE j.write_id > :write AND j.case_id IS NOT NULL))
        AND (c.parcel = 'lost' OR (c.quick_refund = 1 AND c.parcel IN ('none', 'awaited', 'shipped'))
            OR (c.kind = 'delivery' AND EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id
                AND e.name = 'delivery.traced' AND {predicates.existing("e")})))
        AND NOT EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.name = 'claim.opened'
            AND {predicates.existing("e")}) ORDER BY c.id""",
        {"shops": json.dumps(shops), "write": write},
    )
    return [row[0] for row in rows]


def arrivals(connection: Connection, shops: Sequence[str], write: int, orders_of: Sequence[str]) -> list[Arrivals]:
    """What came in since a write, by shop and kind; orders to send of the shops `orders_of` alone. Of a shop that was
    first imported since then only what is open came in: the rest is history.
    """
    rows = connection.execute(
        f"""SELECT c.shop, c.kind, count(*), c.currency, sum(c.amount)
        FROM changes j CROSS JOIN cases c ON c.id = j.case_id
        WHERE j.write_id > :write AND j.tbl = 'cases' AND j.op = 'insert' AND {_OF_SHOPS}
        AND {predicates.existing_case()} AND c.kind <> 'routine'
        AND (c.kind <> 'delivery' OR c.shop IN (SELECT value FROM json_each(:orders_of)))
        AND ({predicates.open_case()} OR c.shop NOT IN (SELECT value FROM json_each(:fresh)))
        GROUP BY c.shop, c.kind, c.currency ORDER BY c.shop, c.kind, c.currency""",
        {
            "write": write,
            "shops": json.dumps(shops),
            "orders_of": json.dumps(orders_of),
            "fresh": json.dumps(_first_imported_since(connection, write)),
        },
    )
    kinds: dict[tuple[str, str], Arrivals] = {}
    for shop, kind, number, currency, minor in rows:
        known = kinds.get((shop, kind), Arrivals(shop, kind, 0))
        asked = [*known.asked, *([Money(minor, currency)] if minor and currency and kind != "delivery" else [])]
        kinds[shop, kind] = known._replace(number=known.number + number, asked=asked)
    return list(kinds.values())


def overdue_since(connection: Connection, since: datetime) -> list[Overdue]:
    """The lines of the list that have become overdue since an instant: what is due at that very instant was not yet.
    The lines must have been gathered.
    """
    rows: Sequence[tuple[Any, ...]] = connection.execute(
        """SELECT l.case_id, l.shop, s.market, c.kind, k.duty, k.stake, k.due_at,
            iif(k.stake = 'money', k.risk, NULL), k.risk_currency
        FROM due_lines l CROSS JOIN clocks k ON k.case_id = l.case_id AND k.n = l.n CROSS JOIN cases c
            ON c.id = l.case_id CROSS JOIN shops s ON s.name = l.shop
        WHERE l.band = 0 AND l.due >= ? AND l.stake IN ('money', 'right', 'standing')
            AND l.place IN ('', 'behind', 'parcels', 'tracking', 'snoozed') ORDER BY l.rowid""",
        (iso(since),),
    ).fetchall()
    return [
        Overdue(case, shop, market, kind, duty, stake, instant(due), None if risk is None else Money(risk, currency))
        for case, shop, market, kind, duty, stake, due, risk, currency in rows
    ]


def standings(connection: Connection) -> dict[tuple[int, bool], int]:
    """How urgent each case is that was gathered and that a list tells: by case and whether it is listed (else it is
    folded), the lowest band, 0 for overdue.
    """
    rows = connection.execute(
        "SELECT case_id, place = '', min(band) FROM due_lines WHERE place <> 'snoozed' GROUP BY case_id, place = ''"
    )
    return {(case, bool(listed)): band for case, listed, band in rows}


def loads(connection: Connection, ends: Sequence[datetime]) -> list[PeriodLoad]:
    """What must be done before each of these instants and after the one before it: of the lines that were gathered,
    what is overdue left out. A case that waits for its parcel counts to no sum.
    """
    rows = connection.execute(
        """SELECT (SELECT count(*) FROM json_each(:ends) e WHERE e.value <= l.moment) AS period,
            l.place = 'parcels', count(*),
            CASE WHEN l.stake = 'money' AND NOT l.transit AND l.currency <> '~' THEN l.currency END AS moved,
            sum(l.minor)
        FROM due_lines l WHERE l.place IN ('', 'parcels') AND l.band > 0 AND NOT l.opens
        GROUP BY period, l.place = 'parcels', moved ORDER BY period, moved""",
        {"ends": json.dumps([iso(end) for end in ends])},
    )
    periods = [PeriodLoad() for _ in ends]
    for period, parcels, number, currency, minor in rows:
        if period < len(periods):
            load = periods[period]
            if parcels:
                load = load._replace(orders=load.orders + number)
            else:
                money = [*load.money, *([Money(minor, currency)] if currency else [])]
                load = load._replace(cases=load.cases + number, money=money)
            periods[period] = load
    return periods


def overdue_cases(connection: Connection) -> int:
    """How many cases of the list are overdue."""
    return int(connection.execute("SELECT count(*) FROM due_lines WHERE place = '' AND band = 0").fetchone()[0])
