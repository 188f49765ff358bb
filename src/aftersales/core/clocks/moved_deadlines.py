"""Deadlines before and after a change of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from aftersales.core.clocks.clock import Clock
from aftersales.core.money.amount import Money
from aftersales.language import mark, tr, trn
from aftersales.named_tuple import NamedTuple


class DutyKey(NamedTuple):
    """What a deadline is known by, whichever rule gives it."""

    case: int
    duty: str
    owner: str
    chained: bool


class Standing(NamedTuple):
    """The deadline that counts for a duty: an instant (UTC), the rule that gives it, what silence brings and costs;
    `act_by` is None where no staff calendar is set.
    """

    due: datetime
    rule: str | None
    outcome: str
    at_risk: Money | None
    act_by: datetime | None


class MovedDeadline(NamedTuple):
    """A deadline that is not where it was, or its act-by alone; None where there was none, or is none any more."""

    key: DutyKey
    before: Standing | None
    after: Standing | None

    @property
    def change(self) -> str:
        """moved, new, gone, or act-by where that alone has changed."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "gone"
        return "moved" if self.before.due != self.after.due else "act-by"


Standings = Mapping[DutyKey, Standing]
_KINDS = {"new": mark("{count} new"), "gone": mark("{count} gone"), "act-by": mark("{count} act-by moved")}


def standings_of(case: int, clocks: Iterable[Clock]) -> Iterator[tuple[DutyKey, Standing]]:
    """The deadlines that count among the clocks of a case."""
    for c in clocks:
        if c.holds and c.unanswered:
            yield DutyKey(case, c.duty, c.owner, c.chained), Standing(c.due, c.rule, c.outcome, c.at_risk, c.act_by)


def compare(before: Standings, after: Standings) -> list[MovedDeadline]:
    """What differs in time, the earliest new deadline first."""
    moves = [
        MovedDeadline(key, before.get(key), after.get(key))
        for key in {**before, **after}
        if _times(before.get(key)) != _times(after.get(key))
    ]
    return sorted(moves, key=_order)


def compare_rules(before: Standings, after: Standings) -> list[MovedDeadline]:
    """What new rules change in time. A deadline that stays where it was, and only begins at another time, as where an
    automatic rule of Seller Center answers first, has not moved.
    """
    return [move for move in compare(before, after) if not _stays(move, before, after)]


def _stays(move: MovedDeadline, before: Standings, after: Standings) -> bool:
    other = move.key._replace(chained=not move.key.chained)
    if move.change == "gone":
        return other not in before and _times(move.before) == _times(after.get(other))
    return move.change == "new" and other not in after and _times(move.after) == _times(before.get(other))


def counts(changes: Iterable[str]) -> list[str]:
    """How many deadlines changed in each way (`MovedDeadline.change`), as phrases: `2 deadlines moved`, `1 new`."""
    counted = Counter(changes)
    moved = (
        trn("{count} deadline moved", "{count} deadlines moved", counted["moved"])
        if counted["moved"]
        else tr("no deadline moved")
    )
    return [moved, *(tr(phrase, count=counted[kind]) for kind, phrase in _KINDS.items() if counted[kind])]


def _times(standing: Standing | None) -> tuple[datetime, datetime | None] | None:
    return (standing.due, standing.act_by) if standing else None


def _order(move: MovedDeadline) -> tuple[datetime, DutyKey]:
    stands = [s.due for s in (move.after, move.before) if s is not None]
    return stands[0], move.key
