"""Times as people type them, through the commands that take them."""

from __future__ import annotations

import json

import pytest

from transcripts import Shell, prepared

ORDER, THAI = "576000000000000001", "576000000000000002"
NOW = "2026-11-25T10:00:00+00:00"  # a Wednesday


@prepared
def desk(shell: Shell) -> None:
    """Case 1 in London, case 2 in Bangkok."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok("init --shop th-main --market TH")
    for order, shop in ((ORDER, "uk-main"), (THAI, "th-main")):
        shell.ok(f"order add {order} --shop {shop} --amount 25.00 --placed 2026-11-10T10:00")
        shell.ok(f"open refund --order {order} --at 2026-11-24T16:00Z")


def test_each_shop_has_its_own_time_and_it_is_said(desk: Shell) -> None:
    run = desk.ok("approve 1 2 --at '9:00' --json --yes", now=NOW)
    assert [row["at"] for row in json.loads(run.out)] == ["2026-11-25T09:00:00+00:00", "2026-11-25T09:00:00+07:00"]
    assert "--at: Wed 25 Nov 2026 09:00 GMT, uk-main's time\n" in run.err
    assert "--at: Wed 25 Nov 2026 09:00 Bangkok, th-main's time\n" in run.err


def test_a_date_is_read_as_the_market_writes_it(desk: Shell) -> None:
    desk.ok("init --shop us-main --market US")
    for shop, order, at in (("uk-main", 3, "2026-11-04"), ("us-main", 4, "2026-04-11")):
        run = desk.ok(f"order add 57600000000000000{order} --shop {shop} --amount 5 --placed '4/11/2026 12:00' --json")
        assert json.loads(run.out)["at"].startswith(f"{at}T12:00:00")
        assert f"--placed: {'Wed 4 Nov' if order == 3 else 'Sat 11 Apr'} 2026 12:00" in run.err


@pytest.mark.parametrize("typed", ["2026-11-25T09:00+00:00", "2026-11-25T09:00Z", "now"])
def test_what_left_nothing_to_understand_is_not_echoed(desk: Shell, typed: str) -> None:
    assert "--at:" not in desk.ok(f"approve 1 --at {typed}", now=NOW).err


def test_quiet_echoes_nothing(desk: Shell) -> None:
    assert desk.ok("-q approve 1 --at 9:00", now=NOW).err == ""


@pytest.mark.parametrize("typed", ["fri", "25 Nov", "25/11/2026", "2026-11-25", "today", "2 days ago"])
def test_a_day_alone_starts_no_clock(desk: Shell, typed: str) -> None:
    before = desk.ok("log --json").out
    run = desk(["approve", "1", "--at", typed], now=NOW)
    assert (run.code, run.out) == (2, "")
    assert f"--at {typed!r} has no time of day, and the deadline depends on it" in run.err
    assert desk.ok("log --json").out == before


def test_a_day_alone_is_a_filter_of_the_log(desk: Shell) -> None:
    desk.ok("approve 1", now=NOW)
    run = desk.ok("log --since today --json", now=NOW)
    assert [row["command"] for row in json.loads(run.out)] == ["approve"]
    assert desk.ok("log --since wed --json", now=NOW).out == run.out
    until = json.loads(desk.ok("log --until yesterday --limit 100 --json", now=NOW).out)
    assert until
    assert "approve" not in {row["command"] for row in until}
    assert "approve" in {row["command"] for row in json.loads(desk.ok("log --until today --json", now=NOW).out)}


def test_a_filter_is_in_the_zone_of_the_list(desk: Shell) -> None:
    desk.ok("config set display.timezone Asia/Bangkok")
    assert desk.ok("log --since 25/11/2026", now=NOW).err.startswith("--since: Wed 25 Nov 2026 00:00 Bangkok\n")


def test_a_snooze_ends_on_the_next_such_day(desk: Shell) -> None:
    run = desk.ok("snooze 1 --until 'thu 9:00'", now=NOW)
    assert "--until: Thu 26 Nov 2026 09:00 GMT, uk-main's time\n" in run.err
    hidden = json.loads(desk.ok("due --json", now="2026-11-26T08:59:59+00:00").out)
    shown = json.loads(desk.ok("due --json", now="2026-11-26T09:00:00+00:00").out)
    assert {row["case"] for row in shown} - {row["case"] for row in hidden} == {1}


def test_what_show_prints_can_be_typed(desk: Shell) -> None:
    page = desk.ok("show 1 --format table", now=NOW).out
    asked = "Tue 24 Nov 2026 16:00 GMT"
    assert asked in page
    run = desk.ok(["approve", "1", "--at", asked, "--json"], now=NOW)
    assert json.loads(run.out)["at"] == "2026-11-24T16:00:00+00:00"
    assert f"--at: {asked}, uk-main's time\n" in run.err


def test_a_time_that_comes_twice_is_said_where_it_is_recorded(desk: Shell) -> None:
    line = f"order add {ORDER} --shop uk-main --amount 25.00 --placed"
    run = desk.ok(f"{line} 2026-10-25T01:30 --json", now=NOW)
    assert json.loads(run.out)["at"] == "2026-10-25T01:30:00+01:00"
    assert "that time comes twice, and this is the first; for the second write GMT after it" in run.err
    assert (
        json.loads(desk.ok(f"{line} '25 Oct 2026 01:30 GMT' --json", now=NOW).out)["at"] == "2026-10-25T01:30:00+00:00"
    )
    skipped = desk(f"{line} 2026-03-29T01:30", now=NOW)
    assert (skipped.code, skipped.out) == (2, "")
    assert "in London the clocks skip 01:30 on Sun 29 Mar 2026" in skipped.err


def test_the_global_now_needs_an_offset(desk: Shell) -> None:
    assert "--now takes a date and a time with their zone" in desk("due", now="16:00").err


@pytest.mark.parametrize(
    "line",
    [
        "approve 1 --dry-run --at",
        "log --since",
        "log --until",
        "due --since",
        "stock list --since",
        f"order add {ORDER} --shop uk-main --amount 25.00 --dry-run --placed",
        "import sample-data/returns.csv --shop uk-main --as-of",
    ],
)
@pytest.mark.parametrize("typed", ["tue 5pm", "17:00 on tue", "24th of Nov at 5pm", "24-Nov-2026 17:00", "17 h ago"])
def test_a_time_is_typed_the_same_wherever_one_is_taken(desk: Shell, line: str, typed: str) -> None:
    desk.ok("config set display.timezone Europe/London")
    run = desk([*line.split(), typed], now=NOW)
    assert run.code in (0, 5), run.err
    assert "Tue 24 Nov 2026 17:00 GMT" in run.err or "2026-11-24T17:00:00+00:00" in run.out


@pytest.mark.parametrize("typed", ["fri 10am", "10am fri", "27th of Nov at 10am", "27-Nov-2026 10:00", "in 48 h"])
def test_a_promise_is_typed_the_same(desk: Shell, typed: str) -> None:
    run = desk(["chargeback", "1", "--dry-run", "--until", typed], now=NOW)
    assert "--until: Fri 27 Nov 2026 10:00 GMT, uk-main's time" in run.err
    assert "--until: Thu 26 Nov 2026 10:00 GMT" in desk.ok(["snooze", "1", "--until", "thu 10am"], now=NOW).err


def test_the_global_now_is_typed_with_its_zone(desk: Shell) -> None:
    iso = desk.ok("due --json", now=NOW).out
    assert desk.ok("due --json", now="25 Nov 2026 10am GMT").out == iso
    assert "--now '31 Feb 2026 10am GMT': there is no such day." in desk("due", now="31 Feb 2026 10am GMT").err
