"""What the platform pays of a return, by market, as `choose` counts it. Expected sums are worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftersales.core.money.amount import Money
from aftersales.policies.load import load as load_policy
from importing import files
from tables import of_each
from transcripts import Shell

NOW = "2026-11-24T09:00:00+00:00"
MIND, DEFECT = "No longer needed", "Product is defective or doesn't work"


@pytest.fixture
def choose(shell: Shell) -> Any:
    """The modes of a return in a market, by name, as JSON has them."""

    def modes(market: str, amount: str, reason: str, *settings: str) -> dict[str, Any]:
        shell.ok(f"init --shop s --market {market}", now=NOW)
        for setting in ("return_address=1 Road", "costs.return_postage=6.00", "costs.handling=1.00", *settings):
            key, _, value = setting.partition("=")
            shell.ok(["config", "set", f"shops.s.{key}", value], now=NOW)
        shell.ok("config set costs.recovery 0", now=NOW)
        shell.ok("config set costs.landed_cost 1", now=NOW)
        shell.ok(f"order add 577000000000000001 --shop s --amount {amount} --placed 2026-11-10T10:00", now=NOW)
        shell.ok(
            ["open", "return", "--order", "577000000000000001", "--reason", reason, "--at", "2026-11-23T10:00"], now=NOW
        )
        return {m["mode"]: m for m in json.loads(shell.ok("choose 1 --json", now=NOW).out)["modes"]}

    return modes


def test_us_postage_after_a_change_of_mind_is_half(choose: Any) -> None:
    """40.00 + half of 6.00 + 1.00; the other half is TikTok's (Seller University 7902022240372494)."""
    assert choose("US", "40.00", MIND)["seller-address"]["cost"]["amount"] == "44.00"


def test_us_postage_for_a_defect_is_the_sellers(choose: Any) -> None:
    assert choose("US", "40.00", DEFECT)["seller-address"]["cost"]["amount"] == "47.00"


def test_us_change_of_mind_where_the_seller_says_that_the_buyer_pays(choose: Any) -> None:
    modes = choose("US", "40.00", MIND, "costs.buyer_pays_postage=true")
    assert modes["seller-address"]["cost"]["amount"] == "41.00"


@pytest.mark.parametrize(
    ("amount", "reason", "cost"),
    [("10.00", MIND, "5.00"), ("10.01", MIND, "10.01"), ("10.00", DEFECT, "10.00")],
)
def test_us_refund_without_a_return_up_to_ten_dollars(choose: Any, amount: str, reason: str, cost: str) -> None:
    assert choose("US", amount, reason)["keep"]["cost"]["amount"] == cost


def test_gb_postage_after_a_change_of_mind_is_the_buyers(choose: Any) -> None:
    assert choose("GB", "40.00", MIND)["seller-address"]["cost"]["amount"] == "41.00"


@pytest.mark.parametrize("market", ["MY", "TH", "PH", "SG"])
def test_the_local_warehouse_is_for_cross_border_sellers_without_an_address(choose: Any, market: str) -> None:
    """A change of mind: TikTok pays the freight, the goods are disposed of, so the refund is all that it costs."""
    service = choose(market, "40.00", MIND, "seller=cross-border", "return_address= ")["local-service"]
    assert (service["available"], service["cost"]["amount"]) == (True, "40.00")


def test_the_local_warehouse_for_a_defect_costs_the_freight_too(choose: Any) -> None:
    service = choose("MY", "40.00", DEFECT, "seller=cross-border", "return_address= ")["local-service"]
    assert service["cost"]["amount"] == "46.00"


def test_the_local_warehouse_is_not_for_local_sellers(choose: Any) -> None:
    service = choose("MY", "40.00", DEFECT, "seller=local", "return_address= ")["local-service"]
    assert not service["available"]
    assert "no local return service is known for this shop in MY" in service["why_not"]


@pytest.fixture
def gb_refund(shell: Shell, tmp_path: Path) -> Any:
    """The refund that `choose` counts for an order of £27.98, £2.99 of it postage, and its notes."""

    def counted(asked: str, *, fulfilment: str = "Fulfillment by seller", share: str = "") -> tuple[str, str]:
        shell.ok("init --shop s --market GB", now=NOW)
        if share:
            shell.ok(["config", "set", "shops.s.costs.outbound_postage_share", share], now=NOW)
        number = "577" + files.REF[-15:]
        told = {"Shipping Fee After Discount": "GBP 2.99", "Fulfillment Type": fulfilment}
        row = files.order(number, amount="GBP 27.98", line="GBP 24.99", **told)
        request = files.request(worth="£27.98", refund=asked)
        sheets = files.orders(tmp_path / "o.csv", row), files.returns(tmp_path / "r.csv", request)
        shell.ok(["import", *map(str, sheets)], now=NOW)
        case = shell.ok("cases --kind return --json", now=NOW).out
        answer = json.loads(shell.ok(["choose", str(json.loads(case)[0]["case"]), "--json"], now=NOW).out)
        return answer["refund"]["amount"], " ".join(answer["notes"])

    return counted


def test_gb_outbound_postage_is_added_where_the_refund_leaves_it_out(gb_refund: Any) -> None:
    """24.99 + 2.99 (channelx.world, since 2025-01-10)."""
    refund, notes = gb_refund("£24.99")
    assert refund == "27.98"
    assert "2.99 GBP of postage is added" in notes
    assert notes.count("channelx.world") == 1


@pytest.mark.parametrize("asked", ["27.98", "20.00"])
def test_gb_outbound_postage_is_told_and_not_added_to_another_refund(gb_refund: Any, asked: str) -> None:
    refund, notes = gb_refund(f"£{asked}")
    assert refund == asked
    assert notes.count("channelx.world") == 1
    assert "is added" not in notes


def test_gb_outbound_postage_is_no_matter_of_parcels_that_tiktok_ships(gb_refund: Any) -> None:
    refund, notes = gb_refund("£24.99", fulfilment="Fulfillment by TikTok")
    assert refund == "24.99"
    assert "channelx.world" not in notes


def test_gb_outbound_postage_by_your_own_share(gb_refund: Any) -> None:
    refund, notes = gb_refund("£24.99", share="0")
    assert refund == "24.99"
    assert "channelx.world" not in notes


def test_vn_local_warehouse_costs_the_refund_alone_after_a_change_of_mind(choose: Any) -> None:
    service = choose("VN", "400000", MIND, "seller=cross-border", "return_address= ")["local-service"]
    assert (service["available"], service["cost"]["amount"]) == (True, "400000")


@of_each(
    "market, seller, served",
    [("GB", "unknown", True), ("VN", "cross-border", True), ("VN", "local", False), ("US", "unknown", False)],
)
def test_for_whom_a_local_return_service_is_known(market: str, seller: str, served: bool) -> None:
    service = load_policy("tiktok", market).local_service
    assert (service is not None and service.serves(seller)) is served


@pytest.mark.parametrize(("market", "limit"), [("US", Money(1000, "USD")), ("MY", Money(1000, "MYR"))])
def test_up_to_where_goods_need_not_come_back(market: str, limit: Money) -> None:
    advice = load_policy("tiktok", market).returnless
    assert advice is not None
    assert Money(advice.up_to, advice.currency) == limit


@pytest.mark.parametrize(
    ("market", "amount"), [("MY", "40.00"), ("TH", "40.00"), ("PH", "40.00"), ("SG", "40.00"), ("VN", "400000")]
)
def test_tiktok_pays_the_freight_to_the_local_warehouse_though_buyers_pay_none(
    choose: Any, market: str, amount: str
) -> None:
    settings = ("seller=cross-border", "return_address= ", "costs.buyer_pays_postage=false")
    assert choose(market, amount, MIND, *settings)["local-service"]["cost"]["amount"] == amount
