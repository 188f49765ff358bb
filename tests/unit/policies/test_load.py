"""Rule sets and calendars, loaded from their files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from aftersales.errors import ConfigError, PolicyError
from aftersales.policies.find import read_own_policies
from aftersales.policies.load import calendar, calendar_file, calendars, load, tables


def test_a_rule_set_in_a_market_with_the_house_rules() -> None:
    policy = load("tiktok", "GB")
    assert policy.name == "tiktok-gb"
    assert {"gb.respond", "house.contact"} <= {rule.id for rule in policy.rules}
    assert load("tiktok", "GB") is policy  # loaded once


def test_a_length_that_the_seller_set_replaces_that_of_a_house_rule() -> None:
    policy = load("tiktok", "GB", (("contact", "7 hours"),))
    [term] = next(rule for rule in policy.rules if rule.id == "house.contact").terms
    assert str(term.length) == "7 hours"


def test_what_is_not_known_is_told() -> None:
    with pytest.raises(ConfigError, match="policy 'x' is not known"):
        load("x", "GB")
    with pytest.raises(PolicyError, match=r"calendar 'mars' is not known; known are .*gb-eng"):
        calendar("mars")


def test_tables_hold_the_layers_together(tmp_path: Path) -> None:
    (tmp_path / "tiktok-gb.toml").write_text('[[rule]]\nid = "gb.respond"\nnote = "ours"\n')
    own_policies = read_own_policies(tmp_path)
    rules = {rule["id"]: rule for rule in tables("tiktok", "GB", own_policies)["rule"]}
    assert rules["gb.respond"]["note"] == "ours"
    (tmp_path / "tiktok-gb.toml").write_text('[[rule]]\nid = "gb.respond"\ndooty = "x"\n')
    with pytest.raises(PolicyError, match="unknown key 'dooty'"):
        tables("tiktok", "GB", read_own_policies(tmp_path))


def test_a_calendar_of_ones_own_has_precedence(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    built_in = calendar("gb-eng")
    assert "gb-eng" in calendars()
    assert date(2026, 12, 25) in built_in.holidays
    (tmp_path / "calendars/gb-eng.toml").write_text("x = 1\n")
    with pytest.raises(PolicyError, match="unknown key 'x'"):
        calendar("gb-eng", read_own_policies(tmp_path))
    with pytest.raises(PolicyError, match="unknown key 'x'"):
        calendar_file(tmp_path / "calendars/gb-eng.toml")()
