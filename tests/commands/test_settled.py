"""What is settled keeps what the rules said in its time, whatever is noted on it or has changed since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from transcripts import Shell

# Asked Wed 18 Nov 16:02 for exactly 100.00 GBP: four working days, so Tue 24 Nov 16:02; approved the day after.
THEN = [("respond", "2026-11-24T16:02:00+00:00", "met"), ("refund", "2026-11-21T10:00:00+00:00", "met")]
AN_HOUR = '[[rule]]\nid = "gb.respond"\nterms = [{ length = "1 hour", source = "x", confidence = "high" }]\n'


@pytest.fixture
def settled(shell: Shell) -> Shell:
    """A UK shop with one refund that was paid, and rules that have changed since."""
    shell.now = "2026-11-24T09:00:00+00:00"
    shell.ok("init --shop uk --market GB")
    shell.ok("order add 576461413038785752 --amount 100.00 --placed 2026-11-10T10:00")
    shell.ok("open refund --order 576461413038785752 --at 2026-11-18T16:02")
    shell.ok("approve 1 --at 2026-11-19T10:00")
    shell.ok("refund 1 --at 2026-11-19T11:00")
    assert _said(shell) == THEN
    _file(shell).parent.mkdir(parents=True)
    _file(shell).write_text(AN_HOUR)
    shell.ok("due")
    return shell


def _file(shell: Shell) -> Path:
    return shell.home / "config/aftersales/policies/tiktok-gb.toml"


def _said(shell: Shell) -> list[tuple[str, str, str]]:
    return [(c["duty"], c["due"], c["state"]) for c in json.loads(shell.ok("explain 1 --json").out)]


def test_explain_tells_what_was_said_then(settled: Shell) -> None:
    assert _said(settled) == THEN
    page = " ".join(settled.ok("explain 1 --format table").out.split())
    assert "settled under rules that have changed since" in page
    assert "1 hour" not in page


def test_where_nothing_moved_the_reckoning_is_told_as_ever(settled: Shell) -> None:
    _file(settled).write_text(AN_HOUR.replace("gb.respond", "gb.dispatch"))
    settled.ok("due")
    assert _said(settled) == THEN
    assert "Thu 19 Nov: business day 1." in settled.ok("explain 1 --format table").out


@pytest.mark.parametrize("line", ["note 1 --text hi", "close 1 --reason done"])
def test_a_note_reckons_nothing_anew(settled: Shell, line: str) -> None:
    settled.ok(line)
    assert _said(settled) == THEN
    settled.ok("undo")
    assert _said(settled) == THEN
    assert "sound" in settled.ok("ledger check").err
    _file(settled).unlink()
    settled.ok("due")
    assert _said(settled) == THEN


def test_what_is_opened_again_stands_under_the_rules_of_now(settled: Shell) -> None:
    _file(settled).unlink()
    settled.ok("order add 576461413038785753 --amount 100.00 --placed 2026-11-10T10:00")
    settled.ok("open refund --order 576461413038785753 --at 2026-11-18T16:02")
    settled.ok("close 2 --reason done")
    _file(settled).write_text(AN_HOUR)
    settled.ok("due")

    def respond() -> tuple[str, str]:
        return next((c["due"], c["state"]) for c in json.loads(settled.ok("explain 2 --json").out))

    assert respond() == ("2026-11-24T16:02:00+00:00", "met")
    settled.ok("reopen 2")
    assert respond() == ("2026-11-18T17:02:00+00:00", "missed")  # an hour after it was asked
    assert "sound" in settled.ok("ledger check").err
