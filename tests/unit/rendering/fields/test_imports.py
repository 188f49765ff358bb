"""What an import tells of its cases."""

from __future__ import annotations

from aftersales.rendering.fields.imports import CaseChange, CaseChanges, TouchedCase

STEP = ("decision", "pending", "approved")


def test_new_and_changed_cases_come_in_the_order_of_their_numbers() -> None:
    opened = [
        TouchedCase(3, "return", "Mug", 1398, "GBP"),
        TouchedCase(5, "return", "Mug", 0, "GBP"),
        TouchedCase(6, "refund", "", None, None),
    ]
    changed = [CaseChange(TouchedCase(number, "return", "Mug"), "changed", (STEP,)) for number in (1, 4)]
    changes = CaseChanges(opened, changed)
    new = [CaseChange(case, "new") for case in opened]
    assert [*changes] == [*changes] == [changed[0], new[0], changed[1], new[1], new[2]]
    assert len(changes) == 5
    assert new[1] in changes
    assert CaseChange(opened[0], "changed") not in changes
    assert not CaseChanges([], [])
