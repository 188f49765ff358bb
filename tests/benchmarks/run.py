"""Compares the program with the least that the same work could cost, and prints how many times that it takes.

    python tests/benchmarks/run.py [NAME …] [--runs N] [--keep DIR]

No test: nothing here fails, and a busy machine is no reason to. A time by itself says little of another machine, so
every command runs in turn with its floor (A B A B …) and only the ratio of the two has a target. Whole processes are
measured, start-up included: wall-clock time, CPU time (user + system) and the most memory held, as the kernel counts
them. The first round warms the caches and is not counted. Needs Linux or macOS.

The floors: a Python that only imports what the command can't do without, for an import the `sqlite3` shell's own
`.import` of the same file, for an export a fetch of every row and `json.dumps` or `csv.writer`, for a workbook
python-calamine, for a list of very many requests that of taskwarrior with as many tasks, and for a deadline
a look at a wall clock and back, and the clock written down.
What the benchmarks run on is made once (the large ledger takes a minute) and thrown away;
with --keep it is left in DIR and used again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).parent
NOW = "2026-11-24T09:00:00+00:00"
PROGRAM = [sys.executable, "-c", "from aftersales.__main__ import main; main()"]
MB = 1 << 20


class Sample(NamedTuple):
    """What one run of one command took: seconds of wall-clock and of CPU, and bytes."""

    wall: float
    cpu: float
    memory: int


class Command(NamedTuple):
    """A command line; `fresh` lays out, before the clock starts, what a run would use up."""

    words: Sequence[str]
    fresh: Callable[[], None] = lambda: None


class Line(NamedTuple):
    """A line of the result: which command is held against which, and how far it may go."""

    what: str
    command: str
    floor: str
    times: float | None
    megabytes: float | None = None


class NotMeasured(Exception):
    """Why a benchmark has no figures: what it needs is lacking here, or a command failed."""


# --- measuring ------------------------------------------------------------------------------------------------------


def run_once(command: Command) -> Sample:
    """Run a command to its end. Raises NotMeasured where it fails: a failure is quick, and would look good."""
    command.fresh()
    with tempfile.TemporaryFile() as errors:
        before = time.perf_counter()
        process = subprocess.Popen(command.words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
        # Not `process.wait`: wait4 alone tells what this one child used. A child is counted with what its parent held
        # when it was started, so this process stays small, and what is large is made in others.
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()
            raise NotMeasured(f"{' '.join(command.words)} failed with {process.returncode}: {said}")
    return Sample(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def in_turn(commands: Mapping[str, Command], runs: int) -> dict[str, list[Sample]]:
    """Every command `runs` times, in turn, after a round that is not counted."""
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for n in range(-1, runs):
        for name, command in commands.items():
            sample = run_once(command)
            if n >= 0:
                samples[name].append(sample)
    return samples


HEAD = ("what", "median", "floor", "ratio (min–max)", "CPU ratio", "target", "peak", "target", "")
ROW = "{:<46} {:>9} {:>9}  {:<18} {:>9}  {:>6}  {:>6} {:>7}  {}"


def line(told: Line, samples: Mapping[str, list[Sample]]) -> str:
    """One line of the table. Ratios are of medians; the least and the greatest are of one round each."""
    own, floor = samples[told.command], samples[told.floor]
    wall, floor_wall = median(s.wall for s in own), median(s.wall for s in floor)
    cpu = median(s.cpu for s in own) / median(s.cpu for s in floor)
    rounds = [a.wall / b.wall for a, b in zip(own, floor, strict=True)]
    ratio, peak = wall / floor_wall, max(s.memory for s in own) / MB
    over = (told.times is not None and ratio > told.times) or (told.megabytes is not None and peak > told.megabytes)
    judged = told.times is not None or told.megabytes is not None
    return ROW.format(
        told.what,
        seconds(wall),
        seconds(floor_wall),
        f"{ratio:.2f} ({min(rounds):.2f}–{max(rounds):.2f})",
        f"{cpu:.2f}",
        f"≤ {told.times}" if told.times is not None else "",
        f"{peak:.0f} MB",
        f"< {told.megabytes:g}" if told.megabytes is not None else "",
        ("over" if over else "ok") if judged else "",
    ).rstrip()


def seconds(value: float) -> str:
    """`63.1 ms`, `6.42 s`."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


# --- what is run ----------------------------------------------------------------------------------------------------


class Bench:
    """The folder in which everything lies, and what is made in it when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._drafts = 0

    def ledger(self, orders: int, cases: int) -> Path:
        """The folder of a ledger of that size."""
        return self._made(f"{orders}-orders-{cases}-cases", "ledger", str(orders), str(cases))

    def morning(self, orders: int, cases: int) -> Path:
        """The folder of a ledger of that size that has been in use for a month, with this morning's import."""
        source = self.ledger(orders, cases)
        return self._made(f"{source.name}-in-the-morning", "morning", str(source))

    def pressing(self, cases: int) -> Path:
        """The folder of a ledger with so many open requests, all due within two days."""
        return self._made(f"{cases}-pressing-cases", "pressing", str(cases))

    def tasks(self, number: int) -> Path:
        """A folder of taskwarrior with so many tasks, all due within two days."""
        return self._made(f"{number}-tasks", "tasks", str(number))

    def export(self, rows: int, columns: int, *, newer: bool = False) -> Path:
        """An orders export of that many rows and columns; `newer`: the same, and one order more."""
        name = f"orders-{rows}-{columns}{'-newer' if newer else ''}.csv"
        return self._made(name, "export", str(rows), str(columns), str(int(newer)))

    def workbook(self, rows: int) -> Path:
        """An orders export of that many rows as a workbook."""
        return self._made(f"orders-{rows}.xlsx", "make", str(rows), script="sheets.py")

    def answer(self, rows: int, shape: str = "") -> Path:
        """An answer of the platform's search for returns with that many rows."""
        name = f"returns-{rows}{f'-{shape}' if shape else ''}.json"
        return self._made(name, "make", str(rows), *([shape] if shape else []), script="answers.py")

    def _made(self, name: str, what: str, *numbers: str, script: str = "ledgers.py") -> Path:
        target = self.folder / name
        if not target.exists():
            print(f"making {name} …", file=sys.stderr)
            draft = self.folder / f"{name}.part"
            subprocess.run([sys.executable, HERE / script, what, draft, *numbers], check=True)
            draft.rename(target)
        return target

    def copy(self, ledger: Path) -> Path:
        """A copy of a ledger, to be written to."""
        target = self.folder / f"copy-of-{ledger.name}"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(ledger, target)
        return target


def program(ledger: Path, *words: str) -> list[str]:
    """The command line of the program on the ledger in a folder."""
    own = ["--ledger", str(ledger / "ledger.db"), "--config", str(ledger / "config.toml"), "--now", NOW]
    return [*PROGRAM, *words, *own]


def python(modules: str) -> Command:
    """A Python that imports these and does nothing."""
    return Command([sys.executable, "-c", f"import {modules}"])


PLAIN = "typer, sqlite3"
RICH = "typer, rich.console, rich.table, sqlite3"
SMALL, LARGE = (1_000, 2_000), (1_000_000, 200_000)
JSON = ("due", "--json")
TABLE = ("due", "--format", "table", "--color", "always")


def due(bench: Bench, runs: int) -> Iterator[str]:
    """`due` as JSON and as a table, 40 due of 2,000 open cases, on a small ledger and on a large one."""
    small, large = bench.ledger(*SMALL), bench.ledger(*LARGE)
    samples = in_turn(
        {
            "json": Command(program(small, *JSON)),
            "large json": Command(program(large, *JSON)),
            "floor": python(PLAIN),
            "table": Command(program(small, *TABLE)),
            "large table": Command(program(large, *TABLE)),
            "rich floor": python(RICH),
        },
        runs,
    )
    for told in (
        Line("due --json, 40 due of 2,000 open", "json", "floor", 1.45, 60),
        Line("  with 1,000,000 orders and 200,000 cases", "large json", "floor", 1.5, 60),
        Line("  large ledger ÷ small one", "large json", "json", 1.15),
        Line("due as a table of 40", "table", "rich floor", 1.3, 60),
        Line("  with 1,000,000 orders and 200,000 cases", "large table", "rich floor", 1.5, 60),
        Line("  large ledger ÷ small one", "large table", "table", 1.15),
    ):
        yield line(told, samples)


def status(bench: Bench, runs: int) -> Iterator[str]:
    """`status --short`, as for a prompt, and `aftersales` alone, in a pipe."""
    ledger = bench.ledger(*SMALL)
    samples = in_turn(
        {
            "short": Command(program(ledger, "status", "--short")),
            "alone": Command(program(ledger, "status", "--next")),
            "floor": python(PLAIN),
        },
        runs,
    )
    yield line(Line("status --short, in a pipe", "short", "floor", 1.4, 60), samples)
    yield line(Line("aftersales alone, in a pipe", "alone", "floor", 1.4, 60), samples)


def lists(bench: Bench, runs: int) -> Iterator[str]:
    """Lists of years of cases, on a morning like any other: a page of them, all of them, and what is looked for."""
    ledger = bench.morning(*LARGE)
    with sqlite3.connect(ledger / "ledger.db") as db:
        case, order, buyer = db.execute("SELECT id, order_ref, buyer FROM cases WHERE id = 150000").fetchone()
    db.close()
    pages = {
        "due --new, of 200,000 cases and 1,000,000 orders": ("due", "--new"),
        "  due --all --json": ("due", "--all", "--json"),
        "  status": ("status",),
        "  show CASE": ("show", str(case)),
        "  cases ORDER, by a text": ("cases", order),
        "  cases --buyer BUYER": ("cases", "--buyer", buyer),
        "  cases, the newest 200 as a table": ("cases", "--format", "table"),
        "  log CASE": ("log", str(case)),
        "  imports": ("imports",),
        "  claim list": ("claim", "list"),
        "  stock list": ("stock", "list"),
        "  calendar": ("calendar",),
        "  drift": ("drift",),
    }
    whole = {"  log, with a first import of all": ("log",), "  cases --json, all of them": ("cases", "--json")}
    commands = {name: Command(program(ledger, *words)) for name, words in pages.items()}
    samples = in_turn({**commands, "floor": python(PLAIN)}, runs)
    for name in pages:
        yield line(Line(name, name, "floor", 20), samples)
    commands = {name: Command(program(ledger, *words)) for name, words in whole.items()}
    samples = in_turn({**commands, "floor": python(PLAIN)}, max(1, runs // 3))
    for name in whole:
        yield line(Line(name, name, "floor", None, 150), samples)


PRESSING = 100_000


def report(bench: Bench, runs: int) -> Iterator[str]:
    """`report` as text on a large ledger: on a morning like any other, all of it, without a mark, and only what is new;
    and just after a first import of everything. Beside them `due`, which tells what is due alone.
    """
    usual, first = bench.morning(*LARGE), bench.ledger(*LARGE)
    shown = {
        "report morning, 1,000,000 orders, 200,000 cases": program(usual, "report", "morning"),
        "  without a mark": program(usual, "report", "morning", "--shop", "uk-*"),
        "  --only-new, 260 of 2,060 open requests changed": program(usual, "report", "morning", "--only-new"),
        "  just after the first import of all": program(first, "report", "morning"),
        "report week": program(usual, "report", "week"),
        "  --only-new": program(usual, "report", "week", "--only-new"),
        "  just after the first import": program(first, "report", "week"),
    }
    commands = {name: Command(words) for name, words in shown.items()}
    samples = in_turn({**commands, "due": Command(program(usual, *JSON)), "floor": python(PLAIN)}, runs)
    for name in shown:
        yield line(Line(name, name, "floor", 3.0, 60), samples)
    yield line(Line("due --json of the same morning", "due", "floor", None), samples)


def pressing(bench: Bench, runs: int) -> Iterator[str]:
    """The 40 most urgent of 100,000 open requests that are due within two days, against taskwarrior's list of the 40
    most urgent of as many tasks.
    """
    task = shutil.which("task")
    if task is None:
        raise NotMeasured("taskwarrior is not installed, and its list of as many tasks is the floor.")
    ledger, tasks = bench.pressing(PRESSING), bench.tasks(PRESSING)
    os.environ |= {"TASKRC": str(tasks / "taskrc"), "TASKDATA": str(tasks)}
    samples = in_turn(
        {
            "due": Command(program(ledger, *TABLE, "--limit", "40")),
            "short": Command(program(ledger, "status", "--short")),
            "task": Command([task, "next", "limit:40"]),
        },
        runs,
    )
    yield line(Line(f"due --limit 40 of {PRESSING:,} ÷ task next", "due", "task", 0.5, 100), samples)
    yield line(Line("  status --short of as many", "short", "task", 0.5, 100), samples)


def approve(bench: Bench, runs: int) -> Iterator[str]:
    """`approve` of a case that no run approved before, on a small ledger and on a large one."""
    commands = {}
    for name, size in (("small", SMALL), ("large", LARGE)):
        ledger = bench.copy(bench.ledger(*size))
        with sqlite3.connect(ledger / "ledger.db") as db:
            rows = db.execute("SELECT id FROM cases WHERE kind = 'return' AND decision = 'pending' AND settled = 0")
            waiting = iter([str(row[0]) for row in rows])
        db.close()
        words = program(ledger, "approve", "CASE", "--mode", "keep")
        place = words.index("CASE")

        def fresh(words: list[str] = words, place: int = place, waiting: Iterator[str] = waiting) -> None:
            words[place] = next(waiting)

        commands[name] = Command(words, fresh)
    samples = in_turn({**commands, "floor": python(PLAIN)}, min(runs, 200))
    yield line(Line("approve", "small", "floor", 1.9, 60), samples)
    yield line(Line("  with 1,000,000 orders and 200,000 cases", "large", "floor", 2.0, 60), samples)
    for copy in bench.folder.glob("copy-of-*"):
        shutil.rmtree(copy)


def import_(bench: Bench, runs: int) -> Iterator[str]:
    """`import` of an orders export into an empty ledger, against the sqlite3 shell's .import of the same file; of the
    same rows in a newer file; and of the very file again. What is imported again is held against the first time.
    """
    shell = shutil.which("sqlite3")
    if shell is None:
        raise NotMeasured("the sqlite3 shell is not installed, and its .import is the floor.")
    empty, ledger, database = bench.ledger(0, 0), bench.folder / "imported", bench.folder / "imported.db"
    known = bench.folder / "imported-before"
    for rows, columns, counted, times in (
        (200_000, 63, runs, 2.5),
        (200_000, 22, runs, 4),
        (400_000, 63, max(1, runs // 2), 2.5),
    ):
        export, newer = bench.export(rows, columns), bench.export(rows, columns, newer=True)

        def laid_out(source: Path) -> None:
            shutil.rmtree(ledger, ignore_errors=True)
            shutil.copytree(source, ledger)

        laid_out(empty)
        run_once(Command(program(ledger, "import", str(export))))
        shutil.rmtree(known, ignore_errors=True)
        shutil.copytree(ledger, known)
        samples = in_turn(
            {
                "import": Command(program(ledger, "import", str(export)), lambda: laid_out(empty)),
                "newer": Command(program(ledger, "import", str(newer)), lambda: laid_out(known)),
                "again": Command(program(ledger, "import", str(export)), lambda: laid_out(known)),
                "floor": Command(
                    [shell, str(database), "-cmd", ".mode csv", f".import '{export}' t"],
                    lambda: database.unlink(missing_ok=True),
                ),
            },
            counted,
        )
        size = export.stat().st_size / MB
        yield line(Line(f"import of {rows:,} rows × {columns} ({size:.0f} MB)", "import", "floor", times, 150), samples)
        yield line(Line("  the same rows in a newer file ÷ first", "newer", "import", 0.3, 150), samples)
        yield line(Line("  the very file again ÷ first", "again", "import", 0.05, 150), samples)
    for folder in (ledger, known):
        shutil.rmtree(folder)
    database.unlink()


EXPORTED = 100_000
# What must come of the ledger and of the one that is made of its file alike.
SHOWN = ("due --all --json", "log --json --limit 100000", f"explain {EXPORTED // 2} --json", "cases --json", "export")


def differing(ledger: Path, new: Path) -> list[str]:
    """The commands of SHOWN that print something else of the one ledger than of the other, by their folders."""
    return [words for words in SHOWN if printed(ledger, words) != printed(new, words)]


def printed(folder: Path, words: str) -> tuple[int, str]:
    """The exit code of a command, and a digest of what it prints."""
    with subprocess.Popen(program(folder, *words.split()), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        digest = hashlib.file_digest(process.stdout, "sha256").hexdigest()
    return process.returncode, digest


def export(bench: Bench, runs: int) -> Iterator[str]:
    """`export` of a ledger with 100,000 orders and as many cases, in each format, and `import` of its JSON Lines into
    an empty folder, against a fetch of every row and the least that writes it; and whether that is the same ledger.
    """
    ledger, new = bench.ledger(EXPORTED, EXPORTED), bench.folder / "taken-in"
    lines, sheets, book, plain = (bench.folder / name for name in ("ledger.jsonl", "sheets", "book.xlsx", "plain"))

    def emptied() -> None:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        shutil.copy(ledger / "config.toml", new)

    def floor(form: str) -> Command:
        return Command([sys.executable, str(HERE / "sheets.py"), form, str(ledger / "ledger.db"), str(plain)])

    samples = in_turn(
        {
            "jsonl": Command(program(ledger, "export", str(lines), "--force")),
            "import": Command(program(new, "import", str(lines)), emptied),
            "floor": floor("jsonl"),
            "csv": Command(program(ledger, "export", str(sheets), "--format", "csv", "--force")),
            "xlsx": Command(program(ledger, "export", str(book), "--force")),
            "csv floor": floor("csv"),
        },
        runs,
    )
    folder = sum(path.stat().st_size for path in sheets.iterdir())
    for what, name, floor_name, size in (
        ("export of {:,} cases ({:.0f} MB) ÷ json.dumps", "jsonl", "floor", lines.stat().st_size),
        ("  import of it into an empty ledger", "import", "floor", 0),
        ("  as CSV ({1:.0f} MB) ÷ every row by csv.writer", "csv", "csv floor", folder),
        ("  as XLSX ({1:.0f} MB) ÷ the same", "xlsx", "csv floor", book.stat().st_size),
    ):
        yield line(Line(what.format(EXPORTED, size / MB), name, floor_name, None, 150), samples)
    differences = differing(ledger, new)
    yield f"  of both ledgers {', '.join(f'`{words}`' for words in differences or SHOWN)}: " + (
        "NOT THE SAME" if differences else "the same to the byte"
    )
    for made in (new, sheets):
        shutil.rmtree(made)
    for made in (lines, book, plain):
        made.unlink()


CELLS = 100_000, 25


def workbook(bench: Bench, runs: int) -> Iterator[str]:
    """A workbook of 100,000 rows × 25 columns: every cell read as text, against python-calamine, and its import."""
    if find_spec("python_calamine") is None:
        raise NotMeasured("python-calamine is not installed, and its reading is the floor.")
    book, empty, ledger = bench.workbook(CELLS[0]), bench.ledger(0, 0), bench.folder / "imported"

    def laid_out() -> None:
        shutil.rmtree(ledger, ignore_errors=True)
        shutil.copytree(empty, ledger)

    samples = in_turn(
        {
            "read": Command([sys.executable, str(HERE / "sheets.py"), "read", str(book)]),
            "import": Command(program(ledger, "import", str(book)), laid_out),
            "floor": Command([sys.executable, str(HERE / "sheets.py"), "calamine", str(book)]),
        },
        runs,
    )
    what = f"XLSX of {CELLS[0]:,} rows × {CELLS[1]} ({book.stat().st_size / MB:.0f} MB) ÷ calamine"
    yield line(Line(what, "read", "floor", 2), samples)
    yield line(Line("  its import", "import", "floor", None, 300), samples)
    shutil.rmtree(ledger)


def beside(bench: Bench, runs: int) -> Iterator[str]:
    """How long an import of 200,000 rows keeps others from writing, and what `due` and `approve` take beside it, in a
    ledger with 2,000 open requests.
    """
    source, export = bench.ledger(*SMALL), bench.export(200_000, 63)
    with sqlite3.connect(source / "ledger.db") as db:
        (case,) = db.execute(
            "SELECT min(id) FROM cases WHERE kind = 'return' AND decision = 'pending' AND settled = 0"
        ).fetchone()
    db.close()
    held, told = [], []
    for _ in range(runs):
        held.append(_beside("locked", bench.copy(source), export)["locked"])
        told.append(_beside("beside", bench.copy(source), case, export))
    for what, took, target in (
        ("lock held by an import of 200,000 rows", held, 1.0),
        ("  due beside it, the longest of a run", [each["due"] for each in told], None),
        ("  approve beside it, from when it is locked", [each["approve"] for each in told], None),
    ):
        judged = "" if target is None else "ok" if median(took) <= target else "over"
        goal = "" if target is None else f"≤ {target:g} s"
        span = f"({min(took):.2f}–{max(took):.2f} s)"
        yield ROW.format(what, seconds(median(took)), "", span, "", goal, "", "", judged).rstrip()


def _beside(what: str, folder: Path, *words: object) -> dict[str, float]:
    command = [sys.executable, HERE / "beside.py", what, folder, *map(str, words)]
    process = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if process.returncode:
        raise NotMeasured("beside.py failed")
    measured: dict[str, float] = json.loads(process.stdout)
    return measured


CLOCKS = 100_000


def derive(bench: Bench, runs: int) -> Iterator[str]:
    """100,000 clocks derived in memory, against the least that each could cost; and what a change of the rules costs
    the next `due`, on a small ledger and on one whose history is a hundred times as long.
    """
    alone = [min((_derived(CLOCKS) for _ in range(runs)), key=lambda told: told[0])]
    yield _derive_line(f"derive {CLOCKS:,} clocks", alone, None)
    halves = min(([*_both()] for _ in range(runs)), key=lambda told: max(t[0] for t in told))
    yield _derive_line("  in two processes, half each", halves, 5)
    ledgers = {name: bench.copy(bench.ledger(*size)) for name, size in (("small", SMALL), ("large", LARGE))}

    def changed(folder: Path) -> Command:
        def fresh() -> None:
            with sqlite3.connect(folder / "ledger.db") as db:
                db.execute("UPDATE shop_rules SET fingerprint = 'other'")
            db.close()

        return Command(program(folder, *JSON), fresh)

    samples = in_turn({name: changed(folder) for name, folder in ledgers.items()}, max(3, runs))
    told = Line("due after a change of rules, 2,000 open", "large", "small", 1.5)
    yield line(told._replace(what=f"{told.what}: large ÷ small"), samples)
    took = median(s.wall for s in samples["small"])
    yield ROW.format(told.what, seconds(took), "", "", "", "≤ 0.5 s", "", "", "ok" if took <= 0.5 else "over").rstrip()
    for copy in bench.folder.glob("copy-of-*"):
        shutil.rmtree(copy)


def _derived(clocks: int) -> tuple[float, float, int]:
    return _told(_deriving(clocks, 0))


def _both() -> Iterator[tuple[float, float, int]]:
    started = [_deriving(CLOCKS // 2, seed) for seed in (0, 1)]
    return map(_told, started)


def _deriving(clocks: int, seed: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, HERE / "derive.py", str(clocks), str(seed)], stdout=subprocess.PIPE)


def _told(process: subprocess.Popen[bytes]) -> tuple[float, float, int]:
    """Seconds of deriving and of its floor, and how many clocks there were. Raises NotMeasured where it failed."""
    said, _ = process.communicate()
    if process.returncode:
        raise NotMeasured("derive.py failed")
    told = json.loads(said)
    return told["seconds"], told["floor"], told["clocks"]


def _derive_line(what: str, told: Sequence[tuple[float, float, int]], target: float | None) -> str:
    took, floor = max(t[0] for t in told), max(t[1] for t in told)
    judged = "" if target is None else "ok" if took < target else "over"
    goal = "" if target is None else f"< {target:g} s"
    return ROW.format(what, seconds(took), seconds(floor), f"{took / floor:.2f}", "", goal, "", "", judged).rstrip()


RETURNS = 100_000


def answers(bench: Bench, runs: int) -> Iterator[str]:
    """`import` of an answer of the platform with 100,000 returns into an empty ledger, against `json.load` and one
    `executemany` of the same fields; of the same returns in a newer answer; and of the very file again.
    """
    empty, ledger, known = bench.ledger(0, 0), bench.folder / "answered", bench.folder / "answered-before"
    answer, newer, lines = (bench.answer(RETURNS, shape) for shape in ("", "newer", "lines"))

    def laid_out(source: Path) -> None:
        shutil.rmtree(ledger, ignore_errors=True)
        shutil.copytree(source, ledger)

    laid_out(empty)
    run_once(Command(program(ledger, "import", str(answer))))
    shutil.rmtree(known, ignore_errors=True)
    shutil.copytree(ledger, known)
    samples = in_turn(
        {
            "import": Command(program(ledger, "import", str(answer)), lambda: laid_out(empty)),
            "lines": Command(program(ledger, "import", str(lines)), lambda: laid_out(empty)),
            "newer": Command(program(ledger, "import", str(newer)), lambda: laid_out(known)),
            "again": Command(program(ledger, "import", str(answer)), lambda: laid_out(known)),
            "floor": Command([sys.executable, str(HERE / "answers.py"), "floor", str(answer)]),
        },
        runs,
    )
    size = answer.stat().st_size / MB
    yield line(Line(f"import of {RETURNS:,} API returns ({size:.0f} MB)", "import", "floor", 12, 150), samples)
    yield line(Line("  the same as JSON Lines", "lines", "floor", 12, 150), samples)
    yield line(Line("  the same returns in a newer answer", "newer", "floor", 2, 150), samples)
    yield line(Line("  the very file again", "again", "floor", 2, 150), samples)
    held = [_beside("locked", bench.copy(empty), answer)["locked"] for _ in range(runs)]
    span, verdict = f"({min(held):.2f}–{max(held):.2f} s)", "ok" if median(held) <= 8 else "over"
    yield ROW.format("  lock held meanwhile", seconds(median(held)), "", span, "", "≤ 8 s", "", "", verdict).rstrip()
    for folder in (ledger, known):
        shutil.rmtree(folder)


BENCHMARKS: dict[str, tuple[Callable[[Bench, int], Iterator[str]], int]] = {
    "due": (due, 21),
    "status": (status, 21),
    "report": (report, 21),
    "lists": (lists, 5),
    "pressing": (pressing, 7),
    "approve": (approve, 21),
    "import": (import_, 5),
    "export": (export, 3),
    "workbook": (workbook, 3),
    "beside": (beside, 3),
    "derive": (derive, 3),
    "answers": (answers, 3),
}


def main() -> None:
    """Run what was named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHMARKS)}; all where none is named")
    parser.add_argument(
        "--runs",
        type=int,
        metavar="N",
        help="runs of every command (default: 21; of pressing 7, of an import and of lists 5, of the others 3)",
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where ledgers and exports are kept for the next time")
    given = parser.parse_args()
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # without .pyc files one would measure the compiler
    os.environ.update(COLUMNS="120", TERM="xterm-256color", PYTHONUTF8="1")
    with tempfile.TemporaryDirectory(prefix="aftersales-bench-") as temporary:
        bench = Bench(given.keep or Path(temporary))
        bench.folder.mkdir(parents=True, exist_ok=True)
        print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {sys.platform}")
        print(ROW.format(*HEAD).rstrip(), flush=True)
        for name in given.names or BENCHMARKS:
            work, runs = BENCHMARKS[name]
            try:
                for text in work(bench, given.runs or runs):
                    print(text, flush=True)
            except NotMeasured as why:
                print(f"{name}: not measured: {why}")


if __name__ == "__main__":
    main()
