"""The comparison in words."""

from __future__ import annotations

from aftersales.core.modes import describe
from aftersales.core.money.amount import Money
from unit.core.modes.build import compared


def test_the_flip_needs_no_landed_cost_and_is_told_in_words() -> None:
    found = compared(landed_cost=None)
    assert found.break_even == ("seller-address", Money(738, "GBP"))
    assert found.recommended is None
    assert "yours is not set" in str(describe.break_even_text(found))
    words = describe.break_even_text(compared(landed_cost=9))
    assert words == (
        "seller-address costs less than keep above a landed cost of 7.38 GBP, more below it; yours is 9.00 GBP"
    )


def test_defaults_are_counted() -> None:
    found = compared(landed_cost=9)
    assert describe.certainty_text(found).startswith("12 figures, 7 of them defaults (")
