"""A buyer who asks to cancel is answered, though the order alone tells of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from importing.files import ORDER, REF, Answer, Seller, answer, flags
from transcripts import Shell


def at(when: str) -> int:
    """Unix seconds of Pacific time in winter."""
    return int(datetime.fromisoformat(f"{when}-08:00").astimezone(UTC).timestamp())


def sold(updated: str = "2026-11-24 08:00", **values: Any) -> Answer:
    """An order of Mon 23 Nov that waits for its dispatch; its buyer asked to cancel on Tue 24 Nov, 8:00."""
    usual: Answer = {
        "id": ORDER,
        "status": "AWAITING_SHIPMENT",
        "create_time": at("2026-11-23 10:00"),
        "paid_time": at("2026-11-23 10:01"),
        "update_time": at(updated),
        "is_buyer_request_cancel": True,
        "request_cancel_time": at("2026-11-24 08:00"),
        "fulfillment_type": "FULFILLMENT_BY_SELLER",
        "payment": {"currency": "USD", "total_amount": "24.99"},
        "line_items": [{"id": "1", "seller_sku": "LAMP-1", "product_name": "Lamp", "sku_name": "White"}],
    }
    return usual | values


def gone_on(**values: Any) -> Answer:
    """The order a few hours later, when nobody asks to cancel it any more."""
    row = sold("2026-11-24 13:00", **values)
    del row["request_cancel_time"]
    return row | {"is_buyer_request_cancel": False}


def cancellation(status: str = "CANCELLATION_REQUEST_PENDING", updated: str = "2026-11-24 08:00") -> Answer:
    return {
        "cancel_id": REF,
        "order_id": ORDER,
        "cancel_type": "BUYER_CANCEL",
        "cancel_status": status,
        "create_time": at("2026-11-24 08:00"),
        "update_time": at(updated),
        "refund_amount": {"currency": "USD", "refund_total": "24.99"},
    }


@pytest.fixture
def store(shell: Shell) -> Seller:
    return Seller(shell, "us", "US")


def take(store: Seller, row: Answer, as_of: str = "2026-11-24T09:00", array: str = "orders") -> None:
    path: Path = store.home / f"{array}-{as_of[:13]}-{len(list(store.home.iterdir()))}.json"
    store.take(answer(path, row, array=array), "--as-of", as_of, now=f"{as_of}:00-08:00")


def lines(store: Seller, now: str = "2026-11-24T09:00:00-08:00") -> dict[str, dict[str, Any]]:
    return {line["duty"]: line for line in store.due(now=now) if line["duty"] in ("respond", "dispatch", "check")}


def test_the_buyer_waits_for_an_answer_and_the_line_to_dispatch_says_so(store: Seller) -> None:
    """24 hours in the US: asked Tue 24 Nov 8:00, to be answered by Wed 25 Nov 8:00."""
    take(store, sold())
    listed = lines(store)
    assert (listed["respond"]["kind"], listed["respond"]["due"]) == ("cancellation", "2026-11-25T08:00:00-08:00")
    assert listed["respond"]["at_risk"] == {"amount": "24.99", "currency": "USD"}
    assert (listed["respond"]["order"], listed["respond"]["product"]) == (ORDER, "Lamp")
    assert "cancel-requested" in flags(listed["dispatch"])
    page = store.run("due", "--all", "--format", "table", now="2026-11-24T09:00:00-08:00").out
    assert "hold: cancel asked" in page
    long = store.run("due", "--all", "--long", "--format", "table", now="2026-11-24T09:00:00-08:00").out
    assert "the buyer asks to cancel: answer that first" in " ".join(long.split())


def test_the_same_file_again_changes_nothing(store: Seller) -> None:
    take(store, sold())
    take(store, sold())
    take(store, sold(), "2026-11-24T10:00")
    assert len(store.cases()) == 2


def test_the_cancellation_s_own_row_is_the_same_case(store: Seller) -> None:
    take(store, sold())
    take(store, cancellation(), array="cancellations")
    assert [c["kind"] for c in store.cases()].count("cancellation") == 1
    (case,) = [c for c in store.cases() if c["kind"] == "cancellation"]
    assert (case["ref"], case["attempt"]) == (REF, 1)
    assert lines(store)["respond"]["due"] == "2026-11-25T08:00:00-08:00"
    take(store, sold(), "2026-11-24T11:00")  # the order again: still one
    assert [c["kind"] for c in store.cases()].count("cancellation") == 1


def test_a_row_that_came_first_is_enough(store: Seller) -> None:
    take(store, cancellation(), array="cancellations")
    take(store, sold())
    assert [c["kind"] for c in store.cases()].count("cancellation") == 1
    # As it is where that cancellation is over already, and the order's row is a little old.
    take(store, cancellation("CANCELLATION_REQUEST_CANCEL", "2026-11-24 09:30"), "2026-11-24T10:00", "cancellations")
    take(store, sold(), "2026-11-24T10:05")
    assert [c["kind"] for c in store.cases()].count("cancellation") == 1


@pytest.mark.parametrize("status", ["AWAITING_SHIPMENT", "IN_TRANSIT"])
def test_a_request_that_the_order_shows_no_more_is_over(store: Seller, status: str) -> None:
    take(store, sold())
    take(store, gone_on(status=status), "2026-11-24T14:00")
    listed = lines(store, "2026-11-24T14:00:00-08:00")
    assert "respond" not in listed
    assert "dispatch" not in listed or "cancel-requested" not in flags(listed["dispatch"])


def test_an_order_that_was_cancelled_answers_it(store: Seller) -> None:
    take(store, sold())
    take(store, gone_on(status="CANCELLED", cancel_time=at("2026-11-24 12:00")), "2026-11-24T14:00")
    assert "respond" not in lines(store, "2026-11-24T14:00:00-08:00")
    (case,) = [c for c in store.cases() if c["kind"] == "cancellation"]
    assert case["decision"] == "approved"


def test_an_older_file_does_not_bring_it_back(store: Seller) -> None:
    take(store, gone_on(), "2026-11-24T14:00")
    take(store, sold(), "2026-11-24T09:00")
    assert [c["kind"] for c in store.cases()].count("cancellation") == 0


def test_who_asks_again_is_answered_again(store: Seller) -> None:
    take(store, sold())
    take(store, gone_on(), "2026-11-24T14:00")
    take(store, sold("2026-11-25 07:00", request_cancel_time=at("2026-11-25 07:00")), "2026-11-25T08:00")
    assert lines(store, "2026-11-25T08:00:00-08:00")["respond"]["due"] == "2026-11-26T07:00:00-08:00"


@pytest.mark.parametrize("status", ["CANCELLED", "DELIVERED", "COMPLETED"])
def test_of_an_order_that_is_over_nothing_is_asked(store: Seller, status: str) -> None:
    take(store, sold(status=status))
    assert [c["kind"] for c in store.cases()].count("cancellation") == 0


def test_a_request_without_its_time_is_taken_from_the_row_s_change(store: Seller) -> None:
    row = sold()
    del row["request_cancel_time"]
    take(store, row)
    assert lines(store)["respond"]["due"] == "2026-11-25T08:00:00-08:00"
