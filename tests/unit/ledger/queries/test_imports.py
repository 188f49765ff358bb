"""Past imports, with what is left of one that was undone."""

from __future__ import annotations

import sqlite3

from aftersales.ledger.queries.imports import past_imports


def test_an_import_that_was_undone_has_what_the_log_kept_of_it() -> None:
    db = sqlite3.connect(":memory:")
    db.executescript("""
        CREATE TABLE writes (id INTEGER PRIMARY KEY, recorded_at, by_whom, command, undoes, undone_by);
        CREATE TABLE changes (id INTEGER PRIMARY KEY, write_id, tbl, op, key, case_id, shop, ref, image);
        CREATE TABLE imports (id INTEGER PRIMARY KEY, shop, file, format, carries, as_of, as_of_from, rows, new,
            changed, same, rejected);
        CREATE TABLE observations (id INTEGER PRIMARY KEY, origin);
        INSERT INTO observations VALUES (3, 'b: c.csv:2');
        INSERT INTO writes VALUES (1, '2026-11-24T09:00:00Z', 'mia', 'import', NULL, 3),
            (2, '2026-11-24T09:01:00Z', 'mia', 'approve', NULL, NULL),
            (3, '2026-11-24T09:02:00Z', 'mia', 'undo', 1, NULL),
            (4, '2026-11-24T09:03:00Z', 'mia', 'import', NULL, NULL);
        INSERT INTO changes VALUES (1, 1, 'imports', 'insert', '1', NULL, 'uk', NULL,
            '{"file": "a.csv", "carries": "some-cases", "new": 2, "changed": 0}'),
            (2, 4, 'cases', 'insert', '7', 7, 'uk', NULL, NULL),
            (3, 4, 'observations', 'insert', '3', 7, 'uk', NULL, NULL);
        INSERT INTO writes VALUES (5, '2026-11-24T09:04:00Z', 'mia', 'import', NULL, NULL);""")
    repeated, *imports = past_imports(db)
    assert (repeated.entry, repeated.file, repeated.new) == (5, None, 0)  # it brought nothing
    newest, undone = imports
    # Older versions did not remember a file in which no time is; its requests say which it was.
    assert (newest.entry, newest.file, newest.new, newest.shop) == (4, "b: c.csv", 1, "uk")
    assert (undone.entry, undone.file, undone.carries, undone.new, undone.rows) == (1, "a.csv", "cases", 2, None)
    assert undone.undone_by == 3
    assert [one.entry for one in past_imports(db, entry=1)] == [1]
    assert past_imports(db, shop="fr") == []
