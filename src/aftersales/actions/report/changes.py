"""What has become known of cases since a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from aftersales.context.app import App
from aftersales.core.deadlines.due_list import ShopData
from aftersales.core.reports.morning import ReportSpan
from aftersales.core.reports.results import CaseResult, MissedDeadline
from aftersales.ledger.log import report_news
from aftersales.ledger.log.report_news import NewsScope, Overdue
from aftersales.named_tuple import NamedTuple

if TYPE_CHECKING:  # most reports derive no case
    from aftersales.core.cases.model import Case, Event
    from aftersales.core.cases.timeline import Timeline
    from aftersales.core.reports.results import ResultKey
    from aftersales.ledger.derived.store import ShopRules

_BATCH = 500  # cases in memory at a time


class KnownChanges(NamedTuple):
    """What came of cases, and which deadlines were missed, that was not known before."""

    results: Sequence[CaseResult] = ()
    missed: Sequence[MissedDeadline] = ()


def since(app: App, scope: NewsScope, span: ReportSpan, shops: Mapping[str, ShopData]) -> KnownChanges:
    """What has become known since the last report of what the platform decides, and of missed deadlines."""
    ids = report_news.decided_or_missed(app.ledger.current(), scope, app.now)
    return compared(app, ids, span, shops)


def compared(app: App, ids: Sequence[int], span: ReportSpan, shops: Mapping[str, ShopData]) -> KnownChanges:
    """What these cases show now and did not show then, when each stood as the log has it."""
    kept: list[CaseResult] = []
    missed: list[MissedDeadline] = []
    for start in range(0, len(ids), _BATCH):
        changes = _compared(app, ids[start : start + _BATCH], span, shops)
        kept += changes.results
        missed += changes.missed
    return KnownChanges(kept, missed)


class _PresentCase(NamedTuple):
    """A case as it stands now: `results` are those of its timeline, `is_late` where a deadline may have been missed."""

    case: Case
    rules: ShopRules
    timeline: Timeline
    results: Mapping[ResultKey, Event]
    is_late: bool


def _compared(app: App, ids: Sequence[int], span: ReportSpan, shops: Mapping[str, ShopData]) -> KnownChanges:
    """The same for a few hundred cases."""
    # A morning mostly has none, and this loads much.
    from aftersales.core.cases import timeline as case_timeline
    from aftersales.core.reports import results
    from aftersales.ledger.derived import rows
    from aftersales.ledger.log.past import cases_then

    present_cases = _present_cases(app, ids)
    # Nothing came of the others, so how they stood then makes no difference.
    numbers = [present.case.id for present in present_cases]
    before = {case.id: case for case in cases_then(app.ledger.current(), numbers, span.write, trust=True)}
    approvers = rows.approvers(app.ledger.current(), numbers)
    kept: list[CaseResult] = []
    missed: list[MissedDeadline] = []
    for present in present_cases:
        case, earlier, first = present.case, before.get(present.case.id), shops[present.case.shop].first_as_of
        if earlier is not None:
            earlier = earlier._replace(trust=case.trust)
            known = set(results.keys(earlier, case_timeline.build(earlier), span.since))
        else:
            # What a shop's first import shows as decided is history.
            known = {key for key, event in present.results.items() if first is not None and event.at < first}
        # A case is derived only where its clocks matter: that takes three times as long as its timeline.
        who = results.Actors(approvers[case.id] or present.timeline.state.approved_by or "unknown")
        if present.is_late or (present.results.keys() - known and results.needs_clocks(present.timeline)):
            derived = present.rules.derive(case)
            who, late = results.actors(derived), results.missed(case, derived, app.now, first)
            if late and earlier is not None:
                late_then = results.missed(earlier, present.rules.derive(earlier), span.since, first)
                known |= {deadline.key for deadline in late_then}
            missed += [deadline for deadline in late if deadline.key not in known]
        kept += [r for r in results.results(case, present.timeline, who, app.now) if r.key not in known]
    return KnownChanges(kept, missed)


def _present_cases(app: App, ids: Sequence[int]) -> list[_PresentCase]:
    """Those of these cases of which something came, or whose deadline may have been missed, in order."""
    from aftersales.core.cases import timeline as case_timeline
    from aftersales.core.reports import results
    from aftersales.ledger.derived import store

    ledger = app.ledger.current()
    late = set(report_news.late_of(ledger, ids, app.now))
    present_cases = []
    for case, rules in store.with_rules(ledger, ids, app.rules.of(ledger)):
        timeline = case_timeline.build(case)
        events = results.keys(case, timeline, app.now)
        if events or case.id in late:
            present_cases.append(_PresentCase(case, rules, timeline, events, case.id in late))
    return present_cases


def is_platforms(result: CaseResult) -> bool:
    """Whether it was the platform that decided, by a ruling or because nobody answered."""
    return result.is_by_platform and result.what in ("answered", "refunded", "dispute", "appeal", "cancelled")


def missed_of(overdue: Iterable[Overdue], missed: Iterable[MissedDeadline]) -> list[MissedDeadline]:
    """What was missed, each deadline once: what the list has as overdue since then, and what became of others."""
    by_key = {
        (late.case, late.duty, late.due): MissedDeadline(
            late.case, late.shop, late.market, late.kind, late.duty, late.stake, late.due, "open", late.money
        )
        for late in overdue
    }
    by_key |= {(deadline.case, deadline.duty, deadline.due): deadline for deadline in missed}
    return sorted(by_key.values(), key=lambda deadline: (deadline.due, deadline.case))
