"""By when a request whose start is unknown should have moved on, worked out by hand for several markets."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from aftersales.core.cases.model import Case, State
from aftersales.core.money.amount import Money
from aftersales.core.rules.expected_change import expected_change
from aftersales.policies.load import load
from tables import of_each

THURSDAY = datetime(2026, 11, 12, 9, tzinfo=UTC)
UNDER_WAY = State(decision="approved", parcel="shipped")
APPROVED = State(decision="approved")


def change(market: str, zone: str, kind: str, state: State, amount: int = 4900) -> tuple[str, str] | None:
    case = Case(id=1, shop="s", market=market, kind=kind, order_amount=Money(amount, "GBP"))
    expected = expected_change(case, state, load("tiktok", market), ZoneInfo(zone), THURSDAY)
    return None if expected is None else (expected.rule, expected.due.isoformat())


@of_each(
    "kind, state, amount, rule, due",
    [
        # 5 days for the buyer to send it back
        ("return", APPROVED, 4900, "gb.ship-back", "2026-11-17T09:00:00+00:00"),
        ("return", APPROVED._replace(parcel="awaited"), 4900, "gb.ship-back", "2026-11-17T09:00:00+00:00"),
        # 2 business days to check it: Fri 13 and Mon 16; from 100 GBP 4: Tue 17 and Wed 18 too
        ("return", UNDER_WAY, 4900, "gb.inspect", "2026-11-16T09:00:00+00:00"),
        ("return", APPROVED._replace(parcel="delivered"), 4900, "gb.inspect", "2026-11-16T09:00:00+00:00"),
        ("return", UNDER_WAY, 10000, "gb.inspect", "2026-11-18T09:00:00+00:00"),
        # 48 hours until the money is out
        ("return", APPROVED._replace(parcel="received", money="owed"), 4900, "gb.refund", "2026-11-14T09:00:00+00:00"),
        ("refund", APPROVED, 4900, "gb.refund-approved", "2026-11-14T09:00:00+00:00"),
    ],
)
def test_each_state_has_its_time(kind: str, state: State, amount: int, rule: str, due: str) -> None:
    assert change("GB", "Europe/London", kind, state, amount) == (rule, due)


@pytest.mark.parametrize("state", [State(), State(decision="rejected"), State(decision="offered")])
def test_what_waits_for_nothing_has_no_time(state: State) -> None:
    assert change("GB", "Europe/London", "return", state) is None


def test_where_no_rule_gives_a_time_there_is_none() -> None:
    assert change("GB", "Europe/London", "replacement", APPROVED) is None
