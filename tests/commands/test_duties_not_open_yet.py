"""A duty that can't be done yet: told with the day from which it can, and neither urgent nor judged until then."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from importing.files import asked, envelope, unix
from terminals import at_terminal
from transcripts import Shell

FRIDAY, SUNDAY, MONDAY, SATURDAY = (
    f"2026-11-{day}T10:00:00+07:00" for day in (20, 22, 23, 28)
)  # refunded, before the opening, the opening, within two days of the close


@pytest.fixture
def desk(shell: Shell, home: Path) -> Shell:
    """A shop in Thailand with a quick refund of Friday 20 November, 10:00, whose parcel does not come."""
    shell.ok("init --shop th --market TH")
    refunded = asked(
        status="RETURN_OR_REFUND_REQUEST_COMPLETE",
        return_type="REFUND",
        is_quick_refund=True,
        refund_amount={"currency": "THB", "refund_total": "490.00"},
        create_time=unix("2026-11-20 03:00"),
        update_time=unix("2026-11-20 03:00"),
    )
    (home / "answer.json").write_text(json.dumps(envelope("return_orders", refunded)), encoding="utf-8")
    shell.ok(["import", str(home / "answer.json")], now=SUNDAY)
    return shell


def _line(desk: Shell, now: str, options: str = "") -> dict[str, object]:
    (line,) = json.loads(desk.ok(f"due --json {options}", now=now).out)
    return {key: line[key] for key in ("duty", "band", "opens", "due", "left_seconds", "stake")}


def test_until_it_opens_it_is_later_and_counts_to_the_opening(desk: Shell) -> None:
    assert _line(desk, SUNDAY) == {
        "duty": "appeal",
        "band": "later",
        "opens": MONDAY,
        "due": "2026-11-30T10:00:00+07:00",
        "left_seconds": 24 * 3600,
        "stake": "right",
    }
    assert desk("due --check --max-age 4w", now=SUNDAY).code == 0
    table = desk.ok("due --long --format table", now=SUNDAY).out
    assert "opens in 1 d" in table
    assert "you can appeal from Mon 23 Nov 10:00 Bangkok" in table


def test_it_is_in_the_horizon_only_if_it_opens_within_it(desk: Shell) -> None:
    assert json.loads(desk.ok("due --json --within 23h", now=FRIDAY).out) == []
    later = desk.ok("due --long --format table", now=FRIDAY).out
    assert "1 more is due later, it opens Mon 23 Nov 10:00 Bangkok" in later
    assert _line(desk, FRIDAY, "--within 3d")["opens"] == MONDAY


def test_on_the_day_it_opens_it_is_in_the_list_of_today(desk: Shell) -> None:
    """From the opening for 24 hours, so that who looks once a day sees it."""
    opened = {
        "duty": "appeal",
        "band": "today",
        "opens": None,
        "due": "2026-11-30T10:00:00+07:00",
        "left_seconds": 7 * 24 * 3600,
        "stake": "right",
    }
    assert _line(desk, MONDAY) == opened
    assert _line(desk, "2026-11-24T09:59:59+07:00")["band"] == "today"
    assert json.loads(desk.ok("due --json", now="2026-11-24T10:00:00+07:00").out) == []  # due in six days
    assert desk("due --check --max-age 4w", now=MONDAY).code == 3
    table = desk.ok("due --format table", now=MONDAY).out
    assert "1 to do: 1 today" in table
    assert "TODAY\n  1  refund  7 d  30 Nov 10:00  appeal  490.00 THB  now open" in table
    assert "can bring back 490.00 THB" in desk.ok("due --long --format table", now=MONDAY).out
    (row,) = json.loads(desk.ok("status --json", now=MONDAY).out)
    assert (row["today"], row["to_do"]) == (1, {"today": 1})


def test_with_office_hours_it_stands_under_today_and_not_before_closing(desk: Shell, home: Path) -> None:
    with (home / "config/aftersales/config.toml").open("a", encoding="utf-8") as config:
        config.write('[shops.th.staff]\nhours = "09:00-18:00"\ntimezone = "Asia/Bangkok"\n')
    table = desk.ok("due --format table", now="2026-11-23T11:00:00+07:00").out
    assert "\nTODAY\n" in table
    assert "CLOSE" not in table


def test_all_that_can_be_appealed_is_listed_however_far_ahead(desk: Shell) -> None:
    for now, band in ((FRIDAY, "later"), ("2026-11-25T10:00:00+07:00", "later")):
        (line,) = json.loads(desk.ok("due --duty appeal --json", now=now).out)
        assert line["band"] == band
        assert (line["open_from"], line["due"]) == (MONDAY, "2026-11-30T10:00:00+07:00")
        assert line["winnable"] == {"amount": "490.00", "currency": "THB"}
        assert line["at_risk"] is None  # nothing is lost by silence that is not lost already
    assert "opens 3 d" in desk.ok("due --duty appeal --format table", now=FRIDAY).out
    assert json.loads(desk.ok("due --duty appeal --within 2d --json", now=FRIDAY).out) == []


def test_status_counts_what_can_be_appealed_now(desk: Shell) -> None:
    def counted(now: str) -> tuple[object, object]:
        (row,) = json.loads(desk.ok("status --json", now=now).out)
        return row["appealable"], row["winnable"]

    assert counted(SUNDAY) == (0, [])  # it opens tomorrow
    assert counted("2026-11-25T10:00:00+07:00") == (1, [{"amount": "490.00", "currency": "THB"}])
    assert counted("2026-11-30T10:00:01+07:00") == (0, [])
    words = desk.ok("status --format table", now="2026-11-25T10:00:00+07:00").out
    assert "1 case can be appealed, for 490.00 THB: `aftersales due --duty appeal`" in " ".join(words.split())


def test_once_filed_it_is_no_longer_counted(desk: Shell) -> None:
    desk.ok("appeal 1 --force", now=MONDAY)
    (row,) = json.loads(desk.ok("status --json", now=MONDAY).out)
    assert (row["appealable"], row["recovery_pending"]) == (0, [{"amount": "490.00", "currency": "THB"}])


def test_once_open_it_is_a_deadline_like_others(desk: Shell) -> None:
    assert _line(desk, SATURDAY) == {
        "duty": "appeal",
        "band": "soon",
        "opens": None,
        "due": "2026-11-30T10:00:00+07:00",
        "left_seconds": 48 * 3600,
        "stake": "right",
    }
    assert desk("due --check --max-age 4w", now="2026-11-30T09:00:00+07:00").code == 3


def test_an_appeal_before_the_opening_is_refused_with_its_day(desk: Shell) -> None:
    refused = desk("appeal 1", now=SUNDAY)
    assert refused.code == 1
    assert "you can appeal from Mon 23 Nov 2026 10:00 Bangkok" in refused.err
    forced = desk.ok("appeal 1 --force --dry-run --json", now=SUNDAY)
    assert "by the rule you can appeal only from Mon 23 Nov 2026 10:00 Bangkok" in json.loads(forced.out)["warnings"]


def test_show_and_explain_tell_both_ends(desk: Shell) -> None:
    shown = json.loads(desk.ok("show 1 --json", now=SUNDAY).out)
    assert shown["stake"] == "right"
    assert [(d["duty"], d["opens"], d["due"]) for d in shown["duties"]] == [
        ("appeal", MONDAY, "2026-11-30T10:00:00+07:00")
    ]
    assert "appeal" not in shown["possible"]
    assert "appeal" in json.loads(desk.ok("show 1 --json", now=SATURDAY).out)["possible"]
    assert "you can appeal from Mon 23 Nov 2026 10:00 Bangkok, until Mon 30 Nov" in " ".join(
        desk.ok("show 1 --format table", now=SUNDAY).out.split()
    )
    opened = " ".join(desk.ok("show 1 --format table", now=SATURDAY).out.split())
    assert "open since Mon 23 Nov 2026 10:00 Bangkok, until Mon 30 Nov 2026 10:00 Bangkok" in opened
    assert "to win back 490.00 THB" in opened
    assert "can bring back 490.00 THB" in " ".join(desk.ok("explain 1 --format table", now=SUNDAY).out.split())
    (clock,) = [c for c in json.loads(desk.ok("explain 1 --json", now=SUNDAY).out) if c["duty"] == "appeal"]
    assert clock["winnable"] == {"amount": "490.00", "currency": "THB"}
    assert (clock["state"], clock["opens"], clock["stake"]) == ("not-open", MONDAY, "right")
    assert any(step.startswith("It opens Mon 23 Nov 2026 10:00 Bangkok") for step in clock["steps"])


def test_the_list_of_cases_says_what_silence_costs(desk: Shell) -> None:
    (row,) = json.loads(desk.ok("cases --state all --json", now=SUNDAY).out)
    assert (row["stake"], row["due"]) == ("right", "2026-11-30T10:00:00+07:00")


def test_triage_does_not_go_through_what_cannot_be_done_yet(desk: Shell) -> None:
    child = at_terminal(["triage"], 100, 40, timeout=60, AFTERSALES_NOW=SUNDAY)
    shown = child.read()
    child.close()
    assert "No case needs a decision." in shown
    assert "1 line can't be done yet; `due` says from when it can." in shown


# Worked out by hand: market and its currency, from when and until when a quick refund of 20 November 2026, 03:00 UTC,
# that no parcel follows can be appealed. Bangkok, Hanoi and Jakarta are 7 hours ahead: 10:00. There the refund is of
# Fri 20; + 3 days it opens on Mon 23; + 7 days from there it closes on Mon 30. In Jakarta the 7 days run from the
# refund: Fri 27. In Los Angeles it is Thu 19, 19:00; + 21 days is Thu 10 Dec.
WINDOWS = [
    ("TH", "THB", "2026-11-23T10:00:00+07:00", "2026-11-30T10:00:00+07:00"),
    ("VN", "VND", "2026-11-23T10:00:00+07:00", "2026-11-30T10:00:00+07:00"),
    ("ID", "IDR", "2026-11-20T10:00:00+07:00", "2026-11-27T10:00:00+07:00"),
    ("US", "USD", "2026-11-19T19:00:00-08:00", "2026-12-10T19:00:00-08:00"),
]


@pytest.mark.parametrize(("market", "currency", "opens", "closes"), WINDOWS)
def test_each_market_tells_the_appeal_on_the_day_it_opens(
    shell: Shell, home: Path, market: str, currency: str, opens: str, closes: str
) -> None:
    shell.ok(f"init --shop one --market {market}")
    refunded = asked(
        status="RETURN_OR_REFUND_REQUEST_COMPLETE",
        return_type="REFUND",
        is_quick_refund=True,
        refund_amount={"currency": currency, "refund_total": "49"},
        create_time=unix("2026-11-20 03:00"),
        update_time=unix("2026-11-20 03:00"),
    )
    (home / "answer.json").write_text(json.dumps(envelope("return_orders", refunded)), encoding="utf-8")
    shell.ok(["import", str(home / "answer.json")], now="2026-11-20T03:00:00+00:00")
    opening = datetime.fromisoformat(opens)

    def bands(now: datetime, options: str = "") -> list[str]:
        lines = json.loads(shell.ok(f"due --json {options}", now=now.isoformat()).out)
        return [line["band"] for line in lines if line["duty"] == "appeal"]

    (line,) = json.loads(shell.ok("due --duty appeal --json", now=opening.isoformat()).out)
    assert (line["open_from"], line["due"], line["stake"]) == (opens, closes, "right")
    assert bands(opening) == bands(opening + timedelta(hours=23)) == ["today"]
    assert bands(opening + timedelta(hours=25)) == []  # due in more than two days
    assert bands(opening + timedelta(hours=25), "--duty appeal") == ["later"]
    assert bands(datetime.fromisoformat(closes) + timedelta(seconds=1), "--duty appeal") == []
