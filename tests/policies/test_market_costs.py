"""What the platform pays of a return, by market, as `choose` counts it. Expected sums are worked out by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

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
