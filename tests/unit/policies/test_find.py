"""Markets and rule sets by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftersales.errors import ConfigError
from aftersales.policies.find import (
    ignored_file_notes,
    likely_base,
    market_code,
    market_in,
    names,
    read_own_policies,
    repair_hint,
    stack,
    stated_market,
    with_file,
)
from aftersales.policies.own_files import NO_POLICIES, read_policy_file


def test_a_market_is_known_by_its_code_and_by_what_people_call_it() -> None:
    assert (market_code(" uk "), market_code("GB"), market_in("tiktok-gb"), market_in("tiktok")) == (
        "GB", "GB", "GB", None,
    )  # fmt: skip
    with pytest.raises(ConfigError, match=r"market 'XX' is not known; known are .*GB"):
        market_code("XX")


def test_names_are_those_a_shop_can_choose(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('extends = "tiktok"\n')
    (tmp_path / "mine-uk.toml").write_text('extends = "tiktok"\n')
    own_policies = read_own_policies(tmp_path)
    assert "tiktok" in names()
    assert "tiktok-gb" not in names()
    assert [name for name in names(own_policies) if name.startswith("mine")] == ["mine"]
    with pytest.raises(ConfigError, match="policy 'yours' is not known; known are mine"):
        stack("yours", "GB", own_policies)


def test_a_file_can_be_tried_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text('market = "UK"\n')
    assert with_file(NO_POLICIES, path)[0] == "draft"
    name, own_policies = with_file(NO_POLICIES, path, "tiktok-UK.toml")
    assert (name, list(own_policies.files)) == ("tiktok-gb", ["tiktok-gb"])
    assert stated_market(own_policies.files[name]) == "GB"


def test_a_market_that_is_not_stated_or_can_t_be_read_is_none(tmp_path: Path) -> None:
    for text in ("", "market = 3\n", 'market = "XX"\n', "market ="):
        (tmp_path / "x.toml").write_text(text)
        assert stated_market(read_policy_file(tmp_path / "x.toml")) is None


def test_a_file_that_is_not_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml.txt").write_text("")
    [note] = ignored_file_notes(read_own_policies(tmp_path))
    assert "mine.toml.txt is not read" in note
    assert "Rename it mine.toml" in note


def test_a_hint_is_given_only_where_there_are_own_files(tmp_path: Path) -> None:
    assert repair_hint(NO_POLICIES) == []
    (tmp_path / "mine.toml").write_text("")
    assert str(tmp_path) in repair_hint(read_own_policies(tmp_path))[0]


def test_the_rule_set_that_a_file_is_probably_meant_for(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[[rule]]\nid = "gb.respond"\nnote = "x"\n')
    own_policies = read_own_policies(tmp_path)
    assert likely_base("mine", [("mine", "US")], own_policies) == ("gb.respond", "tiktok-gb")
    (tmp_path / "mine.toml").write_text('extends = "tiktok-gb"\n[[rule]]\nid = "gb.respond"\nnote = "x"\n')
    assert likely_base("mine", [("mine", "US")], read_own_policies(tmp_path)) is None
