"""What is due, and what is next.

Every query is bounded by an index. Writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.urgency import Action
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.ledger import predicates
from aftersales.ledger.queries.shops import Fresh
from aftersales.ledger.sqlite import Connection

# What is due today is always shown, and the day on which summer time ends has 25 hours.
_LONGEST_DAY = timedelta(hours=25)
_FIRST = predicates.act_first()
_LINE = """SELECT k.case_id, c.ref, c.order_ref, c.shop, s.market, c.kind, k.duty, k.owner, c.product, c.sku, c.reason,
    c.quantity, c.flags, k.flags, k.started_at, k.due_at, k.stamped_due, k.rule, k.policy, k.outcome, k.risk,
    k.risk_currency, k.confirmed, k.act_late, c.missing_since, k.act_by, k.snoozed_until
    FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop"""


class Filters(NamedTuple):
    """What a list is narrowed to; None means all."""

    shop: str | None = None
    market: str | None = None
    kind: str | None = None
    owner: str | None = "seller"
    duty: str | None = None
    case: int | None = None

    def sql(self) -> str:
        """Conditions on clocks `k`, cases `c` and shops `s`, with named parameters."""
        parts = {
            "shop": "c.shop = :shop",
            "market": "s.market = :market",
            "kind": "c.kind = :kind",
            "owner": "k.owner = :owner",
            "duty": "k.duty = :duty",
            "case": "k.case_id = :case",
        }
        return "".join(f" AND {condition}" for name, condition in parts.items() if getattr(self, name) is not None)

    def joins(self) -> str:
        """What these conditions need joined to clocks `k`: counting a thousand of them, each join is felt."""
        cases = " JOIN cases c ON c.id = k.case_id" if self.shop or self.market or self.kind else ""
        return cases + (" JOIN shops s ON s.name = c.shop" if self.market else "")


class Later(NamedTuple):
    """The duties after a horizon: how many, and what the first of them is to be done by; `staffed` where that is a last
    staffed moment before the deadline.
    """

    hidden: int
    first: datetime | None
    staffed: bool = False


def due(
    connection: Connection,
    now: datetime,
    within: timedelta | None,
    filters: Filters,
    fresh: Mapping[str, Fresh],
) -> list[Action]:
    """The overdue, and what falls due or must be acted on within the horizon (None: everything), in the order in which
    it is done.
    """
    parameters: dict[str, Any] = {"now": iso(now), **filters._asdict()}
    horizon = ""
    if within is not None:
        parameters["until"] = iso(now + max(within, _LONGEST_DAY))
        horizon = f"{_FIRST} <= :until AND "
    rows = connection.execute(f"{_LINE} WHERE {horizon}{predicates.in_sight()}{filters.sql()}", parameters)
    actions = [_action(row, now, fresh[row[3]]) for row in rows]
    if within is not None:
        actions = [
            a for a in actions if urgency.first(a.due, a.act_by) <= now + within or a.band in ("overdue", "today")
        ]
    return urgency.in_order(actions)


def later(connection: Connection, now: datetime, horizon: datetime, filters: Filters, shown: Sequence[Action]) -> Later:
    """The duties that fall due or must be acted on after the horizon and are not shown."""
    parameters = {"now": iso(now), "horizon": iso(horizon), **filters._asdict()}
    later = f"FROM clocks k{filters.joins()} WHERE {_FIRST} > :horizon AND {predicates.in_sight()}{filters.sql()}"
    count = int(connection.execute(f"SELECT count(*) {later}", parameters).fetchone()[0])
    # What is due today is shown, though it may be due after a short horizon.
    beyond = {(a.case, a.duty) for a in shown if urgency.first(a.due, a.act_by) > horizon}
    rows = connection.execute(
        f"SELECT k.case_id, k.duty, {_FIRST}, k.act_by < k.due_at {later} ORDER BY {_FIRST} LIMIT {len(beyond) + 1}",
        parameters,
    )
    first = next((row for row in rows if row[:2] not in beyond), None)
    return Later(count - len(beyond), first and instant(first[2]), bool(first and first[3]))


def next_duty(connection: Connection, case: int, now: datetime) -> tuple[str, datetime] | None:
    """The seller's next duty on a case and when it is due, or None where nothing runs at `now`."""
    row = connection.execute(
        f"""SELECT k.duty, k.due_at FROM clocks k WHERE k.case_id = :case AND k.owner = 'seller'
        AND {predicates.running_clock()} ORDER BY k.due_at LIMIT 1""",
        {"case": case, "now": iso(now)},
    ).fetchone()
    return None if row is None else (row[0], instant(row[1]))


def _action(row: Sequence[Any], now: datetime, shop: Fresh) -> Action:
    own_flags, as_of, zone = json.loads(row[13]), shop.as_of, ZoneInfo(shop.zone)
    started_at, when, act_by = instant(row[14]), instant(row[15]), optional_instant(row[25])
    flags = [*json.loads(row[12]), *own_flags]
    if row[24]:
        flags.append("missing")
    if urgency.out_of_hours(started_at, act_by):
        flags.append("out-of-hours")
    if as_of is not None and now - as_of > urgency.STALE:
        flags.append("stale")
    until = optional_instant(row[26])
    snoozed_until = until if until is not None and now < until else None
    if snoozed_until is not None:
        flags.append("snoozed")
    confirmed, in_transit = bool(row[22]), "in-transit" in own_flags
    band = urgency.band(when, now, zone, act_by, in_transit)
    return Action(
        case=row[0],
        ref=row[1],
        order=row[2],
        shop=row[3],
        market=row[4],
        kind=row[5],
        duty=row[6],
        owner=row[7],
        product=row[8],
        sku=row[9],
        reason=row[10],
        quantity=row[11],
        flags=tuple(dict.fromkeys(flags)),
        started_at=started_at,
        due=when,
        act_by=act_by,
        left_seconds=urgency.left(when, now),
        band=band,
        source="stamped" if row[16] else "computed",
        rule=row[17],
        policy=row[18],
        outcome=row[19],
        at_risk=optional_money(row[20], row[21]),
        confirmed=confirmed,
        as_of=as_of,
        next=urgency.next_command(
            row[0],
            row[6],
            row[7],
            confirmed=confirmed,
            in_transit=in_transit,
            overdue=band == "overdue",
            kind=row[5],
        ),
        zone=zone,
        act_late=bool(row[23]),
        snoozed_until=snoozed_until,
        staff_zone=ZoneInfo(shop.staff_zone) if shop.staff_zone else None,
    )
