"""A repair makes anew what follows from the facts, and says of which facts it can't."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from transcripts import Shell
from unit.ledger import build


def _root(ledger: Path, name: str) -> tuple[int, int]:
    """Where the first page of a table or an index lies, and its length."""
    with closing(sqlite3.connect(ledger)) as db:
        (page,) = db.execute("PRAGMA page_size").fetchone()
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return page * (root - 1), page


def _spoil(ledger: Path, name: str) -> None:
    start, length = _root(ledger, name)
    content = bytearray(ledger.read_bytes())
    content[start : start + length] = bytes(length)
    ledger.write_bytes(content)


def test_a_sound_ledger_stays_as_it_is(imported: Shell) -> None:
    run = imported.ok("ledger repair --json")
    row = json.loads(run.out)
    assert (row["before"], row["parts"], row["cases"], row["left"], row["kept"]) == ([], [], [], [], None)
    assert run.err == "Nothing is to be repaired.\n"


def test_parts_and_deadlines_are_made_anew(shell: Shell, ledger: Path) -> None:
    before = shell.ok("due --all --json").out
    build.change_file(
        ledger,
        "DROP INDEX cases_open",
        "DROP VIEW due_now",
        "DROP TRIGGER lines_update",
        "UPDATE clocks SET due_at = '2026-11-24T09:00:00Z' WHERE case_id = 3",
        "DELETE FROM clocks WHERE case_id = 4",
        "UPDATE cases SET decision = 'approved' WHERE id = 11",
    )
    row = json.loads(shell.ok("ledger repair --json").out)
    assert row["cases"] == [3, 4, 11]
    assert sorted(row["parts"]) == ["cases_open", "due_now"]  # a trigger is made anew by every write
    assert shell.ok("due --all --json").out == before
    shell.ok("ledger check --deep")


@pytest.mark.parametrize("name", ["clocks", "clocks_live", "orders_by_buyer"])
def test_a_damaged_part_that_can_be_derived_costs_nothing(shell: Shell, ledger: Path, name: str) -> None:
    before = shell.ok("due --all --json").out
    build.change_file(ledger, "CREATE TABLE my_notes (text)", "INSERT INTO my_notes VALUES ('mine')")
    _spoil(ledger, name)
    assert shell("ledger check").code == 1
    row = json.loads(shell.ok("ledger repair --json").out)
    assert Path(row["kept"]).exists()
    assert shell.ok("due --all --json").out == before
    shell.ok("ledger check --deep")
    with closing(sqlite3.connect(ledger)) as db:
        assert db.execute("SELECT text FROM my_notes").fetchall() == [("mine",)]


def test_facts_that_can_not_be_read_are_not_invented(shell: Shell, ledger: Path) -> None:
    _spoil(ledger, "events")
    before = ledger.read_bytes()
    run = shell("ledger repair")
    assert run.code == 1
    assert "can't be repaired: facts in it can't be read" in run.err
    assert ledger.read_bytes() == before


def test_changed_facts_are_named_until_somebody_takes_them(shell: Shell, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as db:
        (trigger,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'cases_update'").fetchone()
    build.change_file(ledger, "DROP TRIGGER cases_update", "UPDATE cases SET product = 'Mog' WHERE id = 3", trigger)
    shell.ok("ledger check")
    assert "  the facts of case 3 have changed in the file.\n" in shell("ledger check --deep").err
    run = shell("ledger repair")
    assert (run.code, "this can't be repaired:\n  the facts of case 3 have changed in the file.\n" in run.err) == (
        1,
        True,
    )
    assert shell("ledger check --deep").code == 1
    shell.ok("ledger repair --accept")
    shell.ok("ledger check --deep")
