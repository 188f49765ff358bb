"""What was recorded by hand, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aftersales.core.money.amount import Money
from aftersales.rendering.pages import recorded as recorded_page
from aftersales.rendering.pages.recorded import Recorded
from unit.rendering.build import LONDON

AT = datetime(2026, 11, 24, 9, 0, tzinfo=LONDON)
DUE = datetime(2026, 11, 26, 16, 2, tzinfo=LONDON)


def recorded(event: str = "request.approved", **parts: Any) -> Recorded:
    return Recorded(4, event, {"mode": "keep"}, AT, False, True, ())._replace(**parts)


def test_a_line_says_what_when_and_what_is_next() -> None:
    assert recorded_page.line(recorded()) == "case 4: approved (keep), Tue 24 Nov 2026 09:00 GMT"
    refund = recorded("refund.issued", data={}, money=Money(2798, "GBP"), next_duty=("confirm-receipt", DUE))
    assert recorded_page.line(refund) == (
        "case 4: refund issued of 27.98 GBP, Tue 24 Nov 2026 09:00 GMT; "
        "next: confirm-receipt by Thu 26 Nov 2026 16:02 GMT"
    )
    by_rule = recorded(data={"mode": "keep", "rule": "cheap"}, dry_run=True)
    assert recorded_page.line(by_rule) == (
        "case 4: approved (keep, by rule cheap), Tue 24 Nov 2026 09:00 GMT (dry run)"
    )
    assert recorded_page.line(recorded(changed=False)) == "case 4: nothing recorded"


def test_a_preview_counts_and_adds_up_currency_by_currency() -> None:
    several = [
        recorded(concerned=Money(1398, "GBP")),
        recorded(concerned=Money(602, "GBP")),
        recorded(concerned=Money(500, "USD")),
    ]
    assert [*recorded_page.preview(several)] == [
        "  case 4: approved (keep), 13.98 GBP",
        "  case 4: approved (keep), 6.02 GBP",
        "  case 4: approved (keep), 5.00 USD",
        "approved (keep): 3 cases, 20.00 GBP, 5.00 USD",
    ]


def test_of_many_cases_twenty_are_named() -> None:
    lines = [*recorded_page.preview([recorded()] * 23)]
    assert lines[20] == "  … and 3 more"
    assert len(lines) == 22


def test_what_is_still_to_be_done_in_seller_center_is_said_once() -> None:
    assert [*recorded_page.reminders([recorded()])] == []
    lines = [*recorded_page.reminders([recorded(unconfirmed=True), recorded(unconfirmed=True, only_here=True)])]
    assert len(lines) == 2
    assert all("Seller Center" in line for line in lines)
    (dry,) = recorded_page.reminders([recorded(believed=True, dry_run=True)])
    assert dry.startswith("Would be recorded only here")
