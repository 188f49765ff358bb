"""What several commands must agree on: the rules in force, what silence has ended, what a closed case still takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from transcripts import Shell, prepared

ORDER = "576000000000000001"


@prepared
def desk(shell: Shell) -> None:
    """A shop with an order, and a return asked for and approved at the start of November."""
    shell.ok("init --shop uk --market GB")
    shell.ok(f"order add {ORDER} --amount 20.00 --placed 2026-11-01T10:00")
    shell.ok(f"open return --order {ORDER} --at 2026-11-02T10:00")
    shell.ok("approve 1 --mode seller-address --at 2026-11-03T10:00")


def choose_policy(home: Path, name: str) -> None:
    """Write the rule set into the shop's table, the last of the configuration."""
    config = home / "config/aftersales/config.toml"
    config.write_text(config.read_text(encoding="utf-8") + f'policy = "{name}"\n', encoding="utf-8")


@pytest.mark.parametrize("line", ["show 1", "explain 1", "ledger check", "due", "cases", "note 1 --text x"])
def test_every_command_runs_under_rules_that_have_just_changed(desk: Shell, home: Path, line: str) -> None:
    choose_policy(home, "tt123-2025-03")
    run = desk.ok(line)
    assert "recalculated" in run.err


def test_the_rules_of_another_market_are_refused(desk: Shell, home: Path) -> None:
    choose_policy(home, "tiktok-us")
    run = desk("due")
    assert (run.code, run.err) == (1, "aftersales: tiktok-us.toml: it is for market US, not GB\n")


def test_a_parcel_that_silence_counted_as_delivered_owes_the_refund_in_every_list(desk: Shell) -> None:
    desk.ok("shipped 1 --at 2026-11-04T10:00")  # 8 days: Thu 12 Nov 10:00; then the refund, 48 hours
    refund = "2026-11-14T10:00:00+00:00"
    before = {"now": "2026-11-12T09:00:00+00:00"}
    assert [x["duty"] for x in json.loads(desk.ok("due --json", **before).out)] == ["confirm-receipt"]
    assert json.loads(desk.ok("cases --json", **before).out)[0]["due"] == "2026-11-12T10:00:00+00:00"
    assert [(x["duty"], x["due"]) for x in json.loads(desk.ok("due --json").out)] == [("refund", refund)]
    assert json.loads(desk.ok("cases --json").out)[0]["due"] == refund
    page = desk.ok("show 1 --format table").out
    deadlines = page.partition("Deadlines")[2].partition("Timeline")[0].split()
    assert deadlines[:5] == ["refund", "Sat", "14", "Nov", "2026"]
    assert "confirm-receipt" not in deadlines
    assert "next: refund by Sat 14 Nov 2026 10:00 GMT" in desk.ok("note 1 --text x --format table").out


def test_the_mode_of_a_closed_return_is_not_said_any_more(shell: Shell) -> None:
    shell.ok("init --shop uk --market GB")
    shell.ok(f"order add {ORDER} --amount 20.00 --placed 2026-11-01T10:00")
    shell.ok(f"open return --order {ORDER} --at 2026-11-02T10:00")
    shell.ok("approve 1 --at 2026-11-03T10:00")
    early = shell("approve 1 --mode keep --at 2026-11-01T10:00")
    assert (early.code, "the buyer asked on" in early.err) == (1, True)
    shell.ok("close 1 --reason over")
    late = shell("approve 1 --mode keep")
    assert (late.code, "it is closed" in late.err) == (1, True)


def test_a_short_horizon_shows_the_whole_of_a_day_of_25_hours(desk: Shell) -> None:
    desk.ok(f"open cancellation --order {ORDER} --amount 1.00 --at 2026-10-23T23:30+00:00")  # 48 hours
    list_of_an_hour = "due --json --within 1h --kind cancellation"
    assert json.loads(desk.ok(list_of_an_hour, now="2026-10-24T22:00:00+01:00").out) == []
    (line,) = json.loads(desk.ok(list_of_an_hour, now="2026-10-25T00:10:00+01:00").out)
    assert (line["band"], line["due"]) == ("today", "2026-10-25T23:30:00+00:00")
