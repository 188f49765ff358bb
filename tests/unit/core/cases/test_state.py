"""Where a case stands after each event, and what is owed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aftersales.core.cases import state
from aftersales.core.cases.model import Case, Event, State
from aftersales.core.money.amount import Money

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
RETURN = Case(1, "uk-main", "GB", "return", amount=Money(1000, "GBP"), order_amount=Money(2500, "GBP"))


def after(case: Case, *events: tuple[str, dict]) -> State:
    return state.course(case, (Event(name, NOW, data) for name, data in events))[-1]


APPROVED = ("request.approved", {"mode": "seller-address"})


def test_axes_move_apart():
    received = after(RETURN, APPROVED, ("return.shipped", {}), ("return.received", {}))
    assert (received.decision, received.parcel, received.money) == ("approved", "received", "owed")


@pytest.mark.parametrize(("amounts", "money"), [([400], "partial"), ([400, 600], "refunded"), ([1000], "refunded")])
def test_the_money_is_back_once_the_sum_is_reached(amounts, money):
    paid = after(RETURN, APPROVED, ("return.received", {}), *(("refund.issued", {"amount": a}) for a in amounts))
    assert (paid.money, paid.refunded) == (money, sum(amounts))


def test_a_new_attempt_owes_the_whole_again():
    again = after(RETURN, APPROVED, ("refund.issued", {"amount": 400}), ("request.resubmitted", {}))
    assert (again.attempt, again.decision, again.money, again.refunded, again.before) == (
        2,
        "pending",
        "none",
        400,
        400,
    )


def test_an_offer_of_a_part_is_all_that_is_owed():
    accepted = after(RETURN, ("request.offered", {"amount": 300}), ("offer.accepted", {}))
    assert (accepted.mode, accepted.offered) == ("partial", 300)
    assert state.owing(RETURN, accepted) == 300
    assert state.owing(RETURN, State()) == 1000
    assert state.owing(RETURN._replace(amount=None), State()) is None
    assert state.owing(RETURN._replace(amount=None, kind="cancellation"), State()) == 2500


def test_a_goodwill_payment_on_a_review_is_never_the_whole():
    assert after(RETURN._replace(kind="review"), ("refund.issued", {"amount": 9999})).money == "partial"


def test_a_quick_refund_is_out_from_the_beginning():
    assert state.start(RETURN._replace(quick_refund=True)) == State(money="refunded", flags=("quick-refund",))


def test_closing_and_opening_again():
    assert after(RETURN, ("case.closed", {})).closed
    assert not after(RETURN, ("case.closed", {}), ("case.reopened", {})).closed
