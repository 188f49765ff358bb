"""Rows are replaced block by block; tests/commands/test_forget.py has the whole way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.ledger.privacy import redaction, selection
from aftersales.ledger.privacy.redaction import Redaction
from transcripts import SAMPLES, Shell


def test_blocks_of_any_size_give_the_same(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok(["note", "3", "-m", "as before"])
    names = shell.ok("cases --json").out
    dumps = list[str]()
    for rows in (1, 7, 2000):
        monkeypatch.setattr(redaction, "_ROWS", rows)
        with (
            closing(sqlite3.connect(shell.home / "data/aftersales/ledger.db")) as stored,
            closing(sqlite3.connect(":memory:", isolation_level=None)) as db,
        ):
            stored.backup(db)
            redacted = Redaction(db, selection.everything(db))
            redacted.replace()
            dumps.append("\n".join(db.iterdump()))
    assert len(set(dumps)) == 1
    assert "as before" not in dumps[0]
    buyers = list(redacted.replaced.names())
    assert len(buyers) > 10 and any(name in names for name in buyers)
    assert not [name for name in buyers if f"'{name}'" in dumps[0]]
