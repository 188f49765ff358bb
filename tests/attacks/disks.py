"""Lets the disk be full at every size while the program writes, and looks at what is left.

    python tests/attacks/disks.py [STEP] [--tmpfs | --temp]

No file may grow beyond a limit, which goes up by STEP KB until the command has room; with --tmpfs (as root) the disk is
a small one in memory; with --temp (as root) only the folder for temporary files is. It held where the run says in a
sentence that there is no room (exit 1), or does what it should (0 or 5), the ledger is as before or as after, `ledger
check --deep` finds nothing, no draft is left, and the same command then works where there is room.
"""

from __future__ import annotations

import argparse
import functools
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from attacks.kills import SCENARIOS, Desk, Prepared, prepare

NAMES = (
    "init", "import", "large import", "approve", "undo", "migration", "rederive", "backup", "restore", "repair",
    "forget", "export",
)  # fmt: skip


READ_ONLY = "For this run only: the ledger can't be written."  # a list shows new deadlines that it can't store


def limited(size: int) -> None:
    """Let no file of this process grow beyond a size in bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, -1))


def wrong(desk: Desk, prepared: Prepared, run: subprocess.CompletedProcess[str] | None) -> str:
    """What is wrong after a run on a full disk; "" where it held."""
    if run is None or run.returncode not in (0, 1, 5) or "Traceback" in run.stderr or "bug" in run.stderr:
        return f"the run: {run}"
    if run.returncode == 1 and not any(line.startswith("aftersales: ") for line in run.stderr.splitlines()):
        return f"no sentence: {run}"
    if run.returncode == 1 and not ("full" in run.stderr or "no room" in run.stderr):
        return f"it is called something else: {run}"
    state = desk.state()
    if state not in (prepared.before, prepared.after) and not prepared.scenario.in_steps:
        return "the ledger is neither as before nor as after"
    if run.returncode == 0 and state != prepared.after and READ_ONLY not in run.stderr:
        return f"said to be done, and it is not: {run}"
    drafts = [path.name for path in desk.home.rglob(".*") if path.is_file() and not path.name.endswith(".lock")]
    return f"left over: {drafts}" if drafts else ""


def completed(desk: Desk, prepared: Prepared) -> str:
    """What is wrong once there is room again, and the command is run once more."""
    scenario = prepared.scenario
    words = list(scenario.words)
    if desk.state() == prepared.after != prepared.before:
        words = ["due"]
    elif words[0] == "export":
        words.append("--force")
    run = desk.run(*words)
    if run is None or run.returncode or desk.state() != prepared.after:
        return f"with room again: {run}"
    run = desk.run("ledger", "check", "--deep")
    return "" if run and run.returncode == 0 else f"ledger check: {run}"


def attack_temp(prepared: Prepared, folder: Path, sizes: range) -> Counter[str]:
    """Every size of the folder for temporary files, as `attack`."""
    results, temp = Counter[str](), folder / "temp"
    temp.mkdir(exist_ok=True)
    for size in sizes:
        home = folder / "full"
        shutil.copytree(prepared.home, home)
        desk = Desk(home)
        mounted(temp, size + 4096)
        os.environ.update(TMPDIR=str(temp), SQLITE_TMPDIR=str(temp))
        try:
            run = desk.run(*prepared.scenario.words)
        finally:
            del os.environ["TMPDIR"], os.environ["SQLITE_TMPDIR"]
        said = wrong(desk, prepared, run)
        said = said or ("left in the folder" if any(temp.iterdir()) else "")
        subprocess.run(["umount", str(temp)], check=True)
        said = said or completed(desk, prepared)
        results["held" if not said else "DID NOT HOLD"] += 1
        if said:
            print(f"{prepared.home.name} with {size} bytes for temporary files: {said[:500]}")
        shutil.rmtree(home)
        if run and run.returncode == 0 and READ_ONLY not in run.stderr:
            results["of them with room"] += 1
            break
    return results


def attack(prepared: Prepared, folder: Path, sizes: range, mount: Callable[[Path, int], None] | None) -> Counter[str]:
    """Every size of a disk, up to the first on which the command has room. Prints what did not hold."""
    results = Counter[str]()
    for size in sizes:
        home = folder / "full"
        if mount:
            home.mkdir()
            used = sum(-(-path.stat().st_size // 4096) * 4096 for path in prepared.home.rglob("*") if path.is_file())
            mount(home, used + size + 64 * 1024)
        shutil.copytree(prepared.home, home, dirs_exist_ok=True)
        desk = Desk(home)
        before = None if mount else functools.partial(limited, size)
        run = desk.run(*prepared.scenario.words, before=before)
        said = wrong(desk, prepared, run)
        if mount:
            subprocess.run(["mount", "-o", "remount,size=1G", str(home)], check=True)
        said = said or completed(desk, prepared)
        results["held" if not said else "DID NOT HOLD"] += 1
        if said:
            print(f"{prepared.home.name} with {size} bytes: {said[:500]}")
        if mount:
            subprocess.run(["umount", str(home)], check=True)
        shutil.rmtree(home)
        if run and run.returncode == 0 and READ_ONLY not in run.stderr:
            results["of them with room"] += 1
            break
    return results


def mounted(home: Path, size: int) -> None:
    """A disk in memory of so many bytes."""
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size // 4096 * 4096},mode=700", "tmpfs", str(home)], check=True
    )


def main() -> int:
    """Run the attack and print how many disks held; 1 where one did not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", type=int, nargs="?", default=32)
    parser.add_argument("--tmpfs", action="store_true")
    parser.add_argument("--temp", action="store_true")
    parser.add_argument("--only", choices=SCENARIOS)
    options = parser.parse_args()
    total = Counter[str]()
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        for name in [options.only] if options.only else NAMES:
            sizes = range(0, 16 << 20, options.step << 10)
            prepared = prepare(name, folder)
            if options.temp:
                results = attack_temp(prepared, folder, sizes)
            else:
                results = attack(prepared, folder, sizes, mounted if options.tmpfs else None)
            print(name, dict(results))
            total += results
    print(f"{total['held'] + total['DID NOT HOLD']} disks, {total['held']} held")
    return int(bool(total["DID NOT HOLD"]))


if __name__ == "__main__":
    sys.exit(main())
