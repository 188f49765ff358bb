"""The duty to close: from the end of the buyer's time to the end of the next day."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.cases import timeline
from aftersales.core.cases.model import Case, Event
from aftersales.core.clocks.buyer_timeout import LAPSED, closing_duties
from aftersales.core.clocks.clock import Clock

LONDON = ZoneInfo("Europe/London")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


WINDOW = Clock("ship-back", "buyer", "gb.ship-back", "tiktok", "request.approved", at(3), at(8), outcome="case-closed")


def _timeline(*events: Event) -> timeline.Timeline:
    return timeline.build(Case(1, "s", "GB", "return", events=(Event("request.opened", at(2), id=1), *events)))


def test_it_is_due_at_the_end_of_the_day_after():
    (close,) = closing_duties(_timeline(), LONDON, [WINDOW])
    assert (close.duty, close.owner, close.started_by, close.started_at) == ("close", "seller", LAPSED, at(8))
    assert close.due == datetime(2026, 11, 9, 23, 59, 59, tzinfo=UTC)
    assert close.flags == ("buyer-lapsed", "confidence-low")


def test_its_term_is_its_own_and_not_the_buyers():
    (close,) = closing_duties(_timeline(), LONDON, [WINDOW._replace(term="5 days")])
    assert close.term == "end of the next day"


@pytest.mark.parametrize(
    "facts", [{"stopped_at": at(7)}, {"owner": "seller"}, {"outcome": "refunded"}], ids=("stopped", "seller", "other")
)
def test_only_a_window_that_the_buyer_may_let_pass_has_one(facts):
    assert not closing_duties(_timeline(), LONDON, [WINDOW._replace(**facts)])


@pytest.mark.parametrize(("day", "stopped"), [(7, None), (9, at(9))])
def test_a_look_after_the_end_of_the_window_answers_it(day, stopped):
    (close,) = closing_duties(_timeline(Event("case.confirmed", at(day), id=2)), LONDON, [WINDOW])
    assert close.stopped_at == stopped
