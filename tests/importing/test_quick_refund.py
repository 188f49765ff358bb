"""A request that the platform refunded at once, before the goods came back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from importing.files import Answer, Seller, answer, asked
from transcripts import Shell

CASES = Path(__file__).parent / "cases"


def under_way(**more: Any) -> Answer:
    """A parcel that the platform wants confirmed by Tue 1 Dec 2026 10:00."""
    stamp = ("SELLER_RESPOND_RECEIVE_PACKAGE", "2026-12-01 10:00")
    return asked(status="BUYER_SHIPPED_ITEM", updated="2026-11-23 10:00", stamp=stamp, **more)


def test_it_puts_nothing_at_risk_by_silence(shell: Shell) -> None:
    """Asked Tue 24 Mar 2026 17:14 in Los Angeles: 21 days on is Tue 14 Apr 17:14. 116.35 went out meanwhile."""
    shell.now = "2026-04-09T09:00:00-07:00"
    seller = Seller(shell, "s", "US")
    seller.take(CASES / "06b-us-quick.json")
    lines = {line["duty"]: line for line in seller.due()}
    assert {duty: (line["due"], line["outcome"], line["at_risk"]) for duty, line in lines.items()} == {
        "appeal": ("2026-04-14T17:14:00-07:00", "window-closed", None),
        "confirm-receipt": ("2026-05-08T16:34:35-07:00", "already-refunded", None),
    }
    assert seller.show()["winnable"] == {"amount": "116.35", "currency": "USD"}
    late = json.loads(seller.run("show", "1", "--json", now="2026-04-15T09:00:00-07:00").out)
    assert late["winnable"] is None
    page = seller.run("show", "1", "--format", "table").out + seller.run("due", "--all", "--format", "table").out
    assert "116.35 USD, if an appeal is granted" in page
    assert page.count("the money is out already") == 1
    assert "refunds it" not in page
    assert "at risk" not in page


def test_where_no_rule_says_until_when_an_appeal_may_still_win_it_back(shell: Shell, tmp_path: Path) -> None:
    seller = Seller(shell)
    seller.take(answer(tmp_path / "a.json", under_way(is_quick_refund=True)))
    assert seller.show()["winnable"] == {"amount": "49.00", "currency": "GBP"}
    [receipt] = seller.due("--owner", "seller")
    assert (receipt["duty"], receipt["outcome"], receipt["at_risk"]) == ("confirm-receipt", "already-refunded", None)


def test_a_parcel_under_way_whose_money_is_not_out_is_at_risk(shell: Shell, tmp_path: Path) -> None:
    """Its neighbour: the same row without `is_quick_refund`."""
    seller = Seller(shell)
    seller.take(answer(tmp_path / "a.json", under_way()))
    [receipt] = seller.due("--owner", "seller")
    assert (receipt["outcome"], receipt["at_risk"]) == ("refunded", {"amount": "49.00", "currency": "GBP"})
    assert seller.show()["winnable"] is None


def test_a_quick_refund_that_still_waits_for_an_answer_risks_no_money_either(shell: Shell, tmp_path: Path) -> None:
    seller = Seller(shell)
    waiting = asked(is_quick_refund=True, stamp=("SELLER_RESPOND_RETURN", "2026-11-24 10:00"))
    seller.take(answer(tmp_path / "a.json", waiting))
    [answering] = [line for line in seller.due() if line["duty"] == "respond"]
    assert (answering["outcome"], answering["at_risk"], answering["stake"]) == ("auto-approved", None, "right")
