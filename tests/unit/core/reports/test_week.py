"""What a week's report adds up."""

from __future__ import annotations

from datetime import UTC, date, datetime

from aftersales.core.deadlines.due_list import DueFrame, Freshness
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import ReportSpan
from aftersales.core.reports.results import CaseResult
from aftersales.core.reports.week import DayAhead, RefundSum, WeekReport

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def _report(*results: CaseResult, stale: bool = False) -> WeekReport:
    frame = DueFrame(NOW, None, [Freshness("uk-main", NOW, stale=stale)])
    return WeekReport(frame, UTC, ReportSpan(NOW, 1, 1), results)


def _result(what: str, how: str = "", by: str = "seller", minor: int = 1000, reason: str | None = None) -> CaseResult:
    return CaseResult(1, "uk-main", "GB", "return", what, how, by, NOW, Money(minor, "GBP"), reason)


def test_answers_are_counted_by_whom() -> None:
    report = _report(_result("answered"), _result("answered"), _result("answered", "approved", "platform"))
    assert report.answers == {"seller": 2, "platform": 1}
    assert report.given_away == [Money(1000, "GBP")]


def test_refunds_are_summed_by_mode_and_by_reason_the_most_frequent_first() -> None:
    report = _report(
        _result("refunded", "keep", minor=500, reason="Too small"),
        _result("refunded", "seller-address", minor=700),
        _result("refunded", "keep", minor=300, reason="Too small"),
        _result("answered", "keep", minor=9900),
    )
    assert report.refunded("mode") == [
        RefundSum("keep", 2, [Money(800, "GBP")]),
        RefundSum("seller-address", 1, [Money(700, "GBP")]),
    ]
    assert [s.name for s in report.refunded("reason")] == ["Too small", ""]


def test_rulings_and_claims_are_apart() -> None:
    report = _report(
        _result("dispute", "seller"), _result("appeal", "buyer"), _result("claim", "won"), _result("claim", "lost")
    )
    assert report.rulings == {("dispute", "seller"): 1, ("appeal", "buyer"): 1}
    assert report.claimed("won") == report.claimed("lost") == [Money(1000, "GBP")]


def test_nothing_past_and_nothing_to_come_is_nothing_where_the_data_are_fresh() -> None:
    assert _report().is_empty
    assert not _report(stale=True).is_empty
    assert not _report(_result("answered")).is_empty
    assert not _report()._replace(ahead=[DayAhead(date(2026, 11, 25), orders=1)]).is_empty
    assert not _report()._replace(overdue=1).is_empty
    assert _report()._replace(ahead=[DayAhead(date(2026, 11, 25), closed="Sunday")]).is_empty
