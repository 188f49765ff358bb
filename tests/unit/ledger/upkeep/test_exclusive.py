"""A ledger that one program has alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aftersales.errors import LedgerError
from aftersales.ledger.connection import Turn
from aftersales.ledger.upkeep import exclusive

AT_ONCE = Turn(0.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE t (x)")
    return path


def test_nobody_else_can_read_it_meanwhile(path: Path) -> None:
    busy = pytest.raises(sqlite3.OperationalError, match="locked")
    with exclusive.held(path, AT_ONCE), closing(sqlite3.connect(path, timeout=0)) as other, busy:
        other.execute("SELECT * FROM t").fetchall()


def test_to_keep_a_copy_gives_the_lock_not_away(path: Path) -> None:
    """To close a file takes away every lock that the process has on it: POSIX."""
    look = "import sqlite3, sys\nsqlite3.connect(sys.argv[1], timeout=0).execute('SELECT * FROM t').fetchall()"
    with exclusive.held(path, AT_ONCE) as ledger:
        exclusive.keep_beside(path, datetime(2026, 11, 24, tzinfo=UTC), ledger.late)
        other = subprocess.run([sys.executable, "-c", look, str(path)], capture_output=True, text=True, check=False)
    assert "database is locked" in other.stderr


def test_one_that_is_open_elsewhere_is_not_taken(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT * FROM t").fetchall()
        with pytest.raises(LedgerError, match="is busy"), exclusive.held(path, AT_ONCE):
            pass


def test_what_is_kept_beside_has_the_part_that_is_in_another_file(path: Path) -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    path.write_bytes(b"file")
    path.with_name("ledger.db-wal").write_bytes(b"newest part")
    with ExitStack() as late:
        kept = exclusive.keep_beside(path, now, late)
        again = exclusive.keep_beside(path, now, late)
    assert (kept.name, kept.read_bytes()) == ("ledger.db.replaced-20261124T090000Z", b"file")
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"newest part"
    assert again.name == f"{kept.name}-2"
