"""Each reason of the platform's lists, as text and as code, belongs to the group that sense gives it."""

from __future__ import annotations

from typing import Any

import pytest

from aftersales.core.requests.reasons import FAULTS, GROUPS, fault, group, parse_reasons
from aftersales.errors import PolicyError
from aftersales.policies import library
from tables import of_each

TABLE = library.reasons()
GROUPED = {
    "change-of-mind": """
        No longer needed
        No longer needed (Item must be returned in sealed/original condition).
        No longer need item.
        Does not suit me
        Item is too big/long
        Item is too small/short
        Item doesn't fit
        Item doesn’t fit
        Multiple sizes ordered
        Ordered incorrect size
        Quality or style not as expected
        Color or pattern not as expected
        Fabric, material or style not as expected
        Better price available
        Found better price.
        Order created by mistake
        Bought by mistake
        Preferred payment method not available
        Need to change payment method.
        Discount not as expected
        Forgot to apply coupons
        Need to input/change coupon code
        High delivery costs
        High shipping fee
        Incorrect shipping address
        Wrong delivery information
        Need to change shipping address.
        Wrong item variation (color, size, etc.)
        Need to change color or size.
        No reason
        ecom_order_delivered_refund_reason_none
        ecom_order_delivered_refund_reason_no_need_uk
        ecom_order_delivered_refund_and_return_reason_no_need
        ecom_order_to_ship_canceled_reason_no_longer_needed_uk
        ecom_order_to_ship_canceled_reason_wrong_delivery_info
        ecom_order_shipped_refund_wrong_delivery_info
        ecom_order_unpaid_canceled_reason_payment_method_not_available_S
        buyer_cancel_wrong_item_variation_(colour,_size,_etc.)
        buyer_return_and_refund_item_is_too_big/long
        buyer_return_and_refund_item_doesn't_fit
        buyer_refund_quality_or_style_not_as_expected
        buyer_return_and_refund_fabric,_material_or_style_not_as_expected
        buyer_cancel_need_to_input/change_coupon_code
        不想要了
        拍错/多拍
        尺码不合适
    """,
    "not-received": """
        Package wasn't received
        Didn't receive package.
        Package lost
        ecom_order_delivered_refund_reason_not_received_uk
        ecom_order_delivered_refund_reason_not_received
        没收到货
        包裹丢失
    """,
    "late": """
        Product wouldn't arrive on time
        Package didn't arrive on time
        Missed estimated delivery date.
        Item arrived too late
        Late shipment
        Item wasn't shipped on time
        ecom_order_shipped_refund_reason_not_arrive_on_time_JP
        ecom_order_delivered_refund_and_return_reason_missed_delivery
        ecom_order_delivered_refund_reason_missed_delivery_date_uk
        buyer_refund_package_didn't_arrive_on_time
        buyer_cancel_late_shipment
        ecom_order_to_ship_canceled_reason_not_shipped_on_time_RTS_RO
        物流太慢
    """,
    "damaged": """
        Damaged item or packaging
        Package or product is damaged.
        Shipping box damaged, but item is Ok
        Product not frozen on arrival
        ecom_order_delivered_refund_reason_damaged_uk
        buyer_return_and_refund_shipping_box_damaged,_but_item_is_ok
        商品破损
    """,
    "defective": """
        Defective item
        Product is defective or doesn't work
        Product is expired/spoiled
        ecom_order_delivered_refund_reason_defective_uk
        ecom_order_delivered_refund_and_return_reason_defective
        buyer_refund_product_is_expired/spoiled
        质量问题
    """,
    "wrong-item": """
        Wrong product was sent
        Wrong product sent.
        Wrong item was sent
        ecom_order_delivered_refund_reason_wrong_product
        ECOM_ORDER_DELIVERED_REFUND_AND_RETURN_REASON_WRONG_PRODUCT_JP
        卖家发错货
    """,
    "missing-parts": """
        Missing product or accessories
        Missing item or parts
        Package received but missing item
        Received package but missing parts or accessories.
        Received package but some items are missing.
        ecom_order_delivered_refund_and_return_reason_missing_parts_JP
        ecom_order_delivered_refund_reason_missing_product_uk
        少件/漏发
    """,
    "not-as-described": """
        Item doesn't match description
        Product doesn't match description.
        ecom_order_delivered_refund_reason_not_match_uk
        ecom_order_delivered_refund_and_return_reason_not_match_description
        与描述不符
    """,
    "counterfeit": """
        Suspected Counterfeit
        buyer_return_and_refund_suspected_counterfeit
        怀疑是假货
    """,
    "unauthorised": """
        Unauthorised purchase
        Unauthorized purchase
        buyer_return_and_refund_unauthorised_purchase
        非本人下单
    """,
    "other": """
        Other
        Seller not responsive
        Seller requested to cancel order
        ecom_order_delivered_refund_reason_other_uk
        ecom_order_unpaid_canceled_reason_seller_ask_cancel
        something quite new
    """,
}
CASES = [(told.strip(), name) for name, told_all in GROUPED.items() for told in told_all.strip().splitlines()]


@of_each("reason, expected", CASES)
def test_a_reason_finds_its_group(reason: str, expected: str) -> None:
    assert group(reason, TABLE) == expected
    assert group(f"  {reason.upper()}  ", TABLE) == expected


def test_no_reason_at_all_is_other() -> None:
    assert [group(r, TABLE) for r in (None, "", " ", "___", "!?")] == ["other"] * 5


def test_every_group_has_a_fault() -> None:
    assert tuple(TABLE.faults) == GROUPS
    assert set(TABLE.faults.values()) <= set(FAULTS)
    assert fault("No longer needed", TABLE) == "buyer"
    assert fault("Defective item", TABLE) == "seller"
    assert fault("Package lost", TABLE) == "carrier"
    assert fault("Unauthorised purchase", TABLE) == "platform"
    assert fault(None, TABLE) == "unknown"


def test_mistakes_are_told_together() -> None:
    tables: dict[str, Any] = {name: {"fault": "seller", "marks": [f"mark of {name}"]} for name in GROUPS}
    tables |= {"lat": {}, "late": {"fault": "nobody", "marks": ["mark-of damaged"]}, "defective": {"fault": "seller"}}
    with pytest.raises(PolicyError) as failed:
        parse_reasons("r.toml", tables)
    assert failed.value.mistakes == (
        "r.toml: unknown key 'lat'; did you mean 'late'?",
        "r.toml: late: fault is 'nobody'; it takes buyer, seller, carrier, platform, unknown",
        "r.toml: damaged: 'mark of damaged' stands for late already",
        "r.toml: defective: marks is missing",
    )


TEXTS = ("不再需要", "Không còn nhu cầu", "Nicht mehr benötigt", "ไม่ต้องการแล้ว", "商品有质量问题")


@of_each("text", TEXTS)
def test_the_code_decides_whatever_language_the_text_is_in(text: str) -> None:
    code = "ecom_order_delivered_refund_and_return_reason_no_longer_needed"
    assert group(text, TABLE, code) == "change-of-mind"
    assert fault(text, TABLE, code) == "buyer"


def test_where_the_code_says_nothing_the_text_does() -> None:
    assert group("Product is defective or doesn't work", TABLE, "ecom_reason_x1") == "defective"
    assert group("Product is defective or doesn't work", TABLE, None) == "defective"
    assert group("Không còn nhu cầu", TABLE, "ecom_reason_x1") == "other"
