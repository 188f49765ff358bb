"""Ledgers of older versions, brought up to date by the first command that writes, with nothing lost on the way."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from transcripts import ROOT, Shell

KEPT = ROOT / "tests" / "ledgers"
# Columns of `cases` that follow from its facts under the rules, and may change with them.
DERIVED = ("decision", "parcel", "money", "mode", "attempt", "closed", "settled", "refunded", "flags", "rules")
SHOWN = ("case", "duty", "owner", "due", "outcome", "rule", "confirmed")
DUE = "due --all --json --now 2026-11-24T09:00:00+00:00"


@pytest.fixture
def old(shell: Shell, home: Path) -> Shell:
    """A desk whose ledger is of schema 2."""
    config = home / "config/aftersales/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[shops.uk-main]\nmarket = "GB"\n', encoding="utf-8")
    path = home / "data/aftersales/ledger.db"
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript((KEPT / "schema-2.sql").read_text(encoding="utf-8"))
    return shell


def _rows(path: Path, table: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1")]


def test_a_ledger_of_schema_2_shows_the_same_list(old: Shell, home: Path) -> None:
    path = home / "data/aftersales/ledger.db"
    tables = ("shops", "imports", "orders", "cases", "case_refs", "events", "observations")
    before = {table: _rows(path, table) for table in tables}
    assert "written by an older aftersales" in old(DUE).err
    old.ok("note 1 -m 'brought up to date'")
    found = [{name: line[name] for name in SHOWN} for line in json.loads(old.ok(DUE).out)]
    wanted = json.loads((KEPT / "schema-2-due.json").read_text(encoding="utf-8"))
    assert [line for line in wanted if line not in found] == []
    old.ok("ledger check")
    for table in tables:
        after = _rows(path, table)
        facts = [{name: value for name, value in was.items() if name not in DERIVED} for was in before[table]]
        for row in facts:  # an API row without deadlines left them out, which older versions did not keep apart
            if row.get("source") == "api" and row.get("stamps") == "[]":
                row["stamps"] = "null"
        assert [{name: row[name] for name in was} for was, row in zip(facts, after, strict=False)] == facts, table
    backup = path.with_name("ledger.db.before-3")
    assert {table: _rows(backup, table) for table in tables} == before
    assert backup.stat().st_mode & 0o077 == 0


def test_what_was_recorded_before_the_log_is_one_write_that_stays(old: Shell) -> None:
    old.ok("note 1 -m 'brought up to date'")
    told = json.loads(old.ok("log --json").out)
    assert [(w["write"], w["command"], w["at"]) for w in told] == [
        (3, "note", "2026-11-24T09:00:00+00:00"),
        (2, "rules changed", "2026-11-24T09:00:00+00:00"),  # those of the older version were others
        (1, "migrate", "2026-11-24T09:00:00+00:00"),
    ]
    old.ok("undo")
    assert old("undo").err == "aftersales: nothing to undo: `aftersales log` shows what was recorded.\n"
    assert old("undo 1").err == "aftersales: log entry 1 can't be undone: there was no log yet.\n"
    old.ok("approve 4")
    old.ok("undo")
    old.ok("ledger check")
