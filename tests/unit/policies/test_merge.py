"""The layers of a rule set merged into one."""

from __future__ import annotations

from pathlib import Path

from aftersales.policies.layers import Layer
from aftersales.policies.merge import Merged, merged
from aftersales.policies.own_files import PolicyFile

BELOW = """
calendar = "gb"
checked = 2026-01-01
[[rule]]
id = "a"
duty = "respond"
starts = "request.opened"
note = "old"
[[rule]]
id = "b"
starts = "request.opened"
[[overlay]]
name = "christmas"
rules = ["a", "b"]
"""


def merge(above: str) -> Merged:
    top = Layer("x", PolicyFile(Path("p/x.toml"), above.encode()), is_own=True)
    base = Layer("x", PolicyFile(Path("x.toml"), BELOW.encode()), is_own=False)
    return merged([top, base], [{"id": "house.contact"}], "house/rules.toml")


def test_a_rule_is_changed_key_by_key_and_house_rules_come_last() -> None:
    result = merge('calendar = "us"\n[[rule]]\nid = "a"\nnote = "new"\n')
    assert result.mistakes == []
    assert result.tables["calendar"] == "us"
    assert [rule["id"] for rule in result.tables["rule"]] == ["a", "b", "house.contact"]
    assert (result.tables["rule"][0]["duty"], result.tables["rule"][0]["note"]) == ("respond", "new")
    assert result.files == {"a": str(Path("p/x.toml")), "b": "x.toml", "house.contact": "house/rules.toml"}
    assert result.checked_in == "x.toml"


def test_a_rule_that_is_taken_out_is_taken_out_of_overlays() -> None:
    result = merge('[[rule]]\nid = "b"\nremove = true\n')
    assert [rule["id"] for rule in result.tables["rule"]] == ["a", "house.contact"]
    assert result.tables["overlay"] == [{"name": "christmas", "rules": ["a"]}]
    assert merge("".join(f'[[rule]]\nid = "{i}"\nremove = true\n' for i in "ab")).tables["overlay"] == []


def test_an_overlay_of_a_known_name_is_replaced() -> None:
    result = merge('[[overlay]]\nname = "christmas"\nrules = ["b"]\n[[overlay]]\nname = "easter"\nrules = ["a"]\n')
    assert [(o["name"], o["rules"]) for o in result.tables["overlay"]] == [("christmas", ["b"]), ("easter", ["a"])]
    assert result.overlays["christmas"] == str(Path("p/x.toml"))


def test_every_rule_that_can_t_be_merged_is_a_mistake() -> None:
    result = merge(
        '[[rule]]\nnote = "x"\n'
        '[[rule]]\nid = "a"\n[[rule]]\nid = "a"\n'
        '[[rule]]\nid = "b"\nremove = "yes"\n'
        '[[rule]]\nid = "bb"\nnote = "x"\n'
        '[[rule]]\nid = "zzz"\nremove = true\n'
    )
    assert [(m.place, m.what.partition(";")[0]) for m in result.mistakes] == [
        ("rule number 1", "id is missing"),
        ("rule a", "this id is used twice"),
        ("rule b", "remove is 'yes'"),
        ("rule bb", "there is no rule of this name to change, and starts is missing for a new one"),
        ("rule zzz", "there is no rule of this name to remove"),
    ]
    assert merge("rule = 3\n").mistakes[0].what == "rule is 3; write [[rule]] above each rule"
