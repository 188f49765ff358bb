"""What spreadsheets show of the ledger."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aftersales.ledger.facts import orders
from aftersales.ledger.transfer import sheets
from tables import of_each
from unit.ledger import build

CLOCK = """INSERT INTO clocks (case_id, n, duty, owner, policy, outcome, attempt, started_by, started_at, due_at,
    planned, confirmed, chained, holds, act_late, flags, stake, stopped_at, lapses_at)
    VALUES (1, 0, 'respond', 'seller', '', 'refunded', 1, 'request.opened', ?, '2026-11-24T09:00:00Z', 0, 1, ?, 1, 0,
    '[]', 'money', ?, ?)"""
# When it started, whether only silence starts it, when it was stopped, when it lapses, and how it then stands at nine.
STATES = (
    ("2026-11-22T09:00:00Z", 0, None, None, "running"),
    ("2026-11-22T09:00:00Z", 0, "2026-11-24T09:00:00Z", None, "in time"),
    ("2026-11-22T09:00:00Z", 0, "2026-11-24T09:00:01Z", None, "late"),
    ("2026-11-22T09:00:00Z", 0, None, "2026-11-24T08:59:59Z", "lapsed"),
    ("2026-11-24T09:00:00Z", 1, None, None, "not begun"),
)


def _rows(ledger: Any, name: str, at: datetime = build.NOW, shop: str | None = None) -> list[dict[str, Any]]:
    names = sheets.columns(ledger, name)
    return [dict(zip(names, row, strict=True)) for row in sheets.rows(ledger, name, at, shop)]


@of_each("started, chained, stopped, lapses, state", STATES)
def test_a_deadline_says_how_it_stands(
    started: str, chained: int, stopped: str | None, lapses: str | None, state: str
) -> None:
    with build.ledger() as ledger, build.written(ledger):
        ledger.execute("""INSERT INTO cases (id, shop, kind, fulfilment, opened_at, source, origin)
            VALUES (1, 'uk-main', 'refund', 'seller', '2026-11-22T09:00:00Z', 'hand', 'by hand')""")
        ledger.execute(CLOCK, (started, chained, stopped, lapses))
        assert [row["state"] for row in _rows(ledger, "deadlines")] == [state]
        later = datetime(2026, 11, 24, 9, 0, 1, tzinfo=UTC)
        assert _rows(ledger, "deadlines", later)[0]["state"] == {"running": "overdue", "not begun": "overdue"}.get(
            state, state
        )


def test_a_shop_has_its_own_orders_alone() -> None:
    with build.ledger("uk-main", "a-shop") as ledger, build.written(ledger):
        orders.put(ledger, "uk-main", [build.order("9")], orders.Tally())
        orders.put(ledger, "a-shop", [build.order("5")], orders.Tally())
        assert [row["order"] for row in _rows(ledger, "orders")] == ["9", "5"]
        assert [row["order"] for row in _rows(ledger, "orders", shop="a-shop")] == ["5"]
        assert [row["order"] for row in _rows(ledger, "lines", shop="a-shop")] == ["5"]
        assert _rows(ledger, "orders")[0]["amount"] == 13.98
