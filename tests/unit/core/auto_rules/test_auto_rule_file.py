"""Automatic rules as the configuration states them."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

from aftersales.core.auto_rules.auto_rule_file import AUTO_RULE_MEANINGS, parse_auto_rules
from aftersales.toml.reader import Reader


def test_every_key_is_read() -> None:
    tables = tomllib.loads(
        """
        [[rule]]
        id = "small"
        kind = ["refund", "cancellation"]
        reason = "Item is damaged!"
        group = "damaged"
        fault = ["seller", "carrier"]
        up-to = "10.00"
        currency = "GBP"
        before-dispatch = true
        from = 2026-05-01
        until = 2026-06-01
        within = "3 hours"
        note = "on since May"
        """
    )["rule"]
    assert set(tables[0]) == set(AUTO_RULE_MEANINGS) - {"below", "at-least", "above"}
    reader = Reader("config.toml")
    (rule,) = parse_auto_rules(reader, "uk", tables)
    assert reader.mistakes == []
    conditions = rule.conditions
    assert (conditions.id, conditions.kinds, conditions.reasons) == (
        "small", ("refund", "cancellation"), ("item is damaged",),
    )  # fmt: skip
    assert (conditions.groups, conditions.faults, conditions.currency) == (("damaged",), ("seller", "carrier"), "GBP")
    assert (conditions.since, conditions.until) == (date(2026, 5, 1), date(2026, 6, 1))
    assert (rule.within, rule.before_dispatch) == (timedelta(hours=3), True)


def test_what_is_no_list_of_rules_is_said_with_its_shop() -> None:
    reader = Reader("config.toml")
    assert parse_auto_rules(reader, "uk", "small") == ()
    assert reader.mistakes == [
        "config.toml: [[shops.uk.auto-rules]]: it is 'small'; write this line above each of your rules"
    ]
