"""Rows of the derived tables, and their values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from aftersales.core.cases.model import Case
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.derive import Derived
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.ledger.facts.records import dumps
from aftersales.ledger.sqlite import Connection

CLOCK_COLUMNS = (
    "case_id", "n", "rule", "duty", "owner", "policy", "outcome", "attempt", "started_by", "started_at", "due_at",
    "computed_due", "stamped_due", "stopped_at", "stopped_by", "planned", "confirmed", "lapses_at", "chained",
    "holds", "act_late", "risk", "risk_currency", "flags", "snoozed_until", "act_by",
)  # fmt: skip


def stored_clock(row: Mapping[str, Any]) -> Clock:
    """A clock as its row has it; what explains it is not stored."""
    return Clock(
        duty=row["duty"],
        owner=row["owner"],
        rule=row["rule"],
        policy=row["policy"],
        started_by=row["started_by"],
        started_at=instant(row["started_at"]),
        due=instant(row["due_at"]),
        computed_due=optional_instant(row["computed_due"]),
        stamped_due=optional_instant(row["stamped_due"]),
        outcome=row["outcome"],
        attempt=row["attempt"],
        stopped_at=optional_instant(row["stopped_at"]),
        stopped_by=row["stopped_by"],
        planned=bool(row["planned"]),
        confirmed=bool(row["confirmed"]),
        lapses_at=optional_instant(row["lapses_at"]),
        chained=bool(row["chained"]),
        holds=bool(row["holds"]),
        act_late=bool(row["act_late"]),
        at_risk=optional_money(row["risk"], row["risk_currency"]),
        act_by=optional_instant(row["act_by"]),
        flags=tuple(json.loads(row["flags"])),
        snoozed_until=optional_instant(row["snoozed_until"]),
    )


def clock_row(case: int, n: int, clock: Clock) -> tuple[Any, ...]:
    """A clock as its row in the table `clocks`."""
    risk = clock.at_risk

    def maybe(when: datetime | None) -> str | None:
        return iso(when) if when else None

    return (
        case, n, clock.rule, clock.duty, clock.owner, clock.policy, clock.outcome, clock.attempt, clock.started_by,
        iso(clock.started_at), iso(clock.due), maybe(clock.computed_due), maybe(clock.stamped_due),
        maybe(clock.stopped_at), clock.stopped_by, int(clock.planned), int(clock.confirmed), maybe(clock.lapses_at),
        int(clock.chained), int(clock.holds), int(clock.act_late), risk.minor if risk else None,
        risk.currency if risk else None, dumps(list(clock.flags)), maybe(clock.snoozed_until), maybe(clock.act_by),
    )  # fmt: skip


def state_row(derived: Derived, fingerprint: str) -> tuple[Any, ...]:
    """A case's state as the derived columns of its row."""
    state = derived.state
    return (
        state.decision, state.parcel, state.money, state.mode, state.attempt, int(state.closed), int(state.settled),
        state.refunded, dumps(list(state.flags)), state.arbitration, state.appeal, fingerprint,
    )  # fmt: skip


STATE_COLUMNS = (
    "decision", "parcel", "money", "mode", "attempt", "closed", "settled", "refunded", "flags", "arbitration", "appeal",
    "rules",
)  # fmt: skip
SETTLED, ATTEMPT = STATE_COLUMNS.index("settled"), STATE_COLUMNS.index("attempt")


def stored_state(connection: Connection, case: int) -> tuple[Any, ...]:
    """The derived columns of a case's row, as `state_row` has them."""
    found: tuple[Any, ...] = connection.execute(
        f"SELECT {','.join(STATE_COLUMNS)} FROM cases WHERE id = ?", (case,)
    ).fetchone()
    return found


def stored_clocks(connection: Connection, case: int) -> list[tuple[Any, ...]]:
    """The clocks of a case as their rows, as `clock_row` has them."""
    columns = ",".join(CLOCK_COLUMNS)
    return connection.execute(f"SELECT {columns} FROM clocks WHERE case_id = ? ORDER BY n", (case,)).fetchall()


def save_state(connection: Connection, case: Case, derived: Derived, fingerprint: str) -> None:
    """Store the state of a case."""
    connection.execute(
        f"UPDATE cases SET {' = ?, '.join(STATE_COLUMNS)} = ? WHERE id = ?",
        (*state_row(derived, fingerprint), case.id),
    )


def insert_clocks(connection: Connection, case: int, clocks: Iterable[tuple[int, Clock]]) -> None:
    """Store clocks of a case, by number."""
    places = ",".join("?" * len(CLOCK_COLUMNS))
    connection.executemany(
        f"INSERT INTO clocks ({','.join(CLOCK_COLUMNS)}) VALUES ({places})",
        [clock_row(case, n, clock) for n, clock in clocks],
    )
