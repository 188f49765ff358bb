"""Clocks that are due, and the next duty of a case."""

# Every query here is answered by an index.

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from aftersales.core.deadlines.due_list import DueRow, Later
from aftersales.core.deadlines.urgency import JUST_OPENED
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.ledger import predicates
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple

# What is due today is always shown, and the day on which summer time ends has 25 hours.
_LONGEST_DAY = timedelta(hours=25)
_FIRST = predicates.act_first()
# What falls due by `:until`, and what is due later but opens by then, or has opened since `:told`: each is answered by
# an index of its own.
DUE_BY = f"{_FIRST} <= :until"
OPENING_BY = f"{predicates.opens_later(':told')} AND k.opens_at <= :until AND {_FIRST} > :until"
COLUMNS = """k.case_id, c.ref, c.order_ref, c.shop, s.market, c.kind, k.duty, k.owner, c.product, c.sku, c.reason,
    c.quantity, c.flags, k.flags, k.started_at, k.due_at, k.stamped_due, k.rule, k.policy, k.outcome, k.risk,
    k.risk_currency, k.confirmed, k.act_late, c.missing_since, k.act_by, k.snoozed_until,
    k.opens_at, k.stake, k.winnable, k.winnable_currency, k.attempt"""
_LINE = f"""SELECT {COLUMNS} FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop"""


# Due before the first import of the shop's after-sales data: it can't have been missed with this program.
_BEFORE_IMPORT = """k.due_at < (SELECT min(i.as_of) FROM imports i WHERE i.shop = c.shop AND i.carries = 'cases')"""


# What a list can be narrowed to by several values, and the column of each.
_COLUMNS = {"shops": "c.shop", "markets": "s.market", "kinds": "c.kind", "duties": "k.duty", "stakes": "k.stake"}


class Filters(NamedTuple):
    """What a list is narrowed to; None means all. Orders to send or to trace of the shops `without_orders` are
    left out; `cases` are the only ones that are meant.
    """

    shops: tuple[str, ...] | None = None
    markets: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    duties: tuple[str, ...] | None = None
    stakes: tuple[str, ...] | None = None
    owner: str | None = "seller"
    case: int | None = None
    before_import: bool | None = None
    without_orders: tuple[str, ...] | None = None
    cases: frozenset[int] | None = None

    def admits(self, shop: str, market: str, kind: str) -> bool:
        """Whether a case of this shop, market and kind is among those meant."""
        return self.admits_shop(shop, market) and (self.kinds is None or kind in self.kinds)

    def admits_shop(self, shop: str, market: str) -> bool:
        """Whether a shop of this market is among those meant."""
        return (self.shops is None or shop in self.shops) and (self.markets is None or market in self.markets)

    def sql(self) -> str:
        """Conditions on clocks `k`, cases `c` and shops `s`, with the named parameters that `parameters` gives."""
        several = [
            f" AND {column} IN ({', '.join(f':{name}{n}' for n in range(len(values)))})"
            for name, column in _COLUMNS.items()
            if (values := getattr(self, name)) is not None
        ]
        parts = {"owner": "k.owner = :owner", "case": "k.case_id = :case", "before_import": _BEFORE_IMPORT}
        parts["without_orders"] = self._no_orders()
        parts["cases"] = "k.case_id IN (SELECT value FROM json_each(:cases))"
        one = [f" AND {condition}" for name, condition in parts.items() if getattr(self, name) is not None]
        return "".join([*several, *one])

    def _no_orders(self) -> str:
        """The condition that leaves out orders to send or to trace; a claim on the platform stays."""
        shops = ", ".join(f":orders_of{n}" for n in range(len(self.without_orders or ())))
        return f"NOT (k.stake IN ('standing', 'house') AND c.kind = 'delivery' AND c.shop IN ({shops}))"

    @property
    def by_what_is_derived(self) -> bool:
        """Whether lines are chosen by what is derived from the platform's words for a case."""
        chosen = (self.kinds, self.duties, self.stakes, self.before_import)
        return self.owner == "seller" and any(part is not None for part in chosen)

    def parameters(self) -> dict[str, Any]:
        """The values of the conditions, by the names of their parameters."""
        values = {f"{name}{n}": value for name in _COLUMNS for n, value in enumerate(getattr(self, name) or ())}
        values |= {f"orders_of{n}": shop for n, shop in enumerate(self.without_orders or ())}
        if self.cases is not None:
            values["cases"] = json.dumps(sorted(self.cases))
        return {**values, "owner": self.owner, "case": self.case}

    def joins(self) -> str:
        """What these conditions need joined to clocks `k`: counting a thousand of them, each join is felt."""
        parts = (self.shops, self.markets, self.kinds, self.before_import, self.without_orders)
        of_case = any(part is not None for part in parts)
        cases = " JOIN cases c ON c.id = k.case_id" if of_case else ""
        return cases + (" JOIN shops s ON s.name = c.shop" if self.markets is not None else "")


def rows(connection: Connection, now: datetime, within: timedelta | None, filters: Filters) -> list[DueRow]:
    """The clocks in sight that are overdue, or fall due or open within the horizon or a day (None: everything)."""
    parameters: dict[str, Any] = {"now": iso(now), **filters.parameters()}
    shown = f"{predicates.in_sight()}{filters.sql()}"
    if within is None:
        return [row_of(*columns) for columns in connection.execute(f"{_LINE} WHERE {shown}", parameters)]
    parameters |= {"until": until(now, within), "told": opened_since(now)}
    query = f"{_LINE} WHERE {DUE_BY} AND {shown} UNION ALL {_LINE} WHERE {OPENING_BY} AND {shown}"
    return [row_of(*columns) for columns in connection.execute(query, parameters)]


def until(now: datetime, within: timedelta) -> str:
    """Up to when lines are read for a horizon: what is due today belongs to the list of a shorter one too."""
    return iso(now + max(within, _LONGEST_DAY))


def opened_since(now: datetime) -> str:
    """Since when what has opened belongs to the list of today."""
    return iso(now - JUST_OPENED)


def later(
    connection: Connection, now: datetime, horizon: datetime, filters: Filters, beyond: Collection[tuple[int, str]]
) -> Later:
    """The duties that fall due, must be acted on or open after the horizon, but for those `beyond` it that are shown:
    case and duty.
    """
    parameters = {"now": iso(now), "horizon": iso(horizon), **filters.parameters()}
    clocks, in_sight = f"FROM clocks k{filters.joins()}", f"{predicates.in_sight()}{filters.sql()}"
    due_later = f"{clocks} WHERE {_FIRST} > :horizon AND {predicates.open_by()} AND {in_sight}"
    opening = f"{clocks} WHERE {predicates.opens_later()} AND k.opens_at > :horizon AND {in_sight}"
    query = f"SELECT (SELECT count(*) {due_later}), count(*), min(k.opens_at) {opening}"
    count, closed, first_opening = connection.execute(query, parameters).fetchone()
    rows = connection.execute(
        f"SELECT k.case_id, k.duty, {_FIRST}, k.act_by < k.due_at {due_later} ORDER BY {_FIRST} "
        f"LIMIT {len(beyond) + 1}",
        parameters,
    )
    first = next((row for row in rows if row[:2] not in beyond), None)
    hidden = count + closed - len(beyond)
    if first_opening is not None and (first is None or first_opening < first[2]):
        return Later(hidden, instant(first_opening), opens=True)
    return Later(hidden, first and instant(first[2]), bool(first and first[3]))


def unread_beside(connection: Connection, now: datetime, filters: Filters) -> list[int]:
    """The cases with a word of the platform's that is not known, where filters leave out lines by what would follow
    from it: duties, stakes, and the kind where that is the word.
    """
    if not filters.by_what_is_derived:
        return []
    wide = filters._replace(kinds=None, duties=None, stakes=None, before_import=None)
    kinds = ", ".join(f":kinds{n}" for n in range(len(filters.kinds or ())))
    of_kind = f"AND (c.kind IN ({kinds}) OR instr(c.flags, '\"unknown-kind\"'))" if kinds else ""
    rows = connection.execute(
        f"""SELECT DISTINCT k.case_id FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop
        WHERE {DUE_BY} AND {predicates.in_sight()} {wide.sql()} {of_kind}
        AND instr(k.flags, '"unknown-') + instr(c.flags, '"unknown-') > 0 ORDER BY 1""",
        {**filters.parameters(), "now": iso(now), "until": until(now, timedelta(0))},
    )
    return [row[0] for row in rows]


def has_duty(connection: Connection, duty: str) -> bool:
    """Whether any clock has this duty: a policy file or a routine of the seller's own may name others than usual."""
    return connection.execute("SELECT 1 FROM clocks WHERE duty = ? LIMIT 1", (duty,)).fetchone() is not None


def unread(connection: Connection, now: datetime, filters: Filters) -> dict[int, str]:
    """The cases with a word of the platform's that is not known, however far ahead they are due, each with its shop."""
    shown, joined = f"{predicates.in_sight()}{filters.sql()}", "JOIN shops s ON s.name = c.shop"
    rows = connection.execute(
        f"""SELECT c.id, c.shop FROM clocks k CROSS JOIN cases c ON c.id = k.case_id {joined}
        WHERE instr(k.flags, '"unknown-') > 0 AND {shown}
        UNION SELECT c.id, c.shop FROM cases c CROSS JOIN clocks k ON k.case_id = c.id {joined}
        WHERE instr(c.flags, '"unknown-') > 0 AND {shown} ORDER BY 1""",
        {"now": iso(now), **filters.parameters()},
    )
    return dict(rows.fetchall())


def left_to_rules(connection: Connection, now: datetime, filters: Filters) -> list[int]:
    """The requests that wait for an answer which an automatic rule of Seller Center gives, in no list as yet."""
    rows = connection.execute(
        f"""SELECT DISTINCT c.id FROM clocks k CROSS JOIN cases c ON c.id = k.case_id
        JOIN shops s ON s.name = c.shop WHERE {predicates.counting_clock()} AND k.stopped_at IS NULL AND k.chained = 1
        AND instr(k.flags, '"auto-rule"') > 0 AND NOT {predicates.chain_begun()}{filters.sql()} ORDER BY c.id""",
        {"now": iso(now), **filters.parameters()},
    )
    return [row[0] for row in rows]


def next_duty(connection: Connection, case: int, now: datetime) -> tuple[str, datetime] | None:
    """The seller's next duty on a case and when it is due, or None where nothing runs at `now`."""
    row = connection.execute(
        f"""SELECT k.duty, k.due_at FROM clocks k WHERE k.case_id = :case AND k.owner = 'seller'
        AND {predicates.running_clock()} ORDER BY k.due_at LIMIT 1""",
        {"case": case, "now": iso(now)},
    ).fetchone()
    return None if row is None else (row[0], instant(row[1]))


def ordinals(connection: Connection) -> dict[int, int]:
    """The cases that are not the first of their order and kind (without an order: of their name and kind), and the
    how-manieth each is. Another ledger of the same data counts alike.
    """
    rows = connection.execute(
        f"""SELECT * FROM (
            SELECT c.id, row_number() OVER (
                PARTITION BY c.shop, c.kind, c.order_ref, iif(c.order_ref IS NULL, coalesce(c.product, c.reason), '')
                ORDER BY c.id
            ) AS n FROM cases c WHERE {predicates.existing_case()}
        ) WHERE n > 1"""
    )
    return dict(rows.fetchall())


def row_of(*columns: Any) -> DueRow:
    """A row of COLUMNS."""
    *case, case_flags, clock_flags, started, due, stamped, rule, policy, outcome, risk, currency = columns[:22]
    confirmed, act_late, missing, act_by, snoozed, opens_at, stake, winnable, winnable_currency, attempt = columns[22:]
    values = (
        *case,
        json.loads(case_flags),
        json.loads(clock_flags),
        instant(started),
        instant(due),
        bool(stamped),
        rule,
        policy,
        outcome,
        optional_money(risk, currency),
        bool(confirmed),
        bool(act_late),
        bool(missing),
        optional_instant(act_by),
        optional_instant(snoozed),
        optional_instant(opens_at),
        stake,
        optional_money(winnable, winnable_currency),
        attempt,
    )
    return DueRow._make(values)
