"""Exchanges and reshipments have every clock of a replacement that does not hang on a parcel coming back."""

from __future__ import annotations

from aftersales.policies.find import markets
from aftersales.policies.load import load as load_policy
from tables import of_each


def _clocks(market: str, kind: str) -> set[tuple[str, str, str]]:
    """The duty, its owner and what starts it, of each rule for a kind of request."""
    rules = load_policy("tiktok", market).rules
    return {
        (rule.duty, rule.owner, event)
        for rule in rules
        if kind in rule.when.get("kind", (kind,))
        for event in rule.starts
    }


@of_each("kind", ["exchange", "reshipment"])
@of_each("market", list(markets()))
def test_what_runs_for_a_replacement_runs_for_it(market: str, kind: str) -> None:
    lacking = _clocks(market, "replacement") - _clocks(market, kind)
    if kind == "reshipment":  # nothing comes back: what a parcel starts is no matter of it
        lacking = {
            clock for clock in lacking if not clock[2].startswith(("return.", "send-back.")) and clock[0] != "ship-back"
        }
    assert lacking == set()
