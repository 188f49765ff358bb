"""Fingerprints that are stored in ledgers stay what they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.core.log.rule_change import reason_text
from aftersales.policies.fingerprint import ENGINE, changed, fingerprint
from transcripts import ROOT, Shell

LEDGER = ROOT / "tests" / "ledgers" / "rules-2026-11-30-night.sql"  # with the present rules
OLDER = LEDGER.with_name("rules-2026-11-30.sql")
SHOPS = {"uk-main": "GB", "us-store": "US"}


def reasons(before: str, after: str) -> list[str]:
    """Why two fingerprints differ, in words."""
    return [reason_text(reason) for reason in changed(before, after)]


@pytest.fixture
def kept(home: Path) -> Path:
    """A ledger with the present rules where the program looks for it."""
    return _put(home, LEDGER)


def _put(home: Path, kept: Path) -> Path:
    """A kept ledger where the program looks for it, with the configuration of its shops."""
    config = home / "config/aftersales/config.toml"
    config.parent.mkdir(parents=True)
    tables = (f'[shops.{name}]\nmarket = "{market}"\n' for name, market in SHOPS.items())
    config.write_text("\n".join(tables), encoding="utf-8")
    path = home / "data/aftersales/ledger.db"
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as ledger:
        ledger.executescript(kept.read_text(encoding="utf-8"))
    return path


def test_the_fingerprints_of_two_markets_are_those_in_an_older_ledger(kept: Path) -> None:
    """Where a built-in rule or calendar was changed on purpose, keep a ledger with the new rules beside this one."""
    with closing(sqlite3.connect(kept)) as ledger:
        stored = dict(ledger.execute("SELECT shop, fingerprint FROM shop_rules"))
    # Without a time zone, staff hours or house lengths of its own a shop has only its trust setting.
    now = {name: fingerprint("tiktok", market, None, None, "import") for name, market in SHOPS.items()}
    assert now == stored


def test_an_older_ledger_is_not_derived_anew(kept: Path, shell: Shell) -> None:
    assert "recalculated" not in shell.ok("note 1 -m 'brought up to date'", now="2026-11-24T09:00:00+00:00").err


def test_one_with_the_rules_before_is_derived_anew_and_loses_nothing(home: Path, shell: Shell) -> None:
    _put(home, OLDER)
    told = shell.ok("note 1 -m 'brought up to date'", now="2026-11-24T09:00:00+00:00").err
    assert "The rules of us-store have changed" in told
    assert "No deadline moved." in told
    shell.ok("ledger check --deep")


def test_a_change_is_told_by_the_part_that_differs() -> None:
    before = fingerprint("tiktok", "GB", None, "import")
    assert reasons(before, fingerprint("tiktok", "GB", "contact=12 hours", "import")) == ["the configuration"]
    assert reasons(before, fingerprint("tiktok", "GB", None, "trust")) == [
        "what is recorded by hand now counts at once"
    ]
    assert reasons(before, before.replace(f"engine:{ENGINE}", f"engine:{ENGINE - 1}")) == ["this version of aftersales"]
    assert reasons(before, fingerprint("tiktok", "US", None, "import")) == ["tiktok-us in place of tiktok-gb"]
