"""What may be recorded next: for every kind and every state that a case can come to, written out by hand."""

from __future__ import annotations

import pytest

from aftersales.core.model import State
from aftersales.core.transitions import COMMAND_OF, STATUSES, TOLD_TO_PLATFORM, possible, refusal

REQUESTS = ("refund", "return", "replacement", "cancellation")
EVENT_OF = {command: event for event, command in COMMAND_OF.items()}
# `confirm` and `note` are possible at any time and stand in no list.
ALWAYS = ("case.confirmed", "case.noted")

STATES = {
    "pending": State(),
    "quick refund, pending": State(money="refunded"),
    "offered": State("offered", mode="partial"),
    "rejected": State("rejected"),
    "approved, money owed": State("approved", money="owed"),
    "approved, part refunded": State("approved", money="partial", refunded=100),
    "approved, refunded": State("approved", money="refunded", settled=True),
    "approved, kept": State("approved", money="owed", mode="keep"),
    "settled in part": State("approved", money="owed", mode="partial"),
    "awaited": State("approved", "awaited"),
    "shipped": State("approved", "shipped", mode="seller-address"),
    "delivered": State("approved", "delivered"),
    "received": State("approved", "received", "owed"),
    "received, refunded": State("approved", "received", "refunded", settled=True),
    "refused": State("approved", "refused"),
    "lost": State("approved", "lost"),
    "shipped, refunded early": State("approved", "shipped", "refunded"),
    "delivered, refunded early": State("approved", "delivered", "refunded"),
    "second attempt, pending": State(attempt=2),
    "closed": State(closed=True, settled=True),
    "closed after approval": State("approved", "shipped", closed=True, settled=True),
}

# kind → state → the commands that make sense, in the order a case usually goes. A state that a kind can't come to is
# not listed: a refund, a cancellation have no parcel; a replacement has no refund.
TABLE = {
    "refund": {
        "pending": "approve reject close",
        "quick refund, pending": "approve reject close",
        "second attempt, pending": "approve reject close",
        "offered": "approve reject refund close",
        "rejected": "close",
        "approved, money owed": "refund close",
        "approved, part refunded": "refund close",
        "approved, refunded": "close",
        "settled in part": "refund close",
        "closed": "reopen",
        "closed after approval": "reopen",
    },
    "cancellation": {
        "pending": "approve reject close",
        "second attempt, pending": "approve reject close",
        "rejected": "close",
        "approved, money owed": "refund close",
        "approved, part refunded": "refund close",
        "approved, refunded": "close",
        "closed": "reopen",
    },
    "return": {
        "pending": "approve reject close",
        "quick refund, pending": "approve reject close",
        "second attempt, pending": "approve reject close",
        "offered": "approve reject refund close",
        "rejected": "close",
        "approved, kept": "refund close",
        "settled in part": "refund close",
        "awaited": "shipped delivered received refund close",
        "shipped": "delivered received refund extend close",
        "delivered": "received refund extend close",
        "received": "refund close",
        "received, refunded": "close",
        "refused": "refund close",
        "lost": "delivered received refund close",
        "shipped, refunded early": "delivered received extend close",
        "delivered, refunded early": "received extend close",
        "closed": "reopen",
        "closed after approval": "reopen",
    },
    "replacement": {
        "pending": "approve reject close",
        "second attempt, pending": "approve reject close",
        "rejected": "close",
        "awaited": "shipped delivered received close",
        "shipped": "delivered received extend close",
        "delivered": "received extend close",
        "refused": "close",
        "lost": "delivered received close",
        "closed": "reopen",
        "closed after approval": "reopen",
    },
}
ROWS = [(kind, state, allowed.split()) for kind, states in TABLE.items() for state, allowed in states.items()]


@pytest.mark.parametrize(("kind", "state", "allowed"), ROWS, ids=[f"{k}: {s}" for k, s, _ in ROWS])
def test_what_makes_sense_and_nothing_else(kind, state, allowed):
    assert sorted(possible(kind, STATES[state])) == sorted(allowed)
    for command, event in EVENT_OF.items():
        if event in ALWAYS:
            assert refusal(event, kind, STATES[state]) is None
        else:
            reason = refusal(event, kind, STATES[state])
            assert (reason is None) == (command in allowed), (command, reason)
            assert reason is None or (reason == reason.strip() and not reason.endswith("."))


@pytest.mark.parametrize("kind", REQUESTS)
def test_the_commands_come_in_the_order_a_case_goes(kind):
    order = list(COMMAND_OF.values())
    for state in STATES.values():
        found = [order.index(command) for command in possible(kind, state)]
        assert found == sorted(found)


@pytest.mark.parametrize(
    ("event", "kind", "state", "words"),
    [
        ("request.approved", "return", "awaited", "approved already"),
        ("request.approved", "refund", "rejected", "with `open`"),
        ("request.rejected", "refund", "rejected", "rejected already"),
        ("request.rejected", "return", "shipped", "can't be taken back"),
        ("request.offered", "cancellation", "pending", "only a return or a refund"),
        ("request.offered", "replacement", "pending", "only a return or a refund"),
        ("return.shipped", "refund", "approved, money owed", "a refund has no parcel"),
        ("return.shipped", "cancellation", "approved, money owed", "a cancellation has no parcel"),
        ("return.shipped", "return", "pending", "not approved yet"),
        ("return.shipped", "return", "offered", "the buyer keeps the goods"),
        ("return.shipped", "return", "rejected", "was rejected"),
        ("return.shipped", "return", "approved, kept", "`keep`"),
        ("return.shipped", "return", "delivered", "delivered already"),
        ("return.delivered", "return", "received", "received already"),
        ("return.received", "return", "refused", "refused already"),
        ("return.received", "return", "received", "received already"),
        ("refund.issued", "refund", "pending", "pending; a refund follows an approval"),
        ("refund.issued", "return", "rejected", "rejected; a refund follows an approval"),
        ("refund.issued", "replacement", "awaited", "settled in goods"),
        ("refund.issued", "return", "received, refunded", "refunded in full already"),
        ("receipt.extended", "return", "awaited", "no return parcel is under way"),
        ("receipt.extended", "return", "received", "no return parcel is under way"),
        ("case.reopened", "return", "pending", "it is not closed"),
        ("case.closed", "return", "closed", "it is closed"),
        ("request.approved", "return", "closed", "it is closed"),
    ],
)
def test_the_reason_is_said(event, kind, state, words):
    assert words in (refusal(event, kind, STATES[state]) or "")


@pytest.mark.parametrize("kind", ["refund", "return"])
def test_an_offer_can_be_made_until_it_is_answered(kind):
    assert refusal("request.offered", kind, STATES["pending"]) is None
    assert refusal("request.offered", kind, STATES["approved, money owed"]) is not None
    assert refusal("request.offered", kind, STATES["rejected"]) is not None


def test_what_was_only_inferred_may_be_recorded_exactly():
    shipped = STATES["shipped"]
    assert refusal("return.shipped", "return", shipped) is not None
    assert refusal("return.shipped", "return", shipped, frozenset({"return.shipped"})) is None
    assert refusal("return.shipped", "return", shipped, frozenset({"request.approved"})) is not None
    assert refusal("request.approved", "return", shipped, frozenset({"request.approved"})) is None


def test_a_closed_case_takes_nothing_not_even_what_was_inferred():
    closed = STATES["closed after approval"]
    assert refusal("return.shipped", "return", closed, frozenset({"return.shipped"})) == "it is closed"
    assert [e for e in EVENT_OF.values() if refusal(e, "return", closed) is None] == [
        "case.reopened",
        "case.confirmed",
        "case.noted",
    ]


def test_receiving_a_parcel_refunds_nothing_and_a_refund_needs_no_parcel():
    assert "refund" in possible("return", STATES["awaited"])
    assert "refund" in possible("return", STATES["received"])
    assert "received" in possible("return", STATES["shipped, refunded early"])


# --- What the platform's words mean -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "decision", "parcel", "money", "finished"),
    [
        ("pending", "pending", None, None, False),
        ("rejected", "rejected", None, None, False),
        ("offered", "offered", None, None, False),
        ("in-process", "approved", None, None, False),
        ("approved", "approved", None, None, False),
        ("awaiting-ship", "approved", "awaited", None, False),
        ("shipped", "approved", "shipped", None, False),
        ("receive-rejected", "approved", "refused", None, False),
        ("refund-due", "approved", None, "owed", False),  # SUCCESS is not refunded
        ("complete", "approved", None, "refunded", True),
        ("replaced", "approved", None, None, True),
        ("cancelled", None, None, None, True),
    ],
)
def test_a_status_on_the_three_axes(status, decision, parcel, money, finished):
    found = STATUSES[status]
    assert (found.decision, found.parcel, found.money, found.finished) == (decision, parcel, money, finished)


def test_every_status_is_held_to_its_meaning():
    marks = next(m for m in test_a_status_on_the_three_axes.pytestmark if m.name == "parametrize")
    assert {row[0] for row in marks.args[1]} == set(STATUSES)


def test_facts_of_the_parcel_need_no_word_of_the_platform():
    assert not TOLD_TO_PLATFORM & {"return.shipped", "return.delivered", "return.lost", "case.closed", "case.noted"}
    assert {"request.approved", "request.rejected", "return.received", "refund.issued"} <= TOLD_TO_PLATFORM
