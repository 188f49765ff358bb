"""Mode rules on past returns: caps in time, totals by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from aftersales.core.modes import rule_backtest
from aftersales.core.modes.comparison import Mode
from aftersales.core.modes.rule import ModeRule, RequestFacts
from aftersales.core.modes.rule_backtest import BacktestResult, PastReturn
from aftersales.core.modes.rule_decision import ModeDecision, if_available
from aftersales.core.money.amount import Money


def rule(name: str = "cheap", mode: str = "keep", **own: Any) -> ModeRule:
    """A rule as it would be read; amounts as texts by kind."""
    kinds = {"below": "below", "up_to": "up-to", "at_least": "at-least", "above": "above"}
    limits = tuple((kinds[k], Decimal(own.pop(k))) for k in tuple(own) if k in kinds)
    return ModeRule(name, mode, limits=limits, **own)


def facts(refund: int = 800, currency: str = "GBP", sku: str | None = "MUG-1", **own: Any) -> RequestFacts:
    given = {
        "shop": "uk-main", "market": "GB", "home": "GBP", "day": date(2026, 5, 1), "goods": ((sku, None),), **own,
    }  # fmt: skip
    return RequestFacts(refund=Money(refund, currency), **given)


DAYS = [date(2026, 5, d) for d in (1, 2, 3)]


def past(day: int, buyer: str | None = "ann", refund: int = 800) -> PastReturn:
    return PastReturn(datetime(2026, 5, 1, tzinfo=UTC) + timedelta(days=day), buyer, facts(refund))


def test_a_cap_is_played_through_in_time() -> None:
    capped = [rule(most=1, per=timedelta(days=30))]
    pasts = [past(0), past(1, "bea"), past(2), past(3, None), past(30), past(59), past(60)]
    verdicts = [d.verdict for d in rule_backtest.replay(capped, pasts, lambda _, d: d)]
    #                   ann        bea        too soon  nobody  30 days on  29 days   30 days
    assert verdicts == ["decides", "decides", "ask", "ask", "decides", "ask", "decides"]


def test_what_the_guard_bars_uses_nothing_up() -> None:
    capped = [rule(most=1)]

    def guard(n: int, decision: ModeDecision) -> ModeDecision:
        return if_available(decision, {"keep": Mode("keep", n > 0, "barred")})

    assert [d.verdict for d in rule_backtest.replay(capped, [past(0), past(1), past(2)], guard)] == [
        "ask",
        "decides",
        "ask",
    ]


def test_a_return_whose_amount_is_not_known_fits_nothing() -> None:
    (only,) = rule_backtest.replay(
        [rule()], [PastReturn(datetime(2026, 5, 1, tzinfo=UTC), "ann", None)], lambda _, d: d
    )
    assert (only.verdict, only.why) == ("none", "the amounts of the refund and the order are unknown")


def test_the_sums_by_hand() -> None:
    keep = ModeDecision("decides", "", "cheap", "keep")

    def one(
        decision: ModeDecision, done: str, was: int | None, would: int | None, currency: str = "GBP"
    ) -> BacktestResult:
        money = [None if m is None else Money(m, currency) for m in (was, would)]
        return BacktestResult(currency, decision, done, *money)

    outcomes = [
        one(keep, "keep", 800, 800),
        one(keep, "seller-address", 1091, 800),  # 2.91 less
        one(keep, "undecided", None, 500),
        one(ModeDecision("ask", "", "dear", "ask"), "keep", 5000, None),
        one(ModeDecision("conflict", "", None, "ask"), "keep", 700, None),
        one(ModeDecision("none", ""), "keep", 600, None),
        one(keep, "seller-address", 300, 450, "USD"),
    ]
    pounds, dollars = rule_backtest.totals(outcomes)
    assert pounds == rule_backtest.BacktestTotal("GBP", 6, 3, 1, 1, 1, 1, 2, Money(1891, "GBP"), Money(1600, "GBP"))
    assert pounds.difference == Money(-291, "GBP")
    assert dict(rule_backtest.summary_lines(pounds)) == {
        "requests": "6 in GBP",
        "a rule decides": "3, 1 of them as you did",
        "you are asked": "2, 1 by conflict",
        "no rule applies": "1",
        "expected cost": "18.91 GBP by your choices, 16.00 GBP by the rules: 2.91 GBP less",
        "cost unknown": "1 of those a rule decides; not in the sums",
    }
    assert dict(rule_backtest.summary_lines(dollars))["expected cost"].endswith("1.50 USD more")
