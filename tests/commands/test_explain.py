"""`explain` in words and for programs; what `due` says of old rules and unpublished holidays; the seller's own days and
overlays in the configuration, and what a change of them derives anew.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from importing.files import Seller, order, orders, request, returns
from transcripts import Shell, prepared

ORDER = "576461413038785752"


@prepared
def desk(shell: Shell) -> None:
    """A shop with an order of £40."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {ORDER} --amount 40.00 --placed 2026-11-01T10:00")


def configure(desk: Shell, text: str) -> None:
    """Add to the configuration by hand."""
    config = desk.home / "config/aftersales/config.toml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def own(desk: Shell, text: str) -> None:
    """A file of the seller's own over the British rules."""
    path = desk.home / "config/aftersales/policies/tiktok-gb.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def explained(desk: Shell, case: int = 1) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk.ok(f"-q explain {case} --json").out)
    return found


def page(desk: Shell, case: int = 1) -> str:
    """The page as one line."""
    return " ".join(desk.ok(f"-q explain {case} --format table").out.split())


# --- The reckoning -----------------------------------------------------------------------------------------------


def test_each_day_counted_or_skipped_stands_with_its_name(desk: Shell) -> None:
    desk.now = "2026-12-29T09:00:00+00:00"
    desk.ok(f"open refund --order {ORDER} --at 2026-12-24T16:02")
    (clock,) = explained(desk)
    assert (clock["unit"], clock["timezone"], clock["calendar"]) == (
        "business days", "Europe/London", "England and Wales bank holidays",
    )  # fmt: skip
    assert [(d["date"], d["number"], d["skipped"]) for d in clock["days"]] == [
        ("2026-12-25", None, "Christmas Day"),
        ("2026-12-26", None, "Boxing Day"),  # a Saturday as well
        ("2026-12-27", None, "Sunday"),
        ("2026-12-28", None, "Boxing Day (substitute day)"),
        ("2026-12-29", 1, None),
        ("2026-12-30", 2, None),
    ]
    assert clock["due"] == "2026-12-30T16:02:00+00:00"
    assert (clock["known_through"], clock["overlay"], clock["extended"], clock["pauses"]) == (2027, None, [], [])
    assert "calendar England and Wales bank holidays, published through 2027" in page(desk)


def test_how_long_ago_the_rules_were_checked(desk: Shell) -> None:
    desk.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")
    ages = {}
    for day in ("2026-11-24", "2026-11-25", "2026-12-04", "2027-05-23", "2027-05-24"):
        desk.now = f"{day}T09:00:00+00:00"
        (clock,) = explained(desk)
        assert clock["checked"] == "2026-11-24"
        ages[clock["checked_days"]] = page(desk).partition("last checked ")[2].partition(" calendar ")[0]
    assert ages == {
        0: "today, on Tue 24 Nov 2026",
        1: "1 day ago, on Tue 24 Nov 2026",
        10: "10 days ago, on Tue 24 Nov 2026",
        180: "180 days ago, on Tue 24 Nov 2026",
        181: "181 days ago, on Tue 24 Nov 2026; the platform may have changed its rules since",
    }


def test_rules_that_bind_the_same_duty_and_why_one_lost(desk: Shell) -> None:
    desk.ok(f"open return --order {ORDER} --at 2026-11-12T10:00")
    desk.ok("approve 1 --mode seller-address --at 2026-11-13T10:00")
    desk.ok("shipped 1 --at 2026-11-16T10:00")  # 8 days: Tue 24, 10:00
    desk.ok("delivered 1 --at 2026-11-19T12:00")  # 2 business days: Fri 20, Mon 23, 12:00
    clocks = {c["rule"]: c for c in explained(desk) if c["duty"] == "confirm-receipt"}
    assert {rule: c["holds"] for rule, c in clocks.items()} == {"gb.confirm-receipt": False, "gb.inspect": True}
    assert clocks["gb.inspect"]["competing"] == [
        {
            "rule": "gb.confirm-receipt",
            "due": "2026-11-24T10:00:00+00:00",
            "why_lost": "it ends 22 h later than gb.inspect",
        }
    ]
    assert clocks["gb.confirm-receipt"]["competing"] == [
        {"rule": "gb.inspect", "due": "2026-11-23T12:00:00+00:00", "why_lost": None}
    ]
    said = page(desk)
    lost = "also applies gb.confirm-receipt: Tue 24 Nov 2026 10:00 GMT; it ends 22 h later than gb.inspect"
    assert lost in said
    assert "also applies gb.inspect: Mon 23 Nov 2026 12:00 GMT; it counts, since it is earlier" in said
    assert "confirm-receipt: gb.confirm-receipt due" in said
    assert "confirm-receipt: gb.inspect due" in said
    assert "respond due" in said  # one of its kind needs no more


def test_of_rules_that_were_answered_the_earlier_counted(desk: Shell) -> None:
    desk.ok(f"open return --order {ORDER} --at 2026-11-12T10:00")
    desk.ok("approve 1 --mode seller-address --at 2026-11-13T10:00")
    desk.ok("shipped 1 --at 2026-11-16T10:00")
    desk.ok("delivered 1 --at 2026-11-19T12:00")
    desk.ok("received 1 --at 2026-11-20T12:00")
    lost = {c["rule"]: c["competing"][0]["why_lost"] for c in explained(desk) if c["duty"] == "confirm-receipt"}
    assert lost == {"gb.confirm-receipt": None, "gb.inspect": "it ends 22 h later than gb.inspect"}


def test_an_extension_is_listed(desk: Shell) -> None:
    desk.ok(f"open return --order {ORDER} --at 2026-11-12T10:00")
    desk.ok("approve 1 --mode seller-address --at 2026-11-13T10:00")
    desk.ok("shipped 1 --at 2026-11-16T18:00")
    desk.ok("extend 1 --at 2026-11-20T09:00")
    (clock,) = [c for c in explained(desk) if c["rule"] == "gb.confirm-receipt"]
    assert clock["extended"] == [
        {"at": "2026-11-20T09:00:00+00:00", "by": "4 days", "due": "2026-11-28T18:00:00+00:00", "refused": None}
    ]
    assert (clock["unit"], clock["days"], clock["calendar"]) == ("days", [], None)


# --- Where a clock stands --------------------------------------------------------------------------------------------


def states(desk: Shell, case: int = 1) -> dict[str, str]:
    """From `state` to the rule, by the title of the clock."""
    blocks = desk.ok(f"-q explain {case} --format table").out.split("\n\n")
    said = [" ".join(block.split()) for block in blocks]
    return {s.partition(" due ")[0]: s.partition(" state ")[2].partition(" rule ")[0] for s in said}


def test_what_ended_a_clock_is_named_and_only_ones_own_answer_is_in_time(desk: Shell) -> None:
    """Answered within two working days; the evidence never sent, and ruled upon. Evidence is due Wed 18 Nov 10:00."""
    desk.now = "2026-11-24T09:00:00+00:00"
    desk.ok("config set shops.uk-main.confirm trust")
    desk.ok(f"open refund --order {ORDER} --at 2026-11-12T10:00")
    desk.ok("reject 1 --reason no --force --at 2026-11-16T09:00")
    desk.ok("dispute 1 --at 2026-11-17T10:00")
    desk.ok("ruled 1 --for buyer --at 2026-11-18T09:00")
    said = states(desk)
    assert {title: said[title] for title in ("respond", "gather-evidence", "refund (the platform's)")} == {
        "respond": "ended in time: rejected, Mon 16 Nov 2026 09:00 GMT",
        "gather-evidence": "ended: dispute decided, Wed 18 Nov 2026 09:00 GMT",
        "refund (the platform's)": "the time ran out if nothing changes the platform refunds it",
    }
    assert {c["duty"]: c["state"] for c in explained(desk)}["gather-evidence"] == "met"  # for scripts as ever


def test_an_answer_that_came_late_is_said_to_be_late(desk: Shell) -> None:
    desk.ok("config set shops.uk-main.confirm trust")
    desk.ok(f"open refund --order {ORDER} --at 2026-11-12T10:00")
    desk.ok("approve 1 --at 2026-11-16T11:00")  # due Mon 16 Nov 10:00
    assert states(desk)["respond"] == "ended late: approved, Mon 16 Nov 2026 11:00 GMT"


def test_what_the_platform_or_the_carrier_does_is_not_for_you_to_do(shell: Shell) -> None:
    """Placed Wed 18 Nov 10:00, dispatched the day after: what would have cancelled it has ended, the delivery has not.
    Seven days after the dispatch, Thu 26 Nov, its tracking may cancel it.
    """
    seller = Seller(shell)
    row = order(status="Shipped", substatus="In transit", created="18/11/2026 10:00:00", shipped="19/11/2026 10:00:00")
    seller.take(orders(seller.home / "orders.csv", row | {"Paid Time": "18/11/2026 10:01:00", "Delivered Time": ""}))
    said = states(shell)
    assert said["auto-cancel (the platform's): gb.auto-cancel"] == (
        "ended: order collected by the carrier, Thu 19 Nov 2026 10:00 GMT"
    )
    assert said["auto-cancel (the platform's): gb.auto-cancel-stale"] == (
        "running if nothing changes the platform cancels the order"
    )
    assert said["deliver (the platform's)"] == "running if nothing changes trace it and tell the buyer"
    assert "if nothing changes, the platform cancels the order" in " ".join(
        shell.ok("show 1 --format table").out.split()
    )


def test_a_term_says_until_when_it_was_in_force(shell: Shell) -> None:
    shell.now = "2026-03-27T09:00:00+00:00"
    shell.ok("init --shop uk-main --market GB")
    shell.ok(f"order add {ORDER} --amount 40.00 --placed 2026-03-20T10:00")
    shell.ok(f"open refund --order {ORDER} --at 2026-03-26T10:00")
    assert (
        "Term: 2 business days, in force until Wed 1 Apr 2026, that day not included." in explained(shell)[0]["steps"]
    )


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_an_address_is_never_broken(desk: Shell, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    desk.ok(f"open return --order {ORDER} --at 2026-11-12T10:00")
    desk.ok("approve 1 --mode seller-address --at 2026-11-13T10:00")
    desk.ok("delivered 1 --at 2026-11-19T12:00")
    url = "https://www.reboundreturns.com/insights-resources/tiktok-shop-returns-seller-guide"
    lines = [line.strip() for line in desk.ok("explain 1 --format table").out.splitlines()]
    assert url in lines


# --- Dates that no rule gives -------------------------------------------------------------------------------------


def test_the_day_by_which_to_look_after_a_buyers_window_is_the_houses_own(desk: Shell) -> None:
    """5 days from Wed 25 Nov 08:00 end on Mon 30 Nov 08:00; the day after ends on Tue 1 Dec 23:59:59."""
    desk.now = "2026-11-25T09:00:00+00:00"
    desk.ok(f"open return --order {ORDER} --at 2026-11-23T10:00")
    desk.ok("approve 1 --mode seller-address --at 2026-11-25T08:00")
    (close,) = [c for c in explained(desk) if c["duty"] == "close"]
    assert close["term"] == "end of the next day"  # its own, not the buyer's 5 days
    assert (close["due"], close["steps"][:3]) == (
        "2026-12-01T23:59:59+00:00",
        [
            "The buyer's time for ship-back ends Mon 30 Nov 2026 08:00 GMT, by gb.ship-back (5 days; confidence low).",
            "No rule gives a deadline for this; your own target is the end of the next day.",
            "Due Tue 1 Dec 2026 23:59:59 GMT.",
        ],
    )
    told = page(desk).rpartition("close, only if time runs out first")[2]
    assert "may be closed" not in told
    assert "rule none: this is your own target, end of the next day window by gb.ship-back of tiktok-gb source" in told
    assert "if you do nothing it stays open here" in told
    assert "`close` it here once it is closed there" in told
    assert told.endswith("Don't close the case before TikTok does.")


def test_the_day_by_which_to_look_up_a_case_met_in_mid_course(shell: Shell) -> None:
    """First seen in the file of Tue 24 Nov. Looked up on Wed 25 at 9:00, still under way: if it comes at once, it must
    be checked within 2 business days, Thu 26 and Fri 27.
    """
    seller = Seller(shell)
    file = returns(
        seller.home / "returns.csv", request(state="In process", fine="Return package in transit", tracking="H1")
    )
    seller.take(file, "--as-of", "2026-11-24T08:00")
    shown = explained(shell)[-1]
    assert (shown["duty"], shown["due"]) == ("check", "2026-11-24T23:59:59+00:00")
    assert "aftersales shipped 1 --at WHEN" in shell.ok("show 1 --format table").out
    by = "By the end of the day on which the data first showed it: due Tue 24 Nov 2026 23:59:59 GMT."
    assert shown["steps"][-1] == by
    shell.now = "2026-11-25T09:00:00+00:00"
    shell.ok("confirm 1")
    again = explained(shell)[-1]
    assert again["due"] == "2026-11-27T09:00:00+00:00"
    assert again["steps"][-2:] == [
        "Last checked on Wed 25 Nov 2026; `shipped CASE --at WHEN` starts its clock.",
        "By gb.inspect its state should have changed by then: due Fri 27 Nov 2026 09:00 GMT.",
    ]


def test_a_deadline_of_the_platform_ends_its_own_explanation(desk: Shell) -> None:
    """7 days from Tue 29 Dec 10:00 are Tue 5 Jan 10:00; the e-mail says Fri 8 Jan 10:00, three days later."""
    desk.now = "2026-12-29T11:00:00+00:00"
    desk.ok(f"open refund --order {ORDER} --at 2026-12-29T09:00")
    desk.ok("chargeback 1 --at 2026-12-29T10:00 --until 2027-01-08T10:00")
    (clock,) = [c for c in explained(desk) if c["duty"] == "answer-chargeback"]
    assert clock["due"] == "2027-01-08T10:00:00+00:00"
    assert clock["steps"][2:5] == [
        "7 days in the local time of Europe/London, at the same time of day.",
        "By the rule: Tue 5 Jan 2027 10:00 GMT.",
        "The platform deadline counts: Fri 8 Jan 2027 10:00 GMT (3 d later).",
    ]


# --- What `due` says -----------------------------------------------------------------------------------------------

OLD = "tiktok-gb: rules last checked Tue 24 Nov 2026 ({} days ago): compare them with Seller Center"


@pytest.mark.parametrize(("now", "days"), [("2027-05-23", None), ("2027-05-24", 181), ("2028-01-10", 412)])
def test_rules_that_nobody_checked_for_long_are_said_once(desk: Shell, now: str, days: int | None) -> None:
    desk.now = f"{now}T09:00:00+00:00"
    for kind in ("refund", "return"):
        desk.ok(f"open {kind} --order {ORDER} --at {now}T08:00 --new")
    for line in ("due --all", "-q due --all --json"):
        assert desk.ok(line).err.count("rules last checked") == (days is not None), line
    if days is not None:
        assert f"{OLD.format(days)}.\n" in desk.ok("due --all").err
        shown = desk.ok("due --long --all --format table")
        assert " ".join(shown.out.split()).count(OLD.format(days)) == 1
        assert "rules last checked" not in shown.err


@pytest.mark.parametrize(("opened", "unsure"), [("2027-12-23T16:00", False), ("2027-12-30T16:00", True)])
def test_a_deadline_past_the_published_holidays_is_said_once(desk: Shell, opened: str, unsure: bool) -> None:
    """Thu 23 Dec 2027 + 2: Fri 24, Wed 29. Thu 30: Fri 31, Tue 4 Jan 2028 (Mon 3 is reckoned)."""
    desk.now = "2027-12-31T09:00:00+00:00"
    desk.ok(f"open refund --order {ORDER} --at {opened}")
    desk.ok(f"open return --order {ORDER} --at {opened}")
    lines = desk.ok("due --all").err.count("2 deadlines are in years whose holidays are not published yet")
    assert lines == unsure
    flags = [a["flags"] for a in json.loads(desk.ok("-q due --all --json").out)]
    assert flags == [["beyond-calendar"] if unsure else []] * 2
    if unsure:
        assert json.loads(desk.ok("-q due --all --json").out)[0]["due"] == "2028-01-04T16:00:00+00:00"
        assert "holidays after 2027 are calculated, not yet published" in page(desk)
        shown = " ".join(desk.ok("due --long --all --format table").out.split())
        assert "a new or moved holiday would move them, earlier or later. See `aftersales explain 1`" in shown


# --- The seller's own days and overlays ------------------------------------------------------------------------------


def test_own_days_move_the_deadline_and_are_named(desk: Shell) -> None:
    """Fri 20 Nov + 2 business days, with Sunday open and Tuesday closed: Sun 22, Mon 23."""
    desk.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")
    assert explained(desk)[0]["due"] == "2026-11-24T16:02:00+00:00"
    configure(desk, '[markets.UK]\nclosed = { 2026-11-23 = "platform holiday" }\nopen = [2026-11-22]')
    (clock,) = explained(desk)
    assert clock["due"] == "2026-11-24T16:02:00+00:00"
    assert [(d["date"][-2:], d["number"], d["skipped"]) for d in clock["days"]] == [
        ("21", None, "Saturday"), ("22", 1, None), ("23", None, "platform holiday (your configuration)"),
        ("24", 2, None),
    ]  # fmt: skip
    assert "Sun 22 Nov: business day 1 (Sunday, but open by your configuration)." in clock["steps"]
    assert "Mon 23 Nov: skipped, platform holiday (your configuration)." in clock["steps"]
    assert json.loads(desk.ok("-q due --json").out)[0]["due"] == "2026-11-24T16:02:00+00:00"


def test_other_weekdays_may_be_closed(desk: Shell) -> None:
    configure(desk, '[markets.GB]\nclosed_weekdays = ["sun"]\nclosed = [2026-11-23]')
    desk.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")  # Sat 21, Tue 24
    (clock,) = explained(desk)
    assert clock["due"] == "2026-11-24T16:02:00+00:00"
    assert [d["skipped"] for d in clock["days"]] == [None, "Sunday", "closed day (your configuration)", None]


def test_an_overlay_makes_a_term_longer_and_says_so(desk: Shell) -> None:
    desk.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")
    desk.ok(f"open return --order {ORDER} --at 2026-11-19T16:02")
    configure(
        desk,
        '[[overlays]]\nmarket = "GB"\nname = "Black Friday"\nfrom = 2026-11-20\nuntil = 2026-12-01\n'
        'rules = ["gb.respond"]\nlength = "4 business days"\n[[shops.uk-main.overlays]]\nname = "Shorter"\n'
        'from = 2026-11-20\nuntil = 2026-12-01\nduties = ["respond"]\nplus = "1 business day"',
    )
    (clock,) = explained(desk)
    assert clock["due"] == "2026-11-26T16:02:00+00:00"  # Mon 23, Tue 24, Wed 25, Thu 26
    assert clock["term"] == "4 business days"
    assert clock["overlay"] == {
        "name": "Black Friday", "from": "2026-11-20", "until": "2026-12-01", "length": "4 business days",
        "plus": None, "source_text": "your configuration", "source_date": None, "confidence": "high",
        "file": str(desk.home / "config/aftersales/config.toml"), "due_without": "2026-11-24T16:02:00+00:00",
    }  # fmt: skip
    said = page(desk)
    assert clock["rule_term"] == "2 business days"
    assert "rule gb.respond of tiktok-gb: 2 business days source foregrade.io" in said
    assert "made longer by Black Friday: 4 business days instead (your config.toml) your configuration" in said
    range_ = "(for starts from Fri 20 Nov 2026 to Mon 30 Nov 2026; your configuration)"
    assert f"Longer by Black Friday {range_}: 4 business days instead." in said
    assert f"Shorter {range_} gives Wed 25 Nov 2026 16:02 GMT, which is not later: it does not count." in said
    (before,) = explained(desk, 2)
    assert (before["due"], before["overlay"]) == ("2026-11-23T16:02:00+00:00", None)  # it started on Thursday


NOVEMBER = """
[[overlay]]
name = "Black Friday 2026"
from = 2026-11-20
until = 2026-12-01
rules = ["gb.respond"]
plus = "2 business days"
source = "TikTok Shop UK, seller news"
dated = 2026-11-15
confidence = "medium"
"""
MINE = """
[[rule]]
id = "gb.respond"
terms = [{ length = "3 business days", source = "told by our account manager", confidence = "medium" }]
"""


def test_an_overlay_of_a_policy_file_stands_beside_the_rule_with_its_own_source(desk: Shell) -> None:
    own(desk, NOVEMBER)
    desk.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")
    (clock,) = explained(desk)
    assert (clock["term"], clock["rule_term"], clock["confidence"]) == ("4 business days", "2 business days", "high")
    assert clock["overlay"]["file"] == str(desk.home / "config/aftersales/policies/tiktok-gb.toml")
    said = page(desk)
    assert "rule gb.respond of tiktok-gb: 2 business days source foregrade.io" in said
    assert (
        "made longer by Black Friday 2026: 2 business days more (your tiktok-gb.toml) "
        "TikTok Shop UK, seller news, 2026-11-15; confidence medium last checked today" in said
    )


def test_a_rule_of_ones_own_was_not_checked_when_ours_were(desk: Shell) -> None:
    own(desk, MINE)
    desk.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")
    assert [(c["checked"], c["checked_days"]) for c in explained(desk)] == [(None, None)]
    assert "last checked" not in page(desk)
    own(desk, "checked = 2026-11-20\n" + MINE)
    assert [(c["checked"], c["checked_days"]) for c in explained(desk)] == [("2026-11-20", 4)]


MISTAKES = """
[markets.GB]
closed = { 2026-12-24 = "", "Christmas" = "x" }
open = ["2026-08-31"]
clsed = []

[markets.US]
closed_weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

[markets.FR]
closed = [2026-12-24]
open = [2026-12-24]

[[overlays]]
name = "No market"
from = 2026-11-20
until = 2026-11-20
plus = "two days"

[[shops.uk-main.overlays]]
market = "GB"
name = "Mine"
from = 2026-11-20
until = 2026-12-01
rules = ["gb.respond"]
"""


def test_every_mistake_is_told_at_once(desk: Shell) -> None:
    configure(desk, MISTAKES)
    run = desk("due")
    assert run.code == 1
    assert [line.rpartition("config.toml: ")[2] for line in run.err.splitlines()] == [
        "[markets.GB]: unknown key 'clsed'; did you mean 'closed'?",
        "[markets.GB]: closed.2026-12-24 is ''; write a name for the day, such as \"platform holiday\"",
        "[markets.GB]: closed has the key 'Christmas'; write dates such as 2026-12-24",
        "[markets.GB]: open is '2026-08-31'; write a date such as 2026-04-01, without quotes",
        "[markets.US]: closed_weekdays names every day of the week; at least one must be a working day",
        "[markets.FR]: 2026-12-24 is in closed and in open",
        '[[overlays]] No market: market is missing; write its code, such as "GB"',
        "[[overlays]] No market: until 2026-11-20 is not after from 2026-11-20; it is the first day after the period",
        "[[overlays]] No market: it names no rules, no duties and no windows, so it changes nothing",
        "[[overlays]] No market: 'two days' is not a duration; write N hours, N days, N weeks or N business days",
        "[[shops.uk-main.overlays]]: a shop has one market; leave market out",
        "[[shops.uk-main.overlays]] Mine: write either length (in place of the term's own) or plus (added to it), "
        "not both",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("markets = 3", "markets is 3; write a table in braces"),
        ("[markets]\nGB = 3", "[markets.GB] is 3; write a table in braces"),
        ("[markets.GB]\nclosed = 3", "[markets.GB]: closed is 3; write a table in braces"),
        (
            "[markets.GB]\nopen = 2026-08-31",
            "open is 2026-08-31; write a list of dates such as [2026-08-31]",
        ),
        (
            "[markets.GB]\nclosed_weekdays = ['son']",
            'closed_weekdays is [\'son\']; write a list of weekdays such as ["sat", "sun"]',
        ),
        ("[markets.ZZ]\nopen = []", "[markets.ZZ]: market 'ZZ' is not known; known are"),
        ("overlays = 3", "[[overlays]] is 3; write a list of tables"),
    ],
)
def test_a_mistake_in_own_days_is_named(desk: Shell, text: str, expected: str) -> None:
    config = desk.home / "config/aftersales/config.toml"
    config.write_text(f"{text}\n{config.read_text(encoding='utf-8')}", encoding="utf-8")
    run = desk("due")
    assert (run.code, run.out) == (1, "")
    assert expected in run.err


def test_an_overlay_of_a_rule_that_is_not_there(desk: Shell) -> None:
    configure(
        desk,
        '[[overlays]]\nmarket = "GB"\nname = "Typo"\nfrom = 2026-11-20\nuntil = 2026-12-01\n'
        'rules = ["gb.respnd"]\nplus = "1 day"',
    )
    for line in ("due", "config check"):
        run = desk(line)
        assert run.code == 1
        assert "config.toml: overlay Typo: no rule 'gb.respnd' in tiktok-gb; did you mean 'gb.respond'?" in run.err


def test_a_calendar_that_is_shut_for_good_is_an_error_and_no_endless_loop(desk: Shell) -> None:
    desk.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")
    days = ", ".join(f"{y}-{m:02}-{d:02}" for y in range(2026, 2048) for m in range(1, 13) for d in range(1, 29))
    more = ", ".join(f"{y}-{m:02}-{d}" for y in range(2026, 2048) for m in range(1, 13) for d in (29, 30) if m != 2)
    last = ", ".join(f"{y}-{m:02}-31" for y in range(2026, 2048) for m in (1, 3, 5, 7, 8, 10, 12))
    leap = ", ".join(f"{y}-02-29" for y in (2028, 2032, 2036, 2040, 2044))
    configure(desk, f"[markets.GB]\nclosed = [{days}, {more}, {last}, {leap}]")
    run = desk("due")
    assert run.code == 1
    told = "config.toml: [markets.GB]: from 2026-01-01 on, 20 years have no working day; take some of the days out"
    assert told in run.err


def test_two_tables_for_one_market_are_a_mistake(desk: Shell) -> None:
    configure(desk, "[markets.UK]\nclosed = [2026-11-23]\n[markets.GB]\nclosed = [2026-11-24]")
    run = desk("due")
    assert run.code == 1
    assert "config.toml: [markets.GB]: [markets.UK] names GB too; make one table of them" in run.err


BLACK_FRIDAY = '[[overlays]]\nmarket = "GB"\nname = "Black Friday"\nfrom = 2026-11-20\nuntil = 2026-12-01\n'


def test_an_overlay_for_a_market_leaves_rule_sets_alone_that_lack_its_rule(desk: Shell) -> None:
    desk.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")
    configure(desk, f'{BLACK_FRIDAY}rules = ["gb.respond"]\nplus = "2 business days"')
    # Two working days from Friday 20 are Mon and Tue 24, two more Wed and Thu 26.
    assert "2026-11-26T16:02" in desk.ok("due --all").out
    desk.ok("init --shop other --market GB")
    desk.ok("config set shops.other.policy tt123-2025-03")
    assert "2026-11-26T16:02" in desk.ok("due --all").out
    assert desk.ok("config check").code == 0
    assert "Black Friday" not in desk.ok("policy show --shop other --format table").out


def test_an_overlay_whose_rule_no_rule_set_of_the_market_has_is_a_mistake(desk: Shell) -> None:
    desk.ok("init --shop other --market GB")
    desk.ok("config set shops.other.policy tt123-2025-03")
    configure(desk, f'{BLACK_FRIDAY}rules = ["gb.respnd"]\nplus = "2 business days"')
    run = desk("due")
    assert run.code == 1
    assert "overlay Black Friday: no rule 'gb.respnd' in tt123-2025-03; " in run.err


# --- What is derived anew --------------------------------------------------------------------------------------------


def test_a_change_of_rules_touches_only_open_cases(desk: Shell) -> None:
    """Rows of settled cases are neither written nor read again; triggers would tell."""
    for number in range(3):
        desk.ok(f"open refund --order {ORDER} --at 2026-11-20T1{number}:02 --new --amount 5")
    desk.ok("approve 1 2 --at 2026-11-21T09:00")
    desk.ok("refund 1 --at 2026-11-21T10:00")
    path = next((desk.home / "data").rglob("ledger.db"))
    with sqlite3.connect(path) as ledger:
        ledger.execute("CREATE TABLE touched (what TEXT, case_id INTEGER)")
        for table, key in (("clocks", "case_id"), ("cases", "id")):
            for op, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
                ledger.execute(
                    f"CREATE TRIGGER watch_{table}_{op} AFTER {op} ON {table} "
                    f"BEGIN INSERT INTO touched VALUES ('{table} {op}', {row}.{key}); END"
                )
        before = ledger.execute("SELECT * FROM clocks WHERE case_id = 1 ORDER BY n").fetchall()
        settled = ledger.execute("SELECT id FROM cases WHERE settled = 1").fetchall()
    ledger.close()
    assert settled == [(1,)]
    configure(desk, "[markets.GB]\nclosed = [2026-11-23]")
    assert "2 open cases were recalculated" in desk.ok("due").err
    with sqlite3.connect(path) as ledger:
        assert {row[0] for row in ledger.execute("SELECT case_id FROM touched")} == {2, 3}
        assert ledger.execute("SELECT * FROM clocks WHERE case_id = 1 ORDER BY n").fetchall() == before
        due = ledger.execute("SELECT due_at FROM clocks WHERE case_id = 3 AND duty = 'respond'").fetchall()
    ledger.close()
    assert due == [("2026-11-25T12:02:00Z",)]  # Tue 24, Wed 25
    assert "recalculated" not in desk.ok("due").err


def test_days_far_from_any_deadline_change_the_mark_once(desk: Shell, home: Path) -> None:
    desk.ok(f"open refund --order {ORDER} --at 2026-11-20T16:02")
    configure(desk, "[markets.GB]\nopen = [2030-12-25]")
    assert "recalculated" in desk.ok("due").err
    assert desk.ok("due").err == ""
    config = home / "config/aftersales/config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("2030-12-25", "2030-12-26"), encoding="utf-8")
    assert "recalculated" in desk.ok("due").err  # another day: other rules
    desk.ok("ledger check --deep")
