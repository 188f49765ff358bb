"""Cases and orders by what is known of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from aftersales.core.cases.model import Event
from aftersales.core.cases.stored import OrderPostage
from aftersales.core.money.amount import Money
from aftersales.errors import NoSuchCase
from aftersales.ledger.facts import cases, deliveries, records
from aftersales.ledger.log import undo
from aftersales.ledger.queries import find
from unit.ledger import build
from unit.ledger.build import MUG, NOW, ORDER, REF, SHOP, day

OTHER = "577012345678901235"


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    """Case 1 is a return on an order of £13.98, case 2 a refund on another, case 3 the first order's delivery."""
    with build.ledger() as connection:
        with build.written(connection, "import"):
            build.put_orders(
                connection, build.order(status="in-transit"), build.order(OTHER, amount=None, currency=None)
            )
            build.put_case(connection, build.request(tracking="RN123456789GB"))
            build.put_case(connection, build.request("4035312345678901299", kind="refund", order=OTHER))
            deliveries.follow(connection, SHOP)
        yield connection


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("1", 1),
        (" 2 ", 2),
        (REF, 1),
        ("RN123456789GB", 1),
        (OTHER, 2),
        (ORDER, 1),  # the request goes before the order's own delivery
        ("40353123456789012", None),  # fits both requests
        ("403531234567890129", 2),
        ("RN1234567", 1),
        ("RN123", None),  # too short for the beginning of a number
        ("9", None),
    ],
)
def test_a_case_is_named_by_its_id_or_a_number_of_it(ledger: sqlite3.Connection, text: str, case: int | None) -> None:
    if case is None:
        with pytest.raises(NoSuchCase):
            find.find_case(ledger, text)
    else:
        assert find.find_case(ledger, text) == case


def test_a_case_that_was_taken_back_is_found_only_where_it_may_be_gone(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "undo"):
        undo.take_back(ledger, 2)
    with pytest.raises(NoSuchCase, match="case 1 was undone by log entry 3"):
        find.find_case(ledger, "1")
    assert find.find_case(ledger, "1", gone=True) == 1
    with pytest.raises(NoSuchCase):
        find.find_case(ledger, REF)


def test_an_order_comes_with_its_lines(ledger: sqlite3.Connection) -> None:
    order = find.find_order(ledger, ORDER, None)
    assert (order.shop, order.ref, order.total, order.buyer, order.status) == (
        SHOP, ORDER, Money(1398, "GBP"), "mia", "in-transit"
    )  # fmt: skip
    assert order.lines == (MUG,)
    assert find.find_order(ledger, OTHER, SHOP).total is None
    with pytest.raises(NoSuchCase, match="no order 5"):
        find.find_order(ledger, "5", None)


def test_an_order_of_two_shops_needs_the_shop() -> None:
    with build.ledger("a", "b") as ledger, build.written(ledger):
        for shop in ("a", "b"):
            build.put_orders(ledger, build.order(), shop=shop)
        with pytest.raises(NoSuchCase, match="in several shops: a, b"):
            find.find_order(ledger, ORDER, None)
        assert find.find_order(ledger, ORDER, "b").shop == "b"


def test_a_stored_case_has_what_is_known_of_its_order(ledger: sqlite3.Connection) -> None:
    case = find.stored_case(ledger, 1)
    assert (case.id, case.shop, case.market, case.kind, case.order, case.ref) == (1, SHOP, "GB", "return", ORDER, REF)
    assert (case.asked, case.order_total, case.any_currency, case.postage) == (
        Money(1398, "GBP"), Money(1398, "GBP"), "GBP", None
    )  # fmt: skip
    assert (case.opened_at, case.order_delivered_at, case.missing_since) == (day(20), day(19, 11), None)
    assert (case.product, case.sku, case.quantity, case.flags, case.settled) == ("Mug", "MUG-1", 2, (), False)
    assert (case.order_status, case.ordered_by) == ("in-transit", "mia")
    assert find.stored_case(ledger, 2).order_total is None


def test_what_went_back_on_an_order_is_summed_over_its_other_cases(ledger: sqlite3.Connection) -> None:
    ledger.execute("UPDATE cases SET refunded = 500 WHERE id = 1")
    with build.written(ledger):
        build.put_case(ledger, build.request("4035312345678901277", kind="refund", quick_refund=True))
    ledger.execute("UPDATE cases SET money = 'refunded' WHERE id = 4")
    assert find.refunded_on_order(ledger, SHOP, ORDER, None) == 500 + 1398
    assert find.refunded_on_order(ledger, SHOP, ORDER, 1) == 1398


def test_the_postage_of_returns_newest_first(ledger: sqlite3.Connection) -> None:
    with build.written(ledger):
        for number, (opened, pence) in enumerate([(day(21), 340), (day(23), 410), (day(22), 370)]):
            ref = f"403531234567890130{number}"
            facts = build.request(ref, opened_at=opened, return_postage=Money(pence, "GBP"))
            build.put_case(ledger, facts)
    assert find.postage_paid(ledger, SHOP, "GBP", 2) == [(day(23), 410), (day(22), 370)]
    assert find.postage_paid(ledger, SHOP, "EUR", 2) == []


def test_of_an_orders_cases_the_open_one_goes_first(ledger: sqlite3.Connection) -> None:
    with build.written(ledger):
        build.put_case(ledger, build.request("4035312345678901277"))
    assert find.last_on_order(ledger, SHOP, ORDER, "return") == (4, "pending", False)
    ledger.execute("UPDATE cases SET settled = 1 WHERE id = 4")
    assert find.last_on_order(ledger, SHOP, ORDER, "return") == (1, "pending", False)
    assert find.last_on_order(ledger, SHOP, ORDER, "review") is None


def _event(ledger: sqlite3.Connection, case: int, name: str, hour: int, source: str = "hand") -> None:
    records.add_event(ledger, case, Event(name, day(24, hour), source=source), NOW)


def test_the_newest_event_of_a_name(ledger: sqlite3.Connection) -> None:
    with build.written(ledger):
        _event(ledger, 1, "request.approved", 7)
        _event(ledger, 1, "request.approved", 8)
    assert find.last_event(ledger, 1, "request.approved") == day(24, 8)
    assert find.last_event(ledger, 2, "request.approved") is None


def test_cases_with_events_recorded_by_hand(ledger: sqlite3.Connection) -> None:
    with build.written(ledger, "approve", day(23)):
        _event(ledger, 1, "request.approved", 7)
        _event(ledger, 2, "request.approved", 7, source="export")
        _event(ledger, 3, "request.approved", 7)
    ledger.execute("UPDATE cases SET settled = 1 WHERE id = 3")
    assert find.with_events(ledger, ["request.approved"], day(24)) == [1]  # settled ones only if recorded of late
    assert find.with_events(ledger, ["request.approved"], day(22)) == [1, 3]
    assert find.with_events(ledger, ["refund.issued"], day(22)) == []


def test_a_number_of_the_platform_belongs_to_one_case(ledger: sqlite3.Connection) -> None:
    assert find.case_of_ref(ledger, REF) == 1
    assert find.case_of_ref(ledger, "1") is None
    facts = build.request("4035312345678901255", kind="review")
    with build.written(ledger):
        assert cases.open_by_hand(ledger, SHOP, facts) == find.case_of_ref(ledger, "4035312345678901255")


def test_cases_that_carry_a_flag(ledger: sqlite3.Connection) -> None:
    ledger.execute("""UPDATE cases SET flags = '["contradicted"]' WHERE id = 2""")
    assert find.flagged(ledger, {1, 2, 3, 99}, "contradicted") == [2]


def test_the_postage_of_an_order(ledger: sqlite3.Connection) -> None:
    whole = Money(1398, "GBP")
    assert find.order_postage(ledger, SHOP, ORDER) == OrderPostage(whole, None, "unknown", 2)
    ledger.execute("UPDATE orders SET shipping_fee = 299, shipping_type = 'seller' WHERE ref = ?", (ORDER,))
    assert find.order_postage(ledger, SHOP, ORDER) == OrderPostage(whole, Money(299, "GBP"), "seller", 2)
    ledger.execute("UPDATE orders SET fulfilment = 'platform' WHERE ref = ?", (ORDER,))
    assert find.order_postage(ledger, SHOP, ORDER).shipping == "platform"
    ledger.execute("UPDATE lines SET quantity = NULL")
    assert find.order_postage(ledger, SHOP, ORDER).units is None
    assert find.order_postage(ledger, SHOP, None) == OrderPostage()
