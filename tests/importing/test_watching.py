"""`import --watch`: what is saved into a folder is imported when it is whole, until Ctrl-C."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from aftersales.actions.imports import watching
from aftersales.actions.imports.part_result import ImportOptions
from aftersales.errors import LedgerError
from aftersales.rendering.fields.imports import ImportReport
from importing.files import Seller, request, returns
from terminals import at_terminal
from transcripts import Shell

A, B = "4035312345678901111", "4035312345678902222"


@pytest.mark.slow
def test_what_is_saved_is_imported_until_ctrl_c(
    seller: Seller, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_PAUSE", 0.3)
    folder = tmp_path / "in"
    folder.mkdir()
    returns(folder / "a.csv", request(A))
    watch = at_terminal(["import", "--watch", str(folder)], 200, 50, timeout=60, AFTERSALES_NOW=shell.now)
    watch.expect("Watching .*/in")
    watch.expect("requests: 1 new")
    (folder / "letter.txt").write_text("Dear Anna", encoding="utf-8")
    watch.expect("Skipped .*/in/letter.txt")
    (folder / "b.csv.crdownload").write_bytes(returns(tmp_path / "b.csv", request(A), request(B)).read_bytes())
    (folder / "b.csv.crdownload").rename(folder / "b.csv")
    watch.expect("requests: 1 new, 0 changed, 1 the same")
    watch.sendintr()
    import pexpect

    watch.expect(pexpect.EOF)
    watch.close()
    assert watch.exitstatus == 130
    assert "Traceback" not in watch.before
    assert {case["ref"] for case in seller.cases()} == {A, B}


def test_a_busy_ledger_is_told_and_the_file_is_taken_at_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns(tmp_path / "a.csv", request(A))
    warned: list[str] = []
    clock, output = SimpleNamespace(tick=lambda: None), SimpleNamespace(warn=warned.append)
    app: Any = SimpleNamespace(clock=clock, output=output)
    tries = iter([LedgerError("the ledger is busy"), ImportReport([], datetime.now(UTC), False, [])])

    def run(*_: Any) -> ImportReport:
        result = next(tries)
        if isinstance(result, LedgerError):
            raise result
        return result

    monkeypatch.setattr(watching, "_PAUSE", 0.01)
    monkeypatch.setattr(watching.files, "run", run)
    report = next(watching.reports(app, [tmp_path], ImportOptions()))
    assert (warned, report.files) == (["the ledger is busy"], [])


def test_only_folders_are_watched(seller: Seller, tmp_path: Path) -> None:
    run = seller.run("import", "--watch", returns(tmp_path / "a.csv", request(A)))
    assert (run.code, "--watch takes folders" in run.err) == (2, True)
    run = seller.run("import", "--watch", "--shop", "nobody")
    assert (run.code, "no shop 'nobody'" in run.err) == (1, True)
