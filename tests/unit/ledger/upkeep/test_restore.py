"""A backup in the place of the ledger: checked before, wholly or not at all, the old one kept."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.ledger import connection
from aftersales.ledger.connection import VERSION
from transcripts import ROOT, SAMPLES, Shell, prepared


@prepared
def backed_up(shell: Shell) -> None:
    """A copy of this morning's ledger, in which an approval was recorded since."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok(f"ledger backup {shell.home}/copy.db")
    shell.ok("approve 7")


@pytest.fixture
def ledger(backed_up: Shell) -> Path:
    return backed_up.home / "data/aftersales/ledger.db"


def _decision(shell: Shell) -> str:
    return str(json.loads(shell.ok("show 7 --json").out)["decision"])


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm")))


def test_the_ledger_is_as_it_was_and_the_newer_one_is_kept(shell: Shell, ledger: Path, home: Path) -> None:
    row = json.loads(shell.ok(f"ledger restore {home}/copy.db --yes --json").out)
    kept = ledger.with_name("ledger.db.replaced-20261124T090000Z")
    assert (row["kept"], row["cases"], row["written_at"]) == (str(kept), 18, "2026-11-24T09:00:00Z")
    assert _decision(shell) == "pending"
    shell.ok("ledger check --deep")
    assert kept.stat().st_mode & 0o777 == ledger.stat().st_mode & 0o777 == 0o600
    shell.ok(f"ledger restore {kept} --yes")
    assert _decision(shell) == "approved"
    assert _files(ledger.parent) == ["ledger.db", kept.name, f"{kept.name}-2"]


def test_nobody_to_ask_is_a_usage_error(shell: Shell, ledger: Path, home: Path) -> None:
    run = shell(f"ledger restore {home}/copy.db")
    assert (run.code, "add --yes to replace" in run.err) == (2, True)
    assert (_decision(shell), _files(ledger.parent)) == ("approved", ["ledger.db"])


def test_where_there_is_no_ledger_nothing_is_asked(shell: Shell, ledger: Path, home: Path) -> None:
    ledger.unlink()
    ledger.parent.rmdir()
    shell.ok(f"ledger restore {home}/copy.db")
    assert (_decision(shell), _files(ledger.parent)) == ("pending", ["ledger.db"])


def test_a_file_that_is_no_ledger_any_more_is_kept_too(shell: Shell, ledger: Path, home: Path) -> None:
    ledger.write_bytes(b"overwritten")
    shell.ok(f"ledger restore {home}/copy.db --yes")
    assert _decision(shell) == "pending"
    assert ledger.with_name("ledger.db.replaced-20261124T090000Z").read_bytes() == b"overwritten"


def test_an_older_backup_is_brought_up_to_date(shell: Shell, ledger: Path, home: Path) -> None:
    config = home / "config/aftersales/config.toml"
    config.write_text(config.read_text(encoding="utf-8") + '[shops.us-store]\nmarket = "US"\n', encoding="utf-8")
    with closing(sqlite3.connect(home / "old.db")) as db:
        db.executescript((ROOT / "tests/ledgers/schema-8.sql").read_text(encoding="utf-8"))
    row = json.loads(shell.ok(f"ledger restore {home}/old.db --yes --json").out)
    assert row["schema"] == 8
    with closing(connection.read(ledger)) as restored:
        assert restored.execute("PRAGMA user_version").fetchone() == (VERSION,)
    shell.ok("due --all")
    shell.ok("ledger check --deep")
    assert _files(ledger.parent) == ["ledger.db", "ledger.db.replaced-20261124T090000Z"]


REFUSED = {
    "missing": "there is no file {file}. The ledger is as it was.",
    "itself": "{file} is the ledger itself. Name a backup of it.",
    "empty": "{file} is an empty file, not a ledger. The ledger is as it was. Name another backup.",
    "text": "{file} is not a ledger, or is damaged: file is not a database. The ledger is as it was.",
    "cut": "{file}",
    "hurt": "{file} is damaged: ",
    "changed": "{file} has faults: the facts of case 3 have changed in the file.",
    "newer": "{file} was written by a newer aftersales",
    "another program's": "{file} is a SQLite file, but not a ledger of aftersales. The ledger is as it was.",
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_backup_that_is_none_changes_nothing(shell: Shell, ledger: Path, home: Path, what: str) -> None:
    file = home / "copy.db"
    before = ledger.read_bytes()
    if what == "missing":
        file.unlink()
    elif what == "itself":
        file = ledger
    elif what in ("empty", "text"):
        file.write_bytes(b"x" * 5000 if what == "text" else b"")
    elif what == "cut":
        file.write_bytes(file.read_bytes()[:-8192])
    elif what == "hurt":  # the cells of a table's page lie where the page ends
        with closing(sqlite3.connect(file)) as db:
            (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'shops'").fetchone()
            (size,) = db.execute("PRAGMA page_size").fetchone()
        content = bytearray(file.read_bytes())
        content[(page - 1) * size + 5 : (page - 1) * size + 7] = b"\xff\xf0"
        file.write_bytes(content)
    else:
        with closing(sqlite3.connect(file)) as db:
            db.execute("DROP TRIGGER cases_update")
            db.execute(
                {
                    "changed": "UPDATE cases SET amount = 1 WHERE id = 3",
                    "newer": f"PRAGMA user_version = {VERSION + 1}",
                    "another program's": "PRAGMA application_id = 7",
                }[what]
            )
            db.commit()
    run = shell(["ledger", "restore", str(file), "--yes"])
    assert run.code == 1
    assert REFUSED[what].format(file=file) in run.err
    assert "--ledger," not in run.err  # nothing is to be done about the ledger
    assert "*** in database" not in run.err
    assert (ledger.read_bytes(), _files(ledger.parent)) == (before, ["ledger.db"])


def test_it_is_refused_while_another_program_writes(
    shell: Shell, ledger: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.3)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE cases SET reason = 'theirs' WHERE id = 1")
        run = shell(f"ledger restore {home}/copy.db --yes")
        assert (run.code, "is busy: another program is using it" in run.err) == (1, True)
        other.execute("COMMIT")
    assert (_decision(shell), _files(ledger.parent)) == ("approved", ["ledger.db"])
