"""A week's report where many shops sell in many currencies."""

from __future__ import annotations

from datetime import UTC, date, datetime

from aftersales.core.deadlines.due_list import DueFrame, Freshness
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import Arrivals, ReportSpan
from aftersales.core.reports.results import CaseResult
from aftersales.core.reports.week import DayAhead, WeekReport
from aftersales.rendering.pages.reports import plain_text, week

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
CURRENCIES = ("EUR", "GBP", "MYR", "THB", "USD", "VND")
SHOPS = tuple(f"client-{n}" for n in range(12))


def _report(*currencies: str) -> WeekReport:
    """A week of 60 cases with money in these currencies, Wednesday off for three of the shops."""
    money = [Money(100_000, currency) for currency in currencies]
    refunds = [
        CaseResult(n, SHOPS[0], "GB", "return", "refunded", "keep", "seller", NOW, amount, reason)
        for n, (reason, amount) in enumerate((reason, amount) for reason in ("Late", "Broken") for amount in money)
    ]
    return WeekReport(
        DueFrame(NOW, None, [Freshness(shop, NOW, stale=False) for shop in SHOPS]),
        UTC,
        ReportSpan(NOW, 1, 1),
        refunds,
        arrivals=[Arrivals(SHOPS[0], "return", 9, money)],
        ahead=[
            DayAhead(date(2026, 11, 23 + n), 10, money, 5, closed_for=SHOPS[:3] if n == 2 else ()) for n in range(6)
        ],
    )


def _lines(report: WeekReport, room: int, width: int = plain_text.WIDTH) -> list[str]:
    page = week.page_of(report, room, width)
    return [line for line, _ in plain_text.styled_lines(page, width=width)]


def test_with_one_currency_all_is_told() -> None:
    lines = _lines(_report("GBP"), week.PHONE)
    assert "Mon 23 Nov 10 cases, 5 to send 1000.00 GBP" in lines
    assert "Broken: 1, 1000.00 GBP" in lines
    assert any(line.endswith("asked for: 1000.00 GBP") for line in lines)
    assert len(lines) <= week.PHONE


def test_on_a_phone_a_day_has_one_line_whatever_the_currencies() -> None:
    """All money stands once above: the sum of the days, each currency apart."""
    lines = _lines(_report(*CURRENCIES), week.PHONE)
    assert "Mon 23 Nov 10 cases, 5 to send" in lines
    assert "Wed 25 Nov 10 cases, 5 to send, closed:" in lines
    assert "           client-0, client-1, client-2" in lines
    assert lines[2:4] == ["If you say nothing, buyers get", "  6000.00 EUR, 6000.00 GBP, 6000.00 MYR,"]
    assert "Broken: 6" in lines
    assert "asked for" not in "\n".join(lines)
    assert len(lines) <= week.PHONE


def test_a_terminal_has_room_for_all_of_it() -> None:
    lines = _lines(_report(*CURRENCIES), week.SCREENS, 80)
    assert "           1000.00 EUR, 1000.00 GBP, 1000.00 MYR, 1000.00 THB, 1000.00 USD," in lines
    assert "Wed 25 Nov 10 cases, 5 to send, closed: client-0, client-1, client-2" in lines
    assert len(lines) <= week.SCREENS
    assert max(map(len, lines)) <= 80


def test_a_comma_stays_with_its_amount() -> None:
    sentence = "of the returns the buyers asked for: 942.06 EUR, 628.49 GBP"
    whole, short = "of the returns the buyers asked for: 942.06 EUR,", "of the returns the buyers asked"
    assert plain_text.wrapped(sentence, width=48) == [whole, "  628.49 GBP"]
    assert plain_text.wrapped(sentence, width=47) == [short, "  for: 942.06 EUR, 628.49 GBP"]
