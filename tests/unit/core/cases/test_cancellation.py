"""Who may cancel an order, by its status and market (claim S21)."""

from __future__ import annotations

from aftersales.core.cases.cancellation import verdicts
from aftersales.core.vocabulary import ORDER_STATUSES
from tables import of_each


@of_each(
    "status, market, buyer, seller",
    [
        ("unpaid", "GB", "direct", "direct"),
        ("on-hold", "GB", "automatic", "direct"),
        ("on-hold", "US", "automatic", "direct"),
        ("on-hold", "DE", "request", "direct"),
        ("awaiting-shipment", "GB", "request", "direct"),
        ("awaiting-collection", "GB", "no", "direct"),
        ("partially-shipping", "GB", "no", "no"),
        ("in-transit", "GB", "no", "no"),
        ("delivered", "GB", "no", "no"),
        ("completed", "GB", "no", "no"),
        ("cancelled", "GB", "no", "no"),
        (None, "GB", "no", "no"),
    ],
)
def test_who_may_cancel(status, market, buyer, seller):
    of_buyer, of_seller = verdicts(status, market)
    assert (of_buyer.who, of_buyer.how, of_seller.who, of_seller.how) == ("buyer", buyer, "seller", seller)
    assert of_buyer.may is (buyer != "no")
    assert of_seller.may is (seller != "no")


@of_each("status", ORDER_STATUSES)
def test_every_status_has_a_reason_and_a_source(status):
    for verdict in verdicts(status, "MY"):
        assert verdict.why
        assert verdict.source
