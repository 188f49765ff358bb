"""The morning report: what is due, and what has become known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from aftersales.actions import due_agenda, due_list, list_orders
from aftersales.actions.due_list import ListOptions
from aftersales.actions.report import changes, claim_chances
from aftersales.actions.report.span import MORNING, ReportOptions, ReportScope, scope_of, span_of
from aftersales.context.app import App
from aftersales.core.deadlines import urgency
from aftersales.core.deadlines.due_list import NewSince, ShopData
from aftersales.core.money.amount import Money
from aftersales.core.reports.morning import Appeals, MorningReport, ReportSpan, summed
from aftersales.ledger.log import report_news
from aftersales.ledger.log.report_news import Overdue
from aftersales.ledger.queries import agenda as queries
from aftersales.ledger.queries import claims as claim_queries
from aftersales.ledger.queries import shops as shop_queries
from aftersales.ledger.queries.agenda import Scope

USUAL = timedelta(hours=24)  # how far the first report looks back


def morning_report(app: App, options: ReportOptions) -> MorningReport:
    """What is due now in these shops, and what has become known since the last report that was marked. Nothing is
    remembered by it. Raises ConfigError and LedgerError.
    """
    ledger, scope = app.ledger.current(), scope_of(app, options)
    span = span_of(app, MORNING, scope, USUAL)
    shops = shop_queries.shop_data(ledger)
    request = due_list.DueRequest(scope.filters, urgency.DEFAULT_WITHIN, count_later=True)
    since_mark = options.only_new and span.is_marked
    overdue: Sequence[Overdue] = ()
    if since_mark:
        new = _new_or_more_urgent(app, scope, span, shops)
        overdue = report_news.overdue_since(ledger, span.since)  # of all lines: the list is narrowed next
        filters = scope.filters._replace(cases=frozenset(new.flags))
        request = request._replace(filters=filters, new_since=new)
    frame, agenda = due_agenda.page_of(app, request, ListOptions(shop=options.shop))
    if not since_mark:
        overdue = report_news.overdue_since(ledger, span.since)
    news = report_news.scope_since(ledger, scope.names, span.write)
    known = changes.since(app, news, span, shops)
    with_orders = [name for name in scope.names if name not in (scope.filters.without_orders or ())]
    return MorningReport(
        frame=frame,
        agenda=agenda,
        span=span,
        decided=[result for result in known.results if changes.is_platforms(result)],
        missed=changes.missed_of(overdue, known.missed),
        arrivals=report_news.arrivals(ledger, news, with_orders),
        chances=claim_chances.chances(app, news, span, only_new=since_mark),
        appeals=_appeals(app, scope, span.since if since_mark else None),
        only_new=options.only_new,
    )


def _new_or_more_urgent(app: App, scope: ReportScope, span: ReportSpan, shops: Mapping[str, ShopData]) -> NewSince:
    """The cases with something new since then, and those that the list of then did not have, or had as less urgent."""
    from aftersales.actions import new_since  # no other report looks back so closely

    ledger, flags = app.ledger.current(), dict(new_since.cases_since(app, scope.names, span.write))
    listed = list_orders.shops_with(app, "list") or ()
    standings: list[dict[tuple[int, bool], int]] = []
    for moment in (span.since, app.now):
        queries.gather(ledger, Scope(moment, urgency.DEFAULT_WITHIN, scope.filters, orders_listed=listed), shops)
        standings.append(report_news.standings(ledger))
    then, now = standings
    for (case, is_listed), band in now.items():
        if not is_listed and (case, True) in now:
            continue  # one case, one line: what is folded of it stands behind that
        before = then.get((case, is_listed))
        if before is None or band < before:
            flags.setdefault(case, ())
    return NewSince(dict.fromkeys(scope.names, span.since), flags)


def _appeals(app: App, scope: ReportScope, since: datetime | None) -> Appeals:
    """What can be appealed now; since an instant, only what could not before."""
    counts = [
        some for some in claim_queries.appealable(app.ledger.current(), app.now, since) if some.shop in scope.names
    ]
    return Appeals(
        sum(some.cases for some in counts),
        summed(Money(some.winnable, some.currency) for some in counts if some.winnable and some.currency),
    )
