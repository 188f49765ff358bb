"""`calendar`: the month by the platform's calendar, and what is due on its days. The goldens hold how it looks."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from transcripts import SAMPLES, Shell, prepared

ORDER = "57600000000000000"


def days(shell: Shell, line: str = "calendar 2026-12") -> dict[str, dict[str, Any]]:
    return {row["date"]: row for row in json.loads(shell.ok(f"{line} --json").out)}


@prepared
def desk(shell: Shell) -> None:
    shell.now = "2026-12-22T09:00:00+00:00"
    shell.ok("init --shop uk --market GB")


def test_december_2026_in_england_has_21_working_days(desk: Shell) -> None:
    """31 days, less 8 of weekends, Christmas Day on a Friday and the substitute for Boxing Day on Monday 28."""
    told = days(desk)
    assert list(told) == [(date(2026, 12, 1) + timedelta(days=n)).isoformat() for n in range(31)]
    assert sum(day["open"] for day in told.values()) == 21
    closed = {d: day["name"] for d, day in told.items() if not day["open"] and day["weekday"] not in ("sat", "sun")}
    assert closed == {"2026-12-25": "Christmas Day", "2026-12-28": "Boxing Day (substitute day)"}


def test_a_day_opened_or_closed_by_the_configuration_is_marked(desk: Shell) -> None:
    config = desk.home / "config/aftersales/config.toml"
    own = '[markets.GB]\nopen = [2026-12-28, 2026-12-19]\nclosed = { 2026-12-30 = "stocktaking" }\n'
    config.write_text(f"{config.read_text(encoding='utf-8')}\n{own}", encoding="utf-8")
    page = desk.ok("calendar --format table").out
    assert "[22] is today" in page.splitlines()[0]
    assert "[22] is today" not in desk.ok("calendar jan --format table").out
    for cell in ("19 +", "28 +", "30 *"):
        assert cell in page
    assert "+ Sat 19 Dec  Saturday, but open by your configuration" in page
    assert "+ Mon 28 Dec  Boxing Day (substitute day), but open by your configuration" in page
    assert "* Wed 30 Dec  stocktaking (your configuration)" in page


def test_with_a_staff_calendar_the_act_by_decides_the_day(shell: Shell) -> None:
    """Asked Tue 29 Sep 17:02, £149.99: due Mon 5 Oct; the staff in Shanghai is in for the last time on Wed 30 Sep. In
    China Thu 1 to Wed 7 October 2026 are off, and the two weekend days among them are none of the platform's either.
    """
    shell.now = "2026-09-30T08:00:00+01:00"
    shell.ok("init --shop uk --market GB")
    shell.ok(f"order add {ORDER}1 --amount 149.99 --placed 2026-09-20T10:00")
    shell.ok(f"open refund --order {ORDER}1 --at 2026-09-29T17:02")
    assert days(shell, "calendar 2026-10")["2026-10-05"] | {"weekday": None, "doubt": None} == {
        "market": "GB", "date": "2026-10-05", "weekday": None, "open": True, "name": None, "doubt": None, "due": 1,
        "at_risk": [{"amount": "149.99", "currency": "GBP"}], "act": None, "staff_off": None,
    }  # fmt: skip
    shell.ok("config set shops.uk.staff.timezone Asia/Shanghai")
    shell.ok("config set shops.uk.staff.holidays cn")
    october = days(shell, "calendar 2026-10")
    assert (october["2026-10-05"]["due"], october["2026-10-05"]["act"]) == (1, 0)
    assert (october["2026-10-05"]["staff_off"], october["2026-10-08"]["staff_off"]) == ("National Day (observed)", None)
    assert days(shell, "calendar 2026-09")["2026-09-30"]["act"] == 1
    september = shell.ok("calendar 2026-09 --format table").out
    assert "1 act" in september
    assert "Act by (staff days, Asia/Shanghai)\n  Wed 30 Sep  1, 149.99 GBP at risk" in september
    page = shell.ok("calendar 2026-10 --format table").out
    assert " act" not in page
    off = page.partition("Staff off\n")[2].partition("\n\n")[0].split("\n")
    assert (
        "Chinese public holidays: holidays after 2026 are calculated, not yet published"
        in shell.ok("calendar 2027-02").err
    )
    assert [line.split()[2] for line in off if "~" in line] == ["1", "2", "5", "6", "7"]


def test_what_is_due_is_counted_by_the_market_s_own_date(desk: Shell) -> None:
    """A cancellation of Tuesday 22 at 23:30 London is due on Thursday 24 at 23:30, whatever the date is in Shanghai."""
    desk.ok(f"order add {ORDER}1 --amount 20.00 --placed 2026-12-01T10:00")
    desk.ok(f"order add {ORDER}2 --amount 30.00 --placed 2026-12-01T10:00")
    desk.ok(f"open cancellation --order {ORDER}1 --at 2026-12-22T08:00")
    desk.ok(f"open cancellation --order {ORDER}2 --at 2026-12-22T23:30")
    desk.ok(f"open refund --order {ORDER}1 --at 2026-12-22T10:00")  # Wed 23, Thu 24: due Thursday at 10:00
    told = days(desk)
    assert {d: day["due"] for d, day in told.items() if day["due"]} == {"2026-12-24": 3}
    assert told["2026-12-24"]["at_risk"] == [{"amount": "70.00", "currency": "GBP"}]


def test_the_date_is_that_of_the_market(desk: Shell, home: Path) -> None:
    """48 hours from Tuesday 22 at 20:00 UTC are Thursday 24 at 20:00 UTC, when it is Friday 25 at 05:00 in Tokyo."""
    (home / "config/aftersales/policies").mkdir()
    (home / "config/aftersales/policies/flat.toml").write_text(
        '[[rule]]\nid = "flat.respond"\nduty = "respond"\nstarts = "request.opened"\nstops = "request.approved"\n'
        'when = { kind = ["refund"] }\nterms = [{ length = "48 hours", source = "x", confidence = "low" }]\n'
    )
    desk.ok("init --shop jp --market JP")
    desk.ok("config set shops.jp.policy flat")
    desk.ok(f"order add {ORDER}1 --shop jp --amount 2000 --placed 2026-12-01T10:00")
    desk.ok(f"open refund --order {ORDER}1 --at 2026-12-22T20:00+00:00")
    told = days(desk, "calendar 2026-12 --shop jp")
    assert {d: (day["due"], day["at_risk"]) for d, day in told.items() if day["due"]} == {
        "2026-12-25": (1, [{"amount": "2000", "currency": "JPY"}])
    }


def test_a_deadline_on_a_closed_day_says_so(desk: Shell) -> None:
    desk.ok(f"order add {ORDER}1 --amount 20.00 --placed 2026-12-01T10:00")
    desk.ok(f"open cancellation --order {ORDER}1 --at 2026-12-23T10:00")  # 48 hours, and Christmas is not an excuse
    assert "Fri 25 Dec  1, 20.00 GBP at risk (Christmas Day)" in desk.ok("calendar --format table").out


def test_ones_own_closed_days_are_in_it(desk: Shell, home: Path) -> None:
    config = home / "config/aftersales/config.toml"
    more = '\n[markets.GB]\nclosed = { 2026-12-24 = "platform holiday" }\nopen = [2026-12-28]\n'
    config.write_text(config.read_text(encoding="utf-8") + more, encoding="utf-8")
    told = days(desk)
    assert told["2026-12-24"]["name"].startswith("platform holiday")
    assert told["2026-12-28"]["open"]


def test_each_market_of_ones_shops_has_its_month(desk: Shell) -> None:
    desk.ok("init --shop second --market GB")
    desk.ok("init --shop jp --market JP")
    told = json.loads(desk.ok("calendar --json").out)
    assert [row["market"] for row in told] == ["GB"] * 31 + ["JP"] * 31
    assert {row["market"] for row in json.loads(desk.ok("calendar --shop jp --json").out)} == {"JP"}
    page = desk.ok("calendar --format table").out
    assert "December 2026 · second · uk · GB, Europe/London" in page


@pytest.mark.parametrize(
    ("month", "first"),
    [
        ("2027-02", "2027-02-01"),
        ("2", "2027-02-01"),
        ("feb", "2027-02-01"),
        ("December", "2026-12-01"),
        ("12", "2026-12-01"),
        ("november", "2027-11-01"),
    ],
)
def test_a_month_without_its_year_is_the_one_that_runs_or_comes(desk: Shell, month: str, first: str) -> None:
    assert next(iter(days(desk, f"calendar {month}"))) == first


def test_a_market_alone_needs_no_ledger(shell: Shell) -> None:
    assert len(days(shell, "calendar 2026-02 --market GB")) == 28
    assert shell("calendar").code == 1


@pytest.mark.parametrize("width", ["40", "52", "80", "200"])
def test_it_fits_the_width(desk: Shell, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", width)
    monkeypatch.setenv("NO_COLOR", "1")
    desk.terminal = True
    page = desk.ok("calendar").out
    assert max(map(len, page.splitlines())) <= int(width)
    assert "Fri 25 Dec  Christmas Day" in page
    assert ("[22]" in page) == (int(width) >= 52)


def test_only_the_money_that_silence_moves_is_at_risk(shell: Shell) -> None:
    """An order that is to be sent is no money at risk, and days are full of them."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    lines = json.loads(shell.ok("due --all --json").out)
    moved: dict[str, Decimal] = {}
    for line in lines:
        if line["stake"] == "money" and "in-transit" not in line["flags"]:
            day = line["due"][:10]
            moved[day] = moved.get(day, Decimal(0)) + Decimal(line["at_risk"]["amount"])
    days = json.loads(shell.ok("calendar 2026-11 --json").out)
    told = {day["date"]: Decimal(day["at_risk"][0]["amount"]) for day in days if day["at_risk"]}
    assert told == {day: amount for day, amount in moved.items() if day.startswith("2026-11")}
    assert any(line["duty"] == "dispatch" and line["at_risk"] for line in lines)


def test_the_bar_line_goes_on_in_the_next_month_and_stands_in_this_one_alone(desk: Shell) -> None:
    """Asked Tue 22 Dec 09:00; Friday 25 and Monday 28 are no working days, so it is due on a day that is shown."""
    desk.ok(f"order add {ORDER}9 --amount 10.00 --placed 2026-12-01T10:00")
    desk.ok(f"open refund --order {ORDER}9 --at 2026-12-22T09:00")
    page = desk.ok("calendar --format table").out
    rows = page.partition("Coming days\n")[2].splitlines()
    assert rows[0].split() == ["1"]
    assert rows[3].split() == ["22", "23", "24", "25*", "26*", "27-", "28*", "29", "30", "31", "1*", "2-", "3-", "4"]
    assert "Coming days" not in desk.ok("calendar jan --format table").out
