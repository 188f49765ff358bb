"""What came of cases in Britain, worked out by hand: 1 November 2026 is a Sunday, and London is on GMT."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.cases.model import Case, Event, Observation
from aftersales.core.clocks.derive import derive
from aftersales.core.money.amount import Money
from aftersales.core.reports import results
from aftersales.core.reports.results import CaseResult, MissedDeadline
from aftersales.core.vocabulary import REQUEST_KINDS
from aftersales.policies.load import load as load_policy
from tables import of_each

POLICY = load_policy("tiktok", "GB")
OPENED = Event("request.opened", datetime(2026, 11, 2, 10, tzinfo=UTC))
ASKED = Money(1398, "GBP")


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def _case(*events: Event, shown: tuple[tuple[str, datetime, datetime], ...] = (), **facts: Any) -> Case:
    """A return of £13.98; `shown` are statuses in the platform's data, each with its first and its last instant."""
    numbered = tuple(e._replace(id=n, recorded_at=e.at) for n, e in enumerate(events, 1))
    observations = tuple(
        Observation("1", "export", first, first, last, status, raw=status) for status, first, last in shown
    )
    kind = facts.pop("kind", "return")
    return Case(1, "uk-main", "GB", kind, amount=ASKED, events=numbered, observations=observations, **facts)


def _results(case: Case, when: datetime) -> list[CaseResult]:
    derived = derive(case, POLICY, ZoneInfo("Europe/London"))
    return results.results(case, derived.timeline, results.actors(derived), when)


def _missed(case: Case, when: datetime, first_import: datetime | None = None) -> list[MissedDeadline]:
    return results.missed(case, derive(case, POLICY, ZoneInfo("Europe/London")), when, first_import)


def test_an_answer_in_time_is_the_seller_s_and_nothing_is_missed() -> None:
    case = _case(OPENED, Event("request.approved", at(3), {"mode": "keep"}))
    (answer,) = _results(case, at(9))
    assert (answer.what, answer.how, answer.by, answer.money) == ("answered", "approved", "seller", ASKED)
    assert not answer.is_by_silence
    assert "respond" not in {deadline.duty for deadline in _missed(case, at(9))}


def test_nothing_is_told_before_it_happened() -> None:
    assert _results(_case(OPENED, Event("request.rejected", at(3), {"reason": "used"})), at(2, 12)) == []


def test_a_deadline_is_missed_when_it_has_passed() -> None:
    """Opened Mon 2 Nov 10:00: due Wed 4 Nov 10:00."""
    assert _missed(_case(OPENED), at(4, 10)) == []
    (deadline,) = _missed(_case(OPENED), at(4, 10, 1))
    assert (deadline.duty, deadline.due, deadline.fate) == ("respond", at(4), "open")
    assert (deadline.stake, deadline.money) == ("money", ASKED)


def test_what_was_due_before_the_first_import_can_not_have_been_missed_with_the_program() -> None:
    assert _missed(_case(OPENED), at(9), first_import=at(5)) == []
    assert len(_missed(_case(OPENED), at(9), first_import=at(4))) == 1


def test_what_the_data_show_approved_after_the_deadline_the_platform_did() -> None:
    """Still pending at Wed 4 Nov 11:00, an hour after the deadline; approved on Thu 5 Nov."""
    case = _case(OPENED, shown=(("pending", at(3), at(4, 11)), ("awaiting-ship", at(5), at(5))))
    (answer,) = _results(case, at(6))
    assert (answer.what, answer.how, answer.by) == ("answered", "approved", "platform")
    assert answer.is_by_silence
    (deadline,) = _missed(case, at(6))
    assert (deadline.duty, deadline.fate, deadline.money) == ("respond", "lost", ASKED)


def test_an_answer_that_came_late_costs_nothing_by_silence() -> None:
    case = _case(OPENED, Event("request.rejected", at(5), {"reason": "used"}))
    deadlines = {deadline.duty: deadline.fate for deadline in _missed(case, at(6))}
    assert deadlines["respond"] == "late"


def test_each_ruling_is_told_with_whom_it_is_for() -> None:
    events = (
        Event("request.rejected", at(3), {"reason": "used"}),
        Event("dispute.opened", at(5)),
        Event("dispute.ruled", at(7), {"for": "seller"}),
    )
    told = [(r.what, r.how, r.by) for r in _results(_case(OPENED, *events), at(8))]
    assert told == [("answered", "rejected", "seller"), ("dispute", "seller", "platform")]


@pytest.mark.parametrize(("name", "how"), [("claim.won", "won"), ("claim.lost", "lost")])
def test_what_a_claim_came_to(name: str, how: str) -> None:
    opened = Event("claim.opened", at(5), {"on": "carrier", "because": "lost", "parcel": "return", "amount": 1000})
    ended = Event(name, at(9), {"amount": 800} if how == "won" else {})
    claim = _results(_case(OPENED, Event("request.approved", at(3)), opened, ended), at(10))[-1]
    assert (claim.what, claim.how) == ("claim", how)
    assert claim.money == (Money(800, "GBP") if how == "won" else ASKED)


def test_refunds_are_counted_one_by_one() -> None:
    paid = [Event("refund.issued", at(day), {"amount": 500}) for day in (4, 5)]
    case = _case(OPENED, Event("request.approved", at(3), {"mode": "keep"}), *paid)
    refunds = [r for r in _results(case, at(9)) if r.what == "refunded"]
    assert [(r.number, r.by, r.how, r.money) for r in refunds] == [
        (1, "seller", "keep", Money(500, "GBP")),
        (2, "seller", "keep", Money(500, "GBP")),
    ]
    assert len({r.key for r in refunds}) == 2


def test_an_appeal_that_nobody_made_was_not_missed() -> None:
    events = (Event("request.rejected", at(3), {"reason": "used"}), Event("dispute.opened", at(4)))
    case = _case(OPENED, *events, Event("dispute.ruled", at(6), {"for": "buyer"}))
    late = at(28)
    assert "appeal" not in {deadline.duty for deadline in _missed(case, late)}


def test_what_the_data_show_approved_before_the_deadline_the_seller_did() -> None:
    """In Seller Center, then: still pending on Tue 3 Nov, approved by Wed 4 Nov 9:00, due at 10:00."""
    case = _case(OPENED, shown=(("pending", at(3), at(3, 11)), ("awaiting-ship", at(4, 9), at(5))))
    (answer,) = _results(case, at(6))
    assert (answer.how, answer.by) == ("approved", "seller")
    unsure = _case(OPENED, shown=(("pending", at(3), at(3, 11)), ("awaiting-ship", at(4, 11), at(5))))
    assert [r.by for r in _results(unsure, at(6))] == ["unknown"]


@of_each("kind, quick_refund", [(kind, quick) for kind in REQUEST_KINDS for quick in (False, True)])
def test_while_the_data_show_a_request_waiting_nothing_came_of_it(kind: str, quick_refund: bool) -> None:
    """So a report looks for news among the others alone."""
    case = _case(
        OPENED, shown=(("pending", at(2), at(3)), ("pending", at(4), at(6))), kind=kind, quick_refund=quick_refund
    )
    assert _results(case, at(9)) == []
