"""The kind of a request, from the platform's word for it."""

from __future__ import annotations

from aftersales.importing.formats.recogniser import of_array
from aftersales.importing.parse.kinds import kind_of
from tables import of_each


@of_each(
    "word, parcel, kind, unknown",
    [
        ("RETURN_AND_REFUND", False, "return", ""),
        ("EXCHANGE", True, "exchange", ""),
        ("RETURN_FOR_STORE_CREDIT", False, "return", "RETURN_FOR_STORE_CREDIT"),
        ("PARTIAL_REPLACE", False, "replacement", "PARTIAL_REPLACE"),
        ("SIZE_EXCHANGE", True, "exchange", "SIZE_EXCHANGE"),
        ("FREE_RESEND", False, "reshipment", "FREE_RESEND"),
        ("คืนเครดิต", True, "return", "คืนเครดิต"),
        ("คืนเครดิต", False, "refund", "คืนเครดิต"),
        ("", False, "refund", "-"),
    ],
)
def test_a_kind_nobody_knows_is_as_near_as_can_be_told(word: str, parcel: bool, kind: str, unknown: str) -> None:
    assert kind_of(of_array("return_orders"), word, parcel=parcel) == (kind, unknown)
