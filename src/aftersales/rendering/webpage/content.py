"""What is on the page, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from aftersales.core.money.amount import Money
from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from aftersales.core.clocks.clock import Clock
    from aftersales.core.deadlines.agenda import Agenda, CaseLine
    from aftersales.core.deadlines.due_list import DueFrame
    from aftersales.rendering.fields.explain import Explained


class ExplainedLine(NamedTuple):
    """The clock that a line of the list tells, among all of its case."""

    clock: Clock
    of: Explained


class Closing(NamedTuple):
    """Why markets are closed on a day. `weekly`: it is one of the weekdays that are never worked."""

    markets: Sequence[str]
    reason: str
    weekly: bool


class StaffShift(NamedTuple):
    """Hours of a day in which some staff is in, from `opens` to `closes` (UTC)."""

    opens: datetime
    closes: datetime


class ComingDay(NamedTuple):
    """A day in the zone of the page, from `begins` to `ends` (UTC): where it is not a working day, when staff is in,
    and what must be done on it. `is_closed`: no market works; `off` says why staff is not in on a working day.
    """

    date: date
    begins: datetime
    ends: datetime
    is_closed: bool
    closings: Sequence[Closing]
    shifts: Sequence[StaffShift]
    off: Sequence[str]
    lines: Sequence[CaseLine]


class CostRow(NamedTuple):
    """Requests of one reason, or settled in one way: how many, what was refunded on them, what the seller paid for
    parcels that came back, and what claims, appeals and postage brought back.
    """

    name: str
    requests: int
    refunded: Sequence[Money]
    postage: Sequence[Money]
    won: Sequence[Money] = ()


class RequestCosts(NamedTuple):
    """What the requests that came in since a day have cost until now."""

    since: date
    by_reason: Sequence[CostRow]
    by_mode: Sequence[CostRow]

    @property
    def requests(self) -> int:
        """How many requests came in."""
        return sum(row.requests for row in self.by_reason)


class DeskPage(NamedTuple):
    """The list as `due` folds it, the explanations of its first cases, the coming days, and what requests have cost.
    `late` are the cases that must have been done already. `has_staff`: some shop has a staff calendar; `addresses` are
    those of orders in Seller Center, by case; `version` is the program's.
    """

    frame: DueFrame
    agenda: Agenda
    explained: Mapping[int, ExplainedLine]
    late: Sequence[CaseLine]
    days: Sequence[ComingDay]
    has_staff: bool
    costs: RequestCosts
    addresses: Mapping[int, str]
    version: str
