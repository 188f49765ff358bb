"""The due list, one line a case and the rest in groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import TYPE_CHECKING

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.list_order import MANY
from aftersales.core.deadlines.urgency import Action
from aftersales.core.money.amount import Money
from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from aftersales.core.time.staff import StaffCalendar

# Groups of lines that are counted and not listed, in the order in which they are told.
GROUPS = ("before-import", "parcels", "looks", "tracking", "chores", "on-the-way", "unconfirmed", "snoozed")
# So many lines of a group are listed with the requests. The shop's own chores and looks never are: few of them stand as
# themselves below.
LISTED_UP_TO = {"before-import": 5, "parcels": 2}
_SPELLED_OUT, _FEW = ("looks", "tracking", "chores"), 2
LISTED = ("money", "right", "standing")  # what is at stake in a line that is never folded, but for parcels to send
TRACKING = ("trace", "tell-buyer")
_DAY, _MOST_DAYS_OFF = timedelta(days=1), 60


class CaseLine(NamedTuple):
    """One case: its most urgent duty. `recorded`: something was recorded for it that the platform's data do not show
    yet.
    """

    action: Action
    recorded: bool = False


class Group(NamedTuple):
    """Lines of one kind that are not listed: a name of GROUPS, how many there are and how many of them are overdue.
    `first` is when the first of them must be done or comes back, `last` when the last of them was due. `actions` are
    the lines of one that is spelled out, the most urgent first.
    """

    name: str
    number: int
    overdue: int
    first: datetime
    last: datetime
    actions: Sequence[Action] = ()

    @property
    def is_spelled_out(self) -> bool:
        """Whether its lines say more than their number: there are few, and they are neither recorded nor snoozed."""
        return self.name in _SPELLED_OUT and self.number <= _FEW


class Boundary(NamedTuple):
    """The hour by which staff acts today: `closes`, the office's closing; else its next opening."""

    at: datetime
    closes: bool


class Agenda(NamedTuple):
    """The cases by section, the most urgent first; the groups; and the zone in which all of it is told.

    A section is a band; where all shops share one staff calendar, `before` the boundary and `after` it stand for what
    is due today, and `today` for what can be done since today. Sorted otherwise than by urgency all cases stand in one
    section, `sorted`. `counts` has the number of cases by section, and `money` what silence on them moves by currency:
    in both are the cases that a limit cut off too.
    """

    sections: Sequence[tuple[str, Sequence[CaseLine]]]
    groups: Sequence[Group]
    zone: tzinfo
    boundary: Boundary | None = None
    counts: Mapping[str, int] = MappingProxyType({})
    money: Sequence[Money] = ()
    unread: int = 0
    sort: str = "urgency"

    @property
    def total(self) -> int:
        """How many cases there are, those that the limit cut off too."""
        return sum(self.counts.values())

    @property
    def cut(self) -> int:
        """How many cases the limit cut off."""
        return self.total - len(self.lines)

    @property
    def lines(self) -> list[CaseLine]:
        """Every case that is listed, in order."""
        return [line for _, lines in self.sections for line in lines]

    @property
    def shops(self) -> list[str]:
        """The shops of the cases that are listed."""
        return list(dict.fromkeys(line.action.shop for line in self.lines))

    @property
    def asleep(self) -> int:
        """How many lines are left out because they are snoozed."""
        return sum(group.number for group in self.groups if group.name == "snoozed")

    @property
    def is_dearest_first(self) -> bool:
        """Whether so many cases are overdue that their amounts decide before their instants."""
        return self.sort == "urgency" and self.counts.get("overdue", 0) > MANY

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done, but for what is snoozed."""
        return not self.total and all(group.name == "snoozed" for group in self.groups)


SECTIONS = ("overdue", "before", "after", "today", "soon", "later")


def by_section(lines: Iterable[CaseLine], boundary: Boundary | None) -> list[tuple[str, Sequence[CaseLine]]]:
    """Cases in order, under the sections that are not empty."""
    sections: dict[str, list[CaseLine]] = {section: [] for section in SECTIONS}
    for line in lines:
        sections[section_of(line.action, boundary)].append(line)
    return [(name, cases) for name, cases in sections.items() if cases]


def sorted_section(lines: Sequence[CaseLine]) -> list[tuple[str, Sequence[CaseLine]]]:
    """Cases that are sorted otherwise than by urgency, under one heading."""
    return [("sorted", lines)] if lines else []


def section_of(action: Action, boundary: Boundary | None) -> str:
    """The section of a line: its band, or before or after the staff's boundary."""
    if boundary is None or action.band == "overdue" or action.opens is not None or "in-transit" in action.flags:
        return action.band  # what can't be done yet is bound to no office hour
    if urgency.first(action.due, action.act_by) <= boundary.at:
        return "before"
    return "after" if not action.just_opened and action.band == "today" else action.band


def next_boundary(staff: StaffCalendar, now: datetime) -> Boundary | None:
    """The office's closing today, while it is open or opens yet; else its next opening. None where it never opens."""
    today = now.astimezone(staff.zone).date()
    closings = [closes for day in (today - _DAY, today) for opens, closes in staff.shifts(day) if closes > now]
    if closings:
        return Boundary(max(closings), closes=True)
    openings = (opens for ahead in range(1, _MOST_DAYS_OFF) for opens, _ in staff.shifts(today + ahead * _DAY))
    first = next(openings, None)
    return None if first is None else Boundary(first, closes=False)
