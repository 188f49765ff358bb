"""`due --format ics`: the deadlines in a file that calendars subscribe to."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from transcripts import SAMPLES, Shell, prepared

ORDER = "577000000000000009"
RATTAN = "577041216472333642"  # the order of return 3 in the samples, asked for on Friday 20 Nov, 16:02


@prepared
def filled(shell: Shell) -> None:
    """18 requests and the orders of a morning."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])


@prepared
def desk(shell: Shell) -> None:
    """One refund of 20.00, asked for on Tuesday 24 Nov at 9:00: two working days, so Thursday 26 Nov at 9:00."""
    shell.ok("init --shop uk-main --market GB")
    shell.ok("config set shops.uk-main.confirm trust")
    shell.ok(f"order add {ORDER} --amount 20 --placed 2026-11-20T10:00 --product 'Oak Shelf'")
    shell.ok(f"open refund --order {ORDER} --at 2026-11-24T09:00")


def file(shell: Shell) -> Path:
    return shell.home / "deadlines.ics"


def write(shell: Shell, options: str = "", now: str | None = None) -> dict[str, Any]:
    """The entries of the file after a run, by the words of their titles."""
    shell.ok(f"due --format ics {options} --output {file(shell)}", now=now)
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(file(shell).read_bytes()).walk("VEVENT")}


def only(entries: dict[str, Any]) -> Any:
    (one,) = entries.values()
    return one


def test_a_request_ends_with_its_deadline_and_says_what_to_type(desk: Shell) -> None:
    event = only(write(desk))
    assert event["SUMMARY"] == "Answer: refund 1 · 20.00 GBP · Oak Shelf"
    assert event["DTEND"].dt == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Deadline: Thu 26 Nov 2026 09:00 GMT",
        "If you do nothing: the platform approves it",
        "",
        "Type: aftersales approve 1",
        "Why this deadline: aftersales explain 1",
        "It follows from rule gb.respond of tiktok-gb.",
        "",
        f"Order: {ORDER}",
        "Goods: Oak Shelf",
        "Shop: uk-main",
    ]
    assert event["CATEGORIES"].cats == ["uk-main"]
    assert [event["DTSTART"].dt + alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [
        datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
        datetime(2026, 11, 26, 5, 0, tzinfo=UTC),
    ]


def test_alarms_ring_while_somebody_is_in(desk: Shell) -> None:
    """9:00 in London is 17:00 in Shanghai; who closes there at 12:00 must act 5 hours before the deadline."""
    desk.ok("config set shops.uk-main.staff.timezone Asia/Shanghai")
    desk.ok("config set shops.uk-main.staff.hours 09:00-12:00")
    event = only(write(desk))
    assert "Your staff must act by Thu 26 Nov 2026 12:00 CST (Shanghai)" in str(event["DESCRIPTION"])
    assert "Deadline: Thu 26 Nov 2026 17:00 CST (Shanghai) = Thu 26 Nov 2026 09:00 GMT (London)" in event["DESCRIPTION"]
    assert [event["DTSTART"].dt + alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [
        datetime(2026, 11, 25, 4, 0, tzinfo=UTC),
        datetime(2026, 11, 26, 0, 0, tzinfo=UTC),
    ]


def test_the_same_list_is_the_same_file_and_it_is_not_touched(filled: Shell) -> None:
    write(filled)
    os.utime(file(filled), (1, 1))
    before = file(filled).read_bytes()
    write(filled, now="2026-11-24T15:00:00+00:00")
    assert (file(filled).read_bytes(), file(filled).stat().st_mtime) == (before, 1)


def test_an_answer_an_undo_and_a_new_answer(desk: Shell) -> None:
    first = only(write(desk))
    desk.ok("approve 1 --at 2026-11-24T09:10", now="2026-11-24T09:10:00+00:00")
    entries = write(desk, now="2026-11-24T10:00:00+00:00")
    gone = entries["No longer due: Answer: refund 1 · 20.00 GBP · Oak Shelf"]
    assert (gone["UID"], gone["SEQUENCE"], gone["STATUS"]) == (first["UID"], 1, "CANCELLED")
    assert gone["LAST-MODIFIED"].dt == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert not gone.walk("VALARM")
    desk.ok("undo")
    back = write(desk, now="2026-11-24T11:00:00+00:00")["Answer: refund 1 · 20.00 GBP · Oak Shelf"]
    assert (back["UID"], back["SEQUENCE"], back["STATUS"]) == (first["UID"], 2, "CONFIRMED")


def test_a_cancelled_entry_is_gone_after_a_month(desk: Shell) -> None:
    write(desk)
    desk.ok("close 1 --reason withdrawn")
    assert [str(e["STATUS"]) for e in write(desk).values()] == ["CANCELLED"]
    assert len(write(desk, now="2026-12-24T08:59:00+00:00")) == 1
    assert not write(desk, now="2026-12-24T09:00:00+00:00")


def test_a_deadline_that_rules_move_moves_its_entry(desk: Shell) -> None:
    before = only(write(desk))
    policies = desk.home / "config/aftersales/policies"
    policies.mkdir()
    (policies / "tiktok-gb.toml").write_text(
        '[[rule]]\nid = "gb.respond"\nterms = [{ length = "72 hours", source = "a test", confidence = "low" }]\n'
    )
    after = only(write(desk))
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTEND"].dt - before["DTEND"].dt == timedelta(hours=24)


def test_another_ledger_of_the_same_data_gives_the_same_names(filled: Shell) -> None:
    """Also where other cases came in before, and so each has another short id."""

    def names(*words: str) -> set[str]:
        calendar = Calendar.from_ical(filled.ok([*words, "due", "--format", "ics"]).out)
        return {str(event["UID"]) for event in calendar.walk("VEVENT")}

    here = names()
    other = ["--ledger", str(filled.home / "other.db"), "--config", str(filled.home / "other.toml")]
    filled.ok([*other, "init", "--shop", "uk-main", "--market", "GB"])
    filled.ok([*other, "order", "add", ORDER, "--amount", "5", "--placed", "2026-11-20T10:00"])
    filled.ok([*other, "open", "refund", "--order", ORDER, "--at", "2026-11-01T09:00"])
    filled.ok([*other, "import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    filled.ok([*other, "import", str(SAMPLES / "orders.csv"), "--as-of", "2026-11-24T08:40"])
    assert len(here) > 10
    assert here < names(*other)


def test_a_request_recorded_by_hand_keeps_its_name_when_the_platform_s_number_comes(shell: Shell) -> None:
    shell.ok("init --shop uk-main --market GB")
    shell.ok(["import", str(SAMPLES / "orders.csv"), "--as-of", "2026-11-24T08:40"])
    case = shell.ok(f"open return --order {RATTAN} --at 2026-11-20T16:02").out.strip()
    before = only(write(shell, "--duty respond"))
    shell.ok(["import", str(SAMPLES / "returns.csv"), "--as-of", "2026-11-24T08:40"])
    entries = write(shell, "--duty respond")
    (after,) = [event for title, event in entries.items() if f"return {case} " in title]
    assert "Request: 4035321299807543392" in after["DESCRIPTION"]
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], 1)
    assert not [event for event in entries.values() if event["STATUS"] == "CANCELLED"]


def test_orders_to_send_are_one_entry_a_day(filled: Shell) -> None:
    """By hand, from the sample orders: 2 are to be sent on each of three days; 4 cases are to be looked up."""
    titles = list(write(filled))
    assert titles.count("Send 2 orders") == 1  # the titles of the three days are the same
    events = [
        e for e in Calendar.from_ical(file(filled).read_bytes()).walk("VEVENT") if e["SUMMARY"] == "Send 2 orders"
    ]
    assert [e["DTEND"].dt.day for e in events] == [24, 25, 26]
    assert "All of them: aftersales due --duty dispatch --shop uk-main --all" in events[0]["DESCRIPTION"]
    assert "23:59 21 577044035946081363 Chunky Knit Cardigan; Ribbed Beanie" in events[0]["DESCRIPTION"]
    assert "Look up 4 cases in Seller Center" in titles
    filled.ok("order dispatched 577044035946081363")
    filled.ok("config set shops.uk-main.confirm trust")
    (one,) = [e for title, e in write(filled).items() if title == "Send 1 order"]
    assert (one["UID"], one["SEQUENCE"]) == (events[0]["UID"], 1)


@pytest.mark.parametrize("options", ["--orders list", "--duty dispatch", "--kind delivery"])
def test_what_is_asked_for_is_not_folded(filled: Shell, options: str) -> None:
    assert sum(title.startswith("Send: delivery ") for title in write(filled, options)) == 6


def test_a_calendar_has_all_that_is_to_come(filled: Shell) -> None:
    """The list looks two days ahead; what was in the file stays there until it is done, whatever is asked for."""
    everything = set(write(filled, "--duty respond"))
    assert everything == set(write(filled, "--duty respond --all"))
    assert everything == set(write(filled, "--duty respond --within 2h"))
    file(filled).unlink()
    assert 0 < len(write(filled, "--duty respond --within 2h")) < len(everything)


def test_a_shop_that_is_not_meant_any_more_leaves_the_file(desk: Shell) -> None:
    desk.ok("init --shop de --market DE")
    desk.ok("order add 577000000000000010 --shop de --amount 5 --placed 2026-11-20T10:00")
    desk.ok("open refund --order 577000000000000010 --at 2026-11-24T09:00")
    assert {title.rpartition(" · ")[2] for title in write(desk)} == {"uk-main", "de"}
    assert [str(event["CATEGORIES"].cats[0]) for event in write(desk, "--shop de").values()] == ["de"]


def test_check_judges_beside_a_calendar(filled: Shell) -> None:
    run = filled(f"due --format ics --check --output {file(filled)}")
    assert (run.code, run.out) == (4, "")
    assert file(filled).read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "content", ["case,due\n1,2\n", "BEGIN:VCALENDAR\nPRODID:-//Apple//EN\nEND:VCALENDAR\n", "\xff"]
)
def test_a_file_that_is_no_calendar_of_ours_stays(desk: Shell, content: str) -> None:
    file(desk).write_text(content, encoding="latin-1")
    run = desk(f"due --format ics --output {file(desk)}")
    assert run.code == 1
    assert run.err == (
        f"aftersales: {file(desk)}: that is not a calendar written by this program, and would be lost. "
        "Name another file.\n"
    )
    assert file(desk).read_text(encoding="latin-1") == content


def test_an_empty_file_is_filled(desk: Shell) -> None:
    file(desk).touch()
    assert len(write(desk)) == 1


@pytest.mark.parametrize("line", ["cases --format ics", "log --format ics", "calendar --format ics"])
def test_a_list_without_deadlines_says_which_one_has_them(desk: Shell, line: str) -> None:
    run = desk(line)
    assert (run.code, run.out) == (2, "")
    assert "aftersales due --format ics" in run.err.replace("\n", " ")


def test_fields_and_a_calendar_don_t_go_together(desk: Shell) -> None:
    assert desk("due --format ics --fields case").code == 2


def test_the_address_of_the_order_is_in_it_where_it_is_known(desk: Shell) -> None:
    assert "URL" not in only(write(desk))
    desk.ok(["config", "set", "shops.uk-main.seller_center", "https://seller.example/order/{order}"])
    assert only(write(desk))["URL"] == f"https://seller.example/order/{ORDER}"


KHAL = Path(sys.executable).parent / "khal"
_CONFIG = """[calendars]
[[a]]
path = {home}/calendar
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
"""


def khal(home: Path, *words: str) -> str:
    own = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), str(home / "khal"))
    run = subprocess.run(
        [KHAL, "-c", str(home / "khal.conf"), *words],
        env=os.environ | own,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return run.stdout


@pytest.mark.slow
@pytest.mark.skipif(not KHAL.exists(), reason="khal is not installed")
def test_a_real_calendar_program_shows_it_and_follows_it(desk: Shell) -> None:
    """9:00 in London is 17:00 on a clock in Shanghai."""
    home = desk.home
    (home / "calendar").mkdir()
    (home / "khal.conf").write_text(_CONFIG.format(home=home))
    write(desk)
    khal(home, "import", "--batch", str(file(desk)))
    listed = ("list", "--format", "{start-time} {end-time} {title} {status}", "--day-format", "{date}")
    entry = "Answer: refund 1 · 20.00 GBP · Oak Shelf"
    assert khal(home, *listed, "2026-11-24", "9d").splitlines() == ["2026-11-26", f"16:45 17:00 {entry} CONFIRMED "]
    desk.ok("close 1 --reason withdrawn")
    write(desk)
    khal(home, "import", "--batch", str(file(desk)))
    (_, line) = khal(home, *listed, "2026-11-24", "9d").splitlines()
    assert f"No longer due: {entry}" in line and "CANCELLED" in line
