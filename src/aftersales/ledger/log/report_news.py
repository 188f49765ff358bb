"""What came into the ledger since a report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.cases.events import NAMES
from aftersales.core.log.entry import BEFORE
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import Arrivals
from aftersales.core.reports.results import TELLING
from aftersales.core.time.instants import instant, iso
from aftersales.ledger import predicates
from aftersales.ledger.log.reader import news_in
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

_NEWS = news_in("cases", "observations", "orders")
_TOLD = tuple(sorted(name for name in NAMES if name.endswith(".ruled") or name in ("claim.won", "claim.lost")))
# A clock of the seller's that may have been missed, of any case: what follows is derived for few.
_LATE = """EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND k.owner = 'seller'
    AND k.stake IN ('money', 'right', 'standing') AND k.due_at < :now
    AND (k.stopped_at IS NULL OR k.stopped_at > k.due_at))"""
_DECIDED = f"""instr(c.flags, '"auto-approved"') OR c.arbitration <> 'none' OR c.appeal IN ('won', 'lost')
    OR EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.name IN ({predicates.quoted(_TOLD)}))"""
# A request of which something may have come. While its data show that it waits for an answer, nothing has.
_MAY_TELL = f"""(EXISTS (SELECT 1 FROM observations o WHERE o.case_id = c.id
        AND (o.status <> 'pending' OR o.arbitration IS NOT NULL OR o.refunded_at IS NOT NULL))
    OR EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id
        AND e.name IN ({predicates.quoted(tuple(sorted(TELLING)))})))"""

_CLAIMED = f"""EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.name = 'claim.opened'
    AND {predicates.existing("e")})"""


class NewsScope(NamedTuple):
    """The shops of a report and the write after which all is news. The first import of `fresh` ones came after it: what
    that showed as over is history, and the rest is all new, so that their news are found by their cases. Of the others
    they are found by the changes, which are few.
    """

    write: int
    known: Sequence[str]
    fresh: Sequence[str]

    @property
    def values(self) -> dict[str, Any]:
        """What the queries take."""
        return {"write": self.write, "known": json.dumps(self.known), "fresh": json.dumps(self.fresh)}


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


def scope_since(connection: Connection, shops: Sequence[str], write: int) -> NewsScope:
    """What is asked for of these shops since a write."""
    first_imports = "SELECT shop FROM imports WHERE carries = 'cases' GROUP BY shop HAVING min(id) > ?"
    fresh = {row[0] for row in connection.execute(first_imports, (_last_import(connection, write),))}
    return NewsScope(write, [n for n in shops if n not in fresh], [n for n in shops if n in fresh])


def _last_import(connection: Connection, write: int) -> int:
    """The number of the last import that was in the ledger after a write; 0 where there was none."""
    # A file stands in the log behind its rows, so that going back from the write finds it soon.
    inserted = f"FROM changes WHERE {predicates.imported_file('')} AND write_id"
    row = connection.execute(
        f"SELECT CAST(key AS INTEGER) {inserted} <= ? ORDER BY write_id DESC, id DESC LIMIT 1", (write,)
    ).fetchone()
    if row is None and connection.execute("SELECT 1 FROM writes WHERE command = ?", (BEFORE,)).fetchone():
        # What was imported before there was a log is older than all that it has.
        row = connection.execute(
            f"SELECT coalesce(min(CAST(key AS INTEGER)) - 1, (SELECT max(id) FROM imports)) {inserted} > ?", (write,)
        ).fetchone()
    return row[0] or 0 if row else 0


def decided_or_missed(connection: Connection, scope: NewsScope, now: datetime) -> list[int]:
    """The cases with news that the platform may have decided, or whose deadline may have been missed. What a shop's
    first import shows as over is history.
    """
    return _touched(connection, scope, now, f"({_DECIDED} OR {_LATE})")


def late_of(connection: Connection, ids: Sequence[int], now: datetime) -> list[int]:
    """Those of these cases whose deadline may have been missed."""
    rows = connection.execute(
        f"SELECT c.id FROM cases c WHERE c.id IN (SELECT value FROM json_each(:ids)) AND {_LATE}",
        {"ids": json.dumps(list(ids)), "now": iso(now)},
    )
    return [row[0] for row in rows]


def with_news(connection: Connection, scope: NewsScope, now: datetime) -> list[int]:
    """The requests with news of which something may have come, and the cases whose deadline may have been missed. What
    a shop's first import shows as over is history.
    """
    return _touched(connection, scope, now, f"((c.kind <> 'delivery' AND {_MAY_TELL}) OR {_LATE})")


def _touched(connection: Connection, scope: NewsScope, now: datetime, condition: str) -> list[int]:
    exists = predicates.existing_case()
    values = {**scope.values, "now": iso(now)}
    queries = []
    if scope.known:
        news = f"j.write_id > :write AND j.shop IN (SELECT value FROM json_each(:known)) AND {_NEWS}"
        queries += [
            f"""SELECT c.id FROM changes j CROSS JOIN cases c ON c.id = j.case_id
            WHERE {news} AND j.tbl <> 'shop_rules' AND {exists} AND {condition}""",
            f"""SELECT c.id FROM changes j CROSS JOIN cases c ON c.order_ref = j.ref AND c.shop = j.shop
            WHERE {news} AND j.tbl = 'orders' AND j.ref IS NOT NULL AND {exists} AND {condition}""",
        ]
    if scope.fresh:
        fresh = "c.shop IN (SELECT value FROM json_each(:fresh))"
        values["again"] = json.dumps(_touched_again(connection, scope))
        queries += [
            f"SELECT c.id FROM cases c WHERE {fresh} AND {predicates.open_case()} AND {exists} AND {condition}",
            f"""SELECT c.id FROM cases c WHERE c.id IN (SELECT value FROM json_each(:again)) AND {fresh}
            AND {exists} AND {condition}""",
        ]
    return _ids(connection, queries, values)


def _touched_again(connection: Connection, scope: NewsScope) -> list[int]:
    """The cases with changes in more than one write, one of them with news."""
    # Each of them has a change in a write that is not the largest: a first import of everything is not read.
    largest = connection.execute(
        """SELECT id FROM (SELECT w.id, (SELECT min(j.id) FROM changes j WHERE j.write_id = w.id) AS first
            FROM writes w WHERE w.id > :write)
        ORDER BY lead(first, 1, (SELECT max(id) + 1 FROM changes)) OVER (ORDER BY id) - first DESC LIMIT 1""",
        scope.values,
    ).fetchone()
    rows = connection.execute(
        f"""SELECT DISTINCT j.case_id FROM writes w CROSS JOIN changes j ON j.write_id = w.id
        WHERE w.id > :write AND w.id <> :largest AND j.case_id IS NOT NULL AND EXISTS (SELECT 1 FROM changes n
            WHERE n.case_id = j.case_id AND n.write_id > :write AND n.write_id <> j.write_id) AND {_NEWS}""",
        {**scope.values, "largest": largest[0] if largest else 0},
    )
    return [row[0] for row in rows]


def claimable(connection: Connection, scope: NewsScope) -> list[int]:
    """The cases whose facts may speak for a claim that nobody opened: open ones and those with news, with a parcel that
    is lost, traced, or refunded before it came back.
    """
    news = "EXISTS (SELECT 1 FROM changes j WHERE j.case_id = c.id AND j.write_id > :write)"
    wanted = f"""c.shop IN (SELECT value FROM json_each(:shops)) AND ({predicates.open_case()} OR {news})
        AND {predicates.existing_case()} AND NOT {_CLAIMED}"""
    queries = [
        f"SELECT c.id FROM cases c WHERE {predicates.claimable_parcel()} AND {wanted}",
        f"""SELECT c.id FROM events t CROSS JOIN cases c ON c.id = t.case_id WHERE t.name = 'delivery.traced'
        AND {predicates.claim_event("t")} AND {predicates.existing("t")} AND c.kind = 'delivery' AND {wanted}""",
    ]
    return _ids(connection, queries, {"write": scope.write, "shops": json.dumps([*scope.known, *scope.fresh])})


def _ids(connection: Connection, queries: Sequence[str], values: Mapping[str, Any]) -> list[int]:
    if not queries:
        return []
    return [row[0] for row in connection.execute(f"{' UNION '.join(queries)} ORDER BY 1", values)]


def arrivals(connection: Connection, scope: NewsScope, orders_of: Sequence[str]) -> list[Arrivals]:
    """What came in, by shop and kind; orders to send of the shops `orders_of` alone. Of a shop that was first imported
    since then only what is open came in: the rest is history.
    """
    inserted = "j.tbl = 'cases' AND j.op = 'insert' AND j.write_id > :write"
    sources = []
    if scope.known:
        sources.append(
            f"""UNION ALL SELECT c.* FROM changes j CROSS JOIN cases c ON c.id = j.case_id
            WHERE {inserted} AND j.shop IN (SELECT value FROM json_each(:known))"""
        )
    if scope.fresh:
        sources.append(
            f"""UNION ALL SELECT c.* FROM cases c WHERE c.shop IN (SELECT value FROM json_each(:fresh))
            AND {predicates.open_case()} AND EXISTS (SELECT 1 FROM changes j WHERE j.case_id = c.id AND {inserted})"""
        )
    rows = connection.execute(
        f"""SELECT c.shop, c.kind, count(*), c.currency, sum(c.amount)
        FROM (SELECT * FROM cases WHERE 0 {" ".join(sources)}) c
        WHERE {predicates.existing_case()} AND c.kind <> 'routine'
        AND (c.kind <> 'delivery' OR c.shop IN (SELECT value FROM json_each(:orders_of)))
        GROUP BY c.shop, c.kind, c.currency ORDER BY c.shop, c.kind, c.currency""",
        {**scope.values, "orders_of": json.dumps(orders_of)},
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
