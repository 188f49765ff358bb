"""The orders of a list: by what silence costs, and by what was asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aftersales.core.deadlines import list_order, urgency
from aftersales.core.deadlines.urgency import Action
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import SORTS
from unit.core.deadlines.test_urgency import LINE

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATE = {"band": "overdue", "stake": "money"}


def line(case: int, hours: float, amount: str = "", **values: Any) -> Action:
    """A line with an amount such as `9 GBP`."""
    number, _, currency = amount.partition(" ")
    risk = Money(int(number) * 100, currency) if amount else None
    return LINE._replace(case=case, due=NOW + hours * HOUR, at_risk=risk, **values)


def cases(actions: list[Action]) -> list[int]:
    return [action.case for action in actions]


def test_by_amount_currencies_take_turns_and_what_has_none_is_last() -> None:
    amounts = ["", "1 GBP", "900 THB", "7 GBP", "800 THB", "3 USD"]
    lines = [line(n, 0, amount) for n, amount in enumerate(amounts)]
    assert cases(list_order.by("amount", lines)) == [2, 3, 5, 1, 4, 0]


def test_what_is_alike_in_what_it_is_sorted_by_stays_in_order() -> None:
    lines = [line(n, -n, shop=shop, kind=kind) for n, (shop, kind) in enumerate((("b", "return"), ("a", "refund")) * 2)]
    assert cases(list_order.by("shop", lines)) == cases(list_order.by("kind", lines)) == [1, 3, 0, 2]
    assert cases(list_order.by("due", lines)) == [3, 2, 1, 0]
    assert cases(list_order.by("case", lines)) == [0, 1, 2, 3]


def test_the_sixteenth_overdue_case_puts_the_dearest_first() -> None:
    lines = [line(n, n - 60, f"{n} GBP", **LATE) for n in range(1, 16)]
    assert cases(list_order.as_listed(lines)) == [*range(1, 16)]
    lines.append(line(1, -1, **LATE))  # another duty of a case is no other case
    assert cases(list_order.as_listed(lines)) == [*range(1, 16), 1]
    lines.append(line(16, -1, "2 GBP", **LATE))
    assert cases(list_order.as_listed(lines)) == [*range(15, 1, -1), 16, 1, 1]


def test_of_many_what_is_owed_stands_by_its_instant_after_money_and_rights() -> None:
    money = [line(n, -n, f"{n} GBP", **LATE) for n in range(1, 15)]
    owed = [line(n, n - 50, f"{n} GBP", band="overdue", stake="standing") for n in (20, 21)]
    rights = [line(n, n - 90, f"{n} GBP", band="overdue", stake="right") for n in (30, 31)]
    assert cases(list_order.as_listed([*owed, *rights, *money])) == [*range(14, 0, -1), 31, 30, 20, 21]


AMOUNTS = st.sampled_from(("", "1 GBP", "2 GBP", "5 USD"))
LINES = st.lists(st.builds(line, st.integers(1, 9), st.integers(-9, 9), AMOUNTS), max_size=12)


@given(LINES, st.sampled_from(SORTS))
def test_no_order_loses_a_line(lines: list[Action], sort: str) -> None:
    for ordered in (list_order.by(sort, lines), list_order.as_listed(lines)):
        assert sorted(map(repr, ordered)) == sorted(map(repr, lines))
    assert list_order.by("urgency", lines) == lines
    instants = [urgency.deciding(action) for action in list_order.as_listed(lines)]
    assert instants == sorted(instants)
