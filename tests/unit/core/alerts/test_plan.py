"""What a receiver is to hear: once, at the most urgent level, and when it is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from aftersales.core.alerts.alert_rule import AlertRule, Subscription
from aftersales.core.alerts.plan import AlertPlan, SentMarks, Situation, plan
from aftersales.core.deadlines.due_list import Freshness
from aftersales.core.deadlines.urgency import Action
from unit.core.alerts.lines import NOW, line

TODAY = date(2026, 11, 24)
ALL = Subscription("desk", ())


def situation(*actions: Action, now: datetime = NOW, **more: object) -> Situation:
    return Situation(now, actions, **{"openings": {}, "freshness": (), **more})  # type: ignore[arg-type]


def heard(planned: AlertPlan) -> list[tuple[int, str]]:
    return [(alert.action.case, alert.level) for alert in planned.alerts]


def sent(*levels: str, due: float = 3, receiver: str = "desk", duty: str = "respond", case: int = 1) -> SentMarks:
    when = NOW + timedelta(hours=due)
    return SentMarks({(receiver, case, duty): [(when, level) for level in levels]})


def test_each_deadline_has_its_most_urgent_level() -> None:
    found = plan(ALL, situation(line(1, 3), line(2, 20), line(3, -1), line(4, 30)), SentMarks(), TODAY)
    assert heard(found) == [(1, "4h"), (2, "24h"), (3, "overdue")]


def test_what_was_sent_is_not_sent_again() -> None:
    assert heard(plan(ALL, situation(line(1, 3)), sent("24h", "4h"), TODAY)) == []
    assert heard(plan(ALL, situation(line(1, 3)), sent("24h"), TODAY)) == [(1, "4h")]


def test_a_level_that_was_slept_through_is_not_sent_late() -> None:
    """Four hours were told; the 24 that were not are never told after that, also where the clock is set back."""
    assert heard(plan(ALL, situation(line(1, 3)), sent("4h"), TODAY)) == []
    assert heard(plan(ALL, situation(line(1, 20)), sent("4h", due=20), TODAY)) == []
    assert heard(plan(ALL, situation(line(1, -1)), SentMarks(), TODAY)) == [(1, "overdue")]


def test_a_deadline_that_moves_is_told_anew_and_some_seconds_are_no_move() -> None:
    assert heard(plan(ALL, situation(line(1, 3)), sent("4h", due=3 + 1), TODAY)) == [(1, "4h")]
    assert heard(plan(ALL, situation(line(1, 3)), sent("4h", due=3 + 0.1), TODAY)) == []


def test_marks_are_of_one_receiver_one_duty_and_one_case() -> None:
    for other in (sent("4h", receiver="owner"), sent("4h", duty="refund"), sent("4h", case=2)):
        assert heard(plan(ALL, situation(line(1, 3)), other, TODAY)) == [(1, "4h")]


def test_of_the_levels_that_it_gets_a_receiver_hears_the_most_urgent_that_holds() -> None:
    day = Subscription("desk", (AlertRule(("24h",), ("*",), ("desk",)),))
    assert heard(plan(day, situation(line(1, 3)), SentMarks(), TODAY)) == [(1, "24h")]
    assert heard(plan(day, situation(line(1, -1)), SentMarks(), TODAY)) == [], "it is overdue: nobody has a day left"


def _closed(*actions: Action, hours: int = 48) -> Situation:
    return situation(*actions, openings={"uk": NOW + timedelta(hours=hours)})


def test_outside_staff_hours_what_can_wait_is_held() -> None:
    found = plan(ALL, _closed(line(1, 3), line(2, -1), line(3, 23, act_by=NOW), hours=20), SentMarks(), TODAY)
    assert heard(found) == [(1, "4h")]
    assert [alert.action.case for alert in found.held] == [2, 3]


def test_a_receiver_for_any_hour_hears_at_once() -> None:
    night = ALL._replace(any_hour=True)
    assert heard(plan(night, _closed(line(2, -1)), SentMarks(), TODAY)) == [(2, "overdue")]


def _parcel(case: int, hours: float) -> Action:
    return line(case, hours, kind="delivery", duty="dispatch", stake="standing")


def _counted(found: AlertPlan) -> list[tuple[int, str, bool]]:
    return [(alert.action.case, alert.level, alert.counted) for alert in found.alerts]


def test_parcels_are_counted_and_not_told_a_day_ahead() -> None:
    lines = [_parcel(1, 3), _parcel(2, 20), _parcel(3, -1)]
    assert _counted(plan(ALL, situation(*lines), SentMarks(), TODAY)) == [(1, "4h", True), (3, "overdue", True)]
    listed = plan(ALL, situation(*lines, listed=["uk"]), SentMarks(), TODAY)
    assert _counted(listed) == [(1, "4h", False), (2, "24h", False), (3, "overdue", False)]


def _stale(found: AlertPlan) -> Sequence[str]:
    return [fresh.shop for fresh in found.stale]


def test_of_data_that_can_not_tell_a_receiver_hears_once_a_day() -> None:
    ages = [
        Freshness("uk", NOW - timedelta(hours=25), True), Freshness("us", NOW, False), Freshness("th", None, False),
        Freshness("hand", None, False, by_hand=True),
    ]  # fmt: skip
    asked = situation(freshness=ages)
    assert _stale(plan(ALL, asked, SentMarks(), TODAY)) == ["uk", "th"]
    told = SentMarks(stale=frozenset({("desk", "uk", TODAY), ("owner", "th", TODAY)}))
    assert _stale(plan(ALL, asked, told, TODAY)) == ["th"]
    assert _stale(plan(ALL, asked, told, TODAY + timedelta(days=1))) == ["uk", "th"]
    closed = asked._replace(openings={"uk": NOW + timedelta(hours=1)})
    assert _stale(plan(ALL, closed, SentMarks(), TODAY)) == ["th"], "that can wait until the desk opens"
    only = Subscription("desk", (AlertRule(("4h",), ("*",), ("desk",)),))
    assert _stale(plan(only, asked, SentMarks(), TODAY)) == []
