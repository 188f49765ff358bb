"""How long others wait beside an import: how long the ledger is locked, and what `due` and `approve` take meanwhile.

    python tests/benchmarks/beside.py locked LEDGER-FOLDER FILE          # each prints a JSON object, in seconds
    python tests/benchmarks/beside.py beside LEDGER-FOLDER CASE FILE

No test: nothing here fails. The lock is asked for a hundred times a second, as a writer would that does not wait; the
longest time in which nobody but the import got it is how long it was held.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

NOW = "2026-11-24T09:00:00+00:00"
PROGRAM = [sys.executable, "-c", "from aftersales.__main__ import main; main()"]
_PAUSE = 0.01


def _words(folder: Path, *words: str) -> list[str]:
    own = ["--ledger", str(folder / "ledger.db"), "--config", str(folder / "config.toml"), "--now", NOW]
    return [*PROGRAM, *words, *own]


def _begin(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    errors = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as the process)
    process = subprocess.Popen(_words(folder, *words), stdout=subprocess.DEVNULL, stderr=errors)
    process.said = errors  # type: ignore[attr-defined]
    return process


def _ended(process: subprocess.Popen[bytes]) -> str:
    code, errors = process.wait(), process.said  # type: ignore[attr-defined]
    errors.seek(0)
    said: str = errors.read().decode()
    if code:
        sys.exit(f"{' '.join(process.args)} failed with {code}: {said}")  # type: ignore[arg-type]
    return said


def locked(folder: Path, file: Path) -> float:
    """The longest time for which nobody else could write while the file was imported."""
    longest, since = 0.0, 0.0
    with closing(sqlite3.connect(folder / "ledger.db", timeout=0, isolation_level=None)) as ledger:
        process = _begin(folder, "import", str(file))
        while process.poll() is None:
            try:
                ledger.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                since = since or time.perf_counter()
            else:
                ledger.execute("ROLLBACK")
                longest, since = max(longest, time.perf_counter() - since if since else 0.0), 0.0
            time.sleep(_PAUSE)
        if since:
            longest = max(longest, time.perf_counter() - since)
    _ended(process)
    return longest


def beside(folder: Path, case: str, file: Path) -> dict[str, float]:
    """The longest `due` while the file is imported, and what an `approve` takes that begins once the lock is held."""
    process, took = _begin(folder, "import", str(file)), [0.0]
    with closing(sqlite3.connect(folder / "ledger.db", timeout=0, isolation_level=None)) as ledger:
        approve, began = None, 0.0
        while process.poll() is None:
            if approve is None and not _is_free(ledger) and not _is_free(ledger):  # not a lock of a moment
                began, approve = time.perf_counter(), _begin(folder, "approve", case, "--mode", "keep")
            before = time.perf_counter()
            _ended(_begin(folder, "due", "--json"))
            took.append(time.perf_counter() - before)
    _ended(process)
    said, waited = "", 0.0
    if approve is not None:
        said, waited = _ended(approve), time.perf_counter() - began
    return {"due": max(took), "approve": waited, "told": float("Waiting" in said)}


def _is_free(ledger: sqlite3.Connection) -> bool:
    try:
        ledger.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        time.sleep(_PAUSE)
        return False
    ledger.execute("ROLLBACK")
    return True


if __name__ == "__main__":
    os.environ.update(PYTHONUTF8="1")
    match sys.argv[1:]:
        case ["locked", folder, file]:
            print(json.dumps({"locked": locked(Path(folder), Path(file))}))
        case ["beside", folder, case, file]:
            print(json.dumps(beside(Path(folder), case, Path(file))))
        case _:
            sys.exit(__doc__)
