"""Rows of the derived tables, read and written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.ledger.facts.records import dumps
from aftersales.ledger.sqlite import Connection
from aftersales.named_tuple import NamedTuple


class ClockRow(NamedTuple):
    """A row of the table `clocks`, its fields in the order of the columns. Instants are UTC in ISO 8601, `risk` and
    `winnable` are in minor units, `flags` a JSON array.
    """

    case_id: int
    n: int
    rule: str | None
    duty: str
    owner: str
    policy: str
    outcome: str
    attempt: int
    started_by: str
    started_at: str
    due_at: str
    computed_due: str | None
    stamped_due: str | None
    stopped_at: str | None
    stopped_by: str | None
    planned: int
    confirmed: int
    lapses_at: str | None
    chained: int
    holds: int
    act_late: int
    risk: int | None
    risk_currency: str | None
    flags: str
    snoozed_until: str | None
    act_by: str | None
    opens_at: str | None
    stake: str
    winnable: int | None
    winnable_currency: str | None


class StateRow(NamedTuple):
    """The derived columns of a row of `cases`. `refunded` is in minor units, `flags` a JSON array, and `rules` the
    fingerprint of the rules under which it was derived; empty where the case was merged or taken back.
    """

    decision: str
    parcel: str
    money: str
    mode: str
    attempt: int
    closed: int
    settled: int
    refunded: int
    flags: str
    arbitration: str
    appeal: str
    rules: str


def stored_clock(row: ClockRow) -> Clock:
    """The clock of a row; what explains it is not stored."""
    return Clock(
        duty=row.duty,
        owner=row.owner,
        rule=row.rule,
        policy=row.policy,
        started_by=row.started_by,
        started_at=instant(row.started_at),
        due=instant(row.due_at),
        computed_due=optional_instant(row.computed_due),
        stamped_due=optional_instant(row.stamped_due),
        outcome=row.outcome,
        attempt=row.attempt,
        stopped_at=optional_instant(row.stopped_at),
        stopped_by=row.stopped_by,
        planned=bool(row.planned),
        confirmed=bool(row.confirmed),
        lapses_at=optional_instant(row.lapses_at),
        chained=bool(row.chained),
        holds=bool(row.holds),
        act_late=bool(row.act_late),
        at_risk=optional_money(row.risk, row.risk_currency),
        act_by=optional_instant(row.act_by),
        flags=tuple(json.loads(row.flags)),
        snoozed_until=optional_instant(row.snoozed_until),
        opens_at=optional_instant(row.opens_at),
        stake=row.stake,
        winnable=optional_money(row.winnable, row.winnable_currency),
    )


def clock_row(case: int, n: int, clock: Clock) -> ClockRow:
    """The row of a case's clock number `n`."""
    # By place, in the order of the fields and of the columns: names take twice as long, and there are many clocks.
    (
        duty, owner, rule, policy, started_by, started, due, computed, stamped, outcome, attempt, stopped, stopped_by,
        _, planned, confirmed, lapses, chained, holds, act_late, risk, act_by, flags, _, _, _, _, _, _, snoozed, opens,
        stake, winnable, _,
    ) = clock  # fmt: skip
    risk_minor, risk_currency = risk or _NO_MONEY
    winnable_minor, winnable_currency = winnable or _NO_MONEY
    due_at = _text(due)
    return ClockRow(
        case, n, rule, duty, owner, policy, outcome, attempt, started_by, _text(started), due_at,
        due_at if computed is due else None if computed is None else _text(computed),
        None if stamped is None else _text(stamped),
        None if stopped is None else _text(stopped),
        stopped_by, 1 if planned else 0, 1 if confirmed else 0,
        None if lapses is None else _text(lapses),
        1 if chained else 0, 1 if holds else 0, 1 if act_late else 0, risk_minor, risk_currency,
        _flags_text(flags) if flags else "[]",
        None if snoozed is None else _text(snoozed),
        None if act_by is None else _text(act_by),
        None if opens is None else _text(opens),
        stake, winnable_minor, winnable_currency,
    )  # fmt: skip


_NO_MONEY = (None, None)


@lru_cache(maxsize=256)
def _flags_text(flags: tuple[str, ...]) -> str:
    return dumps(list(flags))


_text = lru_cache(maxsize=1024)(iso)  # what ends one clock of a case starts the next


def state_row(derived: Derived, fingerprint: str) -> StateRow:
    """A case's state as the derived columns of its row."""
    state = derived.state
    return StateRow(
        decision=state.decision,
        parcel=state.parcel,
        money=state.money,
        mode=state.mode,
        attempt=state.attempt,
        closed=int(state.closed),
        settled=int(state.settled),
        refunded=state.refunded,
        flags=_flags_text(state.flags),
        arbitration=state.arbitration,
        appeal=state.appeal,
        rules=fingerprint,
    )


def stored_state(connection: Connection, case: int) -> StateRow:
    """The derived columns of a case's row. The case must exist."""
    return StateRow(
        *connection.execute(f"SELECT {','.join(StateRow._fields)} FROM cases WHERE id = ?", (case,)).fetchone()
    )


def stored_clocks(connection: Connection, case: int) -> list[ClockRow]:
    """The rows of a case's clocks, by number."""
    columns = ",".join(ClockRow._fields)
    rows = connection.execute(f"SELECT {columns} FROM clocks WHERE case_id = ? ORDER BY n", (case,))
    return [ClockRow(*row) for row in rows]


def stored_states(connection: Connection, cases: Sequence[int]) -> dict[int, StateRow]:
    """The derived columns of the rows of some hundred cases, by the case's number."""
    columns = ",".join(StateRow._fields)
    rows = connection.execute(
        f"SELECT {columns}, id FROM cases WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(cases),)
    )
    return {row[-1]: StateRow._make(row[:-1]) for row in rows}


def clocks_of(connection: Connection, cases: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of the clocks of some hundred cases as SQLite gives them, to compare, by the case's number."""
    columns = ",".join(ClockRow._fields)
    rows = connection.execute(
        f"SELECT {columns} FROM clocks WHERE case_id IN (SELECT value FROM json_each(?)) ORDER BY case_id, n",
        (json.dumps(cases),),
    )
    return {case: list(some) for case, some in groupby(rows, itemgetter(0))}


def approvers(connection: Connection, cases: Sequence[int]) -> dict[int, str]:
    """By whom some hundred requests were approved where the stored clocks tell it, by the case's number: `seller` where
    it was in time, else `platform` where it did so by itself; an empty text where nobody knows.
    """
    rows = connection.execute(
        """SELECT c.id, iif((SELECT count(*) > 0 AND count(*) FILTER (WHERE k.stopped_at > k.due_at) = 0 FROM clocks k
            WHERE k.case_id = c.id AND k.duty = 'respond' AND k.stopped_by = 'request.approved'), 'seller',
            iif(instr(c.flags, '"auto-approved"'), 'platform', ''))
        FROM cases c WHERE c.id IN (SELECT value FROM json_each(?))""",
        (json.dumps(cases),),
    )
    return dict(rows)


class RowChanges:
    """Derived rows that differ from those that are stored; None stands for what is stored where that is worth
    nothing.
    """

    def __init__(self) -> None:
        self._states: list[tuple[Any, ...]] = []
        self._rules: dict[str, list[int]] = {}
        self._stale: list[tuple[int]] = []
        self._clocks: list[ClockRow] = []

    def put_state(self, case: int, state: StateRow, stored: StateRow | None) -> None:
        """Note the state of a case, where it differs."""
        if stored is None or state[:-1] != stored[:-1]:
            self._states.append((*state, case))
        elif state != stored:
            self._rules.setdefault(state.rules, []).append(case)

    def put_clocks(self, case: int, clocks: Sequence[ClockRow], stored: Sequence[tuple[Any, ...]] | None) -> None:
        """Note the clocks of a case, where they differ."""
        if clocks != stored:
            self._stale += [(case,)] if stored is None or stored else []
            self._clocks += clocks

    def save(self, connection: Connection) -> None:
        """Store what differs."""
        connection.executemany(f"UPDATE cases SET {' = ?, '.join(StateRow._fields)} = ? WHERE id = ?", self._states)
        for rules, cases in self._rules.items():
            some = "(SELECT value FROM json_each(?))"
            connection.execute(f"UPDATE cases SET rules = ? WHERE id IN {some}", (rules, json.dumps(cases)))
        connection.executemany("DELETE FROM clocks WHERE case_id = ?", self._stale)
        connection.executemany(_INSERT_CLOCK, self._clocks)


def insert_clocks(connection: Connection, case: int, clocks: Iterable[tuple[int, Clock]]) -> None:
    """Store clocks of a case, by number."""
    connection.executemany(_INSERT_CLOCK, [clock_row(case, n, clock) for n, clock in clocks])


_INSERT_CLOCK = f"INSERT INTO clocks ({','.join(ClockRow._fields)}) VALUES ({','.join('?' * len(ClockRow._fields))})"
