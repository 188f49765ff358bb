"""Changes bytes of a ledger, one at a time, and counts which changes `ledger check --deep` finds.

    python tests/attacks/flips.py [N] [--seed S] [--ledger FILE]

Each of N places gets another byte, in a copy; then the copy is checked. A change that is not found must have left
every fact as it was: it is in free space, or in what is never read. The same seed changes the same bytes. Without a
ledger one is made of the sample data, with decisions and something undone in it.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from aftersales.context.app import App, GlobalOptions
from aftersales.errors import AftersalesError
from aftersales.ledger import checksums, connection
from aftersales.ledger.derived import store
from aftersales.ledger.upkeep import maintenance

SAMPLES = Path(__file__).parents[2] / "sample-data"
MADE_BY = (
    ["init", "--shop", "uk-main", "--market", "GB"],
    ["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"],
    ["approve", "3", "--mode", "keep"],
    ["note", "4", "-m", "called the buyer"],
    ["reject", "14", "--reason", "worn"],
    ["undo"],
)


def make(folder: Path) -> Path:
    """A ledger with some life in it, in one file."""
    path = folder / "made.db"
    environment = {**os.environ, "HOME": str(folder), "AFTERSALES_NOW": "2026-11-24T09:00:00+00:00"}
    for words in MADE_BY:
        line = [sys.executable, "-m", "aftersales", "-q", "--ledger", str(path), *words]
        subprocess.run(line, env=environment, check=True, capture_output=True)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
    return path


def facts(path: Path) -> dict[str, list[Any]]:
    """All facts of a ledger, byte by byte."""
    with closing(sqlite3.connect(path)) as db:
        db.text_factory = bytes
        return {
            table: db.execute(f"SELECT {', '.join(columns.split())} FROM {table} ORDER BY 1, 2").fetchall()
            for table, columns in checksums.COLUMNS.items()
        }


def verdict(path: Path) -> str:
    """What the check says of a file: how it was found, `sound`, or `bug`."""
    try:
        with closing(connection.read(path)) as ledger:
            if maintenance.faults(ledger, deep=True):
                return "found by the check"
            app = App(GlobalOptions(ledger=path, quiet=True))
            return "found in what follows" if store.differing_cases(ledger, app.rules.of(ledger)) else "sound"
    except (AftersalesError, sqlite3.Error):
        return "refused when opened"
    except Exception as error:
        return f"BUG {type(error).__name__}: {error}"


def attack(ledger: Path, count: int, seed: int, folder: Path) -> Counter[str]:
    """How many changes came to what. Prints those that came to nothing good."""
    chance, content, before = random.Random(seed), ledger.read_bytes(), facts(ledger)
    copy, results = folder / "flipped.db", Counter[str]()
    for _ in range(count):
        place, change = chance.randrange(len(content)), chance.randrange(1, 256)
        flipped = bytearray(content)
        flipped[place] ^= change
        copy.write_bytes(flipped)
        result = verdict(copy)
        if result == "sound":
            try:
                result = "harmless: every fact is as it was" if facts(copy) == before else "MISSED"
            except sqlite3.Error as error:
                result = f"MISSED ({error})"
        results[result.split(":")[0] if result.startswith("BUG") else result] += 1
        if result.startswith(("MISSED", "BUG")):
            print(f"byte {place} ^ {change:#04x}: {result}")
    return results


def main() -> int:
    """Run the attack and print what came of it; 1 where a change was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ledger", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = str(folder / ".config")
        os.environ["AFTERSALES_NOW"] = "2026-11-24T09:00:00+00:00"
        results = attack(options.ledger or make(folder), options.count, options.seed, folder)
    for result, number in results.most_common():
        print(f"{number:6} {result}")
    return int(any(result.startswith(("MISSED", "BUG")) for result in results))


if __name__ == "__main__":
    sys.exit(main())
