"""Who gets which levels of which shops."""

from __future__ import annotations

from aftersales.core.alerts.alert_rule import AlertRule, Subscription, receivers_of
from aftersales.core.alerts.level import LEVELS
from tables import of_each

RULES = (
    AlertRule(("24h", "4h"), ("uk-*",), ("desk",)),
    AlertRule(("overdue",), ("*",), ("owner", "desk")),
    AlertRule(("report",), ("*",), ("owner",)),
)


@of_each(
    "receiver, shop, levels",
    [
        ("desk", "uk-main", {"24h", "4h", "overdue"}),
        ("desk", "us-main", {"overdue"}),
        ("owner", "uk-main", {"overdue", "report"}),
        ("nobody", "uk-main", set()),
    ],
)
def test_rules_add_up(receiver: str, shop: str, levels: set[str]) -> None:
    assert Subscription(receiver, RULES).levels(shop) == levels


def test_without_rules_everybody_gets_everything() -> None:
    assert Subscription("desk", ()).levels("uk-main") == set(LEVELS)
    assert Subscription("desk", ()).gets_reports


def test_a_run_can_be_narrowed_to_levels() -> None:
    assert Subscription("desk", RULES, only=("4h",)).levels("uk-main") == {"4h"}
    assert Subscription("desk", (), only=("4h",)).levels("uk-main") == {"4h"}


def test_reports_go_to_whom_a_rule_names() -> None:
    assert [name for name in ("desk", "owner") if Subscription(name, RULES).gets_reports] == ["owner"]
    assert receivers_of(RULES) == ["desk", "owner"]
