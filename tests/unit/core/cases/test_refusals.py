"""The sentence that says why an event makes no sense."""

from __future__ import annotations

from aftersales.core.cases.refusals import reason_text, wrong_kind
from tables import of_each

NO_WAY_BACK = "it is approved already; an approval can't be taken back on the platform"


@of_each(
    "event, axis, value, expected",
    [
        ("request.approved", "decision", "approved", "it is approved already"),  # for any event
        ("request.rejected", "decision", "approved", NO_WAY_BACK),
        ("return.lost", "parcel", "awaited", "no parcel is under way that could be lost"),
        ("return.received", "parcel", "received", "its parcel is received already"),  # for the group of events
        ("refund.issued", "money", "refunded", "it is refunded in full already"),
        ("return.shipped", "mode", "keep", "its mode is `keep`: the buyer keeps the goods"),
        ("dispute.opened", "arbitration", "in-progress", "a dispute is in progress already"),
        ("case.noted", "arbitration", "for-buyer", "the platform's decision in the dispute is for buyer"),
    ],
)  # fmt: skip
def test_the_most_exact_sentence_is_chosen(event, axis, value, expected):
    assert reason_text(event, "return", axis, value) == expected


@of_each(
    "event, kind, expected",
    [
        ("return.shipped", "refund", "a refund has no parcel coming back"),
        ("receipt.extended", "review", "a review has no parcel coming back"),
        ("refund.issued", "replacement", "a replacement is settled with goods, not with money"),
        ("offer.accepted", "delivery", "a delivery can't be refunded in part"),
        ("review.contacted", "return", "that is not possible for this return"),
    ],
)
def test_events_of_another_kind(event, kind, expected):
    assert wrong_kind(event, kind) == expected
