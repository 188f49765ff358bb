"""What the platform's reason for a cancellation says of the parcel."""

from __future__ import annotations

from aftersales.core.requests.cancel_reasons import parcel_after
from tables import of_each


@of_each(
    "reason, wanted",
    [
        ("Package rejected", "returned"),
        ("Package delivery failed", "returned"),
        ("  package   DELIVERY failed ", "returned"),
        ("returned_to_shipper_refused", "returned"),
        ("returned_to_shipper_other_uk", "returned"),
        ("returned_to_shipper_other_RTS_RO", "returned"),
        ("early_refund_returned_to_shipper", "returned"),
        ("Package lost", "lost"),
        ("package_lost_uk", "lost"),
        ("Late delivery", ""),
        ("No longer needed", ""),
        ("Package delivery failed / Package lost", ""),  # its items were cancelled for different reasons
        ("จัดส่งพัสดุไม่สำเร็จ", ""),  # no list of the platform's own texts in Thai is known
        ("", ""),
        (None, ""),
    ],
)
def test_what_became_of_the_parcel(reason: str | None, wanted: str) -> None:
    assert parcel_after(reason) == wanted
