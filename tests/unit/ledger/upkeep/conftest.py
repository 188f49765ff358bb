"""A ledger with what was imported and decided, to be damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcripts import SAMPLES, Shell, prepared


@prepared
def imported(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    shell.ok("approve 7")


@pytest.fixture
def ledger(imported: Shell) -> Path:
    return imported.home / "data/aftersales/ledger.db"
