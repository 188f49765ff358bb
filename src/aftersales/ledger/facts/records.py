"""Decides how facts lie in the ledger's rows and come back as core values; knows no rule and derives nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from aftersales.core.cases.model import Case, Event, Observation, OrderSeen, Stamp
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection


def dumps(value: object) -> str:
    """Compact JSON with keys in order, so that equal facts are equal texts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


# Of facts of the same instant an API answer beats an export; what was recorded by hand gives way to both.
RANK = {"hand": 0, "export": 1, "api": 2}
_CASE = """SELECT c.id, c.shop, s.market, c.kind, c.order_ref, c.ref, c.amount, c.currency,
    iif(o.amount IS NULL, c.paid, o.amount), iif(o.amount IS NULL, c.paid_currency, o.currency),
    coalesce(o.fulfilment, c.fulfilment), c.quick_refund, c.caught_up_at, c.reason, o.delivered_at,
    o.status, o.raw_status, o.source, o.origin, o.as_of, o.placed_at, o.paid_at, o.dispatched_at, o.cancelled_at,
    o.dispatch_by, o.deliver_by
    FROM cases c JOIN shops s ON s.name = c.shop LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref"""
_EVENT = f"""SELECT id, case_id, name, at, data, source, origin, recorded_at FROM events
    WHERE {predicates.existing()}"""
_OBSERVATION = """SELECT case_id, ref, source, first_seen, noticed_at, last_seen, status, raw, stamps, tracking, keep,
    refunded_at, origin, arbitration FROM observations"""


def next_id(table: str) -> str:
    """SQL for the number of a table's next row. One that was ever given is not given again, though its row was taken
    out: the log tells rows by their numbers.
    """
    return f"""max(coalesce((SELECT max(id) FROM {table}), 0),
        coalesce((SELECT id FROM removed WHERE tbl = '{table}'), 0)) + 1"""


def add_shop(connection: Connection, name: str, market: str, channel: str, now: datetime) -> None:
    """Add a shop, or set up anew one that was taken back."""
    connection.execute(
        """INSERT INTO shops (name, market, channel, added_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE
        SET market = excluded.market, channel = excluded.channel, added_at = excluded.added_at, taken_back = NULL""",
        (name, market, channel, iso(now)),
    )


def load(connection: Connection, ids: Iterable[int], *, trust: bool) -> Iterator[Case]:
    """The cases with all their facts, in the order of their ids, a few hundred in memory at a time.

    `trust` says whether recording counts at once, as the rules of the cases' shop have it. Cases that were merged or
    taken back are left out, and so are events that were taken back.
    """
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):
        yield from _load(connection, wanted[start : start + 500], trust=trust)


def _load(connection: Connection, ids: list[int], *, trust: bool) -> list[Case]:
    some = f"({','.join('?' * len(ids))})"
    events: dict[int, list[Event]] = {}
    for row in connection.execute(f"{_EVENT} AND case_id IN {some} ORDER BY id", ids):
        number, case, name, at, data, source, origin, recorded = row
        event = Event(name, instant(at), json.loads(data), source, origin, recorded_at=instant(recorded), id=number)
        events.setdefault(case, []).append(event)
    seen: dict[int, list[Observation]] = {}
    for row in connection.execute(f"{_OBSERVATION} WHERE case_id IN {some} ORDER BY id", ids):
        seen.setdefault(row[0], []).append(_observation(row))
    rows = connection.execute(f"{_CASE} WHERE c.id IN {some} AND {predicates.existing_case()} ORDER BY c.id", ids)
    return [
        Case(
            id=row[0],
            shop=row[1],
            market=row[2],
            kind=row[3],
            order=row[4],
            ref=row[5],
            amount=optional_money(row[6], row[7]),
            order_amount=optional_money(row[8], row[9]),
            fulfilment=row[10],
            quick_refund=bool(row[11]),
            caught_up_at=optional_instant(row[12]),
            trust=trust,
            reason=row[13],
            delivered_at=optional_instant(row[14]),
            order_seen=_order_seen(row[14:]) if row[3] == "delivery" and row[17] is not None else None,
            events=tuple(events.get(row[0], ())),
            observations=tuple(seen.get(row[0], ())),
        )
        for row in rows
    ]


def _order_seen(row: tuple[Any, ...]) -> OrderSeen:
    delivered, status, raw, source, origin, as_of, *times = row
    placed, paid, dispatched, cancelled, dispatch_by, deliver_by = map(optional_instant, times)
    return OrderSeen(
        status=status,
        raw=raw or status or "",
        source=source,
        origin=origin,
        as_of=instant(as_of),
        placed_at=placed,
        paid_at=paid,
        dispatched_at=dispatched,
        delivered_at=optional_instant(delivered),
        cancelled_at=cancelled,
        dispatch_by=dispatch_by,
        deliver_by=deliver_by,
    )


def _observation(row: tuple[Any, ...]) -> Observation:
    return Observation(
        ref=row[1],
        source=row[2],
        first_seen=instant(row[3]),
        noticed_at=instant(row[4]),
        last_seen=instant(row[5]),
        status=row[6],
        raw=row[7],
        stamps=tuple(Stamp(action, instant(deadline)) for action, deadline in json.loads(row[8])),
        tracking=row[9],
        keep=bool(row[10]),
        refunded_at=optional_instant(row[11]),
        origin=row[12],
        arbitration=row[13],
    )


def add_event(connection: Connection, case: int, event: Event, recorded_at: datetime) -> bool:
    """Append an event; one that is known already (same name, instant, source and data) is left alone. Whether it is
    new.
    """
    values = (case, event.name, iso(event.at), dumps(dict(event.data)), event.source)
    # What a person records twice happened twice: two refunds of the same amount in the same second are two.
    known = (
        event.source != "hand"
        and connection.execute(
            f"""SELECT 1 FROM events WHERE case_id = ? AND name = ? AND at = ? AND data = ? AND source = ?
            AND {predicates.existing()}""",
            values,
        ).fetchone()
    )
    if known:
        return False
    connection.execute(
        "INSERT INTO events (case_id, name, at, data, source, origin, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*values, event.origin, iso(recorded_at)),
    )
    return True


def observe(connection: Connection, case: int, seen: Observation) -> bool:
    """Add a snapshot, or stretch the neighbour that shows the same. Whether it shows anything not known before.

    Rows stay in order of time and never overlap; a snapshot that differs from one spanning its instant splits that one.
    """
    content = _content(seen)
    rows = connection.execute(
        """SELECT id, first_seen, last_seen, status, raw, stamps, tracking, keep, refunded_at, source,
        arbitration FROM observations WHERE case_id = ? AND ref IS ? ORDER BY first_seen, id""",
        (case, seen.ref),
    ).fetchall()
    first, last = iso(seen.first_seen), iso(seen.last_seen)
    for row in rows:
        if tuple(row[3:]) != content:
            continue
        low, high = min(row[1], first), max(row[2], last)
        if not any(r[0] != row[0] and low <= r[2] and r[1] <= high and tuple(r[3:]) != content for r in rows):
            if (low, high) != (row[1], row[2]):
                connection.execute(
                    """UPDATE observations SET first_seen = ?, last_seen = ?, noticed_at = min(noticed_at, ?)
                    WHERE id = ?""",
                    (low, high, iso(seen.noticed_at), row[0]),
                )
            return False
        if row[1] <= first and last <= row[2]:
            return False
    for row in rows:
        if row[1] < first and row[2] > last and (row[9] != "api" or seen.source == "api"):
            _split(connection, row[0], row[1], row[2])
    _insert(connection, case, seen, content)
    return True


def _content(seen: Observation) -> tuple[Any, ...]:
    stamps = dumps([[s.action, iso(s.deadline)] for s in seen.stamps])
    refunded = iso(seen.refunded_at) if seen.refunded_at else None
    return (seen.status, seen.raw, stamps, seen.tracking, int(seen.keep), refunded, seen.source, seen.arbitration)


def _split(connection: Connection, row: int, first: str, last: str) -> None:
    """Keep only the two ends, which were really seen; what lay between was an assumption."""
    connection.execute(
        f"""INSERT INTO observations (id, case_id, ref, source, first_seen, noticed_at, last_seen, status, raw, stamps,
        tracking, keep, refunded_at, origin, arbitration)
        SELECT {next_id("observations")}, case_id, ref, source, ?1, ?1, ?1, status, raw, stamps, tracking, keep,
        refunded_at, origin, arbitration FROM observations WHERE id = ?2""",
        (last, row),
    )
    connection.execute("UPDATE observations SET last_seen = ? WHERE id = ?", (first, row))


def _insert(connection: Connection, case: int, seen: Observation, content: tuple[Any, ...]) -> None:
    status, raw, stamps, tracking, keep, refunded, source, arbitration = content
    connection.execute(
        f"""INSERT INTO observations (id, case_id, ref, source, first_seen, noticed_at, last_seen, status, raw, stamps,
        tracking, keep, refunded_at, origin, arbitration)
        VALUES ({next_id("observations")}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            case, seen.ref, source, iso(seen.first_seen), iso(seen.noticed_at), iso(seen.last_seen), status, raw,
            stamps, tracking, keep, refunded, seen.origin, arbitration,
        ),
    )  # fmt: skip
