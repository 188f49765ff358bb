"""What is dropped of an answer before anything is written."""

from __future__ import annotations

import json

from aftersales.syncing.privacy import without_personal_data

ORDER = {
    "id": "577012345678901234",
    "status": "DELIVERED",
    "buyer_email": "v3b2@scs.example",
    "buyer_message": "ring twice",
    "recipient_address": {"name": "J**n", "phone_number": "(+44)7*****", "full_address": "1 High Street"},
    "line_items": [{"id": "1", "seller_sku": "MUG-1", "note": "for Ann", "product_name": "Mug"}],
    "payment": {"total_amount": "13.98", "currency": "GBP"},
}


def test_addresses_phones_mails_and_words_of_the_buyer_are_gone() -> None:
    left = json.dumps(without_personal_data(ORDER))
    for secret in ("J**n", "+44", "High Street", "scs.example", "ring twice", "for Ann"):
        assert secret not in left
    for kept in ("577012345678901234", "DELIVERED", "MUG-1", "Mug", "13.98"):
        assert kept in left


def test_the_answer_itself_is_left_as_it_was() -> None:
    before = json.dumps(ORDER)
    without_personal_data(ORDER)
    assert json.dumps(ORDER) == before
