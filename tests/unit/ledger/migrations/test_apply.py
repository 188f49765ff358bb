"""The tables of a ledger: those of a new one, and those of one that an older version made."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from aftersales.ledger import connection
from aftersales.ledger.migrations import apply
from transcripts import ROOT


def _schema(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Every index and view, word for word."""
    rows = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'view') AND sql IS NOT NULL")
    return {(kind, name): sql for kind, name, sql in rows}


def _kept(schema: int) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript((ROOT / f"tests/ledgers/schema-{schema}.sql").read_text(encoding="utf-8"))
    return db


@pytest.mark.parametrize("schema", [2, 7, 8])
def test_a_kept_ledger_has_the_indexes_and_views_of_a_new_one(schema: int) -> None:
    """Word for word: SQLite uses a partial index only for the words it was made with."""
    with closing(_kept(schema)) as old, closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        apply.migrate(new)
        apply.migrate(old)
        assert _schema(old) == _schema(new)


def test_a_ledger_of_the_newest_schema_has_the_indexes_and_views_of_a_new_one() -> None:
    with closing(_kept(connection.VERSION)) as old, closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        apply.migrate(new)
        assert _schema(old) == _schema(new)


def test_the_newest_version_is_the_number_of_migrations() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        apply.migrate(db)
        assert db.execute("PRAGMA user_version").fetchone() == (connection.VERSION,)
