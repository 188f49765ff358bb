"""Runs every kind of command where the file or the folder of the ledger may not be written, or not even be read.

    sudo python tests/attacks/locked.py [--user 65534]

Root may write everywhere, so the commands run as another user (nobody); PYTHON_OF_ATTACKS says with which Python, where
that user may not run this one. It held where a command that only reads does
what it should or says in a sentence that it can't, where one that writes says so (exit 1), and where no byte of the
ledger and no file beside it has changed.
"""

from __future__ import annotations

import argparse
import functools
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
from attacks.kills import SAMPLES, Desk, _filled

READING = ("due", "show 4", "cases --json", "status", "log", "explain 4", "export -", "ledger check --deep", "doctor",
           "report week", "page -", "calendar", "choose 3")  # fmt: skip
WRITING = (
    "approve 3 14 --mode keep --yes", f"import {SAMPLES}/returns-next-day.csv", "note 4 -m words", "undo --yes",
    "ledger backup", "ledger repair", "ledger restore {home}/copy.db --yes", "ledger forget --before 2026-11-24 --yes",
    "init --shop us --market US", "config set costs.handling 2.00", "snooze 4 --until tomorrow",
    "close 4 --reason mistake",
)  # fmt: skip
CONFIG = ("config set", "init")


class Lock(NamedTuple):
    """How a home is locked: the modes of the ledger's file, of its folder, and of the configuration's folder and file;
    `own`: whether the user owns them. `readable`: whether the ledger can be read at all.
    """

    file: int = 0o600
    folder: int = 0o700
    own: bool = True
    readable: bool = True


LOCKS = {
    "file 0400": Lock(file=0o400),
    "folder 0500": Lock(folder=0o500),
    "both": Lock(file=0o400, folder=0o500),
    "root's, readable by all": Lock(file=0o644, folder=0o755, own=False),
    "root's alone": Lock(own=False, readable=False),
    "file 0000": Lock(file=0, readable=False),
    "folder 0000": Lock(folder=0, readable=False),
}


def lock(home: Path, how: Lock, user: int) -> None:
    """Give a home to the user, but for what is locked."""
    for path in (home, *home.rglob("*")):
        os.chown(path, user, user)
    for folder, file in ((home / "data/aftersales", "ledger.db"), (home / "config/aftersales", "config.toml")):
        config = file == "config.toml"
        for path in folder.iterdir():
            if path.is_file():
                path.chmod(how.file if how.readable or not config else 0o600)
                if not how.own and not (config and not how.readable):
                    os.chown(path, 0, 0)
        folder.chmod(how.folder if how.readable or not config else 0o700)
        if not how.own and not (config and not how.readable):
            os.chown(folder, 0, 0)


def become(user: int) -> None:
    """Be a user who is not root, from here on."""
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)


def content(home: Path) -> dict[str, bytes]:
    """The files, by name."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def attempt(line: str, name: str, home: Path, user: int) -> str:
    """What is wrong with a command in a home that is locked; "" where it held."""
    how, desk = LOCKS[name], Desk(home)
    lock(home, how, user)
    before = content(home)
    run = desk.run(*line.split(), before=functools.partial(become, user))
    if run is None or run.returncode not in (0, 1, 5) or "Traceback" in run.stderr or "bug" in run.stderr:
        return f"the run: {run}"
    sentences = [said for said in run.stderr.splitlines() if said.startswith("aftersales: ")]
    if run.returncode and not sentences and line != "doctor":
        return f"no sentence: {run}"
    after = content(home)
    changed = sorted({*before, *after} - {file for file in before if before[file] == after.get(file)})
    changed = [file for file in changed if not file.endswith((".lock", "-shm", "-wal"))]
    if line in READING and how.readable and run.returncode and line != "doctor":
        return f"it only reads, and was refused: {run}"
    if not how.readable and run.returncode == 0 and line != "doctor" and not line.startswith(CONFIG):
        return f"it can't have read it: {run}"
    if run.returncode and changed:
        return f"it was refused, and has changed {changed}: {run}"
    if line in WRITING and run.returncode == 0 and not changed:
        return f"it says that it is done: {run}"
    return ""


def attack(folder: Path, user: int, prepare: Callable[[Path], None] = _filled) -> tuple[Counter[str], list[str]]:
    """Every command in every locked home: how many held of each lock, and what did not hold."""
    held, wrong = Counter[str](), []
    base = folder / "base"
    prepare(base)
    Desk(base).ok("ledger", "backup", "{home}/copy.db")
    folder.chmod(0o755)
    for name in LOCKS:
        for line in (*READING, *WRITING):
            home = folder / "home"
            shutil.copytree(base, home)
            said = attempt(line, name, home, user)
            held[name] += not said
            wrong += [f"{name}: {line}: {said[:500]}"] * bool(said)
            for path in home.rglob("*"):
                if path.is_dir():
                    path.chmod(0o700)
            shutil.rmtree(home)
    return held, wrong


def main() -> int:
    """Run the attack and print how many commands held; 1 where one did not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--user", type=int, default=65534)
    options = parser.parse_args()
    if os.geteuid() != 0:
        parser.error("only root can become another user")
    with tempfile.TemporaryDirectory() as text:
        held, wrong = attack(Path(text), options.user)
    print("\n".join(wrong))
    for name, count in held.items():
        print(f"{count:4} held: {name}")
    print(f"{held.total() + len(wrong)} commands, {held.total()} held")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
