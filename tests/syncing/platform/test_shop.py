"""The simulated shops: what they live through, and that the platform tells the truth about it."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import UTC, datetime

import pytest

from aftersales.syncing.platform.case_lives import CaseLife
from aftersales.syncing.platform.markets import MARKETS, PlatformTerm
from aftersales.syncing.platform.shop import SimulatedShop
from platform_client import DAY, START, Clock, PlainClient, plan, running


def lives(shop: SimulatedShop) -> list[CaseLife]:
    return [*shop.returns.lives, *shop.cancellations.lives]


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def test_a_seed_makes_the_same_shop_again_and_another_seed_another() -> None:
    assert lives(SimulatedShop(plan())) == lives(SimulatedShop(plan()))
    assert lives(SimulatedShop(plan())) != lives(SimulatedShop(plan(seed=8)))


@pytest.mark.parametrize("region", ["GB", "US", "VN"])
def test_requests_come_are_answered_or_time_out_and_end(region: str) -> None:
    shop = SimulatedShop(plan(region, requests=600))
    records = Counter(version.said for life in lives(shop) for version in life.versions)
    for said in (
        "The seller approved the refund",
        "The seller rejected the request",
        "The seller offered a partial refund",
        "Approved automatically: the seller did not respond",
        "The parcel is on its way",
        "The seller accepted the parcel",
        "The buyer opened a dispute",
        "The platform decided for the buyer",
        "The cancellation was approved",
        "Refund issued",
        "The buyer changed the request",
    ):
        assert records[said], said
    for life in lives(shop):
        times = [version.at for version in life.versions]
        assert all(a < b for a, b in itertools.pairwise(times)), life
        for version, after in itertools.pairwise(life.versions):
            if version.deadline and after.said.startswith("Approved automatically"):
                assert after.at == version.deadline
            assert not version.deadline or after.at <= version.deadline
        assert not life.versions[-1].action


def test_deadlines_by_hand() -> None:
    gb, us, vn = MARKETS["GB"], MARKETS["US"], MARKETS["VN"]
    friday = at("2026-11-13T15:00")
    assert gb.after(friday, gb.answer) == at("2026-11-17T15:00")
    assert gb.after(friday, gb.dear) == at("2026-11-19T15:00")
    assert us.after(friday, us.answer) == at("2026-11-14T15:00")
    # The day before Thanksgiving, a Wednesday: Friday is the next business day.
    assert us.after(at("2026-11-25T18:00"), PlatformTerm(1, "business days")) == at("2026-11-27T18:00")
    # Saturday 01:30 in Hanoi is still Friday in UTC.
    assert vn.after(at("2026-11-13T18:30"), vn.answer) == at("2026-11-15T18:30")
    # The clocks go back on 25 October: the time of day stays.
    assert gb.after(at("2026-10-23T11:00"), PlatformTerm(1, "business days")) == at("2026-10-26T12:00")


def test_amounts_have_the_digits_of_their_currency() -> None:
    assert MARKETS["GB"].money(12_05) == "12.05"
    assert MARKETS["VN"].money(450_000) == "450000"


def everything(client: PlainClient) -> dict[str, dict[str, object]]:
    rows = {}
    for name, array in (("returns", "return_orders"), ("cancellations", "cancellations")):
        for page in client.pages(name, page_size="50"):
            for row in page.data[array]:
                rows[row.get("return_id") or row["cancel_id"]] = row
    return rows


@pytest.mark.parametrize("day", [3, 10, 40])
def test_the_lists_show_what_is_true(day: int) -> None:
    clock = Clock(START + day * DAY)
    with running(plan("US"), clock=clock) as client:
        rows, (shop,) = everything(client), client.platform.shops
        truths = {truth.ref: truth for truth in shop.truth(client.platform.now())}
        assert rows.keys() == truths.keys()
        for ref, truth in truths.items():
            row = rows[ref]
            assert truth.status == row.get("return_status", row.get("cancel_status"))
            actions = row.get("seller_next_action_response", [])
            assert actions == ([{"action": truth.action, "deadline": truth.deadline}] if truth.action else [])
            assert row["refund_amount"]["refund_total"] == shop.market.money(truth.amount)
            assert row["update_time"] == truth.updated <= client.platform.now()
            assert int(ref) > 2**53


def test_ids_are_so_near_that_a_float_could_not_tell_them_apart() -> None:
    ids = [int(life.id) for life in lives(SimulatedShop(plan()))]
    assert len({float(i) for i in ids}) < len(set(ids)) == len(ids)


def test_the_order_of_a_return_lives_too_and_its_list_never_says_that_goods_came_back() -> None:
    with running(clock=Clock(START + 50 * DAY)) as client:
        orders = {row["id"]: row for page in client.pages("orders", page_size="100") for row in page.data["orders"]}
        for row in everything(client).values():
            order = orders[row["order_id"]]
            if "return_id" in row:
                assert order["delivery_time"] <= row["create_time"]
                assert order["status"] in ("DELIVERED", "COMPLETED")
            elif row["cancel_status"] == "CANCELLATION_REQUEST_COMPLETE":
                assert (order["status"], order["cancel_time"] >= row["create_time"]) == ("CANCELLED", True)
        replacements = [o for o in orders.values() if o["is_replacement_order"]]
        assert replacements
        assert all(o["replaced_order_id"] in orders for o in replacements)


def test_a_request_to_cancel_shows_on_the_order_without_a_new_update_time() -> None:
    shop = SimulatedShop(plan())
    case = next(c for c in shop.cancellations.lives if c.type == "BUYER_CANCEL" and c.versions[0].action)
    before = after = None
    for now in (case.created - 1, case.created):
        shop.move_to(now)
        life, number = shop.orders.shown(shop.orders.place_of(case.order))
        before, after = after, life.versions[number]
    assert (before.cancel_asked, after.cancel_asked) == (0, case.created)
    assert before.updated == after.updated


def test_paid_on_delivery_has_no_time_of_payment() -> None:
    with running(plan("VN")) as client:
        rows = [row for page in client.pages("orders", page_size="100") for row in page.data["orders"]]
        assert {row["is_cod"] for row in rows} == {True, False}
        assert all(("paid_time" in row) != row["is_cod"] for row in rows)


def test_a_shop_can_have_words_that_nobody_knows_and_actions_that_go_without_a_trace() -> None:
    shop = SimulatedShop(plan(requests=300, unknown=0.1, vanishing=0.1))
    strange = [v for life in shop.returns.lives for v in life.versions if v.status.endswith("PLATFORM_REVIEW")]
    assert strange
    assert any(v.action == "SELLER_RESPOND_SURVEY" for life in shop.returns.lives for v in life.versions)
    gone = [
        (v, w) for life in shop.returns.lives for v, w in itertools.pairwise(life.versions) if v.action and not w.action
    ]
    assert any(v.updated == w.updated and v.status == w.status for v, w in gone)


def test_changes_can_be_seen_late_with_their_old_times() -> None:
    clock = Clock()
    with running(plan(late=600), clock=clock) as client:
        newest = max(row["update_time"] for row in everything(client).values())
        assert newest <= client.platform.now() - 600
        with running(plan(), clock=clock) as prompt:
            assert everything(client).keys() <= everything(prompt).keys()


def test_the_records_of_a_return_tell_its_course() -> None:
    with running(clock=Clock(START + 50 * DAY)) as client:
        life = next(life for life in client.platform.shops[0].returns.lives if len(life.versions) > 4)
        reply = client.call("GET", f"/return_refund/202309/returns/{life.id}/records")
        assert [row["description"] for row in reply.data["records"]] == [version.said for version in life.versions]
        assert client.call("GET", "/return_refund/202309/returns/1/records").code == 25001007
