"""The copy is another ledger, of which only the names differ; tests/commands/test_redact.py has what is shown of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from aftersales.ledger.migrations import apply
from aftersales.ledger.privacy import redacted_copy


def test_names_are_replaced_in_the_copy_alone() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        apply.migrate(db)
        for name in ("mia", "kim", "mia"):
            db.execute("INSERT INTO writes (recorded_at, by_whom, command) VALUES ('', ?, 'import')", (name,))
        db.execute("INSERT INTO shops (name, market, channel, added_at) VALUES ('a', 'GB', 'tiktok', '')")
        for number, buyer in enumerate(["opal", "@Opal", "j***n", None], 1):
            db.execute(
                """INSERT INTO orders (id, shop, ref, buyer, tracking, fulfilment, source, as_of, origin)
                VALUES (?, 'a', ?, ?, 'YT1', 'seller', 'export', '', '')""",
                (number, f"57700000000000000{number}", buyer),
            )
        with closing(redacted_copy.redacted(db)) as copied:
            assert [row[0] for row in copied.execute("SELECT buyer FROM orders ORDER BY id")] == [
                "buyer-1", "buyer-1", "***", None,
            ]  # fmt: skip
            assert [row[0] for row in copied.execute("SELECT by_whom FROM writes ORDER BY id")] == [
                "staff-2", "staff-1", "staff-2",
            ]  # fmt: skip
            assert not copied.execute("SELECT 1 FROM orders WHERE tracking = 'YT1'").fetchone()
        assert db.execute("SELECT buyer FROM orders WHERE id = 1").fetchone() == ("opal",)
