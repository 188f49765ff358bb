"""The lines, headings and notes of the due list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aftersales.core.money.amount import Money
from aftersales.rendering.pages import due as due_page
from tables import of_each
from unit.rendering.build import LONDON, NOW, action


def test_an_action_in_words() -> None:
    line = due_page.line(action(4, "2026-11-24T16:02"), NOW)
    assert (line.left, line.deadline, line.what) == ("7 h 02 min left", "Tue 24 Nov 16:02 GMT", "return: respond")
    assert (line.order, line.risk, line.band) == ("order 5761234567890100004", "13.98 GBP", "today")
    assert line.marks == ()
    late = due_page.line(action(4, "2026-11-24T08:00", order=None, owner="buyer", at_risk=None), NOW)
    assert (late.left, late.order, late.what, late.risk) == ("1 h late", "ref 403504", "return: respond (buyer)", "")


def test_the_year_is_said_where_it_is_another() -> None:
    instant = datetime(2027, 1, 4, 16, 2, 9, tzinfo=LONDON)
    assert due_page.when(instant, NOW) == "Mon 4 Jan 2027 16:02 GMT"
    assert due_page.when(instant.replace(year=2026), NOW) == "Sun 4 Jan 16:02 GMT"


@of_each(
    "product, quantity, words",
    [
        ("Desk lamp", 1, "Desk lamp"),
        ("Desk lamp", None, "Desk lamp"),
        ("Desk lamp", 2, "2 × Desk lamp"),
        ("Desk lamp; Vase", 3, "3 in total: Desk lamp; Vase"),
        ("", 2, ""),
    ],
)
def test_how_many_of_what(product: str, quantity: int | None, words: str) -> None:
    assert due_page.goods(product, quantity) == words


def test_money_is_added_up_per_currency_and_once_per_case() -> None:
    actions = [
        action(4, "2026-11-24T16:02"),
        action(4, "2026-11-25T16:02", duty="refund"),
        action(7, "2026-11-24T16:02", at_risk=Money(602, "GBP")),
        action(8, "2026-11-24T16:02", at_risk=Money(1200, "USD")),
        action(9, "2026-11-24T16:02", at_risk=None),
    ]
    assert due_page.totals(actions) == "20.00 GBP + 12.00 USD"


def test_when_the_staff_can_act_is_in_its_own_zone() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    act_by = datetime(2026, 11, 24, 10, tzinfo=UTC)  # 18:00 in Shanghai, an hour from now
    line = due_page.line(action(4, "2026-11-24T16:02", act_by=act_by, staff_zone=shanghai), NOW)
    assert line.act_by == "act by Tue 24 Nov 18:00 CST (Shanghai), 1 h left"
    passed = action(4, "2026-11-24T16:02", act_by=act_by - timedelta(hours=2), staff_zone=shanghai)
    assert (
        due_page.line(passed, NOW).act_by == "no staff before it is due; last staffed Tue 24 Nov 16:00 CST (Shanghai)"
    )


def test_what_was_snoozed() -> None:
    until = datetime(2026, 11, 25, 9, tzinfo=LONDON)
    assert due_page.snoozed(1, until, NOW) == "1 line is snoozed, until Wed 25 Nov 09:00 GMT; --snoozed shows it"
    assert due_page.snoozed(3, until, NOW).startswith("3 lines are snoozed, the first until Wed 25 Nov 09:00 GMT")
