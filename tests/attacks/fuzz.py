"""Made-up inputs by the ten thousand: nothing may end as a bug, hang, fill the memory, or write where it refuses.

    python tests/attacks/fuzz.py NAME --runs 10000 --seed 1    # NAME: csv, json, xlsx, ledger, map, config, policy, all
    python tests/attacks/fuzz.py NAME --atheris --runs 10000   # led by what the program reaches (pip install atheris)

Each input is a sample that was damaged: bytes changed, pieces cut, doubled and moved, words of others' put in. It goes
the whole way of the command, in this process. What failed is kept in --keep FOLDER, and `--replay FILE` tries it again.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from hostile import HOSTILE  # noqa: E402
from transcripts import SAMPLES, Shell  # noqa: E402

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
    """What is attacked: samples, the file's name, the command that reads it. `packed`: a part of a ZIP is damaged."""

    seeds: Callable[[], Iterable[bytes]]
    name: str
    words: Sequence[str]
    packed: bool = False


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


def _of_cookbook(kind: str) -> list[bytes]:
    """The files that the topic `mapping` shows: the table, and the mapping that reads it."""
    text = (ROOT / "src/aftersales/help/mapping.md").read_text("utf-8")
    blocks = re.findall(r"<!-- file: \S+ -->\n```(\w+)\n(.*?)```", text, re.DOTALL)
    return [block.encode() for language, block in blocks if language == kind]


CONFIG = b"""[shops.uk-main]
market = "GB"
confirm = "import"
[shops.uk-main.staff]
timezone = "Asia/Shanghai"
hours = "09:00-18:00"
days = ["mon", "tue"]
days_off = ["2026-12-25"]
[costs]
currency = "GBP"
handling = 2.00
return_postage = "2.90"
[skus."A-1"]
landed_cost = 3
[[mode-rules]]
name = "cheap"
mode = "keep"
max_amount = 5
[apps.uk]
key = "6made0up1key2"
region = "row"
[sync]
before = ["due"]
max_age = "30m"
[notify.receivers.owner]
url_from = "OWNER_HOOK"
[[notify.rules]]
levels = ["4h", "overdue"]
"""

TARGETS = {
    "csv": Target(lambda: (_short(data) for data in _files("*.csv")), "fuzzed.csv", ["import", "{file}", "--dry-run"]),
    "json": Target(lambda: _files("*.json"), "fuzzed.json", ["import", "{file}", "--dry-run"]),
    "xlsx": Target(lambda: _files("*.xlsx"), "fuzzed.xlsx", ["import", "{file}", "--dry-run", "--force"], packed=True),
    "ledger": Target(_ledger, "fuzzed.jsonl", ["import", "{file}", "--dry-run", "--ledger", "{folder}/other.db"]),
    "map": Target(lambda: _of_cookbook("toml"), "fuzzed.toml", ["import", "{table}", "--map", "{file}", "--dry-run"]),
    "config": Target(lambda: [CONFIG], "config.toml", ["due", "--all", "--config", "{file}"]),
    "policy": Target(
        lambda: _files("tiktok-gb.toml", "house.toml", folder=ROOT / "src/aftersales/policies/data/rules"),
        "fuzzed.toml",
        ["policy", "check", "{file}"],
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
        self.shell = _shell(folder)
        self.file = folder / self.target.name
        table = folder / "table.csv"
        table.write_bytes(_of_cookbook("text")[0])
        places = {"file": str(self.file), "folder": str(folder), "table": str(table)}
        self.line = [word.format(**places) for word in self.target.words]
        self.ledger = folder / "data/aftersales/ledger.db"
        self.codes: Counter[int] = Counter()

    def attempt(self, data: bytes) -> str | None:
        """Try an input; returns what is wrong, None for nothing."""
        before = self.ledger.read_bytes()
        self.file.write_bytes(data)
        signal.signal(signal.SIGALRM, _ring)
        signal.alarm(PATIENCE)
        try:
            run = self.shell(self.line)
        except TooSlow:
            return f"took more than {PATIENCE} s"
        except Exception as error:
            return f"{type(error).__name__}: {error}"[:300]
        finally:
            signal.alarm(0)
        self.codes[run.code] += 1
        if run.code not in (0, 1, 2, 5):
            return f"exit {run.code}: {run.err[:300]}"
        if run.code and not (run.err + run.out).strip():
            return f"exit {run.code} without a word"
        if any(ord(c) < 32 and c != "\n" for c in run.err) or "\x7f" in run.err + run.out:
            return "control characters in what is said"
        if self.ledger.read_bytes() != before or (self.folder / "other.db").exists():
            return "it wrote to the ledger"
        return None


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def _peak() -> float:
    """Megabytes that the process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fuzz(name: str, runs: int, seed: int, keep: Path | None = None) -> list[str]:
    """Try so many inputs; returns what went wrong, a line each with the number of the run."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        attack = Attack(name, Path(folder))
        seeds = list(attack.target.seeds())
        attack.attempt(seeds[0])  # the first run of all stores under which rules the shop is
        tried = [attack.attempt(data) for data in seeds]
        wrong += [f"{name}: an undamaged sample: {why}" for why in tried if why is not None]
        base, began = _peak(), time.process_time()
        damage = damaged_archive if attack.target.packed else damaged
        for number in range(runs):
            dice = random.Random(f"{name} {seed} {number}")
            data = damage(dice.choice(seeds), dice, seeds)
            why = attack.attempt(data)
            if why is None and _peak() - base > MEMORY:
                why, base = f"{_peak() - base:.0f} MB more than before", _peak()
            if why is not None:
                wrong.append(f"{name}: --seed {seed}, run {number}: {why}")
                if keep is not None:
                    (keep / f"{name}-{seed}-{number}").write_bytes(data)
        print(
            f"{name}: {runs} inputs, {len(wrong)} wrong, {time.process_time() - began:.0f} s, "
            f"peak {_peak():.0f} MB, exit codes {dict(sorted(attack.codes.items()))}",
            flush=True,
        )
    return wrong


def led(name: str, runs: int, seed: int) -> None:
    """The same by atheris, which looks at what each input reaches. Ends the process."""
    import atheris

    with atheris.instrument_imports(include=["aftersales"]):
        for module in [module for module in sys.modules if module.startswith("aftersales")]:
            del sys.modules[module]
        import transcripts
    folder = Path(tempfile.mkdtemp())
    globals()["Shell"] = transcripts.Shell
    attack = Attack(name, folder)
    attack.attempt(next(iter(attack.target.seeds())))
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(attack.target.seeds()):
        (corpus / str(number)).write_bytes(data)

    def one(data: bytes) -> None:
        why = attack.attempt(data)
        assert why is None, why

    atheris.Setup([sys.argv[0], f"-atheris_runs={runs}", f"-seed={seed}", "-max_len=20000", str(corpus)], one)
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
            attack.attempt(next(iter(attack.target.seeds())))
            print(attack.attempt(asked.replay.read_bytes()) or "nothing is wrong")
            return 0
    if asked.atheris:
        led(asked.name, asked.runs, asked.seed)
    wrong = [
        line
        for name in (TARGETS if asked.name == "all" else [asked.name])
        for line in fuzz(name, asked.runs, asked.seed, asked.keep)
    ]
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
