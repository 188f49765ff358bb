"""The topic `backup` with the real Litestream: it copies to a folder what is written, and the copy lists the same."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from transcripts import ROOT, SAMPLES, Shell

PROGRAM = shutil.which("litestream", path=str(Path(sys.executable).parent)) or shutil.which("litestream")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(PROGRAM is None, reason="Litestream is not installed")]


@contextmanager
def _replicating(config: Path) -> Iterator[None]:
    with config.with_suffix(".log").open("wb") as log:
        started = subprocess.Popen([str(PROGRAM), "replicate", "-config", str(config)], stdout=log, stderr=log)
        try:
            yield
        finally:
            started.send_signal(signal.SIGTERM)  # it copies what is left before it ends
            started.wait(30)


def _until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_replica_restored_elsewhere_lists_the_same(shell: Shell, home: Path) -> None:
    topic = (ROOT / "src/aftersales/help/backup.md").read_text(encoding="utf-8")
    shown = re.search(r"`/etc/litestream.yml`:\n\n```text\n(.*?)```", topic, re.DOTALL)
    assert shown
    ledger, replica, config = home / "data/aftersales/ledger.db", home / "replica", home / "litestream.yml"
    text = shown[1].replace("/home/mia/.local/share/aftersales/ledger.db", str(ledger))
    config.write_text(text.replace("/mnt/backups/aftersales-replica", str(replica)), encoding="utf-8")

    shell.ok("init --shop uk-main --market GB")
    with _replicating(config):
        _until(replica.exists)
        shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
        shell.ok("approve 3 --mode keep")
        shell.ok("note 4 -m 'the last that was written'")
        shell.ok("ledger check --deep")
        shell.ok(f"ledger backup {home}/dated.db")  # both at once
    due, log = shell.ok("due --all --json").out, shell.ok("log --json").out

    copy = home / "elsewhere.db"
    restore = [str(PROGRAM), "restore", "-config", str(config), "-o", str(copy), str(ledger)]
    subprocess.run(restore, check=True, capture_output=True)
    assert shell.ok(f"--ledger {copy} due --all --json").out == due
    assert shell.ok(f"--ledger {copy} log --json").out == log
    shell.ok(f"--ledger {copy} ledger check --deep")
    for path in ledger.parent.glob("ledger.db*"):
        path.unlink()
    shell.ok(f"ledger restore {copy}")
    assert shell.ok("due --all --json").out == due
