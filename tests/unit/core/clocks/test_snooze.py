"""What a snooze hides, until when, and what shows at once."""

from __future__ import annotations

from datetime import UTC, datetime

from aftersales.core.cases import timeline
from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks import snooze
from aftersales.core.clocks.clock import Clock
from aftersales.core.time.instants import iso
from tables import of_each


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


CLOCK = Clock("respond", "seller", "gb.respond", "tiktok", "request.opened", at(2), at(6))


def _timeline(*events: Event) -> timeline.Timeline:
    return timeline.build(Case(1, "s", "GB", "refund", events=(Event("request.opened", at(2), id=1), *events)))


def _snoozed(until: datetime, **data: object) -> timeline.Timeline:
    return _timeline(Event("case.snoozed", at(3), {"until": iso(until), **data}, id=2))


@of_each(
    "clock, hidden",
    [
        (CLOCK, True),
        (CLOCK._replace(due=at(5)), True),  # just until its deadline
        (CLOCK._replace(due=at(4, 9)), False),  # falls due before the snooze ends
        (CLOCK._replace(started_at=at(4)), False),  # started later
        (CLOCK._replace(stopped_at=at(4), confirmed=False), False),  # answered later
        (CLOCK._replace(stopped_at=at(2, 12), confirmed=False), True),  # answered before
    ],
)
def test_a_snooze_hides_what_ran_and_is_not_due_before_it_ends(clock: Clock, hidden: bool):
    (shown,) = snooze.with_snoozes(_snoozed(at(5)), [clock])
    assert (shown.snoozed_until == at(5)) is hidden


def test_a_snooze_of_named_clocks_leaves_the_others():
    line = snooze.snoozed_line(CLOCK)
    assert line == ["respond", "2026-11-06T10:00:00Z", "open"]
    same, other = snooze.with_snoozes(_snoozed(at(5), of=[line]), [CLOCK, CLOCK._replace(duty="refund")])
    assert same.snoozed_until == at(5)
    assert other.snoozed_until is None


def test_the_newest_snooze_replaces_those_before():
    first = Event("case.snoozed", at(3), {"until": iso(at(5))}, id=2)
    ended = Event("case.snoozed", at(4), {}, id=3)
    (shown,) = snooze.with_snoozes(_timeline(first, ended), [CLOCK])
    assert shown.snoozed_until is None


def test_a_snooze_may_reach_to_the_first_deadline_of_the_seller():
    buyer = CLOCK._replace(owner="buyer", due=at(4))
    assert snooze.latest_end([CLOCK, CLOCK._replace(due=at(9)), buyer], at(3)) == at(6)
    assert snooze.latest_end([CLOCK], at(6)) is None  # it is due now
    assert snooze.latest_end([buyer], at(3)) is None


def test_until_when_anything_is_hidden():
    clocks = [CLOCK._replace(snoozed_until=at(4)), CLOCK._replace(snoozed_until=at(5)), CLOCK]
    assert snooze.snoozed_until(clocks, at(3)) == at(5)
    assert snooze.snoozed_until(clocks, at(5)) is None
