"""What is settled keeps what the rules said in its time, whatever is noted on it or has changed since."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from aftersales.context import ledger_access
from transcripts import SAMPLES, Shell, prepared

# Asked Wed 18 Nov 16:02 for exactly 100.00 GBP: four working days, so Tue 24 Nov 16:02; approved the day after.
THEN = [("respond", "2026-11-24T16:02:00+00:00", "met"), ("refund", "2026-11-21T10:00:00+00:00", "met")]
AN_HOUR = '[[rule]]\nid = "gb.respond"\nterms = [{ length = "1 hour", source = "x", confidence = "high" }]\n'


@prepared
def settled(shell: Shell) -> None:
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
    settled.ok("undo --yes")
    assert _said(settled) == THEN
    assert "The ledger is in order: every case agrees with its facts." in settled.ok("ledger check").err
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
    assert "The ledger is in order: every case agrees with its facts." in settled.ok("ledger check").err


# --- what outlives a case, and what does not stand for itself ------------------------------------------------------


@prepared
def ruled(shell: Shell) -> None:
    """A shop in Thailand whose refund was ruled the buyer's on Mon 23 Nov 10:00, and paid: 7 days to appeal."""
    shell.now = "2026-11-24T09:00:00+00:00"
    order = "576461413038785752"
    for line in (
        "init --shop th --market TH",
        f"order add {order} --amount 100.00 --placed 2026-11-10T10:00",
        f"open refund --order {order} --at 2026-11-20T16:02",
        "reject 1 --reason x --force --at 2026-11-21T10:00",
        "dispute 1 --at 2026-11-21T12:00",
        "evidence submit 1 --force --at 2026-11-22T09:00",
        "ruled 1 --for buyer --at 2026-11-23T10:00",
        "refund 1 --at 2026-11-23T12:00",
    ):
        shell.ok(line)
    (shell.home / "config/aftersales/policies").mkdir(parents=True)
    assert _appeal(shell) == "2026-11-30T10:00:00+07:00"


def _appeal(shell: Shell) -> str | None:
    return next((a["due"] for a in json.loads(shell.ok("due --all --json").out) if a["duty"] == "appeal"), None)


def _appeals_within(shell: Shell, days: int) -> None:
    path = shell.home / "config/aftersales/policies/tiktok-th.toml"
    term = f'{{ length = "{days} days", source = "me", confidence = "high" }}'
    path.write_text(f'[[rule]]\nid = "th.appeal-ruling"\nterms = [{term}]\n')


def test_an_appeal_that_still_runs_follows_the_rules_of_now(ruled: Shell) -> None:
    _appeals_within(ruled, 4)
    assert "1 deadline moved" in ruled.ok("due").err
    assert _appeal(ruled) == "2026-11-27T10:00:00+07:00"
    appeal = next(c for c in json.loads(ruled.ok("explain 1 --json").out) if c["duty"] == "appeal")
    assert appeal["due"] == "2026-11-27T10:00:00+07:00"
    assert "Fri 27 Nov 2026 10:00 Bangkok" in ruled.ok("show 1 --format table").out
    ruled.ok("close 1 --reason done")
    assert _appeal(ruled) is None
    assert "The ledger is in order: every case agrees with its facts." in ruled.ok("ledger check").err


def test_what_is_settled_is_there_where_the_ledger_can_not_be_written(
    ruled: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    _appeals_within(ruled, 4)
    monkeypatch.setattr(ledger_access, "_LIST_WAITS", 0.1)
    with closing(sqlite3.connect(ruled.home / "data/aftersales/ledger.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert _appeal(ruled) == "2026-11-27T10:00:00+07:00"
        assert {c["duty"] for c in json.loads(ruled.ok("explain 1 --json").out)} > {"respond", "appeal"}
        other.execute("ROLLBACK")


def test_what_is_brought_back_has_its_clocks(shell: Shell) -> None:
    shell.now = "2026-11-24T09:00:00+00:00"
    shell.ok("init --shop uk --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    before = json.loads(shell.ok("explain 12 --json").out)
    assert before
    shell.ok("undo --yes")
    _file(shell).parent.mkdir(parents=True)
    _file(shell).write_text(AN_HOUR.replace("1 hour", "3 business days"))
    shell.ok("due")
    shell.ok("undo 3")
    assert len(json.loads(shell.ok("explain 12 --json").out)) == len(before)


def test_a_note_opens_nothing_again(shell: Shell) -> None:
    """The first import makes what is recorded wait for data: not what was settled before it."""
    shell.now = "2026-11-24T09:00:00+00:00"
    shell.ok("init --shop uk --market GB")
    shell.ok("order add 576461413038785752 --amount 100.00 --placed 2026-11-10T10:00")
    shell.ok("open refund --order 576461413038785752 --at 2026-11-20T16:02")
    shell.ok("approve 1 --at 2026-11-21T10:00")
    shell.ok("refund 1 --at 2026-11-21T12:00")
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    due = shell.ok("due --all --json").out
    assert 1 not in {a["case"] for a in json.loads(due)}
    shell.ok("note 1 --text hi")
    assert shell.ok("due --all --json").out == due
    shell.ok("undo --yes")
    assert shell.ok("due --all --json").out == due


@pytest.mark.parametrize("name", ["a:b", "a;;b", "a;b", "a%b"])
def test_a_rule_set_may_have_any_name(settled: Shell, name: str) -> None:
    _file(settled).unlink()
    (_file(settled).parent / f"{name}.toml").write_text('extends = "tiktok"\n')
    settled.ok(["config", "set", "shops.uk.policy", name])
    assert "recalculated" not in settled.ok("due").err  # no case is open
    settled.ok("order add 576461413038785753 --amount 100.00 --placed 2026-11-10T10:00")
    settled.ok("open refund --order 576461413038785753 --at 2026-11-24T08:30")
    settled.ok("config set shops.uk.policy tiktok")
    assert f"tiktok-gb in place of {name}" in settled.ok("due").err
