"""Which lines of the list people are warned of, and at which levels."""

from __future__ import annotations

from datetime import timedelta

from aftersales.core.alerts.level import is_parcel, reached, warned_of
from tables import of_each
from unit.core.alerts.lines import NOW, line

SECOND = 1 / 3600


@of_each(
    "hours, expected",
    [
        (24 + SECOND, ()), (24, ("24h",)), (4 + SECOND, ("24h",)), (4, ("4h", "24h")), (0, ("4h", "24h")),
        (-SECOND, ("overdue",)), (-500, ("overdue",)),
    ],
)  # fmt: skip
def test_the_levels_at_their_edges(hours: float, expected: tuple[str, ...]) -> None:
    assert reached(line(1, hours), NOW) == expected


def test_time_is_left_until_staff_is_in_for_the_last_time() -> None:
    """On Tuesday at 9 the deadline of Sunday is far; but the office closes in three hours and opens again after it."""
    assert reached(line(1, 120, act_by=NOW + timedelta(hours=3)), NOW) == ("4h", "24h")
    assert reached(line(1, 120, act_by=NOW - timedelta(hours=3)), NOW) == ("4h", "24h"), "no staff comes before it"


@of_each(
    "more, expected",
    [
        ({}, True), ({"stake": "right"}, True), ({"stake": "standing"}, True), ({"stake": "look"}, False),
        ({"stake": "house"}, False), ({"owner": "buyer", "stake": "none"}, False),
        ({"snoozed": NOW + timedelta(hours=1)}, False), ({"snoozed": NOW - timedelta(hours=1)}, True),
        ({"opens": NOW + timedelta(hours=1)}, False), ({"flags": ("in-transit",)}, False),
        ({"first_as_of": NOW + timedelta(hours=3)}, False), ({"first_as_of": NOW}, True),
    ],
)  # fmt: skip
def test_what_people_are_warned_of(more: dict[str, object], expected: bool) -> None:
    assert warned_of(line(1, 2, **more)) is expected


def test_a_parcel_that_was_on_its_way_when_its_deadline_passed_is_told() -> None:
    assert warned_of(line(1, -2, flags=("in-transit",)))


def test_orders_to_send_are_parcels_and_claims_are_not() -> None:
    assert is_parcel(line(1, 2, kind="delivery", duty="dispatch", stake="standing"))
    assert not is_parcel(line(1, 2, kind="delivery", duty="claim", stake="right"))
    assert not is_parcel(line(1, 2, kind="return", duty="refund", stake="standing"))
