"""Strangers' texts in every column, through every command, with each of its formats and each of its flags.

The commands, their formats and flags are read from the program, the words they take are found as in
tests/test_every_command.py: a new command, format or column is in here by itself.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import test_every_command as every
from aftersales import text
from aftersales.commandline.options import format_choice
from aftersales.ledger.privacy import classes
from attacks.test_hostile_texts import OWN, READERS
from hostile import HOSTILE
from transcripts import SAMPLES, Run, Shell

FREE = {
    "orders.csv": (
        "Product Name", "Variation", "Seller SKU", "Buyer Username", "Tracking ID", "Buyer Message", "Cancel Reason",
        "Warehouse Name", "Recipient", "Seller Note", "Delivery Option",
    ),
    "returns.csv": (
        "Product Name", "SKU Name", "Seller SKU", "Buyer Username", "Return Reason", "Buyer Note",
        "Return Logistics Tracking ID", "Payment Method",
    ),
}  # fmt: skip
TEXTS = [words for words in HOSTILE.values() if "\0" not in words]  # a row that has one is rejected
ODD_NAMES = ("=1+1 [red]\u202e<b>,;a.csv", "-2+3\n@SUM(A1)\x1b[2J.csv")  # of files
MEGABYTE = "=" + "z" * 1_000_000
# Words to try for what commands take, before those of tests/test_every_command.py.
GIVEN = {
    "TEXT": (HOSTILE["markdown table"] + HOSTILE["escape codes"], HOSTILE["formula"], *every.WORDS["TEXT"]),
    "FILE": ("given/returns-next-day.csv", *every.WORDS["FILE"]),
    "T": (HOSTILE["formula"] + HOSTILE["hyperlink of a terminal"], "JD1"),
    "REF": (HOSTILE["broken html"], "1"),
}
# Columns that hold no personal data and yet a stranger's words, and those where it is the seller's.
GOODS = {
    ("orders", "cancel_reason"), ("lines", "sku"), ("lines", "product"),
    ("lines", "variation"), ("cases", "product"), ("cases", "sku"), ("cases", "unknown_kind"), ("cases", "substatus"),
    ("cases", "dispute_status"), ("cases", "appeal_status"), ("cases", "compensation_status"),
}  # fmt: skip
UNREACHED = {("orders", "origin"), ("sent_alerts", "receiver"), ("sent_stale", "receiver")}
MARKS = (
    "alert(1)",
    "evil.example",
    "owned",
    "=cmd|",
    "@SUM",
    "END:VEVENT",
    "VALARM",
    "[ ] a",
    "{{ 7",
    "[bold red]",
    "=1+1",
)
# These are tried with every run of the tests, the other commands where there is time.
OFTEN = ("imports",)
COMMANDS = [pytest.param(name, marks=() if name in OFTEN else pytest.mark.slow) for name in every.COMMANDS]
# The home as it was built once in this process.
FOLDER = TemporaryDirectory(prefix="aftersales-hostile-", ignore_cleanup_errors=True)
COLOURS = re.compile(r"\x1b\[[\d;]*m")
STAYS = {"--watch"}  # a command with it does not end


def beset_exports(folder: Path) -> None:
    """The samples with a stranger's text in each cell that is free, each time another."""
    for name in ("orders.csv", "returns.csv", "returns-next-day.csv"):
        with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        free = [head.index(column) for column in FREE[name.replace("-next-day", "")] if column in head]
        for number, row in enumerate(rows):
            for at in free:
                if "Tracking" in head[at] and not row[at].strip():  # one that is there says that a parcel is on its way
                    continue
                row[at] = TEXTS[(number + 7 * at) % len(TEXTS)]
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])


def odd_requests(file: Path, first: int) -> None:
    """Requests of which one cell each is a stranger's, though words that the program knows are awaited there; a cell as
    long as one may be, and one with a NUL.
    """
    with (SAMPLES / "returns.csv").open(encoding="utf-8-sig", newline="") as samples:
        head, sample, *_ = csv.reader(samples)
    odd = [(at, words) for at in range(len(head)) for words in TEXTS[at % 3 :: 3]]
    odd += [(head.index("Product Name"), "=1+1" + "y" * 131_000), (head.index("Buyer Note"), HOSTILE["nul"])]
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(head)
        for number, (at, words) in enumerate(odd):
            table.writerow([str(first + number), *sample[1:at], words, *sample[at + 1 :]][: len(head)])


def build(shell: Shell) -> None:
    """A ledger on which strangers wrote wherever they can: through files, and in what people record."""
    given = shell.home / "given"
    given.mkdir()
    beset_exports(given)
    every.fill(shell, given)
    for number, name in enumerate(ODD_NAMES):
        odd_requests(given / name, 4036000000000000000 + 1000 * number)
        run = shell(["import", str(given / name), "--as-of", "2026-11-24T08:50"])
        assert run.code in (0, 5), run
    for number, words in enumerate([*TEXTS, MEGABYTE]):
        order = f"5770000000000001{number:02d}"
        for line in (
            ["note", str(number % 18 + 1), "-m", words],
            ["message", str(number % 18 + 1), "-m", words],
            ["review", "open", "--stars", "2", "--text", words, "--product", words, "--buyer", words, "--ref", words],
            ["order", "add", order, "--amount", "5", "--placed", "2026-11-23T10:00", "--product", words, "--sku", words,
             "--buyer", words],
            ["open", "refund", "--order", order, "--reason", words, "--ref", words],
            ["routine", "add", words, "--every", "7d", "--sku", words, "--duty", words],
            ["order", "tracking", "577089792856429186", "--news", words],
        ):  # fmt: skip
            run = shell(line)
            assert run.code in (0, 1, 2), run
            _harmless(run, "")


@pytest.fixture
def beset(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A copy of the ledger on which strangers wrote, in a folder with all that commands look for."""
    every.surround(shell, monkeypatch)
    monkeypatch.setattr("getpass.getuser", lambda: HOSTILE["rich mark-up"] + HOSTILE["escape codes"])
    kept, first = Path(FOLDER.name) / "home", Path(FOLDER.name) / "first"
    if not kept.exists():
        build(shell)
        shutil.copytree(shell.home, kept)
        first.write_text(str(shell.home), "utf-8")
        return shell
    shutil.copytree(kept, shell.home, dirs_exist_ok=True)
    config = shell.home / "config/aftersales/config.toml"
    config.write_text(config.read_text("utf-8").replace(first.read_text("utf-8"), str(shell.home)), "utf-8")
    return shell


# --- What may come out ----------------------------------------------------------------------------------------------


def _harmless(run: Run, form: str, *, terminal: bool = False) -> None:
    """Nothing that steers a terminal or a reader, and no bug."""
    shown = COLOURS.sub("", run.out) if terminal else run.out
    said = COLOURS.sub("", run.err) if terminal else run.err
    assert run.code in range(6), run
    assert "Traceback" not in run.out + run.err
    own = OWN.get(form, "") if form or terminal else OWN["tsv"]  # which is what a pipe gets
    steering = [c for c in re.findall(text.UNSAFE, shown) if c not in own + "\n"]
    steering += [c for c in re.findall(text.UNSAFE, said) if c != "\n"]
    assert not steering, (steering, run.out[:2000], run.err[:2000])
    if run.out and form in READERS:
        READERS[form](run.out)


def _sound_files(files: set[Path]) -> None:
    """In the files that a command wrote nothing is a formula that runs, a line too many, or an element of HTML."""
    for file in files:
        form = file.suffix.removeprefix(".")
        if form == "xlsx":
            from openpyxl import load_workbook

            for sheet in load_workbook(file):
                formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
                assert not formulas, (file.name, sheet.title, formulas)
        elif form == "csv":
            with file.open(encoding="utf-8-sig", newline="") as table:
                head, *rows = csv.reader(table)
            assert {len(row) for row in rows} <= {len(head)}
            cells = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
            assert not [cell for cell in cells if not re.fullmatch(r"-[\d.]+( [A-Z]{3})?", cell)], cells
        elif form in ("html", "json", "jsonl", "ics"):
            READERS[form](file.read_bytes().decode())


def _forms(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each format of a command with the words that ask for it; as it is without words; each flag."""
    yield "", []
    for param in every.COMMANDS[name].params:
        choice = format_choice(param)
        for form in choice.choices if choice else ():
            yield form, ["--format", form]
        if "--json" in param.opts:
            yield "json", ["--json"]
        elif "--header" in param.opts:
            yield "tsv", ["--format", "tsv", "--header"]
        elif getattr(param, "is_flag", False) and param.name not in every.GLOBAL and not STAYS & set(param.opts):
            yield "", [param.opts[-1]]


@pytest.mark.slow
def test_a_stranger_s_text_is_in_each_column_where_one_can_be(beset: Shell) -> None:
    """Else what the other tests here see is less than they say."""
    columns = {*classes.columns(*set(classes.CLASSES) - {classes.NUMBER}), *GOODS} - UNREACHED
    with closing(sqlite3.connect(beset.home / "data/aftersales/ledger.db")) as ledger:
        values = {
            (table, column): " ".join(str(value) for (value,) in ledger.execute(f"SELECT {column} FROM {table}"))
            for table, column in columns
        }
    assert {where for where, text in values.items() if not any(mark in text for mark in MARKS)} == set()
    assert "\0" not in "".join(values.values())  # the rows that had one were rejected


@pytest.mark.slow
def test_a_ledger_full_of_strangers_texts_moves_whole(beset: Shell) -> None:
    """Each of them is the same on another computer; as a backup, too; and what is forgotten is gone."""
    file, new = str(beset.home / "all.jsonl"), str(beset.home / "new.db")
    beset.ok(["export", file])
    beset.ok(["--ledger", new, "import", file])
    rows = [line for line in beset.ok(["--ledger", new, "export"]).out.splitlines() if '"table": "' in line]
    assert rows == [line for line in Path(file).read_text("utf-8").split("\n") if '"table": "' in line]
    beset.ok(["ledger", "backup", "all.db"])
    beset.ok(["ledger", "restore", "all.db", "--yes"])
    assert beset.ok("export").out.splitlines()[1:-1] == Path(file).read_text("utf-8").split("\n")[1:-2]
    beset.ok("ledger check --deep")
    run = beset.ok("ledger forget --before 2026-11-25 --yes --json")
    assert json.loads(run.out)["proved"]
    beset.ok("ledger check --deep")


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_lets_a_stranger_s_text_run(beset: Shell, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for what, words in GIVEN.items():
        monkeypatch.setitem(every.WORDS, what, words)
    copies = every.Copies(beset, monkeypatch)
    words = every.working(copies, name)
    for form, asked in _forms(name):
        before = {file for file in beset.home.rglob("*") if "copy-" not in str(file)}
        for beset.terminal in (False, True) if not form else (False,):
            copies.fresh()
            target = words
            if name == "export" and form:  # a folder for CSV
                target = [f"made-{len(before)}" + {"csv": "", "jsonl": ".jsonl"}.get(form, ".xlsx")]
            run = beset([*name.split(), *target, *(word for word in asked if word not in words)])
            assert name != "export" or not form or run.code == 0, run
            _harmless(run, form, terminal=beset.terminal)
        made = {file for file in beset.home.rglob("*") if "copy-" not in str(file) and file.is_file()}
        _sound_files(made - before)
