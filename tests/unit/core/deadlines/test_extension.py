"""Whether the inspection can be extended: eight days from shipping in Britain, once, by four days."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.derive import derive
from aftersales.core.deadlines.extension import obstacle
from aftersales.policies.load import load as load_policy

LONDON = ZoneInfo("Europe/London")
POLICY = load_policy("tiktok", "GB")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


SHIPPED = (
    Event("request.opened", at(2), id=1),
    Event("request.approved", at(3), {"mode": "seller-address"}, id=2),
    Event("return.shipped", at(5), id=3),
)


def _obstacle(when: datetime, *more: Event) -> str | None:
    case = Case(1, "uk-main", "GB", "return", events=(*SHIPPED, *more))
    return obstacle(derive(case, POLICY, LONDON), POLICY, when, LONDON)


@pytest.mark.parametrize("when", [at(6), at(13)])
def test_it_can_until_the_deadline(when):
    assert _obstacle(when) is None


def test_not_after_the_deadline():
    assert _obstacle(at(13, 11)) == "its deadline passed on Fri 13 Nov 2026 10:00 GMT; extend before the deadline"


def test_not_twice():
    assert _obstacle(at(8), Event("receipt.extended", at(7), id=4)) == (
        "it was extended already, and the rule allows it once"
    )


def test_not_where_no_such_clock_runs():
    assert (
        _obstacle(at(12), Event("return.received", at(10), id=4)) == "it has no running deadline that can be extended"
    )
