"""What may be recorded next: for every kind and every state worth having, written out by hand; and what holds of every
course that the commands allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from aftersales.core.cases import state as case_state
from aftersales.core.cases.events import ANY_TIME, COMMAND_OF, ENDS, HIDDEN_IN_DATA, NAMES, SHOWN_IN_DATA
from aftersales.core.cases.model import Case, Event, State
from aftersales.core.cases.statuses import ARBITRATIONS, COURSES, STATUSES
from aftersales.core.cases.transitions import TRANSITIONS, destination, possible_commands, refusal
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import KINDS, REQUEST_KINDS
from reachable import reachable
from tables import of_each

# Every event that somebody can record; three of them have no command of their own: an offer is an approval in part, and
# an order is cancelled, and comes back undelivered, with `order`.
EVENTS = (*COMMAND_OF, "request.offered", "order.cancelled", "order.returned")
QUICK = ("quick-refund",)

STATES = {
    "pending": State(),
    "second attempt, pending": State(attempt=2),
    "quick refund, pending": State(money="refunded", flags=QUICK),
    "offered": State("offered", mode="partial", offered=1500),
    "rejected": State("rejected"),
    "withdrawn": State(ended=True, settled=True),
    "disputed": State("rejected", arbitration="in-progress"),
    "ruled for the seller": State("rejected", arbitration="for-seller"),
    "ruled for nobody": State("rejected", arbitration="closed"),
    "ruled for the buyer": State("approved", money="owed", arbitration="for-buyer"),
    "ruled for the buyer, awaited": State("approved", "awaited", arbitration="for-buyer"),
    "ruled for the buyer, appealed": State("approved", money="owed", arbitration="for-buyer", appeal="filed"),
    "ruled for the buyer, appealed in vain": State("approved", money="owed", arbitration="for-buyer", appeal="lost"),
    "approved, money owed": State("approved", money="owed", approved_by="seller"),
    "approved by the platform": State("approved", money="owed", approved_by="platform"),
    "approved, by whom is not known": State("approved", money="owed", approved_by="unknown"),
    "approved, part refunded": State("approved", money="partial", refunded=100, approved_by="seller"),
    "approved, refunded": State("approved", money="refunded", settled=True, approved_by="seller"),
    "approved, kept": State("approved", money="owed", mode="keep", approved_by="seller"),
    "settled in part": State("approved", money="owed", mode="partial", offered=1500, approved_by="seller"),
    "awaited": State("approved", "awaited", approved_by="seller"),
    "shipped": State("approved", "shipped", mode="seller-address", approved_by="seller"),
    "delivered": State("approved", "delivered", approved_by="seller"),
    "received": State("approved", "received", "owed", approved_by="seller"),
    "received, refunded": State("approved", "received", "refunded", settled=True, approved_by="seller"),
    "refused": State("approved", "refused", approved_by="seller"),
    "refused, disputed": State("approved", "refused", arbitration="in-progress", approved_by="seller"),
    "refused, ruled for the buyer": State("approved", "refused", "owed", arbitration="for-buyer", approved_by="seller"),
    "refused, called for": State("approved", "refused", approved_by="seller", send_back="called"),
    "refused, sent back": State("approved", "refused", approved_by="seller", send_back="sent"),
    "refused, postage reimbursed": State("approved", "refused", approved_by="seller", send_back="reimbursed"),
    "refused, not sent back": State("approved", "refused", approved_by="seller", send_back="dropped"),
    "closed after a refusal": State("approved", "refused", closed=True, settled=True),
    "closed, called for": State("approved", "refused", closed=True, settled=True, send_back="called"),
    "closed, sent back": State("approved", "refused", closed=True, settled=True, send_back="sent"),
    "lost": State("approved", "lost", approved_by="seller"),
    "shipped, refunded early": State("approved", "shipped", "refunded", approved_by="seller"),
    "quick refund, shipped": State("approved", "shipped", "refunded", approved_by="seller", flags=QUICK),
    "quick refund, delivered": State("approved", "delivered", "refunded", approved_by="seller", flags=QUICK),
    "quick refund, appealed": State("approved", "shipped", "refunded", appeal="filed", flags=QUICK),
    "replacement sent": State("approved", "awaited", ended=True, approved_by="seller"),
    "approved, to be sent again": State("approved", approved_by="seller"),
    "ruled for the buyer, to be sent again": State("approved", arbitration="for-buyer"),
    "sent again": State("approved", ended=True, approved_by="seller"),
    "comes back": State(parcel="shipped"),
    "came back": State(parcel="delivered"),
    "came back, checked": State(parcel="received", ended=True, settled=True),
    "lost on its way back": State(parcel="lost"),
    "over": State(ended=True, settled=True),
    "reported": State(appeal="filed"),
    "reported in vain": State(appeal="lost"),
    "closed": State(closed=True, settled=True),
    "closed after approval": State("approved", "shipped", approved_by="seller", closed=True, settled=True),
    "closed after a ruling": State("approved", money="refunded", arbitration="for-buyer", closed=True, settled=True),
    "closed after an appeal": State("approved", arbitration="for-buyer", appeal="filed", closed=True),
}

# kind → state → the commands that make sense. A state that a kind can't come to is not listed: a refund, a cancellation
# have no parcel, nobody disputes a cancellation, a replacement has no refund.
_PARCEL = "shipped delivered received"
# What a case of goods for goods takes once it is refused or approved.
_GOODS_COME_BACK = {
    "rejected": "withdrawn dispute close",
    "disputed": "withdrawn evidence-submit ruled close",
    "ruled for the buyer, awaited": f"withdrawn {_PARCEL} replaced appeal close",
    "awaited": f"withdrawn {_PARCEL} replaced close",
    "shipped": "delivered received refused lost replaced extend close",
    "delivered": "received refused replaced extend close",
    "refused": "replaced dispute send-back-sent close",
    "refused, called for": "replaced dispute send-back-sent send-back-dropped close",
    "refused, sent back": "replaced dispute send-back-reimbursed send-back-dropped close",
    "lost": "delivered received replaced close",
    "replacement sent": f"{_PARCEL} close",  # the old goods may still be on their way
    "closed": "reopen",
    "closed after approval": "reopen",
}
TABLE = {
    "refund": {
        "pending": "approve offer reject withdrawn close",
        "second attempt, pending": "approve offer reject withdrawn close",
        "quick refund, pending": "approve offer appeal close",
        "offered": "approve offer accepted declined reject withdrawn refund close",
        "rejected": "withdrawn dispute close",
        "disputed": "withdrawn evidence-submit ruled close",
        "ruled for the seller": "withdrawn dispute close",
        "ruled for nobody": "withdrawn dispute close",
        "ruled for the buyer": "withdrawn refund appeal close",
        "ruled for the buyer, appealed": "withdrawn refund ruled close",
        "ruled for the buyer, appealed in vain": "withdrawn refund close",
        "approved, money owed": "withdrawn refund close",
        "approved by the platform": "withdrawn refund appeal close",
        "approved, by whom is not known": "withdrawn refund appeal close",
        "approved, part refunded": "refund close",
        "approved, refunded": "close",
        "settled in part": "withdrawn refund close",
        "closed": "reopen",
        "closed after a ruling": "appeal reopen",
        "closed after an appeal": "ruled reopen",
    },
    "cancellation": {
        "pending": "approve reject withdrawn close",
        "second attempt, pending": "approve reject withdrawn close",
        "rejected": "withdrawn close",
        "approved, money owed": "refund close",
        "approved by the platform": "refund appeal close",
        "approved, part refunded": "refund close",
        "approved, refunded": "close",
        "closed": "reopen",
    },
    "return": {
        "pending": "approve offer reject withdrawn close",
        "second attempt, pending": "approve offer reject withdrawn close",
        "quick refund, pending": "approve offer appeal close",
        "offered": "approve offer accepted declined reject withdrawn refund close",
        "rejected": "withdrawn dispute close",
        "disputed": "withdrawn evidence-submit ruled close",
        "ruled for the seller": "withdrawn dispute close",
        "ruled for nobody": "withdrawn dispute close",
        "ruled for the buyer, awaited": f"withdrawn {_PARCEL} refund appeal close",
        "approved, kept": "withdrawn refund close",
        "settled in part": "withdrawn refund close",
        "awaited": f"withdrawn {_PARCEL} refund close",
        "shipped": "delivered received refused lost refund extend close",
        "delivered": "received refused refund extend close",
        "received": "refund close",
        "received, refunded": "close",
        "refused": "refund dispute send-back-sent close",
        "refused, disputed": "refund evidence-submit ruled send-back-sent close",
        "refused, ruled for the buyer": "refund appeal send-back-sent close",
        "refused, called for": "refund dispute send-back-sent send-back-dropped close",
        "refused, sent back": "refund dispute send-back-reimbursed send-back-dropped close",
        "refused, postage reimbursed": "refund dispute close",
        "refused, not sent back": "refund dispute close",
        "closed after a refusal": "send-back-sent reopen",
        "closed, called for": "send-back-sent send-back-dropped reopen",
        "closed, sent back": "send-back-reimbursed send-back-dropped reopen",
        "lost": "delivered received refund close",
        "shipped, refunded early": "delivered received refused lost extend close",
        "quick refund, shipped": "delivered received lost extend appeal close",
        "quick refund, delivered": "received extend appeal close",
        "quick refund, appealed": "delivered received lost extend ruled close",
        "closed": "reopen",
        "closed after approval": "reopen",
        "closed after a ruling": "appeal reopen",
    },
    "replacement": {
        "pending": "approve reject withdrawn close",
        "second attempt, pending": "approve reject withdrawn close",
        **_GOODS_COME_BACK,
    },
    "exchange": {
        "pending": "approve offer reject withdrawn close",
        "second attempt, pending": "approve offer reject withdrawn close",
        "offered": "approve offer accepted declined reject withdrawn refund close",
        "settled in part": "withdrawn refund close",
        **_GOODS_COME_BACK,
    },
    "reshipment": {
        "pending": "approve offer reject withdrawn close",
        "second attempt, pending": "approve offer reject withdrawn close",
        "offered": "approve offer accepted declined reject withdrawn refund close",
        "settled in part": "withdrawn refund close",
        "rejected": "withdrawn dispute close",
        "disputed": "withdrawn evidence-submit ruled close",
        "approved, to be sent again": "withdrawn replaced close",
        "ruled for the buyer, to be sent again": "withdrawn replaced appeal close",
        "sent again": "close",
        "closed": "reopen",
    },
    "review": {
        "pending": "refund appeal review-contact review-offer review-resolve close",
        "reported": "refund ruled review-contact review-offer review-resolve close",
        "reported in vain": "refund review-contact review-offer review-resolve close",
        "over": "close",
        "closed": "appeal reopen",  # what was closed here may still be reported there
    },
    "delivery": {
        "pending": "refund order-dispatched order-collected order-delivered order-tracking done close",
        "over": "close",
        "closed": "reopen",
    },
    "returned-to-sender": {
        "comes back": "delivered received lost done close",
        "came back": "received close",
        "came back, checked": "close",
        "lost on its way back": "delivered received close",
        "closed": "reopen",
    },
    "routine": {
        "pending": "done close",
        "closed": "reopen",
    },
}
for kind in REQUEST_KINDS:
    TABLE[kind]["withdrawn"] = "close"
# Always possible, but for a closed case.
BESIDE = {
    "claim.opened",
    "send-back.called",
    "goods.placed",
    "buyer.told",
    "message.received",
    "chargeback.notified",
    "chargeback.answered",
}


def _command(word: str) -> str:
    """The command that a word of the table stands for: blanks are written as hyphens there."""
    group = "send-back" if word.startswith("send-back-") else word.partition("-")[0]
    return f"{group} {word.removeprefix(group)[1:]}".strip()


ROWS = [
    (kind, state, [_command(word) for word in allowed.split()])
    for kind, states in TABLE.items()
    for state, allowed in states.items()
]


@of_each("kind, state, allowed", ROWS)
def test_what_makes_sense_and_nothing_else(kind, state, allowed):
    assert sorted(possible_commands(kind, STATES[state])) == sorted(allowed)
    for event, command in COMMAND_OF.items():
        reason = refusal(event, kind, STATES[state])
        if reason is None:
            assert command in allowed or event in ANY_TIME, command
        if event == "case.snoozed":
            assert (reason is None) is not STATES[state].closed  # what is closed is out of sight already
        elif event in ANY_TIME - BESIDE:
            assert reason is None  # a note, a file, the word of having looked: at any time


@of_each("kind", KINDS)
def test_the_commands_come_in_the_order_a_case_goes(kind):
    order = list(COMMAND_OF.values())
    for state in STATES.values():
        found = [order.index(command) for command in possible_commands(kind, state)]
        assert found == sorted(found)
        assert len(found) == len(set(found))


REASONS = [
    ("request.approved", "return", "awaited", "it is approved already"),
    ("request.approved", "refund", "rejected", "it was rejected; a new request of the buyer is recorded with `open`"),
    ("request.offered", "refund", "rejected", "it was rejected; a new request of the buyer is recorded with `open`"),
    ("request.offered", "return", "approved, kept", "it is approved already"),
    ("request.rejected", "refund", "rejected", "it is rejected already"),
    ("request.rejected", "return", "shipped", "an approval can't be taken back on the platform"),
    ("request.rejected", "return", "quick refund, pending", "only an appeal can bring the money back"),
    ("request.offered", "cancellation", "pending", "a cancellation can't be refunded in part"),
    ("request.offered", "replacement", "pending", "a replacement can't be refunded in part"),
    ("request.withdrawn", "return", "shipped", "its parcel is shipped already"),
    ("request.withdrawn", "refund", "approved, part refunded", "its money is partial already"),
    ("request.withdrawn", "refund", "quick refund, pending", "its money is refunded already"),
    ("request.withdrawn", "refund", "withdrawn", "it was withdrawn"),
    ("offer.accepted", "return", "pending", "no offer waits for the buyer's answer; it is pending"),
    ("offer.declined", "refund", "approved, money owed", "no offer waits for the buyer's answer; it is approved"),
    ("offer.accepted", "replacement", "awaited", "a replacement can't be refunded in part"),
    ("return.shipped", "refund", "approved, money owed", "a refund has no parcel coming back"),
    ("return.shipped", "cancellation", "approved, money owed", "a cancellation has no parcel coming back"),
    ("receipt.extended", "routine", "pending", "a routine has no parcel coming back"),
    ("return.shipped", "return", "pending", "it is not approved yet, so no parcel is expected"),
    ("return.shipped", "return", "offered", "the buyer keeps the goods"),
    ("return.shipped", "return", "rejected", "it was rejected, so no parcel is expected"),
    ("return.shipped", "return", "approved, kept", "its mode is `keep`: the buyer keeps the goods"),
    ("return.shipped", "return", "delivered", "its parcel is delivered already"),
    ("return.delivered", "return", "received", "its parcel is received already"),
    ("return.received", "return", "refused", "its parcel is refused already"),
    ("return.received", "return", "received", "its parcel is received already"),
    ("return.refused", "return", "awaited", "no parcel has come that could be refused"),
    ("return.refused", "return", "pending", "no parcel has come that could be refused"),
    ("return.refused", "return", "received", "its parcel is received already"),
    ("return.refused", "return", "quick refund, shipped", "only an appeal can bring the money back"),
    ("return.lost", "return", "awaited", "no parcel is under way that could be lost"),
    ("return.lost", "replacement", "delivered", "its parcel is delivered already"),
    ("refund.issued", "refund", "pending", "its request is pending; a refund follows an approval"),
    ("refund.issued", "return", "rejected", "its request is rejected; a refund follows an approval"),
    ("refund.issued", "replacement", "awaited", "a replacement is settled with goods, not with money"),
    ("refund.issued", "exchange", "awaited", "this exchange is settled with goods, not with money"),
    ("return.shipped", "reshipment", "approved, to be sent again", "a reshipment has no parcel coming back"),
    ("replacement.sent", "exchange", "settled in part", "the buyer takes a part of the money instead"),
    ("replacement.sent", "reshipment", "sent again", "the replacement was sent already"),
    ("refund.issued", "return", "received, refunded", "it is refunded in full already"),
    ("refund.issued", "routine", "pending", "that is not possible for this routine"),
    ("replacement.sent", "return", "awaited", "that is not possible for this return"),
    ("replacement.sent", "replacement", "pending", "its request is pending; a replacement follows an approval"),
    ("replacement.sent", "replacement", "replacement sent", "the replacement was sent already"),
    ("receipt.extended", "return", "awaited", "no return parcel is under way, so there is no check to extend"),
    ("receipt.extended", "return", "received", "no return parcel is under way, so there is no check to extend"),
    ("dispute.opened", "return", "pending", "it is pending; a buyer can only dispute what was rejected or refused"),
    ("dispute.opened", "return", "shipped", "it is approved; a buyer can only dispute what was rejected or refused"),
    ("dispute.opened", "refund", "disputed", "a dispute is in progress already"),
    ("dispute.opened", "return", "refused, disputed", "a dispute is in progress already"),
    ("dispute.opened", "return", "refused, ruled for the buyer", "the platform has already decided for the buyer"),
    ("dispute.opened", "cancellation", "rejected", "that is not possible for this cancellation"),
    ("dispute.evidence", "refund", "rejected", "no dispute is in progress"),
    ("dispute.ruled", "refund", "ruled for the seller", "no dispute is in progress"),
    ("appeal.filed", "refund", "pending", "no decision against you can be appealed"),
    ("appeal.filed", "refund", "ruled for the seller", "no decision against you can be appealed"),
    ("appeal.filed", "refund", "approved, money owed", "no decision against you can be appealed"),
    ("appeal.filed", "refund", "ruled for the buyer, appealed", "an appeal was filed already"),
    ("appeal.filed", "refund", "ruled for the buyer, appealed in vain", "an appeal was lost already"),
    ("appeal.filed", "review", "reported", "an appeal was filed already"),
    ("appeal.ruled", "refund", "ruled for the buyer", "no appeal waits for a decision"),
    ("appeal.ruled", "review", "pending", "no appeal waits for a decision"),
    ("review.contacted", "review", "over", "it is resolved already"),
    ("review.offered", "review", "over", "it is resolved already"),
    ("review.resolved", "review", "over", "it is resolved already"),
    ("review.contacted", "delivery", "pending", "that is not possible for this delivery"),
    ("order.dispatched", "delivery", "over", "the order is delivered or cancelled already"),
    ("return.graded", "refund", "pending", "a refund has no parcel coming back"),
    ("return.graded", "return", "pending", "it is not approved yet, so no parcel is expected"),
    ("goods.placed", "refund", "pending", "a refund has no parcel coming back"),
    ("goods.placed", "return", "delivered", "its parcel is not received, so nothing of it is held"),
    ("order.collected", "delivery", "over", "the order is delivered or cancelled already"),
    ("order.delivered", "refund", "pending", "that is not possible for this refund"),
    ("order.cancelled", "cancellation", "approved, money owed", "its cancellation is approved already"),
    ("order.cancelled", "cancellation", "rejected", "its cancellation is rejected already"),
    ("tracking.updated", "delivery", "over", "it is over already"),
    ("order.returned", "delivery", "over", "the order is delivered or cancelled already"),
    ("order.returned", "refund", "pending", "that is not possible for this refund"),
    ("parcel.reclaimed", "returned-to-sender", "came back", "its parcel is delivered already"),
    ("return.lost", "returned-to-sender", "came back", "its parcel is delivered already"),
    ("return.received", "returned-to-sender", "came back, checked", "its parcel is received already"),
    ("delivery.traced", "delivery", "over", "it is over already"),
    ("routine.done", "review", "pending", "that is not possible for this review"),
    ("case.reopened", "return", "pending", "it is not closed"),
    ("case.closed", "return", "closed", "it is closed"),
    ("request.approved", "return", "closed", "it is closed"),
    ("dispute.ruled", "return", "closed", "it is closed"),
    ("routine.done", "routine", "closed", "it is closed"),
    ("buyer.told", "refund", "closed", "it is closed"),
    ("message.received", "refund", "closed", "it is closed"),
    ("chargeback.notified", "refund", "closed", "it is closed"),
    ("chargeback.answered", "delivery", "closed", "it is closed"),
    ("appeal.filed", "refund", "closed after an appeal", "an appeal was filed already"),
    ("claim.opened", "review", "pending", "that is not possible for this review"),
    ("claim.submitted", "return", "awaited", "no claim is open; open one with `claim`"),
    ("claim.won", "return", "awaited", "no claim waits for an answer; open one with `claim`"),
    ("claim.lost", "refund", "closed", "no claim waits for an answer; open one with `claim`"),
    ("send-back.called", "refund", "pending", "a refund has no parcel coming back"),
    (
        "send-back.called",
        "return",
        "delivered",
        "no returned goods were refused; `refused` records that first",
    ),
    (
        "send-back.sent",
        "return",
        "received",
        "no returned goods were refused; `refused` records that first",
    ),
    (
        "send-back.called",
        "return",
        "refused, called for",
        "customer service has called already; `send-back sent` records that the goods are on their way",
    ),
    (
        "send-back.called",
        "return",
        "refused, sent back",
        "the goods have gone back to the buyer already; `send-back reimbursed` or `send-back dropped` ends that",
    ),
    ("send-back.sent", "return", "refused, sent back", "the goods have gone back to the buyer already"),
    (
        "send-back.sent",
        "return",
        "refused, not sent back",
        "you recorded that the goods don't go back; `undo` that first",
    ),
    (
        "send-back.reimbursed",
        "return",
        "refused, called for",
        "no postage waits to be reimbursed; `send-back sent` records that the goods went back",
    ),
    ("send-back.reimbursed", "return", "refused, postage reimbursed", "the postage is reimbursed already"),
    ("send-back.dropped", "return", "refused", "no goods are to go back, and no postage waits to be reimbursed"),
]


@of_each("event, kind, state, words", REASONS)
def test_the_reason_is_said(event, kind, state, words):
    assert (refusal(event, kind, STATES[state]) or "").endswith(words)


def test_every_event_has_a_reason_that_is_held_to():
    """Notes and such are always possible; every other event is refused somewhere in the list above."""
    assert set(EVENTS) - {r[0] for r in REASONS} == ANY_TIME - BESIDE


def test_every_reason_is_a_good_sentence():
    """It stands after “cannot …: ”, so it begins small and ends open; and it is not a name out of the table."""
    names = {*EVENTS, "for-buyer", "for-seller", "in-progress", "none", "{", "}", "None", "  "}
    for kind in KINDS:
        for state in STATES.values():
            for event in EVENTS:
                reason = refusal(event, kind, state)
                if reason is not None:
                    assert reason == reason.strip(), reason
                    assert reason[0].islower(), reason
                    assert reason[-1] not in ".!?;:,", reason
                    assert len(reason) < 110, reason
                    assert not [name for name in names if name in reason], reason


@of_each("kind", ["refund", "return"])
def test_an_offer_can_be_made_until_it_is_answered(kind):
    assert refusal("request.offered", kind, STATES["pending"]) is None
    assert refusal("request.offered", kind, STATES["offered"]) is None  # a better one
    assert refusal("request.offered", kind, STATES["approved, money owed"]) is not None
    assert refusal("request.offered", kind, STATES["rejected"]) is not None


def test_what_was_only_inferred_may_be_recorded_exactly():
    shipped = STATES["shipped"]
    assert refusal("return.shipped", "return", shipped) is not None
    assert refusal("return.shipped", "return", shipped, frozenset({"return.shipped"})) is None
    assert refusal("return.shipped", "return", shipped, frozenset({"request.approved"})) is not None
    assert refusal("request.approved", "return", shipped, frozenset({"request.approved"})) is None


def test_what_is_not_for_a_kind_is_not_for_it_though_it_was_inferred():
    assert refusal("return.shipped", "refund", STATES["approved, money owed"], frozenset({"return.shipped"}))


@of_each("event", ["request.approved", "request.offered", "request.rejected"])
def test_a_decision_that_the_platform_asks_for_again_may_be_made(event):
    assert refusal(event, "refund", STATES["disputed"], asked=True) is None
    assert refusal(event, "refund", STATES["disputed"]) is not None
    assert refusal(event, "refund", STATES["closed"], asked=True) == "it is closed"
    assert refusal("return.shipped", "return", STATES["rejected"], asked=True) is not None  # no decision


@of_each("kind", ["refund", "return", "replacement"])
def test_a_quick_refund_can_t_be_rejected_though_the_platform_asks(kind):
    """A request that waits is always asked about; the money is out all the same."""
    waiting = STATES["quick refund, pending"]
    why = refusal("request.rejected", kind, waiting, asked=True)
    assert why is not None
    assert "only an appeal can bring the money back" in why
    assert "reject" not in possible_commands(kind, waiting, asked=True)
    assert refusal("request.approved", kind, waiting, asked=True) is None


def test_a_closed_case_takes_only_what_is_no_step_on_its_course():
    closed = STATES["closed after approval"]
    assert refusal("return.shipped", "return", closed, frozenset({"return.shipped"})) == "it is closed"
    assert {e for e in EVENTS if refusal(e, "return", closed) is None} == {
        "case.reopened", "case.confirmed", "case.noted", "evidence.added", "claim.opened",
    }  # fmt: skip


@of_each("kind", ["refund", "return", "replacement", "exchange", "reshipment"])
def test_a_ruling_is_for_somebody(kind):
    for ruling, arbitration in (("buyer", "for-buyer"), ("seller", "for-seller"), ("nobody", "closed")):
        disputed = STATES["disputed"]
        assert refusal("dispute.ruled", kind, disputed, ruling=ruling) is None
        after = case_state.step(_case(kind), disputed, Event("dispute.ruled", WHEN, {"for": ruling}))
        assert after.arbitration == arbitration
        assert (after.decision == "approved") == (ruling == "buyer")
    assert refusal("dispute.ruled", kind, STATES["disputed"], ruling="the weather") is not None


@of_each(
    "mode, parcel, money", [("keep", "none", "owed"), ("partial", "none", "owed"), ("undecided", "awaited", "none")]
)
def test_a_return_ruled_for_the_buyer_goes_on_as_its_mode_says(mode, parcel, money):
    disputed = State("rejected", arbitration="in-progress", mode=mode)
    after = case_state.step(_case("return"), disputed, Event("dispute.ruled", WHEN, {"for": "buyer"}))
    assert (after.decision, after.parcel, after.money) == ("approved", parcel, money)


def test_a_refused_parcel_ruled_for_the_buyer_is_owed_and_stays_refused():
    after = case_state.step(
        _case("return"), STATES["refused, disputed"], Event("dispute.ruled", WHEN, {"for": "buyer"})
    )
    assert (after.parcel, after.money) == ("refused", "owed")


# --- The table itself ------------------------------------------------------------------------------------------------

AXES = {
    "decision": {"pending", "approved", "rejected", "offered"},
    "parcel": set(COURSES["parcel"]),
    "money": set(COURSES["money"]),
    "mode": {"undecided", "keep", "seller-address", "local-service", "partial"},
    "arbitration": {"none", *ARBITRATIONS},
    "appeal": {"none", "filed", "won", "lost"},
    "claim": {"none", "opened", "submitted", "won", "lost"},
    "send_back": {"none", "called", "sent", "reimbursed", "dropped"},
    "quick": {"yes", "no"},
    "ended": {"yes", "no"},
    "against": {"yes", "no"},
    "ruling": {"buyer", "seller", "nobody"},
}


def test_the_table_speaks_only_of_what_there_is():
    for row in TRANSITIONS:
        assert row.event in NAMES, row
        assert set(row.kinds) <= set(KINDS), row
        assert all(set(values) <= AXES[axis] for axis, values in row.needs.items()), row
        assert all(value in AXES[axis] for axis, value in row.leads.items()), row
        assert set(row.leads) <= {"decision", "parcel", "money", "arbitration", "appeal", "claim", "send_back"}, row


def test_every_command_records_an_event_of_the_table():
    told = {row.event for row in TRANSITIONS}
    assert set(EVENTS) == told | {"case.closed", "case.reopened"}
    assert told >= ENDS
    assert told >= SHOWN_IN_DATA | HIDDEN_IN_DATA
    assert not SHOWN_IN_DATA & HIDDEN_IN_DATA


# --- Every course ----------------------------------------------------------------------------------------------------

WHEN = datetime(2026, 11, 9, 10, tzinfo=UTC)
DATA: dict[str, tuple[dict[str, Any], ...]] = {
    "request.approved": ({}, {"mode": "keep"}, {"mode": "seller-address"}, {"by": "platform"}),
    "request.offered": ({"amount": 1500},),
    "refund.issued": ({}, {"amount": 1000}),
    "dispute.ruled": ({"for": "buyer"}, {"for": "seller"}, {"for": "nobody"}),
    "appeal.ruled": ({"for": "buyer"}, {"for": "seller"}),
    "order.cancelled": ({}, {"paid": False}),
}


def _case(kind: str, quick: bool = False) -> Case:
    paid = Money(4900, "GBP")
    return Case(id=1, shop="s", market="GB", kind=kind, amount=paid, order_amount=paid, quick_refund=quick)


def _five(state: State) -> tuple[str, ...]:
    return state.decision, state.parcel, state.money, state.arbitration, state.appeal


def _essence(state: State) -> tuple[Any, ...]:
    """A state without how often and how much, of which there is no end."""
    return *_five(state), state.mode, state.closed, state.ended, state.approved_by, state.refunded > state.before


@cache
def _courses(kind: str, quick: bool) -> tuple[tuple[State, Event, State], ...]:
    """Every step that the commands allow, from every state that they lead to."""
    case = _case(kind, quick)
    first = case_state.start(case)
    seen, ahead, steps = {_essence(first)}, [first], []
    while ahead:
        state = ahead.pop()
        for event in _allowed(kind, state):
            after = case_state.step(case, state, event)
            steps.append((state, event, after))
            if _essence(after) not in seen:
                seen.add(_essence(after))
                ahead.append(after)
    return tuple(steps)


def _allowed(kind: str, state: State) -> Iterator[Event]:
    for name in EVENTS:
        for data in DATA.get(name, ({},)):
            mode = data.get("mode") or ("partial" if name == "request.offered" else None)
            if refusal(name, kind, state, mode=mode, ruling=data.get("for")) is None:
                yield Event(name, WHEN, data)
    if kind in REQUEST_KINDS and state.decision in ("rejected", "pending"):
        yield Event("request.resubmitted", WHEN)


COURSE = of_each(
    "kind, quick",
    [
        *((kind, False) for kind in KINDS),
        *((kind, True) for kind in ("refund", "return", "replacement", "exchange", "reshipment")),
    ],
)


@COURSE
def test_what_is_allowed_leads_to_what_is_said_to_be_reachable(kind, quick):
    places = reachable(kind)
    for before, event, after in _courses(kind, quick):
        assert _five(before) in places, (before, event)
        assert _five(after) in places, (before, event, after)


@COURSE
def test_no_step_turns_the_parcel_or_the_money_back(kind, quick):
    for before, event, after in _courses(kind, quick):
        if event.name != "request.resubmitted":
            for axis, course in COURSES.items():
                now, then = getattr(before, axis), getattr(after, axis)
                assert course.index(now) <= course.index(then), (before, event, after)
            assert before.refunded <= after.refunded


@COURSE
def test_only_a_refund_moves_money_out(kind, quick):
    """Receiving a parcel refunds nothing, refusing it is not a refund, approving is none, a ruling is none."""
    for before, event, after in _courses(kind, quick):
        if event.name != "refund.issued":
            assert after.refunded == before.refunded, (before, event)
            assert after.money in (before.money, "owed") or event.name == "request.resubmitted", (before, event)
        if event.name == "return.refused":
            assert after.money == before.money, (before, event)


@COURSE
def test_only_what_happens_to_a_parcel_moves_it(kind, quick):
    """A refund needs no parcel and moves none."""
    moves = ("request.approved", "dispute.ruled", "request.resubmitted", "order.returned")
    for before, event, after in _courses(kind, quick):
        if not event.name.startswith("return.") and event.name not in moves:
            assert after.parcel == before.parcel, (before, event)
        if event.name in moves[:2]:
            assert after.parcel in (before.parcel, "awaited"), (before, event)


def test_a_refund_is_possible_with_the_parcel_anywhere():
    paid = {before.parcel for before, event, _ in _courses("return", False) if event.name == "refund.issued"}
    assert paid == set(COURSES["parcel"])


def test_a_quick_refund_is_money_before_the_parcel():
    """The money is out from the first moment; nothing but an appeal is left against it, and the parcel goes its way."""
    assert case_state.start(_case("return", True)).money == "refunded"
    steps = _courses("return", True)
    assert not [s for s in steps if s[1].name in ("request.rejected", "return.refused", "refund.issued")]
    assert {after.parcel for _, _, after in steps} == set(COURSES["parcel"]) - {"refused"}
    assert {after.appeal for _, _, after in steps} == {"none", "filed", "won", "lost"}


@of_each("kind", KINDS)
def test_whoever_loses_a_ruling_may_appeal_once(kind):
    for before, event, after in _courses(kind, False):
        if event.name == "appeal.filed":
            assert before.appeal == "none"
            assert after.appeal == "filed"
        if event.name == "appeal.ruled":
            assert after.appeal == ("won" if event.data["for"] == "seller" else "lost")


@COURSE
def test_what_imports_tell_counts_though_no_command_would_have_it(kind, quick):
    """The platform is the record: any event leads somewhere that there is, and turns nothing back."""
    case = _case(kind, quick)
    for state in (STATES[name] for name in TABLE[kind]):
        for name in EVENTS:
            # How much of what went back before is known here of no state: the sums are held to in test_timeline.
            for data in ({},) if name == "refund.issued" else DATA.get(name, ({},)):
                after = case_state.step(case, state, Event(name, WHEN, data, "api"))
                for axis, course in COURSES.items():
                    assert course.index(getattr(state, axis)) <= course.index(getattr(after, axis)), (state, name)
                assert set(_five(after)) <= set().union(*AXES.values())


def test_money_beside_a_quick_refund_turns_nothing_back():
    """All is out; a part that is recorded by hand (in place of the refund that the data show) is no less than that."""
    case = _case("return", True)
    after = case_state.step(case, case_state.start(case), Event("refund.issued", WHEN, {"amount": 1000}))
    assert after.money == "refunded"


def test_an_event_for_another_kind_leads_nowhere():
    assert destination("return.received", "refund", {"decision": "approved", "parcel": "none", "money": "owed"}) == {}


@of_each("gone", ["disputed", "ruled for the buyer"])
def test_a_new_attempt_can_be_disputed_anew(gone):
    """The buyer asks again and is refused again: he may dispute that refusal, whatever became of the first one."""
    again = case_state.step(_case("refund"), STATES[gone], Event("request.resubmitted", WHEN))
    refused = case_state.step(_case("refund"), again, Event("request.rejected", WHEN))
    assert refusal("dispute.opened", "refund", refused) is None


# --- What the platform's words mean ----------------------------------------------------------------------------------


STATUS_ROWS = [
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
]


@of_each("status, decision, parcel, money, finished", STATUS_ROWS)
def test_a_status_on_the_three_axes(status, decision, parcel, money, finished):
    found = STATUSES[status]
    assert (found.decision, found.parcel, found.money, found.finished) == (decision, parcel, money, finished)


def test_every_status_is_held_to_its_meaning():
    assert {row[0] for row in STATUS_ROWS} == set(STATUSES)


def test_facts_of_the_parcel_need_no_word_of_the_platform():
    assert not SHOWN_IN_DATA & {"return.shipped", "return.delivered", "return.lost", "case.closed", "case.noted"}
    assert {"request.approved", "request.rejected", "return.received", "refund.issued"} <= SHOWN_IN_DATA
