"""The whole ledger as a file, and the same ledger made of it."""

from __future__ import annotations

import gzip
import importlib.util
import io
import json
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from aftersales import text
from aftersales.ledger.connection import VERSION
from aftersales.ledger.transfer import tables
from budget import first
from hostile import HOSTILE
from tables import of_each
from transcripts import ROOT, SAMPLES, Shell, prepared

KEPT = ROOT / "tests" / "ledgers"
# What must come out of both ledgers alike.
SHOWN = (
    "due --all --json",
    "due --all --format tsv",
    "log --json",
    "status --json",
    "cases --json",
    "stock list --json",
    "claim list --json",
    "report week --json",
    "explain 7 --json",
    "show 13 --json",
    "ledger check --json",
)


@prepared
def lived(shell: Shell) -> None:
    """A ledger with orders, requests, answers, goods that came back, a claim, and something taken back."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    for step in ("approve 13 --mode seller-address", "shipped 13", "delivered 13", "received 13 --grade minor"):
        shell.ok(f"{step} --at 2026-11-24T08:45")
    shell.ok("claim 4 --on carrier --because damaged --force")
    shell.ok("routine add Count --every 7d --at 2026-11-23T09:00")
    shell.ok("approve 2 --mode keep")
    shell.ok("undo")
    shell.ok("snooze 6 --until 2026-11-24T12:00")
    shell.ok("report morning --mark")


def _of(shell: Shell, ledger: Path) -> list[str]:
    """What a ledger shows; where it lies is left out."""
    return [shell(f"--ledger {ledger} {line}").out.replace(str(ledger), "L") for line in SHOWN]


def _own(shell: Shell) -> Path:
    return shell.home / "data/aftersales/ledger.db"


@pytest.mark.parametrize("name", ["ledger.jsonl", "ledger.jsonl.gz"])
def test_a_ledger_made_of_its_file_is_the_same(lived: Shell, name: str) -> None:
    file, new = lived.home / name, lived.home / "new.db"
    lived.ok(f"export {file}")
    lived.ok(f"--ledger {new} import {file}")
    assert _of(lived, new) == _of(lived, _own(lived))
    assert lived.ok(f"--ledger {new} export").out == lived.ok("export").out
    # And it goes on the same way.
    for line in ("undo --json", "approve 3 --mode keep --json", "undo 8 --yes --json", "log --json", "due --json"):
        assert lived(line) == lived(f"--ledger {new} {line}"), line
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE(new.stat().st_mode) == 0o600


def test_the_file_says_what_it_is(lived: Shell) -> None:
    first, *rows, last = map(json.loads, lived.ok("export").out.splitlines())
    assert list(first) == ["format", "version", "program", "schema", "at", "shop", "rows"]
    assert (first["format"], first["version"], first["schema"]) == ("aftersales-ledger", 1, VERSION)
    assert first["at"] == "2026-11-24T09:00:00Z"
    counted: dict[str, int] = dict.fromkeys(first["rows"], 0)
    for row in rows:
        counted[row["table"]] += 1
    assert counted == first["rows"]
    assert last["rows"] == len(rows)
    assert (counted["shops"], counted["orders"]) == (1, 60)
    with closing(sqlite3.connect(_own(lived))) as db:
        for table in tables.tables_of():
            stored = [dict(zip(table.columns, row, strict=True)) for row in tables.rows(db, table)]
            told = [row for row in rows if row["table"] == table.name]
            assert told == [{"table": table.name, **row} for row in stored]


def test_a_file_that_init_left_empty_takes_a_ledger(lived: Shell) -> None:
    file, new, config = lived.home / "l.jsonl", lived.home / "other/new.db", lived.home / "other/config.toml"
    lived.ok(f"export {file}")
    lived.ok(f"--ledger {new} --config {config} init --shop uk-main --market GB", now="2026-12-01T08:00:00+00:00")
    said = lived.ok(f"--ledger {new} import {file}")
    assert "copy config.toml" in said.err
    assert _of(lived, new) == _of(lived, _own(lived))


def test_a_ledger_with_data_or_another_shop_is_left_as_it_is(lived: Shell) -> None:
    file, new, config = lived.home / "l.jsonl", lived.home / "other/new.db", lived.home / "other/config.toml"
    lived.ok(f"export {file}")
    before = lived.ok("export").out
    run = lived(f"import {file}")
    assert (run.code, run.out) == (1, "")
    assert re.search(r"has data already \(60 orders, 33 cases\)\. Nothing was written: .* --ledger new\.db", run.err)
    assert lived.ok("export").out == before
    lived.ok(f"--ledger {new} --config {config} init --shop de-main --market DE")
    empty = lived.ok(f"--ledger {new} export").out
    run = lived(f"--ledger {new} import {file}")
    assert run.code == 1 and "has the shop de-main" in run.err
    assert lived.ok(f"--ledger {new} export").out == empty


def test_a_dry_run_tries_all_of_it_and_leaves_nothing(lived: Shell) -> None:
    file, new = lived.home / "l.jsonl", lived.home / "new.db"
    lived.ok(f"export {file}")
    run = lived.ok(f"--ledger {new} import {file} --dry-run --format table")
    assert "60 orders, 33 cases" in run.out and "nothing written" in run.out
    assert not new.exists()
    assert lived(f"import {file} --dry-run").code == 1


# --- what is not a whole ledger ---------------------------------------------------------------------------------------


def _swapped(lines: list[str]) -> list[str]:
    return [*lines[:30], lines[31], lines[30], *lines[32:]]


def _changed_header(lines: list[str], **changed: object) -> list[str]:
    return [json.dumps({**json.loads(lines[0]), **changed}) + "\n", *lines[1:]]


DAMAGED: dict[str, tuple[Callable[[list[str]], list[str]], str]] = {
    "no last line": (lambda lines: lines[:-1], r"ends too early: line \d+ of \d+"),
    "cut in a line": (lambda lines: [*lines[:-20], lines[-20][:30]], "ends too early"),
    "the first line alone": (lambda lines: lines[:1], "ends too early"),
    "a line lost": (lambda lines: lines[:40] + lines[41:], "should be here|ends too early"),
    "two lines swapped": (_swapped, "checksum is another|should be here"),
    "another table's row": (lambda lines: [lines[0], lines[3], *lines[1:]], "a row of shops should be here"),
    "a digit changed": (lambda lines: [line.replace('"amount": 1', '"amount": 2') for line in lines], "its checksum"),
    "no JSON": (lambda lines: [*lines[:9], "{oops\n", *lines[10:]], "line 10: it is not a JSON object"),
    "a text for a number": (
        lambda lines: [re.sub(r'"table": "imports", "id": \d', '"table": "imports", "id": "x"', s) for s in lines],
        "can't be in a ledger",
    ),
    "half a character": (lambda lines: [s.replace('"uk-main"', '"\\ud800"') for s in lines], "can't be in a ledger"),
    "more than 64 bits": (
        lambda lines: [
            re.sub(r'"table": "imports", "id": \d', f'"table": "imports", "id": {1 << 64}', s) for s in lines
        ],
        "can't be in a ledger",
    ),
    "a list for a text": (lambda lines: [s.replace('"uk-main"', "[1]") for s in lines], "can't be in a ledger"),
    "something behind it": (lambda lines: [*lines, "{}\n"], "follows its last line"),
    "a newer format": (lambda lines: _changed_header(lines, version=2), "newer aftersales .* Update aftersales"),
    "a newer schema": (lambda lines: _changed_header(lines, schema=VERSION + 1), "newer aftersales .* Update"),
    "no counts": (lambda lines: _changed_header(lines, rows=7), "does not say what the file is"),
    "a schema of nothing": (lambda lines: _changed_header(lines, schema=0), "does not say what the file is"),
    "a table too many": (lambda lines: _changed_header(lines, rows={"spies": 1}), "names other tables"),
}


@pytest.fixture
def exported(lived: Shell) -> list[str]:
    """The lines of the ledger's file."""
    return lived.ok("export").out.splitlines(keepends=True)


@of_each("name", DAMAGED)
def test_a_damaged_file_is_refused_in_one_sentence(lived: Shell, exported: list[str], name: str) -> None:
    damage, said = DAMAGED[name]
    file, new = lived.home / "l.jsonl", lived.home / "new.db"
    file.write_text("".join(damage(exported)), encoding="utf-8")
    run = lived(f"--ledger {new} import {file}")
    assert (run.code, run.out) == (1, "")
    assert re.search(said, run.err), run.err
    assert "Nothing was written" in run.err and run.err.count("\n") == 1
    assert not list(lived.home.glob("*.db*")) and not list(lived.home.glob(".ledger-draft-*"))


def test_a_packed_file_that_is_cut_is_refused(lived: Shell) -> None:
    file, new = lived.home / "l.jsonl.gz", lived.home / "new.db"
    lived.ok(f"export {file}")
    whole = file.read_bytes()
    for part in (whole[: len(whole) // 2], whole[:-4], whole[:2000] + b"\0\0\0\0" + whole[2004:]):
        file.write_bytes(part)
        run = lived(f"--ledger {new} import {file}")
        assert run.code == 1 and run.err.count("\n") == 1 and "Nothing was written" in run.err
        assert not new.exists()


@pytest.mark.parametrize("name", ["ledger.jsonl", "ledger.jsonl.gz"])
def test_a_ledger_comes_by_standard_input(lived: Shell, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    file, new = lived.home / name, lived.home / "new.db"
    lived.ok(f"export {file}")
    with io.TextIOWrapper(io.BufferedReader(io.BytesIO(file.read_bytes()))) as stream:  # type: ignore[arg-type]
        monkeypatch.setattr("sys.stdin", stream)
        assert "60 orders, 33 cases" in lived.ok(f"--ledger {new} import - --format table").out
    assert _of(lived, new) == _of(lived, _own(lived))


def test_among_exports_a_whole_ledger_is_left_alone(lived: Shell) -> None:
    (lived.home / "exports").mkdir()
    lived.ok(f"export {lived.home / 'exports/l.jsonl'}")
    run = lived.ok(f"import {lived.home / 'exports'}")
    assert "l.jsonl: it is a whole ledger, which is imported by itself." in run.err


@pytest.mark.slow
def test_some_thousand_cases_come_back_as_they_were(shell: Shell) -> None:
    """A ledger of the benchmarks, with a month of use and a morning's work."""
    spec = importlib.util.spec_from_file_location("ledgers", ROOT / "tests/benchmarks/ledgers.py")
    assert spec is not None and spec.loader is not None
    ledgers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(ledgers)
    ledgers.ledger(shell.home / "big", 5_000, 4_000)
    ledgers.morning(shell.home / "used", shell.home / "big")
    old, new, file = shell.home / "used/ledger.db", shell.home / "new.db", shell.home / "l.jsonl"
    config = f"--config {shell.home / 'used/config.toml'}"
    shell.ok(f"{config} --ledger {old} export {file}")
    shell.ok(f"{config} --ledger {new} import {file}")
    for line in ("due --all --json", "log --json", "explain 7 --json", "show 3999 --json", "report morning --json"):
        shown = [shell(f"{config} --ledger {ledger} {line}") for ledger in (old, new)]
        assert shown[0].out and shown[0] == shown[1], line
    assert shell.ok(f"{config} --ledger {new} export").out == file.read_text(encoding="utf-8")
    checks = [shell(f"{config} --ledger {ledger} ledger check") for ledger in (old, new)]
    assert checks[0] == checks[1]


def test_a_whole_ledger_is_imported_by_itself(lived: Shell) -> None:
    file = lived.home / "l.jsonl"
    lived.ok(f"export {file}")
    run = lived(f"import {file} {SAMPLES / 'orders.csv'}")
    assert run.code == 2 and "import it by itself" in run.err
    run = lived(f"import {file} --shop uk-main")
    assert run.code == 2 and "--shop is for exports" in run.err


# --- the file that is written ---------------------------------------------------------------------------------------


def test_no_file_is_overwritten_by_a_slip(lived: Shell) -> None:
    file = lived.home / "l.jsonl"
    file.write_text("mine", encoding="utf-8")
    run = lived(f"export {file}")
    assert run.code == 1 and "--force" in run.err and file.read_text(encoding="utf-8") == "mine"
    file.chmod(0o644)
    lived.ok(f"export {file} --force")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for taken in (_own(lived), lived.home / "config/aftersales/config.toml"):
        before = taken.read_bytes()
        assert lived(f"export {taken} --force --format jsonl").code == 1
        assert taken.read_bytes() == before
    assert lived(f"export {lived.home / 'no' / 'l.jsonl'}").code == 1
    answer = json.loads(lived.ok(f"export {file} --force --json").out)
    assert (answer["format"], answer["bytes"], answer["shop"]) == ("jsonl", file.stat().st_size, None)
    assert lived("export --json").code == 2
    assert sorted(path.name for path in lived.home.iterdir()) == ["config", "data", "l.jsonl"]


def test_a_full_disk_leaves_nothing(lived: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    file = lived.home / "l.jsonl"

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    run = lived(f"export {file}")
    assert run.code == 1 and "the disk is full; free some room" in run.err
    assert not [path for path in lived.home.iterdir() if "jsonl" in path.name]


def test_one_shop_s_data_are_only_its_own(lived: Shell) -> None:
    lived.ok("init --shop de-secret --market DE")
    when = "--placed 2026-11-23T10:00 --delivered 2026-11-24T06:00"
    lived.ok(f"order add 577000000000000009 --shop de-secret --amount 5 {when}")
    lived.ok("open return --order 577000000000000009 --reason ours --at 2026-11-24T08:30")
    file, new = lived.home / "uk.jsonl", lived.home / "new.db"
    due, log = (lived.ok(line).out for line in ("due --all --shop uk-main --json", "log --shop uk-main --json"))
    lived.ok(f"export --shop uk-main {file}")
    assert "secret" not in file.read_text(encoding="utf-8") and "ours" not in file.read_text(encoding="utf-8")
    lived.ok(f"--ledger {new} import {file}")
    assert lived.ok(f"--ledger {new} due --all --json").out == due
    entries = [
        [(e["write"], e["at"], e["summary"]) for e in json.loads(out)]
        for out in (log, lived.ok(f"--ledger {new} log --json").out)
    ]
    assert entries[0] == entries[1] != []
    lived.ok(f"--ledger {new} undo")
    run = lived("export --shop uk-mian")
    assert run.code == 1 and "did you mean uk-main" in run.err


def test_each_table_says_which_rows_are_a_shop_s() -> None:
    assert all(tables.of_shop(table) for table in tables.tables_of())


@pytest.mark.parametrize("schema", first(3, [2, 8, 16, 7, 10, 11, 12, 13, 14, 15]))
def test_a_file_of_an_older_ledger_becomes_one_of_today(shell: Shell, schema: int) -> None:
    """The program of that time would have written it so: its tables, and none of the newer columns."""
    old, new, config = (shell.home / name for name in ("old.db", "new.db", "config/aftersales/config.toml"))
    config.parent.mkdir(parents=True)
    config.write_text('[shops.uk-main]\nmarket = "GB"\n[shops.us-store]\nmarket = "US"\n', encoding="utf-8")
    with closing(sqlite3.connect(old)) as db:
        db.executescript((KEPT / f"schema-{schema}.sql").read_text(encoding="utf-8"))
    file = shell.home / "old.jsonl"
    shell.ok(f"--ledger {old} export {file}")
    assert json.loads(file.read_text(encoding="utf-8").partition("\n")[0])["schema"] == schema
    shell.ok(f"--ledger {new} import {file}")
    shell.ok(f"--ledger {old} note 1 -m 'brought up to date'")
    shell.ok(f"--ledger {new} note 1 -m 'brought up to date'")
    for line in ("due --all --json", "log --json", "explain 1 --json"):
        assert shell.ok(f"--ledger {new} {line}").out == shell.ok(f"--ledger {old} {line}").out
    shell.ok(f"--ledger {new} ledger check")


def test_strangers_texts_come_back_as_they_were(lived: Shell) -> None:
    """And none of them steers a terminal on the way."""
    new = lived.home / "new.db"
    with closing(sqlite3.connect(_own(lived))) as db, db:
        for number, words in enumerate(HOSTILE.values(), 1):
            sets = "product = :text, sku = :text, buyer = :text, buyer_note = :text, reason = :text"
            db.execute(f"UPDATE cases SET {sets} WHERE id = :id", {"text": words, "id": number % 18 + 1})
    run = lived.ok("export")
    assert not [c for c in re.findall(text.UNSAFE, run.out + run.err) if c not in "\n\x7f"]
    file = lived.home / "l.jsonl"
    lived.ok(f"export {file}")
    lived.ok(f"--ledger {new} import {file}")
    assert lived.ok(f"--ledger {new} export").out == run.out
    lived.encoding = "gbk"
    assert [json.loads(line) for line in lived.ok("export").out.splitlines()][1:-1] == [
        json.loads(line) for line in run.out.splitlines()
    ][1:-1]


def test_what_somebody_added_by_hand_is_named(lived: Shell) -> None:
    with closing(sqlite3.connect(_own(lived))) as db, db:
        db.execute("CREATE TABLE mine (x TEXT)")
        db.execute("ALTER TABLE cases ADD COLUMN colour TEXT")
    run = lived.ok("export")
    assert "Left out: cases.colour." in run.err and "Left out: mine." in run.err
    assert '"colour"' not in run.out


def test_a_file_is_written_while_somebody_writes(lived: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes in meanwhile is wholly in it or not at all: all rows are of one state."""
    from aftersales.actions.export import ledger_lines

    before, row_line = lived.ok("export").out, ledger_lines.row_line
    copy = lived.home / "copy.db"

    def meanwhile(*args: object, **options: object) -> str:
        if not copy.exists():
            with closing(sqlite3.connect(_own(lived))) as db, db:
                db.execute("DELETE FROM events")
            copy.touch()
        return row_line(*args, **options)  # type: ignore[arg-type]

    shutil.copy(_own(lived), lived.home / "kept.db")
    monkeypatch.setattr(ledger_lines, "row_line", meanwhile)
    assert lived.ok("export").out == before
    with gzip.open(lived.home / "x.gz", "wb") as packed:
        packed.write(before.encode())
    lived.ok(f"--ledger {lived.home / 'new.db'} import {lived.home / 'x.gz'}")


def test_an_empty_path_is_no_folder_and_a_circle_of_links_no_bug(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("init --shop uk-main --market GB")
    monkeypatch.chdir(shell.home)
    (shell.home / "circle").symlink_to("circle")
    before = sorted(path.name for path in shell.home.iterdir())
    for arguments in (["export", ""], ["import", ""], ["evidence", "add", "1", ""], ["policy", "check", ""]):
        run = shell(arguments)
        assert (run.code, "FILE is empty." in run.err) == (2, True), arguments
    for arguments in (["export", "circle"], ["due", "--output", "circle"]):
        run = shell(arguments)
        assert (run.code, "circle is a link that leads back to itself." in run.err) == (1, True), arguments
    assert shell("doctor --ledger circle").code == 1
    assert sorted(path.name for path in shell.home.iterdir()) == before
