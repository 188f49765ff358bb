"""Backups in a folder: dated, the oldest of them go, nothing else does."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from aftersales.ledger.upkeep import backup_folder
from transcripts import SAMPLES, Shell, prepared


@prepared
def imported(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_without_a_name_it_is_a_dated_copy_beside_the_ledger(imported: Shell, home: Path) -> None:
    folder = home / "data/aftersales/backups"
    row = json.loads(imported.ok("ledger backup --json").out)
    assert row["file"] == str(folder / "ledger-20261124T090000Z.db")
    assert (folder.stat().st_mode & 0o777, Path(row["file"]).stat().st_mode & 0o777) == (0o700, 0o600)
    imported.ok(f"--ledger {row['file']} ledger check --deep")
    imported.ok("ledger backup")
    assert _names(folder) == ["ledger-20261124T090000Z-2.db", "ledger-20261124T090000Z.db"]


def test_only_the_oldest_backups_of_this_ledger_go(imported: Shell, home: Path) -> None:
    folder = home / "copies"
    folder.mkdir()
    for day in (20, 21, 22):
        imported.ok(f"ledger backup {folder}", now=f"2026-11-{day}T09:00:00+00:00")
    foreign = ("ledger-20200101T000000Z.db", "ledger-20200102T000000Z.db.gz", "other-20200101T000000Z.db", "notes.txt")
    with closing(sqlite3.connect(folder / foreign[0])) as another_programs:
        another_programs.execute("CREATE TABLE mine (x)")
    for name in foreign[1:]:
        (folder / name).write_bytes(b"mine")
    (folder / "ledger-20200103T000000Z.db").symlink_to(folder / "ledger-20261120T090000Z.db")
    run = imported.ok(f"ledger backup {folder} --keep 2 --json", now="2026-11-23T09:00:00+00:00")
    gone = [str(folder / f"ledger-202611{day}T090000Z.db") for day in (21, 20)]
    assert json.loads(run.out)["removed"] == gone
    kept = ("ledger-20200103T000000Z.db", "ledger-20261122T090000Z.db", "ledger-20261123T090000Z.db")
    assert _names(folder) == sorted((*foreign, *kept))


def test_a_clock_that_was_put_back_does_not_cost_the_copy_just_made(imported: Shell, home: Path) -> None:
    folder = home / "copies"
    folder.mkdir()
    for day in (24, 25, 20):
        imported.ok(f"ledger backup {folder} --keep 2", now=f"2026-11-{day}T09:00:00+00:00")
    assert _names(folder) == ["ledger-20261120T090000Z.db", "ledger-20261125T090000Z.db"]


def test_keep_is_of_a_folder(imported: Shell, home: Path) -> None:
    run = imported(f"ledger backup {home}/copy.db --keep 2")
    assert (run.code, (home / "copy.db").exists()) == (2, False)
    assert f"--keep needs a folder of backups; {home}/copy.db is not a folder. Name one, such as backups." in run.err


def test_keep_makes_the_folder_that_it_names(imported: Shell, home: Path) -> None:
    imported.ok(f"ledger backup {home}/copies --keep 2")
    assert _names(home / "copies") == ["ledger-20261124T090000Z.db"]
    assert (home / "copies").stat().st_mode & 0o777 == 0o700
    run = imported(f"ledger backup {home}/missing/copies --keep 2")
    assert (run.code, (home / "missing").exists()) == (1, False)


def test_a_name_with_a_slash_at_its_end_is_a_folder(imported: Shell, home: Path) -> None:
    imported.ok(f"ledger backup {home}/copies/")
    imported.ok(f"ledger backup {home}/copies/")
    assert len(_names(home / "copies")) == 2
    (home / "file").touch()
    run = imported(f"ledger backup {home}/file/")
    assert (run.code, (home / "file").read_bytes()) == (1, b"")


def test_two_backups_of_one_second_are_two_files(imported: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = backup_folder.dated_name

    def taken_meanwhile(folder: Path, ledger: Path, now: datetime) -> Path:
        monkeypatch.undo()
        (file := free(folder, ledger, now)).touch()
        return file

    monkeypatch.setattr(backup_folder, "dated_name", taken_meanwhile)
    imported.ok(f"ledger backup {home}/copies/")
    assert len(_names(home / "copies")) == 2


def test_no_name_and_stdout_are_no_places_for_a_backup(imported: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(imported.home)
    before = _names(imported.home)
    for target, sentence in (("", "FILE is empty."), ("-", "a backup can't go to stdout. Name a file or a folder.")):
        run = imported(["ledger", "backup", target])
        assert (run.code, sentence in run.err, _names(imported.home)) == (2, True, before)


def test_a_ledger_with_a_changed_fact_pushes_no_sound_copy_out(imported: Shell, home: Path) -> None:
    folder = home / "data/aftersales/backups"
    imported.ok("ledger backup --keep 1")
    with closing(sqlite3.connect(home / "data/aftersales/ledger.db")) as db:
        db.execute("DROP TRIGGER cases_update")
        db.execute("UPDATE cases SET amount = 1 WHERE id = 3")
        db.commit()
    run = imported("ledger backup --keep 1", now="2026-11-25T09:00:00+00:00")
    assert (run.code, "the ledger is damaged: facts in cases have changed in the file." in run.err) == (1, True)
    assert _names(folder) == ["ledger-20261124T090000Z.db"]


def test_who_is_told_of_damage_is_told_the_newest_backup(imported: Shell, home: Path) -> None:
    folder = home / "data/aftersales"
    for day in (23, 24):
        imported.ok("ledger backup", now=f"2026-11-{day}T09:00:00+00:00")
    newest = f"The newest one in {folder}/backups: ledger-20261124T090000Z.db"
    os.truncate(folder / "ledger.db", 100_000)
    for command in ("due", "ledger check", "ledger repair"):
        assert newest in imported(command).err
    imported.ok(f"ledger restore {folder}/backups/ledger-20261124T090000Z.db --yes")
    imported.ok("due")
