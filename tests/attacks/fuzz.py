"""Made-up inputs by the ten thousand: nothing may end as a bug, hang, fill the memory, or write where it refuses.

    python tests/attacks/fuzz.py NAME --runs 10000 --seed 1    # NAME: a target below, or all
    python tests/attacks/fuzz.py NAME --atheris --runs 10000   # led by what the program reaches (pip install atheris)

Each input is a sample that was damaged: bytes changed, pieces cut, doubled and moved, words of others' put in; or, of a
structured text, values of any type put at its keys. It goes the whole way of the command, in this process. What failed
is kept in --keep FOLDER, and `--replay FILE` tries it again. SIGTERM and Ctrl-C end it after the input at hand, with
the tally so far.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import random
import re
import resource
import signal
import sqlite3
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from attacks import structure  # noqa: E402
from hostile import HOSTILE  # noqa: E402
from transcripts import SAMPLES, Run, Shell  # noqa: E402

STOPS = (signal.SIGTERM, signal.SIGINT)
PATIENCE = 20  # seconds for an input
MEMORY = 300  # megabytes that the process may grow by
WORDS = [text.encode("utf-8", "surrogatepass") for text in HOSTILE.values()] + [
    b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\x1f\x8b", b"PK\x03\x04", b"9" * 400, b"-1", b"1e999", b"NaN",
    b"null",
    b"[" * 300, b"{" * 300, b'"' * 7, b"\r", b",,,,,", b"\t", b";", b"0x10", b"true", b"2026-13-45", b"24:61",
    b"31/02/2026 25:00:00", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"{{}}", b"%s%n", b"x" * 70_000, b"=1+1",
    b"[[a]]",
    b"1_000", b"inf", b"99999999999999999999", b"0000-00-00T00:00:00Z", b"9999-12-31T23:59:59Z",
    b"../../etc/passwd", b"\\ud800", b"\\u0000", b"18446744073709551616",
]  # fmt: skip


class Target(NamedTuple):
    """What is attacked: samples, the file's name, and the commands that read it, one of them for each input. `packed`:
    a part of a ZIP is damaged. `shaped` makes an input of right form. `keeps`: deadlines by other rules are not
    written either. `others` read what was taken.
    """

    seeds: Callable[[], Iterable[bytes]]
    name: str
    lines: Sequence[str]
    packed: bool = False
    shaped: Callable[[bytes, random.Random], bytes] | None = None
    keeps: bool = True
    others: Sequence[str] = ()


def _files(*patterns: str, folder: Path = SAMPLES) -> Iterator[bytes]:
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            yield path.read_bytes()


def _short(data: bytes, lines: int = 12) -> bytes:
    """The first lines of a table: more of the same finds nothing more."""
    return b"\n".join(data.split(b"\n")[:lines]) + b"\n"


def _ledger() -> Iterator[bytes]:
    """A ledger of few rows, as `export` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        shell = _shell(Path(folder))
        shell.ok("order add 577000000000000009 --amount 5 --placed 2026-11-20T10:00")
        shell.ok("open refund --order 577000000000000009 --at 2026-11-24T08:30")
        shell.ok("note 1 -m words")
        yield shell.ok("export -").out.encode()


def _of_topic(topic: str, language: str = "toml", mark: str = "") -> list[bytes]:
    """The blocks in a language that a help topic shows, those behind a mark (a pattern) alone."""
    text = (ROOT / f"src/aftersales/help/{topic}.md").read_text("utf-8")
    return [block.encode() for block in re.findall(rf"{mark}```{language}\n(.*?)```", text, re.DOTALL)]


def _mappings() -> list[bytes]:
    return _of_topic("mapping", mark=r"<!-- file: \S+ -->\n")


def _configs() -> list[bytes]:
    """Every key that a topic shows, with those of modes and alerts."""
    more = [*_of_topic("modes"), *_of_topic("cookbook", mark="<!-- config -->\n")]
    return [*_of_topic("configuration"), *(b'[shops.uk-main]\nmarket = "GB"\n' + block for block in more)]


def _policies() -> list[bytes]:
    """The files of rules that a topic shows, and a whole one."""
    shown = _of_topic("cookbook", mark=r"<!-- policy: [\w-]+\.toml -->\n")
    return [*shown, *_files("tiktok-gb.toml", "house.toml", folder=ROOT / "src/aftersales/policies/data/rules")]


def _calendars() -> list[bytes]:
    """The calendar that a topic shows, and two whole ones."""
    shown = _of_topic("cookbook", mark=r"<!-- policy: calendars/\S+ -->\n")
    return [*shown, *_files("cn.toml", "us.toml", folder=ROOT / "src/aftersales/policies/data/calendars")]


TRY = "import {file} --dry-run"
OF_LEDGER = [
    "due --all --json", "show 1 --json", "explain 1", "log --json", "ledger check --deep", "cases --all", "export -",
    "status", "order 577000000000000009", "undo --dry-run", "imports", "note 1 -m more", "report week",
]  # fmt: skip
OF_CONFIG = [
    "due --all", "config check", "config list --all --json", "choose 3 --json", "explain 4", "calendar", "status",
    "config set costs.handling 1.00", "page {folder}/page.html --force", "import --dry-run",
]  # fmt: skip
TARGETS = {
    "csv": Target(lambda: (_short(data) for data in _files("*.csv")), "fuzzed.csv", [TRY]),
    "json": Target(lambda: _files("*.json"), "fuzzed.json", [TRY], shaped=structure.json_text),
    "xlsx": Target(lambda: _files("*.xlsx"), "fuzzed.xlsx", [f"{TRY} --force"], packed=True),
    "ledger": Target(
        _ledger,
        "fuzzed.jsonl",
        ["import {file} --ledger {folder}/other.db"],
        shaped=structure.sealed_lines,
        others=OF_LEDGER,
    ),
    "map": Target(_mappings, "fuzzed.toml", ["import {table} --map {file} --dry-run"], shaped=structure.toml),
    "config": Target(
        _configs, "fuzzed.toml", [f"{line} --config {{file}}" for line in OF_CONFIG], shaped=structure.toml, keeps=False
    ),
    "policy": Target(
        _policies,
        "fuzzed.toml",
        ["policy check {file}", "policy impact {file} --as tiktok-gb"],
        shaped=structure.toml,
    ),
    "rules": Target(
        _policies,
        "config/aftersales/policies/tiktok-gb.toml",
        ["due --all", "policy check", "explain 4 --json", "policy list"],
        shaped=structure.toml,
        keeps=False,
    ),
    "calendar": Target(
        _calendars,
        "config/aftersales/policies/calendars/gb-eng.toml",
        ["due --all", "calendar", "policy check"],
        shaped=structure.toml,
        keeps=False,
    ),
}


def _shell(folder: Path) -> Shell:
    """A home with a shop and its few rows."""
    os.environ.update(
        HOME=str(folder), XDG_CONFIG_HOME=str(folder / "config"), XDG_DATA_HOME=str(folder / "data"), LANGUAGE="en"
    )
    for name in [name for name in os.environ if name.startswith("AFTERSALES_")]:
        del os.environ[name]
    os.environ["AFTERSALES_DEBUG"] = "1"  # a bug comes out as the error that it is
    shell = Shell(folder)
    if not (folder / "config").exists():
        shell.ok("init --shop uk-main --market GB")
    return shell


def _filled(folder: Path) -> Shell:
    """The same with the requests of a day, so that a list has lines. It is made once in a process, and copied then."""
    if not any(folder.iterdir()):
        Shell(folder).begin(lambda shell: _shell(shell.home) and _import(shell), "filled")
    return _shell(folder)


def _import(shell: Shell) -> Run:
    files = [str(SAMPLES / name) for name in ("orders.csv", "returns.csv")]
    return shell.ok(["import", *files, "--as-of", "2026-11-24T08:40", "-q"])


# --- damage -----------------------------------------------------------------------------------------------------------


def damaged(data: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    """The input after one to six blows."""
    text = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        at = dice.randrange(len(text) + 1)
        end = min(len(text), at + dice.choice((1, 1, 2, 5, 30, 200)))
        match dice.randrange(9):
            case 0 if text:
                text[at % len(text)] = dice.randrange(256)
            case 1:
                del text[at:end]
            case 2:
                text[at:at] = dice.choice(WORDS)
            case 3:
                text[at:end] = dice.choice(WORDS)
            case 4:
                text[at:at] = text[at:end] * dice.choice((1, 2, 50))
            case 5:
                other = dice.choice(others)
                start = dice.randrange(len(other) + 1)
                text[at:at] = other[start : start + 100]
            case 6:
                text = text[:at] if dice.random() < 0.5 else text[at:]
            case 7:
                lines = bytes(text).split(b"\n")
                dice.shuffle(lines)
                text = bytearray(b"\n".join(lines))
            case _:
                cells = bytes(text).split(b",")
                cells[dice.randrange(len(cells))] = dice.choice(WORDS)
                text = bytearray(b",".join(cells))
    return bytes(text[:2_000_000])


def damaged_archive(data: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    """An archive of which one part was damaged inside, so that its checksums are right; now and then the whole."""
    if dice.random() < 0.2:
        return damaged(data, dice, others)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = dice.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(part, dice, [part]) if name == hit else part)
    return out.getvalue()


# --- one run ----------------------------------------------------------------------------------------------------------


class TooSlow(BaseException):
    """An input took longer than it may."""


class Attack:
    """A home of its own, and one input after another."""

    def __init__(self, name: str, folder: Path) -> None:
        self.target, self.folder = TARGETS[name], folder
        self.shell = _filled(folder)
        self.seeds = list(self.target.seeds())
        self.file = folder / self.target.name
        self.file.parent.mkdir(parents=True, exist_ok=True)
        table = folder / "table.csv"
        table.write_bytes(_of_topic("mapping", "text", r"<!-- file: \S+ -->\n")[0])
        places = {"file": str(self.file), "folder": str(folder), "table": str(table)}
        self.lines = [[word.format(**places) for word in line.split()] for line in self.target.lines]
        self.ledger, self.other = folder / "data/aftersales/ledger.db", folder / "other.db"
        self.others = [[*line.split(), "--ledger", str(self.other)] for line in self.target.others]
        self.codes: Counter[int] = Counter()

    def attempt(self, data: bytes) -> str | None:
        """Try an input; returns what is wrong, None for nothing."""
        before = self._state()
        self.file.write_bytes(data)
        signal.signal(signal.SIGALRM, _ring)
        signal.alarm(PATIENCE)
        line = self.lines[zlib.crc32(data) % len(self.lines)]
        try:
            run = self.shell(line)
            self.codes[run.code] += 1
            wrong = _wrong(run, line) or self._left(run, before)
            for line in self.others if run.code == 0 else ():
                wrong = wrong or _wrong(self.shell(line), line)
        except TooSlow:
            return f"took more than {PATIENCE} s: {' '.join(line)}"
        except Exception as error:
            return f"{type(error).__name__}: {error}"[:300] + f" of {' '.join(line)}"
        finally:
            signal.alarm(0)
            for path in self.folder.glob("other.db*"):
                path.unlink()
        return wrong

    def _state(self) -> bytes:
        """The ledger's file with all that was written to it: what the last writer left beside it is moved in."""
        with closing(sqlite3.connect(self.ledger)) as ledger:
            ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self.ledger.read_bytes()

    def _left(self, run: Run, before: bytes) -> str | None:
        """What is wrong with what is on the disk now."""
        if self._state() == before:
            return "it left a ledger" if run.code and self.other.exists() else None
        taken_up = "recalculated" in run.err or "已重算" in run.err  # the rules, and it is said
        if self.target.keeps or (run.code and not taken_up):
            return "it wrote to the ledger"
        return None


def _wrong(run: Run, line: Sequence[str]) -> str | None:
    """What is wrong with what a command said."""
    said = f" of {' '.join(line)}"
    if run.code not in (0, 1, 2, 5):
        return f"exit {run.code}: {run.err[:300]}{said}"
    if run.code and not (run.err + run.out).strip():
        return f"exit {run.code} without a word{said}"
    if any(ord(c) < 32 and c != "\n" for c in run.err) or "\x7f" in run.err + run.out:
        return f"control characters in what is said{said}"
    return None


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def _peak() -> float:
    """Megabytes that the process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def stopping() -> Iterator[list[int]]:
    """The signals that asked for an end, which they do not make by themselves: the input at hand is tried to its end,
    and none of them is taken for a fault of the program.
    """
    asked: list[int] = []
    before = {number: signal.signal(number, lambda number, _: asked.append(number)) for number in STOPS}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _input(target: Target, seeds: Sequence[bytes], dice: random.Random) -> bytes:
    """A sample, damaged or with other values."""
    seed = dice.choice(seeds)
    if target.packed:
        return damaged_archive(seed, dice, seeds)
    if target.shaped and dice.random() < 0.6:
        return target.shaped(seed, dice)
    return damaged(seed, dice, seeds)


def fuzz(
    name: str, runs: int, seed: int, keep: Path | None = None, stopped: Sequence[int] = ()
) -> tuple[list[str], int]:
    """Try so many inputs, or fewer once `stopped` has something; returns what went wrong, a line each with the number
    of the run, and how many were tried.
    """
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        attack = Attack(name, Path(folder))
        seeds = attack.seeds
        attack.attempt(seeds[0])  # the first run of all stores under which rules the shop is
        tried = [attack.attempt(data) for data in seeds]
        wrong += [f"{name}: an undamaged sample: {why}" for why in tried if why is not None]
        base, began, count = _peak(), time.process_time(), 0
        for number in range(runs):
            if stopped:
                break
            data = _input(attack.target, seeds, random.Random(f"{name} {seed} {number}"))
            count += 1
            why = attack.attempt(data)
            if why is None and _peak() - base > MEMORY:
                why, base = f"{_peak() - base:.0f} MB more than before", _peak()
            if why is not None:
                wrong.append(f"{name}: --seed {seed}, run {number}: {why}")
                if keep is not None:
                    (keep / f"{name}-{seed}-{number}").write_bytes(data)
        print(
            f"{name}: {count} inputs, {len(wrong)} wrong, {time.process_time() - began:.0f} s, "
            f"peak {_peak():.0f} MB, exit codes {dict(sorted(attack.codes.items()))}",
            flush=True,
        )
    return wrong, count


def led(name: str, runs: int, seed: int) -> None:
    """The same by atheris, which looks at what each input reaches. Ends the process."""
    import atheris

    import aftersales

    with atheris.instrument_imports(include=["aftersales"]):
        for module in [
            module for module in sys.modules if module.startswith(("aftersales", "transcripts", "json_answers"))
        ]:
            del sys.modules[module]  # what was loaded before is not instrumented, nor what holds on to it
        import transcripts

        for found in pkgutil.walk_packages(aftersales.__path__, "aftersales."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)  # now: commands load what they need only when it is not watched
    folder = Path(tempfile.mkdtemp())
    globals().update(Shell=transcripts.Shell, Run=transcripts.Run)
    attack = Attack(name, folder)
    attack.attempt(attack.seeds[0])
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(attack.seeds):
        (corpus / str(number)).write_bytes(data)

    def one(data: bytes) -> None:
        why = attack.attempt(data)
        assert why is None, why

    def other(data: bytes, most: int, chance: int) -> bytes:
        """Half of the inputs are what `fuzz` would make of this one: a part of an archive, a value at a key."""
        dice = random.Random(chance)
        if dice.random() < 0.5:
            try:
                return _input(attack.target, [data or b"\n"], dice)[:most]
            except (zipfile.BadZipFile, zlib.error, ValueError, LookupError, TypeError, NotImplementedError):
                pass  # what atheris made is not an archive and no text of this form
        return bytes(atheris.Mutate(data, len(data) + 100))[:most]

    options = [f"-atheris_runs={runs}", f"-seed={seed}", "-max_len=60000", str(corpus)]
    atheris.Setup([sys.argv[0], *options], one, custom_mutator=other)
    atheris.Fuzz()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("name", choices=[*TARGETS, "all"])
    options.add_argument("--runs", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path)
    options.add_argument("--replay", type=Path)
    options.add_argument("--atheris", action="store_true")
    asked = options.parse_args()
    if asked.replay:
        with tempfile.TemporaryDirectory() as folder:
            attack = Attack(asked.name, Path(folder))
            attack.attempt(attack.seeds[0])
            print(attack.attempt(asked.replay.read_bytes()) or "nothing is wrong")
            return 0
    if asked.atheris:
        led(asked.name, asked.runs, asked.seed)
    wrong, count = [], 0
    with stopping() as stopped:
        for name in TARGETS if asked.name == "all" else [asked.name]:
            if not stopped:
                lines, tried = fuzz(name, asked.runs, asked.seed, asked.keep, stopped)
                wrong += lines
                count += tried
    print(f"{count} inputs, {len(wrong)} wrong" + (f", ended by {signal.Signals(stopped[0]).name}" if stopped else ""))
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
