"""Two runs at once: who has to wait says whom it waits for, and then goes on or says what to do."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from budget import first
from transcripts import SAMPLES, Shell, prepared

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks are others there")

START = """
import sys
from aftersales.__main__ import main
sys.argv = ["aftersales", *{words!r}]
main()
"""
# Stops in the middle of its write, says so, and goes on when told.
STOPS = """
import sys
from aftersales.ledger import journal
end = journal.end_write
def stopped(*words):
    print("holds", flush=True)
    sys.stdin.readline()
    end(*words)
journal.end_write = stopped
"""
HOLDS_CONFIG = """
import sys
from pathlib import Path
from aftersales import file_lock, file_writer
with file_writer.alone(Path(sys.argv[1]), file_lock.Claim("config costs import")) as real:
    print("holds", flush=True)
    sys.stdin.readline()
"""
# The wait of half a minute, made short.
SHORT = """
from aftersales import file_writer
from aftersales.context.ledger_access import LedgerAccess
file_writer.PATIENCE = 1.5
turn = LedgerAccess._turn
LedgerAccess._turn = lambda access, seconds=0: turn(access, 1.5)
"""


@prepared
def desk(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])


def started(words: Sequence[str], before: str = "") -> subprocess.Popen[str]:
    """The program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", before + START.format(words=list(words))],
        env={**os.environ, "AFTERSALES_NOW": "2026-11-24T09:00:00+00:00"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str], answer: str = "") -> tuple[int, str, str]:
    out, err = process.communicate(answer, timeout=60)
    return process.returncode, out, err


@contextmanager
def importing() -> Iterator[subprocess.Popen[str]]:
    """An import that is in the middle of its write."""
    process = started(["import", str(SAMPLES / "orders.csv"), "--as-of", "2026-11-24T08:41"], STOPS)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def waits(process: subprocess.Popen[str]) -> str:
    """The first line that a process says on stderr."""
    assert process.stderr is not None
    return process.stderr.readline()


@pytest.mark.parametrize(
    "line",
    first(1, [
        "approve 7", f"import {SAMPLES / 'returns.csv'} --as-of 2026-11-24T08:50", "init --shop b --market US",
        "undo --yes", "note 7 -m x", "snooze 7 --until 1h",
        "order add 577018131857620001 --shop uk-main --amount 3 --placed 2026-11-20T10:00",
    ]),
)  # fmt: skip
def test_every_writer_says_whom_it_waits_for_and_goes_on(desk: Shell, line: str) -> None:
    with importing() as holder:
        process = started(line.split())
        told = waits(process)
        assert told == (
            f"Waiting for another aftersales (import, process {holder.pid}) to finish writing… Ctrl-C leaves.\n"
        )
        time.sleep(0.5)
        assert process.poll() is None
        assert ended(holder, "\n")[0] == 0
        code, _, err = ended(process)
    assert (code, "Waiting" in err) == (0, False)  # said once
    assert not list((desk.home / "data/aftersales").glob(".*lock"))


@pytest.mark.slow
def test_with_quiet_it_waits_without_a_word(desk: Shell) -> None:
    with importing() as holder:
        process = started(["-q", "note", "7", "-m", "x"])
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        assert ended(holder, "\n")[0] == 0
        assert ended(process)[::2] == (0, "")


@pytest.mark.slow
def test_ctrl_c_leaves_and_nothing_is_written(desk: Shell) -> None:
    with importing():
        process = started(["note", "7", "-m", "never"])
        waits(process)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        code, out, err = ended(process)
        assert (code, out, "Traceback" in err) == (130, "", False), err
        assert time.monotonic() - began < 5
    assert "note added" not in desk.ok("show 7").out


@pytest.mark.slow
def test_who_waits_too_long_is_told_what_to_do(desk: Shell) -> None:
    with importing() as holder:
        code, out, err = ended(started(["approve", "7"], SHORT))
    assert (code, out) == (1, "")
    assert err.splitlines()[1] == (
        f"aftersales: {desk.home}/data/aftersales/ledger.db is busy: another aftersales (import, process {holder.pid}) "
        "is writing. Nothing was written. Try again when it has finished; if it hangs, end it."
    )


@pytest.mark.slow
def test_a_dead_process_is_not_named(desk: Shell) -> None:
    """It was killed in the middle of its write; who writes now is a program that leaves no name."""
    with importing() as holder:
        holder.kill()
        holder.wait()
    ledger = desk.home / "data/aftersales/ledger.db"
    assert (ledger.parent / ".ledger.db.lock").exists()
    desk.ok("note 7 -m nobody-is-in-the-way")
    with closing(sqlite3.connect(ledger, isolation_level=None)) as viewer:
        viewer.execute("BEGIN IMMEDIATE")
        code, _, err = ended(started(["note", "7", "-m", "x"], SHORT))
    assert (code, err.splitlines()) == (
        1,
        [
            f"{ledger} is in use by another program. Waiting for it to finish… Ctrl-C leaves.",
            f"aftersales: {ledger} is busy: another program is using it. Close that program, such as a database "
            "viewer, and try again. Nothing was written.",
        ],
    )


def test_who_reads_never_waits(desk: Shell) -> None:
    lines = ("due --json", "status", "", "log", "show 7", "ledger check")
    before = [desk.ok(line) for line in lines]
    with importing():
        for line, quiet in zip(lines, before, strict=True):
            began = time.monotonic()
            run = desk.ok(line)
            assert time.monotonic() - began < 1, line
            assert (run.out, run.err) == (quiet.out, quiet.err), line


def test_new_rules_are_shown_at_once_while_another_writes(desk: Shell) -> None:
    desk.ok(["config", "set", "house.contact", "5 hours"])
    with importing():
        began = time.monotonic()
        run = desk.ok("due --format ids")
        assert time.monotonic() - began < 1.5
    assert "For this run only: the ledger can't be written." in run.err


@pytest.mark.slow
def test_a_list_that_another_program_shuts_out_says_so(desk: Shell) -> None:
    ledger = desk.home / "data/aftersales/ledger.db"
    with closing(sqlite3.connect(ledger, isolation_level=None)) as viewer:
        viewer.execute("PRAGMA locking_mode = EXCLUSIVE")
        viewer.execute("BEGIN EXCLUSIVE")
        code, out, err = ended(started(["due", "--check"], SHORT))
    assert (code, out) == (1, "")
    assert err.startswith(f"{ledger} is in use by another program. Waiting")
    assert "another program is using it" in err


@pytest.mark.slow
@pytest.mark.parametrize("line", ["config set costs.handling 2.90", "init --shop b --market US"])
def test_who_changes_the_configuration_says_whom_it_waits_for(desk: Shell, line: str) -> None:
    config = desk.home / "config/aftersales/config.toml"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS_CONFIG, str(config)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holds\n"
    late = started(line.split(), SHORT)
    named = f"another aftersales (config costs import, process {holder.pid})"
    assert waits(late) == f"Waiting for {named} to finish writing… Ctrl-C leaves.\n"
    assert f"{config} is being changed by {named}. Nothing was changed." in ended(late)[2]
    patient = started(line.split())
    waits(patient)
    holder.communicate("\n")
    assert ended(patient)[0] == 0
    assert sorted(path.name for path in config.parent.iterdir()) == ["config.toml"]


@pytest.mark.slow
def test_an_upgrade_waits_like_every_write(desk: Shell, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as made:
        made.executescript((Path(__file__).parents[1] / "ledgers/schema-7.sql").read_text(encoding="utf-8"))
    with closing(sqlite3.connect(old, isolation_level=None)) as viewer:
        viewer.execute("BEGIN IMMEDIATE")
        process = started(["--ledger", str(old), "note", "1", "-m", "x"])
        assert waits(process).startswith(f"{old} is in use by another program. Waiting")
        viewer.execute("ROLLBACK")
        assert ended(process)[0] == 0
