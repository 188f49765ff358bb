"""What has become known of cases since a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aftersales.context.app import App
from aftersales.core.deadlines.due_list import ShopData
from aftersales.core.reports.morning import ReportSpan
from aftersales.core.reports.results import CaseResult, MissedDeadline
from aftersales.ledger.log import report_news
from aftersales.ledger.log.report_news import NewsScope, Overdue
from aftersales.named_tuple import NamedTuple


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
    if not ids:  # usual, and what follows loads much
        return KnownChanges()
    from aftersales.core.reports import results
    from aftersales.ledger.facts.records import load
    from aftersales.ledger.log.past import cases_then

    ledger = app.ledger.current()
    rules, then = app.rules.of(ledger), span.since
    kept: list[CaseResult] = []
    missed: list[MissedDeadline] = []
    shown: dict[int, tuple[str, list[CaseResult], list[MissedDeadline]]] = {}
    for stored in load(ledger, ids, trust=True):
        shop_rules, first = rules[stored.shop], shops[stored.shop].first_as_of
        case = stored._replace(trust=shop_rules.trust)
        derived = shop_rules.derive(case)
        now_results, now_missed = results.results(case, derived, app.now), results.missed(case, derived, app.now, first)
        if now_results or now_missed:
            shown[case.id] = case.shop, now_results, now_missed
    # Nothing came of the others, so how they stood then makes no difference.
    before = {case.id: case for case in cases_then(ledger, [*shown], span.write, trust=True)} if shown else {}
    for number, (shop, now_results, now_missed) in shown.items():
        shop_rules, first = rules[shop], shops[shop].first_as_of
        if earlier := before.get(number):
            earlier = earlier._replace(trust=shop_rules.trust)
            derived_then = shop_rules.derive(earlier)
            known = {r.key for r in results.results(earlier, derived_then, then)}
            known |= {m.key for m in results.missed(earlier, derived_then, then, first)}
        else:
            # What a shop's first import shows as decided is history.
            known = {r.key for r in now_results if first is not None and r.at < first}
        kept += [result for result in now_results if result.key not in known]
        missed += [deadline for deadline in now_missed if deadline.key not in known]
    return KnownChanges(kept, missed)


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
