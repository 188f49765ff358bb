"""Amounts and now, as views have them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from aftersales.ledger.views.expressions import NOW, major
from tables import of_each

AMOUNTS = (
    (1398, "GBP", 13.98),
    (-5, "EUR", -0.05),
    (49000, "VND", 49000),
    (1234, "JPY", 1234),
    (None, "GBP", None),
    (7, None, 0.07),
)


@of_each("amount, currency, shown", AMOUNTS)
def test_amounts_are_whole(amount: int | None, currency: str | None, shown: float | None) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        assert db.execute(f"SELECT {major('a', 'c')} FROM (SELECT ? AS a, ? AS c)", (amount, currency)).fetchone() == (
            shown,
        )


def test_now_is_written_as_the_ledger_does() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        assert len(db.execute(f"SELECT {NOW}").fetchone()[0]) == len("2026-11-24T09:00:00Z")
