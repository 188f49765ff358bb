"""An older ledger is brought up to date by one program, wholly or not at all, whoever else comes."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.ledger.connection import VERSION
from budget import first
from transcripts import ROOT, SAMPLES, Shell

KEPT = ROOT / "tests" / "ledgers"
CONFIG = '[shops.uk-main]\nmarket = "GB"\n[shops.us-store]\nmarket = "US"\n'
TRIGGERS = 27


def _old(home: Path, schema: int) -> Path:
    """A home whose ledger is of an older schema."""
    config, path = home / "config/aftersales/config.toml", home / "data/aftersales/ledger.db"
    for file in (config, path):
        file.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(CONFIG, encoding="utf-8")
    with closing(sqlite3.connect(path)) as db:
        db.executescript((KEPT / f"schema-{schema}.sql").read_text(encoding="utf-8"))
    return path


@pytest.fixture
def ledger(home: Path) -> Path:
    return _old(home, 2)


def _program(*words: str, before: str = "") -> subprocess.Popen[str]:
    """The program in a process of its own, after some lines of Python that tamper with it."""
    start = f"import sys\nsys.argv = ['aftersales', *{list(words)!r}]\nfrom aftersales.__main__ import main\nmain()"
    environ = {**os.environ, "AFTERSALES_NOW": "2026-11-24T09:00:00+00:00"}
    return subprocess.Popen(
        [sys.executable, "-c", f"{before}\n{start}"],
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [f"{db.execute('PRAGMA user_version').fetchone()}", *db.iterdump()]


def _state(path: Path) -> tuple[object, ...]:
    version = _query(path, "PRAGMA user_version")[0][0]
    triggers = _query(path, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'")[0][0]
    return version, triggers, _query(path, "PRAGMA integrity_check")[0][0]


SCHEMAS = sorted(int(path.stem.removeprefix("schema-")) for path in KEPT.glob("schema-*.sql"))


@pytest.mark.parametrize("schema", first(3, sorted(SCHEMAS[1:], reverse=True)))  # that of schema 2 is in another test
def test_every_kept_ledger_shows_the_same_list(shell: Shell, home: Path, schema: int) -> None:
    """Each with decisions, a snooze and something taken back in it."""
    _old(home, schema)
    shell.ok("note 1 -m 'brought up to date'")
    shown = json.loads(shell.ok("due --all --json").out)
    lists = (KEPT / f"schema-{n}-due.json" for n in range(schema, 0, -1))
    wanted = json.loads(next(path for path in lists if path.exists()).read_text(encoding="utf-8"))
    assert [{name: line[name] for name in wanted[0]} for line in shown] == wanted
    shell.ok("ledger check")


@pytest.mark.parametrize("writers", first(1, [2, 6]))
def test_several_first_writers_lose_nothing(ledger: Path, shell: Shell, writers: int) -> None:
    started = [_program("note", str(n), "-m", f"from {n}") for n in range(1, writers + 1)]
    ended = [(*one.communicate(timeout=60), one.returncode) for one in started]
    assert [code for *_, code in ended] == [0] * writers, ended
    assert _state(ledger) == (VERSION, TRIGGERS, "ok")
    notes = _query(ledger, "SELECT case_id FROM events WHERE name = 'case.noted' AND data LIKE '%from %' ORDER BY 1")
    logged = _query(ledger, "SELECT count(*) FROM writes WHERE command = 'note'")
    assert (notes, logged) == ([(n,) for n in range(1, writers + 1)], [(writers,)])
    shell.ok("ledger check")


def test_a_slow_upgrade_makes_the_others_wait(ledger: Path, shell: Shell) -> None:
    slow = """
import time, aftersales.ledger.migrations.registry as schema
run = schema.run
def _slowly(db, statements):
    for one in statements:
        time.sleep(0.02)
        run(db, [one])
schema.run = _slowly"""
    first = _program("note", "1", "-m", "slow", before=slow)
    second = _program("note", "2", "-m", "quick")
    for one in (first, second):
        out, err = one.communicate(timeout=60)
        assert one.returncode == 0, (out, err)
    assert _state(ledger) == (VERSION, TRIGGERS, "ok")
    assert _query(ledger, "SELECT count(*) FROM writes WHERE command = 'note'") == [(2,)]
    shell.ok("ledger check")


# Statements of the upgrade at which the process is killed: the first and the last, and some of each migration.
PLACES = (1, 2, 5, 9, 14, 27, 44, 65, 90, 120, 160, 223, 224)
KILLED = """
import os, signal, sqlite3
connect = sqlite3.connect
count = 0
def _counted(statement):
    global count
    count += 1
    if count == {place}:
        os.kill(os.getpid(), signal.SIGKILL)
import aftersales.ledger.connection as connection
upgrade = connection._upgrade
def _upgrade(db, *words):
    db.set_trace_callback(_counted)
    upgrade(db, *words)
    db.set_trace_callback(None)
connection._upgrade = _upgrade"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL; TerminateProcess tests no statements")
@pytest.mark.parametrize("place", first(3, PLACES))
def test_a_killed_upgrade_leaves_the_old_ledger_or_the_new(ledger: Path, shell: Shell, place: int) -> None:
    before = _dump(ledger)
    killed = _program("note", "1", "-m", "killed", before=KILLED.format(place=place))
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert _dump(ledger) == before
    shell.ok("note 1 -m 'the next one'")
    assert _state(ledger) == (VERSION, TRIGGERS, "ok")
    shell.ok("ledger check")
    backups = sorted(ledger.parent.glob("ledger.db.before-*"))
    assert [_dump(backup) for backup in backups] == [before]


def test_a_backup_before_an_upgrade_is_never_overwritten(ledger: Path, shell: Shell) -> None:
    first = ledger.with_name("ledger.db.before-3")
    first.write_bytes(b"a backup of last year")
    before = _dump(ledger)
    shell.ok("note 1 -m upgraded")
    assert first.read_bytes() == b"a backup of last year"
    second = ledger.with_name("ledger.db.before-3.2")
    assert _dump(second) == before
    assert second.stat().st_mode & 0o077 == 0


def test_an_upgrade_whose_backup_can_not_be_made_changes_nothing(ledger: Path) -> None:
    before = _dump(ledger)
    small = """
import resource, signal, sys
sys.dont_write_bytecode = True
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, -1))"""
    run = _program("note", "1", "-m", "x", before=small)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (1, "")
    assert err.startswith("aftersales: ") and "can't be written" in err and "Traceback" not in err
    assert _dump(ledger) == before
    assert not list(ledger.parent.glob("*before*")) and not list(ledger.parent.glob(".backup-*"))


@pytest.mark.parametrize("part", ["VIEW due_now", "INDEX clocks_live", "INDEX cases_by_buyer"])
def test_a_part_that_is_only_for_speed_may_be_missing(ledger: Path, shell: Shell, part: str) -> None:
    with closing(sqlite3.connect(ledger)) as db:
        db.execute(f"DROP {part}")
    shell.ok("note 1 -m upgraded")
    shell.ok("ledger check")


def test_what_stands_in_the_way_of_an_upgrade_is_told(ledger: Path, shell: Shell) -> None:
    with closing(sqlite3.connect(ledger)) as db:
        db.execute("CREATE TABLE writes (mine TEXT)")
    before = _dump(ledger)
    run = shell("note 1 -m x")
    assert (run.code, run.out) == (1, "")
    assert f"{ledger} can't be brought up to date: table writes already exists. Nothing was changed." in run.err
    assert _dump(ledger) == before


def test_an_import_brings_an_older_ledger_up_to_date(ledger: Path, shell: Shell) -> None:
    assert "such as `aftersales import`" in shell("due").err
    shell.ok(["import", "--shop", "uk-main", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    assert _state(ledger) == (VERSION, TRIGGERS, "ok")


@pytest.mark.parametrize("kind", ["dangling", "folder", "unreadable"])
def test_whatever_bears_the_name_of_the_backup_stays(ledger: Path, shell: Shell, kind: str) -> None:
    first = ledger.with_name("ledger.db.before-3")
    if kind == "dangling":
        first.symlink_to("nowhere")
    elif kind == "folder":
        first.mkdir()
    else:
        first.write_bytes(b"x")
        first.chmod(0)
    before = _dump(ledger)
    shell.ok("note 1 -m upgraded")
    assert os.path.lexists(first)
    assert _dump(ledger.with_name("ledger.db.before-3.2")) == before
