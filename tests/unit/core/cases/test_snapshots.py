"""What the platform's snapshots tell: which count, what changed between them, what they say of a decision."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from aftersales.core.cases import snapshots
from aftersales.core.cases.model import Case, Event, Observation, Stamp
from aftersales.core.cases.snapshots import StampedSnapshot
from tables import of_each

RETURN = Case(1, "uk-main", "GB", "return")
REFUND = RETURN._replace(kind="refund")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def shown(status: str, day: int, until: int | None = None, source: str = "export", **facts) -> Observation:
    return Observation("r", source, at(day), at(day), at(until or day), status, raw=status, **facts)


def names(case: Case, *observations: Observation, superseded: bool = False) -> list[str]:
    return [e.name for e in snapshots.changes(case, observations, superseded=superseded)]


def test_a_change_lies_between_the_last_snapshot_without_it_and_the_first_with_it():
    (approved,) = snapshots.changes(RETURN, [shown("pending", 2, 3), shown("awaiting-ship", 5)], superseded=False)
    assert (approved.name, approved.earliest, approved.at) == ("request.approved", at(3), at(5))
    assert approved.inferred


def test_what_a_first_snapshot_shows_has_no_early_end():
    (rejected,) = snapshots.changes(RETURN, [shown("rejected", 5)], superseded=False)
    assert (rejected.name, rejected.earliest) == ("request.rejected", None)


@of_each(
    "case, statuses, expected",
    [
        (RETURN, ("pending", "awaiting-ship", "shipped"), ["request.approved", "return.shipped"]),
        (RETURN, ("shipped", "refund-due"), ["request.approved", "return.shipped", "return.received"]),
        (REFUND, ("pending", "refund-due"), ["request.approved"]),
        (RETURN, ("shipped", "receive-rejected"), ["request.approved", "return.shipped", "return.refused"]),
        (REFUND, ("refund-due", "complete"), ["request.approved", "refund.issued", "case.closed"]),
        (REFUND, ("complete", "complete"), ["request.approved", "refund.issued", "case.closed"]),
        (RETURN, ("pending", "cancelled"), ["request.withdrawn", "case.closed"]),
        (RETURN, ("rejected", "cancelled"), ["request.rejected", "case.closed"]),
        (RETURN, ("rejected", "pending"), ["request.rejected", "request.resubmitted"]),
        (RETURN, ("pending", "unknown", "pending"), []),
    ],
)
def test_the_events_that_statuses_tell_of(case, statuses, expected):
    assert names(case, *(shown(status, day) for day, status in enumerate(statuses, 2))) == expected


def test_a_number_that_was_replaced_does_not_end_the_case():
    assert names(RETURN, shown("pending", 2), shown("cancelled", 3), superseded=True) == []


def test_a_ruling_stands_behind_the_refusal_and_before_what_it_brings():
    seen = [shown("pending", 2), shown("refund-due", 5, arbitration="for-buyer")]
    assert names(REFUND, *seen) == ["dispute.opened", "dispute.ruled", "request.approved"]


def test_an_export_inside_the_time_of_an_api_row_says_nothing():
    api = shown("awaiting-ship", 2, 6, source="api")
    assert snapshots.effective([shown("pending", 3), api]) == [api]


def test_an_export_that_outlasts_an_api_row_counts_from_its_end():
    api = shown("awaiting-ship", 2, 4, source="api")
    first, later = snapshots.effective([shown("shipped", 3, 6), api])
    assert first == api
    assert later.first_seen == at(4) + timedelta(seconds=1)


def test_a_finished_number_is_not_unfinished_again():
    kept = snapshots.effective([shown("complete", 3), shown("shipped", 5)])
    assert [o.status for o in kept] == ["complete"]


@of_each(
    "event, status, expected",
    [
        ("request.approved", "shipped", True),
        ("request.approved", "pending", False),
        ("request.approved", "cancelled", None),
        ("return.received", "refund-due", True),
        ("return.received", "shipped", False),
        ("refund.issued", "complete", True),
        ("case.noted", "complete", None),
    ],
)
def test_what_a_newer_snapshot_says_of_a_decision(event, status, expected):
    assert snapshots.verdict(Event(event, at(3)), [shown(status, 4)], None)[0] is expected


def test_within_ten_minutes_nothing_is_confirmed_or_contradicted():
    near = shown("pending", 3)._replace(last_seen=at(3) + timedelta(minutes=10))
    assert snapshots.verdict(Event("request.approved", at(3)), [near], None) == (None, None)


def answer_by(day: int, action: str = "SELLER_RESPOND_RETURN") -> tuple[Stamp, ...]:
    return (Stamp(action, at(day)),)


RECEIVE = answer_by(9, "SELLER_RESPOND_RECEIVE_PACKAGE")


def api(status: str, day: int, until: int | None = None, stamps: tuple[Stamp, ...] | None = None) -> Observation:
    return shown(status, day, until, "api", stamps=stamps)


def test_an_export_keeps_the_platform_s_deadlines_while_the_decision_is_the_same():
    row = api("pending", 2, stamps=answer_by(9))
    assert snapshots.stamped([row, shown("pending", 3)]) == StampedSnapshot(row)
    assert snapshots.stamped([row, shown("awaiting-ship", 3)]) is None


@pytest.mark.parametrize(
    ("status", "stamps"), [("pending", answer_by(9)), ("shipped", RECEIVE)], ids=("answer", "receipt")
)
def test_a_newer_row_that_leaves_the_deadline_out_keeps_it_while_its_status_waits(status, stamps):
    row = api(status, 2, stamps=stamps)
    assert snapshots.stamped([row, api(status, 4)]) == StampedSnapshot(row, repeated=False)
    assert snapshots.stamped([row, api(status, 4), shown(status, 5), api(status, 6)]) == StampedSnapshot(row, False)
    assert snapshots.stamped([row, api(status, 4, stamps=())]) is None  # it says that there is none
    assert snapshots.stamped([row, api(status, 4, stamps=()), api(status, 5)]) is None


@of_each("status", ["rejected", "offered", "awaiting-ship", "refund-due", "complete", "cancelled"])
def test_in_a_status_that_waits_for_others_a_deadline_left_out_is_gone(status):
    assert snapshots.stamped([api("pending", 2, stamps=answer_by(9)), api(status, 4)]) is None


def test_a_parcel_under_way_does_not_wait_for_the_answer_to_the_request():
    assert snapshots.stamped([api("awaiting-ship", 2, stamps=answer_by(9)), api("shipped", 4)]) is None


@of_each("status", ["rejected", "offered", "awaiting-ship", "receive-rejected", "refund-due"])
def test_where_nothing_is_waited_for_only_a_deadline_still_to_come_counts(status):
    """Read on 5 November: a stamp of the 4th is left over, one of the 9th is asked for."""
    assert snapshots.stamped([api(status, 5, stamps=answer_by(4))]) is None
    assert snapshots.stamped([api(status, 5, stamps=answer_by(5))]) is None  # the very instant is past
    both = api(status, 5, stamps=answer_by(4) + answer_by(9))
    assert snapshots.stamped([both]) == StampedSnapshot(both._replace(stamps=answer_by(9)))


def test_a_row_may_be_read_later_than_it_changed():
    """Refused on the 3rd, read first on the 5th: the stamp of the 4th was past when it was read."""
    row = api("rejected", 3, 5, stamps=answer_by(4))._replace(noticed_at=at(5))
    assert snapshots.stamped([row]) is None


@pytest.mark.parametrize("status", ["pending", "shipped"])
def test_where_the_seller_is_waited_for_a_deadline_that_has_passed_stays(status):
    row = api(status, 12, stamps=answer_by(9) if status == "pending" else RECEIVE)
    assert snapshots.stamped([row]) == StampedSnapshot(row)


def test_what_is_not_known_here_is_kept_to_be_looked_at():
    dance = api("rejected", 12, stamps=answer_by(9, "SELLER_DANCE"))
    assert snapshots.stamped([dance]) == StampedSnapshot(dance)
    unknown = api("unknown", 12, stamps=answer_by(9))
    assert snapshots.stamped([unknown]) == StampedSnapshot(unknown)


CONTRADICTING = [
    api("pending", 3, stamps=answer_by(9)),
    api("pending", 3, stamps=answer_by(6)),
    api("pending", 3),
    api("unknown", 3)._replace(raw="A"),
    api("unknown", 3)._replace(raw="B"),
    api("awaiting-ship", 3),
    shown("rejected", 3),
    shown("pending", 3, tracking="T1"),
    shown("pending", 3, tracking="T2"),
]


@of_each("seed", range(20))
def test_what_contradicts_itself_in_one_second_does_not_hang_on_the_order_of_reading(seed):
    mixed = random.Random(seed).sample(CONTRADICTING, len(CONTRADICTING))
    assert snapshots.effective(mixed) == snapshots.effective(CONTRADICTING)


def test_of_two_deadlines_of_one_second_the_earlier_counts():
    late, early, *_ = CONTRADICTING
    for pair in ([late, early], [early, late]):
        assert snapshots.stamped(snapshots.effective(pair)) == StampedSnapshot(early)


def test_the_money_of_a_quick_refund_is_out_with_the_approval() -> None:
    """Asked on the 2nd, first seen approved on the 4th: in between; a later row that gives the instant decides."""
    opened = Event("request.opened", at(2), source="api")
    case = RETURN._replace(quick_refund=True, events=(opened,))

    def refunds(*observations: Observation) -> list[tuple[datetime, datetime | None, bool]]:
        changes = snapshots.changes(case, observations, superseded=False)
        return [(e.at, e.earliest, e.inferred) for e in changes if e.name == "refund.issued"]

    under_way = shown("shipped", 4, source="api")
    assert refunds(under_way) == [(at(4), at(2), True)]
    assert refunds(under_way, shown("complete", 6, refunded_at=at(3))) == [(at(3), None, False)]
    assert refunds(shown("pending", 4, source="api")) == []
