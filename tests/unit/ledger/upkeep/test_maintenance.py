"""What `ledger check` finds in a file that somebody or something has changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from transcripts import Shell
from unit.ledger import build


def _without_triggers(ledger: Path, *statements: str) -> None:
    """Change it so that no log entry tells of it, and put the triggers back."""
    with closing(sqlite3.connect(ledger)) as db:
        kept = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in kept:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        for _, sql in kept:
            db.execute(sql)
        db.commit()


NOTE = """INSERT INTO events (case_id, name, at, data, source, origin, recorded_at)
    VALUES ({case}, 'case.noted', '2026-11-24T09:00:00Z', '{{}}', 'hand', 'x', '2026-11-24T09:00:00Z')"""
FOUND = {
    "an index is gone": (
        ["DROP INDEX cases_open"],
        "the index cases_open is missing: lists are slow; nothing is lost.",
    ),
    "two are gone": (
        ["DROP INDEX cases_open", "DROP INDEX clocks_live"],
        "2 indexes (cases_open, clocks_live) are missing: lists are slow; nothing is lost.",
    ),
    "an index is another": (
        ["DROP INDEX cases_open", "CREATE INDEX cases_open ON cases (shop)"],
        "the index cases_open was altered: lists are slow; nothing is lost.",
    ),
    "the view is gone": (
        ["DROP VIEW due_now"],
        "the view due_now is missing: your own queries that use it fail; nothing is lost.",
    ),
    "a trigger is gone": (
        ["DROP TRIGGER events_insert"],
        "the trigger events_insert is missing: what was recorded without it is not in the log, and can't be undone.",
    ),
    "a table is gone": (["DROP TABLE removed"], "the table removed is missing."),
    "a column is gone": (
        [
            *(f"DROP VIEW {name}_now" for name in ("due", "cases", "money")),
            "ALTER TABLE clocks DROP COLUMN risk_currency",
        ],
        "the table clocks has no column risk_currency.",
    ),
    "a line of no order": (
        ["INSERT INTO lines VALUES (99999, 0, 'x', 'y', 'z', 1, 1)"],
        "lines: 1 row refers to a missing row of orders.",
    ),
    "an event of no case": ([NOTE.format(case=9999)], "events: 1 row refers to a missing row of cases."),
    "an instant that is none": (
        ["UPDATE clocks SET due_at = 'soon'"],
        "rows have an invalid time: 'soon'.",
    ),
    "a day that is none": (
        ["UPDATE events SET at = '2026-02-39T09:00:00Z' WHERE id = 1"],
        "events.at: 1 row has an invalid time: '2026-02-39T09:00:00Z'.",
    ),
    "data that are no JSON": (
        ["UPDATE events SET data = '{' WHERE id = 1"],
        "events.data: 1 row has invalid JSON: '{'.",
    ),
    "a zone that is none": (
        ["UPDATE shop_rules SET zone = 'Europe/Atlantis'"],
        "shop uk-main has a time zone that this machine doesn't know: 'Europe/Atlantis'.",
    ),
}


@pytest.mark.parametrize("what", FOUND)
def test_a_fault_is_named(shell: Shell, ledger: Path, what: str) -> None:
    statements, sentence = FOUND[what]
    build.change_file(ledger, *statements)
    run = shell("ledger check")
    assert (run.code, run.out) == (1, "")
    assert sentence in run.err
    assert run.err.startswith(f"aftersales: {ledger} has faults:\n  ")
    remedies = [line in run.err for line in ("Replace it with a backup", "need no backup")]
    assert remedies == ([False, True] if "nothing is lost" in sentence else [True, False])


def test_what_no_log_entry_tells_of_is_counted(shell: Shell, ledger: Path) -> None:
    _without_triggers(ledger, NOTE.format(case=7), NOTE.format(case=4))
    run = shell("ledger check")
    assert run.code == 1
    assert "  events: 2 rows are not in the log, and can't be undone.\n" in run.err


def test_several_faults_are_told_at_once(shell: Shell, ledger: Path) -> None:
    build.change_file(
        ledger, "DROP INDEX cases_open", "DROP VIEW due_now", "INSERT INTO lines VALUES (99999, 0, '', '', '', 1, 1)"
    )
    assert len(shell("ledger check").err.splitlines()) == 5


def test_parts_of_ones_own_are_left_alone(shell: Shell, ledger: Path) -> None:
    build.change_file(ledger, "CREATE VIEW mine AS SELECT * FROM cases", "CREATE INDEX mine_too ON cases (product)")
    shell.ok("ledger check")


def test_after_a_lost_trigger_undo_takes_back_the_write_that_was_meant(shell: Shell, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.commit()
    rejected = shell.ok("reject 6 --reason 'not as described'")
    assert "triggers that keep its log were missing, and were created again." in rejected.err
    assert "reject; case 6: rejected" in shell.ok("undo").err
    assert "were missing" not in shell.ok("note 4 -m x").err
    shell.ok("ledger check")


@pytest.mark.parametrize("change", [(), ("CREATE TRIGGER events_insert AFTER INSERT ON events BEGIN SELECT 1; END",)])
def test_a_trigger_of_ones_own_does_not_stand_for_a_lost_one(
    shell: Shell, ledger: Path, change: tuple[str, ...]
) -> None:
    """Counted they would be as many as they should be."""
    mine = "CREATE TRIGGER mine AFTER INSERT ON shops BEGIN SELECT 1; END"
    build.change_file(ledger, "DROP TRIGGER events_insert", mine, *change)
    assert "triggers that keep its log were missing" in shell.ok("note 4 -m x").err
    assert "note; case 4: note added" in shell.ok("undo").err


def test_a_damaged_file_is_said_to_be_damaged(shell: Shell, ledger: Path, home: Path) -> None:
    with closing(sqlite3.connect(ledger)) as db:
        (page,) = db.execute("PRAGMA page_size").fetchone()
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(ledger.read_bytes())
    content[page * (root - 1) : page * root] = bytes(page)
    ledger.write_bytes(content)
    checked = shell("ledger check")
    assert (checked.code, checked.err.splitlines()[0]) == (1, f"aftersales: {ledger} has faults:")
    assert "  the file is damaged: " in checked.err
    copied = shell(f"ledger backup {home}/copy.db")
    assert (copied.code, "the ledger is damaged: " in copied.err) == (1, True)
    assert not list(home.glob("copy.db*")) + list(home.glob(".ledger-draft-*"))
