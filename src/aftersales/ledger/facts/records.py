"""Rows of facts, read and written as core values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from aftersales.core.cases.model import Case, Event, Observation, OrderSnapshot, Stamp
from aftersales.core.money.amount import Money, optional_money
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.core.time.length import Length
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def dumps(value: object) -> str:
    """Compact JSON with keys in order, so that equal facts are equal texts."""
    return _ENCODER.encode(value)


_CASE = """SELECT c.id, c.shop, s.market, c.kind, c.order_ref, c.ref, c.amount, c.currency,
    iif(o.amount IS NULL, c.paid, o.amount), iif(o.amount IS NULL, c.paid_currency, o.currency),
    coalesce(o.fulfilment, c.fulfilment), c.quick_refund, c.caught_up_at, c.reason, c.reason_code,
    c.unknown_kind, o.delivered_at,
    o.status, o.raw_status, o.source, o.origin, o.as_of, o.order_type, o.shipping_type, o.handling,
    o.placed_at, o.paid_at, coalesce(o.ready_at, o.dispatched_at), o.collected_at, o.cancelled_at, o.dispatch_by,
    o.collect_by, o.ready_due, o.collection_due, o.delivery_due, o.deliver_by, o.cancel_asked_at, c.lines
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
    """Add a shop, or restore one whose `init` was undone."""
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
    some = f"({_marks(ids)})"
    events = _events_of(connection, ids)
    observations: dict[int, list[Observation]] = {}
    for row in connection.execute(f"{_OBSERVATION} WHERE case_id IN {some} ORDER BY id", ids):
        observations.setdefault(row[0], []).append(_observation(row))
    by_hand = _recorded_of_orders(connection, ids)
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
            item_amount=_item_amount(row[-1], row[7]),
            fulfilment=row[10],
            quick_refund=bool(row[11]),
            caught_up_at=optional_instant(row[12]),
            trust=trust,
            reason=row[13],
            reason_code=row[14],
            unknown_kind=row[15],
            delivered_at=optional_instant(row[16] or by_hand.get((row[0], "order.delivered"))),
            placed_at=optional_instant(row[25]),
            shipped_at=_shipped_at(row, by_hand),
            shipping_type=row[23],
            order_status=row[17],
            order_snapshot=_order_seen(row[16:-1]) if row[3] == "delivery" and row[19] is not None else None,
            events=tuple(events.get(row[0], ())),
            observations=tuple(observations.get(row[0], ())),
        )
        for row in rows
    ]


def _marks(ids: list[int]) -> str:
    return ",".join("?" * len(ids))


def _events_of(connection: Connection, ids: list[int]) -> dict[int, list[Event]]:
    events: dict[int, list[Event]] = {}
    for row in connection.execute(f"{_EVENT} AND case_id IN ({_marks(ids)}) ORDER BY id", ids):
        number, case, name, at, data, source, origin, recorded = row
        facts = {} if data == "{}" else json.loads(data)
        event = Event(name, instant(at), facts, source, origin, False, None, instant(recorded), number)
        events.setdefault(case, []).append(event)
    return events


def _recorded_of_orders(connection: Connection, ids: list[int]) -> dict[tuple[int, str], str]:
    """When the orders of these requests left and arrived, as it was recorded of their deliveries by hand: for each
    request and event the first instant.
    """
    rows = connection.execute(
        f"""SELECT c.id, e.name, min(e.at) FROM cases c JOIN cases d ON d.order_ref = c.order_ref AND d.shop = c.shop
        AND d.kind = 'delivery' JOIN events e ON e.case_id = d.id WHERE c.id IN ({_marks(ids)}) AND c.kind <> 'delivery'
        AND e.source = 'hand' AND e.name IN ('order.dispatched', 'order.collected', 'order.delivered')
        AND {predicates.existing("d")} AND {predicates.existing("e")} GROUP BY c.id, e.name""",
        ids,
    )
    return {(case, name): at for case, name, at in rows}


def _shipped_at(row: tuple[Any, ...], by_hand: Mapping[tuple[int, str], str]) -> datetime | None:
    """When the carrier had the order or, where that is not known, when it was ready. The platform's data go first."""
    collected = row[28] or by_hand.get((row[0], "order.collected"))
    return optional_instant(collected or row[27] or by_hand.get((row[0], "order.dispatched")) or None)


@lru_cache(maxsize=256)  # many requests are for one thing of the same product
def _item_amount(lines: str | None, currency: str | None) -> Money | None:
    """The price of the cheapest item of a request; None where the price of one is not known."""
    known = json.loads(lines) if lines else []
    prices = [line["amount"] // (line.get("quantity") or 1) for line in known if line.get("amount") is not None]
    return optional_money(min(prices), currency) if prices and len(prices) == len(known) else None


def _order_seen(row: tuple[Any, ...]) -> OrderSnapshot:
    delivered, status, raw, source, origin, as_of, order_type, shipping_type, handling, *times = row
    placed, paid, ready, collected, cancelled, dispatch_by, collect_by, *due = (
        optional_instant(t or None) for t in times
    )
    ready_due, collection_due, delivery_due, deliver_by, cancel_asked_at = due
    return OrderSnapshot(
        status=status,
        raw=raw or status or "",
        source=source,
        origin=origin,
        as_of=instant(as_of),
        placed_at=placed,
        paid_at=paid,
        ready_at=ready,
        collected_at=collected,
        delivered_at=optional_instant(delivered),
        cancelled_at=cancelled,
        dispatch_by=dispatch_by,
        collect_by=collect_by,
        ready_due=ready_due,
        collection_due=collection_due,
        delivery_due=delivery_due,
        deliver_by=deliver_by,
        cancel_asked_at=cancel_asked_at,
        order_type=order_type,
        shipping_type=shipping_type,
        handling=None if handling is None else Length.parse(handling),
    )


def _observation(row: tuple[Any, ...]) -> Observation:
    _, ref, source, first, noticed, last, status, raw, stamps, tracking, keep, refunded, origin, arbitration = row
    return Observation(
        ref,
        source,
        instant(first),
        instant(noticed),
        instant(last),
        status,
        raw,
        () if stamps == "[]" else _stamps(stamps),
        tracking,
        bool(keep),
        optional_instant(refunded),
        origin,
        arbitration,
    )


def _stamps(text: str) -> tuple[Stamp, ...] | None:
    stored: list[list[str]] | None = json.loads(text)
    return None if stored is None else tuple(Stamp(action, instant(deadline)) for action, deadline in stored)


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


class Content(NamedTuple):
    """What a snapshot shows, as the ledger's columns have it."""

    status: str
    raw: str
    stamps: str
    tracking: str | None
    keep: int
    refunded_at: str | None
    source: str
    arbitration: str | None


class _Span(NamedTuple):
    """A stored snapshot: its id, and from when to when it was seen, first in a file as of `noticed`."""

    id: int
    first: str
    last: str
    noticed: str
    content: Content


def observe(connection: Connection, case: int, observation: Observation) -> bool:
    """Add a snapshot, or stretch the neighbour that shows the same. Whether it shows anything not known before.

    Rows stay in order of time and never overlap; a snapshot that differs from one spanning its instant splits that one.
    """
    content = content_of(observation)
    rows = connection.execute(
        f"""SELECT id, first_seen, last_seen, noticed_at, {", ".join(Content._fields)} FROM observations
        WHERE case_id = ? AND ref IS ? ORDER BY first_seen, id""",
        (case, observation.ref),
    ).fetchall()
    spans = [_Span(row[0], row[1], row[2], row[3], Content._make(row[4:])) for row in rows]
    if observation.source == "api":
        observation, spans = _in_turn(connection, spans, content, observation)
        observation, spans = _before_newer(connection, spans, content, observation)
    first, last = iso(observation.first_seen), iso(observation.last_seen)
    for span in spans:
        if span.content != content:
            continue
        low, high = min(span.first, first), max(span.last, last)
        if not any(s.id != span.id and low <= s.last and s.first <= high and s.content != content for s in spans):
            _stretch(connection, span, low, high, iso(observation.noticed_at))
            return False
        if span.first <= first and last <= span.last:
            _stretch(connection, span, span.first, span.last, iso(observation.noticed_at))
            return False
    for span in spans:
        # What an export shows does not end what API answers showed: theirs is the better source.
        if span.first < first and span.last > last and (span.content.source != "api" or observation.source == "api"):
            _split(connection, span)
    _insert(connection, case, observation, content)
    return True


_Placed = tuple[Observation, list[_Span]]


def _in_turn(connection: Connection, spans: Sequence[_Span], content: Content, answer: Observation) -> _Placed:
    """An answer of the API beside what older answers showed, and the spans of these.

    The platform's lists lag: an older answer may show what was over by then, so its span ends where the new state
    began. And a row may change while its time of change stays: then nobody knows when, only that it is so now. Such a
    snapshot is noticed in the very instant in which it begins.
    """
    first, last = iso(answer.first_seen), iso(answer.last_seen)
    older = [s for s in spans if s.content.source == "api" and s.content != content and first <= s.last < last]
    if any(span.first >= first for span in older):
        answer = answer._replace(first_seen=answer.last_seen, noticed_at=min(answer.noticed_at, answer.last_seen))
        return answer, list(spans)
    ended = {span.id: iso(instant(first) - timedelta(seconds=1)) for span in older}
    for row, end in ended.items():
        connection.execute("UPDATE observations SET last_seen = ? WHERE id = ?", (end, row))
    return answer, [s._replace(last=ended.get(s.id, s.last)) for s in spans]


def _before_newer(connection: Connection, spans: Sequence[_Span], content: Content, answer: Observation) -> _Placed:
    """The same for an answer that is read after newer ones: what it showed was over where these began."""
    first, last = iso(answer.first_seen), iso(answer.last_seen)
    newer = [s for s in spans if s.content.source == "api" and s.content != content and s.first <= last < s.last]
    began = {span.id: span.noticed for span in newer if span.first <= first and span.noticed > last}
    for row, since in began.items():
        connection.execute("UPDATE observations SET first_seen = ? WHERE id = ?", (since, row))
    if over := min((span.first for span in newer if span.first > first), default=None):
        answer = answer._replace(last_seen=instant(over) - timedelta(seconds=1))
    return answer, [s._replace(first=began.get(s.id, s.first)) for s in spans]


def content_of(observation: Observation) -> Content:
    """What a snapshot shows, as it is stored."""
    stamps = observation.stamps  # None is kept apart from none: the row did not speak of them
    return Content(
        status=observation.status,
        raw=observation.raw,
        stamps=dumps(None if stamps is None else [[s.action, iso(s.deadline)] for s in stamps]),
        tracking=observation.tracking,
        keep=int(observation.keep),
        refunded_at=iso(observation.refunded_at) if observation.refunded_at else None,
        source=observation.source,
        arbitration=observation.arbitration,
    )


def _stretch(connection: Connection, span: _Span, *seen: str) -> None:
    if seen[:2] != (span.first, span.last) or seen[2] < span.noticed:
        connection.execute(
            "UPDATE observations SET first_seen = ?, last_seen = ?, noticed_at = min(noticed_at, ?) WHERE id = ?",
            (*seen, span.id),
        )


def _split(connection: Connection, span: _Span) -> None:
    """Keep only the two ends, which were really seen; what lay between was an assumption."""
    columns = ", ".join(Content._fields)
    connection.execute(
        f"""INSERT INTO observations (id, case_id, ref, first_seen, noticed_at, last_seen, origin, {columns})
        SELECT {next_id("observations")}, case_id, ref, ?1, ?1, ?1, origin, {columns} FROM observations
        WHERE id = ?2""",
        (span.last, span.id),
    )
    connection.execute("UPDATE observations SET last_seen = ? WHERE id = ?", (span.first, span.id))


def _insert(connection: Connection, case: int, observation: Observation, content: Content) -> None:
    times = (iso(observation.first_seen), iso(observation.noticed_at), iso(observation.last_seen))
    connection.execute(
        f"""INSERT INTO observations (id, case_id, ref, first_seen, noticed_at, last_seen, origin,
        {", ".join(Content._fields)})
        VALUES ({next_id("observations")}, ?, ?, ?, ?, ?, ?, {", ".join("?" * len(content))})""",
        (case, observation.ref, *times, observation.origin, *content),
    )
