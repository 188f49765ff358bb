"""What a morning report adds up, and when it has nothing to tell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aftersales.core.deadlines.agenda import Agenda
from aftersales.core.deadlines.due_list import DueFrame, Freshness
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import Appeals, Arrivals, ClaimChance, MorningReport, ReportSpan
from aftersales.core.reports.results import CaseResult, MissedDeadline
from tables import of_each

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FRESH = Freshness("uk-main", NOW, stale=False)
GBP = Money(1398, "GBP")


def _report(*freshness: Freshness) -> MorningReport:
    frame = DueFrame(NOW, None, freshness or (FRESH,))
    return MorningReport(frame, Agenda([], [], UTC), ReportSpan(NOW, 1, 1))


def _decided(case: int, what: str = "answered", by: str = "platform", money: Money = GBP) -> CaseResult:
    return CaseResult(case, "uk-main", "GB", "return", what, "approved", by, NOW, money)


def _missed(case: int, fate: str, money: Money | None = GBP, duty: str = "respond") -> MissedDeadline:
    return MissedDeadline(case, "uk-main", "GB", "return", duty, "money", NOW, fate, money)


def test_fresh_data_and_nothing_to_tell_are_nothing() -> None:
    assert _report().is_empty


@pytest.mark.parametrize(
    "fresh",
    [
        Freshness("uk-main", NOW, stale=True),
        Freshness("uk-main", None, stale=False),
        Freshness("uk-main", NOW, stale=False, ahead=True),
    ],
)
def test_data_that_are_missing_or_old_are_always_told(fresh: Freshness) -> None:
    assert not _report(FRESH, fresh).is_empty


def test_a_ledger_without_a_shop_is_told() -> None:
    assert not _report()._replace(frame=DueFrame(NOW, None, ())).is_empty


@of_each(
    "part",
    [
        {"decided": [_decided(1)]},
        {"missed": [_missed(1, "open")]},
        {"arrivals": [Arrivals("uk-main", "return", 1)]},
        {"chances": [ClaimChance(1, "uk-main", "return", "carrier", "lost")]},
        {"appeals": Appeals(1)},
    ],
)
def test_each_part_is_something_to_tell(part: dict[str, object]) -> None:
    assert not _report()._replace(**part).is_empty  # type: ignore[arg-type]


def test_a_word_that_nobody_knows_is_something_to_tell() -> None:
    report = _report()
    assert not report._replace(agenda=report.agenda._replace(unread=1)).is_empty


def test_what_tiktok_gave_away_counts_each_case_once_and_no_currency_with_another() -> None:
    decided = [
        _decided(1),
        _decided(1, "refunded"),
        _decided(2),
        _decided(3, money=Money(500, "USD")),
        _decided(4, by="seller"),
        _decided(5, what="dispute"),
    ]
    assert _report()._replace(decided=decided).given_away == [Money(2796, "GBP"), Money(500, "USD")]


def test_what_may_yet_be_lost_is_of_what_nobody_answered() -> None:
    missed = [_missed(1, "open"), _missed(1, "open", duty="confirm-receipt"), _missed(2, "late"), _missed(3, "lost")]
    assert _report()._replace(missed=[*missed, _missed(4, "open", None)]).in_doubt == [GBP]
