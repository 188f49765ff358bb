"""Act-by times: which clocks have one, and how it is explained."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.clocks.clock import Clock
from aftersales.core.deadlines import act_by
from aftersales.core.deadlines.urgency import out_of_hours
from aftersales.core.time.staff import StaffCalendar
from aftersales.core.time.staff_table import Staff, parse_staff
from aftersales.policies.load import calendar as load_calendar
from aftersales.toml.reader import Reader

LONDON = ZoneInfo("Europe/London")


MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


CHINA = {"timezone": "Asia/Shanghai", "holidays": "cn"}


def parsed(table: dict[str, object]) -> tuple[Staff, list[str]]:
    """A staff table as read, and the mistakes in it."""
    reader = Reader("config.toml")
    return parse_staff(reader, table), [mistake.what for mistake in reader.noted]


def calendar(**table: object) -> StaffCalendar:
    """The calendar of a staff table as the configuration has it; the shop's own zone is London."""
    read, mistakes = parsed(table)
    assert not mistakes
    return StaffCalendar.of(read, LONDON, load_calendar(read.holidays) if read.holidays else None)


def clock(due: str, started: str, owner: str = "seller") -> Clock:
    at = [datetime.fromisoformat(text).astimezone(UTC) for text in (started, due)]
    return Clock("respond", owner, "gb.respond", "tiktok-gb", "request.opened", *at)


def told(due: str, started: str, **table: object) -> list[str]:
    (one,) = act_by.with_act_by([clock(due, started)], calendar(**table))
    return list(act_by.why(one, calendar(**table)))


def test_only_the_sellers_clocks_have_one() -> None:
    own, others = (
        clock("2026-11-24T16:02Z", "2026-11-20T16:02Z"),
        clock("2026-11-24T16:02Z", "2026-11-20T16:02Z", "buyer"),
    )
    assert [c.act_by for c in act_by.with_act_by([own, others], calendar())] == [own.due, None]
    assert [c.act_by for c in act_by.with_act_by([own, others], None)] == [None, None]


def test_out_of_hours_is_a_term_within_which_nobody_is_in() -> None:
    friday = datetime(2026, 11, 20, 18, tzinfo=UTC)
    assert not out_of_hours(friday - MINUTE, friday)
    assert out_of_hours(friday, friday)  # asked as the office closes
    assert not out_of_hours(friday, None)


def test_golden_week_in_words() -> None:
    assert told("2026-10-05T16:02+01:00", "2026-09-29T16:02+01:00", **CHINA) == [
        "Staff: Mon to Fri, 09:00-18:00, Asia/Shanghai; closed on Chinese public holidays.",
        "The deadline is Mon 5 Oct 2026 23:02 CST (Shanghai).",
        "Thu 1 Oct to Mon 5 Oct: closed (National Day).",
        "Last staffed moment before it: Wed 30 Sep 2026 18:00 CST (Shanghai).",
    ]


def test_a_deadline_in_office_hours_in_words() -> None:
    assert told("2026-11-24T10:00Z", "2026-11-20T10:00Z", days=["tue", "fri"], hours="9:00-12:00,13:00-17:30") == [
        "Staff: Tue, Fri, 09:00-12:00 and 13:00-17:30, Europe/London.",
        "The deadline is Tue 24 Nov 2026 10:00 GMT (London), within staffed hours: act by then.",
    ]


def test_a_weekend_and_an_early_deadline_in_words() -> None:
    assert told("2026-11-23T08:00Z", "2026-11-21T10:00Z", days_off=["2026-11-20"]) == [
        "Staff: Mon to Fri, 09:00-18:00, Europe/London.",
        "The deadline is Mon 23 Nov 2026 08:00 GMT (London).",
        "Fri 20 Nov to Sun 22 Nov: closed (own day off, Saturday, Sunday).",
        "Mon 23 Nov: nobody is in yet at 08:00.",
        "Last staffed moment before it: Thu 19 Nov 2026 18:00 GMT (London).",
        "The clock started Sat 21 Nov 2026 10:00 GMT (London): nobody is in before it ends.",
    ]


def test_a_year_that_is_not_published_says_so() -> None:
    *_, moment, mind = told("2027-10-07T16:02+01:00", "2027-10-01T16:02+01:00", **CHINA)
    # By law Golden Week ends on Tue 5 October 2027; it usually lasts seven days, and that is taken.
    assert "Last staffed moment before it: Thu 30 Sep 2027 18:00 CST (Shanghai)." in (*_, moment)
    assert mind.startswith("Note: Chinese public holidays: holidays after 2026 are calculated, not yet published.")
