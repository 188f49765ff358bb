"""The ledger in odd places, and files that are none: a sentence each, and nothing half-written."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.ledger import sqlite
from aftersales.ledger.connection import VERSION
from tables import of_each
from transcripts import Shell, prepared

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX")
INIT = ["init", "--shop", "uk-main", "--market", "GB"]


@prepared
def desk(shell: Shell) -> None:
    shell.ok(INIT)
    shell.ok("order add 577000000000000009 --amount 20 --placed 2026-11-20T10:00")


def _files(folder: Path) -> list[bytes]:
    """The names in a folder, without what SQLite keeps while a ledger is read."""
    return sorted(os.fsencode(f.name) for f in folder.iterdir() if not f.name.endswith(("-wal", "-shm")))


NAMES = (b'it\'s "two"\nlines 100%41 a?mode=ro&b #c caf\xe9 \xe8\xb4\xa6.db', b"-rf.db", b"file:a.db", b"x" * 240)


@of_each("number, name", enumerate(NAMES))
def test_a_ledger_of_any_name(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch, number: int, name: bytes
) -> None:
    folder = home / str(number)
    folder.mkdir()
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    monkeypatch.setenv("AFTERSALES_LEDGER", str(path))
    shell.ok(INIT)
    shell.ok("ledger check --deep")
    shell.ok(["ledger", "backup", str(folder / "copy.db")])
    assert _files(folder) == sorted([name, b"copy.db"])


def test_a_name_that_leaves_no_room_for_the_files_beside_it(shell: Shell, home: Path) -> None:
    folder = home / "names"
    folder.mkdir()
    run = shell([f"--ledger={folder}/{'x' * 255}", *INIT])
    assert (run.code, run.out) == (1, "")
    assert run.err.endswith("its name is too long. Files beside it need 8 characters more.\n")
    assert _files(folder) == []


def test_a_link_and_a_second_name_stay_what_they_are(desk: Shell) -> None:
    real = desk.home / "data/aftersales/ledger.db"
    link, second = desk.home / "link.db", desk.home / "second.db"
    link.symlink_to(real)
    os.link(real, second)
    desk.ok(f"--ledger {link} open refund --order 577000000000000009")
    desk.ok(f"ledger backup {desk.home}/copy.db")
    desk.ok(f"--ledger {link} ledger restore {desk.home}/copy.db --yes")
    assert link.is_symlink() and link.resolve() == real
    assert second.samefile(real)
    desk.ok(f"--ledger {second} ledger check --deep")


def _text(path: Path) -> None:
    path.write_bytes(b"not a ledger\n" * 400)


def _database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE t (x)")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere.db"))


def _cut(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(path.read_bytes()[:9000])


NO_LEDGERS: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing": (Path.unlink, "no ledger at {path}. Make one with `aftersales init`"),
    "empty": (lambda path: path.write_bytes(b"") and None, "{path} is an empty file, not a ledger."),
    "text": (_text, "{path} is not a ledger, or is damaged: file is not a database."),
    "another program's": (_database, "{path} is a SQLite file, but not a ledger of aftersales."),
    "newer": (_newer, "{path} was written by a newer aftersales"),
    "folder": (_folder, "{path} is a folder, not a ledger."),
    "pipe": (_pipe, "{path} is not a regular file, so it is not a ledger."),
    "dangling": (_dangling, "{path} is a link to {path.parent}/nowhere.db, which isn't there."),
    "cut": (_cut, "damaged"),
}
COMMANDS = ("due", "note 1 -m x", "import {home}", "ledger check", "ledger backup {home}/copy.db", "undo", "status")


@pytest.mark.parametrize("what", NO_LEDGERS)
def test_what_is_no_ledger_is_said_in_a_sentence(desk: Shell, what: str) -> None:
    spoil, sentence = NO_LEDGERS[what]
    path = desk.home / "data/aftersales/ledger.db"
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    spoil(path)
    before = _files(path.parent), path.read_bytes() if path.is_file() else b""
    for line in COMMANDS:
        run = desk(line.format(home=desk.home))
        assert (run.code, run.out) == (1, ""), (line, run)
        assert sentence.format(path=path) in run.err, (line, run)
        assert not (desk.home / "copy.db").exists(), line
    assert (_files(path.parent), path.read_bytes() if path.is_file() else b"") == before


def test_a_library_that_is_too_old_is_named(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "too_old", lambda: True)
    run = desk("due")
    assert (run.code, "is too old: the ledger needs 3.37 or newer. Update Python." in run.err) == (1, True)


def test_the_copy_of_a_killed_run_is_named_and_taken_away(desk: Shell) -> None:
    draft = desk.home / "data/aftersales/.ledger-draft-abc"
    draft.write_bytes(b"half a copy")
    assert f"{draft}: a run that was killed left this copy." in desk("doctor").out.replace("\n", " ")
    desk.ok("open refund --order 577000000000000009")
    assert not draft.exists()
