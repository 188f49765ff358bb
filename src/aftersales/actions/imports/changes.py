"""What an import changed, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from aftersales.actions import due_list
from aftersales.actions.imports.writing import CaseStanding, PartResult
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import find
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.due import Filters
from aftersales.rendering.fields.imports import CaseChange, PastDeadlines

_AXES = CaseStanding._fields


def case_changes(ledger: Connection, result: PartResult) -> list[CaseChange]:
    """The cases that a file opened, and those whose standing it changed, in the order of their ids."""
    opened = [CaseChange(find.stored_case(ledger, case), "new") for case in result.opened]
    moved = [change for case, before in result.before.items() for change in _moved(ledger, case, before)]
    return sorted([*opened, *moved], key=lambda change: change.case.id)


def _moved(ledger: Connection, number: int, before: CaseStanding) -> Iterator[CaseChange]:
    case = find.stored_case(ledger, number)
    after = CaseStanding(case.decision, case.parcel, case.money)
    if after != before:
        steps = tuple((axis, getattr(before, axis), getattr(after, axis)) for axis in _AXES)
        changed = tuple(step for step in steps if step[1] != step[2])
        by_platform = before.decision == "pending" and "auto-approved" in case.flags
        yield CaseChange(case, "platform" if by_platform else "changed", changed)


def past_deadlines(
    ledger: Connection, results: Sequence[PartResult], first_imports: set[str], now: datetime
) -> list[PastDeadlines]:
    """For each shop that was imported for the first time: the deadlines of its new cases that had passed already."""
    shops = shop_queries.shop_data(ledger)
    past = []
    for name in dict.fromkeys(r.shop.name for r in results if r.shop.name in first_imports):
        opened = {case for r in results if r.shop.name == name for case in r.opened}
        actions = due_list.actions_due(ledger, now, None, Filters(shops=(name,)), shops)
        late = [a for a in actions if a.band == "overdue" and a.case in opened]
        if late:
            last = max(late, key=lambda a: a.due)
            past.append(PastDeadlines(name, len(late), last.due.astimezone(last.zone), sorted({a.case for a in late})))
    return past
