"""Values of a log entry that most entries do not have."""

from __future__ import annotations

from unit.core.log.build import entry


def test_an_entry_without_rules_moved_no_deadline() -> None:
    assert (entry().rules, entry().renewal, entry().moves) == ({}, None, ())
