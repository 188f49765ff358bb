"""What each status of the platform says lies on the courses of a case."""

from __future__ import annotations

from aftersales.core.cases.model import State
from aftersales.core.cases.statuses import ARBITRATIONS, COURSES, PARCEL_UNDER_WAY, STATUSES
from aftersales.core.cases.transitions import TRANSITIONS
from tables import of_each


@of_each("name", STATUSES)
def test_a_status_names_values_of_the_courses(name):
    status = STATUSES[name]
    assert status.decision in (None, "pending", "approved", "rejected", "offered")
    assert status.parcel in (None, *COURSES["parcel"])
    assert status.money in (None, *COURSES["money"])


def test_a_case_begins_at_the_beginning_of_every_course():
    assert all(course[0] == getattr(State(), axis) for axis, course in COURSES.items())


def test_transitions_lead_along_the_courses():
    for row in TRANSITIONS:
        for axis, value in row.leads.items():
            assert value in COURSES.get(axis, (value,)), row


def test_a_parcel_under_way_was_sent_and_is_not_yet_checked():
    course = COURSES["parcel"]
    assert course.index("awaited") < course.index(PARCEL_UNDER_WAY[0]) < course.index(PARCEL_UNDER_WAY[-1])
    assert course.index(PARCEL_UNDER_WAY[-1]) < course.index("received")


def test_a_ruling_is_one_of_the_platform_s():
    named = {row.leads["arbitration"] for row in TRANSITIONS if "arbitration" in row.leads}
    assert named == set(ARBITRATIONS)
