"""What must be done in Seller Center for what was recorded here, in words."""

from __future__ import annotations

from typing import Any

from aftersales.core.cases.events import HIDDEN_IN_DATA, SHOWN_IN_DATA
from aftersales.core.money.amount import Money
from aftersales.core.triage import checklist
from tables import of_each

ASKED = Money(2500, "GBP")
SENTENCES: list[tuple[str, str, dict[str, Any], Money | None, str]] = [
    ("request.approved", "refund", {}, ASKED, "approve the refund (25.00 GBP)"),
    ("request.approved", "cancellation", {}, ASKED, "approve the cancellation (25.00 GBP)"),
    ("request.approved", "replacement", {}, None, "approve the replacement"),
    ("request.approved", "return", {}, ASKED, "approve the return (mode not chosen yet) (25.00 GBP)"),
    (
        "request.approved", "return", {"mode": "seller-address"}, ASKED,
        "approve the return to your own return address (25.00 GBP)",
    ),
    ("request.offered", "return", {"amount": 500}, ASKED, "offer the buyer a partial refund (5.00 GBP)"),
    ("request.rejected", "refund", {"reason": "不符合 no"}, ASKED, "reject the request (25.00 GBP): “不符合 no”"),
    ("return.received", "return", {}, ASKED, "confirm that the goods came back and are accepted"),
    ("return.refused", "return", {"reason": "worn"}, ASKED, "refuse the goods that came back: “worn”"),
    ("refund.issued", "return", {"amount": 2500, "channel": "original"}, ASKED, "refund the buyer (25.00 GBP)"),
    ("refund.issued", "delivery", {"amount": 300}, None, "refund the buyer (3.00 GBP)"),
    ("receipt.extended", "return", {}, ASKED, "extend the time to check the parcel"),
    ("order.dispatched", "delivery", {"tracking": "JX1"}, None, "mark the order as dispatched, tracking JX1"),
    ("order.cancelled", "cancellation", {"by": "seller", "reason": "gone"}, ASKED, "cancel the order: “gone”"),
    ("dispute.evidence", "return", {"comment": "see it"}, ASKED, "hand in the evidence for the dispute: “see it”"),
    ("appeal.filed", "review", {}, None, "file the appeal"),
    ("claim.submitted", "refund", {"comment": "gone"}, ASKED, "hand in the claim: “gone”"),
    ("replacement.sent", "replacement", {"tracking": "JX2"}, ASKED, "send the replacement, tracking JX2"),
]  # fmt: skip


@of_each("event, kind, data, asked, wanted", SENTENCES)
def test_what_is_to_be_done(event: str, kind: str, data: dict[str, Any], asked: Money | None, wanted: str) -> None:
    assert checklist.needs_seller_center(event, kind)
    assert checklist.sentence(event, kind, data, asked, "GBP") == wanted


def test_every_decision_that_the_platform_must_hear_of_has_its_words() -> None:
    assert set(checklist.INSTRUCTIONS) == SHOWN_IN_DATA | HIDDEN_IN_DATA == {event for event, *_ in SENTENCES}


@of_each(
    "event, kind",
    [
        ("case.noted", "refund"), ("return.shipped", "return"), ("case.closed", "refund"),
        ("refund.issued", "review"),  # a kindness, settled with the buyer
        ("order.cancelled", "delivery"),  # told once, on the cancellation
    ],
)  # fmt: skip
def test_what_seller_center_need_not_hear_of(event: str, kind: str) -> None:
    assert not checklist.needs_seller_center(event, kind)


def test_by_which_number_it_is_found() -> None:
    assert checklist.about(7, "577018131857623956", "4035") == "order 577018131857623956 (case 7)"
    assert checklist.about(7, None, "4035371021735595179") == "ref 4035371021735595179 (case 7)"
    assert checklist.about(7, None, None) == "case 7"
