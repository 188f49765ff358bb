"""What the benchmarks run on fits the ledger of today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import answers, ledgers, sheets
from transcripts import Shell

AT = f"--now {ledgers.NOW.isoformat()}"


@pytest.mark.parametrize(
    ("make", "due"),
    [
        ((ledgers.ledger, 30, 20), 20),
        ((ledgers.pressing, 30), 30),
        # with history: copies of cases, on orders that cost more or less than the refund
        pytest.param((ledgers.ledger, 3_000, ledgers.OPEN + 900), ledgers.DUE, marks=pytest.mark.slow),
    ],
)
def test_a_ledger_of_the_benchmarks_is_whole(shell: Shell, tmp_path: Path, make: tuple, due: int) -> None:
    build, *sizes = make
    build(tmp_path, *sizes)
    mine = f"--ledger {tmp_path}/ledger.db --config {tmp_path}/config.toml {AT}"
    assert len(json.loads(shell.ok(f"due --duty respond --json {mine}").out)) == due
    assert shell.ok(f"ledger check {mine}").code == 0


def test_an_export_of_the_benchmarks_is_read_without_a_rejected_row(shell: Shell, tmp_path: Path) -> None:
    ledgers.export(tmp_path / "orders.csv", 20)
    shell.ok("init --shop uk-main --market GB")
    run = json.loads(shell.ok(f"import {tmp_path}/orders.csv --json {AT}").out)
    assert [(file["rows"], file["rejected"]) for file in run] == [(20, 0)]


def test_the_answers_of_the_benchmarks_hold_the_same_returns(shell: Shell, tmp_path: Path) -> None:
    shell.ok("init --shop uk-main --market GB")
    counts = []
    for shape in ("", "newer", "lines"):
        answers.make(tmp_path / "a.json", 30, shape)
        (file,) = json.loads(shell.ok(f"import {tmp_path}/a.json --json {AT}").out)
        counts.append((file["new"], file["changed"], file["same"], file["rejected"]))
        answers.floor(tmp_path / "a.json")
    assert counts == [(30, 0, 0, 0), (1, 0, 30, 0), (0, 0, 30, 0)]


def test_the_workbook_of_the_benchmarks_is_read_as_by_another(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")  # only who develops has it
    sheets.make(tmp_path / "orders.xlsx", 20)
    assert sheets.read(tmp_path / "orders.xlsx") == sheets.calamine(tmp_path / "orders.xlsx") > 2_000


def test_the_workbook_of_the_benchmarks_is_imported_whole(shell: Shell, tmp_path: Path) -> None:
    book = tmp_path / "orders.xlsx"
    sheets.make(book, 20)
    shell.ok("init --shop uk-main --market GB")
    run = json.loads(shell.ok(f"import {book} --json {AT}").out)
    assert [(file["rows"], file["rejected"]) for file in run] == [(20, 0)]


def test_the_floor_of_an_export_has_every_row(tmp_path: Path) -> None:
    ledgers.ledger(tmp_path, 30, 20)
    for form, write in (("jsonl", sheets.as_json), ("csv", sheets.as_csv)):
        sheets.fetched(tmp_path / "ledger.db", tmp_path / form, write)
        written = (tmp_path / form).read_text(encoding="utf-8")
        assert written.count(ledgers.SHOP) > 50
        assert ledgers.PRODUCT in written
