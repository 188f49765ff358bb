"""Why the rules of a shop changed, in words."""

from __future__ import annotations

from aftersales.core.log.rule_change import reason_text


def test_a_reason_is_put_into_words_with_its_values() -> None:
    assert reason_text({"code": "own-file-new", "file": "a.toml"}) == "your own a.toml is new"
    assert reason_text({"code": "rule-set", "new": "b", "old": "a"}) == "b in place of a"
    assert reason_text({"code": "rule-set-added", "new": "b"}) == "b in place of no built-in rules"
    assert reason_text({"code": "confirm-trust"}) == "what is recorded by hand now counts at once"


def test_the_words_that_an_older_version_kept_stay() -> None:
    assert reason_text("tiktok-us in place of tiktok-gb") == "tiktok-us in place of tiktok-gb"
