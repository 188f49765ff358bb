"""Lets many processes read and write one ledger for a while, and counts what was lost and how long they took.

    python tests/attacks/processes.py [SECONDS] [--writers N] [--readers N]

It held where every note that was said to be recorded is in the ledger once, nobody was told of a lock, and the check
finds nothing. How long `due` takes is measured three times: alone; with as many processes, each on a ledger of its own,
which is what the computer costs; and all on one ledger. What the last takes longer is waiting for others.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from attacks.kills import SCENARIOS, Desk

CASES = (3, 4, 7, 14)


class Crowd:
    """Writers and readers at work: what was said to be recorded, how long each `due` took, and what was refused."""

    def __init__(self) -> None:
        self.recorded: list[str] = []
        self.seconds: list[float] = []
        self.refused: list[str] = []

    def write(self, desk: Desk, number: int, until: float) -> None:
        """Record notes, one after the other."""
        count = 0
        while time.monotonic() < until:
            note = f"writer {number} note {count}"
            run = desk.run("note", str(CASES[count % len(CASES)]), "-m", note)
            if run and run.returncode == 0:
                self.recorded.append(note)
            else:
                self.refused.append(f"{run}")
            count += 1

    def read(self, desk: Desk, until: float) -> None:
        """List what is due, again and again."""
        while time.monotonic() < until:
            began = time.monotonic()
            run = desk.run("due")
            self.seconds.append(time.monotonic() - began)
            if run is None or run.returncode or not run.stdout:
                self.refused.append(f"{run}")


def at_work(seconds: float, works: Sequence[Callable[[float], None]]) -> None:
    """Let all work at once for a while."""
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=work, args=(until,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def percentiles(seconds: Sequence[float]) -> str:
    """The median and the 99th percentile, and how many times the one the other is."""
    middle = statistics.median(seconds)
    last = statistics.quantiles(seconds, n=100)[98] if len(seconds) > 1 else middle
    return f"{len(seconds):5} times  p50 {middle:.2f} s  p99 {last:.2f} s  ({last / middle:.1f} x)"


def attack(folder: Path, seconds: float, writers: int, readers: int) -> tuple[Crowd, Crowd, Crowd]:
    """A list alone, as many processes on ledgers of their own, and all on one."""
    home = folder / "one"
    SCENARIOS["approve"].prepare(home)
    alone, apart, together = Crowd(), Crowd(), Crowd()
    at_work(seconds / 6, [lambda until: alone.read(Desk(home), until)])
    homes = [shutil.copytree(home, folder / f"own{n}") for n in range(writers + readers)]
    own = [Desk(place) for place in homes]
    works: list[Callable[[float], None]] = []
    for n, desk in enumerate(own[:writers]):
        works.append(lambda until, n=n, desk=desk: apart.write(desk, n, until))  # type: ignore[misc]
    works += [lambda until, desk=desk: apart.read(desk, until) for desk in own[writers:]]  # type: ignore[misc]
    at_work(seconds / 2, works)
    works = [lambda until, n=n: together.write(Desk(home), n, until) for n in range(writers)]  # type: ignore[misc]
    works += [lambda until: together.read(Desk(home), until)] * readers
    at_work(seconds, works)
    return alone, apart, together


def lost(desk: Desk, recorded: Sequence[str]) -> list[str]:
    """What is not in the ledger exactly once, of what was said to be recorded."""
    with closing(sqlite3.connect(desk.ledger)) as db:
        rows = db.execute("SELECT json_extract(data, '$.text') FROM events WHERE name = 'case.noted'").fetchall()
    stored = [text for (text,) in rows]
    return [note for note in recorded if stored.count(note) != 1]


def main() -> int:
    """Run the attack and print what came of it; 1 where something was lost or refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=float, nargs="?", default=60)
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--readers", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        alone, apart, together = attack(folder, options.seconds, options.writers, options.readers)
        desk = Desk(folder / "one")
        missing = lost(desk, together.recorded)
        check = desk.run("ledger", "check", "--deep")
    print(f"due alone                {percentiles(alone.seconds)}")
    print(f"due, ledgers of their own{percentiles(apart.seconds)}")
    print(f"due, all on one ledger   {percentiles(together.seconds)}")
    print(f"{len(together.recorded)} notes recorded, {len(missing)} lost; {len(together.refused)} commands refused")
    print(*together.refused[:5], sep="\n")
    print(f"ledger check --deep: {check and check.stderr.strip()}")
    return int(bool(missing or together.refused or apart.refused or not check or check.returncode))


if __name__ == "__main__":
    sys.exit(main())
