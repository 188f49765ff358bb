"""Ledgers of each schema are kept: `--update` keeps one of the newest."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from aftersales.ledger.connection import VERSION
from aftersales.ledger.migrations import apply
from transcripts import ROOT

KEPT = ROOT / "tests" / "ledgers"


def _opened(schema: int) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript((KEPT / f"schema-{schema}.sql").read_text(encoding="utf-8"))
    return db


def _definitions(db: sqlite3.Connection) -> set[tuple[str, str, str]]:
    rows = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


def _keep(schema: int, path: Path) -> None:
    """Write the newest kept ledger of an older schema as this version makes it."""
    before = max(n for n in range(2, schema) if (KEPT / f"schema-{n}.sql").exists())
    with closing(_opened(before)) as db:
        db.execute("BEGIN")
        apply.migrate(db)
        db.execute("COMMIT")
        pragmas = (f"PRAGMA {name} = {db.execute(f'PRAGMA {name}').fetchone()[0]};" for name in PRAGMAS)
        title = f"-- A ledger of schema {before} as schema {schema} makes it, in SQL. Kept for the tests that open it."
        path.write_text("\n".join((title, *pragmas, *db.iterdump())) + "\n", encoding="utf-8")


PRAGMAS = ("user_version", "application_id")


def test_a_ledger_of_the_newest_schema_is_kept(update: bool) -> None:
    """Word for word as a new one is: tables, indexes, views and triggers."""
    path = KEPT / f"schema-{VERSION}.sql"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        apply.migrate(new)
        wanted = _definitions(new)
    if update:
        is_as_wanted = False
        if path.exists():
            with closing(_opened(VERSION)) as old:
                is_as_wanted = _definitions(old) == wanted
        if not is_as_wanted:
            _keep(VERSION, path)
    assert path.exists(), "pytest --update tests/unit/ledger/test_kept_schemas.py"
    with closing(_opened(VERSION)) as kept:
        assert _definitions(kept) == wanted
