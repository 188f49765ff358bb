"""The copy is another ledger, of which only the names differ; tests/commands/test_redact.py has what is shown of it."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

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


def _ledger(path: str | Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    apply.migrate(db)
    return db


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells which files a process has")
def test_the_copy_of_a_large_ledger_is_in_a_file_without_a_name(tmp_path: Path) -> None:
    with closing(_ledger(tmp_path / "ledger.db")) as db:
        db.execute("CREATE TABLE filler AS SELECT zeroblob(20000000) AS content")
        with closing(redacted_copy.redacted(db)):
            assert max(_sizes_without_name()) > 15_000_000
        assert max(_sizes_without_name(), default=0) < 1_000_000


def test_a_copy_that_can_not_be_redacted_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    copies = list[sqlite3.Connection]()

    def failing(copied: sqlite3.Connection) -> None:
        copies.append(copied)
        raise MemoryError

    monkeypatch.setattr(redacted_copy, "_redact", failing)
    with closing(_ledger(":memory:")) as db, pytest.raises(MemoryError):
        redacted_copy.redacted(db)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        copies[0].execute("SELECT 1")


def _sizes_without_name() -> list[int]:
    sizes = []
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            if "(deleted)" in str(entry.readlink()):
                sizes.append(entry.stat().st_size)
    return sizes
