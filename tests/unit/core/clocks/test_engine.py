"""Starting, stopping, pausing and extending clocks, with small rules and deadlines worked out by hand."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aftersales.core.cases import timeline
from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.engine import DUTIES_AFTER_CLOSING, INDEPENDENT_DUTIES, Walk
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.calendar import Calendar

LONDON = ZoneInfo("Europe/London")
BRITAIN = {"code": "GB", "timezone": "Europe/London", "currency": "GBP"}


def rule(duty: str, starts: str, stops: str, length: str, more: str = "") -> str:
    return f"""
[[rule]]
id = "x.{duty}"
duty = "{duty}"
starts = "{starts}"
stops = "{stops}"
outcome = "none"
{more}
[[rule.terms]]
length = "{length}"
source = "a page"
confidence = "high"
"""


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def run(text: str, *events: Event, kind: str = "refund") -> list[Clock]:
    numbered = tuple(e._replace(id=n, recorded_at=e.at) for n, e in enumerate(events, 1))
    case = Case(1, "s", "GB", kind, events=numbered)
    policy = parse_policy("x.toml", tomllib.loads(text), BRITAIN, Calendar("Days", known=True))
    walk = Walk(case, policy, LONDON, timeline.build(case))
    walk.run()
    return walk.clocks(why=False)


RESPOND = rule("respond", "request.opened", "request.approved", "24 hours")
OPENED = Event("request.opened", at(2))


def test_the_starting_event_opens_a_clock_and_the_stopping_one_ends_it():
    (clock,) = run(RESPOND, OPENED, Event("request.approved", at(2, 15)))
    assert (clock.started_at, clock.due, clock.stopped_at, clock.stopped_by) == (
        at(2), at(3), at(2, 15), "request.approved",
    )  # fmt: skip


def test_other_events_leave_it_running():
    (clock,) = run(RESPOND, OPENED, Event("case.noted", at(2, 12)))
    assert clock.stopped_at is None


def test_a_new_attempt_has_a_clock_of_its_own():
    text = RESPOND.replace('starts = "request.opened"', 'starts = ["request.opened", "request.resubmitted"]')
    first, second = run(text, OPENED, Event("request.resubmitted", at(9)))
    assert (first.attempt, first.stopped_at) == (1, at(9))
    assert (second.attempt, second.due) == (2, at(10))


def test_a_message_of_the_buyer_outlasts_a_new_attempt():
    (clock,) = run(rule("answer-message", "message.received", "buyer.told", "24 hours"), OPENED,
                   Event("message.received", at(3)), Event("request.resubmitted", at(3, 12)))  # fmt: skip
    assert clock.stopped_at is None
    assert "answer-message" in INDEPENDENT_DUTIES


def test_a_pause_gives_back_what_was_left():
    """24 hours from Mon 10:00; stands still from 16:00 until Wed 10:00 with 18 hours left: due Thu 04:00."""
    pauses = '[rule.pauses]\nfrom = "request.offered"\nuntil = "offer.declined"'
    (clock,) = run(
        rule("respond", "request.opened", "request.approved", "24 hours", pauses),
        OPENED, Event("request.offered", at(2, 16), {"amount": 500}), Event("offer.declined", at(4)),
    )  # fmt: skip
    assert clock.due == at(5, 4)


def test_closing_ends_every_clock_but_the_appeal_that_the_platform_s_own_closing_leaves():
    appeal = rule("appeal", "request.rejected", "appeal.filed", "7 days")
    closed = Event("case.closed", at(5), source="export")
    by_duty = {c.duty: c for c in run(RESPOND + appeal, OPENED, Event("request.rejected", at(3)), closed)}
    assert by_duty["respond"].stopped_at == at(5)
    assert by_duty["appeal"].stopped_at is None
    assert frozenset({"appeal"}) == DUTIES_AFTER_CLOSING
    by_hand = {c.duty: c for c in run(appeal, OPENED, Event("request.rejected", at(3)), Event("case.closed", at(5)))}
    assert by_hand["appeal"].stopped_at == at(5)
