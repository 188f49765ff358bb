"""The rows of the platform's answers, as JSON objects."""

from __future__ import annotations

from typing import Any

from aftersales.syncing.platform.case_lives import CaseLife, CaseVersion
from aftersales.syncing.platform.markets import SimulatedMarket
from aftersales.syncing.platform.order_lives import OrderedUnit, OrderLife, OrderVersion

Row = dict[str, Any]
# What a list in version 202309 called otherwise.
_OLD_ACTIONS = {"SELLER_RESPOND_BUYER_CANCEL": "SELLER_RESPOND_CANCEL"}
# What is personal; nobody who reads the lists should keep it.
_MESSAGE = "Please leave it with my neighbour at 14 Elm Row"
_RECIPIENT = {
    "name": "Jo Example",
    "phone_number": "(+00)7700-***-123",
    "full_address": "14 Elm Row, Exampleton",
}


def return_row(market: SimulatedMarket, case: CaseLife, version: CaseVersion) -> Row:
    """A return as returns/search shows it. What is empty is left out."""
    row = {
        "return_id": case.id,
        "order_id": case.order,
        "return_type": case.type,
        "return_status": version.status,
        "role": case.role,
        "return_reason": case.reason,
        "return_reason_text": case.reason_text,
        "create_time": case.created,
        "update_time": version.updated,
        "combined_return_id": "0",
        "refund_amount": _refund(market, version.amount),
        "return_line_items": [_line(market, case, unit, "return") for unit in case.units],
        **case.fixed,
        **version.extra,
    }
    return _with_action(row, version)


def cancellation_row(market: SimulatedMarket, case: CaseLife, version: CaseVersion, api_version: str) -> Row:
    """A cancellation as cancellations/search shows it in a version of the API."""
    row = {
        "cancel_id": case.id,
        "order_id": case.order,
        "cancel_type": case.type,
        "cancel_status": version.status,
        "role": case.role,
        "cancel_reason": case.reason,
        "cancel_reason_text": case.reason_text,
        "create_time": case.created,
        "update_time": version.updated,
        "refund_amount": _refund(market, version.amount),
        "cancel_line_items": [_line(market, case, unit, "cancel") for unit in case.units],
    }
    if api_version == "202602":
        row["should_replenish_stock"] = True
    elif version.action:
        version = version._replace(action=_OLD_ACTIONS.get(version.action, version.action))
    return _with_action(row, version)


def order_row(market: SimulatedMarket, order: OrderLife, version: OrderVersion) -> Row:
    """An order as the order list and the read by ids show it; personal data are there, as the platform gives them."""
    row: Row = {
        "id": order.id,
        "status": version.status,
        "create_time": order.created,
        "update_time": version.updated,
        "user_id": order.buyer,
        "buyer_email": f"v{order.buyer[-6:]}@chat.seller.example",
        "buyer_message": _MESSAGE,
        "recipient_address": _RECIPIENT | {"region_code": market.region},
        "fulfillment_type": "FULFILLMENT_BY_SELLER",
        "shipping_type": "SELLER" if order.is_seller_shipping else "TIKTOK",
        "order_type": "NORMAL",
        "is_cod": order.is_cod,
        "is_sample_order": False,
        "is_replacement_order": bool(order.replaces),
        "commerce_platform": "TIKTOK_SHOP",
        "payment": {
            "currency": market.currency,
            "total_amount": market.money(order.total),
            "sub_total": market.money(order.total - order.shipping_fee),
            "shipping_fee": market.money(order.shipping_fee),
        },
        "line_items": [_order_line(market, unit, version.status) for unit in order.units],
        **dict(order.dues),
        **{key: at for key, at in order.times if at <= version.at},
        "is_buyer_request_cancel": bool(version.cancel_asked),
    }
    if version.cancel_asked:
        row["request_cancel_time"] = version.cancel_asked
    if order.replaces:
        row["replaced_order_id"] = order.replaces
    if "collection_time" in row:
        row["tracking_number"] = order.tracking
    return row


def record_rows(case: CaseLife, number: int) -> list[Row]:
    """The records of a return up to a version, the oldest first."""
    rows: list[Row] = []
    for version in case.versions[: number + 1]:
        row: Row = {
            "event": "ORDER_RETURN",
            "role": version.role.capitalize(),
            "description": version.said,
            "create_time": version.at,
        }
        if not rows:
            row |= {"reason_text": case.reason_text, "note": "The zip is broken, see the photo"}
        rows.append(row)
    return rows


def _with_action(row: Row, version: CaseVersion) -> Row:
    if version.action:
        row["seller_next_action_response"] = [{"action": version.action, "deadline": version.deadline}]
    return row


def _refund(market: SimulatedMarket, minor: int) -> Row:
    total = market.money(minor)
    return {
        "currency": market.currency,
        "refund_total": total,
        "refund_subtotal": total,
        "refund_shipping_fee": market.money(0),
        "refund_tax": market.money(0),
    }


def _line(market: SimulatedMarket, case: CaseLife, unit: OrderedUnit, kind: str) -> Row:
    good = unit.good
    return {
        f"{kind}_line_item_id": f"{case.id[:-3]}{unit.id[-3:]}",
        "order_line_item_id": unit.id,
        "sku_id": f"17{hash_of(good.sku):016d}",
        "sku_name": good.variation,
        "seller_sku": good.sku,
        "product_name": good.product,
        "refund_amount": _refund(market, good.price),
    }


def _order_line(market: SimulatedMarket, unit: OrderedUnit, status: str) -> Row:
    good = unit.good
    return {
        "id": unit.id,
        "sku_id": f"17{hash_of(good.sku):016d}",
        "seller_sku": good.sku,
        "sku_name": good.variation,
        "product_id": f"16{hash_of(good.product):016d}",
        "product_name": good.product,
        "display_status": status,
        "sale_price": market.money(good.price),
        "original_price": market.money(good.price),
        "currency": market.currency,
        "is_gift": False,
    }


def hash_of(text: str) -> int:
    """A number of up to 16 digits that is the same in every run."""
    return int.from_bytes(text.encode()[-6:], "big") % 10**16
