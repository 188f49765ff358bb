"""The rule for refused goods that go back to the buyer."""

from __future__ import annotations

from aftersales.core.cases.model import Case
from aftersales.core.claims.send_back import send_back_rule
from aftersales.policies.load import load as load_policy
from tables import of_each


@of_each(
    "market, kind, fulfilment, rule",
    [
        ("VN", "return", "seller", "vn.send-back"),
        ("VN", "exchange", "seller", "vn.send-back"),
        ("VN", "refund", "seller", None),  # no goods come back
        ("VN", "return", "platform", None),  # the goods are not with the seller
        ("TH", "return", "seller", None),
        ("GB", "return", "seller", None),
    ],
)
def test_only_viet_nam_says_until_when_goods_go_back(market: str, kind: str, fulfilment: str, rule: str | None) -> None:
    found = send_back_rule(Case(1, "shop", market, kind, fulfilment=fulfilment), load_policy("tiktok", market))
    assert (found.id if found else None) == rule
