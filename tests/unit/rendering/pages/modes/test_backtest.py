"""The page of a backtest of mode rules."""

from __future__ import annotations

from datetime import datetime

from aftersales.core.modes.rule_backtest import BacktestResult
from aftersales.core.modes.rule_decision import ModeDecision
from aftersales.core.money.amount import Money
from aftersales.rendering.fields.backtest import TRIAL_FIELDS, BacktestRow
from aftersales.rendering.fields.view import View
from aftersales.rendering.pages.modes import backtest as backtest_page
from unit.rendering.build import LONDON


def gbp(pence: int) -> Money:
    return Money(pence, "GBP")


REFUND = gbp(800)
KEEP = ModeDecision("decides", "below 10.00", "cheap", "keep")
PART = ModeDecision("decides", "below 30.00", "part", "partial", gbp(300))
NONE = ModeDecision("none", "no rule is for it")


def row(decision: ModeDecision, was: Money | None, would: Money | None, refund: Money | None = REFUND) -> BacktestRow:
    """A return of 8.00 GBP that went back to the seller's address, decided on 1 May 2026 at noon in London."""
    result = BacktestResult(refund.currency if refund else "", decision, "seller-address", was, would)
    at = datetime(2026, 5, 1, 12, tzinfo=LONDON)
    missing = [] if was and would else ["handling"]
    return BacktestRow(4, "5761", "uk-main", "MUG-1", "ann", at, refund, "seller", result, missing)


def test_what_was_done_against_what_a_rule_would_have_done() -> None:
    less, more, same, unknown, undecided = backtest_page.lines(
        [
            row(KEEP, gbp(1091), gbp(800)),
            row(PART, gbp(800), gbp(908)),
            row(KEEP, gbp(800), gbp(800)),
            row(KEEP, None, gbp(800)),
            row(NONE, gbp(1091), None, None),
        ]
    )
    assert (less.day, less.refund, less.done, less.rule) == ("Fri 1 May 2026", "8.00 GBP", "seller-address", "keep")
    assert less.about == ("cheap: below 10.00", "cost 10.91 as it was done, 8.00 by rule")
    assert (less.difference, more.difference, same.difference) == ("2.91 less", "1.08 more", "the same")
    assert more.rule == "partial 3.00"
    assert unknown.difference == "not known"
    assert unknown.about[1:] == ("cost not known as it was done, 8.00 by rule", "missing: handling")
    assert (undecided.rule, undecided.difference, undecided.refund) == ("no rule", "-", "not known")
    assert undecided.about == ("no rule is for it",)


def test_a_return_without_a_known_refund_is_in_no_sum() -> None:
    sections = backtest_page.sections([row(KEEP, gbp(1091), gbp(800)), row(NONE, None, None, None)])
    assert [section.title for section in sections] == ["In all", ""]
    assert sections[1].lines == ["The refund of 1 request is not known; it is in no total."]
    assert len([*backtest_page.notices([row(KEEP, gbp(1091), gbp(800))])]) == 1


def test_the_fields_for_programs() -> None:
    (values,) = View(TRIAL_FIELDS, [row(PART, gbp(800), gbp(908))]).objects()
    assert values["decided_at"] == "2026-05-01T12:00:00+01:00"
    assert (values["done"], values["verdict"], values["rule"], values["mode"]) == (
        "seller-address", "decides", "part", "partial",
    )  # fmt: skip
    assert values["offer"] == {"amount": "3.00", "currency": "GBP"}
    assert values["difference"] == {"amount": "1.08", "currency": "GBP"}
