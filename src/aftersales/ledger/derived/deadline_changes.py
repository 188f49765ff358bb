"""The deadlines of open cases, as stored and as derived now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from aftersales.core.clocks.moved_deadlines import DutyKey, Standing, standings_of
from aftersales.core.money.amount import optional_money
from aftersales.core.time.instants import instant, iso, optional_instant
from aftersales.ledger import predicates
from aftersales.ledger.derived.store import ShopRules
from aftersales.ledger.facts.records import load
from aftersales.ledger.sqlite import Connection

Rows = Sequence[tuple[Any, ...]]


def stored(connection: Connection, shop: str, now: datetime) -> dict[DutyKey, Standing]:
    """The deadlines of a shop's live cases as the ledger has them."""
    return _standings(stored_rows(connection, shop, now))


def stored_rows(connection: Connection, shop: str, now: datetime) -> Rows:
    """The same as rows, for `differing`: most of thousands stay as they are, and need not be read closely."""
    return connection.execute(
        f"""SELECT k.case_id, k.duty, k.owner, k.chained, k.due_at, k.rule, k.outcome, k.risk, k.risk_currency, k.act_by
        FROM clocks k JOIN cases c ON c.id = k.case_id WHERE c.shop = :shop AND {predicates.live_case()}
        AND {predicates.counting_clock()} ORDER BY k.case_id, k.n""",
        {"shop": shop, "now": iso(now)},
    ).fetchall()


def differing(before: Rows, after: Rows) -> tuple[dict[DutyKey, Standing], dict[DutyKey, Standing]]:
    """The deadlines before and after, each of them, of the cases of which any has changed in some way."""
    if before == after:  # usual, after an update of the program
        return {}, {}
    cases = {row[0] for row in {*before} ^ {*after}}
    return _standings(row for row in before if row[0] in cases), _standings(row for row in after if row[0] in cases)


def _standings(rows: Iterable[tuple[Any, ...]]) -> dict[DutyKey, Standing]:
    return {
        DutyKey(case, duty, owner, bool(chained)): Standing(
            instant(due), rule, outcome, optional_money(risk, currency), optional_instant(act_by)
        )
        for case, duty, owner, chained, due, rule, outcome, risk, currency, act_by in rows
    }


def derived_now(connection: Connection, ids: Iterable[int], rules: ShopRules) -> dict[DutyKey, Standing]:
    """The deadlines of these cases as they follow from their facts under `rules`."""
    standings: dict[DutyKey, Standing] = {}
    for case in load(connection, ids, trust=rules.trust):
        standings |= dict(standings_of(case.id, rules.derive(case).clocks))
    return standings
