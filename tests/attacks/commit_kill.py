"""Runs the program, and kills it (-9) so many microseconds after it began the n-th commit.

python tests/attacks/commit_kill.py N MICROSECONDS WORDS…
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from aftersales.ledger import sqlite

number, delay, *words = sys.argv[1:]
left, connect = int(number), sqlite.connect


def _kill_soon(end: float) -> None:
    while time.perf_counter() < end:  # SQLite commits without the interpreter's lock
        pass
    os.kill(os.getpid(), signal.SIGKILL)


def _seen(statement: str) -> None:
    global left
    if statement.upper().startswith(("COMMIT", "END")):
        left -= 1
        if left == 0:
            end = time.perf_counter() + int(delay) / 1e6
            threading.Thread(target=_kill_soon, args=[end], daemon=True).start()


def _traced(path: Path, mode: str, wait: float) -> sqlite.Connection:
    connection = connect(path, mode, wait)
    connection.set_trace_callback(_seen)
    return connection


sqlite.connect = _traced
sys.argv = ["aftersales", *words]

from aftersales.__main__ import main  # noqa: E402

main()
