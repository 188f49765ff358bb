"""Kills the program (-9) at random instants of what it writes, and looks at what is left.

    python tests/attacks/kills.py [N] [--seed S] [--only NAME]

Each of N kills takes the next of the scenarios below; every other round they are placed in a
commit. It held where the ledger is as it was before or as it is after a
run that nobody killed, `ledger check --deep` finds nothing, the same command then does what it does, and no file is
left over that the next command does not take away, or `doctor` name. The same seed kills at the same share of a run.
SIGTERM and Ctrl-C end it after the kill at hand, with the tally so far.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import functools
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from platform_client import PlainClient

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
SAMPLES, KEPT = ROOT / "sample-data", ROOT / "tests" / "ledgers"
PYTHON = os.environ.get("PYTHON_OF_ATTACKS", sys.executable)  # one that the user may run who is not root
COMMIT_KILL = Path(__file__).with_name("commit_kill.py")
NOW = "2026-11-24T09:00:00+00:00"
NEXT_DAY, RIGHT = str(SAMPLES / "returns-next-day.csv"), ("--now", "2026-11-25T09:00:00+00:00")
TOKENS: dict[str, str] = {}  # what `sync` needs besides the configuration, and when it is


# How many orders one entry of the log names hangs on how fast they were read, and with that the numbers of the others;
# `ledger check --deep` looks at the checksums. In which order a sync asks for orders is chance.
VARYING = re.compile(r"""(INTO "changes" VALUES\()\d+,|(sync \w+):\d+""")
LEFT_OUT = r"""_sqlite_migrations|INTO "?(checksums|stale_checksums)\b|'orders','insert','\d+',.*"last":"""
UNLOGGED = LEFT_OUT + r"|INTO \"?(changes|writes|seen_rows|streams|sqlite_sequence)\b"


class Scenario(NamedTuple):
    """What is run. `prepare` makes the home; `is_read_only`: the ledger is the same after it. `made` says which files
    it makes, by a pattern under the home. `in_steps`: it is several writes, each of which may be the last; `mends`: the
    ledger is damaged before. `logged`: a run that a kill cut in two has the log of two runs.
    """

    prepare: Callable[[Path], None]
    words: Sequence[str]
    made: str = ""
    is_read_only: bool = False
    in_steps: bool = False
    mends: bool = False
    logged: bool = True


class Desk:
    """A home with a ledger."""

    def __init__(self, home: Path) -> None:
        self.home, self.ledger, self.temporary = home, home / "data/aftersales/ledger.db", home / "temporary"

    def run(
        self,
        *words: str,
        seconds: float | None = None,
        commit: tuple[int, int] | None = None,
        before: Callable[[], None] | None = None,
    ) -> subprocess.CompletedProcess[str] | None:
        """Run a command; None where it was killed after so many seconds, or so many microseconds after its n-th commit
        began. `before` is done first, in its process.
        """
        self.temporary.mkdir(parents=True, exist_ok=True)
        program = ["-m", "aftersales"] if commit is None else [str(COMMIT_KILL), *map(str, commit)]
        started = subprocess.Popen(
            [PYTHON, *program, *(word.format(home=self.home) for word in words)],
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith(("AFTERSALES_", "XDG_"))},
                "HOME": str(self.home),
                "XDG_DATA_HOME": str(self.home / "data"),
                "XDG_CONFIG_HOME": str(self.home / "config"),
                "TMPDIR": str(self.temporary),
                "AFTERSALES_NOW": NOW,
                "AFTERSALES_LANG": "en",
                **(TOKENS if (self.home / "tied").exists() else {}),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=before,
        )
        try:
            out, err = started.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            started.send_signal(signal.SIGKILL)
            out, err = started.communicate()
        if started.returncode == -signal.SIGKILL:
            return None
        return subprocess.CompletedProcess(words, started.returncode, out, err)

    def ok(self, *words: str) -> None:
        """Run what must succeed."""
        run = self.run(*words)
        assert run and run.returncode == 0, (words, run)

    def state(self, *, logged: bool = True) -> str:
        """All that the ledger holds, in words; without when its tables were made. `logged=False`: without the log and
        what counts its entries.
        """
        if not self.ledger.exists():
            return ""
        left_out = LEFT_OUT if logged else UNLOGGED
        with closing(sqlite3.connect(self.ledger)) as db:
            lines = (line for line in db.iterdump() if not re.search(left_out, line))
            # In order: to write the file anew puts its indexes before those that a migration added later.
            return "\n".join(sorted(VARYING.sub(r"\1\2", line) for line in lines))

    def files(self) -> set[str]:
        """The files below the home, without what SQLite keeps while a ledger is open."""
        names = (str(path.relative_to(self.home)) for path in self.home.rglob("*") if path.is_file())
        return {name for name in names if not name.endswith(("-wal", "-shm"))}


# --- what is killed ---------------------------------------------------------------------------------------------------


def _empty(home: Path) -> None:
    Desk(home).ok("init", "--shop", "uk-main", "--market", "GB")


def _filled(home: Path) -> None:
    _empty(home)
    files = (str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"))
    Desk(home).ok("import", *files, "--as-of", "2026-11-24T08:40")


def _behind(home: Path) -> None:
    """A file was read while the clock was behind, so the same file takes that back before it is read anew."""
    _filled(home)
    Desk(home).ok("--now", "2026-11-22T09:00:00+00:00", "import", NEXT_DAY)


def _large_file(home: Path) -> None:
    """Orders enough to be written by way of a working copy."""
    _filled(home)
    _write_orders(home, 3_000)


def _write_orders(home: Path, count: int) -> None:
    """Write a file with so many orders."""
    with (SAMPLES / "orders.csv").open(encoding="utf-8-sig", newline="") as file:
        head, notes, *rows = csv.reader(file)
    with (home / "large.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows((head, notes))
        writer.writerows([str(577100000000000000 + n), *rows[n % len(rows)][1:]] for n in range(count))


def _halved_file(home: Path) -> None:
    """Orders of a shop that has none, enough for two processes."""
    _empty(home)
    _write_orders(home, 12_000)
    assert (home / "large.csv").stat().st_size > 8 << 20  # from which on two processes read a file


def _older(home: Path) -> None:
    config, ledger = home / "config/aftersales/config.toml", home / "data/aftersales/ledger.db"
    for path in (config, ledger):
        path.parent.mkdir(parents=True)
    config.write_text('[shops.uk-main]\nmarket = "GB"\n[shops.us-store]\nmarket = "US"\n', encoding="utf-8")
    with closing(sqlite3.connect(ledger)) as db:
        db.executescript((KEPT / "schema-8.sql").read_text(encoding="utf-8"))


def _with_backups(home: Path) -> None:
    _filled(home)
    for _ in range(3):
        Desk(home).ok("ledger", "backup")


def _to_restore(home: Path) -> None:
    _filled(home)
    Desk(home).ok("ledger", "backup", "{home}/copy.db")
    Desk(home).ok("approve", "3", "14", "--mode", "keep", "--yes")


def _new_rules(home: Path) -> None:
    _filled(home)
    policy = home / "config/aftersales/policies/tiktok-gb.toml"
    policy.parent.mkdir()
    rule = '[[rule]]\nid = "gb.respond"\nterms = [{ length = "9 business days", source = "x", confidence = "low" }]\n'
    policy.write_text(rule, encoding="utf-8")


def _damaged(home: Path) -> None:
    _filled(home)
    with closing(sqlite3.connect(home / "data/aftersales/ledger.db")) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'clocks_live'").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = home / "data/aftersales/ledger.db"
    content = bytearray(path.read_bytes())
    content[4096 * (root - 1) : 4096 * root] = bytes(4096)
    path.write_bytes(content)


@functools.cache
def _platform() -> PlainClient:
    """A test platform that answers until this process ends, and a login at it."""
    from aftersales.syncing.platform.api import Platform
    from aftersales.syncing.platform.server import PlatformServer
    from aftersales.syncing.platform.shop import SimulatedShop
    from platform_client import APP, DAY, PlainClient, plan

    start = datetime.now(UTC).replace(microsecond=0)  # requests are signed with the time that it is
    shop = SimulatedShop(plan(start=int(start.timestamp()) - 30 * DAY, days=20, requests=12, orders=14))
    client = PlainClient(PlatformServer(Platform(lambda: datetime.now(UTC), [shop], (APP,))).__enter__())
    client.log_in()
    TOKENS.update(
        AFTERSALES_NOW=start.isoformat(),
        AFTERSALES_APP_SECRET=client.app.secret,
        AFTERSALES_ACCESS_TOKEN=client.token,
    )
    return client


def _tied(home: Path) -> None:
    """A shop that may be read at the test platform."""
    client = _platform()
    _empty(home)
    (shop,) = client.platform.shops
    (home / "tied").touch()
    (home / "config/aftersales/config.toml").write_text(
        f'''[shops.uk-main]
market = "GB"
app = "uk"
platform_id = "{shop.id}"
[apps.uk]
key = "{client.app.key}"
[sync]
secrets = "file"
base_url = "{client.server.url}"
auth_url = "{client.server.url}"
''',
        encoding="utf-8",
    )


SCENARIOS = {
    "init": Scenario(lambda home: home.mkdir(exist_ok=True), ["init", "--shop", "uk-main", "--market", "GB"]),
    "import": Scenario(
        _empty, ["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"]
    ),
    "import again": Scenario(_behind, [*RIGHT, "import", NEXT_DAY], in_steps=True),
    "large import": Scenario(_large_file, ["import", "{home}/large.csv", "--as-of", "2026-11-24T08:50"]),
    "import by two": Scenario(_halved_file, ["import", "{home}/large.csv", "--as-of", "2026-11-24T08:50"]),
    "approve": Scenario(_filled, ["approve", "3", "14", "--mode", "keep", "--yes"]),
    "undo": Scenario(_filled, ["undo", "2", "--yes"]),
    "migration": Scenario(
        _older, ["note", "4", "-m", "upgraded"], made="data/aftersales/ledger.db.before-*", in_steps=True
    ),
    "rederive": Scenario(_new_rules, ["due"]),
    "backup": Scenario(
        _with_backups, ["ledger", "backup", "--keep", "2"], made="data/aftersales/backups/*.db", is_read_only=True
    ),
    "restore": Scenario(
        _to_restore, ["ledger", "restore", "{home}/copy.db", "--yes"], made="data/aftersales/ledger.db.replaced-*"
    ),
    "forget": Scenario(_filled, ["ledger", "forget", "--before", "2026-11-24", "--yes"]),
    "repair": Scenario(_damaged, ["ledger", "repair"], mends=True),
    "sync": Scenario(_tied, ["sync"], in_steps=True, logged=False),
    "export": Scenario(_filled, ["export", "{home}/all.jsonl.gz"], made="all.jsonl.gz", is_read_only=True),
}


class Prepared(NamedTuple):
    """A scenario with a home to copy, what its ledger holds before and after, and how long a run takes in seconds."""

    scenario: Scenario
    home: Path
    before: str
    after: str
    files: set[str]
    seconds: float


def prepare(name: str, folder: Path) -> Prepared:
    """Make the home of a scenario, and run it once to the end."""
    scenario, home = SCENARIOS[name], folder / name.replace(" ", "-")
    scenario.prepare(home)
    done = folder / f"{home.name}-done"
    shutil.copytree(home, done) if home.exists() else done.mkdir()
    desk = Desk(done)
    began = time.monotonic()
    desk.ok(*scenario.words)
    seconds = time.monotonic() - began
    before, after = (one.state(logged=scenario.logged) for one in (Desk(home), desk))
    return Prepared(scenario, home, before, after, desk.files(), seconds)


def kill(prepared: Prepared, share: float, home: Path, commit: tuple[int, int] | None = None) -> tuple[str, str]:
    """Kill one run after a share of its time, or in a commit. Gives when, and what is wrong; "" where it held."""
    scenario = prepared.scenario
    shutil.copytree(prepared.home, home)
    desk = Desk(home)
    if desk.run(*scenario.words, seconds=None if commit else share * prepared.seconds, commit=commit) is not None:
        return "it had ended", _wrong(desk, prepared, {prepared.after})
    when = "before it wrote" if desk.state(logged=scenario.logged) == prepared.before else "after it wrote"
    if wrong := _wrong(desk, prepared, {prepared.before, prepared.after}):
        return when, wrong
    return when, _completed(desk, prepared)


def _wrong(desk: Desk, prepared: Prepared, states: set[str]) -> str:
    """What is wrong with a ledger that somebody was writing."""
    scenario = prepared.scenario
    if left := [path.name for path in desk.temporary.iterdir() if path.is_dir() or path.stat().st_size]:
        return f"left in the folder for temporary files: {', '.join(sorted(left))}"
    if (state := desk.state(logged=scenario.logged)) not in states and not scenario.in_steps:
        return f"the ledger is neither as before nor as after: {difference(prepared.after, state)}"
    for path in desk.home.glob(scenario.made or "none"):
        if path.suffix != ".gz":
            with closing(sqlite3.connect(path)) as db:
                if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    return f"{path.name} is not whole"
        elif path.read_bytes() != (prepared.home.with_name(f"{prepared.home.name}-done") / path.name).read_bytes():
            return f"{path.name} is not whole"
    if desk.ledger.exists() and desk.state(logged=scenario.logged) != prepared.before and not scenario.mends:
        run = desk.run("ledger", "check", "--deep")
        if run is None or run.returncode:
            return f"ledger check: {run}"
    return ""


def difference(wanted: str, state: str) -> str:
    """The first lines in which two ledgers differ."""
    lines = difflib.unified_diff(wanted.split("\n"), state.split("\n"), lineterm="", n=0)
    return " / ".join(line[:150] for line in [line for line in lines if line[:2] in ("+I", "-I")][:4])


def _completed(desk: Desk, prepared: Prepared) -> str:
    """What is wrong once the same command was run again."""
    words = list(prepared.scenario.words)
    if desk.state() == prepared.after != prepared.before and words[0] in ("approve", "undo", "note"):
        words = ["due"]  # it is done
    if words[0] == "export":
        words.append("--force")
    run = desk.run(*words)
    if run is None or run.returncode:
        return f"the second run: {run}"
    if (state := desk.state(logged=prepared.scenario.logged)) != prepared.after:
        return f"the second run ends otherwise: {difference(prepared.after, state)}"
    run = desk.run("ledger", "check", "--deep")
    if run is None or run.returncode:
        return f"ledger check: {run}"
    return _left_over(desk)


def _left_over(desk: Desk) -> str:
    """The drafts that the next runs did not take away, and that `doctor` does not name. A lock file is not a draft: who
    next writes the file beside it takes it.
    """
    drafts = [path for path in desk.home.rglob(".*") if path.is_file() and not path.name.endswith(".lock")]
    told = desk.run("doctor") if drafts else None
    unnamed = [path.name for path in drafts if told is None or path.name not in told.stdout]
    return f"left over: {', '.join(sorted(unnamed))}" if unnamed else ""


def main() -> int:
    """Run the attack and print how many kills held; 1 where one did not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=SCENARIOS)
    options = parser.parse_args()
    chance, held, bad = random.Random(options.seed), Counter[tuple[str, str]](), 0
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: stopped.append(number))
    names = [options.only] if options.only else list(SCENARIOS)
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        prepared = {name: prepare(name, folder) for name in names[: options.count]}
        for number in range(options.count):
            if stopped:
                break
            name, share = names[number % len(names)], chance.uniform(0.4, 1.5)
            placed = (chance.choice((1, 1, 2, 3)), chance.randrange(6000))
            commit = placed if number // len(names) % 2 else None
            home = folder / "killed"
            when, wrong = kill(prepared[name], share, home, commit)
            when += " (in a commit)" if commit else ""
            held[name, when if not wrong else "DID NOT HOLD"] += 1
            if wrong:
                bad += 1
                print(
                    f"kill {number} of {name} at {commit or f'{share:.3f} of {prepared[name].seconds:.2f} s'}, {when}: "
                    f"{wrong[:600]}"
                )
            shutil.rmtree(home)
    for (name, when), count in sorted(held.items()):
        print(f"{count:5} {name}: {when}")
    count = held.total()
    print(f"{count} kills, {count - bad} held" + (f", ended by {signal.Signals(stopped[0]).name}" if stopped else ""))
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
