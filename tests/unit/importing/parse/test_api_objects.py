"""Facts from the objects of API answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from aftersales.core.cases.facts import CaseFacts, OrderFacts, Reject
from aftersales.core.money.amount import Money
from aftersales.importing.files.answer_records import in_memory
from aftersales.importing.formats.recogniser import of_array
from aftersales.importing.parse.api_objects import AnswerTimes, read, times
from importing.files import REF, asked, unix
from tables import of_each

AS_OF = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def case(**facts: Any) -> CaseFacts:
    [result] = read(of_array("return_orders"), "a.json", in_memory([(3, asked(**facts))]), AnswerTimes(AS_OF))
    assert isinstance(result, CaseFacts)
    return result


def reject(**facts: Any) -> Reject:
    [result] = read(of_array("return_orders"), "a.json", in_memory([(3, asked(**facts))]), AnswerTimes(AS_OF))
    assert isinstance(result, list)
    return result[0]


def test_a_return_with_its_place_and_amount() -> None:
    facts = case(updated="2026-11-21 09:00")
    assert (facts.ref, facts.kind, facts.status, facts.origin) == (REF, "return", "pending", "a.json:3")
    assert facts.amount == Money(4900, "GBP")
    assert facts.opened_at == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    assert facts.known_since == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_what_is_known_of_the_future_is_known_since_the_answer() -> None:
    assert case(updated="2026-11-30 09:00").known_since == AS_OF


@of_each(
    "updated, known, as_of", [(7, 7, 8), (9, 9, 9), (11, 10, 10), (None, 8, 8)],
)  # fmt: skip
def test_what_changed_while_it_was_read_is_known_since_then(updated: int | None, known: int, as_of: int) -> None:
    """It was asked for at 8:00, and the last of it was answered at 10:00."""
    answer = AnswerTimes(AS_OF, AS_OF.replace(hour=10))
    changed = None if updated is None else int(AS_OF.replace(hour=updated).timestamp())
    row = {"return_id": REF, "create_time": unix("2026-11-20 10:00"), "update_time": changed}
    [facts] = read(of_array("return_orders"), "a.json", in_memory([(1, row)]), answer)
    assert isinstance(facts, CaseFacts)
    assert facts.known_since == AS_OF.replace(hour=known)
    [order] = read(
        of_array("orders"), "a.json", in_memory([(1, {"id": "576000000000000001", "update_time": changed})]), answer
    )
    assert isinstance(order, OrderFacts)
    assert order.as_of == f"2026-11-24T{as_of:02d}:00:00Z"


def test_a_deadline_of_the_platform_is_kept_and_an_empty_one_is_not() -> None:
    assert [s.deadline for s in case(stamp=("SELLER_RESPOND", "2026-11-22 12:00")).stamps or ()] == [
        datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    ]
    assert case(seller_next_action_response=[{}]).stamps == ()


@of_each("value", [None, "", {}, [{}, {"action": "SELLER_RESPOND", "deadline": 0}]])
def test_an_answer_that_leaves_the_deadline_out_does_not_say_that_there_is_none(value: object) -> None:
    assert case(seller_next_action_response=value).stamps is None


@pytest.mark.parametrize(("kind", "keeps"), [("RETURN_AND_REFUND", False), ("REFUND", False), ("REPLACEMENT", True)])
def test_that_the_buyer_may_keep_the_goods_is_said_of_replacements_alone(kind: str, keeps: bool) -> None:
    assert case(return_type=kind, can_buyer_keep_item=True).keep is keeps


@of_each(
    "facts, column, reason",
    [
        ({"return_id": None}, "return_id", "is missing"),
        ({"return_id": "R-1"}, "return_id", "is not a platform number"),
        ({"create_time": None}, "create_time", "without it no deadline"),
        ({"create_time": "soon"}, "create_time", "is not a time in unix seconds"),
        ({"refund_amount": {"currency": "GBP", "refund_total": "-1"}}, "refund_amount.refund_total", "is below zero"),
    ],
)
def test_an_object_without_what_is_needed_is_a_reject(facts: dict[str, Any], column: str, reason: str) -> None:
    bad = reject(**facts)
    assert (bad.row, bad.column) == (3, column)
    assert reason in bad.reason


def test_a_fee_that_is_no_amount_loses_no_request() -> None:
    fees = of_array("return_orders").fields["postage"]
    assert "." not in fees
    fee = {"seller_paid_return_shipping_fee": "2.90", "currency": "GBP"}
    assert case(**{fees: [fee]}).return_postage == Money(290, "GBP")
    assert case(**{fees: [fee | {"seller_paid_return_shipping_fee": "free"}]}).return_postage is None


def test_units_of_one_sku_are_one_line_of_an_order() -> None:
    order = {
        "id": "577012345678901234",
        "status": "DELIVERED",
        "create_time": unix("2026-11-13 10:00"),
        "line_items": [
            {"seller_sku": "LAMP-1", "product_name": "Lamp"},
            {"seller_sku": "LAMP-1", "product_name": "Lamp"},
            {"seller_sku": "BOWL-2", "product_name": "Bowl"},
        ],
    }
    [facts] = read(of_array("orders"), "o.json", in_memory([(1, order)]), AnswerTimes(AS_OF))
    assert isinstance(facts, OrderFacts)
    assert [(line.sku, line.quantity) for line in facts.lines] == [("LAMP-1", 2), ("BOWL-2", 1)]
    assert facts.placed_at == "2026-11-13T10:00:00Z"


def test_a_record_tells_its_update_and_its_newest_instant_not_after_now_and_of_all() -> None:
    newest = int(datetime(2026, 11, 21, 9, tzinfo=UTC).timestamp())
    opened = int(datetime(2026, 11, 20, 10, tzinfo=UTC).timestamp())
    future = unix("2026-11-30 09:00")
    assert times(AS_OF, "return_orders", asked(updated="2026-11-21 09:00")) == (newest, newest, newest)
    assert times(AS_OF, "return_orders", asked(updated="2026-11-30 09:00")) == (future, opened, future)
    assert times(AS_OF, "orders", {"id": "1", "create_time": str(opened)}) == (0, opened, opened)
    assert times(AS_OF, "orders", {"id": "1", "create_time": "soon", "update_time": 7}) == (7, 0, 0)


@of_each(
    "written, status",
    [
        ("EXCHANGE_REQUEST_PENDING", "pending"),
        ("EXCHANGE_REQUEST_REFUND_SUCCESS", "complete"),
        ("EXCHANGE_REQUEST_CANCEL", "cancelled"),
        ("EXCHANGE_REQUEST_COMPLETE", "replaced"),
    ],
)
def test_an_exchange_is_a_kind_of_its_own(written: str, status: str) -> None:
    facts = case(return_type="EXCHANGE", return_status=written)
    assert (facts.kind, facts.status) == ("exchange", status)
