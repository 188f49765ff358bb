"""What an import changed, case by case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from aftersales.actions import due_list
from aftersales.actions.imports.part_result import CaseStanding, PartResult
from aftersales.core.deadlines.due_list import ShopData
from aftersales.ledger.connection import Connection
from aftersales.ledger.queries import find
from aftersales.ledger.queries.due import Filters
from aftersales.ledger.queries.find import BriefCase
from aftersales.rendering.fields.imports import CaseChange, CaseChanges, FileReport, PastDeadlines, TouchedCase

_AXES = CaseStanding._fields


def case_changes(ledger: Connection, result: PartResult) -> CaseChanges:
    """The cases that a file opened, and those whose standing it changed, in the order of their ids."""
    opened = map(_touched, find.brief_cases(ledger, result.opened))
    known = find.brief_cases(ledger, sorted(result.before))
    return CaseChanges(opened, [change for case in known for change in _moved(case, result.before[case.id])])


def _touched(case: BriefCase) -> TouchedCase:
    return TouchedCase(case.id, case.kind, case.subject, case.amount, case.currency)


def _moved(case: BriefCase, before: CaseStanding) -> Iterator[CaseChange]:
    after = CaseStanding(case.decision, case.parcel, case.money)
    if after != before:
        steps = tuple((axis, getattr(before, axis), getattr(after, axis)) for axis in _AXES)
        changed = tuple(step for step in steps if step[1] != step[2])
        by_platform = (before.decision, after.decision) == ("pending", "approved") and "auto-approved" in case.flags
        yield CaseChange(_touched(case), "platform" if by_platform else "changed", changed)


def past_deadlines(
    ledger: Connection, shops: Iterable[str], now: datetime, data: Mapping[str, ShopData]
) -> list[PastDeadlines]:
    """For each of the shops: the deadlines that had passed before its first import. `data` says how fresh each is."""
    past = []
    for name in shops:
        actions = due_list.actions_due(ledger, now, None, Filters(shops=(name,), before_import=True), data)
        late = [action for action in actions if action.band == "overdue"]
        if late:
            last = max(late, key=lambda action: action.due)
            over = [action for action in late if action.stake != "standing"]
            cases = sorted({action.case for action in over})
            past.append(PastDeadlines(name, len(late), last.due.astimezone(last.zone), cases, len(over)))
    return past


def file_report(ledger: Connection, result: PartResult, *, first: bool) -> FileReport:
    """What came of one part; `first`: its shop had no after-sales data before."""
    part, tally, shop = result.part, result.tally, result.shop
    since = part.content.since
    return FileReport(
        file=part.source.label,
        title=part.form.title,
        format=part.form.name,
        carries=part.form.carries,
        rows=part.rows,
        new=tally.new,
        changed=tally.changed,
        same=tally.same,
        rejects=result.rejects,
        shop=shop.name,
        currency=shop.currency,
        as_of=part.as_of.astimezone(shop.zone),
        as_of_from=part.as_of_from,
        dated=part.is_dated,
        notes=part.notes,
        incomplete=part.incomplete,
        strange=result.strange,
        foreign=sorted(result.foreign),
        contradicted=result.contradicted,
        missing=result.missing,
        overtaken=result.overtaken,
        first=first,
        cases=case_changes(ledger, result),
        left_out=since.left_out if since else 0,
        left_waiting=since.waiting if since else 0,
        since=since.instant.astimezone(shop.zone) if since else None,
    )
