"""The morning report as a value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from aftersales.core.deadlines.agenda import Agenda
from aftersales.core.deadlines.due_list import DueFrame
from aftersales.core.money.amount import Money
from aftersales.core.reports.results import CaseResult, MissedDeadline
from aftersales.named_tuple import NamedTuple


class ReportSpan(NamedTuple):
    """Since when a report tells what is new: an instant in the zone of the report, and the last write of the log that
    was known then. `is_marked`: a report was marked then; else it is a usual time ago. `until` is the last write that
    this report knows.
    """

    since: datetime
    write: int
    until: int
    is_marked: bool = False


class Arrivals(NamedTuple):
    """How many cases of a kind came into a shop, and what the buyers ask for."""

    shop: str
    kind: str
    number: int
    asked: Sequence[Money] = ()


class ClaimChance(NamedTuple):
    """A case whose facts speak for a claim, though nobody opened one: on whom, why, and for how much."""

    case: int
    shop: str
    kind: str
    on: str
    because: str
    due: datetime | None = None
    money: Money | None = None


class Appeals(NamedTuple):
    """How many cases can be appealed, and what that can bring back."""

    number: int = 0
    winnable: Sequence[Money] = ()


class MorningReport(NamedTuple):
    """What is due, as the list folds it, and what has become known since the last report. `only_new`: the list has only
    the cases that are new or more urgent since then.
    """

    frame: DueFrame
    agenda: Agenda
    span: ReportSpan
    decided: Sequence[CaseResult] = ()
    missed: Sequence[MissedDeadline] = ()
    arrivals: Sequence[Arrivals] = ()
    chances: Sequence[ClaimChance] = ()
    appeals: Appeals = Appeals()
    only_new: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell. Where nobody can know that, there is: data that are missing or old are told
        each time.
        """
        parts = (self.decided, self.missed, self.arrivals, self.chances, self.appeals.number)
        doubts = self.frame.is_unsure or self.agenda.unread or self.frame.left_to_rules
        return self.agenda.is_empty and not any(parts) and not doubts

    @property
    def given_away(self) -> list[Money]:
        """What the platform gave the buyers because nobody answered in time, by currency: each case once."""
        return each_case_once((r.case, r.money) for r in self.decided if r.is_by_silence)

    @property
    def in_doubt(self) -> list[Money]:
        """What the deadlines that were missed may yet cost, by currency: each case once."""
        return each_case_once((m.case, m.money) for m in self.missed if m.fate == "open")


def each_case_once(amounts: Iterable[tuple[int, Money | None]]) -> list[Money]:
    """Sums by currency, of each case the most."""
    sums: dict[str, dict[int, int]] = {}
    for case, money in amounts:
        if money is not None:
            of_cases = sums.setdefault(money.currency, {})
            of_cases[case] = max(money.minor, of_cases.get(case, 0))
    return [Money(sum(of_cases.values()), currency) for currency, of_cases in sorted(sums.items())]


def summed(amounts: Iterable[Money | None]) -> list[Money]:
    """Amounts added by currency."""
    sums: dict[str, int] = {}
    for money in amounts:
        if money is not None:
            sums[money.currency] = sums.get(money.currency, 0) + money.minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]
