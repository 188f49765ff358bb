"""SQLite's own: copies, locks, and what its schema table tells."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.ledger import sqlite
from transcripts import ROOT
from unit.ledger import build


def test_a_copy_is_one_sound_file(tmp_path: Path) -> None:
    with build.ledger("uk-main", "uk-second") as ledger:
        assert sqlite.copy(ledger, tmp_path / "copy.db") is None
    with closing(sqlite.connect(tmp_path / "copy.db", "mode=ro", 1)) as copied:
        assert build.column(copied, "shops", "name") == ["uk-main", "uk-second"]
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]


def test_a_commit_waits_for_the_disk_and_a_row_must_belong_to_something(tmp_path: Path) -> None:
    safely = sqlite.write_safely.__wrapped__  # type: ignore[attr-defined] # the tests' own doesn't wait
    with closing(sqlite.connect(tmp_path / "l.db", "mode=rwc", 0)) as connection:
        connection.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF")
        safely(connection)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_second_writer_is_told_that_the_file_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with closing(sqlite.connect(path, "mode=rwc", 0)) as one, closing(sqlite.connect(path, "mode=rw", 0)) as other:
        sqlite.begin_writing(one)
        with pytest.raises(sqlite.OperationalError) as error:
            sqlite.begin_writing(other)
        assert sqlite.is_busy(error.value)
        one.execute("ROLLBACK")
        sqlite.begin_writing(other)


def test_what_is_kept_alone_lets_nobody_else_in(tmp_path: Path) -> None:
    """Until it is closed; and temporary tables are still its own."""
    path = tmp_path / "l.db"
    with closing(sqlite.connect(path, "mode=rwc", 0)) as connection:
        connection.execute("CREATE TABLE t (a)")
    with closing(sqlite.connect(path, "mode=rw", 0)) as alone, closing(sqlite.connect(path, "mode=rw", 0)) as other:
        assert not sqlite.is_alone(alone)
        sqlite.keep_alone(alone)
        alone.execute("BEGIN IMMEDIATE")
        alone.execute("COMMIT")
        assert sqlite.is_alone(alone)
        alone.execute("CREATE TEMP TABLE u AS SELECT * FROM t")
        with pytest.raises(sqlite.OperationalError) as refused:
            other.execute("BEGIN IMMEDIATE")
        assert sqlite.is_busy(refused.value)


def test_version_and_application_stand_in_the_file() -> None:
    with closing(sqlite.in_memory()) as connection:
        assert (sqlite.version(connection), sqlite.application(connection), sqlite.is_empty(connection)) == (0, 0, True)
        sqlite.set_version(connection, 3)
        sqlite.set_application(connection, 77)
        connection.execute("CREATE TABLE t (a)")
        assert (sqlite.version(connection), sqlite.application(connection)) == (3, 77)
        assert not sqlite.is_empty(connection)


def test_a_row_that_belongs_to_nothing_is_found_and_refused() -> None:
    with closing(sqlite.in_memory()) as connection:
        connection.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE child (parent INTEGER REFERENCES parent(id))")
        connection.execute("INSERT INTO child VALUES (7)")
        assert sqlite.broken_references(connection) == [("child", "parent")]
        sqlite.write_safely(connection)
        with pytest.raises(sqlite.DatabaseError):
            connection.execute("INSERT INTO child VALUES (8)")


def test_pragmas_stand_nowhere_else() -> None:
    """What only SQLite has is in two modules, and SQL in the ledger and the staging of imports alone."""
    sources = {str(path.relative_to(ROOT / "src/aftersales")): path for path in (ROOT / "src/aftersales").rglob("*.py")}
    text = {name: path.read_text(encoding="utf-8") for name, path in sources.items()}
    own = re.compile(r"\bPRAGMA\b|pragma_|BEGIN IMMEDIATE|sqlite_schema|\.backup\(")
    staging = {"importing/parse/staging/blocks.py", "importing/parse/rejected.py"}
    assert {name for name, words in text.items() if own.search(words)} - staging == {
        "ledger/sqlite.py",
        "ledger/definitions.py",
    }
    queries = re.compile(r"\bSELECT\b.*\bFROM\b|\bINSERT (OR \w+ )?INTO\b|\bUPDATE \w+ SET\b|\bDELETE FROM\b")
    outside = {name for name, words in text.items() if queries.search(words) and not name.startswith("ledger/")}
    assert outside == staging


def test_a_full_disk_and_a_failing_one_are_both_no_room() -> None:
    full, failing = sqlite.OperationalError("database or disk is full"), sqlite.OperationalError("disk I/O error")
    assert (sqlite.cause(full), sqlite.cause(failing)) == ("full", "failing")
    assert sqlite.is_full(full)
    assert sqlite.is_full(failing)
    assert not sqlite.is_full(sqlite.OperationalError("database is locked"))


def test_a_step_that_fails_because_the_disk_is_full_says_so(tmp_path: Path) -> None:
    """SQLite then takes the whole transaction back by itself."""
    with closing(sqlite.connect(tmp_path / "l.db", "mode=rwc", 0)) as connection:
        connection.execute("CREATE TABLE t (x)")
        sqlite.begin_writing(connection)

        def fill() -> None:
            with sqlite.savepoint(connection):
                connection.execute("INSERT INTO t VALUES (1)")
                connection.execute("ROLLBACK")
                raise sqlite.OperationalError("database or disk is full")

        with pytest.raises(sqlite.OperationalError, match="disk is full") as error:
            fill()
        assert sqlite.cause(error.value) == "full"
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_that_nothing_more_is_written_is_told_from_what_can_t_be_read(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "l.db")) as db:
        db.execute("PRAGMA max_page_count = 2")
        db.execute("CREATE TABLE t (x)")
        with pytest.raises(sqlite3.OperationalError) as full:
            db.execute("INSERT INTO t VALUES (zeroblob(20000))")
    assert sqlite.is_unwritten(full.value)
    for name, unwritten in (("SQLITE_IOERR_WRITE", True), ("SQLITE_IOERR_READ", False), ("SQLITE_CORRUPT", False)):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = name
        assert sqlite.is_unwritten(error) == unwritten
    assert not sqlite.is_unwritten(ValueError())
