"""The due list, one line a case and the rest in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import DueReport
from aftersales.core.deadlines.urgency import BANDS, Action
from aftersales.core.money.amount import Money
from aftersales.core.vocabulary import STAKES
from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:
    from aftersales.core.time.staff import StaffCalendar

# Groups of lines that are counted and not listed, in the order in which they are told.
GROUPS = ("before-import", "parcels", "looks", "tracking", "chores", "on-the-way", "unconfirmed", "snoozed")
_LISTED = frozenset({"money", "right", "standing"})
_TRACKING = frozenset({"trace", "tell-buyer"})
_DAY, _MOST_DAYS_OFF = timedelta(days=1), 60
# So many lines of a group are listed with the requests. The shop's own chores and looks never are: few of them stand as
# themselves below.
_LISTED_UP_TO = {"before-import": 5, "parcels": 2}
_FEW = 2


class CaseLine(NamedTuple):
    """One case: its most urgent duty. `recorded`: something was recorded for it that the platform's data do not show
    yet.
    """

    action: Action
    recorded: bool = False


class Group(NamedTuple):
    """Lines of one kind that are not listed, the most urgent first: a name of GROUPS."""

    name: str
    actions: Sequence[Action]

    @property
    def last(self) -> datetime:
        """When the last of them was due."""
        return max(a.due for a in self.actions)

    @property
    def first(self) -> datetime:
        """When the first of them must be done or comes back."""
        return min(a.snoozed_until if a.snoozed_until is not None else a.due for a in self.actions)

    @property
    def is_spelled_out(self) -> bool:
        """Whether its lines say more than their number: there are few, and they are neither recorded nor snoozed."""
        return self.name in ("looks", "tracking", "chores") and len(self.actions) <= _FEW

    def count(self, band: str) -> int:
        """How many of them are in a band."""
        return sum(a.band == band for a in self.actions)


class Boundary(NamedTuple):
    """The hour by which staff acts today: `closes`, the office's closing; else its next opening."""

    at: datetime
    closes: bool


class Agenda(NamedTuple):
    """The cases by section, the most urgent first; the groups; and the zone in which all of it is told.

    A section is a band; where all shops share one staff calendar, `before` the boundary and `after` it stand for today.
    `every` has the cases that a limit cut off too.
    """

    sections: Sequence[tuple[str, Sequence[CaseLine]]]
    groups: Sequence[Group]
    zone: tzinfo
    boundary: Boundary | None = None
    every: Sequence[CaseLine] = ()

    @property
    def cut(self) -> int:
        """How many cases the limit cut off."""
        return len(self.every) - len(self.lines)

    @property
    def lines(self) -> list[CaseLine]:
        """Every case that is listed, in order."""
        return [line for _, lines in self.sections for line in lines]

    @property
    def shops(self) -> list[str]:
        """The shops of the cases that are listed."""
        return list(dict.fromkeys(line.action.shop for line in self.lines))


SECTIONS = ("overdue", "before", "after", "today", "soon", "later")


def agenda(
    report: DueReport, zone: tzinfo, boundary: Boundary | None = None, *, fold: bool, limit: int | None = None
) -> Agenda:
    """The list of a report in one zone. Without `fold` every line is listed, since it was asked for. `limit`: at most
    so many cases.
    """
    lines, groups = _parted(report, fold=fold)
    ordered = sorted(lines, key=lambda line: _order(line.action))
    by_section: dict[str, list[CaseLine]] = {section: [] for section in SECTIONS}
    for line in ordered[:limit]:
        by_section[section_of(line.action, boundary)].append(line)
    listed = [(name, cases) for name, cases in by_section.items() if cases]
    return Agenda(listed, groups, zone, boundary, ordered)


def section_of(action: Action, boundary: Boundary | None) -> str:
    """The section of a line: its band, or before or after the staff's boundary."""
    if boundary is None or action.band == "overdue" or action.opens is not None or "in-transit" in action.flags:
        return action.band  # what can't be done yet is bound to no office hour
    if urgency.first(action.due, action.act_by) <= boundary.at:
        return "before"
    return "after" if action.band == "today" else action.band


def _parted(report: DueReport, *, fold: bool) -> tuple[list[CaseLine], list[Group]]:
    """The cases that are listed, and the groups of the others."""
    waiting = [a for a in report.counted if not a.confirmed]
    sure = [a for a in report.counted if a.confirmed]
    shown = {(a.case, a.duty, a.due): a for a in report.shown}  # these know their buyers
    members: dict[str, list[Action]] = {name: [] for name in GROUPS}
    listed: list[Action] = []
    for action in sure:
        name = _group(action) if fold else ""
        (members[name] if name else listed).append(action)
    for name, few in _LISTED_UP_TO.items():
        if len(members[name]) <= few:
            listed += members.pop(name)
    known = (shown.get((a.case, a.duty, a.due)) for a in listed)
    cases = _by_case([a for a in known if a is not None], {a.case for a in waiting})
    members["unconfirmed"] = [a for a in waiting if a.case not in {line.action.case for line in cases}]
    members["snoozed"] = list(report.asleep)
    return cases, [Group(name, urgency.in_order(actions)) for name, actions in members.items() if actions]


def _group(action: Action) -> str:
    """The group of a line; empty for one that is listed."""
    if action.owner != "seller":
        return ""
    if action.before_import and action.band == "overdue" and action.stake in ("money", "right"):
        return "before-import"  # what the shop owes can still be done, and is listed as ever
    if action.kind == "delivery" and action.stake == "standing":
        return "parcels"
    if "in-transit" in action.flags and action.band != "overdue":
        return "on-the-way"
    if action.stake in _LISTED:
        return ""
    if action.kind == "delivery" and action.duty in _TRACKING:
        return "tracking"
    return "looks" if action.stake == "look" else "chores"


def _by_case(actions: Iterable[Action], recorded: set[int]) -> list[CaseLine]:
    """One line for each case: the most urgent of its duties."""
    cases: dict[int, Action] = {}
    for action in sorted(actions, key=_order):
        cases.setdefault(action.case, action)
    return [CaseLine(action, case in recorded) for case, action in cases.items()]


def _order(action: Action) -> tuple[int, datetime, int, str, int, int]:
    """By band, the earlier of act-by and due, what silence costs, the amount within a currency."""
    amount = action.at_risk or Money(0, "~")
    stake = STAKES.index(action.stake) if action.stake in STAKES else len(STAKES)
    when = urgency.deciding(action)
    return BANDS.index(action.band), when, stake, amount.currency, -amount.minor, action.case


def next_boundary(staff: StaffCalendar, now: datetime) -> Boundary | None:
    """The office's closing today, while it is open or opens yet; else its next opening. None where it never opens."""
    today = now.astimezone(staff.zone).date()
    closings = [closes for day in (today - _DAY, today) for opens, closes in staff.shifts(day) if closes > now]
    if closings:
        return Boundary(max(closings), closes=True)
    openings = (opens for ahead in range(1, _MOST_DAYS_OFF) for opens, _ in staff.shifts(today + ahead * _DAY))
    first = next(openings, None)
    return None if first is None else Boundary(first, closes=False)
