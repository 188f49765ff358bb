"""The ledger's file on a full disk, in a folder that can't be written, and while it is being made."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from budget import first
from transcripts import SAMPLES, Shell, prepared

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on what a process may write")

NOW = "2026-11-24T09:00:00+00:00"
# A process that can write no file beyond so many bytes meets what a full disk gives.
LIMITED = """
import resource, signal, sys
sys.dont_write_bytecode = True  # half a file of bytecode would stay for every later test
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, -1))
"""
KILLED = """
import os, signal, sqlite3
count = 0
def _counted(statement):
    global count
    count += 1
    if count == {place}:
        os.kill(os.getpid(), signal.SIGKILL)
import aftersales.ledger.connection as connection
connect = connection._connect
def _connect(*words):
    db = connect(*words)
    db.set_trace_callback(_counted)
    return db
connection._connect = _connect
"""


def _run(*words: str, before: str = "") -> subprocess.CompletedProcess[str]:
    start = f"import sys\nsys.argv = ['aftersales', *{list(words)!r}]\nfrom aftersales.__main__ import main\nmain()"
    return subprocess.run(
        [sys.executable, "-c", f"{before}\n{start}"],
        env={**os.environ, "AFTERSALES_NOW": NOW},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@prepared
def imported(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])


@pytest.fixture
def ledger(imported: Shell) -> Path:
    return imported.home / "data/aftersales/ledger.db"


@pytest.mark.parametrize(
    "command", ["due --all --json", "show 4", "status", "cases --json", "explain 4", "ledger check"]
)
def test_on_a_full_disk_the_ledger_can_be_read(ledger: Path, command: str) -> None:
    there = _run(*command.split())
    full = _run(*command.split(), before=LIMITED.format(limit=4096))
    assert (full.returncode, full.stdout, full.stderr) == (0, there.stdout, there.stderr)


def test_on_a_full_disk_what_stands_beside_the_ledger_is_read_too(ledger: Path, home: Path) -> None:
    """While somebody reads, the newest writes stand in a file beside the ledger."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM cases").fetchone()
        assert _run("note", "4", "-m", "in the file beside").returncode == 0
        copy = home / "copy"
        copy.mkdir()
        for end in ("", "-wal"):
            (copy / f"l.db{end}").write_bytes(ledger.with_name(f"ledger.db{end}").read_bytes())
    full = _run("--ledger", str(copy / "l.db"), "log", "--limit", "1", before=LIMITED.format(limit=4096))
    assert full.returncode == 0
    assert "case 4: note added" in full.stdout


def _files(home: Path) -> dict[str, bytes]:
    """What lies in a home; empty lock files are nobody's data."""
    return {str(p.relative_to(home)): p.read_bytes() for p in sorted(home.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("limit", first(2, [4096, 0, 30, 20_000, 120_000]))
def test_on_a_full_disk_init_leaves_nothing(home: Path, limit: int) -> None:
    run = _run("init", "--shop", "a", "--market", "GB", before=LIMITED.format(limit=limit))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("aftersales: ") and "Traceback" not in run.stderr
    assert _files(home) == {}
    assert _run("init", "--shop", "a", "--market", "GB").returncode == 0


@pytest.mark.parametrize("limit", first(2, [60, 4096, 0, 30, 20_000]))
def test_on_a_full_disk_a_second_shop_is_added_wholly_or_not_at_all(home: Path, shell: Shell, limit: int) -> None:
    shell.ok("init --shop a --market GB")
    config = home / "config/aftersales/config.toml"
    before = config.read_text(encoding="utf-8")
    run = _run("init", "--shop", "b", "--market", "US", before=LIMITED.format(limit=limit))
    shops = [line.split("\t")[0] for line in shell.ok("status").out.splitlines()]
    if run.returncode:
        assert (shops, config.read_text(encoding="utf-8")) == (["a"], before)
    else:
        assert shops == ["a", "b"]
        assert "[shops.b]" in config.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", first(3, [8, 64, 150, 1, 4, 16, 32, 90, 120]))
def test_a_killed_init_leaves_no_ledger(home: Path, shell: Shell, place: int) -> None:
    run = _run("init", "--shop", "a", "--market", "GB", before=KILLED.format(place=place))
    assert run.returncode == -signal.SIGKILL
    told = shell("due")
    assert (told.code, told.err.split(". ")[0]) == (1, f"aftersales: no ledger at {home}/data/aftersales/ledger.db")
    assert not (home / "config/aftersales/config.toml").exists()
    shell.ok("init --shop a --market GB")
    shell.ok("ledger check")


def test_an_init_killed_before_the_configuration_is_renamed_is_finished_by_the_next(home: Path, shell: Shell) -> None:
    late = """
import os, signal, pathlib
pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
"""
    assert _run("init", "--shop", "a", "--market", "US", before=late).returncode == -signal.SIGKILL
    config = home / "config/aftersales/config.toml"
    assert not config.exists()
    assert [line.split("\t")[:2] for line in shell.ok("status").out.splitlines()] == [["a", "US"]]
    shell.ok("init --shop a --market US")
    assert "[shops.a]" in config.read_text(encoding="utf-8")
    assert sorted(p.name for p in config.parent.iterdir()) == ["config.toml"]


@pytest.mark.slow
def test_two_first_inits_at_once_add_two_shops(home: Path, shell: Shell) -> None:
    names = [f"shop-{n}" for n in range(4)]
    start = "import sys\nfrom aftersales.__main__ import main\nmain()"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", start, "init", "--shop", name, "--market", "GB"],
            env={**os.environ, "AFTERSALES_NOW": NOW},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    assert [(one.communicate(timeout=60)[1], one.returncode)[1] for one in started] == [0, 0, 0, 0]
    assert [line.split("\t")[0] for line in shell.ok("status").out.splitlines()] == names
    config = (home / "config/aftersales/config.toml").read_text(encoding="utf-8")
    assert all(f"[shops.{name}]" in config for name in names)
    assert len(shell.ok("log").out.splitlines()) == 4


def test_on_a_full_disk_new_rules_hold_for_this_run_only(ledger: Path, home: Path) -> None:
    """Neither a wait of half a minute nor a word of SQLite's: the list, under the rules in force."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM cases").fetchone()
        assert _run("note", "4", "-m", "in the file beside").returncode == 0
        copy = home / "copy"
        copy.mkdir()
        for end in ("", "-wal"):
            (copy / f"l.db{end}").write_bytes(ledger.with_name(f"ledger.db{end}").read_bytes())
    assert _run("config", "set", "house.contact", "5 hours").returncode == 0
    started = time.monotonic()
    full = _run("--ledger", str(copy / "l.db"), "due", "--format", "ids", before=LIMITED.format(limit=4096))
    assert full.returncode == 0
    assert full.stdout.startswith("4\n")
    assert "For this run only: the ledger can't be written." in full.stderr
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("command", ["due", "init --shop a --market GB", "note 1 -m x", "ledger check"])
def test_a_ledger_on_a_drive_that_is_not_there_is_told(home: Path, command: str) -> None:
    link = home / "l.db"
    link.symlink_to(home / "drive" / "l.db")
    run = _run("--ledger", str(link), *command.split())
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        f"aftersales: {link} is a link to {home}/drive/l.db, which isn't there. Connect its drive, or name another "
        "ledger with --ledger.\n"
    )
    assert _files(home) == {}


@pytest.mark.parametrize("command", ["due", "init --shop a --market GB", "ledger check"])
def test_a_pipe_is_no_ledger(home: Path, command: str) -> None:
    os.mkfifo(home / "pipe")
    run = _run("--ledger", str(home / "pipe"), *command.split())
    assert (run.returncode, run.stderr) == (
        1,
        f"aftersales: {home}/pipe is not a regular file, so it is not a ledger. Name the ledger's file.\n",
    )


def test_a_full_disk_is_called_full(ledger: Path) -> None:
    run = _run("note", "4", "-m", "x", before=LIMITED.format(limit=4096))
    assert run.returncode == 1
    assert run.stderr == (
        f"aftersales: {ledger} can't be written: the disk is full, or failing; free some room, or use another disk. "
        "Nothing was written.\n"
    )


def test_a_backup_that_is_told_to_stop_leaves_nothing(ledger: Path, home: Path) -> None:
    stopped = """
import os, signal, aftersales.ledger.backup as backup
fill = backup.fill
def _fill(*words):
    fill(*words)
    os.kill(os.getpid(), signal.SIGTERM)
backup.fill = _fill
"""
    run = _run("ledger", "backup", str(home / "copy.db"), before=stopped)
    assert (run.returncode, run.stderr) == (128 + signal.SIGTERM, "")
    assert sorted(p.name for p in home.iterdir()) == ["config", "data"]
