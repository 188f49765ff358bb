"""The words of a return's records, and the events that they may stand for."""

from __future__ import annotations

from aftersales.core.requests.return_steps import meanings
from tables import of_each

GRANTED = {"request.approved", "return.received"}  # of the request, or of what came back
ENDED = {"request.withdrawn", "case.closed"}


@of_each(
    "text, names",
    [
        ("buyer: Customer submitted a return request", set()),  # the one that the platform's documents show
        ("buyer: ORDER_RETURN", set()),
        ("seller: The seller approved the return", GRANTED),
        ("system: Return request approved automatically because the seller did not respond", GRANTED),
        ("Approved automatically: the seller did not respond", GRANTED),  # "Approved automatically" is not a role
        ("seller: SELLER_APPROVE_RETURN", GRANTED),
        ("seller: The seller accepted the parcel", {"return.received"}),
        ("system: The seller received the returned item", {"return.received"}),
        ("seller: The seller rejected the request", {"request.rejected"}),
        ("seller: The seller rejected the request to return the item", {"request.rejected"}),
        ("seller: The seller rejected the parcel", {"return.refused"}),
        ("seller: REJECT_RECEIVE_PACKAGE", {"return.refused"}),
        ("seller: The seller offered a partial refund", {"request.offered"}),
        ("buyer: The buyer accepted the offer", {"request.approved"}),
        ("buyer: The buyer declined the offer", {"request.resubmitted"}),
        ("buyer: The parcel is on its way", {"return.shipped"}),
        ("buyer: Buyer has shipped the item", {"return.shipped"}),
        ("system: The carrier picked up the package", {"return.shipped"}),
        ("system: The parcel was delivered to the seller", {"return.delivered"}),
        ("system: Refund issued", {"refund.issued"}),
        ("system: The refund was sent to the buyer", {"refund.issued"}),
        ("buyer: The buyer opened a dispute", {"dispute.opened"}),
        ("buyer: Buyer disputed the rejection", {"dispute.opened"}),
        ("operator: The platform decided for the buyer", {"dispute.ruled"}),
        ("buyer: The buyer withdrew the request", ENDED),
        ("system: Closed: the buyer did not send the goods", ENDED),
        # What has not happened, or is of something else.
        ("system: Waiting for buyer to ship the item", set()),
        ("system: The buyer has 5 days to ship", set()),
        ("system: The request will be approved if the seller does not respond", set()),
        ("system: Please approve or reject the request", set()),
        ("system: Return label delivered to buyer", set()),
        ("operator: The appeal was approved", set()),
        ("system: Refund failed", set()),
        ("buyer: The buyer asked for a refund", set()),
        ("seller: The seller shipped a replacement", set()),
        ("buyer: The buyer approved", set()),
        ("", set()),
    ],
)
def test_what_a_step_may_stand_for(text: str, names: set[str]) -> None:
    assert meanings(text) == names
