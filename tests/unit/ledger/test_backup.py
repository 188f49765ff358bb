"""Copies of the ledger: whole, never over another file, whatever else is wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from transcripts import ROOT, SAMPLES, Shell, prepared


@prepared
def imported(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])


@pytest.fixture
def ledger(imported: Shell) -> Path:
    return imported.home / "data/aftersales/ledger.db"


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


BROKEN = {
    "no TOML": ("config/aftersales/config.toml", "[house\n"),
    "a key that is none": ("config/aftersales/config.toml", "[shopz]\n"),
    "a policy that is none": ("config/aftersales/policies/tiktok-gb.toml", "[[rule]\n"),
    "rules that changed": (
        "config/aftersales/policies/tiktok-gb.toml",
        '[[rule]]\nid = "gb.respond"\nterms = [{ length = "9 business days", source = "x", confidence = "low" }]\n',
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_backup_needs_no_sound_rules_and_changes_nothing(shell: Shell, ledger: Path, home: Path, what: str) -> None:
    name, text = BROKEN[what]
    (home / name).parent.mkdir(exist_ok=True)
    (home / name).write_text(text, encoding="utf-8")
    before = _dump(ledger)
    run = shell.ok(f"ledger backup {home}/copy.db")
    assert run.err == f"{home}/copy.db is now a copy of {ledger}.\n"
    assert _dump(home / "copy.db") == before == _dump(ledger)
    assert (home / "copy.db").stat().st_mode & 0o077 == 0


def test_an_older_ledger_is_copied_as_it_is(shell: Shell, ledger: Path, home: Path) -> None:
    ledger.unlink()
    with closing(sqlite3.connect(ledger)) as db:
        db.executescript((ROOT / "tests/ledgers/schema-2.sql").read_text(encoding="utf-8"))
    shell.ok(f"ledger backup {home}/copy.db")
    assert _dump(home / "copy.db") == _dump(ledger)


def test_a_backup_is_one_file_and_goes_over_no_other(shell: Shell, ledger: Path, home: Path) -> None:
    shell.ok(f"ledger backup {home}/copy.db")
    shell.ok(f"--ledger {home}/copy.db due --all")
    assert sorted(p.name for p in home.glob("copy.db*")) == ["copy.db"]
    (home / "copy.db").write_bytes(b"mine")
    run = shell(f"ledger backup {home}/copy.db")
    assert (run.code, run.err) == (1, f"aftersales: {home}/copy.db already exists. Give another file name.\n")
    assert (home / "copy.db").read_bytes() == b"mine"
    assert not list(home.glob(".backup-*"))
