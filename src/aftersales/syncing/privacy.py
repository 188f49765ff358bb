"""What of the platform's answers is dropped before anything is written."""

from __future__ import annotations

from typing import Any

# Addresses, phone numbers, e-mail addresses and what buyers wrote: no deadline depends on them.
_DROPPED = frozenset(
    {
        "recipient_address",
        "return_warehouse_address",
        "warehouse_address",
        "pickup_address",
        "billing_address",
        "full_address",
        "buyer_email",
        "email",
        "phone",
        "phone_number",
        "buyer_phone",
        "buyer_message",
        "buyer_note",
        "note",
        "images",
        "videos",
        "cpf",
        "cpf_name",
        "channel_entity_national_registry_id",
        "payment_auth_code",
        "card_type",
        "payment_method_code",
        "payment_method_name",
    }
)


def without_personal_data(value: Any) -> Any:
    """The same answer without addresses, phone numbers, e-mail addresses and words of the buyer, however deep they
    lie.
    """
    if isinstance(value, dict):
        return {key: without_personal_data(entry) for key, entry in value.items() if key not in _DROPPED}
    if isinstance(value, list):
        return [without_personal_data(entry) for entry in value]
    return value
