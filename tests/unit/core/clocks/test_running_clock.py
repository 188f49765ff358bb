"""Extensions and pauses of one clock, worked out by hand. The clock runs 24 hours from Mon 2 Nov 2026, 10:00 GMT."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.cases.model import Case, Event
from aftersales.core.cases.timeline import Happening
from aftersales.core.clocks.running_clock import Running
from aftersales.core.rules import term_choice
from aftersales.core.rules.policy_file import parse_policy
from aftersales.core.time.calendar import Calendar

LONDON = ZoneInfo("Europe/London")
DAYS = Calendar("Days", known=True)
RULE = """
[[rule]]
id = "x.respond"
duty = "respond"
starts = "request.opened"
stops = "request.approved"
outcome = "none"
extension = { length = "2 days", times = 1 }
[rule.pauses]
from = "request.offered"
until = "offer.declined"
MOST
[[rule.terms]]
length = "24 hours"
source = "a page"
confidence = "high"
"""


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def clock(most: str = "") -> Running:
    market = {"code": "GB", "timezone": "Europe/London", "currency": "GBP"}
    policy = parse_policy("x.toml", tomllib.loads(RULE.replace("MOST", most)), market, DAYS)
    (rule,) = policy.rules
    chosen = term_choice.choose_term(rule, at(2), Case(1, "s", "GB", "refund"), policy, LONDON)
    assert chosen is not None
    opened = Event("request.opened", at(2))
    return Running(rule, chosen, opened, at(2), chosen.deadline, 1, False, True, LONDON, DAYS)


def offered(day: int, hour: int = 10) -> Happening:
    return Happening(Event("request.offered", at(day, hour)))


def test_an_extension_counts_from_the_deadline():
    running = clock()
    running.extend(Event("receipt.extended", at(2, 12)))
    assert running.due == at(5)


def test_days_that_were_said_count_in_place_of_the_rule_s():
    running = clock()
    running.extend(Event("receipt.extended", at(2, 12), {"days": 1}))
    assert running.due == at(4)


@pytest.mark.parametrize(
    ("instants", "refused"),
    [([at(2, 12), at(2, 13)], "the rule allows it once"), ([at(3, 11)], "the deadline had passed")],
)
def test_an_extension_too_many_or_too_late_counts_for_nothing(instants, refused):
    running = clock()
    for instant in instants:
        before = running.due
        running.extend(Event("receipt.extended", instant))
    assert running.due == before
    assert running.extended[-1].refused == refused


def test_a_pause_gives_back_what_was_left():
    """Stands still Mon 16:00 with 18 hours left; goes on Wed 10:00: due Thu 04:00."""
    running = clock()
    running.pause(offered(2, 16))
    assert running.paused
    assert not running.open
    running.resume(Event("offer.declined", at(4)))
    assert running.open
    assert running.due == at(5, 4)


def test_a_pause_ends_by_itself_after_its_longest_time():
    """Stands still Mon 16:00 for 12 hours at most, with 18 hours left: due Tue 22:00; an answer after that is late."""
    running = clock('most = "12 hours"')
    running.pause(offered(2, 16))
    assert running.due == at(3, 22)
    running.resume(Event("offer.declined", at(4)))
    assert running.due == at(3, 22)


def test_what_is_overdue_is_not_paused():
    running = clock()
    running.pause(offered(3, 11))
    assert not running.pauses
