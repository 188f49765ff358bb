"""The week's report as a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo

from aftersales.core.deadlines.due_list import DueFrame
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import Arrivals, ReportSpan, each_case_once, summed
from aftersales.core.reports.results import CaseResult, MissedDeadline
from aftersales.named_tuple import NamedTuple


class DayAhead(NamedTuple):
    """What must be done by a day: cases to answer and what silence on them moves, and orders to send. `closed` says why
    no shop works on it, `closed_for` which shops don't where others do. The first day has what is overdue too.
    """

    date: date
    cases: int = 0
    money: Sequence[Money] = ()
    orders: int = 0
    closed: str = ""
    closed_for: Sequence[str] = ()


class RefundSum(NamedTuple):
    """What was refunded in one way or for one reason: how often and how much, by currency."""

    name: str
    number: int
    money: Sequence[Money]


class WeekReport(NamedTuple):
    """What has become known in the week past, and what must be done in the week to come, in the days of `zone`."""

    frame: DueFrame
    zone: tzinfo
    span: ReportSpan
    results: Sequence[CaseResult] = ()
    missed: Sequence[MissedDeadline] = ()
    arrivals: Sequence[Arrivals] = ()
    ahead: Sequence[DayAhead] = ()
    overdue: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell, and the data are fresh enough to say so."""
        coming = self.overdue or any(day.cases or day.orders for day in self.ahead)
        return not (self.results or self.missed or self.arrivals or coming or self.frame.is_unsure)

    @property
    def answers(self) -> Counter[str]:
        """How many requests were answered, by whom: seller, platform or unknown."""
        return Counter(result.by for result in self.results if result.what == "answered")

    @property
    def rulings(self) -> Counter[tuple[str, str]]:
        """How many disputes and appeals were decided, and for whom: seller or buyer."""
        return Counter((r.what, r.how) for r in self.results if r.what in ("dispute", "appeal"))

    def claimed(self, how: str) -> list[Money]:
        """What claims brought (`won`) or did not bring (`lost`), by currency."""
        return summed(r.money for r in self.results if (r.what, r.how) == ("claim", how))

    @property
    def refunds(self) -> list[CaseResult]:
        """What was refunded, one by one."""
        return [result for result in self.results if result.what == "refunded"]

    def refunded(self, by: str) -> list[RefundSum]:
        """What was refunded by `mode` or by `reason`, the most frequent first."""
        groups: dict[str, list[CaseResult]] = {}
        for refund in self.refunds:
            groups.setdefault(refund.how if by == "mode" else refund.reason or "", []).append(refund)
        sums = [RefundSum(name, len(some), summed(r.money for r in some)) for name, some in groups.items()]
        return sorted(sums, key=lambda refund_sum: (-refund_sum.number, refund_sum.name))

    @property
    def given_away(self) -> list[Money]:
        """What the platform gave the buyers because nobody answered in time, by currency: each case once."""
        return each_case_once((r.case, r.money) for r in self.results if r.is_by_silence)

    @property
    def in_doubt(self) -> list[Money]:
        """What the deadlines that were missed may yet cost, by currency: each case once."""
        return each_case_once(_amounts(self.missed))


def _amounts(missed: Iterable[MissedDeadline]) -> Iterable[tuple[int, Money | None]]:
    return ((deadline.case, deadline.money) for deadline in missed if deadline.fate == "open")
