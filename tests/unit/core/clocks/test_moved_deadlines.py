"""Which deadlines differ after a change of rules, and how that is counted."""

from __future__ import annotations

from datetime import UTC, datetime

from aftersales.core.clocks.clock import Clock
from aftersales.core.clocks.moved_deadlines import DutyKey, Standing, compare, compare_rules, counts, standings_of


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 10, tzinfo=UTC)


def key(case: int) -> DutyKey:
    return DutyKey(case, "respond", "seller", False)


def standing(day: int, act_by: datetime | None = None) -> Standing:
    return Standing(at(day), "gb.respond", "auto-approved", None, act_by)


def test_what_differs_in_time_is_told_the_earliest_new_deadline_first():
    before = {key(1): standing(4), key(2): standing(5), key(3): standing(6), key(4): standing(7)}
    after = {key(1): standing(9), key(2): standing(5), key(4): standing(7, at(3)), key(5): standing(2)}
    moved = compare(before, after)
    assert [(m.key.case, m.change) for m in moved] == [(5, "new"), (3, "gone"), (4, "act-by"), (1, "moved")]


def test_another_rule_alone_is_no_move():
    assert not compare({key(1): standing(4)}, {key(1): standing(4)._replace(rule="other")})


def test_a_deadline_that_begins_at_another_time_only_has_not_moved_by_rules():
    later = key(1)._replace(chained=True)
    assert not compare_rules({key(1): standing(4)}, {later: standing(4)})
    assert not compare_rules({later: standing(4)}, {key(1): standing(4)})
    moved = compare_rules({key(1): standing(4)}, {later: standing(5)})
    assert {m.change for m in moved} == {"new", "gone"}
    both = compare_rules({key(1): standing(4)}, {key(1): standing(4), later: standing(4)})
    assert [m.change for m in both] == ["new"]


def test_counts_in_words():
    assert counts(["moved", "moved", "new"]) == ["2 deadlines moved", "1 new"]
    assert counts(["moved"]) == ["1 deadline moved"]
    assert counts(["gone", "act-by"]) == ["no deadline moved", "1 gone", "1 act-by moved"]


def test_only_clocks_that_count_and_are_not_answered_have_a_standing():
    running = Clock("respond", "seller", "gb.respond", "tiktok", "request.opened", at(2), at(4))
    answered, beaten = running._replace(stopped_at=at(3)), running._replace(holds=False)
    waiting = running._replace(duty="refund", stopped_at=at(3), confirmed=False)
    found = dict(standings_of(7, [running, answered, beaten, waiting]))
    assert {(k.case, k.duty) for k in found} == {(7, "respond"), (7, "refund")}
