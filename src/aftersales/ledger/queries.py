"""Decides what is asked of the ledger for lists and look-ups; every query is bounded by an index. Writes nothing."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from aftersales.core import triage
from aftersales.core.instants import instant, iso, maybe
from aftersales.core.money import money
from aftersales.core.triage import Action
from aftersales.errors import NoSuchCase

_LIVE = """k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1)
    AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > :now)
    AND (k.lapses_at IS NULL OR k.lapses_at >= :now) AND (k.chained = 0 OR k.started_at < :now)"""
_LINE = """SELECT k.case_id, c.ref, c.order_ref, c.shop, s.market, c.kind, k.duty, k.owner, c.product, c.sku, c.reason,
    c.quantity, c.flags, k.flags, k.started_at, k.due_at, k.stamped_due, k.rule, k.policy, k.outcome, k.risk,
    k.risk_currency, k.confirmed, k.act_late, c.missing_since
    FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop"""


class Filters(NamedTuple):
    """What a list is narrowed to; None means all."""

    shop: str | None = None
    market: str | None = None
    kind: str | None = None
    owner: str | None = "seller"
    duty: str | None = None

    def sql(self) -> str:
        """Conditions on clocks `k`, cases `c` and shops `s`, with named parameters."""
        parts = {
            "shop": "c.shop = :shop",
            "market": "s.market = :market",
            "kind": "c.kind = :kind",
            "owner": "k.owner = :owner",
            "duty": "k.duty = :duty",
        }
        return "".join(f" AND {condition}" for name, condition in parts.items() if getattr(self, name) is not None)

    def joins(self) -> str:
        """What these conditions need joined to clocks `k`: counting a thousand of them, each join is felt."""
        cases = " JOIN cases c ON c.id = k.case_id" if self.shop or self.market or self.kind else ""
        return cases + (" JOIN shops s ON s.name = c.shop" if self.market else "")


class Fresh(NamedTuple):
    """How fresh a shop's data are. `as_of` is None where no after-sales data were ever imported."""

    shop: str
    as_of: datetime | None
    zone: str
    policy: str
    checked: str | None


def shops(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Every shop of the ledger: name → (market, channel)."""
    return {n: (m, c) for n, m, c in connection.execute("SELECT name, market, channel FROM shops ORDER BY name")}


def importing_shops(connection: sqlite3.Connection) -> frozenset[str]:
    """The shops whose after-sales data have been imported at least once: there, what is recorded waits for the data."""
    rows = connection.execute(
        """SELECT name FROM shops s
        WHERE EXISTS (SELECT 1 FROM imports i WHERE i.shop = s.name AND i.carries = 'cases')"""
    )
    return frozenset(row[0] for row in rows)


def freshness(connection: sqlite3.Connection) -> dict[str, Fresh]:
    """Per shop, the newest as-of of its after-sales data, and the rules it works under."""
    rows = connection.execute(
        """SELECT s.name, (SELECT max(as_of) FROM imports i WHERE i.shop = s.name AND i.carries = 'cases'), r.zone,
        r.policy,
        r.checked FROM shops s LEFT JOIN shop_rules r ON r.shop = s.name ORDER BY s.name"""
    )
    return {
        name: Fresh(name, maybe(as_of), zone or "UTC", policy or "", checked)
        for name, as_of, zone, policy, checked in rows
    }


def due(
    connection: sqlite3.Connection,
    now: datetime,
    within: timedelta | None,
    filters: Filters,
    fresh: Mapping[str, Fresh],
) -> list[Action]:
    """The overdue, and what falls due within the horizon (None: everything), in the order in which it is done."""
    parameters: dict[str, Any] = {"now": iso(now), **filters._asdict()}
    horizon = ""
    if within is not None:
        parameters["until"] = iso(_end(now + within, now, fresh))
        horizon = "k.due_at <= :until AND "
    rows = connection.execute(f"{_LINE} WHERE {horizon}{_LIVE}{filters.sql()}", parameters)
    zones = {shop: ZoneInfo(f.zone) for shop, f in fresh.items()}
    actions = [_action(row, now, zones[row[3]], fresh[row[3]].as_of) for row in rows]
    if within is not None:
        actions = [a for a in actions if a.due <= now + within or a.band in ("overdue", "today")]
    return triage.in_order(actions)


def _end(horizon: datetime, now: datetime, fresh: Mapping[str, Fresh]) -> datetime:
    """The horizon, or the end of today in the latest of the zones: what is due today is always shown."""
    return max(horizon, now + timedelta(hours=24 if fresh else 0))


def later(
    connection: sqlite3.Connection, now: datetime, horizon: datetime, filters: Filters, shown: Sequence[Action]
) -> tuple[int, datetime | None]:
    """How many duties fall due after the horizon and are not shown, and when the first of them does."""
    parameters = {"now": iso(now), "horizon": iso(horizon), **filters._asdict()}
    later = f"FROM clocks k{filters.joins()} WHERE k.due_at > :horizon AND {_LIVE}{filters.sql()}"
    count = int(connection.execute(f"SELECT count(*) {later}", parameters).fetchone()[0])
    # What is due today is shown, though it may be due after a short horizon.
    beyond = {(a.case, a.duty) for a in shown if a.due > horizon}
    rows = connection.execute(
        f"SELECT k.case_id, k.duty, k.due_at {later} ORDER BY k.due_at LIMIT {len(beyond) + 1}", parameters
    )
    first = next((instant(due) for case, duty, due in rows if (case, duty) not in beyond), None)
    return count - len(beyond), first


def next_duty(connection: sqlite3.Connection, case: int) -> tuple[str, datetime] | None:
    """The seller's next duty on a case and when it is due, or None where nothing runs."""
    row = connection.execute(
        """SELECT duty, due_at FROM clocks WHERE case_id = ? AND owner = 'seller' AND holds = 1 AND chained = 0
        AND stopped_at IS NULL ORDER BY due_at LIMIT 1""",
        (case,),
    ).fetchone()
    return None if row is None else (row[0], instant(row[1]))


def _action(row: Sequence[Any], now: datetime, zone: ZoneInfo, as_of: datetime | None) -> Action:
    own_flags = json.loads(row[13])
    flags = [*json.loads(row[12]), *own_flags]
    if row[24]:
        flags.append("missing")
    if as_of is not None and now - as_of > triage.STALE:
        flags.append("stale")
    when, confirmed = instant(row[15]), bool(row[22])
    in_transit = "in-transit" in own_flags
    band = triage.band(when, now, zone, in_transit=in_transit)
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
        started_at=instant(row[14]),
        due=when,
        act_by=None,
        left_seconds=triage.left(when, now),
        band=band,
        source="stamped" if row[16] else "computed",
        rule=row[17],
        policy=row[18],
        outcome=row[19],
        at_risk=money(row[20], row[21]),
        confirmed=confirmed,
        as_of=as_of,
        next=triage.next_command(
            row[0], row[6], row[7], confirmed=confirmed, in_transit=in_transit, overdue=band == "overdue"
        ),
        zone=zone,
        act_late=bool(row[23]),
    )


def find_case(connection: sqlite3.Connection, words: str) -> int:
    """The id of the case that CASE names: the short id; the whole ref, order or return tracking number; or an
    unambiguous
    prefix of one with at least 6 digits. Digits up to 9 long are ids. Raises NoSuchCase, with the list where
    several fit.
    """
    words = words.strip()
    if re.fullmatch(r"[0-9]{1,9}", words):
        row = connection.execute("SELECT id, merged_into FROM cases WHERE id = ?", (int(words),)).fetchone()
        if row is None:
            raise NoSuchCase(f"no case {words}. `aftersales cases` lists them.")
        return int(row[1] or row[0])
    hits = _whole(connection, words) or (_prefix(connection, words) if len(re.findall(r"\d", words)) >= 6 else [])
    if not hits:
        raise NoSuchCase(f"no case with ref, order or tracking number {words!r}. `aftersales cases` lists them.")
    if len(hits) > 1:
        raise NoSuchCase(f"{words!r} fits several cases:\n{_listed(connection, hits)}\nName one by its id.")
    return hits[0]


def _whole(connection: sqlite3.Connection, words: str) -> list[int]:
    rows = connection.execute(
        """SELECT case_id FROM case_refs WHERE ref = :w UNION SELECT id FROM cases WHERE merged_into IS NULL
        AND order_ref = :w UNION SELECT id FROM cases WHERE merged_into IS NULL AND tracking = :w ORDER BY 1""",
        {"w": words},
    )
    return [r[0] for r in rows]


def _prefix(connection: sqlite3.Connection, words: str) -> list[int]:
    rows = connection.execute(
        """SELECT case_id FROM case_refs WHERE ref >= :w AND ref < :z UNION SELECT id FROM cases WHERE merged_into IS
        NULL
        AND order_ref >= :w AND order_ref < :z UNION SELECT id FROM cases WHERE merged_into IS NULL
        AND tracking >= :w AND tracking < :z ORDER BY 1 LIMIT 20""",
        {"w": words, "z": words + "\U0010ffff"},
    )
    return [r[0] for r in rows]


def _listed(connection: sqlite3.Connection, ids: Sequence[int]) -> str:
    some = ",".join("?" * len(ids))
    rows = connection.execute(f"SELECT id, shop, kind, order_ref, ref, closed FROM cases WHERE id IN ({some})", ids)
    return "\n".join(
        f"  {i}  {shop}  {kind}  order {order or '-'}  ref {ref or '-'}{'  closed' if closed else ''}"
        for i, shop, kind, order, ref, closed in rows
    )


def find_order(connection: sqlite3.Connection, ref: str, shop: str | None) -> dict[str, Any]:
    """An order by its number, with its `lines`. Raises NoSuchCase where none or several shops have it."""
    # Asked shop by shop: the index is by shop and number.
    rows = [
        row
        for name in ([shop] if shop else shops(connection))
        for row in connection.execute(
            "SELECT id, shop, ref, amount, currency, buyer, status FROM orders WHERE shop = ? AND ref = ?", (name, ref)
        )
    ]
    if not rows:
        raise NoSuchCase(
            f"no order {ref}. Import the orders export, or record it: "
            f"aftersales order add {ref} --shop SHOP --amount 13.98 --placed 2026-11-20T16:02"
        )
    if len(rows) > 1:
        raise NoSuchCase(f"order {ref} is in several shops: {', '.join(r[1] for r in rows)}. Say which with --shop.")
    from aftersales.core.facts import Line  # off the path of `due`

    names = ("id", "shop", "ref", "amount", "currency", "buyer", "status")
    found = dict(zip(names, rows[0], strict=True))
    lines = connection.execute(
        "SELECT sku, product, variation, quantity, amount FROM lines WHERE order_id = ? ORDER BY n", (found["id"],)
    )
    return {**found, "lines": tuple(Line(*row) for row in lines)}


def refunded_on_order(connection: sqlite3.Connection, shop: str, order: str | None, but: int | None) -> int:
    """What went back on an order over all its cases but one, in minor units."""
    row = connection.execute(
        """SELECT coalesce(sum(max(refunded, 0)), 0) FROM cases WHERE shop = ? AND order_ref = ? AND id IS NOT ?
        AND merged_into IS NULL""",
        (shop, order, but),
    ).fetchone()
    return int(row[0])


def last_on_order(connection: sqlite3.Connection, shop: str, order: str, kind: str) -> dict[str, Any] | None:
    """The newest case of a kind on an order that is not settled, else the newest at all: id, decision, settled."""
    row = connection.execute(
        """SELECT id, decision, settled FROM cases WHERE shop = ? AND order_ref = ? AND kind = ? AND merged_into IS NULL
        ORDER BY settled, id DESC LIMIT 1""",
        (shop, order, kind),
    ).fetchone()
    return None if row is None else {"id": row[0], "decision": row[1], "settled": bool(row[2])}


def case_of_ref(connection: sqlite3.Connection, ref: str) -> int | None:
    """The case that has this ref of the platform."""
    row = connection.execute("SELECT case_id FROM case_refs WHERE ref = ?", (ref,)).fetchone()
    return None if row is None else int(row[0])


CASE_COLUMNS = (
    "id", "shop", "kind", "order_ref", "ref", "amount", "currency", "buyer", "reason", "product", "sku", "quantity",
    "tracking", "fulfilment", "quick_refund", "opened_at", "caught_up_at", "missing_since", "source", "as_of", "origin",
    "decision", "parcel", "money", "mode", "attempt", "closed", "settled", "refunded", "flags", "lines",
)  # fmt: skip


def case_row(connection: sqlite3.Connection, case: int) -> dict[str, Any]:
    """A case's own row, with its market and the order's amount, by column name."""
    columns = ", ".join(f"c.{c}" for c in CASE_COLUMNS)
    cursor = connection.execute(
        f"""SELECT {columns}, s.market, o.id AS order_id, iif(o.amount IS NULL, c.paid, o.amount) AS paid,
        iif(o.amount IS NULL, c.paid_currency, o.currency) AS paid_currency, o.status
        AS order_status, o.raw_status AS order_raw_status, o.delivered_at AS order_delivered_at FROM cases c
        JOIN shops s ON s.name = c.shop LEFT JOIN orders o ON o.shop = c.shop AND o.ref = c.order_ref WHERE c.id = ?""",
        (case,),
    )
    return dict(zip((d[0] for d in cursor.description), cursor.fetchone(), strict=True))


def search(
    connection: sqlite3.Connection,
    *,
    shop: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    product: str | None = None,
    sku: str | None = None,
    buyer: str | None = None,
    order: str | None = None,
    tracking: str | None = None,
    words: str | None = None,
    limit: int | None = None,
) -> list[dict[str, Any]]:
    """Cases that fit every filter, newest first. `state` is open, closed, all, or a value of an axis such as
    `approved`.

    `words` looks into product, SKU, buyer, order, ref and tracking number; text filters match parts, without case.
    """
    where, values = ["c.merged_into IS NULL"], list[Any]()
    for column, value in (("c.shop", shop), ("c.kind", kind), ("c.order_ref", order), ("c.tracking", tracking)):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(value)
    for column, value in (("c.product", product), ("c.sku", sku), ("c.buyer", buyer)):
        if value is not None:
            where.append(f"{column} LIKE ? ESCAPE '\\'")
            values.append(_like(value))
    if words is not None:
        fields = ("c.product", "c.sku", "c.buyer", "c.order_ref", "c.ref", "c.tracking")
        where.append("(" + " OR ".join(f"{f} LIKE ? ESCAPE '\\'" for f in fields) + ")")
        values += [_like(words)] * len(fields)
    if state in ("open", "closed"):
        where.append("c.settled = ?")
        values.append(int(state == "closed"))
    elif state not in (None, "all"):
        where.append("? IN (c.decision, c.parcel, c.money)")
        values.append(state)
    columns = ", ".join(f"c.{c}" for c in CASE_COLUMNS)
    cursor = connection.execute(
        f"""SELECT {columns}, s.market, (SELECT min(k.due_at) FROM clocks k WHERE k.case_id = c.id AND k.holds = 1
        AND k.owner = 'seller' AND k.chained = 0 AND (k.stopped_at IS NULL OR k.confirmed = 0)) AS due
        FROM cases c JOIN shops s ON s.name = c.shop WHERE {" AND ".join(where)} ORDER BY c.id DESC LIMIT ?""",
        [*values, -1 if limit is None else limit],
    )
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def flagged(connection: sqlite3.Connection, ids: Iterable[int], flag: str) -> list[int]:
    """Those of the cases that carry a flag."""
    found = []
    for case in sorted(ids):
        row = connection.execute("SELECT flags FROM cases WHERE id = ?", (case,)).fetchone()
        if row is not None and flag in json.loads(row[0]):
            found.append(case)
    return found


def _like(text: str) -> str:
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"
