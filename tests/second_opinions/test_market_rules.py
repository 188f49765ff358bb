"""Random deadlines of every built-in rule in every market, reckoned a second time: from the plain tables of the files,
by the holidays of the `holidays` package and the weekdays typed in `oracle`, with no code of the program.
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import oracle
import oracle_rules
from aftersales.core.cases.model import Case
from aftersales.core.money.amount import Money
from aftersales.core.rules.policy import Rule
from aftersales.core.rules.term_choice import choose_term
from aftersales.policies.load import load as load_policy
from oracle_rules import Asked, World

DATA = oracle.POLICIES
MARKETS: dict[str, Any] = tomllib.loads((DATA / "markets.toml").read_text(encoding="utf-8"))
FIRST, LAST = date(2024, 12, 20), date(2030, 11, 30)
EACH = 12  # starts of a rule in a market
# The days around which a count goes wrong first: ends of years, long holidays, changes of clocks, days in lieu.
TURNS = ("12-20", "12-30", "01-02", "02-04", "03-25", "04-03", "04-28", "05-30", "06-04", "09-01", "10-22", "11-20")


def _tables(market: str) -> dict[str, Any]:
    """The tables of the market's rules by id, as the files write them: the market's own file, those that it extends
    for what it has not, and the house rules.
    """
    contents, name = [], f"tiktok-{market.lower()}"
    while name:
        file = DATA / "rules" / f"{name}.toml"
        contents.append(tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {"extends": "tiktok"})
        name = contents[-1].get("extends", "tiktok" if name != "tiktok" else "")
    contents.append(tomllib.loads((DATA / "house.toml").read_text(encoding="utf-8")))
    tables: dict[str, Any] = {}
    for content in reversed(contents):
        for rule in content.get("rule", ()):
            tables[rule["id"]] = {**tables.get(rule["id"], {}), **rule}
    return tables


def _start(dice: random.Random) -> datetime:
    if dice.random() < 0.5:
        turn = date.fromisoformat(f"{dice.randint(2025, 2030)}-{dice.choice(TURNS)}") + timedelta(dice.randint(-3, 4))
        day = min(turn, LAST)
    else:
        day = FIRST + timedelta(days=dice.randrange((LAST - FIRST).days))
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=dice.randrange(86_400))


def _amount(dice: random.Random, currency: str) -> tuple[str, str] | None:
    text = dice.choice(("1", "99", "100", "101", "250"))
    return None if dice.random() < 0.2 else (text, currency)


def _money(amount: tuple[str, str] | None) -> Money | None:
    return None if amount is None else Money(int(amount[0]) * (1 if amount[1] in ("VND", "JPY") else 100), amount[1])


def _compared(market: str, rule: Rule, table: dict[str, Any], dice: random.Random) -> str:
    """Compare one deadline; the unit of its term, empty where no term holds."""
    policy, currency = load_policy("tiktok", market), MARKETS[market]["currency"]
    zone = MARKETS[market]["timezone"]
    world = World(zone, oracle.closed_days(market), oracle.closed_weekdays(market))
    start, asked = _start(dice), Asked(_amount(dice, currency), _amount(dice, currency))
    case = Case(1, "s", market, "refund", amount=_money(asked.refund), order_amount=_money(asked.order))
    chosen = choose_term(rule, start, case, policy, ZoneInfo(zone))
    second = oracle_rules.due(table, [], start, asked, world, currency)
    ours = chosen.deadline.due if chosen else None
    assert ours == second, (market, rule.id, start.isoformat(), asked, ours, second)
    return chosen.term.length.unit if chosen else ""


@pytest.mark.slow
@pytest.mark.parametrize("market", MARKETS)
def test_every_rule_of_a_market_gets_the_same_second_opinion(market: str) -> None:
    dice, units = random.Random(f"20261129 {market}"), Counter[str]()
    tables = _tables(market)
    for rule in load_policy("tiktok", market).rules:
        for _ in range(EACH):
            units[_compared(market, rule, tables[rule.id], dice)] += 1
    assert units["business days"] >= EACH  # the house rules at least
    assert sum(units.values()) > 200, units


@pytest.mark.slow
@pytest.mark.parametrize("market", MARKETS)
def test_a_day_that_may_be_closed_never_makes_a_deadline_later(market: str) -> None:
    """With Saturdays and the days of the package closed as well, no count ends earlier."""
    dice, differ = random.Random(f"safe {market}"), 0
    open_days = World("UTC", oracle.closed_days(market), oracle.closed_weekdays(market))
    shut = World("UTC", oracle.every_day_off(market), (5, 6))
    for _ in range(400):
        start = _start(dice)
        length = f"{dice.randint(1, 5)} business days"
        early, late = (oracle_rules.ends({}, length, start, "UTC", world) for world in (open_days, shut))
        assert early <= late, (market, start)
        differ += early != late
    assert (differ == 0) == (market in oracle.MONDAY_TO_FRIDAY)
